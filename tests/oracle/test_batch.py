"""`op.batch_alter_table` on SQLite: random batches beside real Alembic, and what Limbeck keeps that Alembic loses."""

from __future__ import annotations

import os
import random
import re
from textwrap import dedent

import pytest

from .batch_cases import rich_revisions, rich_tables, script
from .conftest import Beside
from .projects import ENV, Project, replaced

#: `LIMBECK_BATCH_SEEDS=40` tries more of them.
SEEDS = range(int(os.environ.get("LIMBECK_BATCH_SEEDS", "4")))


def settled(state: str) -> list[str]:
    """The state of a database; constraints with names come in the order of a set in Alembic."""
    lines: list[str] = []
    run: list[str] = []
    for line in state.splitlines():
        text = line.strip().rstrip(", ")
        if text.startswith("CONSTRAINT "):
            run.append(text)
            continue
        lines.extend(sorted(run))
        run = []
        lines.append(text)
    return lines


@pytest.mark.parametrize("seed", SEEDS)
def test_random_batches_leave_what_alembic_leaves(seed: int, beside: Beside) -> None:
    with beside(Project({"case.py": script(seed, 60)}), "sqlite") as side:
        oracle, candidate = side.run("upgrade", "head", state=False, may_refuse=False)
        assert oracle.exit_code == 0, oracle.stderr
        assert candidate.exit_code == 0, candidate.stderr
        states = [settled(each.state()) for each in side.sides]
        assert states[1] == states[0]
        side._differences.clear()  # warnings and their order are compared by other tests


def limbeck_alone(beside: Beside, setup: str, body: str, *, env: str = ENV, fails: bool = False):
    """Limbeck's database after a script, and what the program said."""
    source = "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'case'\ndown_revision = None\n\n\ndef upgrade():\n"
    source += "".join(f"    {line}\n" for line in dedent(body).strip().splitlines())
    side = beside(Project({"case.py": source + "\n\ndef downgrade():\n    pass\n"}, env), "sqlite")
    database = side.candidate.database
    assert database is not None
    database.execute(setup)
    outcome = side.candidate.run(["upgrade", "head"], {})
    assert (outcome.exit_code != 0) == fails, outcome.stdout + outcome.stderr
    return database, outcome


def sql_of(database, name: str) -> str:
    """What the database stores of an object, in one line."""
    found = database.rows(f"SELECT sql FROM sqlite_master WHERE name = '{name}'")
    return re.sub(r"\s+", " ", found[0][0]) if found else ""


ALTER = """
with op.batch_alter_table("t") as batch:
    batch.alter_column("b", nullable=True)
"""


def test_collations_conflict_clauses_and_actions_stay(beside: Beside, only_limbeck: None) -> None:
    database, _ = limbeck_alone(
        beside,
        """CREATE TABLE p (id INTEGER PRIMARY KEY);
        CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(5) COLLATE NOCASE NOT NULL ON CONFLICT IGNORE,
          b INTEGER NOT NULL REFERENCES p(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, c TEXT COLLATE rtrim,
          n INTEGER COLLATE NOCASE, UNIQUE (a, b) ON CONFLICT REPLACE);
        INSERT INTO t VALUES (1, 'x', 1, 'y', 2)""",
        ALTER,
    )
    sql = sql_of(database, "t")
    assert 'a VARCHAR(5) COLLATE "NOCASE" NOT NULL ON CONFLICT IGNORE' in sql
    assert "FOREIGN KEY(b) REFERENCES p (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED" in sql
    assert "UNIQUE (a, b) ON CONFLICT REPLACE" in sql
    assert 'c TEXT COLLATE "rtrim"' in sql
    assert 'n INTEGER COLLATE "NOCASE"' in sql
    assert database.rows("SELECT * FROM t WHERE a = 'X'") == [(1, "x", 1, "y", 2)]


def test_uniqueness_inside_a_column_stays(beside: Beside, only_limbeck: None) -> None:
    database, _ = limbeck_alone(
        beside, "CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(20) NOT NULL UNIQUE, b INTEGER NOT NULL UNIQUE)", ALTER
    )
    assert "UNIQUE (a)" in sql_of(database, "t") and sql_of(database, "t").count("UNIQUE") == 2


