import datetime

import sqlalchemy as sa
from sqlalchemy import Column, Integer, String, Table, and_, bindparam, case, cast, column, exists, false, func, literal, literal_column, not_, null, or_, select, text, true, tuple_
from sqlalchemy.dialects import postgresql

m = sa.MetaData()
t = Table("t", m, Column("id", Integer, primary_key=True), Column("name", String(50)), Column("flag", sa.Boolean), Column("at", sa.DateTime), Column("d", sa.Date), Column("n", sa.Numeric(10, 2)), Column("j", postgresql.JSONB), Column("js", sa.JSON), Column("arr", postgresql.ARRAY(Integer)), Column("u", sa.Uuid), Column("f", sa.Float))
o = Table("o", m, Column("id", Integer, primary_key=True), Column("t_id", sa.ForeignKey("t.id")), Column("x", Integer))
c = t.c

# case: comparisons
for e in (c.id == 5, c.id != 5, c.id < 5, c.id <= 5, c.id > 5, c.id >= 5, c.id == None, c.id != None, c.name == "x'y", c.id == c.f, c.flag == True, c.flag != False, c.flag == true(), c.id.is_(None), c.id.is_not(None), c.id.isnot(None), c.flag.is_(True), c.id.is_distinct_from(3), c.id.is_not_distinct_from(None), 5 == c.id, 5 < c.id):
    sql(e)

# case: in
for e in (c.id.in_([1, 2]), c.id.not_in([1]), c.id.notin_((1, 2)), c.name.in_(["a", "b"]), c.id.in_(select(o.c.x)), c.id.not_in(select(o.c.x).where(o.c.id > 1)), c.id.in_([c.id, 5]), c.id.in_([]), c.id.not_in([]), c.id.in_({3}), tuple_(c.id, c.name).in_([(1, "a"), (2, "b")]), c.name.in_([None, "a"])):
    sql(e)
attempt(lambda: c.id.in_(5))
attempt(lambda: c.id.in_("abc"))

# case: like
for e in (c.name.like("a%"), c.name.not_like("a%"), c.name.ilike("a%"), c.name.notilike("a"), c.name.like("a/%", escape="/"), c.name.startswith("a"), c.name.endswith("a"), c.name.contains("a"), c.name.contains("a%b", autoescape=True), c.name.startswith(c.name), c.name.icontains("A"), c.name.regexp_match("^a")):
    sql(e)

# case: boolean logic
for e in (and_(c.id == 1, c.name == "x"), or_(c.id == 1, and_(c.id == 2, c.name == "y")), ~(c.id == 1), not_(c.id.in_([1])), ~and_(c.id == 1, c.id == 2), (c.id == 1) & (c.id == 2) | (c.id == 3), not_(c.flag), ~c.flag, and_(c.flag, true()), or_(c.flag, true()), and_(c.flag, false()), and_(true(), c.id == 1), or_(false(), c.id == 1), not_(c.name.like("x")), not_(c.id.is_(None)), not_(exists().where(o.c.id == 1)), and_(c.id == 1), or_(c.flag, text("x = 1")), and_(text("a"), text("b"))):
    sql(select(literal_column("1")).where(e))
attempt(lambda: bool(c.id > 5))
attempt(lambda: bool(c.id == 5))
attempt(lambda: bool(c.id == c.id))
attempt(lambda: c.id << 2)
attempt(lambda: bool(and_(c.id == 1, c.id == 2)))
attempt(lambda: bool(c.id))
attempt(lambda: and_("x = 1"))
attempt(lambda: c.id in [c.name, c.id])

# case: arithmetic
for e in (c.id + 1, c.id - 1, c.id * 2, c.id / 2, c.id % 2, c.id // 2, -c.id, c.name + "x", "x" + c.name, 1 + c.id, 2 * (c.id + 1), c.id + c.f * 2, (c.id + 1) == 5, c.name.concat("y"), c.n / 3, c.f / 2, c.id.bitwise_and(3), c.id.bitwise_or(1), c.id.op("&")(3), c.name + c.name + "z", c.id - (c.id - 1), c.at + datetime.timedelta(days=1)):
    sql(e)
show((c.id + 1).type, (c.id / 2).type, (c.name + "x").type, (c.n + c.id).type, (c.id == 1).type, (c.d - c.d).type, (c.at - c.at).type, (c.id + c.n).type)

# case: values
for v in (5, "a'b", True, False, 1.5, datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5), datetime.datetime(2020, 1, 2, 3, 4, 5, 6), b"ab", datetime.time(1, 2, 3), -5, "per%cent", "back\\slash", "ü"):
    sql(literal(v))
