"""Signals in the middle of a step, and two runs at once: what Limbeck promises beyond Alembic."""

from __future__ import annotations

import signal
import time

import pytest
from sqlalchemy import make_url

from .conftest import Beside
from .projects import ENV, Project, revision
from .side_by_side import SideBySide
from .tools import Executable, Outcome, finish, notes

MARK = "import os\nopen(os.environ['MARKER'], 'w').close()\n"
#: What a step is doing when the signal comes.
BUSY = {
    "sleeping": "import time\ntime.sleep(60)",
    "computing": "x = 0\nwhile True:\n    x += 1",
    "querying": "op.execute(LONG[op.get_bind().dialect.name])",
}
#: A query that takes long, on each database.
LONG = {
    "sqlite": "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3000000000) SELECT count(*) FROM c",
    "postgresql": "SELECT pg_sleep(60)",
    "mysql": "SELECT SLEEP(60)",
}
#: What a step leaves behind on MariaDB when it is ended after its INSERT: the statement that defines committed itself.
LEFT_BEHIND = "CREATE TABLE t2 (id INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)); START TRANSACTION; INSERT INTO t2 (id) VALUES (1); ROLLBACK"
PER_STEP = ENV.replace("target_metadata=target_metadata", "target_metadata=target_metadata, transaction_per_migration=True")


def project(busy: str, env: str = ENV) -> Project:
    """A step that succeeds, and one that makes a table and then takes long."""
    make = "op.create_table('t{0}', sa.Column('id', sa.Integer, primary_key=True))\nop.execute('INSERT INTO t{0} (id) VALUES (1)')\n"
    head = f"LONG = {LONG!r}\n"
    return Project(
        {"1.py": revision("r001", None, make.format(1)), "2.py": revision("r002", "r001", make.format(2) + MARK + busy, head=head)}, env
    )


def interrupted(side: SideBySide, sent: signal.Signals) -> Outcome:
    """Run `upgrade head` and send a signal in the middle of the second step."""
    program, root = side.candidate.program, side.candidate.root
    assert isinstance(program, Executable)
    marker = root / "step.marker"
    process = program.start(["upgrade", "head"], root, {**side.candidate.environment, "MARKER": str(marker)})
    deadline = time.monotonic() + 30
    while not marker.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"the step did not begin: {process.communicate()}")
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(sent)
    return finish(process, timeout=8)


@pytest.mark.parametrize("busy", BUSY)
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda s: s.name)
@pytest.mark.parametrize("policy", ["default", "per_step"])
def test_signal(busy: str, sent: signal.Signals, policy: str, every_kind: str, beside: Beside, only_limbeck: None) -> None:
    kind = every_kind
    if policy == "per_step" and (kind != "postgresql" or busy == "computing"):
        pytest.skip("SQLite and MariaDB have one transaction per step anyway")
    with beside(project(BUSY[busy], PER_STEP if policy == "per_step" else ENV), kind) as side:
        outcome = interrupted(side, sent)
        if sent != signal.SIGKILL:
            assert outcome.exit_code == 130, outcome
            assert "r001" in outcome.stderr or "no revision" in outcome.stderr, outcome.stderr
        # PostgreSQL by default: the whole run is one transaction. Otherwise the first step stays.
        if kind != "postgresql" or policy == "per_step":
            side.oracle.run(["upgrade", "r001"], {})
        if kind == "mariadb":
            check_what_is_left(side, outcome, sent)
        # A server looks after its client every two seconds.
        time.sleep((3 if sent == signal.SIGKILL else 0.5) if kind == "postgresql" else 0)
        state, expected = side.candidate.state(), side.oracle.state()
        if kind == "postgresql" and policy == "default":
            # Whether the empty version table is there is no matter of promise 2: nothing is claimed.
            assert "t1" not in state and "r001" not in state, state
        else:
            assert state == expected
        (side.candidate.root / "step.marker").unlink()
        finished = {"MARKER": "/dev/null"}
        for each in side.sides:
            (each.root / "migrations" / "versions" / "2.py").write_text(project("pass").revisions["2.py"])
        if kind == "mariadb":
            # The table of the unfinished step is in the way; then what the help says is done.
            _, again = side.run("upgrade", "head", expect=1, environment=finished)
            assert "if an earlier run of this step ended in the middle" in again.stderr and "`stamp r002`" in again.stderr, again.stderr
            side.execute("DROP TABLE t2")
        side.run("upgrade", "head", expect=0, environment=finished)


