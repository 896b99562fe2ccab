"""Property 2, schema fidelity: the migrated database is what the models say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import (
    CheckConstraint,
    Engine,
    ForeignKeyConstraint,
    Inspector,
    UniqueConstraint,
    inspect,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from src.core.infrastructure.db.models import Base
from src.core.infrastructure.db.models.enums import ALL_ENUMS
from tests.conftest import SERVERS, alembic, make_engine, new_database

TABLES = sorted(Base.metadata.tables)
# Two names that PostgreSQL has for one type.
SYNONYMS = {"FLOAT": "DOUBLE PRECISION"}


@pytest.fixture(scope="module", params=SERVERS)
def migrated(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Yield an engine on a migrated database that the whole module shares."""
    with new_database(request.param) as url:
        alembic(url, "upgrade", "head")
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def inspector(migrated: Engine) -> Inspector:
    """Return an inspector of the migrated database."""
    return inspect(migrated)


def type_name(column_type: TypeEngine) -> str:
    """Return how a column's type is spelled in DDL."""
    name = column_type.compile(postgresql.dialect())
    return SYNONYMS.get(name, name)


def test_models_describe_twelve_tables() -> None:
    assert len(TABLES) == 12


@pytest.mark.parametrize("table", TABLES)
def test_columns(inspector: Inspector, table: str) -> None:
    expected = {
        column.name: (type_name(column.type), column.nullable)
        for column in Base.metadata.tables[table].columns
    }

    actual = {
        column["name"]: (type_name(column["type"]), column["nullable"])
        for column in inspector.get_columns(table)
    }
    assert actual == expected


@pytest.mark.parametrize("table", TABLES)
def test_constraints_and_indexes(inspector: Inspector, table: str) -> None:
    model = Base.metadata.tables[table]

    def names(kind: type) -> set[str]:
        return {c.name for c in model.constraints if isinstance(c, kind)}

    def found(rows: list) -> set[str]:
        return {row["name"] for row in rows}

    assert inspector.get_pk_constraint(table)["name"] == f"pk_{table}"
    assert inspector.get_pk_constraint(table)["constrained_columns"] == [
        column.name for column in model.primary_key
    ]
    foreign_keys = inspector.get_foreign_keys(table)
    assert found(foreign_keys) == names(ForeignKeyConstraint)
    assert found(inspector.get_unique_constraints(table)) == names(UniqueConstraint)
    assert found(inspector.get_check_constraints(table)) == names(CheckConstraint)
    indexes = [
        index
        for index in inspector.get_indexes(table)
        if "duplicates_constraint" not in index
    ]
    assert found(indexes) == {index.name for index in model.indexes}


@pytest.mark.parametrize("enum", ALL_ENUMS, ids=lambda enum: enum.name)
def test_enum(inspector: Inspector, enum: postgresql.ENUM) -> None:
    labels = {row["name"]: row["labels"] for row in inspector.get_enums()}

    assert labels[enum.name] == enum.enums


def test_alembic_finds_no_difference(migrated: Engine) -> None:
    url = migrated.url.set(drivername="postgresql")

    result = alembic(url.render_as_string(hide_password=False), "check")

    assert "No new upgrade operations detected." in result.stdout
