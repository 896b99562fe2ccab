"""Databases to migrate, and the ``alembic`` command found on PATH."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

PROJECT = Path(__file__).resolve().parent.parent

Alembic = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database that is dropped afterwards."""
    base = os.environ.get("LIMBECK_TEST_POSTGRES")
    if not base:
        pytest.skip(
            "LIMBECK_TEST_POSTGRES is not set"
            " (for example postgresql://user@127.0.0.1:5432/postgres)"
        )
    server = make_url(base).set(drivername="postgresql")
    name = f"signalforge_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(
        server.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server.set(
                drivername="postgresql+psycopg", database=name
            ).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of a SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'signalforge_test.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database, once per kind of database."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return request.getfixturevalue(name)


@pytest.fixture
def run_alembic(tmp_path: Path) -> Alembic:
    """Return a function that runs ``alembic`` on a database."""

    def run(
        database_url: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            ["alembic", "-c", str(PROJECT / "alembic.ini"), *arguments],
            cwd=tmp_path,
            env={**os.environ, "DATABASE_URL": database_url},
            capture_output=True,
            text=True,
            timeout=60,
        )
        if check:
            assert result.returncode == 0, result.stderr
        return result

    return run
