"""Steps that only send DDL are not waited for one by one (`Run::set_plain`): nobody may notice, whatever fails."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time

import pytest

from .conftest import Beside, need_postgres
from .databases import PostgresDatabase, SqliteDatabase
from .projects import ENV, LOGGING, Project, replaced, revision
from .test_interruptions import PER_STEP
from .tools import Executable, finish

TABLE = "op.create_table('t{0}', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(20)))"
#: What makes a step fail in the database.
FAILING = {
    "table_again": "op.create_table('t1', sa.Column('id', sa.Integer))",
    "index_of_nothing": "op.create_index('ix', 'nowhere', ['id'])",
    "second_statement": "op.create_table('made', sa.Column('id', sa.Integer))\nop.drop_table('nowhere')",
}
#: What the step after a failing one does; nothing of it may be seen.
AFTERWARDS = {
    "plain": TABLE.format(900),
    "cannot_be_compiled": "op.create_table('t900', sa.Column('id'))",
    "raises": "op.create_table()",
    "says_something": "print('done')",
    "reads": "print(op.get_bind().execute(sa.text('SELECT 1')).scalar())",
}
VERBOSE = replaced(LOGGING, ("level = INFO", "level = DEBUG"))


def history(bodies: list[str]) -> dict[str, str]:
    """A straight history of steps."""
    files, down = {}, None
    for number, body in enumerate(bodies, start=1):
        identifier = f"r{number:03}"
        files[f"{identifier}.py"] = revision(identifier, down, body)
        down = identifier
    return files


def tables(first: int, last: int) -> list[str]:
    """Steps that make a table each."""
    return [TABLE.format(number) for number in range(first, last + 1)]


@pytest.mark.parametrize("count", [1, 30, 250])
def test_all_go_well(count: int, kind: str, beside: Beside) -> None:
    with beside(Project(history(tables(1, count)), logging=VERBOSE), kind) as side:
        side.run("upgrade", "head", expect=0)
        side.run("current", expect=0)


@pytest.mark.parametrize("failing", FAILING)
@pytest.mark.parametrize("afterwards", AFTERWARDS)
def test_one_fails(failing: str, afterwards: str, kind: str, beside: Beside) -> None:
    bodies = [*tables(1, 10), FAILING[failing], AFTERWARDS[afterwards], *tables(20, 40)]
    with beside(Project(history(bodies), logging=VERBOSE), kind) as side:
        # What Alembic leaves of the failing step on SQLite, Limbeck takes back.
        side.run("upgrade", "head", expect=1, state=kind != "sqlite" or failing != "second_statement")
        if kind == "sqlite":
            # The steps before it stay, the half of it that was done does not.
            state = side.candidate.state()
            assert "r010" in state and "made" not in state, state
        side.run("current", expect=0, state=False)


@pytest.mark.parametrize("env", [ENV, PER_STEP], ids=["default", "per_step"])
@pytest.mark.parametrize("number", [1, 2, 99, 100, 101, 120])
def test_wherever_it_fails(number: int, env: str, kind: str, beside: Beside) -> None:
    bodies = tables(1, 120)
    bodies[number - 1] = FAILING["index_of_nothing"]
    with beside(Project(history(bodies), env), kind) as side:
        side.run("upgrade", "head", expect=1)
        side.run("upgrade", f"r{number - 1:03}" if number > 1 else "base", expect=0)


def test_between_steps_that_do_more(kind: str, beside: Beside) -> None:
    insert = "op.execute(\"INSERT INTO t{0} (id, name) VALUES (1, 'x')\")\nprint('step', {0})"
    bodies = [*tables(1, 5), insert.format(2), *tables(6, 9), insert.format(7), *tables(10, 14), FAILING["table_again"]]
    with beside(Project(history(bodies)), kind) as side:
        side.run("upgrade", "r015", expect=0)
        side.run("upgrade", "head", expect=1)
        side.run("downgrade", "-1", expect=0)


def test_leaves_the_transaction(beside: Beside) -> None:
    """VACUUM cannot run in a transaction, and foreign keys are switched on only outside one."""
    bodies = [*tables(1, 5), "op.execute('VACUUM')", *tables(6, 9), "op.execute('PRAGMA foreign_keys=ON')", *tables(10, 20)]
    with beside(Project(history(bodies)), "sqlite") as side:
        side.run("upgrade", "head", expect=0)


def test_batches(kind: str, beside: Beside) -> None:
    batch = "with op.batch_alter_table('t{0}') as batch:\n    batch.alter_column('name', nullable=False, existing_type=sa.String(20))\n"
    bodies = [*tables(1, 3), *(batch.format(number) for number in (1, 2, 3)), *tables(4, 6)]
    with beside(Project(history(bodies)), kind) as side:
        side.run("upgrade", "head", expect=0)


def test_a_version_row_that_does_not_change(beside: Beside) -> None:
    """The answer says so only after the next step has begun."""
    need_postgres()
    guard = (
        "op.execute('CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
        "IF NEW.version_num = ''r007'' THEN RETURN NULL; END IF; RETURN NEW; END$$')\n"
        "op.execute('CREATE TRIGGER nothing BEFORE UPDATE ON alembic_version FOR EACH ROW EXECUTE FUNCTION nothing()')"
    )
    with beside(Project(history([*tables(1, 3), guard.replace("''", "\\'"), *tables(5, 20)])), "postgresql") as side:
        side.run("upgrade", "head", expect=255)


def test_hooks_see_every_step(kind: str, beside: Beside) -> None:
    """With a callback after each step nothing runs ahead of it."""
    hook = replaced(
        ENV,
        (
            "context.configure(connection=connection, target_metadata=target_metadata)",
            "context.configure(connection=connection, target_metadata=target_metadata, "
            "on_version_apply=lambda ctx, step, **kw: print('applied', step.up_revision_id))",
        ),
    )
    with beside(Project(history([*tables(1, 8), FAILING["table_again"], *tables(10, 12)]), hook), kind) as side:
        side.run("upgrade", "head", expect=1)


def test_interrupted_while_the_database_is_busy(beside: Beside, only_limbeck: None) -> None:
    """A plain step waits for a lock of somebody else's; the signal ends that."""
    need_postgres()
    bodies = [*tables(1, 4), "op.add_column('busy', sa.Column('more', sa.Integer))", *tables(6, 30)]
    with beside(Project(history(bodies)), "postgresql") as side:
        database, program = side.candidate.database, side.candidate.program
        assert isinstance(database, PostgresDatabase) and isinstance(program, Executable)
        database.execute("CREATE TABLE busy (id integer)")
        side.oracle.database.execute("CREATE TABLE busy (id integer)")
        with database.connection() as other:
            other.execute("BEGIN")
            other.execute("LOCK TABLE busy")
            process = program.start(["upgrade", "head"], side.candidate.root, {})
            time.sleep(1.5)
            assert process.poll() is None, process.communicate()
            process.send_signal(signal.SIGTERM)
            outcome = finish(process, timeout=8)
            other.execute("ROLLBACK")
        assert outcome.exit_code == 130, outcome
        assert "Running upgrade r004 -> r005" in outcome.stderr, outcome.stderr
        assert "Running upgrade r005 -> r006" not in outcome.stderr, outcome.stderr
        assert "t1" not in side.candidate.state()
        side.run("upgrade", "head", expect=0)


