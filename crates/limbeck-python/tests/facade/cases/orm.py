import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any, Dict, List, Literal, Optional, Set, Union

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Integer, String, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (DeclarativeBase, DeclarativeBaseNoMeta, Mapped, MappedAsDataclass, backref, column_property, declarative_base,
                            declared_attr, deferred, mapped_column, registry, relationship, synonym, validates)


def tables(base):
    for table in base.metadata.tables.values():
        structure(table)


# case: classic
Base = declarative_base()


class Parent(Base):
    __tablename__ = "parent"
    __table_args__ = (sa.UniqueConstraint("a", "b", name="u"), {"comment": "x", "schema": "s"})
    id = Column(Integer, primary_key=True)
    b = Column("bee", String(5), key="b")
    a = Column(Integer, nullable=False, index=True)
    children = relationship("Child", backref=backref("parent", lazy="joined"), cascade="all, delete-orphan")
    total = column_property(a + id)
    late = deferred(Column(sa.Text))

    @validates("a")
    def check(self, key, value):
        return value

    @hybrid_property
    def double(self):
        return self.a * 2


class Child(Base):
    __tablename__ = "child"
    id = Column(Integer, primary_key=True)
    parent_id = Column(ForeignKey("s.parent.id", ondelete="CASCADE"))


tables(Base)
p = Parent(a=4)
show(p.a, p.double, p.b, Parent.a.key, str(Parent.__table__.name), Parent.__mapper__.class_ is Parent, Parent.metadata is Base.metadata)
attempt(lambda: Parent(zzz=1))
sql(sa.select(Parent.id, Parent.b).where(Parent.a == 5), "sqlite")

# case: mixins
class Stamp:
    created = Column(sa.DateTime, server_default=func.now())
    updated = Column(sa.DateTime, onupdate=func.now())


class Owner:
    @declared_attr
    def owner_id(cls):
        return Column(ForeignKey("owner.id"), index=True)

    @declared_attr
    def owner(cls):
        return relationship("OwnerModel")

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()


Base = declarative_base()


class Thing(Owner, Stamp, Base):
    id = Column(Integer, primary_key=True)
    name = Column(String)


class OwnerModel(Base):
    __tablename__ = "owner"
    id = Column(sa.BigInteger, primary_key=True)


class Other(Stamp, Base):
    __tablename__ = "other"
    id = Column(Integer, primary_key=True)
    created = Column(sa.Date)


tables(Base)
show(Thing.owner_id.type, Thing.__table__.c.owner_id.type)

# case: annotated
class Base(DeclarativeBase):
    type_annotation_map = {str: sa.String(100), Dict[str, Any]: sa.JSON, decimal.Decimal: sa.Numeric(5, 1)}


pk = Annotated[int, mapped_column(primary_key=True)]
name_type = Annotated[str, 30]
text50 = Annotated[Optional[str], mapped_column(String(50), server_default="q")]


class Color(enum.Enum):
    a = 1
    b = "x"


class A(Base):
    __tablename__ = "a"
    id: Mapped[pk]
    s: Mapped[str]
    o: Mapped[Optional[str]]
    u: Mapped[Union[str, None]]
    n: Mapped[name_type]
    t50: Mapped[text50]
    i: Mapped[int] = mapped_column(index=True)
    j: Mapped[Dict[str, Any]]
    e: Mapped[Color]
    l: Mapped[Literal["x", "yy"]]
    dt: Mapped[datetime.datetime] = mapped_column(default=uuid.uuid4)
    d: Mapped[datetime.date]
    tm: Mapped[datetime.time]
    iv: Mapped[datetime.timedelta]
    uu: Mapped[uuid.UUID]
    b: Mapped[bytes]
    f: Mapped[float]
    bo: Mapped[bool] = mapped_column(server_default=sa.false())
    de: Mapped[decimal.Decimal]
    big: Mapped[int] = mapped_column(sa.BigInteger)
    named: Mapped[str] = mapped_column("other_name", String(3))
    nn: Mapped[Optional[int]] = mapped_column(nullable=False)
    plain = mapped_column(sa.Text)
    fk: Mapped[int] = mapped_column(ForeignKey("a.id"))
    fk2: Mapped[Optional["A"]] = relationship()
    many: Mapped[List["A"]] = relationship(viewonly=True)
    not_mapped: int = 5


tables(Base)
show(A.named.key, A.__table__.c.keys())

# case: strings in annotations
class Base(DeclarativeBase):
    pass


class B(Base):
    __tablename__ = "b"
    id: "Mapped[int]" = mapped_column(primary_key=True)
    s: "Mapped[Optional[str]]"
    t: Mapped["str"]
    u: Mapped["Optional[int]"]
    v: "Mapped[int | None]"
    kids: "Mapped[List[Missing]]" = relationship()
    kid: Mapped["Missing"] = relationship()


tables(Base)

# case: inheritance
class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "p"}


class Manager(Person):
    level: Mapped[Optional[int]]
    __mapper_args__ = {"polymorphic_identity": "m"}


class Engineer(Person):
    __tablename__ = "engineer"
    id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    lang: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "e"}


