"""What is rendered: (title, options, Python that makes a list of operations) by file. See record.py."""
from __future__ import annotations

import sqlalchemy as sa

POSTGRES = {"dialects": ("postgresql",)}
SQLITE = {"dialects": ("sqlite",)}
MYSQL = {"dialects": ("mysql",)}
BATCH = {"render_as_batch": True}
CONVENTION = {
    "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s",
}


class Money(sa.TypeDecorator):
    """A type of a project's own."""

    impl = sa.Numeric
    cache_ok = True

    def __init__(self, currency="EUR"):
        super().__init__(10, 2)
        self.currency = currency


class Point(sa.types.UserDefinedType):
    """A type that writes its own DDL."""

    def get_col_spec(self, **_):
        return "POINT"


def table(*args, naming=None, **kwargs):
    """A table in a MetaData of its own."""
    return sa.Table(*args[:1], sa.MetaData(naming_convention=naming), *args[1:], **kwargs)


def with_type(text):
    return f'[ops.AddColumnOp("t", sa.Column("c", {text}))]'


def column(text):
    return f"[ops.AddColumnOp(\"t\", sa.Column('c', sa.Integer(), {text}))]"


TYPES = """
sa.Integer()  sa.SmallInteger()  sa.BigInteger()  sa.INTEGER()  sa.SMALLINT()  sa.BIGINT()
sa.String()  sa.String(5)  sa.String(5,collation="x")  sa.Text()  sa.Unicode(3)  sa.UnicodeText()
sa.VARCHAR(7)  sa.CHAR(2)  sa.NVARCHAR(3)  sa.TEXT()  sa.CLOB()
sa.Numeric(5,2)  sa.Numeric()  sa.NUMERIC(3)  sa.DECIMAL(4,1)  sa.Numeric(asdecimal=False)
sa.Float()  sa.Float(53)  sa.Double()  sa.REAL()  sa.FLOAT(24)  sa.DOUBLE_PRECISION(53)  sa.DOUBLE()
sa.Boolean()  sa.Boolean(create_constraint=True,name="x")  sa.BOOLEAN()
sa.Date()  sa.DATE()  sa.Time()  sa.Time(timezone=True)  sa.DateTime()  sa.DateTime(timezone=True)
sa.TIMESTAMP()  sa.TIMESTAMP(timezone=True)  sa.DATETIME()
sa.Interval()  sa.Interval(second_precision=3)  sa.LargeBinary()  sa.LargeBinary(10)  sa.BLOB()  sa.BINARY(4)
sa.VARBINARY(4)  sa.PickleType()  sa.JSON()  sa.Uuid()  sa.Uuid(as_uuid=False)  sa.UUID()  sa.types.NullType()
sa.Enum("a","b",name="q")  sa.Enum("a","b",name="q",schema="s")  sa.Enum("it's",'say\\"',name="e")
sa.Enum("a",name="q",native_enum=False,create_constraint=True,length=10)
sa.ARRAY(sa.String(5),dimensions=2)  sa.ARRAY(sa.Integer())  user.Money()  user.Money("USD")  user.Point()
sa.String(5).with_variant(sa.Text(),"sqlite")
sa.JSON().with_variant(postgresql.JSONB(),"postgresql").with_variant(sa.Text(),"mysql")
sa.Integer().with_variant(user.Money(),"sqlite")
postgresql.UUID()  postgresql.JSONB()  postgresql.JSON()  postgresql.JSONB(astext_type=sa.String(5))
postgresql.HSTORE()  postgresql.HSTORE(text_type=sa.String(3))  postgresql.ARRAY(sa.Integer())
postgresql.ARRAY(sa.String(5),dimensions=1)  postgresql.ARRAY(postgresql.ENUM("a","b",name="en"))
postgresql.ARRAY(user.Money())  postgresql.ENUM("u","v",name="pgenum",schema="s")
postgresql.ENUM("u",name="pgenum",create_type=False)  postgresql.TIMESTAMP(precision=2)
postgresql.TIMESTAMP(timezone=True)  postgresql.TIME(precision=3)  postgresql.INTERVAL()
postgresql.INTERVAL(fields="day\\tto\\tsecond".replace("\\t",chr(32)),precision=3)  postgresql.BIT(5)
postgresql.BIT(8,varying=True)  postgresql.INET()  postgresql.CIDR()  postgresql.MACADDR()  postgresql.MONEY()
postgresql.OID()  postgresql.REGCLASS()  postgresql.TSVECTOR()  postgresql.TSQUERY()  postgresql.CITEXT()
postgresql.BYTEA()  postgresql.INT4RANGE()  postgresql.DATERANGE()  postgresql.TSTZRANGE()  postgresql.NUMMULTIRANGE()
postgresql.DOMAIN("dm",sa.String(5),default="x",not_null=True,check="VALUE>'a'")
postgresql.DOMAIN("dm",sa.Integer(),schema="s",constraint_name="ck",create_type=False)
mysql.TINYINT(display_width=1)  mysql.INTEGER(unsigned=True)  mysql.BIGINT(20)  mysql.DOUBLE(10,2)  mysql.DECIMAL(5,2)
mysql.FLOAT(10)  mysql.BIT(4)  mysql.YEAR()  mysql.DATETIME(fsp=3)  mysql.TIMESTAMP(fsp=6)  mysql.TIME(fsp=2)
mysql.VARCHAR(20,charset="latin1")  mysql.VARCHAR(20,collation="utf8mb4_bin")  mysql.TEXT(charset="utf8")  mysql.LONGTEXT()
mysql.MEDIUMTEXT()  mysql.TINYTEXT()  mysql.ENUM("a","b")  mysql.SET("a","b")  mysql.LONGBLOB()  mysql.JSON()
mysql.NUMERIC(5)  mysql.SMALLINT(unsigned=True,zerofill=True)  mysql.CHAR(3,national=True)
sqlite.JSON()  sa.JSON(none_as_null=True)
sa.String(5).with_variant(mysql.VARCHAR(5,charset="latin1"),"mysql","mariadb")
"""

