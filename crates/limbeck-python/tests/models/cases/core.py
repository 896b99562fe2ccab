import enum

import sqlalchemy as sa
from sqlalchemy import (ARRAY, BIGINT, BINARY, BLOB, BOOLEAN, CHAR, CLOB, DATE, DATETIME, DECIMAL, DOUBLE, DOUBLE_PRECISION, FLOAT,
                        INTEGER, JSON, NCHAR, NUMERIC, NVARCHAR, REAL, SMALLINT, TEXT, TIME, TIMESTAMP, UUID, VARBINARY, VARCHAR,
                        BigInteger, Boolean, CheckConstraint, Column, Computed, Date, DateTime, Double, Enum, FetchedValue, Float,
                        ForeignKey, ForeignKeyConstraint, Identity, Index, Integer, Interval, LargeBinary, MetaData, Numeric,
                        PickleType, PrimaryKeyConstraint, Sequence, SmallInteger, String, Table, Text, Time, TypeDecorator, Unicode,
                        UnicodeText, UniqueConstraint, Uuid, func, literal, text, types)
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.schema import conv
from sqlalchemy.sql import expression

target = MetaData()

# case: generic types
Table(
    "t", target,
    *[Column(f"c{place}", kind) for place, kind in enumerate([
        Integer, SmallInteger(), BigInteger, Numeric, Numeric(10), Numeric(10, 2), Numeric(5, 2, asdecimal=False), Float, Float(24),
        Float(53, asdecimal=True), Double, Double(20), String, String(5), String(5, collation="C"), Text, Text(20), Unicode(5),
        UnicodeText, Boolean, Boolean(name="b", create_constraint=True), Date, Time, Time(timezone=True), DateTime,
        DateTime(timezone=True), Interval, Interval(native=False), Interval(second_precision=3), LargeBinary, LargeBinary(9),
        PickleType, JSON, JSON(none_as_null=True), Uuid, Uuid(as_uuid=False), Uuid(native_uuid=False), ARRAY(Integer),
        ARRAY(String(3), dimensions=2), Enum("a", "bbb", name="e"),
    ])],
)

# case: sql types
Table(
    "t", target,
    *[Column(f"c{place}", kind) for place, kind in enumerate([
        INTEGER, SMALLINT, BIGINT, NUMERIC(5), DECIMAL(6, 1), FLOAT, FLOAT(10), REAL, DOUBLE, DOUBLE_PRECISION, VARCHAR, VARCHAR(8),
        CHAR, CHAR(4), NCHAR(3), NVARCHAR(2), TEXT, TEXT(7), CLOB, BLOB, BLOB(4), BINARY(3), VARBINARY(9), BOOLEAN, DATE, TIME,
        TIME(timezone=True), DATETIME, DATETIME(timezone=True), TIMESTAMP, TIMESTAMP(timezone=True), UUID, UUID(as_uuid=False),
        types.VARCHAR(3), sa.types.Integer(),
    ])],
)

