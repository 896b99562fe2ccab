"""The gateway: starts after the migrations and says which tools it offers."""

import asyncio
import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from src.core.config import Settings
from src.core.infrastructure.db.models import ToolCatalog

PORT = 8010


async def enabled_tools(dsn: str) -> list[str]:
    """Return the names of the tools that are switched on."""
    engine = create_async_engine(dsn)
    try:
        async with engine.connect() as connection:
            query = select(ToolCatalog.name).where(ToolCatalog.enabled)
            return list(await connection.scalars(query.order_by(ToolCatalog.name)))
    finally:
        await engine.dispose()


class Handler(BaseHTTPRequestHandler):
    """Answers every request with the list of tools."""

    tools: list[str] = []

    def do_GET(self) -> None:
        """Answer a request."""
        body = json.dumps({"status": "ok", "tools": self.tools}).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Read the catalogue, then serve."""
    Handler.tools = asyncio.run(enabled_tools(Settings().async_dsn))
    ThreadingHTTPServer(("", PORT), Handler).serve_forever()


if __name__ == "__main__":
    main()
