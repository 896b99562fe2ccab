"""Real Alembic, started once: each command runs in a fresh fork of a process that has only imported it.

Run as a program by ``tools.ForkedAlembic``. Reads one JSON object per line (arguments, cwd, environment,
stdout, stderr: files to write), writes the exit code. Importing Alembic, SQLAlchemy and the drivers takes
most of the 0.35 s a command needs; a fork takes none of it, and starts with nothing configured.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from typing import Any

# Imported for the forks. Nothing here runs anything of a project.
import aiosqlite  # noqa: F401
import asyncpg  # noqa: F401
import psycopg  # noqa: F401
import pydantic_settings  # noqa: F401
import sqlalchemy.dialects.postgresql.asyncpg
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.aiosqlite
import sqlalchemy.ext.asyncio  # noqa: F401
from alembic import command, context, op  # noqa: F401
from alembic.config import main


def exit_code_of(error: SystemExit) -> int:
    """Return what the interpreter would end with."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    print(error.code, file=sys.stderr)
    return 1


def run(request: dict[str, Any]) -> int:
    """Run one command, in the fork."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    for path, descriptor in ((os.devnull, 0), (request["stdout"], 1), (request["stderr"], 2)):
        flags = os.O_RDONLY if descriptor == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        opened = os.open(path, flags, 0o644)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.argv = ["alembic", *request["arguments"]]
    try:
        main()
    except SystemExit as error:
        return exit_code_of(error)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def serve() -> None:
    """Fork for every request until standard input ends."""
    # An installed `alembic` has its own folder first on the path, where no module is.
    sys.path.pop(0)
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = run(request)
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
