import datetime

import sqlalchemy as sa
from sqlalchemy import Column, Integer, String, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

m = sa.MetaData()
t = Table("t", m, Column("id", Integer, primary_key=True), Column("name", String(50)), Column("flag", sa.Boolean, default=True), Column("at", sa.DateTime, onupdate=func.now()), Column("n", Integer, default=lambda: 7), Column("j", sa.JSON))
light = sa.table("l", sa.column("id", Integer), sa.column("name", String), sa.column("j", sa.JSON), sa.column("at", sa.DateTime), sa.column("k"))
o = Table("o", m, Column("id", Integer, primary_key=True), Column("t_id", sa.ForeignKey("t.id")), Column("x", Integer))

# case: inserts into light tables
for e in (light.insert().values(id=1, name="a'b"), insert(light).values({"id": 1}), insert(light).values({light.c.name: "x", "id": 5}), light.insert().values([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]), light.insert().values(name=None), light.insert().values(j={"a": 1}), light.insert().values(j=None), light.insert().values(id=func.coalesce(1, 2), name=select(func.max(o.c.x)).scalar_subquery()), light.insert().from_select(["id", "name"], select(o.c.id, o.c.x)), light.insert().values(at=datetime.datetime(2020, 1, 2)), light.insert().values(name=text("'x'")), light.insert().values(k=5), light.insert().values(name="a").values(id=3), light.insert().values((1, "x", {}, None, 3))):
    sql(e)
attempt(lambda: sql(light.insert().values(zzz=1)))
attempt(lambda: sql(light.insert().values([{"id": 1}, {"name": "x"}])))

# case: inserts with defaults
for e in (t.insert().inline().values(name="x"), t.insert().inline().values(name="x", flag=False, n=1), t.insert().inline().values([{"name": "a"}, {"name": "b"}])):
    sql(e)

# case: updates
for e in (update(light).where(light.c.id == 1).values(name="x"), light.update().values(name="x", id=2), light.update().values({light.c.name: func.upper(light.c.name)}), light.update().where(light.c.id == 1, light.c.name == "q").values(name=None), t.update().where(t.c.id == o.c.t_id).values(name="x"), t.update().values(n=t.c.n + 1), light.update().where(light.c.id.in_([1, 2])).values(j={"x": [1]}), light.update().values(name=select(o.c.x).where(o.c.id == light.c.id).scalar_subquery()), t.update().where(t.c.id == select(func.max(o.c.x)).where(o.c.t_id == t.c.id).scalar_subquery()).values(name="q"), light.update().where(text("id = 1")).values(k=2), light.update().values(k=sa.case((light.c.id == 1, 2), else_=3)), light.update().where(light.c.name == None).values(name=""), update(light).ordered_values((light.c.name, "x"), ("id", 2))):
    sql(e)
attempt(lambda: sql(light.update().values(zzz=1)))

# case: deletes
for e in (delete(light), light.delete().where(light.c.id == 1), delete(light).where(light.c.id.in_(select(o.c.id))), t.delete().where(t.c.id == o.c.t_id), delete(light).where(sa.and_(light.c.id > 5, light.c.name.is_(None))), delete(light).where(~sa.exists().where(o.c.id == light.c.id))):
    sql(e)

# case: returning
for e in (light.insert().values(id=1).returning(light.c.id), light.update().values(id=1).returning(light.c.id, light.c.name), light.delete().returning(light.c.id)):
    sql(e)

# case: on conflict
for dialect, mod in (("postgresql", postgresql), ("sqlite", sqlite)):
    i = mod.insert(light).values(id=1, name="x")
    sql(i.on_conflict_do_nothing(), dialect)
    sql(i.on_conflict_do_nothing(index_elements=["id"]), dialect)
    sql(i.on_conflict_do_update(index_elements=[light.c.id], set_={"name": i.excluded.name}), dialect)
    sql(i.on_conflict_do_update(index_elements=["id"], set_=dict(name="y", id=5), where=light.c.id > 5), dialect)
    sql(i.on_conflict_do_update(index_elements=["id"], index_where=light.c.name == "q", set_={"name": func.lower(i.excluded.name)}), dialect)
sql(postgresql.insert(light).values(id=1).on_conflict_do_nothing(constraint="uq"), "postgresql")
attempt(lambda: postgresql.insert(light).on_conflict_do_update(set_={"name": 1}))

# case: prefixes
sql(light.insert().prefix_with("OR REPLACE").values(id=1), "sqlite")

# case: values twice and params
e = light.update().where(light.c.id == bindparam("b_id")).values(name=bindparam("b_name"))
show(sorted(type(x).__name__ for x in [e]))
show(light.insert().table is light, light.update().table is light)
