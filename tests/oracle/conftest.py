"""The two programs, databases, and how a test gets them side by side."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .databases import Database
from .projects import Source
from .side_by_side import Environment, SideBySide, StopComparing, new_database
from .tools import Executable, ForkedAlembic, Program, oracle_python

ROOT = Path(__file__).resolve().parents[2]

#: Makes a project on two databases: (source, kind of database, environment=…).
Beside = Callable[..., SideBySide]

REFUSALS: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what Limbeck refused where a test allows it."""
    if REFUSALS:
        terminalreporter.section("refused by Limbeck, where that is allowed")
        for refusal in sorted(set(REFUSALS)):
            terminalreporter.write_line(f"{REFUSALS.count(refusal)} x {refusal}")


def need_postgres() -> None:
    """Skip without a server, unless one was promised."""
    if not os.environ.get("LIMBECK_TEST_POSTGRES"):
        if os.environ.get("LIMBECK_REQUIRE_POSTGRES"):
            pytest.fail("LIMBECK_REQUIRE_POSTGRES is set and LIMBECK_TEST_POSTGRES is not")
        pytest.skip("LIMBECK_TEST_POSTGRES is not set: no PostgreSQL to test on")
    if shutil.which("pg_dump") is None:
        pytest.skip("no pg_dump on PATH")


def need_mariadb() -> None:
    """Skip without a server."""
    if not os.environ.get("LIMBECK_TEST_MYSQL"):
        pytest.skip("LIMBECK_TEST_MYSQL is not set: no MariaDB to test on")


def need(kind: str | None) -> None:
    """Skip without the server that a kind of database needs."""
    if kind == "postgresql":
        need_postgres()
    elif kind == "mariadb":
        need_mariadb()


@pytest.fixture(scope="session")
def limbeck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program under test, under the name `alembic`. With LIMBECK_BINARY=itself, real Alembic once more."""
    named = os.environ.get("LIMBECK_BINARY")
    if named == "itself":
        twin = ForkedAlembic(oracle_python())
        yield twin
        twin.close()
        return
    binary = Path(named or ROOT / "target" / "release" / "limbeck")
    if not binary.exists():
        if named:
            pytest.fail(f"LIMBECK_BINARY is not there: {binary}")
        pytest.skip(f"no program to test: {binary} (build it, or set LIMBECK_BINARY)")
    link = tmp_path_factory.mktemp("bin") / "alembic"
    link.symlink_to(binary.resolve())
    yield Executable(link)


@pytest.fixture(scope="session")
def is_limbeck(limbeck: Program) -> bool:
    """Whether the program is Limbeck; real Alembic beside itself proves the tests."""
    return "--no-lock" in limbeck.run(["--help"], ROOT, {}).stdout


@pytest.fixture(scope="session")
def only_limbeck(is_limbeck: bool) -> None:
    """Skip what real Alembic does not promise."""
    if not is_limbeck:
        pytest.skip("only Limbeck promises this")


@pytest.fixture(scope="session")
def alembic() -> Iterator[ForkedAlembic]:
    """Real Alembic."""
    server = ForkedAlembic(oracle_python())
    yield server
    server.close()


@pytest.fixture
def beside(alembic: Program, limbeck: Program, is_limbeck: bool, tmp_path: Path) -> Iterator[Beside]:
    """Return a function that puts a project beside itself; databases are dropped afterwards."""
    made: list[Database] = []
    count = 0

    def make(source: Source, kind: str | None = "sqlite", environment: Environment | None = None) -> SideBySide:
        nonlocal count
        need(kind)
        count += 1
        directory = tmp_path / f"p{count}"
        databases = [new_database(kind, directory / name) for name in ("alembic", "limbeck")]
        made.extend(database for database in databases if database is not None)
        return SideBySide(
            (alembic, limbeck), directory, source, (databases[0], databases[1]), environment, REFUSALS, is_limbeck
        )

    yield make
    for database in made:
        database.drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of databases, one after the other."""
    need(request.param)
    return str(request.param)


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def every_kind(request: pytest.FixtureRequest) -> str:
    """All kinds of databases, one after the other."""
    need(request.param)
    return str(request.param)


@pytest.hookimpl(hookwrapper=True)
def pytest_pyfunc_call() -> Iterator[None]:
    """`StopComparing` has done its work once the context was left."""
    outcome = yield
    if outcome.excinfo is not None and issubclass(outcome.excinfo[0], StopComparing):
        outcome.force_result(True)