# case: postgresql types
pg = postgresql
Table(
    "t", target,
    *[Column(f"c{place}", kind) for place, kind in enumerate([
        pg.ARRAY(Integer), pg.ARRAY(Text, dimensions=1), pg.ARRAY(pg.JSONB), pg.ARRAY(Enum("x", "y", name="inner")), pg.BIGINT, pg.BIT, pg.BIT(5),
        pg.BIT(5, varying=True), pg.BOOLEAN, pg.BYTEA, pg.BYTEA(5), pg.CHAR(3), pg.CIDR, pg.CITEXT, pg.CITEXT(), pg.DATE, pg.DATEMULTIRANGE,
        pg.DATERANGE, pg.DOUBLE_PRECISION, pg.ENUM("p", "q", name="pe"), pg.ENUM("p", "q", name="pn", create_type=False), pg.FLOAT,
        pg.HSTORE, pg.INET, pg.INT4MULTIRANGE, pg.INT4RANGE, pg.INT8RANGE, pg.INTEGER, pg.INTERVAL, pg.INTERVAL(precision=3),
        pg.INTERVAL(fields="DAY TO SECOND"), pg.JSON, pg.JSONB, pg.JSONB(none_as_null=True), pg.JSON(astext_type=Text()), pg.JSONPATH,
        pg.MACADDR, pg.MACADDR8, pg.MONEY, pg.NUMERIC(3, 1), pg.NUMRANGE, pg.OID, pg.REAL, pg.REGCLASS, pg.REGCONFIG, pg.SMALLINT,
        pg.TEXT, pg.TIME(timezone=True, precision=2), pg.TIMESTAMP, pg.TIMESTAMP(True), pg.TIMESTAMP(precision=3), pg.TSQUERY,
        pg.TSRANGE, pg.TSTZRANGE, pg.TSVECTOR, pg.UUID, pg.UUID(as_uuid=False), pg.UUID(as_uuid=True), pg.VARCHAR(2),
        pg.DOMAIN("dom", Integer, check=text("VALUE > 0"), create_type=False),
    ])],
)