DEFAULTS = [
    'server_default="x"', "server_default=\"it's 'x\"", 'server_default="5"', "server_default=\"'quoted'\"",
    'server_default=""', 'server_default=sa.text("now()")', 'server_default=sa.text("5")',
    'server_default=sa.text("10")', 'server_default=sa.text("\'x\'")', 'server_default=sa.text("(1 + 2)")',
    "server_default=sa.func.now()", "server_default=sa.func.current_timestamp()", "server_default=sa.true()",
    "server_default=sa.false()", "server_default=sa.null()", 'server_default=sa.text("a % b")',
    "server_default=sa.text(\"'{}'::jsonb\")", 'server_default=sa.FetchedValue()', 'server_default=sa.literal(5)',
    'server_default=sa.cast("1", sa.Integer)', 'server_default="line\\nbreak"',
    'server_default=sa.text("x\\ny")', 'server_default="☃ é"',
]

COLUMNS = [
    "nullable=False", "nullable=True", "comment='it\\'s'", "comment=''", "autoincrement=True", "autoincrement=False",
    "autoincrement='ignore_fk'", "system=True", "primary_key=True", "index=True", "unique=True",
    "nullable=False, server_default='1', comment='c', autoincrement=False",
    "sqlite_on_conflict_not_null='FAIL', nullable=False",
]

GENERATED = [
    'sa.Computed("a + 1")', 'sa.Computed("a + 1", persisted=True)', 'sa.Computed("a + 1", persisted=False)',
    'sa.Computed(sa.text("a % 2"))', "sa.Identity()", "sa.Identity(always=True)",
    "sa.Identity(always=False, start=5, increment=2, minvalue=1, maxvalue=9, cycle=True, cache=3)",
    "sa.Identity(nominvalue=True, nomaxvalue=True)", "sa.Identity(always=True), nullable=True",
]

