"""The commands of the plan's summary, on PostgreSQL through asyncpg."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from app.db.models import Analysis, Finding, Task, User
from app.db.models.task import TaskStatus
from tests.conftest import PROJECT, Alembic

TABLES = {"users", "tasks", "analyses", "findings"}


def test_upgrade_head_creates_all_tables(
    run_alembic: Alembic, postgres_url: str, engine: Engine
) -> None:
    result = run_alembic("upgrade", "head", database_url=postgres_url)

    assert "Running upgrade  -> 0001, initial schema" in result.stderr
    assert set(inspect(engine).get_table_names()) == TABLES | {"alembic_version"}


def test_constraint_names_follow_the_convention(
    run_alembic: Alembic, postgres_url: str, engine: Engine
) -> None:
    run_alembic("upgrade", "head", database_url=postgres_url)
    inspector = inspect(engine)

    assert {inspector.get_pk_constraint(table)["name"] for table in TABLES} == {
        "pk_users",
        "pk_tasks",
        "pk_analyses",
        "pk_findings",
    }
    foreign_keys = {
        key["name"]: key["options"].get("ondelete")
        for table in TABLES
        for key in inspector.get_foreign_keys(table)
    }
    assert foreign_keys == {
        "fk_tasks_user_id_users": "CASCADE",
        "fk_analyses_task_id_tasks": "CASCADE",
        "fk_findings_analysis_id_analyses": "CASCADE",
    }
    indexes = {
        index["name"]: index["unique"]
        for table in TABLES
        for index in inspector.get_indexes(table)
        if index["name"].startswith("ix_")
    }
    assert indexes == {
        "ix_users_email": True,
        "ix_tasks_user_id": False,
        "ix_tasks_status": False,
        "ix_analyses_task_id": True,
        "ix_findings_analysis_id": False,
        "ix_findings_severity": False,
    }


def test_downgrade_one_step(
    run_alembic: Alembic, postgres_url: str, engine: Engine
) -> None:
    run_alembic("upgrade", "head", database_url=postgres_url)

    result = run_alembic("downgrade", "-1", database_url=postgres_url)

    assert "Running downgrade 0001 -> , initial schema" in result.stderr
    assert inspect(engine).get_table_names() == ["alembic_version"]


def test_downgrade_base_and_upgrade_again(
    run_alembic: Alembic, postgres_url: str, engine: Engine
) -> None:
    run_alembic("upgrade", "head", database_url=postgres_url)
    run_alembic("downgrade", "base", database_url=postgres_url)
    assert not TABLES & set(inspect(engine).get_table_names())

    run_alembic("upgrade", "head", database_url=postgres_url)

    with engine.connect() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    assert version == "0001"


def test_current_and_history(run_alembic: Alembic, postgres_url: str) -> None:
    assert run_alembic("current", database_url=postgres_url).stdout == ""
    run_alembic("upgrade", "head", database_url=postgres_url)

    assert run_alembic("current", database_url=postgres_url).stdout == "0001 (head)\n"
    assert (
        run_alembic("history", database_url=postgres_url).stdout
        == "<base> -> 0001 (head), initial schema\n"
    )


def test_models_and_migrations_agree(run_alembic: Alembic, postgres_url: str) -> None:
    run_alembic("upgrade", "head", database_url=postgres_url)

    result = run_alembic("check", database_url=postgres_url)

    assert "No new upgrade operations detected." in result.stdout


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """Return a copy of the project, in which revisions may be made."""
    ignore = shutil.ignore_patterns("tests", "__pycache__", ".*")
    return Path(shutil.copytree(PROJECT, tmp_path / "auditeng", ignore=ignore))


def test_revision_autogenerate_finds_a_new_column(
    run_alembic: Alembic, postgres_url: str, engine: Engine, project_copy: Path
) -> None:
    config = project_copy / "alembic.ini"
    run_alembic("upgrade", "head", database_url=postgres_url, config=config)
    model = project_copy / "app" / "db" / "models" / "finding.py"
    column = "    page_number: Mapped[Optional[int]]\n"
    anchor = "    remediation:"
    model.write_text(model.read_text().replace(anchor, column + anchor))

    result = run_alembic(
        "revision",
        "--autogenerate",
        "-m",
        "add_new_column",
        database_url=postgres_url,
        config=config,
    )

    assert "Detected added column 'findings.page_number'" in result.stderr
    (script,) = (project_copy / "alembic" / "versions").glob("*_add_new_column.py")
    assert "op.add_column('findings', sa.Column('page_number'" in script.read_text()
    run_alembic("upgrade", "head", database_url=postgres_url, config=config)
    columns = {column["name"] for column in inspect(engine).get_columns("findings")}
    assert "page_number" in columns
    run_alembic("downgrade", "-1", database_url=postgres_url, config=config)


def test_revision_makes_an_empty_script(
    run_alembic: Alembic, project_copy: Path
) -> None:
    run_alembic(
        "revision",
        "-m",
        "custom_migration",
        database_url=None,
        config=project_copy / "alembic.ini",
    )

    (script,) = (project_copy / "alembic" / "versions").glob("*_custom_migration.py")
    content = script.read_text()
    assert content.startswith('"""custom_migration\n')
    assert "down_revision: Union[str, Sequence[str], None] = '0001'" in content


def test_models_work_on_the_migrated_schema(
    run_alembic: Alembic, postgres_url: str
) -> None:
    run_alembic("upgrade", "head", database_url=postgres_url)

    async def upload_and_delete() -> None:
        engine = create_async_engine(postgres_url)
        async with AsyncSession(engine, expire_on_commit=False) as session:
            finding = Finding(severity="HIGH", rule_id="IEC-1", message="too warm")
            task = Task(original_filename="report.pdf", file_size=2**40)
            task.analysis = Analysis(
                equipment_type="transformer",
                test_type="heat run",
                compliance_score=0.5,
                extraction_result={"oil": [61.5, None]},
                findings=[finding],
            )
            user = User(email="a@example.com", hashed_password="x", tasks=[task])
            session.add(user)
            await session.commit()
            await session.refresh(task)

            assert isinstance(user.id, uuid.UUID)
            assert user.is_active
            assert task.status == TaskStatus.QUEUED.value
            assert task.created_at.tzinfo is not None
            assert task.updated_at is None

            await session.delete(user)
            await session.commit()
            assert (await session.scalars(select(Finding))).all() == []
        await engine.dispose()

    asyncio.run(upload_and_delete())