def test_indexes_on_expressions_and_their_order_stay(beside: Beside, only_limbeck: None) -> None:
    database, outcome = limbeck_alone(
        beside,
        """CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER NOT NULL, c TEXT);
        CREATE INDEX i1 ON t (lower(a));
        CREATE INDEX i2 ON t (a COLLATE NOCASE DESC, b) WHERE a > 'm';
        CREATE UNIQUE INDEX i3 ON t (b) WHERE b > 5;
        CREATE INDEX i4 ON t (upper(c))""",
        """
        with op.batch_alter_table("t") as batch:
            batch.alter_column("a", new_column_name="order")
            batch.alter_column("b", nullable=True)
            batch.drop_column("c")
        """,
    )
    assert sql_of(database, "i1") == 'CREATE INDEX i1 ON t (lower("order"))'
    assert sql_of(database, "i2") == "CREATE INDEX i2 ON t (\"order\" COLLATE NOCASE DESC, b) WHERE \"order\" > 'm'"
    assert sql_of(database, "i3") == "CREATE UNIQUE INDEX i3 ON t (b) WHERE b > 5"
    assert sql_of(database, "i4") == ""
    assert "Skipped unsupported" not in outcome.stderr


def test_a_new_index_on_an_expression_is_one(beside: Beside, only_limbeck: None) -> None:
    database, _ = limbeck_alone(
        beside,
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER NOT NULL)",
        """
        with op.batch_alter_table("t") as batch:
            batch.alter_column("b", nullable=True)
            batch.create_index("i1", [sa.text("lower(a)")])
            batch.create_index("i2", ["b", sa.func.lower(sa.column("a"))], unique=True)
        """,
    )
    assert sql_of(database, "i1") == "CREATE INDEX i1 ON t (lower(a))"
    assert sql_of(database, "i2") == "CREATE UNIQUE INDEX i2 ON t (b, lower(a))"


def test_triggers_and_views_stay(beside: Beside, only_limbeck: None) -> None:
    database, _ = limbeck_alone(
        beside,
        """CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER NOT NULL);
        CREATE TABLE log (x);
        CREATE TRIGGER own AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.b); END;
        CREATE TRIGGER others AFTER DELETE ON log BEGIN DELETE FROM t; END;
        CREATE VIEW v AS SELECT b FROM t;
        INSERT INTO t VALUES (1, 5)""",
        ALTER,
    )
    database.execute("INSERT INTO t VALUES (2, 6)")
    assert database.rows("SELECT x FROM log") == [(5,), (6,)]
    assert database.rows("SELECT b FROM v") == [(5,), (6,)]
    assert sql_of(database, "others") and sql_of(database, "own")


def test_a_trigger_on_a_column_that_goes_is_not_made_wrong(beside: Beside, only_limbeck: None) -> None:
    database, outcome = limbeck_alone(
        beside,
        """CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER NOT NULL);
        CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT new.b; END""",
        """
        with op.batch_alter_table("t") as batch:
            batch.drop_column("b")
        """,
        fails=True,
    )
    assert "trigger own of table t" in outcome.stdout + outcome.stderr
    assert "b INTEGER NOT NULL" in sql_of(database, "t")


def test_the_counter_of_autoincrement_goes_on(beside: Beside, only_limbeck: None) -> None:
    database, _ = limbeck_alone(
        beside,
        """CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, b INTEGER NOT NULL);
        INSERT INTO t VALUES (41, 1); DELETE FROM t""",
        ALTER,
    )
    assert "AUTOINCREMENT" in sql_of(database, "t")
    database.execute("INSERT INTO t (b) VALUES (1)")
    assert database.rows("SELECT id FROM t") == [(42,)]


def test_checks_without_a_name_stay_unless_their_column_changes(beside: Beside, only_limbeck: None) -> None:
    setup = """CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER CHECK (a > 1), b INTEGER NOT NULL, f BOOLEAN,
        CHECK (f IN (0, 1)), CHECK (b < 10))"""
    database, outcome = limbeck_alone(beside, setup, ALTER)
    sql = sql_of(database, "t")
    assert "CHECK (a > 1)" in sql and "CHECK (f IN (0, 1))" in sql and "CHECK (b < 10)" in sql
    assert "Unnamed CHECK" not in outcome.stderr
    changes = 'with op.batch_alter_table("t") as batch:\n    batch.alter_column("f", type_=sa.Integer())'
    database, outcome = limbeck_alone(beside, setup, changes)
    assert "(f IN" not in sql_of(database, "t") and "CHECK (b < 10)" in sql_of(database, "t")
    assert "Unnamed CHECK constraint on reflected table 't'" in outcome.stderr


def test_generated_columns_are_made_again(beside: Beside, only_limbeck: None) -> None:
    database, _ = limbeck_alone(
        beside,
        """CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER NOT NULL, c INTEGER GENERATED ALWAYS AS (b + 1) STORED);
        INSERT INTO t (id, b) VALUES (1, 5)""",
        ALTER,
    )
    assert database.rows("SELECT * FROM t") == [(1, 5, 6)]


