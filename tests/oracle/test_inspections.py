"""Reflection: all that an Inspector, Table(autoload_with=…) and MetaData.reflect() say, in both programs.

Both programs read the same database in one run, so that expected values are SQLAlchemy's of that very moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .databases import Database
from .inspections.random_schemas import make
from .side_by_side import new_database
from .tools import Program

HERE = Path(__file__).parent / "inspections"
RANDOM_SCHEMAS = 25

ENVIRONMENT = """
import os, sys
sys.path.insert(0, os.environ["ANSWERS"])
import answers
schemas = [name or None for name in os.environ["SCHEMAS"].split(",")]
answers.main(os.environ["DATABASE"], schemas, [text for text in os.environ["STATEMENTS"].split(";") if text])
"""


class Beside:
    """Asks both programs about one database."""

    def __init__(
        self, alembic: Program, limbeck: Program, directory: Path, environment: str = ENVIRONMENT
    ) -> None:
        self.programs = (alembic, limbeck)
        self.directory = directory
        (directory / "alembic.ini").write_text("[alembic]\nscript_location = .\n")
        (directory / "env.py").write_text(environment)
        (directory / "versions").mkdir()

    def compare(self, database: Database, schemas: str, statements: str = "") -> int:
        """Compare all answers, and say how many there were."""
        environment = {
            "ANSWERS": str(HERE),
            "DATABASE": database.url(),
            "SCHEMAS": schemas,
            "STATEMENTS": statements,
        }
        expected, actual = (
            program.run(["current"], self.directory, environment) for program in self.programs
        )
        assert expected.exit_code == 0, expected.stderr
        assert actual.exit_code == 0, actual.stderr
        lines = expected.stdout.splitlines()
        differing = [pair for pair in zip(lines, actual.stdout.splitlines(), strict=False) if pair[0] != pair[1]]
        for line, other in differing[:3]:
            print(f"SQLAlchemy: {line}\nLimbeck:    {other}")
        assert actual.stdout == expected.stdout
        return len(lines)


@pytest.fixture
def beside_inspectors(alembic: Program, limbeck: Program, tmp_path: Path) -> Beside:
    """Both programs."""
    return Beside(alembic, limbeck, tmp_path)


@pytest.fixture
def database(kind: str, tmp_path: Path) -> Iterator[Database]:
    """One database for both programs."""
    yield from a_database(kind, tmp_path)


@pytest.fixture
def any_database(every_kind: str, tmp_path: Path) -> Iterator[Database]:
    """One database for both programs, of every kind."""
    yield from a_database(every_kind, tmp_path)


def a_database(kind: str, directory: Path) -> Iterator[Database]:
    """A database that is dropped afterwards."""
    found = new_database(kind, directory)
    assert found is not None
    yield found
    found.drop()


def test_every_feature_is_told_as_sqlalchemy_does(
    beside_inspectors: Beside, any_database: Database
) -> None:
    """Hand-written schemas with everything that reflection knows."""
    database = any_database
    database.execute((HERE / f"{database.kind}.sql").read_text())
    if database.kind == "sqlite":
        statements = (
            "CREATE TEMPORARY TABLE temps (a INTEGER PRIMARY KEY, b TEXT UNIQUE);"
            "CREATE TEMPORARY VIEW temp_view AS SELECT 1 AS x"
        )
        answers = beside_inspectors.compare(database, ",main", statements)
    elif database.kind == "mariadb":
        answers = beside_inspectors.compare(database, f",{database.name}", "CREATE TEMPORARY TABLE temps (a INTEGER PRIMARY KEY, b VARCHAR(5) UNIQUE)")
    else:
        answers = beside_inspectors.compare(
            database, ",public,other,Odd Schema", "CREATE TEMPORARY TABLE temps (a integer PRIMARY KEY, b text UNIQUE)"
        )
    assert answers > 500


def test_scripts_get_what_sqlalchemy_gives_them(
    alembic: Program, limbeck: Program, tmp_path: Path, any_database: Database
) -> None:
    """The arguments of Table(autoload_with=…) and MetaData.reflect(), the inspector's cache, errors."""
    environment = ENVIRONMENT.replace("import answers\n", "import autoload\n").split("schemas =")[0]
    beside = Beside(alembic, limbeck, tmp_path, environment + 'autoload.main(os.environ["DATABASE"])\n')
    assert beside.compare(any_database, "") == 40


@pytest.mark.parametrize("seed", range(RANDOM_SCHEMAS))
def test_random_schemas(beside_inspectors: Beside, database: Database, seed: int) -> None:
    """Whatever chance puts together."""
    database.execute(make(seed, database.kind))
    beside_inspectors.compare(database, "" if database.kind == "sqlite" else ",public")
