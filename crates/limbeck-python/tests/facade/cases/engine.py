import sqlalchemy as sa
from sqlalchemy import Column, Integer, String, Table, create_engine, engine_from_config, func, make_url, pool, select, text
from sqlalchemy.engine import URL

m = sa.MetaData()
t = Table("t", m, Column("id", Integer, primary_key=True), Column("a", String, unique=True))



def first_line(function):
    try:
        function()
    except Exception as error:
        show(type(error).__name__ + ": " + str(error).splitlines()[0])


# case: urls
for u in ("postgresql+psycopg2://u:p%40ss@h:5432/db?sslmode=require&a=1&a=2", "sqlite://", "sqlite:///a.db", "sqlite:////abs/a.db", "sqlite:///:memory:", "postgresql://h/db", "mysql+pymysql://root@/db?unix_socket=/tmp/x", "postgresql://u:@h/d", "postgresql://[::1]:5432/x", "postgresql://user@/db?host=a:1&host=b:2", "postgresql+asyncpg://u:pa%2Fss@h/d", "postgresql://u:p+q@h/d", "sqlite+aiosqlite:///./x.db?cache=shared", "postgresql://u%20x:p@h/d%20b", "postgresql://h", "postgresql://h?x="):
    x = make_url(u)
    show(repr(x), str(x), x.render_as_string(hide_password=False), tuple(x), x.get_backend_name(), x.get_driver_name(), x.drivername, x.username, x.password, x.host, x.port, x.database, dict(x.query))
attempt(lambda: make_url("postgresql://h:/d"))
for u in ("x", "postgresql:/x", "", "postgresql", None, 5):
    attempt(lambda: make_url(u))
attempt(lambda: make_url("postgres://u@h/d").get_driver_name())

# case: url changes
x = make_url("postgresql://u:p@h/d?k=v")
show(x.set(database="z"), x.set(drivername="postgresql+asyncpg", port=5), x.update_query_dict({"a": "b"}), x.update_query_string("q=1&q=2"), x.difference_update_query(["k"]), x == make_url("postgresql://u:p@h/d?k=v"), x != make_url("sqlite://"), hash(x) == hash(make_url(str(x))), x.normalized_query, x.update_query_pairs([("k", "w")], append=True))
show(URL.create("postgresql", username="a b", password="p@:/", host="h", port=5, database="d", query={"x": ["1", "2"]}).render_as_string(False), URL.create("sqlite"), URL.create("postgresql", host="::1"), x._replace(database="q"))
attempt(lambda: URL.create(5))
attempt(lambda: URL.create("p", port="x"))
attempt(lambda: URL.create("p", query={"a": 5}))
attempt(lambda: x.translate_connect_args())
attempt(lambda: str(x.set(password="geheim")))

# case: engines
e = create_engine("sqlite://")
show(e, e.name, e.driver, e.dialect.name, e.url, e.echo, type(e.dialect).__name__, e.dialect.paramstyle, e.dialect.is_async, e.engine is e)
show(create_engine("postgresql+psycopg://u:pw@h/d", poolclass=pool.NullPool), create_engine("sqlite://", future=True, pool_pre_ping=True).name)
for u in ("postgres://u@h/d", "foo://x", "postgresql+foo://u@h/d"):
    attempt(lambda: create_engine(u))
attempt(lambda: create_engine("sqlite://", foo=1))
attempt(lambda: create_engine("sqlite://", pool_size=5, poolclass=pool.NullPool))
attempt(lambda: engine_from_config({"sqlalchemy.url": "sqlite://", "sqlalchemy.echo": "false", "sqlalchemy.pool_recycle": "5", "other": "x"}, prefix="sqlalchemy.", poolclass=pool.NullPool))
attempt(lambda: engine_from_config({"url": "sqlite://", "echo": "true"}, prefix="").echo)
attempt(lambda: engine_from_config({"sqlalchemy.echo": "x"}))
attempt(lambda: engine_from_config({"sqlalchemy.url": "sqlite://", "sqlalchemy.echo": "maybe"}))
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.mysql.base import MySQLDialect
show(isinstance(e.dialect, SQLiteDialect), isinstance(e.dialect, MySQLDialect), isinstance(sa.dialects.postgresql.dialect(), PGDialect), sa.dialects.postgresql.dialect().name, sa.dialects.mysql.dialect().name)