ALTER = [
    'existing_type=sa.VARCHAR(30), modify_nullable=False', 'existing_type=sa.VARCHAR(30), modify_type=sa.String(60)',
    'existing_type=sa.Integer(), modify_server_default="5"', 'existing_type=sa.Integer(), modify_server_default=None',
    'existing_type=sa.Integer(), modify_server_default=sa.DefaultClause(sa.text("x()"))',
    'existing_type=sa.Integer(), modify_name="d"', 'existing_type=sa.Integer(), modify_comment="c"',
    'existing_type=sa.Integer(), modify_comment=None, existing_comment="old"',
    'existing_type=sa.Integer(), existing_comment="old", modify_nullable=True',
    'existing_type=sa.Integer(), existing_nullable=False, modify_type=sa.BigInteger()',
    'existing_type=sa.Integer(), existing_nullable=True, modify_nullable=False',
    'existing_type=sa.Integer(), existing_server_default=sa.DefaultClause(sa.text("7")), modify_nullable=False',
    'existing_type=sa.Integer(), existing_server_default="7", modify_server_default="8"',
    'existing_type=sa.Integer(), autoincrement=True', 'existing_type=sa.Integer(), autoincrement=False',
    'existing_type=postgresql.JSONB(), modify_type=postgresql.JSON()',
    'existing_type=sa.Integer(), modify_server_default=sa.Identity(always=True)',
    'existing_type=sa.Integer(), existing_server_default=sa.Identity(always=False, start=1), modify_nullable=False',
    'existing_type=sa.Integer(), modify_server_default=sa.Computed("a + b")',
    'existing_type=sa.Integer(), existing_server_default=False, modify_nullable=False',
    'modify_nullable=False',
    'schema="s", existing_type=sa.Integer(), modify_type=user.Money(), modify_nullable=False, modify_comment="c"',
]

#: The operations that one table's change may hold.
CHANGES = [
    'ops.AddColumnOp("t", sa.Column("z", sa.Integer()))',
    'ops.AddColumnOp("t", sa.Column("z", sa.Integer()), schema="s")',
    'ops.AddColumnOp("t", sa.Column("z", sa.Integer()), if_not_exists=True)',
    'ops.DropColumnOp("t", "z")', 'ops.DropColumnOp("t", "z", schema="s")', 'ops.DropColumnOp("t", "z", if_exists=True)',
    'ops.CreateIndexOp("i", "t", ["a", "b"])', 'ops.CreateIndexOp(conv("i"), "t", ["a"], unique=True)',
    'ops.CreateIndexOp("i", "t", ["a"], schema="s", if_not_exists=True)', 'ops.CreateIndexOp(None, "t", ["a"])',
    'ops.CreateIndexOp("i", "t", [sa.text("lower(a)"), "b"])',
    'ops.CreateIndexOp("i", "t", [sa.func.lower(sa.column("a"))])',
    'ops.CreateIndexOp("i", "t", [sa.column("a").desc()])',
    'ops.CreateIndexOp("i", "t", [sa.column("a").desc().nulls_last()])',
    'ops.CreateIndexOp("i", "t", [sa.column("a") + sa.column("b")])',
    'ops.CreateIndexOp("i", "t", [sa.column("a").op("->>")("x")])',
    'ops.CreateIndexOp("i", "t", [(sa.column("a") == 1)])',
    'ops.CreateIndexOp("i", "t", [sa.cast(sa.column("a"), sa.String)])',
    'ops.CreateIndexOp("i", "t", [sa.literal_column("a % 2")])',
    'ops.CreateIndexOp("i", "t", [sa.func.lower(sa.column("a")).label("low")])',
    'ops.DropIndexOp("i", table_name="t")', 'ops.DropIndexOp(conv("i"), table_name="t", schema="s", if_exists=True)',
    'ops.CreateUniqueConstraintOp("u", "t", ["a", "b"])', 'ops.CreateUniqueConstraintOp(None, "t", ["a"])',
    'ops.CreateUniqueConstraintOp(conv("u"), "t", ["a"], schema="s", deferrable=True, initially="DEFERRED")',
    'ops.CreateForeignKeyOp("f", "t", "o", ["a"], ["b"])',
    'ops.CreateForeignKeyOp(conv("f"), "t", "o", ["a", "b"], ["c", "d"], source_schema="s", referent_schema="r")',
    'ops.CreateForeignKeyOp("f", "t", "o", ["a"], ["b"], onupdate="CASCADE", ondelete="SET NULL", initially="DEFERRED",'
    ' deferrable=True)',
    'ops.CreateForeignKeyOp("f", "t", "o", ["a"], ["b"], deferrable=False)',
    'ops.CreateForeignKeyOp(None, "t", "o", ["a"], ["b"], use_alter=True, match="FULL")',
    'ops.CreateCheckConstraintOp("c", "t", sa.text("a > 1"))', 'ops.CreateCheckConstraintOp("c", "t", "a > 1", schema="s")',
    'ops.CreateCheckConstraintOp(conv("c"), "t", sa.column("a") > 1)',
    'ops.DropConstraintOp("u", "t")', 'ops.DropConstraintOp("u", "t", type_="unique")',
    'ops.DropConstraintOp(conv("u"), "t", type_="foreignkey", schema="s")',
    'ops.DropConstraintOp("u", "t", type_="primary", if_exists=True)', 'ops.DropConstraintOp(None, "t", type_="check")',
    'ops.CreateTableCommentOp("t", "it\'s", existing_comment=None)',
    'ops.CreateTableCommentOp("t", "new", existing_comment="old", schema="s")',
    'ops.DropTableCommentOp("t", existing_comment="old")', 'ops.DropTableCommentOp("t", existing_comment="old", schema="s")',
    'ops.ExecuteSQLOp("SELECT 1")', 'ops.ExecuteSQLOp("it\'s\\n% :x")', 'ops.CreatePrimaryKeyOp("p", "t", ["a"])',
    'ops.RenameTableOp("t", "u")',
]

