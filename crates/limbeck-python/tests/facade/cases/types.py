import sqlalchemy as sa
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite
import enum


class Color(enum.Enum):
    red = 1
    green = "x"


# case: generic reprs
for t in (sa.Integer, sa.SmallInteger, sa.BigInteger, sa.String, sa.Text, sa.Unicode, sa.UnicodeText, sa.Float, sa.Double,
          sa.Numeric, sa.Boolean, sa.Date, sa.DateTime, sa.Time, sa.Interval, sa.LargeBinary, sa.JSON, sa.Uuid, sa.UUID,
          sa.PickleType, sa.INTEGER, sa.BIGINT, sa.SMALLINT, sa.VARCHAR, sa.CHAR, sa.NVARCHAR, sa.NCHAR, sa.TEXT, sa.CLOB,
          sa.DATE, sa.DATETIME, sa.TIMESTAMP, sa.TIME, sa.BOOLEAN, sa.BLOB, sa.BINARY, sa.VARBINARY, sa.NUMERIC,
          sa.DECIMAL, sa.FLOAT, sa.REAL, sa.DOUBLE, sa.DOUBLE_PRECISION):
    show(t())

# case: generic reprs with arguments
show(sa.String(50), sa.String(length=50, collation="C"), sa.Text(5), sa.Numeric(10, 2), sa.Numeric(precision=4, asdecimal=False))
show(sa.Float(24), sa.Float(asdecimal=True), sa.Boolean(create_constraint=True, name="x"), sa.DateTime(timezone=True), sa.Time(True))
show(sa.Interval(second_precision=3), sa.LargeBinary(20), sa.JSON(none_as_null=True), sa.Uuid(as_uuid=False, native_uuid=False), sa.UUID(as_uuid=False))
show(sa.TIMESTAMP(timezone=True), sa.ARRAY(sa.Integer), sa.ARRAY(sa.String(5), dimensions=2), sa.PickleType(protocol=2), sa.DECIMAL(5, 1), sa.VARCHAR(10))

# case: enum reprs
show(sa.Enum("a", "b"), sa.Enum("a", "b", name="e"), sa.Enum(Color), sa.Enum(Color, name="c", native_enum=False), sa.Enum("a", length=20), sa.Enum("a", "b", schema="s", name="x"))
show(sa.Enum(Color, values_callable=lambda e: [str(i.value) for i in e]), sa.Enum("a", create_constraint=True, name="q"), sa.Enum("a", create_type=False), sa.Enum("a", validate_strings=True), sa.Enum("a", metadata=sa.MetaData()))
show(sa.Enum(Color).enums, sa.Enum(Color).name, sa.Enum(Color).length, sa.Enum("a", "bcd").length)
attempt(lambda: sa.Enum("abc", length=1))

# case: postgres reprs
for t in "UUID JSONB JSON INET CIDR MACADDR MACADDR8 MONEY OID REGCLASS REGCONFIG TSVECTOR TSQUERY CITEXT HSTORE INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE INT4MULTIRANGE DATEMULTIRANGE JSONPATH BYTEA BIT TIMESTAMP TIME INTERVAL DOUBLE_PRECISION VARCHAR TEXT".split():
    show(getattr(postgresql, t)())
show(postgresql.UUID(as_uuid=True), postgresql.JSONB(astext_type=sa.Text()), postgresql.TIMESTAMP(timezone=True, precision=3), postgresql.TIME(precision=2), postgresql.INTERVAL(fields="YEAR", precision=2), postgresql.BIT(5, varying=True), postgresql.ARRAY(sa.Integer()), postgresql.ARRAY(sa.Text, dimensions=1))
show(postgresql.ENUM("a", "b", name="e"), postgresql.ENUM("a", name="e", create_type=False), postgresql.ENUM(Color, name="c"), postgresql.DOMAIN("d", sa.Integer, not_null=True), postgresql.HSTORE(text_type=sa.Text()))

# case: mysql reprs
for t in "BIGINT BIT CHAR DATETIME DECIMAL DOUBLE FLOAT INTEGER JSON LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL SMALLINT TEXT TIME TIMESTAMP TINYBLOB TINYINT TINYTEXT VARCHAR YEAR".split():
    show(getattr(mysql, t)())
show(mysql.VARCHAR(36, charset="utf8", collation="x"), mysql.INTEGER(display_width=11, unsigned=True), mysql.DATETIME(fsp=6), mysql.ENUM("a", "b"), mysql.SET("a", "b"), mysql.MEDIUMTEXT(collation="c"), mysql.TINYINT(1), mysql.DECIMAL(10, 2, unsigned=True), mysql.TEXT(charset="utf8mb4"))

# case: other dialects' reprs
for t in "DATE DATETIME TIME JSON INTEGER BLOB".split():
    show(getattr(sqlite, t)())
for t in "BIT DATETIME2 DATETIMEOFFSET IMAGE JSON MONEY NTEXT NVARCHAR SQL_VARIANT TINYINT UNIQUEIDENTIFIER VARBINARY XML".split():
    show(getattr(mssql, t)())
show(mssql.VARCHAR(5, collation="x"), mssql.VARBINARY(5), oracle.NUMBER(5, 2), oracle.VARCHAR2(5), oracle.CLOB())

# case: errors of constructors
attempt(lambda: sa.Integer(display_width=1))
attempt(lambda: sa.BigInteger(5))
attempt(lambda: sa.String().with_variant(sa.Text()))
attempt(lambda: sa.String().with_variant(sa.Text(), "x").with_variant(sa.Text(), "x"))
attempt(lambda: sa.String().with_variant(sa.Text().with_variant(sa.Integer(), "y"), "x"))
attempt(lambda: sa.ARRAY(sa.ARRAY(sa.Integer)))
attempt(lambda: sa.types.TypeDecorator())
attempt(lambda: postgresql.ENUM("a", "b"))
attempt(lambda: sa.DateTime("x", "y"))

