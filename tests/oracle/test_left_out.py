"""What autogenerate does not propose for dropping: tables of extensions, partitions and what comes with them, shadow tables.

Alembic proposes them all. Each test shows that its file fails where it is applied, that ours is that file without the
lines in question, and that it does what it says: upgraded, there is nothing left to do.
"""

from __future__ import annotations

import re

import pytest

from .conftest import Beside
from .model_changes import Change
from .side_by_side import Side, SideBySide
from .test_autogenerate import CREATED, project
from .tools import Outcome

EVENTS = """\
Table("events", m, Column("id", Integer, primary_key=True), Column("at", Date, primary_key=True),
    Column("n", Integer, index=True), Column("x", Integer), UniqueConstraint("id", "at", "x", name="uq_events"),
    postgresql_partition_by="RANGE (at)")
"""
OTHER = 'Table("other", m, Column("id", Integer, primary_key=True), Column("name", String(5)))\n'
MORE = 'Table("more", m, Column("id", Integer, primary_key=True))\n'
REF = """\
Table("ref", m, Column("id", Integer, primary_key=True), Column("eid", Integer), Column("eat", Date),
    ForeignKeyConstraint(["eid", "eat"], ["events.id", "events.at"], name="fk_ref"))
"""
PARTITIONED = """\
CREATE TABLE events (id integer NOT NULL, at date NOT NULL, n integer, x integer, PRIMARY KEY (id, at),
    CONSTRAINT uq_events UNIQUE (id, at, x)) PARTITION BY RANGE (at);
CREATE INDEX ix_events_n ON events (n);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01') PARTITION BY LIST (id);
CREATE TABLE events_2021_a PARTITION OF events_2021 FOR VALUES IN (1);
CREATE INDEX own_ix ON events_2020 (x);
CREATE TABLE other (id serial PRIMARY KEY, name varchar(5));
"""
OWNED = """\
CREATE TABLE spatial_ref_sys (srid integer PRIMARY KEY, name text);
CREATE INDEX ix_srs ON spatial_ref_sys (name);
CREATE EXTENSION btree_gist; ALTER EXTENSION btree_gist ADD TABLE spatial_ref_sys;
CREATE TABLE other (id serial PRIMARY KEY, name varchar(5));
"""
SHADOWED = """\
CREATE TABLE other (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(5));
CREATE VIRTUAL TABLE docs USING fts5(title, body);
create  virtual table if not exists "docs_old" using fts4(title);
CREATE VIRTUAL TABLE area USING rtree(id, low, high);
CREATE TABLE docs_notes (id INTEGER NOT NULL PRIMARY KEY);
INSERT INTO docs VALUES ('a', 'b'); INSERT INTO other VALUES (1, 'x'); ANALYZE;
"""
NOTE = "note: not proposed for dropping, because "


def autogenerate(side: Side) -> tuple[Outcome, list[str]]:
    """A new file: what the command said, and the file's lines."""
    outcome = side.run(["revision", "--autogenerate", "--rev-id", "r001", "-m", "new"], {})
    assert outcome.exit_code == 0, outcome.stdout + outcome.stderr
    (path,) = (side.root / "migrations" / "versions").glob("r001*.py")
    return outcome, CREATED.sub("", path.read_text()).splitlines()


def without(lines: list[str], names: str) -> list[str]:
    """The lines that do not speak of some objects, and those of a `create_table` of one neither."""
    pattern = re.compile(rf"\b(?:{names})\b")
    kept = []
    skipping = False
    for line in lines:
        if re.match(rf" +op\.create_table\('(?:{names})',", line):
            skipping = True
        if not skipping and not pattern.search(line):
            kept.append(line)
        if skipping and line == "    )":
            skipping = False
    return kept


def note_lines(outcome: Outcome) -> list[str]:
    """What of standard error are notes."""
    return [line for line in outcome.stderr.splitlines() if line.startswith("note: ")]