show(literal(5).type, literal("x").type, literal(1.5).type, literal(True).type, literal(None).type, literal(2**40).type, literal(b"x").type, literal(datetime.timedelta(1)).type)
import decimal, uuid
sql(literal(decimal.Decimal("1.50")))
sql(literal(uuid.UUID(int=5)))
sql(c.u == uuid.UUID(int=5))
sql(c.at == datetime.datetime(2020, 1, 2))
sql(c.flag == 1)
sql(c.js == literal({"a": [1, None, True]}, sa.JSON))
sql(c.n == 5)
sql(c.n == decimal.Decimal("5.10"))

# case: functions
for e in (func.now(), func.count(), func.count(c.id), func.lower(c.name), func.coalesce(c.name, "x"), func.max(c.id), func.current_timestamp(), func.CURRENT_DATE(), func.myschema.f(1, "x"), func.length(c.name) > 5, func.count(c.id.distinct()), func.count(sa.distinct(c.id)), func.sum(c.id).label("s"), func.cast(c.id, String(5)), func.concat(c.name, "x"), func.count().filter(c.id > 5), func.row_number().over(partition_by=c.name, order_by=c.id.desc()), func.substr(c.name, 1, 2), func.char_length(c.name), func.Weird(1), func.user(), func.localtimestamp(), func.random(), func.sum(case((c.id > 1, 1), else_=0))):
    sql(e)
show(func.count().type, func.max(c.id).type, func.coalesce(c.name, "x").type, func.lower(c.name).type, func.now().type, func.foo(type_=Integer).type, func.sum(c.n).type)

# case: casts and cases
for e in (cast(c.id, String(5)), cast("5", Integer), c.id.cast(sa.Text), sa.type_coerce(c.id, String), case((c.id == 1, "a"), (c.id == 2, "b"), else_="c"), case({1: "x", 2: "y"}, value=c.id, else_="z"), case((c.id > 1, c.name)), sa.extract("year", c.at), c.name.collate("C"), sa.collate(c.name, "NOCASE"), c.id.between(1, 5), ~c.id.between(1, 5), sa.between(c.id, 1, c.f), c.id.label("x"), tuple_(c.id, c.name) == (1, "x"), cast(null(), Integer), cast(c.name, postgresql.JSONB)):
    sql(e)
attempt(lambda: case([(c.id == 1, 2)]))

# case: ordering
for e in (c.id.desc(), c.id.asc(), c.id.desc().nulls_last(), sa.desc("one"), sa.asc(c.id), c.id.nulls_first(), sa.nulls_last(c.id.desc())):
    sql(e)

# case: text
for e in (text("a = :x").bindparams(x=5), text("a = :x and b = :y").bindparams(x="q", y=None), text("a::int"), text(r"a \: b"), text("x = ':nope'"), text("a = :x").bindparams(bindparam("x", type_=String, value="z")), text("a in (:x)").bindparams(x=1), text("100% sure")):
    sql(e)
attempt(lambda: text("a = :x").bindparams(y=5))
attempt(lambda: text("a").bindparams(a=1))
sql(select(t.c.id).where(t.c.name == bindparam("q")).params(q="z"))

# case: any and all
for e in (c.id == sa.any_(select(o.c.x).scalar_subquery()), c.id == sa.any_(c.arr), sa.all_(c.arr) > 5, c.arr.any_() == 5):
    sql(e, "postgresql")

# case: json
for e in (c.j["a"], c.j["a"].astext, c.j[("a", "b")].astext, c.j["a"].astext == "x", c.j[1], c.j["a"]["b"], c.j.contains({"a": 1}), c.j.has_key("k"), c.j["a"].astext.cast(Integer) > 5, c.j.op("->>")("x"), c.j.op("@>")('{"a": 1}')):
    sql(e, "postgresql")
for e in (c.js["a"], c.js["a"].as_string(), c.js[("a", 1, "b")], c.js[("a", "b")].as_string() == "x"):
    sql(e)

# case: custom operators
for e in (c.id.op("&&", is_comparison=True)(5), c.name.op("~")("^x"), c.name.op("||")("y"), c.id.bool_op("=~")(3), c.id.op("*", precedence=8)(2) + 1):
    sql(e, "postgresql")

# case: literal columns
for e in (literal_column("a || b"), literal_column("x").label("y"), column("plain"), column("Select"), column("q") == 5, literal_column("1") + 1, sa.literal_column("x", String) + "y"):
    sql(e)