POSTGRES_CHANGES = [
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_using="gin")',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_where=sa.text("a > 1"))',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_where=sa.column("a") > 1)',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_include=["b", "c"])',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_ops={"a": "text_pattern_ops"})',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_with={"fillfactor": "50"})',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_concurrently=True)',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_nulls_not_distinct=True, unique=True)',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_tablespace="ts")',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_ops={"a": "gin_trgm_ops"}, postgresql_using="gin")',
    'ops.CreateIndexOp("i", "t", ["a"], postgresql_with={"lists": 100}, postgresql_where=None)',
    'ops.DropIndexOp("i", table_name="t", postgresql_concurrently=True)',
    'ops.DropIndexOp("i", table_name="t", postgresql_where=sa.text("a > 1"), postgresql_using="btree")',
    'ops.CreateUniqueConstraintOp("u", "t", ["a"], postgresql_nulls_not_distinct=True)',
    'ops.CreateUniqueConstraintOp("u", "t", ["a"], postgresql_include=["b"])',
    'ops.CreateForeignKeyOp("f", "t", "o", ["a"], ["b"], postgresql_not_valid=True)',
    'ops.CreateCheckConstraintOp("c", "t", "a > 1", postgresql_not_valid=True)',
]

MYSQL_CHANGES = [
    'ops.CreateIndexOp("i", "t", ["a"], mysql_length=10)', 'ops.CreateIndexOp("i", "t", ["a", "b"], mysql_length={"a": 10})',
    'ops.CreateIndexOp("i", "t", ["a"], mysql_prefix="FULLTEXT", mysql_with_parser="ngram")',
    'ops.CreateIndexOp("i", "t", ["a"], mysql_using="hash", unique=True)',
    'ops.CreateIndexOp("i", "t", [sa.func.lower(sa.column("a"))])', 'ops.DropIndexOp("i", table_name="t", mysql_length=10)',
]

SQLITE_CHANGES = [
    'ops.CreateIndexOp("i", "t", ["a"], sqlite_where=sa.text("a > 1"))',
    'ops.DropIndexOp("i", table_name="t", sqlite_where=sa.text("a > 1"))',
    'ops.CreateUniqueConstraintOp("u", "t", ["a"], sqlite_on_conflict="REPLACE")',
]

