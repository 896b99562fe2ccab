"""The problems that the README's table lists, and what alembic says of each."""

from __future__ import annotations

import socket

import pytest

from tests.conftest import Project
from tests.test_walkthrough import TEST_MODEL, write_initial_setup


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_base_cannot_be_imported(sqlite_project: Project) -> None:
    database = sqlite_project.directory / "app" / "core" / "database.py"
    database.write_text("BaseModel = object\n")

    result = sqlite_project.alembic("upgrade", "head", check=False)

    assert result.returncode != 0
    assert "cannot import name 'Base' from 'app.core.database'" in result.stderr
    assert "Could not import the application" in result.stderr
    assert "pip install -r requirements.txt" in result.stderr


def test_database_is_not_configured(sqlite_project: Project) -> None:
    result = sqlite_project.alembic(
        "upgrade", "head", check=False, DATABASE_URL="", DB_HOST="localhost"
    )

    assert result.returncode != 0
    assert "DB_HOST is set and DB_USER is not" in result.stderr
    assert "cp .env.example .env" in result.stderr


def test_settings_come_from_the_env_file(sqlite_project: Project) -> None:
    database = sqlite_project.directory / "from_env_file.db"
    del sqlite_project.environment["DATABASE_URL"]
    (sqlite_project.directory / ".env").write_text(
        f'# quick start\nDATABASE_URL="sqlite:///{database}"\nUNRELATED=1\n'
    )

    sqlite_project.alembic("upgrade", "head")

    assert database.exists()


def test_models_that_are_not_imported_are_not_seen(sqlite_project: Project) -> None:
    sqlite_project.alembic("upgrade", "head")
    models = sqlite_project.directory / "app" / "models"
    (models / "test_model.py").write_text(TEST_MODEL)

    result = sqlite_project.alembic("check")

    assert "No new upgrade operations detected." in result.stdout


def test_server_does_not_answer(sqlite_project: Project) -> None:
    url = f"postgresql://ai_interviewer_user:secret@127.0.0.1:{free_port()}/db"

    result = sqlite_project.alembic("current", check=False, DATABASE_URL=url)

    assert result.returncode != 0
    assert "refused" in result.stderr.lower()
    assert "secret" not in result.stdout + result.stderr


def test_version_table_is_missing_on_first_run(project: Project) -> None:
    assert project.alembic("current").stdout == ""
    assert project.tables() == set()


def test_target_database_is_not_up_to_date(sqlite_project: Project) -> None:
    result = sqlite_project.alembic(
        "revision", "--autogenerate", "-m", "too early", check=False
    )

    assert result.returncode != 0
    assert "Target database is not up to date." in result.stdout + result.stderr
    assert not list(sqlite_project.versions.glob("*_too_early.py"))


@pytest.mark.parametrize("command", ["upgrade", "downgrade"])
def test_revision_cannot_be_located(sqlite_project: Project, command: str) -> None:
    sqlite_project.alembic("upgrade", "head")

    result = sqlite_project.alembic(command, "abc123abc123", check=False)

    assert result.returncode != 0
    assert "Can't locate revision identified by 'abc123abc123'" in (
        result.stdout + result.stderr
    )


def test_revision_file_of_the_database_is_gone(sqlite_project: Project) -> None:
    revision = write_initial_setup(sqlite_project)
    sqlite_project.alembic("upgrade", "head")
    sqlite_project.revision("initial_setup").unlink()

    result = sqlite_project.alembic("upgrade", "head", check=False)

    assert result.returncode != 0
    assert f"Can't locate revision identified by '{revision}'" in (
        result.stdout + result.stderr
    )


def test_upgrade_without_revisions_does_nothing(sqlite_project: Project) -> None:
    for file in sqlite_project.versions.glob("*.py"):
        file.unlink()

    result = sqlite_project.alembic("upgrade", "head")

    assert "Running upgrade" not in result.stderr