def compare_but_for(side: SideBySide, names: str, *, because: str) -> list[str]:
    """Both write a file; ours is Alembic's without some objects, whose file fails. Gives the notes."""
    (oracle, theirs), (candidate, ours) = (autogenerate(each) for each in side.sides)
    assert re.search(rf"\b(?:{names})\b", "\n".join(theirs))
    # Alembic writes tables in the order of a set.
    assert sorted(ours) == sorted(without(theirs, names))
    assert candidate.stdout == oracle.stdout
    notes = note_lines(candidate)
    said = [line for line in candidate.stderr.splitlines() if line not in notes]
    expected = [line for line in oracle.stderr.splitlines() if not re.search(rf"Detected removed .*\b(?:{names})\b", line)]
    assert sorted(said) == sorted(expected)
    failed = side.oracle.run(["upgrade", "head"], {})
    assert failed.exit_code == 1
    assert re.search(because, failed.stderr), failed.stderr
    return notes


def converges(side: Side) -> Outcome:
    """Upgraded, there is nothing left to do, and back again."""
    for command in (["upgrade", "head"], ["downgrade", "base"], ["upgrade", "head"]):
        outcome = side.run(command, {})
        assert outcome.exit_code == 0, outcome.stderr
    outcome = side.run(["check"], {})
    assert (outcome.exit_code, outcome.stdout) == (0, "No new upgrade operations detected.\n"), outcome.stderr
    return outcome


@pytest.mark.usefixtures("only_limbeck")
def test_table_of_an_extension_is_not_proposed_for_dropping(beside: Beside) -> None:
    with beside(project(Change("", OTHER + MORE)), "postgresql") as side:
        side.execute(OWNED)
        notes = compare_but_for(side, "spatial_ref_sys|ix_srs", because="extension btree_gist requires it")
        assert notes == [
            NOTE + "an extension owns them: spatial_ref_sys (btree_gist); DROP EXTENSION drops them, DROP TABLE fails"
        ]
        assert note_lines(converges(side.candidate)) == notes


def test_table_of_an_extension_that_the_models_name_is_compared(beside: Beside) -> None:
    model = OTHER + 'Table("spatial_ref_sys", m, Column("srid", Integer, primary_key=True), Column("more", Text))'
    with beside(project(Change("", model)), "postgresql") as side:
        side.execute(OWNED)
        side.run("revision", "--autogenerate", "--rev-id", "r001", expect=0)
        side.run("upgrade", "head", expect=0)
        side.run("check", expect=0)


EXCLUDE = """\
def exclude(name, kind, *_):
    return kind != "table" or name.startswith(("other", "more", "docs_notes"))
"""


@pytest.mark.parametrize("option", ["include_name", "include_object"])
@pytest.mark.parametrize(("kind", "prepare"), [("postgresql", OWNED), ("postgresql", PARTITIONED), ("sqlite", SHADOWED)])
def test_what_the_project_excludes_is_not_mentioned(option: str, kind: str, prepare: str, beside: Beside) -> None:
    name = "exclude" if option == "include_name" else "lambda object_, name, kind, *rest: exclude(name, kind)"
    change = Change("", OTHER + MORE, configure=f"{option}={name}", env=EXCLUDE)
    with beside(project(change), kind) as side:
        side.execute(prepare)
        side.run("revision", "--autogenerate", "--rev-id", "r001", expect=0)
        side.run("upgrade", "head", expect=0)
        side.run("check", expect=0)


RECORD = """\
def name_asked(name, kind, parents):
    with open("asked.log", "a") as file:
        print("name", name, kind, sorted(parents.items(), key=str), file=file)
    return True

def object_asked(object_, name, kind, reflected, compare_to):
    with open("asked.log", "a") as file:
        print("object", object_, name, kind, reflected, compare_to, file=file)
    return True
"""