ID = 'sa.Column("id", sa.Integer(), primary_key=True)'
TABLES = [
    ("nothing in it", 'table("t")'),
    ("a key and a text", f'table("t", {ID}, sa.Column("a", sa.String(50)))'),
    ("in a schema, with a comment", f'table("t", {ID}, schema="s", comment="it\'s")'),
    ("an empty comment", f'table("t", {ID}, comment="")'),
    ("info and prefixes", f'table("t", {ID}, info={{"a": [1, "x"]}}, prefixes=["TEMPORARY", "X"])'),
    ("a name to quote", 'table("My \'t\'", sa.Column("the id", sa.Integer(), primary_key=True))'),
    ("a key of two", 'table("t", sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer(), primary_key=True))'),
    ("a named key", 'table("t", sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint("a", name="pk"))'),
    ("uniques", f'table("t", {ID}, sa.Column("a", sa.Integer(), unique=True), sa.UniqueConstraint("a", "id", name="u"))'),
    ("a deferrable unique", f'table("t", {ID}, sa.UniqueConstraint("id", deferrable=True, initially="DEFERRED"))'),
    ("checks", f'table("t", {ID}, sa.CheckConstraint("id > 1"), sa.CheckConstraint(sa.text("id % 2 = 0"), name="c"))'),
    ("a check in a column", 'table("t", sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 1", name="c")))'),
    ("checks of types", f'table("t", {ID}, sa.Column("b", sa.Boolean(create_constraint=True)), sa.Column("e", sa.Enum("x", native_enum=False, create_constraint=True, name="e")))'),
    ("a foreign key", f'table("t", {ID}, sa.Column("o_id", sa.Integer(), sa.ForeignKey("o.id")))'),
    ("foreign keys with options", f'table("t", {ID}, sa.Column("a", sa.Integer()), sa.ForeignKeyConstraint(["a"], ["s.o.id"], name="f", onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", match="FULL"))'),
    ("a foreign key of two columns, added later", 'table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.ForeignKeyConstraint(["a", "b"], ["o.x", "o.y"], name="f", use_alter=True))'),
    ("a foreign key that is not deferrable", 'table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("o.id", deferrable=False)))'),
    ("names of a convention", f'table("t", {ID}, sa.Column("a", sa.Integer(), sa.ForeignKey("o.id"), unique=True), sa.CheckConstraint("a > 1", name="pos"), naming=user.CONVENTION)'),
    ("a name that is final", f'table("t", {ID}, sa.UniqueConstraint("id", name=conv("u")))'),
    ("a key's column that allows NULL", 'table("t", sa.Column("id", sa.Integer(), primary_key=True, nullable=True))'),
    ("an index, which is not part of it", f'table("t", {ID}, sa.Column("a", sa.Integer(), index=True))'),
    ("everything of a column", f'table("t", {ID}, sa.Column("a", sa.Integer(), server_default="1", nullable=False, comment="c"), sa.Column("b", sa.Integer(), sa.Computed("a + 1")), sa.Column("c", sa.Integer(), sa.Identity(always=True)))'),
    ("types that need an import", f'table("t", {ID}, sa.Column("a", postgresql.JSONB()), sa.Column("b", mysql.ENUM("x")))'),
    ("too many columns for arguments", 'table("t", *[sa.Column(f"c{n}", sa.Integer()) for n in range(256)])'),
    ("as many as there may be", 'table("t", *[sa.Column(f"c{n}", sa.Integer()) for n in range(255)])'),
]

POSTGRES_TABLES = [
    ("partition and inheritance", f'table("t", {ID}, postgresql_partition_by="RANGE (id)", postgresql_inherits="p")'),
    ("two parents", f'table("t", {ID}, postgresql_inherits=("p", "q"))'),
    ("storage", f'table("t", {ID}, postgresql_with={{"fillfactor": "70"}}, postgresql_tablespace="ts", postgresql_using="heap", postgresql_on_commit="PRESERVE ROWS")'),
    ("an exclude constraint", f'table("t", {ID}, sa.Column("r", postgresql.INT4RANGE()), postgresql.ExcludeConstraint((sa.column("r"), "&&"), name="x", where=sa.text("id > 1"), using="gist"))'),
    ("an exclude constraint with an expression", f'table("t", {ID}, postgresql.ExcludeConstraint((sa.func.int4range(sa.column("id"), 5), "&&"), (sa.text("id"), "="), (sa.literal_column("id + 1"), "="), deferrable=True, initially="DEFERRED"))'),
    ("distinct nulls", f'table("t", {ID}, sa.UniqueConstraint("id", postgresql_nulls_not_distinct=True, postgresql_include=["id"]))'),
]
MYSQL_TABLES = [
    ("engine", f'table("t", {ID}, mysql_engine="InnoDB", mysql_charset="utf8mb4", mysql_auto_increment=5)'),
    ("MariaDB's engine", f'table("t", {ID}, mariadb_engine="Aria", mysql_engine="InnoDB")'),
]
SQLITE_TABLES = [
    ("options", f'table("t", {ID}, sqlite_autoincrement=True, sqlite_with_rowid=False, sqlite_strict=True)'),
    ("conflicts", f'table("t", {ID}, sa.UniqueConstraint("id", sqlite_on_conflict="IGNORE"))'),
]