class Boss(Manager):
    level: Mapped[Optional[int]] = mapped_column(use_existing_column=True)
    car: Mapped[Optional[str]]


tables(Base)
show(Manager.__table__ is Person.__table__, Engineer.__table__.name, Boss.__table__.name, sorted(Manager.__mapper__.columns.keys()))

# case: order and abstract
class Base(DeclarativeBase):
    metadata = sa.MetaData(schema="sch", naming_convention={"pk": "pk_%(table_name)s"})


class Mix:
    mid: Mapped[int] = mapped_column(sort_order=-1)
    last: Mapped[int] = mapped_column(sort_order=10)
    plain: Mapped[int]


class Abstract(Mix, Base):
    __abstract__ = True
    abs_col: Mapped[Optional[str]]

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"

    @declared_attr
    def maker(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("sch.twos.id"))


class One(Abstract):
    id: Mapped[int] = mapped_column(primary_key=True)
    own: Mapped[str]


class Two(Abstract):
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr.directive
    def __table_args__(cls):
        return (sa.Index(f"ix_{cls.__tablename__}", "plain"), sa.CheckConstraint("id > 0", name="c"))


tables(Base)

# case: tables and registries
reg = registry()
t = sa.Table("imp", reg.metadata, Column("id", Integer, primary_key=True), Column("x", String))


class Imp:
    pass


reg.map_imperatively(Imp, t)
show(Imp(x="y").x, Imp.__table__ is t)


@reg.mapped
class Deco:
    __tablename__ = "deco"
    id = Column(Integer, primary_key=True)
    y: Mapped[Optional[int]] = mapped_column()


@reg.mapped_as_dataclass
class Data:
    __tablename__ = "data"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    z: Mapped[str] = mapped_column(default="q")


class Base(DeclarativeBaseNoMeta):
    pass


class Fixed(Base):
    __table__ = sa.Table("fixed", Base.metadata, Column("id", Integer, primary_key=True), Column("k", String))
    kk = synonym("k")


for table in (*reg.metadata.tables.values(), *Base.metadata.tables.values()):
    structure(table)
show(Data(z="r").z, Data().z, Fixed(k="v").k)


class DBase(MappedAsDataclass, DeclarativeBase):
    pass


class DD(DBase):
    __tablename__ = "dd"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    opt: Mapped[Optional[str]] = mapped_column(default=None)


tables(DBase)
show(DD("n").name, DD(name="x", opt="y").opt)

# case: errors
Base = declarative_base()


def no_table():
    class X(Base):
        id = Column(Integer, primary_key=True)


def no_key():
    class X(Base):
        __tablename__ = "nokey"
        id = Column(Integer)


def no_type():
    class NewBase(DeclarativeBase):
        pass

    class X(NewBase):
        __tablename__ = "x"
        id = mapped_column(primary_key=True)


def unknown_type():
    class NewBase(DeclarativeBase):
        pass

    class X(NewBase):
        __tablename__ = "x"
        id: Mapped[int] = mapped_column(primary_key=True)
        what: Mapped[complex]


def bare():
    class NewBase(DeclarativeBase):
        pass

    class X(NewBase):
        __tablename__ = "x"
        id: Mapped[int] = mapped_column(primary_key=True)
        what: int = mapped_column()


def bad_args():
    class X(Base):
        __tablename__ = "badargs"
        __table_args__ = sa.UniqueConstraint("id")
        id = Column(Integer, primary_key=True)


for f in (no_table, no_key, no_type, unknown_type, bad_args):
    attempt(f)
attempt(bare)

# case: later columns and references
Base = declarative_base()


class L(Base):
    __tablename__ = "l"
    id = Column(Integer, primary_key=True)
    other_id = Column(Integer)
    other = relationship("L", primaryjoin="L.id == foreign(L.other_id)", remote_side=[id])


L.extra = Column(String(7))
sa.Index("ix_l", L.extra, L.other_id)
sa.Index("ix_low", func.lower(L.extra))
class M(Base):
    __tablename__ = "m"
    id = Column(Integer, ForeignKey(L.id), primary_key=True)
    l2 = Column(ForeignKey(L.__table__.c.id))


tables(Base)
show(L.extra.type, M.id.type, M.l2.type)

# case: types in models
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.dialects.postgresql import ARRAY, ENUM, JSONB
Base = declarative_base()


class E(enum.Enum):
    one = 1


class T(Base):
    __tablename__ = "t"
    id = Column(sa.BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    j = Column(MutableDict.as_mutable(sa.JSON))
    l = Column(MutableList.as_mutable(ARRAY(Integer)))
    e = Column(sa.Enum(E))
    pe = Column(ENUM("a", name="pe", create_type=False))
    js = Column(JSONB, server_default=sa.text("'{}'"))
    ee = Column(sa.Enum(E, values_callable=lambda x: [str(i.value) for i in x], name="ee", native_enum=False))


tables(Base)
sql(T.__table__, "postgresql")
show(T.__table__.c.e.type.metadata is None, T.__table__.c.id.type)
