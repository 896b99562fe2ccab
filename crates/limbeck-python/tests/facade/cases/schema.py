import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, MetaData, PrimaryKeyConstraint, String, Table, UniqueConstraint, func, text
from sqlalchemy.dialects import postgresql

m = MetaData()

# case: a table with everything
t = Table(
    "users", m,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False, index=True, comment="the name"),
    Column("email", String, unique=True, server_default="x@y"),
    Column("age", Integer, CheckConstraint("age > 0", name="ck_age"), server_default=text("0")),
    Column("parent", Integer, ForeignKey("users.id", ondelete="CASCADE", name="fk_parent")),
    Column("flag", sa.Boolean(create_constraint=True, name="ck_flag"), default=True),
    Column("kind", sa.Enum("a", "b", name="kind", create_constraint=True)),
    Column("at", sa.DateTime(timezone=True), server_default=func.now(), onupdate=func.now()),
    UniqueConstraint("name", "email", name="uq_ne"),
    CheckConstraint("age < 200"),
    comment="people",
)
structure(t)
sql(t)
t.append_constraint(Index("ix_lower", text("lower(name)")))
structure(t)

# case: order of constraints
Table("a", m, Column("id", Integer, primary_key=True), Column("x", Integer))
t = Table("b", m, Column("id", Integer, ForeignKey("a.id"), primary_key=True), CheckConstraint("id > 1"), Column("u", Integer, unique=True),
          ForeignKeyConstraint(["u"], ["a.x"], onupdate="CASCADE", deferrable=True, initially="DEFERRED"), PrimaryKeyConstraint("id", name="pk_b"), UniqueConstraint("id", "u"))
structure(t)
sql(t)

# case: primary keys by constraint
t = Table("t", m, Column("a", Integer), Column("b", String), PrimaryKeyConstraint("b", "a", name="pk"))
structure(t)
sql(t)
t = Table("t2", m, Column("a", Integer, primary_key=True), Column("b", Integer, primary_key=True), Column("c", Integer, autoincrement=True))
structure(t)
sql(t)
t = Table("t3", m, Column("a", Integer, nullable=True, primary_key=True))
structure(t)
sql(t)
t = Table("t4", m, Column("a", Integer), PrimaryKeyConstraint("a"))
structure(t)
sql(t)

# case: type inherited by a foreign key
Table("p", m, Column("id", sa.BigInteger, primary_key=True))
t = Table("c", m, Column("p_id", ForeignKey("p.id")), Column("later", ForeignKey("q.id")), Column("q2", None, ForeignKey("q.id")))
show(t.c.p_id.type, t.c.later.type)
Table("q", m, Column("id", sa.String(7), primary_key=True))
show(t.c.later.type, t.c.q2.type, t.c.later.references(m.tables["q"].c.id))
structure(t)
sql(t)

# case: schemas
m2 = MetaData(schema="s")
a = Table("a", m2, Column("id", Integer, primary_key=True))
b = Table("b", m2, Column("a_id", ForeignKey("a.id")), Column("c_id", ForeignKey("s.a.id"), index=True), schema="other")
show(sorted(m2.tables), a.schema, b.schema, a.fullname, a.key)
attempt(lambda: b.c.a_id.foreign_keys and list(b.c.a_id.foreign_keys)[0].target_fullname)
attempt(lambda: list(b.c.c_id.foreign_keys)[0].column)
sql(a, "postgresql")

# case: computed and identity
t = Table("t", m, Column("id", Integer, sa.Identity(always=True, start=5), primary_key=True), Column("x", Integer), Column("y", Integer, sa.Computed("x + 1", persisted=True)), Column("z", Integer, sa.Identity()))
structure(t)
sql(t, "postgresql")
t = Table("t5", m, Column("x", Integer), Column("y", Integer, sa.Computed("x + 1")), Column("z", Integer, sa.Computed(sa.literal_column("x") * 2, persisted=False)))
sql(t, "sqlite")
attempt(lambda: Column("a", Integer, sa.Identity(), autoincrement=False))
attempt(lambda: Column("a", Integer, sa.Computed("x"), server_default="1"))
show(repr(sa.Identity(start=3)))

# case: sequences
s = sa.Sequence("sq", start=3, metadata=m)
t = Table("t", m, Column("id", Integer, s, primary_key=True), Column("n", Integer, server_default=s.next_value()), Column("k", Integer, sa.Sequence("k2", schema="x")))
structure(t)
sql(t, "postgresql")
show(s.name, s.start, t.c.id.default is s)

