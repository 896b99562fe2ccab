"""The five systems, command by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import ROOT, Beside
from .databases import Database
from .projects import Example

EXAMPLES = ROOT / "examples"

#: Example, kind of database, variable that has the URL, driver in the URL. Somaagent has PostgreSQL's own types.
PLACES = [
    ("signalforge", "sqlite", "DATABASE_URL", ""),
    ("signalforge", "postgresql", "DATABASE_URL", "psycopg"),
    ("signalforge", "mariadb", "DATABASE_URL", "pymysql"),
    ("auditeng", "postgresql", "DATABASE_URL", "asyncpg"),
    ("auditeng", "mariadb", "DATABASE_URL", "aiomysql"),
    ("thoughts", "sqlite", "DATABASE_URL", ""),
    ("thoughts", "postgresql", "DATABASE_URL", ""),
    ("thoughts", "mariadb", "DATABASE_URL", "pymysql"),
    ("somaagent", "postgresql", "SA01_DB_DSN", ""),
    ("interviewer", "sqlite", "DATABASE_URL", ""),
    ("interviewer", "postgresql", "DATABASE_URL", "psycopg"),
    ("interviewer", "mariadb", "DATABASE_URL", "pymysql"),
]
IDS = [f"{place[0]}-{place[1]}" for place in PLACES]

#: From an empty database there and back.
JOURNEY = [
    "heads",
    "heads -v",
    "history",
    "history -v",
    "history -r base:head",
    "history -i",
    "current",
    "current -v",
    "current --check-heads",
    "upgrade +1",
    "current -v",
    "history -i -v",
    "upgrade head",
    "current",
    "current --check-heads",
    "history -i",
    "show head",
    "show current",
    "show base",
    "upgrade head",
    "upgrade +1",
    "downgrade -1",
    "current",
    "upgrade +1",
    "downgrade -9",
    "downgrade nowhere",
    "stamp base",
    "stamp head",
    "stamp --purge head",
    "stamp nowhere",
    "downgrade base",
    "current",
    "downgrade base",
    "downgrade -1",
    "upgrade head",
]

#: Commands that change nothing, but that some of them make the version table.
LOOKS = ("heads", "history", "show", "current")
LOOKS_THAT_WRITE = ("history -i", "current", "show current")

#: Nothing of these reaches a database.
OFFLINE = [
    "upgrade head --sql",
    "upgrade base:head --sql",
    "upgrade +1 --sql",
    "upgrade head:head --sql",
    "downgrade head:base --sql",
    "downgrade head:-1 --sql",
    "downgrade head --sql",
    "downgrade base --sql",
    "stamp head --sql",
    "stamp base:head --sql",
    "stamp head --purge --sql",
    "upgrade base:head",
    "upgrade nowhere --sql",
    "upgrade head --sql --tag spring",
]


class ExampleUrl:
    """The URL of an example's database, in the variable the example reads."""

    def __init__(self, variable: str, driver: str) -> None:
        self.variable = variable
        self.driver = driver

    def __call__(self, database: Database) -> dict[str, str]:
        """The environment of one side."""
        return {self.variable: database.url(self.driver)}


def stand_in_for_vector() -> str:
    """SQL that makes the type `vector` where pgvector is not installed."""
    return Path(EXAMPLES, "somaagent", "tests", "vector_stand_in.sql").read_text()


@pytest.mark.parametrize(("name", "kind", "variable", "driver"), PLACES, ids=IDS)
def test_there_and_back(name: str, kind: str, variable: str, driver: str, beside: Beside) -> None:
    with beside(Example(EXAMPLES / name), kind, ExampleUrl(variable, driver)) as side:
        if name == "somaagent":
            side.execute(stand_in_for_vector())
        for command in JOURNEY:
            side.run(*command.split(), state=command in LOOKS_THAT_WRITE or command.split()[0] not in LOOKS)


@pytest.mark.parametrize(("name", "kind", "variable", "driver"), PLACES, ids=IDS)
def test_offline(name: str, kind: str, variable: str, driver: str, beside: Beside) -> None:
    with beside(Example(EXAMPLES / name), kind, ExampleUrl(variable, driver)) as side:
        for command in OFFLINE:
            side.run(*command.split(), state=False)
        side.compare_state("after all commands with --sql")


@pytest.mark.parametrize(("name", "kind", "variable", "driver"), PLACES, ids=IDS)
def test_called_from_elsewhere(
    name: str, kind: str, variable: str, driver: str, beside: Beside, tmp_path: Path
) -> None:
    with beside(Example(EXAMPLES / name), kind, ExampleUrl(variable, driver)) as side:
        if name == "somaagent":
            side.execute(stand_in_for_vector())
        for each in side.sides:
            # The project lies in a folder below the one that commands are called from.
            below = each.root / "below"
            below.mkdir()
            for path in list(each.root.iterdir()):
                if path != below and path.suffix != ".db":
                    path.rename(below / path.name)
        for command in ("heads", "upgrade head", "current -v", "downgrade -1"):
            side.run("-c", "below/alembic.ini", *command.split())