@pytest.mark.usefixtures("only_limbeck")
def test_callbacks_are_asked_about_tables_that_stay(beside: Beside) -> None:
    configure = "include_name=name_asked, include_object=object_asked"
    with beside(project(Change("", EVENTS + OTHER, configure=configure, env=RECORD)), "postgresql") as side:
        side.execute(PARTITIONED + OWNED.replace("CREATE TABLE other", "CREATE TABLE other2"))
        asked = []
        for each in side.sides:
            autogenerate(each)
            asked.append(sorted(line for line in (each.root / "asked.log").read_text().splitlines() if " table " in line))
            (each.root / "asked.log").unlink()
        assert asked[0] == asked[1]
        assert any(line.startswith("object events_2020 ") for line in asked[1])


@pytest.mark.usefixtures("only_limbeck")
def test_partitions_of_a_table_that_stays_are_not_proposed_for_dropping(beside: Beside) -> None:
    with beside(project(Change("", EVENTS + OTHER + MORE)), "postgresql") as side:
        side.execute(PARTITIONED)
        names = "events_2020|events_2020_n_idx|own_ix|events_2021|events_2021_n_idx|events_2021_a|events_2021_a_n_idx"
        notes = compare_but_for(side, names, because="(?:index ix_events_n|index events_2021_n_idx) requires it")
        assert notes == [
            NOTE + "they are partitions of tables that stay: events_2020 (events), events_2021 (events), "
            "events_2021_a (events); to drop one with its rows, write op.drop_table() into a revision"
        ]
        assert note_lines(converges(side.candidate)) == notes


@pytest.mark.usefixtures("only_limbeck")
def test_partitions_without_indexes_would_lose_their_rows(beside: Beside) -> None:
    table = 'Table("events", m, Column("at", Date), Column("n", Integer), postgresql_partition_by="RANGE (at)")\n'
    with beside(project(Change("", table)), "postgresql") as side:
        side.execute(
            "CREATE TABLE events (at date, n integer) PARTITION BY RANGE (at);"
            "CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
            "INSERT INTO events VALUES ('2020-02-03', 7)"
        )
        for each in side.sides:
            autogenerate(each)
            assert each.run(["upgrade", "head"], {}).exit_code == 0
        rows = []
        for each in side.sides:
            assert each.database is not None
            rows.append(each.database.rows("SELECT n FROM events"))
        assert rows == [[], [(7,)]]


@pytest.mark.usefixtures("only_limbeck")
def test_foreign_keys_that_a_partitioned_target_brings_are_not_proposed_for_dropping(beside: Beside) -> None:
    with beside(project(Change("", EVENTS + REF + OTHER + MORE)), "postgresql") as side:
        side.execute(
            PARTITIONED + "CREATE TABLE ref (id serial PRIMARY KEY, eid integer, eat date, "
            "CONSTRAINT fk_ref FOREIGN KEY (eid, eat) REFERENCES events (id, at))"
        )
        names = (
            "events_2020|events_2020_n_idx|own_ix|events_2021|events_2021_n_idx|events_2021_a|events_2021_a_n_idx|"
            "ref_eid_eat_fkey|ref_eid_eat_fkey1|ref_eid_eat_fkey2"
        )
        (oracle, theirs), (candidate, ours) = (autogenerate(each) for each in side.sides)
        assert "    op.drop_constraint(op.f('ref_eid_eat_fkey1'), 'ref', type_='foreignkey')" in theirs
        assert sorted(ours) == sorted(without(theirs, names))
        assert "foreign key" not in candidate.stderr and "foreign key" in oracle.stderr
        # What Alembic's file fails with besides the indexes.
        assert side.oracle.database is not None
        with pytest.raises(Exception, match="cannot drop inherited constraint"):
            side.oracle.database.execute("ALTER TABLE ref DROP CONSTRAINT ref_eid_eat_fkey1")
        (_, note) = note_lines(candidate)
        assert note == (
            NOTE + "they come from constraints on partitioned or inherited tables: ref_eid_eat_fkey (on ref), "
            "ref_eid_eat_fkey1 (on ref), ref_eid_eat_fkey2 (on ref); they go with those, DROP CONSTRAINT fails"
        )
        converges(side.candidate)


