"""The fixtures themselves: isolation, cleanup, composition, the client."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session

from src.api.main import app
from src.models import Base, ContextDB, TaskDB, ThoughtDB, UserDB
from tests.conftest import PROJECT, run_command
from tests.fixtures.users import UserFactory

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("run", [1, 2])
def test_db_session_starts_empty_every_time(db_session: Session, run: int) -> None:
    for table in Base.metadata.tables.values():
        assert db_session.scalar(select(func.count()).select_from(table)) == 0

    UserFactory.persist(db_session, name=f"left behind by run {run}")


def test_db_session_is_migrated_in_memory(db_session: Session) -> None:
    version = db_session.scalar(text("SELECT version_num FROM alembic_version"))
    _, _, file = db_session.execute(text("PRAGMA database_list")).one()

    assert version == "0001"
    assert file == ""
    assert set(inspect(db_session.get_bind()).get_table_names()) == {
        *Base.metadata.tables,
        "alembic_version",
    }


def test_template_stays_without_rows(
    migrated_template: Path, sample_user: UserDB
) -> None:
    assert sample_user.email.encode() not in migrated_template.read_bytes()


def test_fixtures_compose(
    sample_user: UserDB,
    sample_thought: ThoughtDB,
    sample_task: TaskDB,
    sample_context: ContextDB,
) -> None:
    assert sample_task.user is sample_thought.user is sample_user
    assert sample_task.thought is sample_thought
    assert sample_context.user_id == sample_user.id


def test_api_client_reaches_the_application(api_client: TestClient) -> None:
    assert api_client.get("/health").json() == {"status": "ok"}


def test_api_client_shares_the_session(
    api_client: TestClient, api_headers: dict[str, str], sample_user: UserDB
) -> None:
    response = api_client.get("/api/v1/me", headers=api_headers)

    assert response.status_code == 200
    assert response.json()["id"] == str(sample_user.id)


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": "another"}])
def test_api_client_without_key_is_refused(
    api_client: TestClient, headers: dict[str, str]
) -> None:
    assert api_client.get("/api/v1/me", headers=headers).status_code == 401


def test_api_client_leaves_no_override_behind() -> None:
    assert app.dependency_overrides == {}


@pytest.mark.slow
def test_scripts_migrate_up_and_down(sqlite_url: str, tmp_path: Path) -> None:
    def run(script: str) -> subprocess.CompletedProcess[str]:
        return run_command([str(PROJECT / "scripts" / script)], sqlite_url, tmp_path)

    assert run("migrate.sh").returncode == 0
    assert run("migrate-down.sh").returncode == 0
    assert run("migrate-down.sh").returncode != 0