# case: server defaults
t = Table("t", m, Column("a", Integer, server_default="5"), Column("b", Integer, server_default=text("5")), Column("c", sa.Boolean, server_default=sa.false()), Column("d", sa.Boolean, server_default=sa.true()),
          Column("e", sa.DateTime, server_default=func.current_timestamp()), Column("f", sa.String, server_default=sa.literal("x'y")), Column("g", sa.String, server_default=sa.FetchedValue()), Column("h", sa.String, server_default=sa.null()),
          Column("i", postgresql.JSONB, server_default=text("'{}'::jsonb")), Column("j", sa.String, server_default=sa.DefaultClause("z")), Column("k", Integer, server_default=func.coalesce(1, 2)), Column("l", sa.Uuid, server_default=func.gen_random_uuid()))
structure(t)
sql(t)
attempt(lambda: Column("a", Integer, server_default=5))
attempt(lambda: Column("a", Integer, server_default=False))

# case: errors of columns
attempt(lambda: Column("a", Integer, foo=1))
attempt(lambda: Column("a", Integer, foo_bar=1))
attempt(lambda: Column("a", Integer, postgresql_x=1))
attempt(lambda: Column("a", Integer, name="b"))
attempt(lambda: Column("a", Integer, type_=String))
attempt(lambda: Column("a", Integer, 5))
attempt(lambda: Column("a", Integer, default=1, insert_default=2))
attempt(lambda: Table("t", m, Column()))
attempt(lambda: Table("t", m, Column("a", Integer), Column("a", String)))
attempt(lambda: Table("t", m, Column("a", Integer, key="z"), Column("b", String, key="z")))
attempt(lambda: Table("t", m, UniqueConstraint("q")))
attempt(lambda: Table("t", m, Index("i", "q")))
attempt(lambda: Table("t"))
attempt(lambda: Table("t", m, 5))
attempt(lambda: Table("t", m, "x"))
attempt(lambda: Table("t", m, Column("a", Integer, index="ix")))
attempt(lambda: Table("t", m, Column("a", Integer, unique="ix")))
attempt(lambda: ForeignKey(5))
attempt(lambda: ForeignKeyConstraint(["a"], ["b.c", "b.d"]))
attempt(lambda: MetaData(5))
attempt(lambda: Column(Integer, quote=True))
attempt(lambda: Column("a", Integer, default=lambda a, b: 1))
attempt(lambda: Column("a", String(5), nullable=False, primary_key=True, doc="x", key="k", quote=True, info={"a": 1}))

# case: extending tables
t = Table("t", m, Column("a", Integer))
attempt(lambda: Table("t", m, Column("b", Integer)))
show(Table("t", m) is t)
Table("t", m, Column("b", Integer), Column("a", String), extend_existing=True, comment="c")
structure(t)
show(Table("t", m, Column("z", Integer), keep_existing=True) is t, "z" in t.c)
attempt(lambda: Table("t", m, extend_existing=True, keep_existing=True))
attempt(lambda: Table("nope", m, must_exist=True))

# case: column collections
t = Table("t", m, Column("a", Integer), Column("b", Integer, key="bb"), Column("c", Integer))
show(t.c.keys(), [c.name for c in t.c], "a" in t.c, "b" in t.c, len(t.c), t.c["a"] is t.c.a, t.c.get("zz"), t.columns is not None, list(t.primary_key.columns))
attempt(lambda: t.c.zz)
attempt(lambda: t.c["zz"])
attempt(lambda: t.c.a in t.c)
show(t.c["a", "bb"].keys(), [c.name for c in t.c[1:]], t.c.values()[0] is t.c.a, [k for k, v in t.c.items()], t.c.contains_column(t.c.a), t.c[0] is t.c.a)
show(str(t.c.a), str(t), repr(t), t.name, t.key, t.c.bb.name, t.c.bb.key, t.c.a.table is t)

# case: indexes
t = Table("t", m, Column("a", Integer), Column("b", String), Column("j", postgresql.JSONB))
Index("i1", t.c.a, t.c.b.desc(), unique=True)
Index("i2", func.lower(t.c.b), postgresql_using="gin", postgresql_ops={"b": "text_pattern_ops"}, postgresql_where=t.c.a > 5, postgresql_include=["a"], postgresql_with={"fillfactor": 50})
Index("i3", "a", sqlite_where=text("a > 1"), _table=t)
Index("i4", t.c.b.desc().nulls_last(), postgresql_concurrently=True, postgresql_nulls_not_distinct=True)
t.append_constraint(Index("i5", text("a || b"), "b"))
structure(t)
for i in sorted(t.indexes, key=lambda i: i.name):
    from sqlalchemy.schema import CreateIndex, DropIndex
    sql(CreateIndex(i))
    sql(DropIndex(i))
    show(repr(i) if i.name == "i3" else i.name)