# case: variants
Table(
    "t", target,
    Column("a", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("b", String(5).with_variant(mysql.VARCHAR(5, charset="utf8"), "mysql", "mariadb")),
    Column("c", JSON().with_variant(postgresql.JSONB(), "postgresql")),
    Column("d", Text().with_variant(postgresql.TSVECTOR, "postgresql").with_variant(String(7), "sqlite")),
    Column("e", DateTime().with_variant(sqlite.DATETIME(), "sqlite")),
    Column("f", postgresql.ARRAY(Integer).with_variant(JSON, "sqlite")),
    Column("g", Enum("a", "b", name="g").with_variant(String(3), "sqlite")),
)

# case: enums
class Plain(enum.Enum):
    one = "first"
    two = "second one"


class Text_(str, enum.Enum):
    a = "AA"
    b = "BB"


class Number(enum.IntEnum):
    x = 1
    y = 2


class Alias(enum.Enum):
    a = 1
    b = 1
    c = 2


class Strong(enum.StrEnum):
    up = enum.auto()
    down = enum.auto()


Table(
    "t", target,
    *[Column(f"c{place}", kind) for place, kind in enumerate([
        Enum(Plain), Enum(Text_), Enum(Number), Enum(Alias), Enum(Alias, omit_aliases=False, name="alias2"), Enum(Strong, name="strong_name"),
        Enum(Plain, values_callable=lambda e: [m.value for m in e], name="by_value"), Enum(Plain, native_enum=False, name="nn"),
        Enum(Plain, native_enum=False, length=50), Enum("q", "rr", name="cc", create_constraint=True, native_enum=False),
        Enum("q", "rr", name="cd", create_constraint=True), Enum("x", name="sch", schema="other"),
        Enum("x", name="inh", inherit_schema=True), Enum("x", name="md", metadata=target), Enum("a", "b", name="val", validate_strings=True),
        Enum(Plain, create_constraint=True, native_enum=False, name=None),
        postgresql.ENUM(Plain, name="pgplain"), postgresql.ENUM(Text_, name="pgt", values_callable=lambda x: [e.value for e in x]),
    ])],
    schema="own",
)
show([len(column.type.enums) for column in target.tables["own.t"].c], target.tables["own.t"].c.c6.type.enums)

# case: type decorators
class Trimmed(TypeDecorator):
    impl = String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value


class Guid(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(CHAR(32))


class JsonText(TypeDecorator):
    impl = Text(10)

    def __init__(self, mutable=False, **kw):
        super().__init__(**kw)
        self.mutable = mutable


class Utc(TypeDecorator):
    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self):
        return object


class EnumText(TypeDecorator):
    impl = String

    def __init__(self, enum_class, length=30):
        super().__init__(length)
        self.enum_class = enum_class
        self.length = length


class Wrapped(TypeDecorator):
    impl = Enum("a", "b", name="wrapped")


class Outer(TypeDecorator):
    impl = Trimmed


Table(
    "t", target,
    Column("a", Trimmed), Column("b", Trimmed(20)), Column("c", Trimmed(length=30)), Column("d", Guid), Column("e", Guid(), primary_key=True),
    Column("f", JsonText(mutable=True)), Column("g", Utc), Column("h", EnumText(enum.Enum("E", "x y"))), Column("i", Wrapped),
    Column("j", Outer(7)), Column("k", MutableDict.as_mutable(JsonText())), Column("l", MutableList.as_mutable(postgresql.ARRAY(Integer))),
    Column("m", Trimmed().with_variant(Text, "postgresql")), Column("n", MutableDict.as_mutable(JSON)),
    Column("o", MutableDict.as_mutable(postgresql.JSONB)), Column("p", postgresql.ARRAY(Trimmed(5))),
)

# case: user defined types
class Point(types.UserDefinedType):
    cache_ok = True

    def __init__(self, srid=4326, dims=2):
        self.srid = srid
        self.dims = dims

    def get_col_spec(self, **kw):
        return f"POINT({self.srid})"


class Money(types.UserDefinedType):
    def get_col_spec(self):
        return "MONEY"


class ShortString(String):
    pass


class Sized(String):
    def __init__(self, length=12):
        super().__init__(length)


Table("t", target, Column("a", Point), Column("b", Point(3857, dims=3)), Column("c", Money), Column("d", ShortString(4)), Column("e", Sized()))

# case: compiles
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement, GenericFunction


class utcnow(expression.FunctionElement):
    type = DateTime()
    inherit_cache = True


@compiles(utcnow, "postgresql")
def pg_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"


@compiles(utcnow)
def any_utcnow(element, compiler, **kw):
    return "CURRENT_TIMESTAMP"


class Blob(types.UserDefinedType):
    pass


@compiles(Blob, "sqlite")
def sqlite_blob(type_, compiler, **kw):
    return "BLOB"


@compiles(Blob, "postgresql")
def pg_blob(type_, compiler, **kw):
    return "BYTEA"


Table("t", target, Column("a", DateTime, server_default=utcnow()), Column("b", Blob))

# case: columns
Table(
    "t", target,
    Column("id", Integer, Sequence("t_id_seq", start=5), primary_key=True),
    Column("a", Integer, server_default="5"), Column("b", Integer, server_default=text("5 + 1")), Column("c", String, server_default="it's"),
    Column("d", String, server_default=""), Column("e", DateTime, server_default=func.now(), server_onupdate=FetchedValue()),
    Column("f", Integer, server_default=FetchedValue()), Column("g", Integer, Computed("a * 2")), Column("h", Integer, Computed("a + b", persisted=True)),
    Column("i", Integer, Computed(text("1"), persisted=False)), Column("j", Integer, Identity()),
    Column("k", Boolean, server_default=sa.true()), Column("l", Boolean, server_default=text("false")), Column("m", Integer, default=5, onupdate=6),
    Column("n", Integer, default=lambda: 5), Column("o", Integer, default=func.random()), Column("p", Integer, autoincrement=False),
    Column("q", Integer, system=True), Column("r", Integer, key="other", quote=True), Column("s", Integer, unique=True, comment="it's"),
    Column("t", Integer, index=True, unique=True), Column("u", Integer, CheckConstraint("u > 1", name="u_check")), Column("v", Integer, CheckConstraint("v > 1")),
    Column("w", Integer, ForeignKey("t.id", initially="DEFERRED", deferrable=True)), Column("x", postgresql.JSONB, server_default=text("'{}'::jsonb")),
    Column("y", Integer, server_default=literal(5)), Column("z", Integer, server_default=sa.cast("5", Integer)),
    Column("aa", Integer, nullable=False, sqlite_on_conflict_not_null="FAIL"), Column("bb", Uuid, server_default=func.gen_random_uuid()),
    Column("cc", DateTime, server_default=func.current_timestamp()), Column("dd", DateTime, server_default=sa.sql.func.timezone("utc", func.now())),
    Column("ee", String, server_default=sa.null()), Column("ff", Date, server_default=func.current_date()),
    Column("gg", postgresql.ARRAY(Text), server_default="{}"), Column("hh", Interval, server_default=text("interval '1 day'")),
)
Table("id2", target, Column("id", BigInteger, Identity(always=True, start=10, increment=5, minvalue=1, maxvalue=100, cycle=True, cache=3), primary_key=True))
Table("seq", target, Column("id", Integer, Sequence("shared_seq", metadata=target), server_default=Sequence("shared_seq").next_value(), primary_key=True))

# case: keys
Table("none", target, Column("a", Integer))
Table("two", target, Column("a", Integer, primary_key=True), Column("b", Integer, primary_key=True))
Table("auto", target, Column("a", Integer, primary_key=True, autoincrement=True), Column("b", String, primary_key=True))
Table("text_key", target, Column("a", String, primary_key=True))
Table("fk_key", target, Column("a", ForeignKey("two.a"), primary_key=True))
Table("fk_auto", target, Column("a", ForeignKey("two.a"), primary_key=True, autoincrement="ignore_fk"))
Table("constraint_key", target, Column("a", Integer), Column("b", Integer), PrimaryKeyConstraint("b", "a", name="ck"))
Table("constraint_one", target, Column("a", Integer), PrimaryKeyConstraint("a"))
Table("default_key", target, Column("a", Integer, primary_key=True, server_default="4"))
Table("off", target, Column("a", Integer, primary_key=True, autoincrement=False))
Table("nullable_key", target, Column("a", Integer, primary_key=True, nullable=True))

# case: naming convention
def short_table(constraint, table):
    return table.name[:3]


def columns_hash(constraint, table):
    return "_".join(column.name for column in constraint.columns)


target = MetaData(naming_convention={
    "short": short_table,
    "cols": columns_hash,
    "ix": "ix_%(short)s_%(column_0_N_name)s",
    "uq": "uq_%(short)s_%(cols)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_name)s",
    "pk": "pk_%(table_name)s",
})
Table("places", target, Column("id", Integer, primary_key=True), Column("x", Integer), Column("y", Integer))
Table(
    "people", target, Column("id", Integer, primary_key=True), Column("a", Integer, index=True), Column("b", Integer, unique=True),
    Column("c", ForeignKey("places.id")), Column("d", Boolean(create_constraint=True, name="flag")), Column("e", Enum("a", name="kinds", native_enum=False, create_constraint=True)),
    CheckConstraint("a > 1", name="small"), CheckConstraint("b > 1", name=conv("final")), UniqueConstraint("a", "b"), Index(None, "a", "b"), Index("named", "a"),
    UniqueConstraint("b", "a", name="uq_named"), ForeignKeyConstraint(["a", "b"], ["places.x", "places.y"]), ForeignKeyConstraint(["a"], ["places.x"], name="my_fk"),
)
# case: naming tokens
for place, template in enumerate(["%(column_0_label)s", "%(column_0_key)s", "%(column_0N_name)s", "%(column_0_N_label)s", "%(column_0_N_key)s", "%(table_name)s_x"]):
    metadata = MetaData(naming_convention={"ix": "i" + template, "uq": "u" + template, sa.ForeignKeyConstraint: "f%(referred_column_0_N_name)s_%(referred_column_0N_name)s" + template, sa.PrimaryKeyConstraint: "p" + template})
    Table("o", metadata, Column("x", Integer, primary_key=True), Column("y", Integer), schema="sch" if place % 2 else None)
    table = Table("t", metadata, Column("a", Integer, primary_key=True), Column("b", Integer, key="bee"), Column("c", Integer), Index(None, "bee", "c"), UniqueConstraint("c", "bee"), ForeignKeyConstraint(["bee", "c"], ["sch.o.x" if place % 2 else "o.x", "sch.o.y" if place % 2 else "o.y"]), schema="sch" if place % 2 else None)
    show(sorted(str(item.name) for item in {*table.constraints, *table.indexes}))

# case: naming without a name
target = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})
Table("t", target, Column("a", Integer, CheckConstraint("a > 1")), Column("b", Boolean(create_constraint=True)))

