"""How scripts use reflection: what they pass, what they get back, what is kept and what is raised."""

import sqlalchemy as sa
from sqlalchemy.engine.reflection import Inspector

from answers import table_text, tell

SCHEMA = """
CREATE TABLE parents (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL);
CREATE TABLE children (
    id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER, note VARCHAR(9) DEFAULT 'x', amount NUMERIC(5, 2),
    CONSTRAINT fk_parent FOREIGN KEY (parent_id) REFERENCES parents (id) ON DELETE CASCADE,
    CONSTRAINT uq_note UNIQUE (note), CONSTRAINT ck_amount CHECK (amount > 0)
);
CREATE INDEX ix_note ON children (note, amount);
CREATE TABLE lonely (a INTEGER, b INTEGER);
CREATE VIEW a_view AS SELECT id FROM parents
"""


def lines(*tables):
    """The texts of some tables."""
    return [line for table in tables for line in table_text(table)]


def names(metadata):
    """Tables in the order they came."""
    return list(metadata.tables)


def tell_tables(connection, engine):
    """Table(autoload_with=…)"""
    make = sa.MetaData

    def load(name, *items, metadata=None, bind=connection, **keywords):
        metadata = metadata if metadata is not None else make()
        table = sa.Table(name, metadata, *items, autoload_with=bind, **keywords)
        return names(metadata), lines(table)

    tell("plain", lambda: load("children"))
    tell("by engine", lambda: load("children", bind=engine))
    tell("by inspector", lambda: load("children", bind=sa.inspect(connection)))
    tell("some columns", lambda: load("children", include_columns=["id", "note"]))
    tell("no other tables", lambda: load("children", resolve_fks=False))
    tell("a view", lambda: load("a_view"))
    tell("another type", lambda: load("children", sa.Column("amount", sa.Integer, nullable=False)))
    tell("one column more", lambda: load("lonely", sa.Column("c", sa.String(5)), sa.UniqueConstraint("a", "c")))
    tell("a key", lambda: load("lonely", sa.Column("a", sa.Integer, primary_key=True)))
    tell("missing", lambda: load("missing"))
    tell("missing in a schema", lambda: load("missing", schema="nowhere"))

    metadata = make()
    tell("declared", lambda: lines(sa.Table("lonely", metadata, sa.Column("a", sa.String(3)), sa.Column("z", sa.Date))))
    tell("again", lambda: load("lonely", metadata=metadata))
    tell("kept", lambda: load("lonely", metadata=metadata, extend_existing=True, autoload_replace=False))
    tell("extended", lambda: load("lonely", metadata=metadata, extend_existing=True))

    table = sa.Table("parents", make(), autoload_with=connection)
    connection.execute(table.insert().values(id=1, name="one"))
    tell("rows", lambda: [tuple(row) for row in connection.execute(sa.select(table.c.name).where(table.c.id == 1))])
    connection.execute(table.delete())


def tell_metadata_options(connection, engine):
    """MetaData.reflect(…)"""

    def reflect(**keywords):
        metadata = sa.MetaData()
        metadata.reflect(connection, **keywords)
        return sorted(metadata.tables)

    tell("all", reflect)
    tell("views", lambda: reflect(views=True))
    tell("only names", lambda: reflect(only=["lonely"]))
    tell("only some", lambda: reflect(only=lambda name, metadata: name.startswith("l")))
    tell("only with parents", lambda: reflect(only=["children"]))
    tell("only alone", lambda: reflect(only=["children"], resolve_fks=False))

    def missing():
        try:
            reflect(only=["nothing", "lonely"])
        except sa.exc.InvalidRequestError as error:
            return str(error).replace(repr(engine), "<engine>")

    tell("only missing", missing)

    metadata = sa.MetaData()
    sa.Table("lonely", metadata, sa.Column("mine", sa.Integer))
    metadata.reflect(connection)
    tell("not again", lambda: lines(metadata.tables["lonely"]))
    metadata.reflect(connection, extend_existing=True)
    tell("extended all", lambda: lines(metadata.tables["lonely"]))
    tell("sorted", lambda: [table.name for table in metadata.sorted_tables])


def tell_inspector(connection, engine):
    """What an inspector keeps, and its smaller methods."""
    inspector = sa.inspect(connection)
    tell("class", lambda: [isinstance(inspector, Inspector), sa.inspect(inspector) is inspector])
    tell("of an engine", lambda: sa.inspect(engine).get_table_names() == inspector.get_table_names())
    tell("legacy", lambda: Inspector.from_engine(connection).has_table("lonely"))
    tell("has index", lambda: [inspector.has_index("children", name) for name in ("ix_note", "nothing")])
    tell("has index of nothing", lambda: inspector.has_index("nothing", "nothing"))
    tell("has schema", lambda: inspector.has_schema("nowhere"))
    tell("many", lambda: inspector.has_multi_table(["lonely", "nothing"]))
    tell("some", lambda: inspector.get_multi_columns(filter_names=["lonely", "nothing"]))
    tell("sequences", lambda: inspector.has_sequence("nothing"))
    tell("no such method", lambda: inspector.get_nothing())
    columns = inspector.get_columns("lonely")
    had = inspector.has_table("late")
    connection.execute(sa.text("ALTER TABLE lonely ADD COLUMN late INTEGER"))
    connection.execute(sa.text("CREATE TABLE late (a INTEGER)"))
    tell("kept answers", lambda: [inspector.get_columns("lonely") is columns, had, inspector.has_table("late")])
    tell("other parts", lambda: [column["name"] for column in sa.inspect(connection).get_columns("lonely")])
    inspector.clear_cache()
    tell("cleared", lambda: [[column["name"] for column in inspector.get_columns("lonely")], inspector.has_table("late")])


def main(url):
    """Prints all of it."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        for statement in SCHEMA.split(";"):
            connection.execute(sa.text(statement))
        connection.commit()
        tell_tables(connection, engine)
        connection.commit()
        tell_metadata_options(connection, engine)
        tell_inspector(connection, engine)
        connection.commit()
        for name in ("children", "parents", "lonely", "late"):
            connection.execute(sa.text(f"DROP TABLE {name}" if name != "parents" else "DROP VIEW a_view"))
        connection.execute(sa.text("DROP TABLE parents"))
        connection.commit()
