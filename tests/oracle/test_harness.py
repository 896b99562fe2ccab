"""The tests' own test: a program that is wrong in one respect is caught, and the fork of real Alembic is real Alembic."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from .comparison import compare, is_with_additions, masked, required_texts
from .databases import SqliteDatabase, tidy_dump
from .projects import Project, linear
from .side_by_side import SideBySide
from .tools import Executable, ForkedAlembic, Outcome, Program, oracle_python

WRONG = {
    "another exit code": '"$REAL" "$@"; code=$?; [ "$1" = heads ] && exit 3; exit $code',
    "more on standard error": '"$REAL" "$@"; code=$?; echo "hello" >&2; exit $code',
    "less on standard output": '"$REAL" "$@" | tail -n +2; exit ${PIPESTATUS[0]}',
    "a changed schema": '"$REAL" "$@"; code=$?; [ "$1" = upgrade ] && "$PYTHON" -c "import sqlite3; sqlite3.connect(\'data.db\').execute(\'CREATE TABLE extra (a)\')"; exit $code',
    "a changed row": '"$REAL" "$@"; code=$?; [ "$1" = upgrade ] && "$PYTHON" -c "import sqlite3; c = sqlite3.connect(\'data.db\'); c.execute(\'INSERT INTO t1 VALUES (1)\'); c.commit()"; exit $code',
    "a file left behind": '"$REAL" "$@"; code=$?; touch left_behind; exit $code',
    "a command that does nothing": '[ "$1" = downgrade ] && exit 0; exec "$REAL" "$@"',
    "a crash": '"$REAL" "$@"; code=$?; [ $code = 255 ] && echo "note: thread panicked at x.rs" >&2; exit $code',
}


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """The installed command `alembic`."""
    path = Path(oracle_python()).parent / "alembic"
    if not path.exists():
        pytest.skip("no command alembic beside the oracle's Python")
    return path


def wrapper(directory: Path, real: Path, script: str) -> Executable:
    """A program that runs real Alembic and something else."""
    path = directory / "wrong"
    path.write_text(f"#!/usr/bin/env bash\nREAL='{real}'\nPYTHON='{oracle_python()}'\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return Executable(path)


def drive(candidate: Executable, alembic: ForkedAlembic, directory: Path) -> None:
    """A few commands side by side."""
    databases = [SqliteDatabase(directory / name / "data.db") for name in ("alembic", "limbeck")]
    with SideBySide((alembic, candidate), directory, Project(linear(2)), (databases[0], databases[1])) as side:
        for command in ("heads", "upgrade head", "downgrade nowhere", "downgrade -1", "current"):
            side.run(*command.split())


def test_real_alembic_is_right(real: Path, alembic: ForkedAlembic, tmp_path: Path) -> None:
    drive(wrapper(tmp_path, real, 'exec "$REAL" "$@"'), alembic, tmp_path / "project")


@pytest.mark.parametrize("name", WRONG)
def test_wrong_program_is_caught(name: str, real: Path, alembic: ForkedAlembic, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="differences from real Alembic"):
        drive(wrapper(tmp_path, real, WRONG[name]), alembic, tmp_path / "project")


def test_notes_may_follow_a_command_error() -> None:
    oracle = "ERROR [alembic.util.messaging] no\n"
    assert is_with_additions(oracle, oracle)
    assert is_with_additions(oracle, oracle + "note: the database is at r1\nhelp: do this\n")
    assert not is_with_additions(oracle, oracle + "more\n")
    assert not is_with_additions(oracle, "note: before\n" + oracle)


@pytest.mark.parametrize(
    ("stderr", "required"),
    [
        ("KeyError: 'nope'", ["KeyError: 'nope'"]),
        ("NotImplementedError", ["NotImplementedError"]),
        ("alembic.util.exc.CommandError: no: really", ["CommandError: no: really"]),
        ("sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such table: x\n[SQL: DROP TABLE x]\n(Background on this error at: https://sqlalche.me/e/20/e3q8)", ["OperationalError", "no such table: x"]),
        ("sqlalchemy.exc.ProgrammingError: (sqlalchemy.dialects.postgresql.asyncpg.ProgrammingError) <class 'asyncpg.exceptions.UndefinedTableError'>: relation \"x\" does not exist", ["ProgrammingError", 'relation "x" does not exist']),
        ("sqlalchemy.exc.ArgumentError: two\nlines\n(Background on this error at: https://sqlalche.me/e/21/x)", ["ArgumentError: two\nlines"]),
    ],
)  # fmt: skip
def test_what_an_exception_requires(stderr: str, required: list[str]) -> None:
    trace = f'log line\nTraceback (most recent call last):\n  File "x.py", line 3, in f\n    g()\n{stderr}\n'
    assert required_texts(trace) == required


def test_exception_must_be_said() -> None:
    oracle = Outcome(1, "", 'Traceback (most recent call last):\n  File "x.py", line 3, in f\nValueError: bad\n')
    assert not compare(oracle, Outcome(1, "", "error[LB0404]: ValueError: bad\n --> x.py:3\n"))
    assert compare(oracle, Outcome(1, "", "error[LB0404]: something\n"))
    assert compare(oracle, Outcome(2, "", "error[LB0404]: ValueError: bad\n"))


def test_masks() -> None:
    warning = "/x/script/base.py:12: UserWarning: Revision nope is odd\n  self._x()\n"
    assert masked(warning, []) == "<place>: UserWarning: Revision nope is odd\n"
    assert masked("2026-01-02 03:04:05,678 INFO x\n12:13:14 INFO y\n", []) == "<time> INFO x\n<time> INFO y\n"
    assert masked("INFO  [a] Running stamp_revision c, e -> f\n", []) == masked("INFO  [a] Running stamp_revision e, c -> f\n", [])
    assert masked("INFO  [a] Running upgrade c, e -> f\n", []) != masked("INFO  [a] Running upgrade e, c -> f\n", [])


def test_rows_of_a_dump_are_a_set() -> None:
    dump = "SET x = 1;\nCOPY t (a) FROM stdin;\n2\n1\n\\.\n\\restrict abc\n-- Dumped\nCREATE TABLE t (\n);\n"
    assert tidy_dump(dump) == "COPY t (a) FROM stdin;\n1\n2\n\\.\nCREATE TABLE t (\n);\n"


def test_program_is_called_alembic(limbeck: Program) -> None:
    """Limbeck prints the name it was called by."""
    if isinstance(limbeck, Executable):
        assert limbeck.path.name == "alembic"