# case: execution
c = create_engine("sqlite://").connect()
attempt(lambda: c.execute("select 1"))
c.execute(text("create table t (id integer primary key, a text unique)"))
attempt(lambda: c.execute(text("create table t (id integer)")))
attempt(lambda: c.execute(text("insert into t (a) values (:a)"), {"a": "x"}).rowcount)
attempt(lambda: c.execute(text("insert into t (a) values ('x')")))
attempt(lambda: c.begin())
attempt(lambda: c.in_transaction())
attempt(lambda: c.commit())
attempt(lambda: c.in_transaction())
attempt(lambda: c.commit())
r = c.execute(text("select id, a from t"))
attempt(lambda: r.keys())
attempt(lambda: r.first())
attempt(lambda: r.fetchall())
r = c.execute(text("select id, a from t where 1=0"))
attempt(lambda: r.one())
attempt(lambda: c.execute(text("select id, a from t where 1=0")).scalar_one())
attempt(lambda: c.execute(text("select id, a from t where 1=0")).first())
attempt(lambda: c.execute(text("select id, a from t where 1=0")).scalar())
attempt(lambda: c.execute(text("select id, a from t where 1=0")).one_or_none())
c.execute(text("insert into t (a) values (:a)"), [{"a": "y"}, {"a": "z"}])
attempt(lambda: c.execute(text("select id from t")).one())
attempt(lambda: c.execute(text("select id from t")).scalar_one_or_none())
attempt(lambda: c.execute(text("select id from t")).scalars().all())
attempt(lambda: c.execute(text("select id, a from t order by id")).fetchmany(2))
attempt(lambda: [tuple(row) for row in c.execute(text("select id, a from t order by id"))])
attempt(lambda: c.execute(5))
attempt(lambda: c.scalar(text("select 5")))
attempt(lambda: c.scalars(text("select 5")).all())
attempt(lambda: c.exec_driver_sql("select 1").all())
attempt(lambda: c.get_isolation_level())
attempt(lambda: c.execute(text("select 1"), 1))
attempt(lambda: c.execute(text("select 1"), (1,)))
attempt(lambda: c.execute(text("select 1"), [(1,)]))
c.close()
attempt(lambda: c.execute(text("select 1")))
show(c.closed)
attempt(lambda: c.engine.execute("x"))

# case: rows
c = create_engine("sqlite://").connect()
row = c.execute(text("select 1 as id, 'x' as a, 3 as \"count\"")).first()
show(row, row._mapping, row._asdict(), row._fields, row.id, row[0], row[-1], row[0:2], row.count, len(row), "x" in row, list(row), row == (1, "x", 3), dict(row._mapping), row._mapping["a"], row._mapping.get("zz"), sorted(row._mapping.keys()))
attempt(lambda: row["a"])
attempt(lambda: row.zzz)
attempt(lambda: row._mapping["zz"])
a, b, d = row
show(a, b, d)
def rows():
    return c.execute(text("select 1 as x, 2 as y union select 3,4"))


show(rows().mappings().all(), rows().scalars("y").all(), list(rows().partitions(1)), rows().columns("y").all(), rows().mappings().first()["x"], rows().unique().all(), [m["y"] for m in rows().mappings()], rows().scalars(1).first(), rows().all()[1].y, next(rows()).x, rows().fetchone(), rows().mappings().fetchone())
with rows() as r:
    show(r.fetchone())
attempt(lambda: r.fetchone())

# case: data statements
c = create_engine("sqlite://").connect()
m.create_all(c)
r = c.execute(t.insert().values(a="zz"))
show(r.inserted_primary_key, r.rowcount, r.lastrowid, r.is_insert, r.returns_rows)
attempt(lambda: r.fetchall())
attempt(lambda: list(r))
r = c.execute(t.insert(), {"a": "y"})
show(r.inserted_primary_key)
c.execute(t.insert(), [{"a": "p"}, {"a": "q"}])
show(c.execute(select(t).order_by(t.c.id)).all(), c.execute(select(t.c.id, t.c.a, func.count().label("n"), sa.literal(1), func.max(t.c.id))).keys())
row = c.execute(select(t)).first()
show(row._mapping[t.c.a], t.c.a in row._mapping, row.a)
show(c.execute(t.update().where(t.c.a == "p").values(a="pp")).rowcount, c.execute(t.delete().where(t.c.id > 3)).rowcount, c.execute(select(func.count()).select_from(t)).scalar(), c.execute(t.update().where(t.c.id == sa.bindparam("b_id")).values(a=sa.bindparam("v")), [{"b_id": 1, "v": "one"}, {"b_id": 2, "v": "two"}]).rowcount, c.execute(select(t.c.a).order_by(t.c.id)).scalars().all())
attempt(lambda: c.execute(t.insert().values(zz="one")))
show(c.execute(t.insert().values(a="r").returning(t.c.id, t.c.a)).all(), c.execute(select(t.c.a).where(t.c.a == sa.bindparam("q")), {"q": "one"}).all())
attempt(lambda: c.execute(text("select 1")).inserted_primary_key)
with c.begin_nested() as n:
    c.execute(t.insert().values(a="nested"))
    n.rollback()
