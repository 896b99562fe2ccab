"""What random modules found (`random_models.py`); names say the symptom."""
import enum
from typing import Annotated, Literal, Optional

import sqlalchemy as sa
from sqlalchemy import (Boolean, CheckConstraint, Column, Computed, Enum, FetchedValue, ForeignKey, Identity, Index, Integer,
                        MetaData, PrimaryKeyConstraint, String, Table, UniqueConstraint, func, inspect)
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (DeclarativeBase, Mapped, MappedAsDataclass, column_property, declarative_base, declared_attr, deferred,
                            mapped_column, registry, relationship, synonym)


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


def attempt(function):
    try:
        show(function())
    except Exception as error:
        show(type(error).__name__, error)


# case: enumerations of annotations and mixins take no schema from the metadata
Base = declarative_base(
    metadata=MetaData(schema="app"),
    type_annotation_map={Literal: Enum(enum.Enum, inherit_schema=True, create_type=False), enum.Enum: Enum(enum.Enum, create_type=False)},
)


class Mixin:
    x = Column(Enum(Colour))
    y = mapped_column(Enum(Colour, inherit_schema=True, create_type=False, name="y"))
    z = Column(Enum(Colour, schema="zz", name="z"))
    p = Column(postgresql.ENUM("a", "b", name="p", create_type=False))
    w = Column(Enum("a", "b", name="w", metadata=Base.metadata))
    b = Column(Boolean(create_constraint=True, name="b"))


class Model(Mixin, Base):
    __tablename__ = "t0"
    __table_args__ = {"schema": "other"}
    id: Mapped[int] = mapped_column(primary_key=True)
    d: Mapped[Colour]
    f = Column(Enum(Colour, name="f"))
    g: Mapped[Annotated[Colour, mapped_column(Enum(Colour, name="g"))]]
    h: Mapped[Literal["a", "b"]]


show(Model.y.type.create_type, Model.d.type.create_type, Model.p.type.create_type)
show(*Model.__table__.to_metadata(MetaData()).c)
for metadata, schema in ((MetaData(schema="k"), None), (MetaData(), "l")):
    copied = Model.__table__.to_metadata(metadata, schema=schema)
    show(*map(repr, copied.c), copied.c.w.type.metadata is metadata, Model.w.type.metadata is Base.metadata)

# case: variants of an enumeration are lost in a mixin
Base = declarative_base()


class Mixin:
    x = Column(Enum(Colour).with_variant(String(9), "sqlite"))
    b = Column(Boolean().with_variant(Integer, "sqlite"))


class Model(Mixin, Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)


# case: nullable None is not nullable
Base = declarative_base()


class Model(Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)
    n = Column(Integer, nullable=None)
    k = Column(Integer, primary_key=True, nullable=None)
    a: Mapped[int] = mapped_column(nullable=None)
    o: Mapped[Optional[int]] = mapped_column(nullable=None)
    i = mapped_column(Integer, Identity(), nullable=None)
    c = mapped_column(Integer, nullable=None)


# case: a declared_attr of the class itself is not annotated
class Base(DeclarativeBase):
    pass


class Mixin:
    @declared_attr
    def m(cls) -> Mapped[int]:
        return mapped_column(String)