@pytest.mark.parametrize("delay", [0.15, 0.25, 0.4])
def test_killed_among_many(delay: float, beside: Beside, only_limbeck: None) -> None:
    """Whatever a kill takes back, the version table goes with it."""
    with beside(Project(history(tables(1, 400))), "sqlite") as side:
        database, program = side.candidate.database, side.candidate.program
        assert isinstance(database, SqliteDatabase) and isinstance(program, Executable)
        process = program.start(["upgrade", "head"], side.candidate.root, {})
        time.sleep(delay)
        process.kill()
        process.communicate()
        with sqlite3.connect(database.path) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if "alembic_version" in names else []
        made = len(names - {"alembic_version"})
        assert rows == ([(f"r{made:03}",)] if made else []), (made, rows)
        side.oracle.run(["upgrade", f"r{made:03}" if made else "base"], {})
        side.run("upgrade", "head", expect=0)


def test_somebody_reads_all_the_time(beside: Beside, only_limbeck: None) -> None:
    """A database that somebody reads all the time is migrated all the same."""
    with beside(Project(history(tables(1, 60))), "sqlite") as side:
        database = side.candidate.database
        assert isinstance(database, SqliteDatabase)
        reader = subprocess.Popen(
            ["python3", "-c", f"import sqlite3, time\nc = sqlite3.connect({str(database.path)!r})\nwhile True:\n    c.execute('SELECT * FROM sqlite_master').fetchall(); time.sleep(.001)"],
        )  # fmt: skip
        try:
            side.run("upgrade", "head", expect=0)
        finally:
            reader.kill()
            reader.wait()