show(c.execute(select(t.c.a).where(t.c.a == "nested")).all())
c.rollback()
show(sa.inspect(c).has_table("t"), sa.inspect(c).has_table("zz"))

# case: values by type
import datetime, decimal, enum, uuid
class Color(enum.Enum):
    red = 1
    blue = 2


class Upper(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.upper() + dialect.name

    def process_result_value(self, value, dialect):
        return value and value.lower()


m2 = sa.MetaData()
v = Table("v", m2, Column("id", Integer, primary_key=True), Column("b", sa.Boolean), Column("dt", sa.DateTime), Column("d", sa.Date), Column("ti", sa.Time), Column("j", sa.JSON), Column("u", sa.Uuid), Column("us", sa.Uuid(as_uuid=False)), Column("n", sa.Numeric(10, 2)), Column("f", sa.Float), Column("e", sa.Enum(Color)), Column("e2", sa.Enum("a", "b")), Column("up", Upper), Column("lb", sa.LargeBinary), Column("iv", sa.Interval), Column("pk", sa.PickleType), Column("dflt", Integer, default=7), Column("fn", String, default=lambda: "called"), Column("ctx", String, default=lambda ctx: str(ctx.get_current_parameters().get("id"))), Column("clause", Integer, default=func.length("abc")), Column("upd", String, onupdate=lambda: "updated"))
c = create_engine("sqlite://").connect()
m2.create_all(c)
u = uuid.UUID(int=7)
c.execute(v.insert().values(id=1, b=True, dt=datetime.datetime(2020, 1, 2, 3, 4, 5, 6), d=datetime.date(2020, 1, 2), ti=datetime.time(1, 2, 3), j={"a": [1, None]}, u=u, us=str(u), n=decimal.Decimal("1.25"), f=1.5, e=Color.red, e2="b", up="abc", lb=b"xy", iv=datetime.timedelta(days=1, seconds=5), pk={"p": 1}))
c.execute(v.insert(), [{"id": 2, "j": None, "b": False}, {"id": 3, "j": [1], "b": None}])
for row in c.execute(select(v).order_by(v.c.id)):
    show(row)
show(c.execute(text("select b, dt, d, ti, j, u, us, n, e, up, iv from v where id = 1")).first(), c.execute(text("select j from v order by id")).scalars().all())
c.execute(v.update().where(v.c.id == 1).values(b=False))
show(c.execute(select(v.c.upd, v.c.b).where(v.c.id == 1)).first(), c.execute(select(v.c.id).where(v.c.u == u)).scalar(), c.execute(select(v.c.id).where(v.c.e == Color.red)).scalar(), c.execute(select(v.c.id).where(v.c.up == "abc")).scalar(), c.execute(select(func.max(v.c.dt))).scalar(), c.execute(text("select j from v where id=1").columns(j=sa.JSON)).scalar())
first_line(lambda: c.execute(v.insert().values(dt="2020-01-01")))
first_line(lambda: c.execute(v.insert().values(b="x")))
attempt(lambda: c.execute(v.insert().values(e="green")))
first_line(lambda: c.execute(v.insert().values(u="x")))
attempt(lambda: c.execute(v.insert().values(e2="q")).rowcount)

# case: transactions
e = create_engine("sqlite://", poolclass=pool.StaticPool)
m.create_all(e)
with e.begin() as c:
    c.execute(t.insert().values(a="1"))
with e.connect() as c:
    c.execute(t.insert().values(a="2"))
with e.connect() as c:
    show(c.execute(select(t.c.a)).scalars().all())
    with c.begin() if not c.in_transaction() else c.begin_nested():
        c.execute(t.insert().values(a="3"))
    c.commit()
try:
    with e.begin() as c:
        c.execute(t.insert().values(a="4"))
        raise ValueError("x")
except ValueError:
    pass
with e.connect() as c:
    show(c.execute(select(t.c.a)).scalars().all())
    c.rollback()
    tr = c.begin()
    show(tr.is_active, c.in_transaction(), c.get_transaction() is tr)
    tr.rollback()
    show(tr.is_active, c.in_transaction())
m.drop_all(e)
show(sa.inspect(e).has_table("t"))

# case: errors
from sqlalchemy import exc
show(issubclass(exc.IntegrityError, exc.DBAPIError), issubclass(exc.OperationalError, exc.SQLAlchemyError), issubclass(exc.NoSuchColumnError, KeyError), exc.IntegrityError.code, exc.OperationalError("s", {"a": 1}, ValueError("bad")), str(exc.OperationalError("s", {"a": 1}, ValueError("bad"))), str(exc.StatementError("m", "s", (1, "x"), None)), str(exc.SQLAlchemyError("x")), str(exc.ProgrammingError("s", [{"a": i} for i in range(20)], ValueError("b"))), str(exc.DataError("s", (1,), ValueError("b"), hide_parameters=True)))
c = create_engine("sqlite://").connect()
try:
    c.execute(text("select * from nope"))
except exc.OperationalError as error:
    show(error.statement, error.params, str(error.orig), type(error.orig).__name__, type(error.orig).__module__, error.code, error.args)

# case: mock
from sqlalchemy import create_mock_engine
found = []
mock = create_mock_engine("postgresql://", lambda s, *a, **k: found.append(type(s).__name__))
mock.execute(text("select 1"))
show(found, mock.dialect.name, mock.engine is mock, mock.name if hasattr(mock, "name") else None, mock.connect() is mock)

# case: asynchronous engines
import asyncio
from sqlalchemy.ext.asyncio import AsyncSession, async_engine_from_config, async_sessionmaker, create_async_engine


async def run():
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=pool.StaticPool)
    show(engine.name, engine.url, engine.sync_engine.name)
    async with engine.begin() as conn:
        await conn.run_sync(m.create_all)
        await conn.execute(t.insert().values(a="x"))
    async with engine.connect() as conn:
        r = await conn.execute(select(t))
        show(r.all(), await conn.scalar(select(t.c.a)))
        await conn.run_sync(lambda c: show(c.dialect.name))
        await conn.rollback()
    async with AsyncSession(engine) as session:
        show((await session.execute(select(t.c.a))).scalars().all())
    async with async_sessionmaker(engine)() as session:
        show(await session.scalar(select(t.c.a)))
    await engine.dispose()


