"""Properties 3 and 4: migrations can be repeated, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, inspect, select, text
from sqlalchemy.orm import Session

from src.core.infrastructure.db.models import (
    Base,
    MultimodalCapability,
    Prompt,
    SessionEmbedding,
    ToolCatalog,
)
from src.core.infrastructure.db.models.enums import ALL_ENUMS, RiskLevel
from tests.conftest import PROJECT, alembic, run_command

TABLES = set(Base.metadata.tables)


def schema_of(engine: Engine) -> dict[str, Any]:
    """Return what a database's catalogues say of it, in a form to compare."""
    inspector = inspect(engine)
    tables = inspector.get_table_names()
    return {
        "enums": inspector.get_enums(),
        "tables": {
            table: {
                "columns": [
                    {**column, "type": str(column["type"])}
                    for column in inspector.get_columns(table)
                ],
                "primary key": inspector.get_pk_constraint(table),
                "foreign keys": inspector.get_foreign_keys(table),
                "unique": inspector.get_unique_constraints(table),
                "checks": inspector.get_check_constraints(table),
                "indexes": inspector.get_indexes(table),
            }
            for table in tables
        },
    }


def rows_of(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables."""
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


def execute(engine: Engine, statement: str) -> None:
    """Run a statement, or several without parameters."""
    with engine.begin() as connection:
        connection.exec_driver_sql(statement.replace("%", "%%"))


def test_upgrade_creates_everything(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")

    assert set(inspect(engine).get_table_names()) == TABLES | {"alembic_version"}
    assert alembic(database_url, "current").stdout == "001 (head)\n"


def test_seed_rows(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")

    with Session(engine) as session:
        tool = session.get_one(ToolCatalog, "http_fetch")
        assert tool.tags == ["network", "read-only"]
        assert tool.risk_level is RiskLevel.MEDIUM
        assert tool.parameters_schema["properties"]["timeout"]["minimum"] == 0.5
        capability = session.get_one(
            MultimodalCapability, ("screenshot_capture", "playwright")
        )
        assert capability.modalities == ["screenshot", "document"]
        assert capability.constraints == {"timeout_seconds": 30, "proxy": None}
        prompts = session.scalars(select(Prompt).order_by(Prompt.name)).all()
        assert [prompt.name for prompt in prompts] == [
            "multimodal_planner",
            "quality_critic",
        ]
        assert "\n" in prompts[0].content
        assert "It's" in prompts[1].content and "100%" in prompts[1].content
        assert prompts[1].variables == ["asset", "criteria"]


def test_second_upgrade_changes_nothing(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")
    schema, rows = schema_of(engine), rows_of(engine)

    result = alembic(database_url, "upgrade", "head")

    assert "Running upgrade" not in result.stderr
    assert schema_of(engine) == schema
    assert rows_of(engine) == rows


def test_repeated_revision_changes_nothing(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")
    schema, rows = schema_of(engine), rows_of(engine)
    execute(engine, "DELETE FROM alembic_version")

    result = alembic(database_url, "upgrade", "head")

    assert "Running upgrade  -> 001" in result.stderr
    assert schema_of(engine) == schema
    assert rows_of(engine) == rows


def test_downgrade_leaves_nothing(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")

    alembic(database_url, "downgrade", "base")

    inspector = inspect(engine)
    assert inspector.get_table_names() == ["alembic_version"]
    assert inspector.get_enums() == []


def test_round_trip_gives_the_same_schema(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")
    schema = schema_of(engine)

    alembic(database_url, "downgrade", "base")
    alembic(database_url, "upgrade", "head")

    assert schema_of(engine) == schema


def test_offline_sql_gives_the_same_schema(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")
    schema, tools = schema_of(engine), rows_of(engine)["tool_catalog"]
    sql = alembic(database_url, "upgrade", "head", "--sql").stdout
    alembic(database_url, "downgrade", "base")
    execute(engine, "DROP TABLE alembic_version")

    execute(engine, sql.replace("BEGIN;", "", 1).replace("COMMIT;", ""))

    def without_timestamps(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [row[:-2] for row in rows]

    assert schema_of(engine) == schema
    assert without_timestamps(rows_of(engine)["tool_catalog"]) == without_timestamps(
        tools
    )


@pytest.mark.parametrize("enum", ALL_ENUMS, ids=lambda enum: enum.name)
def test_existing_enum_is_kept(database_url: str, engine: Engine, enum: Any) -> None:
    labels = ", ".join(f"'{label}'" for label in enum.enums)
    execute(engine, f"CREATE TYPE {enum.name} AS ENUM ({labels})")

    alembic(database_url, "upgrade", "head")

    assert len(inspect(engine).get_enums()) == len(ALL_ENUMS)


def test_vectors(database_url: str, engine: Engine) -> None:
    alembic(database_url, "upgrade", "head")
    with engine.connect() as connection:
        if not connection.scalar(
            text("SELECT count(*) FROM pg_extension WHERE extname = 'vector'")
        ):
            pytest.skip("this server has no pgvector, only the stand-in for its type")

    with Session(engine) as session:
        session.add_all(
            SessionEmbedding(
                session_id="s1", text=word, embedding=[x, 1.0] + [0.0] * 382
            )
            for word, x in (("near", 1.0), ("far", -1.0))
        )
        session.commit()

        distance = SessionEmbedding.embedding.cosine_distance([1.0] + [0.0] * 383)
        nearest = session.scalars(select(SessionEmbedding).order_by(distance)).first()
        assert nearest.text == "near"


class TestAdoption:
    """A database that was created by the scripts in infra/postgres/init."""

    @pytest.fixture(autouse=True)
    def old_database(self, database_url: str, engine: Engine) -> None:
        """Create the database as it was done before there were migrations."""
        script = PROJECT / "infra" / "postgres" / "init" / "01_schema.sql"
        execute(engine, script.read_text())

    def test_upgrade_runs_on_it(self, database_url: str, engine: Engine) -> None:
        alembic(database_url, "upgrade", "head")

        alembic(database_url, "check")
        assert len(rows_of(engine)["prompts"]) == 2

    def test_upgrade_keeps_its_rows(self, database_url: str, engine: Engine) -> None:
        alembic(database_url, "upgrade", "head")

        with Session(engine) as session:
            tools = {tool.name: tool for tool in session.scalars(select(ToolCatalog))}
        assert set(tools) == {"echo", "http_fetch", "code_execute"}
        assert tools["http_fetch"].description == "Fetch a page."
        assert not tools["http_fetch"].enabled

    def test_it_can_be_stamped(self, database_url: str, engine: Engine) -> None:
        schema, rows = schema_of(engine), rows_of(engine)

        alembic(database_url, "stamp", "head")

        assert alembic(database_url, "current").stdout == "001 (head)\n"
        alembic(database_url, "check")
        after, rows_after = schema_of(engine), rows_of(engine)
        del after["tables"]["alembic_version"], rows_after["alembic_version"]
        assert (after, rows_after) == (schema, rows)


class TestEntryPoint:
    """scripts/run-migrations.sh, which the container runs before the service."""

    SCRIPT = str(PROJECT / "scripts" / "run-migrations.sh")

    def test_succeeds(self, database_url: str) -> None:
        result = run_command([self.SCRIPT], database_url)

        assert result.returncode == 0, result.stderr
        assert "up to date" in result.stdout

    def test_fails_when_a_migration_fails(
        self, database_url: str, engine: Engine
    ) -> None:
        execute(engine, "CREATE TYPE prompts AS (whatever integer)")

        result = run_command([self.SCRIPT], database_url)

        assert result.returncode != 0
        assert "migration failed" in result.stderr
        assert inspect(engine).get_table_names() == []

    def test_fails_without_a_dsn(self) -> None:
        result = run_command([self.SCRIPT], "")

        assert result.returncode != 0
        assert "SA01_DB_DSN" in result.stderr
