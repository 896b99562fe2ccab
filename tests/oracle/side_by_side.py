"""Two copies of one project, one per program, each with a database of its own, driven through the same commands."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from .comparison import Difference, compare, masked, refusal, unified
from .databases import Database, MariadbDatabase, PostgresDatabase, SqliteDatabase
from .projects import Source
from .tools import Outcome, Program

#: The environment variables a project reads, from its database.
Environment = Callable[[Database], dict[str, str]]


@dataclass
class Side:
    """One program with its copy of the project and its database."""

    program: Program
    root: Path
    database: Database | None
    environment: dict[str, str]

    def names(self) -> list[tuple[str, str]]:
        """What in outputs belongs to this side alone."""
        names = [] if self.database is None else self.database.names()
        return [(str(self.root), "<project>"), *names]

    def run(self, arguments: list[str], environment: dict[str, str]) -> Outcome:
        """Run a command, with its output masked."""
        outcome = self.program.run(arguments, self.root, {**self.environment, **environment})
        names = self.names()
        return Outcome(outcome.exit_code, masked(outcome.stdout, names), masked(outcome.stderr, names))

    def state(self) -> str:
        """The database's state, and what lies in the project's directory."""
        database = "" if self.database is None else self.database.state()
        return masked(database, self.names()[:1])

    def files(self) -> str:
        """Names of all files, and the text of logs."""
        lines = []
        for path in sorted(self.root.rglob("*")):
            if "__pycache__" in path.parts or not path.is_file() or path.suffix in (".db", ".marker"):
                continue
            lines.append(str(path.relative_to(self.root)))
            if path.suffix == ".log":
                lines.append(masked(path.read_text(), self.names()))
        return "\n".join(lines) + "\n"


class SideBySide:
    """Real Alembic and the candidate. Used as a context; leaving it raises what was found."""

    def __init__(
        self,
        programs: tuple[Program, Program],
        directory: Path,
        source: Source,
        databases: tuple[Database | None, Database | None],
        environment: Environment | None = None,
        refusals: list[str] | None = None,
        undoes: bool = False,
    ) -> None:
        """`undoes`: the candidate promises to undo a failing step on SQLite (DESIGN §1), unlike Alembic."""
        self.directory = directory
        self.sides = []
        # Names of one length, so that nothing is wrapped differently.
        for name, program, database in zip(("alembic", "limbeck"), programs, databases, strict=True):
            root = directory / name
            source.write(root, database)
            variables = environment(database) if environment is not None and database is not None else {}
            self.sides.append(Side(program, root, database, variables))
        self._differences: list[str] = []
        self._refusals = refusals
        self._undoes = undoes
        self._commands = 0
        self._pool = ThreadPoolExecutor(2)

    def __enter__(self) -> SideBySide:
        return self

    def __exit__(
        self, cls: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        __tracebackhide__ = True
        self._pool.shutdown()
        if cls is None or issubclass(cls, StopComparing):
            found = self.verify()
            if found:
                raise AssertionError(found) from None

    @property
    def candidate(self) -> Side:
        """Limbeck's side."""
        return self.sides[1]

    @property
    def oracle(self) -> Side:
        """Real Alembic's side."""
        return self.sides[0]

    def run(
        self,
        *arguments: str,
        may_refuse: bool = False,
        ordered: bool = True,
        early: bool = False,
        state: bool = True,
        expect: int | None = None,
        environment: dict[str, str] | None = None,
    ) -> tuple[Outcome, Outcome]:
        """Run one command on both sides and compare everything.

        `ordered=False`: Alembic prints lines in the order of a set. `early`: see `comparison`.
        `may_refuse`: Limbeck may say that it does not support this, if it then changed nothing.
        `state=False`: the databases are not compared afterwards. `expect`: exit code real Alembic must
        have, so that a mistake in a test shows.
        """
        self._commands += 1
        extra = environment or {}
        undoes = self._undoes and self.candidate.database is not None and self.candidate.database.kind == "sqlite"
        before = self.candidate.state() if may_refuse or undoes else ""
        oracle, candidate = self._pool.map(lambda side: side.run(list(arguments), extra), self.sides)
        shown = f"$ alembic {shlex.join(arguments)}"
        if expect is not None and oracle.exit_code != expect:
            raise AssertionError(f"{shown}\nreal Alembic ended with {oracle.exit_code}\n{oracle.stdout}{oracle.stderr}")
        refused = refusal(candidate)
        if may_refuse and refused is not None:
            if self._refusals is not None:
                self._refusals.append(refused)
            if self.candidate.state() != before:
                self._found(shown, [Difference("state after a refusal", unified(before, self.candidate.state()))])
            raise StopComparing
        shapes = (oracle, candidate) if ordered else (sorted_lines(oracle), sorted_lines(candidate))
        self._found(shown, compare(*shapes, early=early))
        if state and undoes and oracle.exit_code != 0 and self.candidate.state() == before:
            # Wholly undone. Earlier steps of one run stay; those tests look for themselves.
            if self.oracle.state() != before:
                raise StopComparing
        elif state:
            self.compare_state(shown)
        return oracle, candidate

    def compare_state(self, shown: str) -> None:
        """Compare the databases; when they differ nothing after it can be compared."""
        states = list(self._pool.map(lambda side: side.state(), self.sides))
        if states[0] != states[1]:
            self._found(shown, [Difference("the database afterwards", unified(*states))])
            raise StopComparing

    def execute(self, sql: str) -> None:
        """Prepare both databases."""
        for side in self.sides:
            assert side.database is not None
            side.database.execute(sql)

    def _found(self, shown: str, differences: list[Difference]) -> None:
        self._differences.extend(f"{shown}\n{difference}" for difference in differences)

    def verify(self) -> str:
        """What differed, for people; empty if nothing did."""
        files = [side.files() for side in self.sides]
        if files[0] != files[1]:
            self._found("files", [Difference("the projects' files", unified(*files))])
        if not self._differences:
            return ""
        found = "\n\n".join(self._differences)
        return (
            f"{len(self._differences)} differences from real Alembic in {self._commands} commands\n"
            f"project: {self.candidate.root} (Alembic's copy: {self.oracle.root})\n\n{found}"
        )


def sorted_lines(outcome: Outcome) -> Outcome:
    """The outcome with its standard output in an order of ours."""
    return Outcome(outcome.exit_code, "".join(sorted(outcome.stdout.splitlines(keepends=True))), outcome.stderr)


class StopComparing(Exception):
    """Nothing more can be compared; what was found is raised by the context."""


def new_database(kind: str | None, root: Path) -> Database | None:
    """Make an empty database."""
    if kind is None:
        return None
    if kind == "sqlite":
        return SqliteDatabase(root / "data.db")
    if kind == "mariadb":
        return MariadbDatabase(os.environ["LIMBECK_TEST_MYSQL"])
    return PostgresDatabase(os.environ["LIMBECK_TEST_POSTGRES"])