PREFIXES = {"sqlalchemy_module_prefix": "sqlalchemy.", "alembic_module_prefix": "", "user_module_prefix": "my."}


def listed(changes, options):
    return [(f"{number}", options, f"[{text}]") for number, text in enumerate(changes, 1)]


def in_batch(changes, options):
    return [
        (f"{number}", BATCH | options, f'[ops.ModifyTableOps("t", [{text}])]')
        for number, text in enumerate(changes, 1)
    ]


CASES = {
    "types": [(f"{text}", {}, with_type(text)) for text in TYPES.split()],
    "types_prefixes": [
        (text, PREFIXES, with_type(text))
        for text in ("sa.Integer()", "user.Money()", "postgresql.JSONB()", "sa.ARRAY(sa.Integer())", "user.Point()")
    ],
    "columns": [(text, {}, column(text)) for text in [*DEFAULTS, *COLUMNS, *GENERATED]],
    "alter": [(text, {}, f'[ops.AlterColumnOp("t", "c", {text})]') for text in ALTER],
    "alter_batch": [
        (text, BATCH, f'[ops.ModifyTableOps("t", [ops.AlterColumnOp("t", "c", {text})])]') for text in ALTER
    ],
    "changes": listed(CHANGES, {}),
    "changes_batch": in_batch(CHANGES, {}),
    "changes_postgresql": listed(POSTGRES_CHANGES, POSTGRES),
    "changes_postgresql_batch": in_batch(POSTGRES_CHANGES, POSTGRES),
    "changes_mysql": listed(MYSQL_CHANGES, MYSQL),
    "changes_sqlite": listed(SQLITE_CHANGES, SQLITE),
    "tables": [
        *((title, {}, f"[CREATE({text})]") for title, text in TABLES),
        *((title, POSTGRES, f"[CREATE({text})]") for title, text in POSTGRES_TABLES),
        *((title, MYSQL, f"[CREATE({text})]") for title, text in MYSQL_TABLES),
        *((title, SQLITE, f"[CREATE({text})]") for title, text in SQLITE_TABLES),
        ("other prefixes", PREFIXES, f'[CREATE(table("t", {ID}, sa.UniqueConstraint("id", name=conv("u"))))]'),
        ("dropped", {}, '[ops.DropTableOp("t"), ops.DropTableOp("t", schema="s"), ops.DropTableOp("t", if_exists=True)]'),
        ("not over another", {}, '[ops.CreateTableOp("t", [sa.Column("a", sa.Integer())], if_not_exists=True)]'),
    ],
    "layout": [
        ("nothing", {}, "[]"),
        ("nothing in a batch", BATCH, '[ops.ModifyTableOps("t", [])]'),
        ("two batches", BATCH, '[ops.ModifyTableOps("t", [ops.DropColumnOp("t", "a"), ops.AlterColumnOp("t", "b", existing_type=sa.Integer(), modify_nullable=False)]), ops.ModifyTableOps("u", [ops.DropConstraintOp(None, "u", type_="check"), ops.CreateTableCommentOp("u", "x")], schema="s"), ops.DropTableOp("v")]'),
        ("a table in a batch of its own", BATCH, f'[CREATE(table("t", {ID})), ops.ModifyTableOps("t", [ops.CreateIndexOp("i", "t", ["a"])])]'),
        ("changes one after another", {}, '[ops.ModifyTableOps("t", [ops.DropColumnOp("t", "a"), ops.AlterColumnOp("t", "b", existing_type=sa.Integer(), modify_nullable=False)], schema="s")]'),
    ],
}