# case: naming by a table that is not there yet
target = MetaData(naming_convention={"fk": "fk_%(table_name)s_%(referred_column_0_name)s"})
Table("t", target, Column("a", Integer, ForeignKey("later.id")))
Table("later", target, Column("id", Integer, primary_key=True))

# case: long names
target = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"})
Table("a_table_with_a_rather_long_name_for_a_table", target, Column("a_column_with_a_rather_long_name", ForeignKey("another_table_with_a_name_that_is_long.id"), index=True))
Table("another_table_with_a_name_that_is_long", target, Column("id", Integer, primary_key=True))

# case: schemas and copies
target = MetaData(schema="main_schema")
first = Table("first", target, Column("id", Integer, primary_key=True), Column("o", ForeignKey("second.id")), Column("p", ForeignKey("elsewhere.third.id")))
Table("second", target, Column("id", Integer, primary_key=True))
Table("third", target, Column("id", Integer, primary_key=True), schema="elsewhere")
Table("blank", target, Column("id", Integer, primary_key=True), schema=sa.BLANK_SCHEMA)
copies = MetaData()
for table in target.sorted_tables:
    table.to_metadata(copies)
show(sorted(copies.tables), sorted(fk.target_fullname for fk in copies.tables["main_schema.first"].foreign_keys))
first.to_metadata(copies, schema="moved")
show(sorted(copies.tables), sorted(fk.target_fullname for fk in copies.tables["moved.first"].foreign_keys))