class Model(Mixin, Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr
    def d(cls) -> Mapped[int]:
        return mapped_column(String)


show(type(Model.d).__name__, Model.d.property.columns)


class Untyped(Base):
    __tablename__ = "u"
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr
    def d(cls) -> Mapped[int]:
        return mapped_column()


# case: a literal with None in it is not nullable
class Base(DeclarativeBase):
    pass


class Model(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[Literal["a", None]] = mapped_column(String(5))
    b: Mapped[Optional[Literal["a"]]]


attempt(lambda: type("Other", (Base,), {"__tablename__": "o", "id": Column(Integer, primary_key=True), "__annotations__": {"a": Mapped[Literal["a", None]]}}))
attempt(lambda: type("Third", (Base,), {"__tablename__": "p", "id": Column(Integer, primary_key=True), "__annotations__": {"a": Mapped[Literal[1, 2]]}}))

# case: an untyped column with two keys keeps the first type
Base = declarative_base()


class Model(Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)
    d = Column(ForeignKey("later.id"))


Model.__table__.append_constraint(sa.ForeignKeyConstraint(["d"], ["t.id"]))


class Later(Base):
    __tablename__ = "later"
    id = Column(sa.BigInteger, primary_key=True)


# case: a column of an abstract base stands after those of the class that annotates it
class Base(DeclarativeBase):
    pass


class Abstract(Base):
    __abstract__ = True
    id = mapped_column(sa.BigInteger, primary_key=True)
    x: Mapped[int]


class Model(Abstract):
    __tablename__ = "t"
    id: Mapped[int]
    a: Mapped[Optional[float]]


# case: the last of several server defaults counts
Base = declarative_base()


class Model(Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)
    a = Column(String, FetchedValue(), server_default="5")
    b = Column(String, sa.DefaultClause("one"), server_default="two")


# case: errors of defaults
attempt(lambda: Column(Integer, server_default=Computed("3"), server_onupdate="z"))
attempt(lambda: Column(Integer, server_default=Identity(), server_onupdate=FetchedValue()))
attempt(lambda: mapped_column(Integer, default=1, insert_default=2))
attempt(lambda: mapped_column(Integer, insert_default=None).column.default)

# case: copied tables keep indexes on expressions
Base = declarative_base()


class Model(Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)
    a = Column(String)


Index("down", Model.id, Model.a.desc())
Index("lower", func.lower(Model.a))
copied = Model.__table__.to_metadata(MetaData())
for table in (Model.__table__, copied):
    show(*[(index.name, [column.name for column in index.columns]) for index in sorted(table.indexes, key=lambda index: index.name)])
target = copied.metadata

# case: a column given twice is in a constraint once
metadata = target = MetaData()
Table("t", metadata, Column("a", Integer), UniqueConstraint("a", "a", name="u"), Index("i", "a", "a"), PrimaryKeyConstraint("a", "a"))

# case: tokens of conventions for any column
metadata = MetaData(naming_convention={
    "ck": "ck_%(table_name)s_%(constraint_name)s", "ix": "ix_%(column_1_name)s_%(column_0_N_name)s", "uq": "uq_%(column_1_label)s",
})
target = metadata
table = Table(
    "t", metadata, Column("a", Integer, CheckConstraint("a > 1", name="one"), CheckConstraint("a > 3", name="two")), Column("b", Integer),
    Index(None, "a", "b"), Index(None, func.lower("a")), UniqueConstraint("a", "b"), UniqueConstraint("a"),
)
Index(None, table.c.b.desc())
show(*sorted(constraint.name for constraint in table.c.a.constraints))


# case: a check of Annotated keeps its name
class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})


class Model(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[Annotated[int, mapped_column(CheckConstraint("1 < 2", name="cc"), info={"k": 1})]]


show(repr(Model.__table__.c.a))
show(*str(sa.schema.CreateTable(Model.__table__).compile(dialect=postgresql.dialect())).split())

# case: annotations without Mapped in mixins and dataclasses
class Base(DeclarativeBase):
    __allow_unmapped__ = True


class Mixin:
    m: float = mapped_column(Integer)


attempt(lambda: type("Model", (Mixin, Base), {"__tablename__": "t", "id": Column(Integer, primary_key=True)}))


class Base(MappedAsDataclass, DeclarativeBase):
    pass


class Data(Base):
    __tablename__ = "d"
    id: Mapped[int] = mapped_column(primary_key=True)
    c: str = mapped_column(Integer)


# case: what a mapper tells
Base = declarative_base()


class Model(Base):
    __tablename__ = "t"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "m"}
    id = Column(Integer, primary_key=True)
    kind = Column("sort", String)
    other = synonym("kind")
    twice = column_property(id + id)
    later = deferred(Column(Integer))
    children = relationship("Child")

    @hybrid_property
    def half(self):
        return self.id


class Child(Model):
    __mapper_args__ = {"polymorphic_identity": "c"}
    parent_id = Column(ForeignKey("t.id"))


