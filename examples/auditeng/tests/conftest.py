"""Databases to migrate, and the ``alembic`` command found on PATH."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, make_url

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
    name = f"auditeng_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(
        server.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server.set(
                drivername="postgresql+asyncpg", database=name
            ).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """Yield an engine (not an asynchronous one) on the test's database."""
    engine = create_engine(make_url(postgres_url).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


@pytest.fixture
def run_alembic(tmp_path: Path) -> Alembic:
    """Return a function that runs ``alembic``, with DATABASE_URL set or not."""

    def run(
        *arguments: str,
        database_url: str | None,
        config: Path = PROJECT / "alembic.ini",
        check: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        if database_url is not None:
            environment["DATABASE_URL"] = database_url
        result = subprocess.run(
            ["alembic", "-c", str(config), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if check:
            assert result.returncode == 0, result.stderr
        return result

    return run