# case: cycles
Table("a", target, Column("id", Integer, primary_key=True), Column("b_id", ForeignKey("b.id", use_alter=True, name="fk_a_b")))
Table("b", target, Column("id", Integer, primary_key=True), Column("a_id", ForeignKey("a.id")))
Table("c", target, Column("id", Integer, primary_key=True), Column("d_id", ForeignKey("d.id", name="fk_c")))
Table("d", target, Column("id", Integer, primary_key=True), Column("c_id", ForeignKey("c.id", name="fk_d")))

# case: indexes
t = Table(
    "t", target, Column("id", Integer, primary_key=True), Column("a", String), Column("b", Integer), Column("c", postgresql.JSONB),
    Index("i1", "a", "b"), Index("i2", text("lower(a)")), Index("i3", func.lower("a"), postgresql_ops={"a": "text_pattern_ops"}),
    Index("i4", "c", postgresql_using="gin", postgresql_with={"fastupdate": "off"}), Index("i5", "a", postgresql_include=["b"], unique=True),
    Index("i6", text("a DESC NULLS LAST")), Index("i7", "a", mysql_length=10, mysql_prefix="FULLTEXT"), Index("i8", "b", postgresql_nulls_not_distinct=True),
    Index("i9", "b", sqlite_where=text("b > 1"), postgresql_where=text("b > 1")), Index("i10", "a", _table=None),
)
Index("j1", t.c.a.desc(), t.c.b)
Index("j2", func.lower(t.c.a), postgresql_where=t.c.b > 5)
Index("j3", t.c.a.desc().nullslast())
Index("j4", t.c.c["key"].astext)
Index("j5", sa.cast(t.c.a, Integer))
Index("j6", func.coalesce(t.c.b, 0), t.c.a)
Index("j7", t.c.b, postgresql_where=sa.and_(t.c.b.isnot(None), t.c.a == "x"))
Index("j8", t.c.a, postgresql_ops={"a": "varchar_pattern_ops"}, postgresql_using="btree", postgresql_tablespace="space")
t.append_constraint(UniqueConstraint("a", "b", name="later", postgresql_include=["c"], postgresql_nulls_not_distinct=True))
Index("if1", t.c.a).ddl_if(dialect="postgresql")

