"""Bad input of every kind: the same message, stream and exit code; nothing half written."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT, Beside, need_postgres
from .databases import PASSWORD, connection_refused_url
from .projects import ENV, INI, LOGGING, Project, linear, replaced, revision
from .tools import notes

TABLE = "op.create_table('made_before', sa.Column('id', sa.Integer, primary_key=True))"
OPAQUE = "import not_to_be_had\n"

#: Command lines that make no sense, or nearly none.
USAGE = [
    "", "bogus", "upgrade", "heads -x a", "upgrade head extra", "history -r", "--config", "stamp", "show", "upgrade --nope head",
    "current --check", "history --verb --indicate", "-q heads", "-q history", "--quiet upgrade head", "--raiseerr upgrade nowhere",
    "-c nope.ini heads", "-c nope.ini upgrade head", "-n other heads", "-n other upgrade head", "-c alembic.ini -c alembic.ini heads",
    "--version", "upgrade -1", "upgrade -- -1", "downgrade -- -1", "upgrade heads heads", "history -r a", "history -r a:b:c",
]  # fmt: skip

#: The [alembic] section, or all of the ini.
INIS = {
    "no_script_location": "[alembic]\n",
    "no_section": "[other]\nscript_location = %(here)s/migrations\n",
    "empty_location": "[alembic]\nscript_location =\n",
    "missing_directory": "[alembic]\nscript_location = %(here)s/nowhere\n",
    "bad_interpolation": INI + "file_template = %(nothing)s\n",
    "bad_interpolation_of_location": "[alembic]\nscript_location = %(nothing)s/migrations\n",
    "lone_percent": "[alembic]\nscript_location = %(here)s/migrations\nversion_locations = 100%\n",
    "unused_lone_percent": INI + "unused = 100%\n",
    "no_header": "script_location = migrations\n[alembic]\n",
    "line_without_key": "[alembic]\nscript_location = %(here)s/migrations\nwhat is this\n",
    "duplicate_key": INI + "prepend_sys_path = .\n",
    "duplicate_section": INI + "\n[alembic]\n",
    "bad_separator": INI.replace("path_separator = os", "path_separator = |") + "version_locations = a b\n",
    "no_separator": INI.replace("path_separator = os\n", "") + "version_locations = %(here)s/migrations/versions\n",
    "missing_version_location": INI + "version_locations = %(here)s/absent\n",
    "bad_boolean": INI + "recursive_version_locations = perhaps\nsourceless = no\n",
    "bad_timezone": INI + "timezone = Moon/Crater\n",
    "comments_and_case": "; first\n[alembic]\n# second\nSCRIPT_LOCATION : %(here)s/migrations\n\tprepend_sys_path=%(here)s\n",
}

#: Revision files beside `linear(2)`.
FILES: dict[str, dict[str, str]] = {
    "syntax_error": {"z.py": revision("z", "r002") + "\ndef broken(:\n    pass\n"},
    "indentation_error": {"z.py": '"""z"""\nrevision = "z"\ndown_revision = "r002"\n\ndef upgrade():\npass\n'},
    "tab_error": {"z.py": '"""z"""\nrevision = "z"\ndown_revision = "r002"\n\ndef upgrade():\n    if 1:\n\tpass\n'},
    "null_byte": {"z.py": '"""z"""\nrevision = "z"\n\0'},
    "raises_when_loaded": {"z.py": revision("z", "r002", head="raise RuntimeError('at the top')")},
    "raises_when_loaded_calling": {"z.py": revision("z", "r002", head="down_revision = {}['nothing']")},
    "no_revision": {"z.py": '"""z"""\n\ndef upgrade():\n    pass\n'},
    "no_down_revision": {"z.py": '"""z"""\nrevision = "z"\n\ndef upgrade():\n    pass\n'},
    "no_upgrade": {"z.py": '"""z"""\nrevision = "z"\ndown_revision = "r002"\n'},
    "no_docstring": {"z.py": 'revision = "z"\ndown_revision = "r002"\n\ndef upgrade():\n    pass\n'},
    "duplicate_id": {"z.py": revision("r002", "r001", doc="again")},
    "missing_parent": {"z.py": revision("z", "nowhere")},
    "missing_dependency": {"z.py": revision("z", "r002", depends_on="nowhere")},
    "cycle": {"x.py": revision("x", "y"), "y.py": revision("y", "x")},
    "cycle_of_all": {"r001_table.py": revision("r001", "r002")},
    "self_loop": {"z.py": revision("z", "z")},
    "dependency_cycle": {"r001_table.py": revision("r001", None, depends_on="r002")},
    "dependency_on_self": {"z.py": revision("z", "r002", depends_on="z")},
    "forbidden_character": {"z.py": revision("a@b", "r002")},
    "label_like_an_id": {"z.py": revision("z", "r002", labels="r001")},
    "two_heads": {"y.py": revision("y", "r002"), "z.py": revision("z", "r002")},
    "long_id": {"z.py": revision("z" * 40, "r002")},
    "computed_header": {"z.py": "PARENT = 'r002'\n" + revision("z", "r002").replace("down_revision = 'r002'", "down_revision = PARENT")},
    "annotated_header": {"z.py": revision("z", "r002").replace("revision = 'z'", "revision: str = 'z'", 1)},
    "other_files": {"z.txt": "not Python", "__init__.py": "", ".#lock.py": "(", "notes.pyx": "("},
    "unicode_error": {"z.py": "# -*- coding: latin-9000 -*-\n" + revision("z", "r002")},
    "not_a_script": {"helper.py": "def x():\n    return 1\n"},
}

#: Bodies of an upgrade that fails, in the second of three steps.
FAILING = {
    "raises": "raise ValueError('the script says no')",
    "raises_own_class": "class Mine(Exception):\n    pass\nraise Mine('own', 2)",
    "raises_from": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise RuntimeError('because') from error",
    "raises_without_text": "raise NotImplementedError",
    "assertion": "assert 1 == 2, 'not equal'",
    "command_error": "from alembic.util import CommandError\nraise CommandError('the script gives up')",
    "exits": "raise SystemExit(4)",
    "keyboard_interrupt_class": "raise KeyError('x')",
    "name_error": "undefined_thing()",
    "bad_sql": "op.execute('SELEC 1')",
    "table_there_already": "op.create_table('t1', sa.Column('id', sa.Integer))",
    "missing_table": "op.drop_table('nothing')",
    "missing_column": "op.drop_column('t1', 'nothing')",
    "constraint_violated": "op.execute('INSERT INTO t1 (id) VALUES (1)')\nop.execute('INSERT INTO t1 (id) VALUES (1)')",
    "constraint_violated_by_bulk": "op.bulk_insert(sa.table('t1', sa.column('id', sa.Integer)), [{'id': 1}, {'id': 1}])",
    "missing_argument": "op.create_index('i')",
    "wrong_type_of_argument": "op.add_column('t1', 'name')",
    "unnamed_parameter": "op.execute(sa.text('SELECT :a'))",
}

#: What shows before anything runs.
PREFLIGHT = {
    "unknown_directive": ("op.make_coffee('t1')", "make_coffee"),
    "unknown_type": ("op.add_column('t1', sa.Column('c', sa.Coffee()))", "Coffee"),
    "unknown_module": ("from sqlalchemy.dialects.coffee import Bean\nop.add_column('t1', sa.Column('c', Bean()))", "coffee"),
}

CATCHING = {
    "catches_everything": "try:\n    op.execute('SELEC 1')\nexcept Exception as error:\n    print('caught', type(error).__module__, type(error).__name__)",
    "catches_base": "try:\n    op.execute('SELEC 1')\nexcept BaseException as error:\n    print('caught', type(error).__name__)",
    "catches_by_class": "from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError\ntry:\n    op.execute('SELECT * FROM nowhere')\nexcept (OperationalError, ProgrammingError) as error:\n    print('caught', isinstance(error, DBAPIError), isinstance(error, sa.exc.SQLAlchemyError), 'nowhere' in str(error.orig))",
    "bare_except": "try:\n    op.drop_table('nowhere')\nexcept:\n    pass",
}  # fmt: skip


def three(body: str) -> dict[str, str]:
    """Three steps; the second makes a table, and then runs the body."""
    return {
        "1.py": revision("r001", None, "op.create_table('t1', sa.Column('id', sa.Integer, primary_key=True))"),
        "2.py": revision("r002", "r001", f"{TABLE}\n{body}", doc="fails"),
        "3.py": revision("r003", "r002"),
    }


@pytest.mark.parametrize("line", USAGE)
def test_usage(line: str, beside: Beside) -> None:
    with beside(Project(linear(2))) as side:
        side.run(*line.split())


@pytest.mark.parametrize("name", INIS)
@pytest.mark.parametrize("command", ["heads", "upgrade head"])
def test_ini(name: str, command: str, beside: Beside) -> None:
    with beside(Project(linear(1), ini=INIS[name])) as side:
        side.run(*command.split())


def test_ini_that_is_not_text(beside: Beside) -> None:
    with beside(Project(linear(1))) as side:
        for each in side.sides:
            (each.root / "alembic.ini").write_bytes(b"[alembic]\nscript_location = \xff\xfe\n")
        side.run("heads")


def test_no_env(beside: Beside) -> None:
    with beside(Project(linear(1))) as side:
        for each in side.sides:
            (each.root / "migrations" / "env.py").unlink()
        side.run("heads")
        # Real Alembic has no way without env.py; Limbeck has.
        if side.run("history")[0].exit_code != 0:
            side.run("upgrade", "head")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", ["heads", "history", "upgrade head", "upgrade heads", "show r001"])
def test_revision_files(name: str, command: str, beside: Beside) -> None:
    if name == "raises_when_loaded" and not command.startswith("upgrade"):
        pytest.skip("Limbeck reads headers without running the file (DESIGN §4)")
    with beside(Project({**linear(2), **FILES[name]})) as side:
        side.run(*command.split(), early=True)


def test_label_used_twice(beside: Beside) -> None:
    """Which of the two is named first is the order of a set."""
    files = {"y.py": revision("y", "r002", labels="l"), "z.py": revision("z", "r001", labels="l")}
    with beside(Project({**linear(2), **files})) as side:
        oracle, candidate = (each.run(["history"], {}) for each in side.sides)
        told = [re.sub(r"revision [yz]\b", "revision <either>", outcome.stdout) for outcome in (oracle, candidate)]
        assert told[0] == told[1] and oracle.exit_code == candidate.exit_code == 255


@pytest.mark.parametrize("name", FAILING)
@pytest.mark.parametrize("policy", ["default", "transaction_per_migration"])
def test_failing_step(name: str, policy: str, every_kind: str, beside: Beside, is_limbeck: bool) -> None:
    """SQLite: Limbeck undoes the failing step wholly, Alembic leaves what was executed (DESIGN §1)."""
    env = ENV
    if policy != "default":
        env = ENV.replace("target_metadata=target_metadata", "target_metadata=target_metadata, transaction_per_migration=True")
    with beside(Project(three(FAILING[name]), env), every_kind) as side:
        undone = every_kind == "sqlite" and is_limbeck
        oracle, candidate = side.run("upgrade", "head", state=not undone)
        assert oracle.exit_code != 0, "the step must fail"
        if undone:
            side.oracle.database.execute("DROP TABLE IF EXISTS made_before; DELETE FROM t1")
            side.compare_state("after the failing step was undone")
        if is_limbeck and oracle.exit_code == 1:
            assert "revision" in candidate.stderr, "no line says where the database is"
        side.run("current")


#: A step of several statements on MariaDB, the third of which fails: what took effect, and what was taken back.
PARTLY_DONE = {
    "definition_fails": ("op.execute('INSERT INTO t1 (id) VALUES (5)')\nop.drop_table('nothing')\nop.drop_table('t1')", ["CREATE TABLE made_before", "INSERT INTO t1"], []),
    "row_fails": ("op.execute('INSERT INTO t1 (id) VALUES (5)')\nop.execute('INSERT INTO t1 (id) VALUES (5)')", ["CREATE TABLE made_before"], ["INSERT INTO t1"]),
    "script_raises": ("op.add_column('t1', sa.Column('c', sa.Integer))\nop.execute('UPDATE t1 SET c = 2')\nraise ValueError('no more')", ["CREATE TABLE made_before", "ALTER TABLE t1 ADD COLUMN c"], ["UPDATE t1 SET c = 2"]),
    "index_of_rows_that_are_equal": ("op.execute('INSERT INTO made_before (id) VALUES (1), (2)')\nop.add_column('made_before', sa.Column('n', sa.Integer, server_default='0'))\nop.create_index('i', 'made_before', ['n'], unique=True)", ["CREATE TABLE made_before", "INSERT INTO made_before", "ALTER TABLE made_before ADD COLUMN n"], []),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTLY_DONE)
def test_step_that_is_partly_done(name: str, beside: Beside, is_limbeck: bool) -> None:
    """MariaDB commits each statement that defines something; what that was has to be said."""
    body, effective, undone = PARTLY_DONE[name]
    with beside(Project(three(body)), "mariadb") as side:
        _, candidate = side.run("upgrade", "head", expect=1)
        if is_limbeck:
            said = candidate.stderr
            for about, texts, others in (("took effect", effective, undone), ("taken back", undone, effective)):
                note = notes(said, about)
                assert all(text in note for text in texts), f"{about}: {said}"
                assert not any(text in note for text in others), f"{about}: {said}"
            assert "the database is at revision r001 now" in said and "`stamp r002`" in said, said
        side.run("current")
        # Once more: now the table is in the way.
        _, again = side.run("upgrade", "head", expect=1)
        assert not is_limbeck or "if an earlier run of this step ended in the middle" in again.stderr, again.stderr
        # The first way of the help: undone by hand. Then the fault is mended.
        side.execute("DROP TABLE IF EXISTS made_before; DROP TABLE IF EXISTS t1; CREATE TABLE t1 (id INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY)")
        for each in side.sides:
            (each.root / "migrations" / "versions" / "2.py").write_text(three("pass")["2.py"])
        side.run("upgrade", "head", expect=0)


def test_step_that_is_done_by_hand(beside: Beside) -> None:
    """The other way of the help: the rest by hand, then `stamp`."""
    with beside(Project(three("op.execute('SELEC 1')")), "mariadb") as side:
        side.run("upgrade", "head", expect=1)
        side.run("stamp", "r002", expect=0)
        side.run("upgrade", "head", expect=0)


@pytest.mark.parametrize("name", PREFLIGHT)
def test_preflight(name: str, every_kind: str, beside: Beside, only_limbeck: None) -> None:
    """What no `op` or `sa` has is refused before the first statement; Alembic applies r001 first (DESIGN §1)."""
    body, named = PREFLIGHT[name]
    with beside(Project(three(body)), every_kind) as side:
        before = side.candidate.state()
        outcome = side.candidate.run(["upgrade", "head"], {})
        assert outcome.exit_code == 1 and named in outcome.stderr, outcome
        assert "2.py" in outcome.stderr and "not supported: not supported" not in outcome.stderr, outcome.stderr
        assert side.candidate.state() == before


@pytest.mark.parametrize("name", CATCHING)
def test_step_that_catches(name: str, every_kind: str, beside: Beside) -> None:
    with beside(Project(three(CATCHING[name])), every_kind) as side:
        side.run("upgrade", "head")
        side.run("current")


@pytest.mark.parametrize("name", FAILING)
def test_failing_step_offline(name: str, beside: Beside) -> None:
    with beside(Project(three(FAILING[name]))) as side:
        side.run("upgrade", "head", "--sql")


def test_failing_downgrade(every_kind: str, beside: Beside) -> None:
    files = linear(2)
    files["r001_table.py"] = files["r001_table.py"].replace("op.drop_table('t1')", "raise ValueError('irreversible')")
    with beside(Project(files), every_kind) as side:
        side.run("upgrade", "head", expect=0)
        side.run("downgrade", "base", expect=1)
        side.run("current")


def test_unknown_revision_in_the_table(every_kind: str, beside: Beside) -> None:
    with beside(Project(linear(2)), every_kind) as side:
        side.run("upgrade", "head", expect=0)
        side.execute("UPDATE alembic_version SET version_num = 'zzz'")
        for command in ("current", "current -v", "upgrade head", "downgrade base", "downgrade -1", "stamp head", "history -i", "show current", "stamp --purge head"):
            side.run(*command.split())


@pytest.mark.parametrize("url", ["", "nonsense", "://", "mysql+pymysql://u@h/d", "bogus://u@h/d", "sqlite+nothing:///x.db", "sqlite:////nowhere/at/all/x.db", "postgresql+psycopg://h:port/d", "sqlite:///"])
def test_url(url: str, beside: Beside) -> None:
    with beside(Project(linear(1), url=url), None) as side:
        side.run("upgrade", "head")


@pytest.mark.parametrize("driver", ["psycopg", "asyncpg"])
def test_unreachable(driver: str, beside: Beside, is_limbeck: bool) -> None:
    url = connection_refused_url().replace("+psycopg", f"+{driver}")
    if driver == "asyncpg" and not is_limbeck:
        pytest.skip("the stock env.py is not asynchronous")
    with beside(Project(linear(1), url=url), None) as side:
        oracle = side.oracle.run(["upgrade", "head"], {})
        candidate = side.candidate.run(["upgrade", "head"], {})
        assert (oracle.exit_code, candidate.exit_code) == (1, 1)
        assert PASSWORD not in candidate.stdout + candidate.stderr
        assert "refused" in candidate.stderr, candidate.stderr
        assert candidate.stdout == oracle.stdout


@pytest.fixture(scope="module")
def scram() -> Iterator[str]:
    """A server that asks for a password."""
    need_postgres()
    environment = {**os.environ, "LIMBECK_POSTGRES_PASSWORD": PASSWORD}
    started = subprocess.run([str(ROOT / "scripts" / "postgres"), "start"], env=environment, capture_output=True, text=True)
    if started.returncode != 0:
        pytest.skip(f"no second server: {started.stderr}")
    directory, url = started.stdout.split()
    yield url
    subprocess.run([str(ROOT / "scripts" / "postgres"), "stop", directory], check=False)


@pytest.mark.parametrize("password", ["wrong%40one", "", "geheim%4017"])
def test_password(password: str, scram: str, beside: Beside) -> None:
    url = scram.replace("postgresql://postgres@", f"postgresql+psycopg://postgres:{password}@")
    with beside(Project(linear(1, tables=False), url=url), None) as side:
        oracle = side.oracle.run(["upgrade", "head"], {})
        candidate = side.candidate.run(["upgrade", "head"], {})
        assert candidate.exit_code == oracle.exit_code == (0 if password == "geheim%4017" else 1), candidate.stderr
        for secret in ("wrong@one", "wrong%40one", PASSWORD, "geheim%4017"):
            assert secret not in candidate.stdout + candidate.stderr
        if password.startswith("wrong"):
            assert "password authentication failed" in candidate.stderr
        elif not password:
            assert "password" in candidate.stderr


def test_deep_expression(beside: Beside, kind: str, is_limbeck: bool) -> None:
    """20,000 terms: Python's own parser gives up; Limbeck must end with an error at the place, or do it."""
    terms = " + ".join(["1"] * 20_000)
    files = {"1.py": revision("r001", None, "op.create_table('t1', sa.Column('id', sa.Integer))"), "2.py": revision("r002", "r001", f"x = {terms}\nop.execute(f'INSERT INTO t1 VALUES ({{x}})')")}
    with beside(Project(files), kind) as side:
        candidate = side.candidate.run(["upgrade", "head"], {})
        if candidate.exit_code == 0:
            assert side.candidate.database.rows("SELECT count(*) FROM t1") == [(1,)]
        else:
            assert candidate.exit_code == 1 and ("2.py" in candidate.stderr or not is_limbeck), candidate.stderr[-2000:]
            assert "error" in candidate.stderr.lower()