Model.added = deferred(Column(Integer))
show(type(Model.id).__name__, inspect(Model).get_property("kind").columns, Model.kind.property is inspect(Model).get_property("kind"))
show(inspect(Child).polymorphic_on, inspect(Model).polymorphic_on)
show(sorted(inspect(Model).all_orm_descriptors.keys()), sorted(inspect(Model).columns.keys()))
show(Child.id.class_.__name__, Child.id.parent.class_.__name__, str(Child.kind), str(Model.kind), "id" in vars(Child))
attempt(lambda: inspect(Model).get_property("none").columns)

# case: attributes that a mapper leaves out or gives a prefix
Base = declarative_base()


class Out(Base):
    __tablename__ = "o"
    __mapper_args__ = {"exclude_properties": ["a", "b"]}
    id = Column(Integer, primary_key=True)
    a = Column(Integer)
    b = Column("bee", Integer)


class In(Base):
    __tablename__ = "i"
    __mapper_args__ = {"include_properties": ["id"]}
    id = Column(Integer, primary_key=True)
    a = Column(Integer)
    b = Column("bee", Integer)


class Prefixed(Base):
    __tablename__ = "p"
    __mapper_args__ = {"column_prefix": "_"}
    id = Column(Integer, primary_key=True)
    b = Column("bee", Integer)


for model in (Out, In, Prefixed):
    show(sorted(inspect(model).columns.keys()))

# case: values that are deleted and constructors of decorated classes
mappers = registry()


@mappers.mapped
class Model:
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a = Column(Integer)


target = mappers.metadata
item = Model(id=1, a=2)
del item.id, item.a
show(item.id, item.a)
for name in ("id", "a"):
    attempt(lambda: delattr(item, name))
attempt(lambda: Model(bogus=1))

# case: warnings of cascading and of replaced keys
Base = declarative_base()


class Mixin:
    @declared_attr.cascading
    def a(cls):
        return Column(Integer)


class Model(Mixin, Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)
    a = Column(String)
    b = Column("bee", Integer, key="kb")

    @declared_attr.cascading
    def c(cls):
        return Column(Integer)


Model.__table__.append_column(Column("bee", Integer), replace_existing=True)

# case: no primary key in a schema
Base = declarative_base(metadata=MetaData(schema="app"))


class Model(Base):
    __tablename__ = "t"
    id = Column(Integer)

# case: a key that the client fills in does not count itself up
metadata = target = MetaData()
Table("scalar", metadata, Column("id", Integer, primary_key=True, default=5))
Table("callable", metadata, Column("id", sa.BigInteger, primary_key=True, default=lambda: 5))
Table("clause", metadata, Column("id", sa.SmallInteger, primary_key=True, default=func.random()))
Table("sequence", metadata, Column("id", Integer, primary_key=True, default=sa.Sequence("s", optional=True)))
Table("both", metadata, Column("id", Integer, primary_key=True, default=5, autoincrement=True))

# case: a foreign key whose target is a tuple
metadata = target = MetaData(schema="app")
Table("a", metadata, Column("id", Integer, primary_key=True))
Table("b", metadata, Column("id", Integer, primary_key=True), schema="other")
table = Table(
    "c", metadata, Column("one", ForeignKey(("app", "a", "id"))), Column("two", ForeignKey(("a", "id"))),
    Column("three", ForeignKey((None, "a", "id"))), Column("four", ForeignKey(("other", "b", "id"))), Column("five", Integer),
    sa.ForeignKeyConstraint(["five"], [("other", "b", "id")]),
)
show(*map(repr, table.c))
for wrong in (("a",), ("a", "b", "c", "d"), ()):
    attempt(lambda: ForeignKey(wrong))

# case: a key that uses a column twice
metadata = target = MetaData()
Table("o", metadata, Column("x", Integer, primary_key=True), Column("y", Integer, primary_key=True))
Table("t", metadata, Column("a", Integer), ForeignKeyConstraint(["a", "a"], ["o.x", "o.y"], name="f"))