# case: constraints
t = Table(
    "t", target, Column("id", Integer, primary_key=True), Column("a", Integer), Column("b", String),
    CheckConstraint("a > 1 AND b <> 'x'", name="c1"), CheckConstraint("length(b) > 2"), CheckConstraint(sa.column("a").in_([1, 2]), name="c3"),
    UniqueConstraint("a"), UniqueConstraint("b", name="u", initially="DEFERRED", deferrable=True, sqlite_on_conflict="IGNORE"),
    CheckConstraint("a < 9", postgresql_not_valid=True, name="nv"),
)
t.append_constraint(CheckConstraint(t.c.a > 5, name="c4"))
t.append_constraint(CheckConstraint(sa.or_(t.c.a == 1, t.c.b.like("x_")), name="c5"))
t.append_constraint(ForeignKeyConstraint(["a"], ["t.id"], name="f", postgresql_not_valid=True, onupdate="CASCADE"))
Table("ex", target, Column("room", Integer), Column("during", postgresql.TSRANGE), postgresql.ExcludeConstraint(("room", "="), ("during", "&&"), name="no_overlap", using="gist", where=text("room > 1")))
t.append_column(Column("later", Integer, ForeignKey("ex.room"), index=True))

# case: events
from sqlalchemy import event

seen = []


@event.listens_for(Table, "after_parent_attach")
def attached(table, metadata):
    seen.append(table.name)


@event.listens_for(Column, "before_parent_attach")
def column_attached(column, table):
    seen.append(column.name)


@event.listens_for(target, "before_create")
def before(target, connection, **kw):
    pass


t = Table("t", target, Column("id", Integer, primary_key=True))
event.listen(t, "after_create", sa.DDL("ALTER TABLE t SET (x=1)").execute_if(dialect="postgresql"))
show(seen)
event.remove(Table, "after_parent_attach", attached)
event.remove(Column, "before_parent_attach", column_attached)

# case: extend existing
Table("t", target, Column("id", Integer, primary_key=True), Column("a", Integer))
Table("t", target, Column("a", String), Column("b", Integer, index=True), extend_existing=True, comment="x")
Table("t", target, keep_existing=True)
show(target.tables["t"] is Table("t", target))

# case: duplicate columns
Table("t", target, Column("a", Integer), Column("a", String))

# case: bad column argument
Table("t", target, Column("a", Integer, "nonsense"))

# case: bad keyword
Table("t", target, Column("a", Integer, primarykey=True))

# case: bad dialect keyword
Table("t", target, Column("a", Integer), postgresql_nonsense=True)

# case: unknown dialect keyword
Table("t", target, Column("a", Integer), cockroach_thing=True)

# case: naming conventions with tokens that nobody knows
for kind in ("ix", "uq", "ck", "fk", "pk"):
    for template in ("%(tbl)s", "x_%(column_0_names)s", "%(column_name)s", "%(column_1N_key)s", "%(column_0_N_label)s", "%(referred_column_0_key)s", "%(referred_column_1_name)s", "%(table_name)s_%(own)s", "%(constraint_name)s"):
        metadata = MetaData(naming_convention={kind: template, "own": lambda constraint, table: "mine"})
        try:
            Table("o", metadata, Column("x", Integer, unique=False), Column("y", Integer))
            Table("t", metadata, Column("a", Integer, primary_key=True), Column("b", Integer, index=kind == "ix"), UniqueConstraint("a", "b"), CheckConstraint("a > 1", name="named"), ForeignKeyConstraint(["a", "b"], ["o.x", "o.y"]))
            show(kind, template, "made")
        except Exception as error:
            show(kind, template, type(error).__name__, error)

# case: unknown tokens do not matter to what has a name
metadata = target = MetaData(naming_convention={kind: "%(nobody)s" for kind in ("ix", "uq", "ck", "fk")})
Table("t", metadata, Column("a", Integer), Index("i", "a"), UniqueConstraint("a", name="u"), CheckConstraint("a > 1", name="c"), ForeignKeyConstraint(["a"], ["t.a"], name="f"))