@pytest.mark.parametrize("body", ["op.add_column('t1', sa.Column('c', not_to_be_had.Type()))", "op.execute(not_to_be_had.SQL)", "op.create_table(not_to_be_had.NAME, sa.Column('id', sa.Integer))", "op.add_column('t1', sa.Column(not_to_be_had.x, sa.Integer))", "try:\n    op.execute(f'SELECT {not_to_be_had.x}')\nexcept BaseException:\n    pass"])
def test_opaque_value(body: str, kind: str, beside: Beside, only_limbeck: None) -> None:
    """What a package that is not there would have said decides the result: an error at the line, nothing changed."""
    files = three("pass")
    files["2.py"] = revision("r002", "r001", f"{TABLE}\n{body}", head=OPAQUE)
    with beside(Project(files), kind) as side:
        side.candidate.run(["upgrade", "r001"], {})
        before = side.candidate.state()
        outcome = side.candidate.run(["upgrade", "head"], {})
        assert outcome.exit_code == 1, outcome
        assert "2.py" in outcome.stderr and "help: " in outcome.stderr, outcome.stderr
        assert "not_to_be_had" in outcome.stderr
        assert side.candidate.state() == before


def test_directory_cannot_be_written(beside: Beside) -> None:
    if os.geteuid() == 0:
        pytest.skip("root can write everywhere")
    with beside(Project(linear(1))) as side:
        for each in side.sides:
            each.root.chmod(0o555)
        side.run("upgrade", "head")
        for each in side.sides:
            each.root.chmod(0o755)


def test_database_that_is_none(beside: Beside) -> None:
    with beside(Project(linear(1))) as side:
        for each in side.sides:
            Path(each.root, "data.db").write_bytes(b"this is not a database, but long enough to look at" * 40)
        oracle, candidate = side.run("upgrade", "head", state=False)
        assert "not a database" in candidate.stderr