def check_what_is_left(side: SideBySide, outcome: Outcome, sent: signal.Signals) -> None:
    """MariaDB: the table is there, its row and the revision are not, and that is what was said."""
    side.oracle.database.execute(LEFT_BEHIND)
    if sent == signal.SIGKILL:
        wait_for_the_end(side)
        return
    took_effect, taken_back = notes(outcome.stderr, "took effect"), notes(outcome.stderr, "taken back")
    assert "CREATE TABLE t2" in took_effect and "INSERT INTO t2" not in took_effect, outcome.stderr
    assert "INSERT INTO t2" in taken_back and "CREATE TABLE t2" not in taken_back, outcome.stderr
    assert "the database is at revision r001 now" in outcome.stderr
    assert "`stamp r002`" in outcome.stderr, "no help says how to go on"


def wait_for_the_end(side: SideBySide, reader: int = 0) -> None:
    """Wait until the server has seen that its client is gone; what it held for it is then free."""
    database = side.candidate.database
    assert database is not None
    deadline = time.monotonic() + 10
    others = f"SELECT ID, COMMAND, INFO FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID NOT IN (CONNECTION_ID(), {reader})"
    while there := database.rows(others):
        assert time.monotonic() < deadline, f"the killed run's session goes on: {there}"
        time.sleep(0.05)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL], ids=lambda s: s.name)
def test_signal_while_a_definition_waits(sent: signal.Signals, beside: Beside, only_limbeck: None) -> None:
    """MariaDB: ALTER TABLE waits for a reader of the table. It must not be done after the run has ended."""
    import pymysql

    with beside(project("op.execute('ALTER TABLE t1 ADD COLUMN late INT')"), "mariadb") as side:
        side.run("upgrade", "r001", expect=0)
        assert side.candidate.database is not None
        url = make_url(side.candidate.database.url())
        with pymysql.connect(host=url.host, port=url.port or 3306, user=url.username, password=url.password or "", database=url.database) as reader:
            with reader.cursor() as cursor:
                cursor.execute("SELECT * FROM t1")
            outcome = interrupted(side, sent)
            if sent != signal.SIGKILL:
                assert outcome.exit_code == 130, outcome
                # ALTER TABLE commits what is open before it waits.
                took_effect = notes(outcome.stderr, "took effect")
                assert "CREATE TABLE t2" in took_effect and "INSERT INTO t2" in took_effect, outcome.stderr
                assert "ALTER TABLE t1 ADD COLUMN late" in notes(outcome.stderr, "failed"), outcome.stderr
            # A server looks after its client every second or so.
            wait_for_the_end(side, reader.thread_id())
        side.oracle.database.execute(LEFT_BEHIND.replace("ROLLBACK", "COMMIT"))
        side.compare_state("after the signal")
        side.execute("DROP TABLE t2")
        side.run("upgrade", "head", expect=0, environment={"MARKER": "/dev/null"})


def test_two_runs_at_once(every_kind: str, beside: Beside, only_limbeck: None) -> None:
    """Both end with 0, and each step ran once."""
    steps = {}
    down = None
    for number in range(1, 9):
        body = "op.create_table('log', sa.Column('step', sa.Integer))\n" if number == 1 else ""
        body += f"op.execute('INSERT INTO log (step) VALUES ({number})')\nimport time\ntime.sleep(0.05)"
        steps[f"{number}.py"] = revision(f"r{number}", down, body)
        down = f"r{number}"
    for env in (ENV, PER_STEP):
        with beside(Project(steps, env), every_kind) as side:
            program, root = side.candidate.program, side.candidate.root
            assert isinstance(program, Executable)
            processes = [program.start(["upgrade", "head"], root, side.candidate.environment) for _ in range(3)]
            outcomes = [finish(process) for process in processes]
            assert [outcome.exit_code for outcome in outcomes] == [0, 0, 0], outcomes
            assert side.candidate.database is not None
            rows = side.candidate.database.rows("SELECT step FROM log ORDER BY step")
            assert rows == [(number,) for number in range(1, 9)]
            side.oracle.run(["upgrade", "head"], {})
            side.compare_state("after two runs at once")


def test_reader_that_goes_away(beside: Beside, only_limbeck: None) -> None:
    """`alembic history | head -1` is no error."""
    with beside(project("pass")) as side:
        program = side.candidate.program
        assert isinstance(program, Executable)
        process = program.start(["history"], side.candidate.root, {})
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""
        process.stderr.close()