attempt(lambda: Index("x", "a", postgresql_foo=1))
attempt(lambda: Index("x", 5))

# case: constraints attached later
t = Table("t", m, Column("a", Integer), Column("b", Integer))
UniqueConstraint(t.c.a, t.c.b, name="u")
CheckConstraint(t.c.a > 5, name="c")
c1, c2 = Column("x", Integer), Column("y", Integer)
u = UniqueConstraint(c1, c2, name="late")
t2 = Table("t2", m, c1, c2)
t2.append_constraint(ForeignKeyConstraint(["x"], ["t.a"], name="f", use_alter=True))
t2.append_column(Column("z", Integer, unique=True))
structure(t)
structure(t2)
sql(t)
sql(t2)
show(u.table is t2, [c.name for c in u.columns], "x" in u.columns)
attempt(lambda: UniqueConstraint(t.c.a, t2.c.x))
attempt(lambda: t2.append_column(Column("z", Integer)))

# case: check expressions
t = Table("t", m, Column("a", Integer), Column("b", String), CheckConstraint("a > 5 AND b != ':x'", name="n1"))
CheckConstraint(sa.and_(t.c.a > 5, t.c.b.in_(["x", "y"])))
CheckConstraint(func.length(t.c.b) <= 10, name="n2")
CheckConstraint(sa.or_(t.c.a.is_(None), t.c.b.is_not(None)), name="n3")
CheckConstraint(t.c.b.like("a%"), name="n4")
CheckConstraint(sa.not_(t.c.a.between(1, 2)), name="n5")
sql(t)

# case: dialect options of tables and constraints
t = Table("t", m, Column("a", Integer, primary_key=True), Column("b", Integer), UniqueConstraint("b", name="u", postgresql_nulls_not_distinct=True), CheckConstraint("a>1", name="c", postgresql_not_valid=True),
          ForeignKeyConstraint(["b"], ["o.id"], name="f", postgresql_not_valid=True), postgresql_partition_by="RANGE (a)", postgresql_tablespace="ts", postgresql_with={"fillfactor": 3}, sqlite_autoincrement=True, mysql_engine="InnoDB", prefixes=["TEMPORARY"])
Table("o", m, Column("id", Integer, primary_key=True))
sql(t)
show(sorted(t.dialect_kwargs.items(), key=str), t.dialect_options["mysql"].get("engine") if False else None)
t = Table("t2", m, Column("a", Integer), sqlite_with_rowid=False, sqlite_strict=True)
sql(t, "sqlite")
attempt(lambda: Table("x1", m, postgresql_bad=1))
attempt(lambda: Table("x2", m, bad=1))
attempt(lambda: UniqueConstraint("a", mysql_x=1))
attempt(lambda: UniqueConstraint("a", unknown_x=1))
attempt(lambda: CheckConstraint("a", sqlite_on_conflict="x").dialect_kwargs["sqlite_on_conflict"])

# case: exclude
t = Table("t", m, Column("a", Integer), Column("r", postgresql.TSRANGE), postgresql.ExcludeConstraint(("r", "&&"), ("a", "="), name="ex", where=text("a > 1"), using="gist", deferrable=True, initially="DEFERRED"))
sql(t, "postgresql")
t2 = Table("t2", m, Column("a", Integer), Column("r", postgresql.TSRANGE))
t2.append_constraint(postgresql.ExcludeConstraint((t2.c.r, "&&"), (sa.func.lower(t2.c.a), "="), ops={"r": "x_ops"}))
sql(t2, "postgresql")

# case: naming conventions
mm = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"})
t = Table("t", mm, Column("id", Integer, primary_key=True), Column("a", Integer, index=True), Column("b", Integer, unique=True), Column("c", sa.Boolean(create_constraint=True, name="flag")), Column("d", ForeignKey("t.id")), CheckConstraint("a > 1", name="pos"), UniqueConstraint("a", "b"), CheckConstraint("a < 5", name=sa.schema.conv("exact")))
sql(t)

# case: naming conventions with functions
def shout(constraint, table):
    return table.name.upper() + "%" + str(len(constraint.columns))


mm = MetaData(naming_convention={"shout": shout, "uq": "uq_%(shout)s_%(column_0_name)s", "ix": "ix_%(shout)s"})
t = Table("t", mm, Column("a", Integer, unique=True), Column("b", Integer), UniqueConstraint("a", "b"))
sql(t)