# case: selects
s = select(c.id, c.name)
for e in (s, select(t), s.where(c.id == 1), s.where(c.id == 1, c.name == "x").where(c.flag), s.order_by(c.id.desc(), "name"), s.limit(5), s.limit(5).offset(10), s.offset(3), s.distinct(), s.group_by(c.name).having(func.count() > 1), select(func.count()).select_from(t), select(t.c.id, o.c.id), select(t).join(o), select(t.c.id).join(o, o.c.t_id == t.c.id), select(t.c.id).outerjoin(o), select(t.c.id).select_from(t.join(o)), select(t.c.id).join_from(t, o), select(text("a"), text("b")).select_from(text("q")), select(literal(1)), select(sa.literal_column("1").label("one")), s.with_for_update(), s.with_for_update(nowait=True, read=True), s.with_for_update(skip_locked=True), s.filter_by(name="x"), s.add_columns(c.flag), s.with_only_columns(c.id), s.where(text("id > 5")), s.order_by(None), select(c.id.label("a")).order_by("a"), select(sa.column("x")).select_from(sa.table("y")), s.where(c.id == bindparam("p", 5)), s.slice(2, 5)):
    sql(e)
sql(s.distinct(c.name), "postgresql")

# case: subqueries
sub = select(o.c.t_id, func.count().label("n")).group_by(o.c.t_id).subquery("sq")
for e in (select(sub.c.n), select(t.c.id, sub.c.n).join(sub, sub.c.t_id == t.c.id), select(t.c.id).where(t.c.id.in_(select(o.c.t_id))), select(t.c.id, select(func.count()).where(o.c.t_id == t.c.id).scalar_subquery().label("cnt")), select(t.c.id).where(exists().where(o.c.t_id == t.c.id)), select(t.c.id).where(exists(select(o.c.id).where(o.c.t_id == t.c.id))), select(t.c.id).where(~select(o.c.id).where(o.c.t_id == t.c.id).exists()), select(select(t.c.id).subquery("z").c.id), select(t.c.id).where(t.c.id == select(func.max(o.c.x)).scalar_subquery()), select(exists().where(o.c.id == 1)), select(t.c.id).where(t.c.id.in_(select(o.c.t_id).where(o.c.x == t.c.id))), select(t.c.id).where(t.c.id == select(o.c.x).where(o.c.t_id == t.c.id).correlate(t).scalar_subquery())):
    sql(e)

# case: aliases
a = t.alias("a")
b = t.alias("b")
for e in (select(a.c.id), select(a.c.id, b.c.id).where(a.c.id == b.c.id), select(a.c.id).join(b, a.c.id == b.c.name), select(a).limit(1), select(t.c.id).join(a, a.c.id == t.c.id)):
    sql(e)

# case: common tables
cte = select(o.c.t_id).where(o.c.x > 5).cte("big")
for e in (select(cte.c.t_id), select(t.c.id).join(cte, cte.c.t_id == t.c.id), select(t.c.id).where(t.c.id.in_(select(cte.c.t_id)))):
    sql(e)
tree = select(o.c.id, o.c.t_id).where(o.c.t_id.is_(None)).cte("tree", recursive=True)
tree = tree.union_all(select(o.c.id, o.c.t_id).join(tree, o.c.t_id == tree.c.id))
sql(select(tree.c.id))

# case: unions
for e in (select(t.c.id).union(select(o.c.id)), sa.union_all(select(t.c.id), select(o.c.id), select(o.c.x)), select(t.c.id).except_(select(o.c.id)), sa.intersect(select(t.c.id), select(o.c.id)), select(t.c.id).union(select(o.c.id)).order_by("id").limit(3), select(select(t.c.id).union(select(o.c.id)).subquery("u").c.id)):
    sql(e)

# case: errors of selects
attempt(lambda: select([t.c.id]))
attempt(lambda: select("x"))
attempt(lambda: select(5))
attempt(lambda: select(t.c.id).where("x"))
attempt(lambda: select(t.c.id).join(sa.table("q", column("a"))))
attempt(lambda: select(t.c.id).select_from("x"))
attempt(lambda: select(t.c.id).where(5))
attempt(lambda: t.join(sa.table("zz")))

# case: names and attributes
show((c.id == 1).left is c.id, func.count().name, func.lower(c.name).key, c.id.label("q").name, select(c.id, c.name).selected_columns.keys(), [x.name for x in select(t.c.id, t.c.name).subquery().c])
show(c.id.expression is c.id, isinstance(c.id, sa.sql.elements.ColumnClause), isinstance(c.id, sa.sql.expression.ColumnElement), isinstance(text("x"), sa.sql.expression.TextClause), isinstance(select(t), sa.sql.Select), isinstance(t, sa.sql.expression.FromClause), isinstance(func.now(), sa.sql.functions.FunctionElement), isinstance(func.now(), sa.sql.functions.now))
