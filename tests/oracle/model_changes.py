"""Changes to models, one each: what was created in the database, and what the models say now.

The sources are bodies of a function that fills a MetaData `m`; everything of SQLAlchemy and its dialects is there by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: What the sources may name.
HEAD = """\
import datetime, decimal, enum, uuid
import sqlalchemy as sa
from sqlalchemy import *
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.types import TypeDecorator


class Trimmed(TypeDecorator):
    impl = String
    cache_ok = True


class Color(enum.Enum):
    red = "r"
    green = "g"


m = MetaData({arguments})
"""


@dataclass(frozen=True)
class Change:
    """One change."""

    before: str
    after: str
    #: Where it is tried.
    kinds: tuple[str, ...] = ("sqlite", "postgresql", "mariadb")
    #: Keywords for `context.configure`.
    configure: str = ""
    #: Arguments of the MetaData.
    metadata: str = ""
    #: Whether upgrading leaves nothing to do; real Alembic does not reach that for everything.
    converges: bool = True
    #: Databases on which it finds something again.
    again: tuple[str, ...] = ()
    #: More of env.py, before `configure`.
    env: str = ""
    #: What a database is given besides the tables.
    sql: dict[str, str] = field(default_factory=dict)


def t(*items: str, name: str = "t", id: str = 'Column("id", Integer, primary_key=True)') -> str:
    """A table with a key and some more in it."""
    return f"Table({', '.join([repr(name), 'm', id, *items])})"


P = ("postgresql",)
M = ("mariadb",)
PM = P + M
S = ("sqlite",)
DEFAULTS = "compare_server_default=True"
CONVENTION = (
    'naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", '
    '"ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", '
    '"pk": "pk_%(table_name)s"}'
)
OTHER = t(name="other")

CHANGES = {
    # -- tables
    "no_change": Change(t('Column("a", String(5), index=True)'), t('Column("a", String(5), index=True)')),
    "table_added": Change("", t('Column("a", String(5), nullable=False)', 'Column("b", DateTime, server_default=func.now())')),
    "table_removed": Change(t() + "\n" + t('Column("a", String(5), index=True)', name="gone"), t()),
    "tables_in_order_of_dependency": Change(
        "", t('Column("o", ForeignKey("z.id"))', name="a") + "\n" + t('Column("o", ForeignKey("m.id"))', name="z") + "\n" + t(name="m")
    ),
    "table_with_everything": Change(
        "",
        t(
            'Column("a", String(5), unique=True)', 'Column("b", Integer, index=True)', 'Column("c", ForeignKey("other.id", ondelete="CASCADE"))',
            'Column("d", Boolean, server_default=true())', 'Column("e", Numeric(10, 2), server_default="0")', 'CheckConstraint("b > 1", name="ck")',
            'UniqueConstraint("a", "b", name="uq")', 'Index("ix_desc", sa.desc("b"), "a")', 'Index("ix_u", "a", "b", unique=True)',
        )
        + "\n" + OTHER,
        again=M,
    ),
    "table_with_composite_keys": Change(
        "", 'Table("p", m, Column("a", Integer, primary_key=True), Column("b", String(3), primary_key=True))\n'
        + t('Column("x", Integer)', 'Column("y", String(3))', 'ForeignKeyConstraint(["x", "y"], ["p.a", "p.b"], name="fk_p", onupdate="CASCADE")'),
    ),
    "table_with_comments": Change("", t('Column("a", String(9), comment="it\'s")', 'comment="the table"')),
    "association_table": Change(
        t() + "\n" + OTHER,
        t() + "\n" + OTHER + '\nTable("link", m, Column("t_id", ForeignKey("t.id"), primary_key=True), Column("o_id", ForeignKey("other.id"), primary_key=True))',
    ),
    "tables_in_a_circle": Change("", t('Column("o", ForeignKey("other.id", name="fk_o"))') + "\n" + t('Column("t", ForeignKey("t.id", name="fk_t"))', name="other"), converges=False),
    "use_alter": Change("", t('Column("o", ForeignKey("other.id", name="fk_o", use_alter=True))') + "\n" + OTHER, PM, converges=False),
    "self_reference": Change("", t('Column("parent", ForeignKey("t.id"))')),
    "no_primary_key": Change("", 'Table("bare", m, Column("a", Integer), Column("b", Text))'),
    "reserved_and_odd_names": Change("", t('Column("order", Integer)', 'Column("Mixed Case", String(5))', 'Column("user", Integer, key="user_key")', name="select")),
    "long_names": Change("", t('Column("a_rather_long_name_for_a_column_of_a_table", Integer, index=True)', name="a_rather_long_name_for_a_table_of_a_database")),
    "many_columns": Change("", t(*[f'Column("c{number}", Integer)' for number in range(60)])),
    "schema": Change("", 'Table("t", m, Column("id", Integer, primary_key=True), schema="own")', P, "include_schemas=True", sql={"postgresql": "CREATE SCHEMA own"}),
    "schema_of_the_metadata": Change(
        "", t('Column("o", ForeignKey("own.other.id"))', 'Column("i", Integer, index=True)') + "\n" + OTHER, P, "include_schemas=True", 'schema="own"',
        sql={"postgresql": "CREATE SCHEMA own"},
    ),
    "schema_removed_table": Change('Table("t", m, Column("id", Integer, primary_key=True), schema="own")', t(), P, "include_schemas=True", sql={"postgresql": "CREATE SCHEMA own"}),
    "default_schema_named": Change(t(), 'Table("t", m, Column("id", Integer, primary_key=True), schema="public")', P),
    # -- columns
    "column_added": Change(t(), t('Column("a", String(5))')),
    "columns_added": Change(t(), t('Column("z", Integer)', 'Column("a", String(5))', 'Column("m", DateTime(timezone=True))')),
    "column_added_with_a_default": Change(t(), t('Column("a", Boolean, server_default=sa.false(), nullable=False)')),
    "column_added_with_index_and_key": Change(t() + "\n" + OTHER, t('Column("a", Integer, index=True)', 'Column("o", ForeignKey("other.id"))', 'Column("u", String(3), unique=True)') + "\n" + OTHER, converges=False),
    "column_removed": Change(t('Column("a", String(5))'), t()),
    "column_removed_with_index_and_key": Change(t('Column("a", Integer, index=True)', 'Column("o", Integer, ForeignKey("other.id", name="fk_o"))') + "\n" + OTHER, t() + "\n" + OTHER, PM),
    "column_renamed": Change(t('Column("a", String(5))'), t('Column("b", String(5))')),
    "nullable_to_not": Change(t('Column("a", String(5))'), t('Column("a", String(5), nullable=False)'), configure="render_as_batch=True"),
    "not_to_nullable": Change(t('Column("a", String(5), nullable=False)'), t('Column("a", String(5))'), PM),
    "several_changes_to_a_column": Change(
        t('Column("a", String(5), nullable=False, comment="x")'), t('Column("a", String(9), comment="y", server_default="q")'), PM, DEFAULTS
    ),
    "column_comment": Change(t('Column("a", Integer)'), t('Column("a", Integer, comment="new")'), PM),
    "column_comment_changed": Change(t('Column("a", Integer, comment="old")'), t('Column("a", Integer, comment="new")'), PM),
    "column_comment_removed": Change(t('Column("a", Integer, comment="old")'), t('Column("a", Integer)'), PM),
    "table_comment": Change(t(), t('comment="new"'), PM),
    "table_comment_changed": Change(t('comment="old"'), t('comment="new"'), PM),
    "table_comment_removed": Change(t('comment="old"'), t(), PM),
    "computed": Change(t('Column("a", Integer)'), t('Column("a", Integer)', 'Column("b", Integer, Computed("a * 2", persisted=True))'), PM),
    "identity": Change("", t('Column("a", Integer)', id='Column("id", BigInteger, Identity(always=True, start=5), primary_key=True)'), PM),
    "identity_changed": Change(
        t(id='Column("id", Integer, Identity(start=5), primary_key=True)'), t(id='Column("id", Integer, Identity(always=True, start=5), primary_key=True)'), PM, DEFAULTS, converges=False,
    ),
    "serial_is_no_change": Change(t(id='Column("id", BigInteger, primary_key=True)'), t(id='Column("id", BigInteger, primary_key=True)'), P),
    # -- types
    "string_longer": Change(t('Column("a", String(5))'), t('Column("a", String(50))'), configure="render_as_batch=True"),
    "string_to_text": Change(t('Column("a", String(5))'), t('Column("a", Text)'), PM),
    "integer_to_big": Change(t('Column("a", Integer)'), t('Column("a", BigInteger)'), PM),
    "numeric_scale": Change(t('Column("a", Numeric(10, 2))'), t('Column("a", Numeric(12, 4))'), PM),
    "float_to_numeric": Change(t('Column("a", Float)'), t('Column("a", Numeric(12, 4))'), PM),
    "timestamp_to_timezone": Change(t('Column("a", DateTime)'), t('Column("a", DateTime(timezone=True))'), PM),
    "json_to_jsonb": Change(t('Column("a", JSON)'), t('Column("a", postgresql.JSONB)'), P),
    "types_compared_off": Change(t('Column("a", String(5))'), t('Column("a", Text)'), configure="compare_type=False"),
    "same_types": Change(
        "a = [Integer, String(3), Text, Boolean, Float, Numeric(5, 2), Date, DateTime, Time, LargeBinary, JSON, Uuid, Interval, SmallInteger, BigInteger]\n"
        'Table("t", m, *[Column(f"c{n}", kind) for n, kind in enumerate(a)])',
        "a = [Integer, String(3), Text, Boolean, Float, Numeric(5, 2), Date, DateTime, Time, LargeBinary, JSON, Uuid, Interval, SmallInteger, BigInteger]\n"
        'Table("t", m, *[Column(f"c{n}", kind) for n, kind in enumerate(a)])',
    ),
    "postgres_types": Change(
        "",
        "pg = postgresql\na = [pg.ARRAY(Integer), pg.ARRAY(String(3), dimensions=1), pg.JSONB, pg.UUID, pg.INET, pg.CIDR, pg.TSVECTOR, pg.BYTEA, pg.BIT(5), "
        "pg.INTERVAL(precision=3), pg.TIMESTAMP(precision=2), pg.INT4RANGE, pg.MONEY, pg.DOUBLE_PRECISION, ARRAY(Text), pg.TIME(timezone=True), pg.HSTORE, pg.CITEXT]\n"
        'Table("t", m, *[Column(f"c{n}", kind) for n, kind in enumerate(a)])',
        P, sql={"postgresql": "CREATE EXTENSION IF NOT EXISTS hstore; CREATE EXTENSION IF NOT EXISTS citext"},
    ),
    "postgres_types_again": Change(
        "pg = postgresql\na = [pg.ARRAY(Integer), pg.JSONB, pg.UUID, pg.INET, pg.CIDR, pg.TSVECTOR, pg.BYTEA, pg.BIT(5), pg.INTERVAL(precision=3), pg.INT4RANGE, pg.MONEY]\n"
        'Table("t", m, *[Column(f"c{n}", kind) for n, kind in enumerate(a)])',
        "pg = postgresql\na = [pg.ARRAY(Integer), pg.JSONB, pg.UUID, pg.INET, pg.CIDR, pg.TSVECTOR, pg.BYTEA, pg.BIT(5), pg.INTERVAL(precision=3), pg.INT4RANGE, pg.MONEY]\n"
        'Table("t", m, *[Column(f"c{n}", kind) for n, kind in enumerate(a)])',
        P,
    ),
    # The script that Alembic writes on SQLite has a `Text` that nothing imports.
    "variants": Change("", t('Column("a", JSON().with_variant(postgresql.JSONB(), "postgresql"))', 'Column("b", String(5).with_variant(Text, "sqlite"))'), converges=False),
    "variant_key": Change("", t(id='Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)')),
    "enum_added": Change(t(), t('Column("a", Enum(Color))', 'Column("b", Enum("x", "y", name="xy"))'), S),
    "enum_in_a_new_table": Change("", t('Column("a", Enum(Color))', 'Column("b", Enum("x", "y", name="xy", native_enum=False, create_constraint=True))', 'Column("c", Enum(Color, name="by_value", values_callable=lambda e: [i.value for i in e]))')),
    "enum_gains_a_value": Change(t('Column("a", Enum("x", "y", name="xy"))'), t('Column("a", Enum("x", "y", "z", name="xy"))')),
    "enum_to_string": Change(t('Column("a", Enum("x", "y", name="xy"))'), t('Column("a", String(10))'), PM),
    "type_decorator": Change("", t('Column("a", Trimmed(7))'), converges=False),
    "type_decorator_with_a_prefix": Change("", t('Column("a", Trimmed(7))'), configure='user_module_prefix="my."', converges=False),
    "type_decorator_changed": Change(t('Column("a", String(5))'), t('Column("a", Trimmed(7))'), PM, converges=False),
    "mysql_types": Change(
        "",
        "my = mysql\na = [my.TINYINT(1), my.INTEGER(unsigned=True), my.BIGINT(unsigned=True, zerofill=True), my.DECIMAL(9, 3, unsigned=True), my.FLOAT(8, 2), my.DOUBLE, "
        "my.BIT(5), my.YEAR, my.DATETIME(fsp=6), my.TIMESTAMP(fsp=3), my.TIME(fsp=2), my.CHAR(3, charset='latin1'), my.VARCHAR(9, collation='utf8mb4_bin'), my.NVARCHAR(4), "
        "my.MEDIUMTEXT, my.LONGTEXT(charset='latin1'), my.VARBINARY(4), my.LONGBLOB, my.ENUM('a', \"b'c\"), my.SET('p', 'q'), my.JSON]\n"
        'Table("t", m, *[Column(f"c{n}", kind, nullable=True) for n, kind in enumerate(a)])',
        M, again=M,
    ),
    "mysql_types_change": Change(
        "my = mysql\na = [Integer, Boolean, DateTime, String(9), Text, my.ENUM('a', 'b'), my.DECIMAL(9, 3), my.SET('p'), my.TIMESTAMP, Float, LargeBinary]\n"
        'Table("t", m, *[Column(f"c{n}", kind, nullable=True) for n, kind in enumerate(a)])',
        "my = mysql\na = [my.INTEGER(unsigned=True), my.TINYINT(4), my.DATETIME(fsp=6), my.VARCHAR(9, charset='latin1'), my.MEDIUMTEXT, my.ENUM('a', 'b', 'c'), my.DECIMAL(9, 2, unsigned=True), "
        "my.SET('p', 'q'), my.TIMESTAMP(fsp=3), Double, my.MEDIUMBLOB]\n"
        'Table("t", m, *[Column(f"c{n}", kind, nullable=True) for n, kind in enumerate(a)])',
        M,
    ),
    "mysql_table_options": Change("", t('Column("a", String(5))', 'Index("i", "a", mysql_length=3)', 'Index("f", "a", mysql_prefix="FULLTEXT")', 'mysql_engine="InnoDB"', 'mysql_charset="latin1"', 'mariadb_row_format="DYNAMIC"'), M, converges=False),
    "mysql_index_lengths": Change(t('Column("a", Text)', 'Index("i", "a", mysql_length=3)'), t('Column("a", Text)', 'Index("i", "a", mysql_length=5)'), M, converges=False),
    "mysql_on_update": Change(t('Column("a", TIMESTAMP)'), t('Column("a", TIMESTAMP, server_default=text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"), nullable=False)'), M, DEFAULTS, converges=False),
    "mysql_primary_key_grows": Change(t(), t(id='Column("id", BigInteger, primary_key=True)'), M),
    "mysql_key_without_autoincrement": Change(t(id='Column("id", Integer, primary_key=True, autoincrement=False)'), t(), M),
    "mysql_boolean_checks": Change("", t('Column("a", Boolean(create_constraint=True, name="ck_a"))', 'CheckConstraint("a < 2", name="ck_b")'), M),
    # -- defaults
    "default_added": Change(t('Column("a", Integer)'), t('Column("a", Integer, server_default="5")'), PM, DEFAULTS),
    "default_changed": Change(t('Column("a", Integer, server_default="5")'), t('Column("a", Integer, server_default="6")'), PM, DEFAULTS),
    "default_removed": Change(t('Column("a", Integer, server_default="5")'), t('Column("a", Integer)'), PM, DEFAULTS),
    "default_expression": Change(t('Column("a", DateTime)'), t('Column("a", DateTime, server_default=func.now())'), PM, DEFAULTS, again=M),
    "default_text_changed": Change(t('Column("a", String(9), server_default="it\'s")'), t('Column("a", String(9), server_default=text("\'new\'"))'), PM, DEFAULTS),
    "defaults_not_compared": Change(t('Column("a", Integer, server_default="5")'), t('Column("a", Integer, server_default="6")')),
    "same_defaults": Change(
        t('Column("a", Integer, server_default="5")', 'Column("b", String(9), server_default="x")', 'Column("c", DateTime, server_default=func.now())', 'Column("d", Boolean, server_default=true())'),
        t('Column("a", Integer, server_default="5")', 'Column("b", String(9), server_default="x")', 'Column("c", DateTime, server_default=func.now())', 'Column("d", Boolean, server_default=true())'),
        configure=DEFAULTS, again=M,
    ),
    "default_changed_on_sqlite": Change(t('Column("a", Integer, server_default="5")'), t('Column("a", Integer, server_default="6")'), S, DEFAULTS + ", render_as_batch=True"),
    # -- indexes and unique constraints
    "index_added": Change(t('Column("a", Integer)'), t('Column("a", Integer, index=True)')),
    "index_removed": Change(t('Column("a", Integer, index=True)'), t('Column("a", Integer)')),
    "index_renamed": Change(t('Column("a", Integer)', 'Index("one", "a")'), t('Column("a", Integer)', 'Index("two", "a")')),
    "index_becomes_unique": Change(t('Column("a", Integer)', 'Index("one", "a")'), t('Column("a", Integer)', 'Index("one", "a", unique=True)')),
    "index_columns": Change(t('Column("a", Integer)', 'Column("b", Integer)', 'Index("one", "a")'), t('Column("a", Integer)', 'Column("b", Integer)', 'Index("one", "a", "b")')),
    "index_expression": Change(t('Column("a", String)'), t('Column("a", String)', 'Index("lower_a", text("lower(a)"))'), P),
    "index_expression_on_sqlite": Change(t('Column("a", String)'), t('Column("a", String)', 'Index("lower_a", text("lower(a)"))'), S),
    "index_options": Change(
        t('Column("a", String)', 'Column("b", postgresql.JSONB)'),
        t('Column("a", String)', 'Column("b", postgresql.JSONB)', 'Index("gin_b", "b", postgresql_using="gin")', 'Index("part", "a", postgresql_where=text("a IS NOT NULL"), unique=True)', 'Index("inc", "a", postgresql_include=["id"])'), P,
    ),
    "index_descending": Change(t('Column("a", Integer)'), t('Column("a", Integer)', 'Index("down", sa.desc("a"))'), PM, converges=False),
    "partial_index_on_sqlite": Change(t('Column("a", Integer)'), t('Column("a", Integer)', 'Index("part", "a", sqlite_where=text("a > 1"))'), S),
    "unique_added": Change(t('Column("a", Integer)'), t('Column("a", Integer)', 'UniqueConstraint("a", name="uq_a")'), PM),
    "unique_added_in_a_batch": Change(t('Column("a", Integer)'), t('Column("a", Integer)', 'UniqueConstraint("a", name="uq_a")'), S, "render_as_batch=True"),
    "unique_added_without_a_name": Change(t('Column("a", Integer)'), t('Column("a", Integer, unique=True)'), PM, converges=False),
    "unique_removed": Change(t('Column("a", Integer)', 'UniqueConstraint("a", name="uq_a")'), t('Column("a", Integer)'), PM),
    "unique_columns": Change(t('Column("a", Integer)', 'Column("b", Integer)', 'UniqueConstraint("a", name="u")'), t('Column("a", Integer)', 'Column("b", Integer)', 'UniqueConstraint("a", "b", name="u")'), PM),
    "unique_to_index": Change(t('Column("a", Integer, unique=True)'), t('Column("a", Integer, unique=True, index=True)'), PM),
    "unique_kept": Change(t('Column("a", Integer, unique=True)'), t('Column("a", Integer, unique=True)')),
    # -- foreign keys
    "foreign_key_added": Change(t('Column("o", Integer)') + "\n" + OTHER, t('Column("o", Integer, ForeignKey("other.id", name="fk_o"))') + "\n" + OTHER, PM),
    "foreign_key_added_without_a_name": Change(t('Column("o", Integer)') + "\n" + OTHER, t('Column("o", Integer, ForeignKey("other.id"))') + "\n" + OTHER, PM, converges=False),
    "foreign_key_removed": Change(t('Column("o", Integer, ForeignKey("other.id", name="fk_o"))') + "\n" + OTHER, t('Column("o", Integer)') + "\n" + OTHER, PM, again=M),
    "foreign_key_option": Change(
        t('Column("o", Integer, ForeignKey("other.id", name="fk_o"))') + "\n" + OTHER, t('Column("o", Integer, ForeignKey("other.id", name="fk_o", ondelete="CASCADE"))') + "\n" + OTHER, PM
    ),
    "foreign_key_deferrable": Change(
        t('Column("o", Integer, ForeignKey("other.id", name="fk_o"))') + "\n" + OTHER,
        t('Column("o", Integer, ForeignKey("other.id", name="fk_o", deferrable=True, initially="DEFERRED"))') + "\n" + OTHER, P,
    ),
    "foreign_key_in_a_batch": Change(t('Column("o", Integer)') + "\n" + OTHER, t('Column("o", Integer, ForeignKey("other.id", name="fk_o"))') + "\n" + OTHER, S, "render_as_batch=True"),
    # -- conventions
    "convention_for_a_new_table": Change(
        "", t('Column("a", Integer, index=True)', 'Column("b", Integer, unique=True)', 'Column("c", ForeignKey("other.id"))', 'CheckConstraint("a > 1", name="positive")', 'Column("d", Boolean(create_constraint=True, name="flag"))') + "\n" + OTHER,
        metadata=CONVENTION,
    ),
    "convention_kept": Change(
        t('Column("a", Integer, index=True)', 'Column("b", Integer, unique=True)', 'Column("c", ForeignKey("other.id"))') + "\n" + OTHER,
        t('Column("a", Integer, index=True)', 'Column("b", Integer, unique=True)', 'Column("c", ForeignKey("other.id"))') + "\n" + OTHER, metadata=CONVENTION,
    ),
    "convention_for_additions": Change(
        t('Column("a", Integer)', 'Column("c", Integer)') + "\n" + OTHER, t('Column("a", Integer, unique=True)', 'Column("c", Integer, ForeignKey("other.id"), index=True)') + "\n" + OTHER, PM, metadata=CONVENTION,
    ),
    # -- check constraints
    "checks_are_not_compared": Change(t('Column("a", Integer)'), t('Column("a", Integer)', 'CheckConstraint("a > 1", name="ck")')),
    "checks_by_name": Change(
        t('Column("a", Integer)', 'CheckConstraint("a > 1", name="old")'), t('Column("a", Integer)', 'CheckConstraint("a > 2", name="new")'), PM,
        'autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]',
    ),
    # -- options of the project
    "batch": Change(t('Column("a", String(5))', 'Column("b", Integer)'), t('Column("a", String(5), nullable=False)', 'Column("c", Integer, index=True)'), configure="render_as_batch=True"),
    "prefixes": Change("", t('Column("a", postgresql.JSONB)'), PM, 'sqlalchemy_module_prefix="sqlalchemy.", alembic_module_prefix="alembic.op."', converges=False),
    "include_object": Change(
        t('Column("a", Integer)') + "\n" + t(name="kept"), t('Column("b", Integer)'), configure="include_object=include_object",
        env='def include_object(object, name, type_, reflected, compare_to):\n    print(type(object).__name__, getattr(object, "name", None), name, type_, reflected, getattr(compare_to, "name", None))\n'
        '    return not (type_ == "table" and reflected and compare_to is None) and name != "b"\n',
    ),
    "include_object_everywhere": Change(
        t('Column("a", Integer, index=True)', 'Column("o", Integer, ForeignKey("other.id", name="fk_o"))', 'UniqueConstraint("a", name="u1")') + "\n" + OTHER,
        t('Column("a", Integer)', 'Column("o", Integer)', 'Index("new", "o")', 'UniqueConstraint("o", name="u2")') + "\n" + OTHER, PM, "include_object=include_object",
        env='def include_object(object, name, type_, reflected, compare_to):\n    print(type(object).__name__, getattr(object, "name", None), name, type_, reflected, compare_to is None, object.info)\n    return True\n',
    ),
    "include_name": Change(
        t('Column("a", Integer, index=True)', 'Column("c", Integer)'), t('Column("b", Integer)'), configure="include_name=include_name",
        env='def include_name(name, type_, parent_names):\n    print(name, type_, sorted(parent_names.items(), key=str))\n    return name != "c"\n', converges=False,
    ),
    "compare_type_function": Change(
        t('Column("a", String(5))', 'Column("b", String(5))'), t('Column("a", String(9))', 'Column("b", String(9))'), PM, "compare_type=compare_type",
        env='def compare_type(context, inspected_column, metadata_column, inspected_type, metadata_type):\n    print(inspected_column.name, repr(inspected_type), repr(metadata_type), metadata_column.table.name)\n'
        '    return False if metadata_column.name == "a" else None\n', converges=False,
    ),
    "compare_server_default_function": Change(
        t('Column("a", Integer, server_default="5")', 'Column("b", Integer, server_default="5")'), t('Column("a", Integer, server_default="6")', 'Column("b", Integer, server_default="6")'), PM,
        "compare_server_default=compare_server_default",
        env='class Compare:\n    def __call__(self, context, inspected_column, metadata_column, inspected_default, metadata_default, rendered_metadata_default):\n'
        '        print(inspected_column.name, inspected_default, metadata_default.arg, rendered_metadata_default)\n        return True if metadata_column.name == "a" else False\n'
        '    def __str__(self):\n        return "compare"\ncompare_server_default = Compare()\n', converges=False,
    ),
    "render_item": Change(
        "", t('Column("a", Trimmed(7), server_default="x")', 'Column("b", String(3), unique=True)'), configure="render_item=render_item",
        env='def render_item(type_, obj, autogen_context):\n    if type_ == "type" and type(obj).__name__ == "Trimmed":\n        autogen_context.imports.add("import models")\n        return f"models.{obj!r}"\n    return False\n', converges=False,
    ),
    "directives_removed_when_empty": Change(
        t(), t(), configure="process_revision_directives=process",
        env='def process(context, revision, directives):\n    script = directives[0]\n    print(revision, script.message, script.upgrade_ops.is_empty())\n    if script.upgrade_ops.is_empty():\n        directives[:] = []\n', converges=False,
    ),
    "directives_changed": Change(
        t('Column("a", String(5))'), t('Column("a", String(9))', 'Column("b", Integer, index=True)') + "\n" + t('Column("x", Integer, unique=True)', name="new"), PM, "process_revision_directives=process",
        env='from alembic.operations import ops\ndef process(context, revision, directives):\n    script = directives[0]\n    script.message = "another message"\n    script.imports.add("import os")\n'
        '    for op in script.upgrade_ops.ops:\n        print(type(op).__name__, getattr(op, "table_name", None))\n        for inner in getattr(op, "ops", []):\n            print(" ", type(inner).__name__, inner.table_name, inner.to_diff_tuple())\n'
        '    script.upgrade_ops.ops.append(ops.ExecuteSQLOp("SELECT 1"))\n    script.downgrade_ops.ops.insert(0, ops.ExecuteSQLOp("SELECT 2"))\n', converges=False,
    ),
    "rewriter": Change(
        t(), t('Column("a", Integer, nullable=False)') + "\n" + t(name="new"), PM, "process_revision_directives=writer",
        env='from alembic.autogenerate import rewriter\nfrom alembic.operations import ops\nwriter = rewriter.Rewriter()\n@writer.rewrites(ops.AddColumnOp)\ndef add_column(context, revision, op):\n'
        '    if op.column.nullable:\n        return op\n    op.column.nullable = True\n    return [op, ops.AlterColumnOp(op.table_name, op.column.name, modify_nullable=False, existing_type=op.column.type)]\n'
        '@writer.rewrites(ops.CreateTableOp)\ndef create_table(context, revision, op):\n    op.columns = sorted(op.columns, key=lambda column: str(column.name))\n    return op\n',
    ),
    "several_metadata": Change(
        t(), "m2 = MetaData()\n" + t() + "\n" + t(name="second").replace("'second', m,", "'second', m2,"), configure="target_metadata=[models.m, models.m2]", converges=False,
    ),
    "version_table": Change(t(), t('Column("a", Integer)'), configure='version_table="my_versions"', converges=False),
}