# case: quoting
t = Table("Order", m, Column("Select", Integer, primary_key=True), Column("plain", Integer, quote=True), Column(sa.quoted_name("LOUD", False), Integer), quote=True, schema="My Schema")
sql(t)
show(sa.quoted_name("x", True), repr(sa.quoted_name("x", True)), type(sa.quoted_name("x", None)).__name__ in ("str", "quoted_name"), sa.schema.conv("x") == "x", isinstance(sa.schema.conv("x"), sa.quoted_name))

# case: copies
t = Table("t", m, Column("id", Integer, primary_key=True), Column("a", String(5), ForeignKey("o.id"), index=True, nullable=False, server_default="x", comment="c"), Column("b", Integer, unique=True), UniqueConstraint("a", "b", name="u"), CheckConstraint("b > 1"), Index("ix", "b"), comment="hi")
m3 = MetaData()
t2 = t.to_metadata(m3, schema="zz")
show(t2.metadata is m3, t2.schema, repr(t2.c.a), repr(t2.c.b), sorted(type(c).__name__ for c in t2.constraints), sorted(str(i.name) for i in t2.indexes))
t3 = t.to_metadata(MetaData())
show(repr(t3.c.a), t3.comment, [c.name for c in t3.primary_key], sorted(str(c.name) for c in t3.constraints))

# case: metadata
a = Table("a", m, Column("id", Integer, primary_key=True), Column("b_id", ForeignKey("b.id")))
b = Table("b", m, Column("id", Integer, primary_key=True), Column("c_id", ForeignKey("c.id")))
c = Table("c", m, Column("id", Integer, primary_key=True))
d = Table("d", m, Column("id", Integer, primary_key=True))
show([t.name for t in m.sorted_tables], sorted(m.tables), "a" in m, a in m, m.schema, m.naming_convention, repr(m))
m.remove(d)
show(sorted(m.tables))
attempt(lambda: m.tables.__setitem__("x", 1))
m.clear()
show(len(m.tables))

# case: on conflict options
t = Table("t", m, Column("a", Integer, sqlite_on_conflict_not_null="FAIL", nullable=False), Column("b", Integer, unique=True, sqlite_on_conflict_unique="IGNORE"), UniqueConstraint("a", sqlite_on_conflict="REPLACE"))
sql(t, "sqlite")

# case: light tables
t = sa.table("t", sa.column("a", Integer), sa.column("b"), schema="s")
show(t.c.keys(), t.name, t.schema, t.fullname, t.c.a.type, t.c.b.type, t.c.a.table is t, str(t.c.a), str(t), repr(t))
attempt(lambda: sa.table("t", foo=1))

# case: ddl elements
from sqlalchemy.schema import CreateTable, DropTable, CreateSequence, DropSequence, CreateSchema, DropSchema, AddConstraint, DropConstraint, SetTableComment
t = Table("t", m, Column("a", Integer), Column("b", Integer, index=True), UniqueConstraint("a", name="u"), comment="hey")
sql(CreateTable(t))
sql(CreateTable(t, if_not_exists=True))
sql(DropTable(t))
sql(DropTable(t, if_exists=True))
sql(CreateSequence(sa.Sequence("s", start=2)), "postgresql")
sql(DropSequence(sa.Sequence("s")), "postgresql")
sql(CreateSchema("x"), "postgresql")
sql(DropSchema("x", cascade=True, if_exists=True), "postgresql")
u = next(c for c in t.constraints if c.name == "u")
sql(AddConstraint(u), "postgresql")
sql(DropConstraint(u), "postgresql")
sql(SetTableComment(t), "postgresql")

# case: names by convention
mm = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s_%(referred_column_0_name)s", "pk": "pk_%(table_name)s"})
t = Table("t", mm, Column("id", Integer, primary_key=True), Column("a", Integer, index=True), Column("b", Integer, unique=True), Column("d", ForeignKey("t.id")), CheckConstraint("a > 1", name="pos"), UniqueConstraint("a", "b"), CheckConstraint("a < 5", name=sa.schema.conv("exact")), UniqueConstraint("b", "d", name="mine"))
show(sorted(str(c.name) for c in t.constraints), [i.name for i in t.indexes], t.primary_key.name, type(t.primary_key.name).__name__)
mm.naming_convention = {"uq": "later_%(table_name)s"}
show(sorted(str(c.name) for c in t.constraints))
sql(t)
t2 = Table("t2", mm, Column("a", Integer, unique=True))
show(sorted(str(c.name) for c in t2.constraints))