@pytest.mark.usefixtures("only_limbeck")
def test_partitions_go_before_the_table_they_are_of(beside: Beside) -> None:
    with beside(project(Change("", OTHER)), "postgresql") as side:
        side.execute(PARTITIONED)
        (_, theirs), (candidate, ours) = (autogenerate(each) for each in side.sides)
        # Indexes that belong to the table's go with the partitions; everything else is what Alembic has, in an order
        # that a database takes.
        assert sorted(ours) == sorted(without(theirs, "events_2020_n_idx|events_2021_n_idx|events_2021_a_n_idx"))
        assert [line for line in ours if line.startswith("    op.drop_table")][:4] == [
            f"    op.drop_table('{name}')" for name in ("events_2020", "events_2021_a", "events_2021", "events")
        ]
        assert side.oracle.run(["upgrade", "head"], {}).exit_code == 1
        assert not note_lines(candidate)
        assert side.candidate.run(["upgrade", "head"], {}).exit_code == 0
        assert not note_lines(side.candidate.run(["check"], {}))


@pytest.mark.usefixtures("only_limbeck")
def test_members_that_a_declared_partition_inherits_are_not_proposed_for_dropping(beside: Beside) -> None:
    columns = 'Column("id", Integer, primary_key=True), Column("at", Date, primary_key=True), Column("n", Integer)'
    model = (
        'Table("other", m, Column("id", Integer, primary_key=True), Column("name", String(5)))\n'
        f'Table("events", m, {columns}, Column("x", Integer), UniqueConstraint("at", "x", name="uq_events"), '
        'Index("ix_events_n", "n"), ForeignKeyConstraint(["n"], ["other.id"], name="fk_events"), '
        'CheckConstraint("x > 1", name="ck_events"), postgresql_partition_by="RANGE (at)")\n'
        f'Table("events_2020", m, {columns}, Column("x", Integer))\n'
    )
    configure = 'autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]'
    with beside(project(Change("", model, configure=configure)), "postgresql") as side:
        side.execute(
            "CREATE TABLE other (id serial PRIMARY KEY, name varchar(5));"
            "CREATE TABLE events (id integer, at date, n integer, x integer, PRIMARY KEY (id, at), "
            "CONSTRAINT uq_events UNIQUE (at, x), CONSTRAINT ck_events CHECK (x > 1), "
            "CONSTRAINT fk_events FOREIGN KEY (n) REFERENCES other) PARTITION BY RANGE (at);"
            "CREATE INDEX ix_events_n ON events (n);"
            "CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
            "CREATE INDEX own_ix ON events_2020 (x)"
        )
        (oracle, theirs), (candidate, ours) = (autogenerate(each) for each in side.sides)
        assert sorted(ours) == sorted(without(theirs, "events_2020_at_x_key|events_2020_n_idx|fk_events|ck_events"))
        assert "    op.drop_index(op.f('own_ix'), table_name='events_2020')" in ours
        assert side.oracle.run(["upgrade", "head"], {}).exit_code == 1
        (indexes, constraints) = note_lines(candidate)
        assert "partitioned tables: events_2020_n_idx (on events_2020); they" in indexes
        names = "ck_events (on events_2020), events_2020_at_x_key (on events_2020), fk_events (on events_2020)"
        assert f"inherited tables: {names}; they" in constraints
        converges(side.candidate)


@pytest.mark.usefixtures("only_limbeck")
def test_schemas_are_told_with_what_stays(beside: Beside) -> None:
    model = EVENTS.replace('postgresql_partition_by="RANGE (at)"', 'schema="app", postgresql_partition_by="RANGE (at)"')
    with beside(project(Change("", model + MORE, configure="include_schemas=True")), "postgresql") as side:
        side.execute(
            "CREATE SCHEMA app; CREATE SCHEMA parts; CREATE SCHEMA ext;"
            "CREATE TABLE app.events (id integer NOT NULL, at date NOT NULL, n integer, x integer, PRIMARY KEY (id, at),"
            " CONSTRAINT uq_events UNIQUE (id, at, x)) PARTITION BY RANGE (at);"
            "CREATE INDEX ix_app_events_n ON app.events (n);"
            "CREATE TABLE parts.one PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
            "CREATE TABLE two PARTITION OF app.events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');"
            "CREATE TABLE ext.layer (id integer); CREATE EXTENSION citext SCHEMA ext;"
            "ALTER EXTENSION citext ADD TABLE ext.layer"
        )
        notes = compare_but_for(side, "one|two|one_n_idx|two_n_idx|layer", because="requires it")
        assert [note.split("; ")[0] for note in notes] == [
            NOTE + "an extension owns them: ext.layer (citext)",
            NOTE + "they are partitions of tables that stay: two (events), parts.one (events)",
        ]
        converges(side.candidate)


