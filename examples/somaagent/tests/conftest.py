"""Databases to migrate, and the ``alembic`` command found on PATH.

LIMBECK_TEST_POSTGRES is the URL of any PostgreSQL server: where pgvector is not
installed, tests get a stand-in for its type.  LIMBECK_TEST_PGVECTOR is the URL
of a server with pgvector; with it every test runs a second time.
"""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, make_url

PROJECT = Path(__file__).resolve().parent.parent
SERVERS = ["LIMBECK_TEST_POSTGRES", "LIMBECK_TEST_PGVECTOR"]

Command = Callable[..., subprocess.CompletedProcess[str]]


@contextmanager
def new_database(variable: str) -> Iterator[str]:
    """Make a database that has, or can create, the type vector; drop it afterwards."""
    base = os.environ.get(variable)
    if not base:
        pytest.skip(
            f"{variable} is not set (for example postgresql://user@127.0.0.1/postgres)"
        )
    server = make_url(base).set(drivername="postgresql")
    name = f"somaagent_test_{uuid.uuid4().hex[:12]}"
    url = server.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(
        server.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            has_pgvector = connection.execute(
                "SELECT FROM pg_available_extensions WHERE name = 'vector'"
            ).fetchone()
            if has_pgvector is None:
                create_vector_stand_in(url)
            yield url
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def create_vector_stand_in(url: str) -> None:
    """Create the type vector where pgvector is not installed."""
    script = Path(__file__).with_name("vector_stand_in.sql").read_text()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(script)


def run_command(
    command: list[str], url: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command with SA01_DB_DSN set and return what it printed."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "SA01_DB_DSN": url},
        capture_output=True,
        text=True,
        timeout=60,
    )


def alembic(
    url: str, *arguments: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run ``alembic`` on a database."""
    command = ["alembic", "-c", str(PROJECT / "alembic.ini"), *arguments]
    result = run_command(command, url)
    if check:
        assert result.returncode == 0, result.stderr
    return result


def make_engine(url: str) -> Engine:
    """Return an engine (not an asynchronous one) on a database."""
    return create_engine(make_url(url).set(drivername="postgresql+psycopg"))


@pytest.fixture(params=SERVERS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the URL of an empty database, once per kind of server."""
    with new_database(request.param) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Yield an engine on the test's database."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()
