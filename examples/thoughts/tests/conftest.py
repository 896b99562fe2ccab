"""Databases, the web application's client, and the ``alembic`` command."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from src.api.main import app
from src.database.session import SessionLocal, get_session, prepare
from src.models import ApiKeyDB, UserDB
from src.models.api_key import hash_api_key

pytest_plugins = [
    "tests.fixtures.contexts",
    "tests.fixtures.tasks",
    "tests.fixtures.thoughts",
    "tests.fixtures.users",
]

PROJECT = Path(__file__).resolve().parent.parent
TEST_API_KEY = "test-key-with-no-value-outside-of-tests"

Alembic = Callable[..., subprocess.CompletedProcess[str]]


def run_command(
    command: list[str], database_url: str, cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run a command with DATABASE_URL set and return what it printed."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def run_alembic(tmp_path: Path) -> Alembic:
    """Return a function that runs ``alembic`` on a database."""

    def run(
        database_url: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        command = ["alembic", "-c", str(PROJECT / "alembic.ini"), *arguments]
        result = run_command(command, database_url, tmp_path)
        if check:
            assert result.returncode == 0, result.stderr
        return result

    return run


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of a SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'thoughts_test.db'}"


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
    name = f"thoughts_test_{uuid.uuid4().hex[:12]}"
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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database, once per kind of database."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return request.getfixturevalue(name)


@pytest.fixture(scope="session")
def migrated_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite database to which all migrations were applied, once."""
    directory = tmp_path_factory.mktemp("template")
    template = directory / "template.db"
    command = ["alembic", "-c", str(PROJECT / "alembic.ini"), "upgrade", "head"]
    result = run_command(command, f"sqlite:///{template}", directory)
    assert result.returncode == 0, result.stderr
    return template


@pytest.fixture
def db_session(migrated_template: Path) -> Iterator[Session]:
    """Yield a session on an in-memory database of the test's own.

    The database starts as a copy of the migrated template, and is gone with its
    only connection.
    """
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(migrated_template)) as template:
        template.backup(memory)
    engine = prepare(
        create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool)
    )
    try:
        with SessionLocal(bind=engine) as session:
            yield session
    finally:
        engine.dispose()
        memory.close()


@pytest.fixture
def api_client(db_session: Session) -> Iterator[TestClient]:
    """Yield a client of the application, which uses the test's database."""
    app.dependency_overrides[get_session] = lambda: db_session
    with TestClient(app) as client:
        yield client
    app.dependency_overrides.clear()


@pytest.fixture
def api_headers(db_session: Session, sample_user: UserDB) -> dict[str, str]:
    """Return headers with an API key of the sample user."""
    db_session.add(
        ApiKeyDB(user=sample_user, name="test", key_hash=hash_api_key(TEST_API_KEY))
    )
    db_session.commit()
    return {"X-API-Key": TEST_API_KEY}