@pytest.mark.usefixtures("only_limbeck")
def test_check_tells_what_stays_beside_its_differences(beside: Beside) -> None:
    with beside(project(Change("", OTHER + MORE)), "postgresql") as side:
        side.execute(
            "CREATE TABLE other (id serial PRIMARY KEY, name varchar(5)); CREATE EXTENSION citext;"
            + "".join(f"CREATE TABLE x{n:02} (a integer); ALTER EXTENSION citext ADD TABLE x{n:02};" for n in range(11))
        )
        oracle, candidate = (each.run(["check"], {}) for each in side.sides)
        assert oracle.exit_code == candidate.exit_code == 255
        assert "remove_table" in oracle.stdout and "remove_table" not in candidate.stdout
        assert "add_table" in candidate.stdout
        (note,) = note_lines(candidate)
        shown = ", ".join(f"x{n:02} (citext)" for n in range(8))
        assert note == NOTE + f"an extension owns them: {shown}, and 3 more; DROP EXTENSION drops them, DROP TABLE fails"


@pytest.mark.usefixtures("only_limbeck")
def test_shadow_tables_of_virtual_tables_are_not_proposed_for_dropping(beside: Beside) -> None:
    with beside(project(Change("", OTHER + MORE)), "sqlite") as side:
        side.execute(SHADOWED)
        names = (
            "docs_data|docs_idx|docs_content|docs_docsize|docs_config|area_node|area_rowid|area_parent|"
            "docs_old_content|docs_old_segments|docs_old_segdir|docs_old_docsize|docs_old_stat"
        )
        (note,) = compare_but_for(side, names, because="no such table|vtable constructor failed|error in")
        assert note == (
            NOTE + "virtual tables consist of them: area_node (area), area_parent (area), area_rowid (area), "
            "docs_config (docs), docs_content (docs), docs_data (docs), docs_docsize (docs), docs_idx (docs), and 5 more; "
            "DROP TABLE of the virtual table drops them"
        )
        assert side.candidate.run(["upgrade", "head"], {}).exit_code == 0
        outcome = side.candidate.run(["check"], {})
        assert (outcome.exit_code, note_lines(outcome)) == (0, [])
        assert side.candidate.database is not None
        tables = side.candidate.database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'docs%'")
        assert tables == []


@pytest.mark.usefixtures("only_limbeck")
def test_a_declared_virtual_table_keeps_its_shadows(beside: Beside) -> None:
    model = OTHER + 'Table("docs", m, Column("title", sa.types.NullType), Column("body", sa.types.NullType))\n'
    with beside(project(Change("", model)), "sqlite") as side:
        side.execute(SHADOWED.split("create  virtual")[0] + "INSERT INTO docs VALUES ('a', 'b')")
        autogenerate(side.candidate)
        assert side.candidate.run(["upgrade", "head"], {}).exit_code == 0
        assert side.candidate.database is not None
        assert side.candidate.database.rows("SELECT title FROM docs('b')") == [("a",)]
        autogenerate(side.oracle)
        side.oracle.run(["upgrade", "head"], {})
        assert side.oracle.database is not None
        with pytest.raises(Exception, match="vtable constructor failed|no such table|SQL logic error|corrupt"):
            side.oracle.database.rows("SELECT title FROM docs('b')")
