"""The application's engine and sessions."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dotenv import load_dotenv
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

PROJECT_ROOT = Path(__file__).resolve().parents[2]

load_dotenv(PROJECT_ROOT / ".env")

engine = create_engine(
    os.getenv("DATABASE_URL", f"sqlite:///{PROJECT_ROOT / 'thoughts.db'}")
)
SessionLocal = sessionmaker(bind=engine, expire_on_commit=False)


def enforce_foreign_keys(dbapi_connection: Any, _record: Any) -> None:
    """Switch on SQLite's foreign keys, which are off in a new connection."""
    cursor = dbapi_connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def prepare(engine: Engine) -> Engine:
    """Make an engine enforce foreign keys, whatever its database is."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", enforce_foreign_keys)
    return engine


prepare(engine)


def get_session() -> Iterator[Session]:
    """Yield a session that is closed afterwards."""
    with SessionLocal() as session:
        yield session