KEYS_ON = replaced(
    ENV,
    ("from sqlalchemy import engine_from_config, pool", "from sqlalchemy import engine_from_config, event, pool"),
    (
        "    with connectable.connect() as connection:",
        '    @event.listens_for(connectable, "connect")\n    def keys_on(connection, record):\n'
        '        connection.execute("PRAGMA foreign_keys=ON")\n\n    with connectable.connect() as connection:',
    ),
)
REFERRED = """CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER NOT NULL, parent INTEGER REFERENCES t(id) ON DELETE CASCADE);
CREATE TABLE child (id INTEGER PRIMARY KEY, t_id INTEGER NOT NULL REFERENCES t(id) ON DELETE CASCADE);
INSERT INTO t VALUES (1, 1, NULL), (2, 2, 1), (3, 3, 2); INSERT INTO child VALUES (1, 1), (2, 3)"""


def test_no_row_is_lost_to_cascades(beside: Beside, only_limbeck: None) -> None:
    database, _ = limbeck_alone(beside, REFERRED, ALTER + ALTER.replace("True", "False"), env=KEYS_ON)
    assert database.rows("SELECT * FROM t") == [(1, 1, None), (2, 2, 1), (3, 3, 2)]
    assert database.rows("SELECT * FROM child") == [(1, 1), (2, 3)]
    assert "ON DELETE CASCADE" in sql_of(database, "t")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("env", [ENV, KEYS_ON], ids=["off", "on"])
def test_no_random_batch_loses_rows(seed: int, env: str, beside: Beside, only_limbeck: None) -> None:
    rng = random.Random(seed)
    side = beside(Project(rich_revisions(rng, 20), env), "sqlite")
    database = side.candidate.database
    assert database is not None
    database.execute(rich_tables(rng, 20))
    tables = [f"r{number}" for number in range(20)]
    rows = {table: database.rows(f"SELECT id, a, b, p_id, c FROM {table}") for table in tables}
    kept = database.rows("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY 1, 2")
    indexes = database.rows("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'z%'")
    outcome = side.candidate.run(["upgrade", "head"], {})
    assert outcome.exit_code == 0, outcome.stderr
    for table in tables:
        assert database.rows(f"SELECT id, a, b, p_id, c FROM {table}") == rows[table], table
    assert database.rows("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY 1, 2") == kept
    found = database.rows("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'z%'")
    assert sorted(found) == sorted(indexes)
    assert database.rows("PRAGMA foreign_key_check") == []


def test_a_rebuild_that_breaks_references_is_undone(beside: Beside, only_limbeck: None) -> None:
    body = """
    with op.batch_alter_table("child") as batch:
        batch.create_foreign_key("fk_missing", "t", ["id"], ["id"])
    op.execute("DELETE FROM t WHERE id = 3")
    """
    before = REFERRED.replace("(2, 3)", "(2, 2)")
    database, outcome = limbeck_alone(beside, before, body, env=KEYS_ON, fails=False)
    assert sql_of(database, "child").count("FOREIGN KEY") == 2
    broken = body.replace("DELETE FROM t WHERE id = 3", "INSERT INTO child VALUES (9, 1)")
    database, outcome = limbeck_alone(
        beside, before, "with op.batch_alter_table('t', recreate='always') as batch:\n    pass\n" + dedent(broken),
        env=KEYS_ON, fails=True,
    )
    assert "FOREIGN KEY constraint failed" in outcome.stderr
    assert database.rows("SELECT count(*) FROM child") == [(2,)]
    assert "fk_missing" not in sql_of(database, "child")


def test_keys_that_are_on_too_late_to_be_switched_off(beside: Beside, only_limbeck: None) -> None:
    body = 'op.execute("INSERT INTO child VALUES (9, 1)")\n' + ALTER
    database, outcome = limbeck_alone(beside, REFERRED, body, env=KEYS_ON, fails=True)
    assert "foreign keys on" in outcome.stdout + outcome.stderr
    assert database.rows("SELECT count(*) FROM child") == [(2,)]


def test_a_failing_rebuild_is_wholly_undone(beside: Beside, only_limbeck: None) -> None:
    setup = "CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER); INSERT INTO t VALUES (1, NULL)"
    body = 'op.execute("INSERT INTO t VALUES (2, 2)")\n' + ALTER.replace("True", "False")
    database, outcome = limbeck_alone(beside, setup, body, fails=True)
    assert "NOT NULL constraint failed: _alembic_tmp_t.b" in outcome.stderr
    assert database.rows("SELECT * FROM t") == [(1, None)]
    assert database.rows("SELECT name FROM sqlite_master WHERE name LIKE '!_alembic%' ESCAPE '!'") == []
