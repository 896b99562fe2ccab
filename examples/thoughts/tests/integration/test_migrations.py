"""The migrations, run as a user runs them, on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, inspect

from src.models import Base
from tests.conftest import Alembic

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def table_names(database_url: str) -> set[str]:
    """Return the tables of a database."""
    engine = create_engine(database_url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_upgrade_head_creates_schema(run_alembic: Alembic, database_url: str) -> None:
    result = run_alembic(database_url, "upgrade", "head")

    assert "Running upgrade  -> 0001, initial schema" in result.stderr
    assert table_names(database_url) == {*Base.metadata.tables, "alembic_version"}
    assert run_alembic(database_url, "current").stdout == "0001 (head)\n"


def test_downgrade_one_step_removes_schema(
    run_alembic: Alembic, database_url: str
) -> None:
    run_alembic(database_url, "upgrade", "head")
    run_alembic(database_url, "downgrade", "-1")
    assert table_names(database_url) == {"alembic_version"}

    run_alembic(database_url, "upgrade", "head")

    assert table_names(database_url) == {*Base.metadata.tables, "alembic_version"}


def test_models_and_migrations_agree(run_alembic: Alembic, database_url: str) -> None:
    run_alembic(database_url, "upgrade", "head")

    result = run_alembic(database_url, "check")

    assert "No new upgrade operations detected." in result.stdout


def test_migration_has_no_seed_data(run_alembic: Alembic) -> None:
    sql = run_alembic("sqlite://", "upgrade", "head", "--sql").stdout

    inserts = [line for line in sql.splitlines() if line.startswith("INSERT")]
    assert len(inserts) == 1
    assert inserts[0].startswith("INSERT INTO alembic_version")


@pytest.mark.parametrize("dialect", ["sqlite://", "postgresql+psycopg://"])
def test_offline_sql_has_every_table_index_and_check(
    run_alembic: Alembic, dialect: str
) -> None:
    sql = run_alembic(dialect, "upgrade", "head", "--sql").stdout

    for table in Base.metadata.tables.values():
        assert f"CREATE TABLE {table.name} (" in sql
        for index in table.indexes:
            assert f"INDEX {index.name} ON {table.name} (" in sql
    for check in (
        "ck_thoughts_content_length",
        "ck_thoughts_status",
        "ck_tasks_priority",
        "ck_thought_relationships_not_to_itself",
    ):
        assert f"CONSTRAINT {check} CHECK" in sql