# case: decorators and user types
class Mine(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True


class Other(sa.types.TypeDecorator):
    impl = sa.String(20)

    def __init__(self, x=1):
        super().__init__()


class Spec(sa.types.UserDefinedType):
    def __init__(self, n=3):
        self.n = n

    def get_col_spec(self, **kw):
        return f"SPEC({self.n})"


class Old(sa.types.UserDefinedType):
    def get_col_spec(self):
        return "OLD"


class Sub(sa.String):
    pass


show(Mine(), Mine(50), Mine(length=7).length, Other(), Spec(), Spec(5), Sub(4), Mine(3).impl, Mine(3).python_type)
sql(Mine(5))
sql(Spec(5))
sql(Old())
sql(Sub(4))

# case: load_dialect_impl
class Guid(sa.types.TypeDecorator):
    impl = sa.CHAR

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))


sql(Guid())
show(Guid())

# case: compiles on types
from sqlalchemy.ext.compiler import compiles


@compiles(postgresql.JSONB, "sqlite")
def _(element, compiler, **kw):
    return "JSON"


class Point(sa.types.UserDefinedType):
    pass


@compiles(Point)
def _(element, compiler, **kw):
    return "POINT_" + compiler.dialect.name


class JSONB2(sa.JSON):
    __visit_name__ = "JSONB"


@compiles(JSONB2, "sqlite")
def _(element, compiler, **kw):
    return compiler.visit_JSON(element, **kw)


sql(postgresql.JSONB())
sql(Point())
sql(JSONB2())

# case: ddl of types
for t in (sa.Integer(), sa.SmallInteger(), sa.BigInteger(), sa.Numeric(10, 2), sa.Float(), sa.Float(24), sa.Double(), sa.String(), sa.String(50),
          sa.String(50, collation="C"), sa.Unicode(5), sa.Text(), sa.UnicodeText(), sa.NVARCHAR(3), sa.NCHAR(3), sa.Boolean(), sa.Date(), sa.Time(),
          sa.DateTime(), sa.DateTime(timezone=True), sa.TIMESTAMP(), sa.TIMESTAMP(timezone=True), sa.Interval(), sa.LargeBinary(), sa.LargeBinary(20),
          sa.PickleType(), sa.JSON(), sa.Uuid(), sa.Uuid(native_uuid=False), sa.UUID(), sa.Enum("a", "bb", name="e"), sa.Enum("a", "bb", native_enum=False),
          sa.Enum("a", length=30, native_enum=False), sa.ARRAY(sa.Integer), sa.CHAR(3), sa.BLOB(), sa.BINARY(3), sa.DATETIME(), sa.REAL(), sa.DOUBLE_PRECISION(53), sa.DECIMAL(5)):
    sql(t)

# case: ddl of postgres types
for t in (postgresql.UUID(), postgresql.JSONB(), postgresql.JSON(), postgresql.TIMESTAMP(precision=3, timezone=True), postgresql.TIME(True, 2), postgresql.INTERVAL(), postgresql.INTERVAL(fields="DAY TO SECOND", precision=3),
          postgresql.BIT(), postgresql.BIT(5), postgresql.BIT(5, varying=True), postgresql.INET(), postgresql.CITEXT(), postgresql.TSVECTOR(), postgresql.HSTORE(), postgresql.INT4RANGE(), postgresql.TSTZMULTIRANGE(), postgresql.BYTEA(),
          postgresql.ARRAY(sa.String(5), dimensions=2), postgresql.ENUM("a", name="E x"), postgresql.MONEY(), postgresql.DOMAIN("dom", sa.Integer), postgresql.OID(), postgresql.JSONPATH(), postgresql.DOUBLE_PRECISION(53)):
    sql(t, "postgresql")

# case: foreign types elsewhere
sql(mysql.VARCHAR(36, charset="utf8"))
sql(mysql.INTEGER(display_width=11))
sql(mysql.DATETIME(fsp=6), "sqlite")
sql(sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql"))
sql(sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
sql(sa.JSON().with_variant(postgresql.JSONB(), "postgresql"))
sql(mssql.NVARCHAR(5), "sqlite")

# case: variants
v = sa.String(5).with_variant(sa.Text(), "postgresql", "mysql")
show(v, sorted(v._variant_mapping), type(v).__name__, v.length)

# case: as_generic and affinity
show(sa.VARCHAR(5).as_generic(), sa.BIGINT().as_generic(), sa.TIMESTAMP().as_generic(), sa.NUMERIC(3).as_generic(), postgresql.INTERVAL().as_generic(), mysql.INTEGER(11).as_generic())
show(sa.VARCHAR()._type_affinity.__name__, sa.Text()._type_affinity.__name__, sa.BIGINT()._type_affinity.__name__, sa.Enum("a")._type_affinity.__name__, Color and sa.Float()._type_affinity.__name__)
show(isinstance(sa.VARCHAR(), sa.String), issubclass(postgresql.JSONB, sa.JSON), isinstance(sa.Enum("a"), sa.String), isinstance(postgresql.UUID(), sa.Uuid), isinstance(mysql.VARCHAR(5), sa.String))
show(sa.String.__visit_name__, postgresql.JSONB.__visit_name__, sa.DateTime.__visit_name__, str(sa.Integer().python_type), str(sa.DateTime().python_type), str(sa.Enum(Color).python_type))