asyncio.run(run())
attempt(lambda: create_async_engine("sqlite://"))
attempt(lambda: async_engine_from_config({"sqlalchemy.url": "sqlite+aiosqlite://"}, poolclass=pool.NullPool).name)

# case: sessions
from sqlalchemy.orm import Session, sessionmaker
e = create_engine("sqlite://", poolclass=pool.StaticPool)
m.create_all(e)
with Session(e) as s:
    s.execute(t.insert().values(a="x"))
    s.commit()
    show(s.execute(select(t.c.a)).all(), s.scalar(select(t.c.id)), s.scalars(select(t.c.a)).all(), s.get_bind() is e)
    s.rollback()
with sessionmaker(bind=e)() as s:
    show(s.execute(text("select a from t")).scalar())
with e.connect() as c:
    s = Session(bind=c)
    s.execute(t.insert().values(a="y"))
    s.rollback()
    show(c.execute(select(t.c.a)).scalars().all())

# case: connect hooks
from sqlalchemy import event
e = create_engine("sqlite://")


@event.listens_for(e, "connect")
def on_connect(dbapi_connection, connection_record):
    cursor = dbapi_connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


with e.connect() as c:
    show(c.execute(text("PRAGMA foreign_keys")).scalar())


@event.listens_for(Table, "after_parent_attach")
def attach(table, metadata):
    table.comment = "seen"


show(Table("ev", sa.MetaData(), Column("a", Integer)).comment)
event.remove(Table, "after_parent_attach", attach)
