"""Copies of the project to work in, databases, and the ``alembic`` command on PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, make_url

BACKEND = Path(__file__).resolve().parent.parent
SETTINGS = {
    "DATABASE_URL",
    "DB_HOST",
    "DB_PORT",
    "DB_USER",
    "DB_PASSWORD",
    "DB_NAME",
}


class Project:
    """A copy of the backend, with a database of its own."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self.directory = directory
        self.environment = environment

    @property
    def versions(self) -> Path:
        """Where the revisions are."""
        return self.directory / "alembic" / "versions"

    def alembic(
        self, *arguments: str, check: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run ``alembic`` in the project."""
        inherited = {k: v for k, v in os.environ.items() if k not in SETTINGS}
        result = subprocess.run(
            ["alembic", *arguments],
            cwd=self.directory,
            env={**inherited, **self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )
        if check:
            assert result.returncode == 0, result.stderr
        return result

    def tables(self) -> set[str]:
        """Return the tables in the database."""
        engine = create_engine(self.environment["DATABASE_URL"])
        try:
            return set(inspect(engine).get_table_names())
        finally:
            engine.dispose()

    def write_model(self, module: str, source: str) -> None:
        """Add a model to the project and import it in env.py."""
        (self.directory / "app" / "models" / f"{module}.py").write_text(source)
        env = self.directory / "alembic" / "env.py"
        anchor = "    from app.core.database import Base\n"
        content = env.read_text()
        assert anchor in content
        env.write_text(
            content.replace(anchor, f"{anchor}    import app.models.{module}\n")
        )

    def revision(self, slug: str) -> Path:
        """Return the only revision file with that slug."""
        (file,) = self.versions.glob(f"*_{slug}.py")
        return file


def copy_backend(directory: Path) -> Path:
    """Copy the backend, without what a developer may have left in it."""
    ignore = shutil.ignore_patterns("tests", "__pycache__", ".env", "*.db", ".pytest*")
    return Path(shutil.copytree(BACKEND, directory, ignore=ignore))


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
    name = f"interviewer_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(
        server.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """Return a copy of the backend, once per kind of database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'interviewer_test.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    return Project(copy_backend(tmp_path / "backend"), {"DATABASE_URL": url})


@pytest.fixture
def sqlite_project(tmp_path: Path) -> Project:
    """Return a copy of the backend with a SQLite database."""
    url = f"sqlite:///{tmp_path / 'interviewer_test.db'}"
    return Project(copy_backend(tmp_path / "backend"), {"DATABASE_URL": url})
