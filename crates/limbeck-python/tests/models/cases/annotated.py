import datetime
import decimal
import enum
import typing
import uuid
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Dict, List, Literal, Optional, Set, Tuple, Union

import sqlalchemy as sa
from sqlalchemy import JSON, BigInteger, DateTime, Enum, ForeignKey, Index, Integer, MetaData, Numeric, String, Text, UniqueConstraint, func, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import (DeclarativeBase, DeclarativeBaseNoMeta, Mapped, MappedAsDataclass, WriteOnlyMapped, column_property,
                            declared_attr, deferred, mapped_column, query_expression, registry, relationship, synonym, validates)

if TYPE_CHECKING:
    from elsewhere import Elsewhere

# case: forms
class Base(DeclarativeBase):
    pass


class Kind(enum.Enum):
    first = 1
    second = "two"


class Word(str, enum.Enum):
    hello = "HELLO"
    bye = "BYE"


class Strong(enum.StrEnum):
    a = enum.auto()
    b = enum.auto()


class Forms(Base):
    __tablename__ = "forms"
    id: Mapped[int] = mapped_column(primary_key=True)
    s: Mapped[str]
    os: Mapped[Optional[str]]
    us: Mapped[str | None]
    un: Mapped[Union[None, str]]
    q: Mapped["str | None"]
    q2: Mapped["Optional[int]"]
    q3: "Mapped[int]"
    q4: "Mapped[Optional[datetime.datetime]]" = mapped_column(DateTime(timezone=True))
    oq: Mapped[Optional["str"]]
    b: Mapped[bool]
    f: Mapped[float | None]
    by: Mapped[bytes]
    d: Mapped[date]
    dt: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    t: Mapped[time]
    td: Mapped[timedelta]
    de: Mapped[decimal.Decimal]
    u: Mapped[uuid.UUID]
    ou: Mapped[uuid.UUID | None] = mapped_column(index=True)
    k: Mapped[Kind]
    w: Mapped[Word] = mapped_column(default=Word.hello)
    st: Mapped[Strong | None] = mapped_column(server_default="a")
    li: Mapped[Literal["x", "yy", "zzz"]]
    oli: Mapped[Optional[Literal["p", "q"]]]
    nn: Mapped[str] = mapped_column(nullable=True)
    no: Mapped[str | None] = mapped_column(nullable=False)
    typed: Mapped[str] = mapped_column(String(30), unique=True)
    named: Mapped[int] = mapped_column("other_name")
    anything: Mapped[Any] = mapped_column(JSON)
    arr: Mapped[list[str]] = mapped_column(ARRAY(String))
    dic: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'::jsonb"))
    dic2: Mapped[Dict[str, Any] | None] = mapped_column(JSON)
    plain = mapped_column(Integer)
    old = sa.Column(Integer)


# case: annotated
intpk = Annotated[int, mapped_column(primary_key=True)]
str50 = Annotated[str, 50]
text_opt = Annotated[Optional[str], mapped_column(Text, comment="maybe")]
stamp = Annotated[datetime.datetime, mapped_column(DateTime(timezone=True), nullable=False, server_default=func.now())]
user_fk = Annotated[int, mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)]
bool_false = Annotated[bool, mapped_column(server_default=text("false"), default=False)]


class Base(DeclarativeBase):
    type_annotation_map = {
        str50: String(50),
        str: String(200),
        int: BigInteger,
        datetime.datetime: sa.TIMESTAMP(timezone=True),
        dict[str, Any]: JSON,
        Dict[str, str]: JSONB,
        list[str]: ARRAY(Text),
        enum.Enum: Enum(enum.Enum, native_enum=False, length=20),
        decimal.Decimal: Numeric(12, 4),
        Optional[bytes]: sa.LargeBinary(7),
    }


class Level(enum.Enum):
    low = 1
    high = 2


class User(Base):
    __tablename__ = "user"
    id: Mapped[intpk]
    name: Mapped[str50]
    nick: Mapped[Optional[str50]]
    bio: Mapped[text_opt]
    created: Mapped[stamp]
    updated: Mapped[stamp] = mapped_column(onupdate=func.now(), nullable=True)
    flag: Mapped[bool_false]
    data: Mapped[dict[str, Any]]
    labels: Mapped[Dict[str, str]]
    tags: Mapped[list[str]]
    tags_o: Mapped[Optional[list[str]]]
    level: Mapped[Level]
    amount: Mapped[decimal.Decimal]
    raw: Mapped[Optional[bytes]]
    plain: Mapped[str]


class Post(Base):
    __tablename__ = "post"
    id: Mapped[intpk]
    user_id: Mapped[user_fk]
    editor_id: Mapped[Optional[user_fk]]
    renamed: Mapped[user_fk] = mapped_column("reviewer", index=False)


# case: type aliases
from typing_extensions import TypeAliasType

Name = TypeAliasType("Name", str)
MaybeName = TypeAliasType("MaybeName", Optional[str])
Amount = TypeAliasType("Amount", Annotated[decimal.Decimal, mapped_column(Numeric(5, 1))])
Old = typing.NewType("Old", str)
Letters = TypeAliasType("Letters", Literal["a", "b"])
LettersToo = Literal["c", "dd"]


class Base(DeclarativeBase):
    type_annotation_map = {Name: String(31), Old: String(32), MaybeName: String(33)}


class Aliased(Base):
    __tablename__ = "aliased"
    id: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[Name]
    o: Mapped[Old]
    m: Mapped[MaybeName]
    oo: Mapped[Optional[Old]]
    on: Mapped[Name | None]
    a: Mapped[Amount]
    letters: Mapped[Letters]
    letters2: Mapped[LettersToo]


# case: relationships and other properties
class Base(DeclarativeBase):
    pass


class Node(Base):
    __tablename__ = "node"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("node.id"))
    parent: Mapped[Optional["Node"]] = relationship(remote_side="Node.id")
    parent2 = relationship("Node", remote_side=[id], viewonly=True)
    kids: Mapped[List["Node"]] = relationship(cascade="all, delete-orphan", lazy="selectin", order_by=id)
    late: WriteOnlyMapped["Node"] = relationship()
    maybe: Mapped["Elsewhere | None"] = relationship(foreign_keys=[parent_id])
    first: Mapped[str] = mapped_column()
    last: Mapped[str] = mapped_column()
    full: Mapped[str] = column_property(first + " " + last)
    heavy: Mapped[str] = deferred(mapped_column(Text))
    heavy2: Mapped[str] = mapped_column(Text, deferred=True, deferred_group="g")
    syn: Mapped[str] = synonym("first")

    @hybrid_property
    def name(self):
        return self.first

    @name.expression
    def name(cls):
        return cls.first

    @name.inplace.setter
    def _set_name(self, value):
        self.first = value

    @validates("first", "last")
    def check(self, key, value):
        assert value
        return value

    @property
    def shown(self):
        return self.first


show(sorted(Node.__mapper__.columns.keys()))

# case: mixins
class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"})

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)


class Stamps:
    created: Mapped[datetime.datetime] = mapped_column(default=func.now(), sort_order=10)
    updated: Mapped[Optional[datetime.datetime]] = mapped_column(sort_order=11)


class Soft:
    deleted: Mapped[bool] = mapped_column(default=False)

    @declared_attr
    def deleter_id(cls) -> Mapped[Optional[int]]:
        return mapped_column(ForeignKey("account.id"), index=True)

    @declared_attr
    def deleter(cls) -> Mapped["Account"]:
        return relationship("Account", foreign_keys=[cls.deleter_id])


class Sized:
    size: Mapped[int]
    unit: Mapped[str] = mapped_column(String(3), unique=True)


class Account(Stamps, Base):
    name: Mapped[str] = mapped_column(unique=True)


class Doc(Soft, Stamps, Sized, Base):
    title: Mapped[str] = mapped_column(sort_order=-1)
    __table_args__ = (UniqueConstraint("title", "size"), sa.CheckConstraint("size > 0", name="size"))


class Book(Base, Sized, Soft):
    pages: Mapped[int]


class Page(Sized, Base):
    unit: Mapped[str] = mapped_column(String(9))


# case: single inheritance
class Base(DeclarativeBase):
    pass


class Animal(Base):
    __tablename__ = "animal"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "animal"}


class Cat(Animal):
    lives: Mapped[int] = mapped_column(nullable=True, use_existing_column=True)
    __mapper_args__ = {"polymorphic_identity": "cat"}


class Lion(Animal):
    lives: Mapped[int] = mapped_column(nullable=True, use_existing_column=True)
    mane: Mapped[Optional[str]]
    __mapper_args__ = {"polymorphic_identity": "lion"}


class Tiger(Animal):
    __mapper_args__ = {"polymorphic_identity": "tiger"}
    stripes: Mapped[int]


# case: joined inheritance
class Base(DeclarativeBase):
    pass


class Event(Base):
    __tablename__ = "event"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    type: Mapped[str] = mapped_column(String(30))
    __mapper_args__ = {"polymorphic_on": "type"}
    __table_args__ = (Index("ix_event_type", "type"),)


class Login(Event):
    __tablename__ = "login"
    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    ip: Mapped[str] = mapped_column(postgresql.INET)
    __mapper_args__ = {"polymorphic_identity": "login"}


class Failed(Login):
    reason: Mapped[Optional[str]]
    __mapper_args__ = {"polymorphic_identity": "failed"}


# case: dataclasses
class Base(MappedAsDataclass, DeclarativeBase):
    pass


class WithDefaults(Base, kw_only=True):
    __tablename__ = "with_defaults"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    full: Mapped[Optional[str]] = mapped_column(default=None)
    n: Mapped[int] = mapped_column(default=5)
    tags: Mapped[dict] = mapped_column(JSON, default_factory=dict, repr=False)
    at: Mapped[datetime.datetime] = mapped_column(insert_default=func.now(), init=False)
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("with_defaults.id"), init=False)
    parent: Mapped[Optional["WithDefaults"]] = relationship(default=None, remote_side="WithDefaults.id")


w = WithDefaults(name="x")
show(w.name, w.n, w.tags)

# case: mapped_as_dataclass decorator
reg = registry(type_annotation_map={str: String(11)})
target = reg.metadata


@reg.mapped_as_dataclass(kw_only=True)
class Decorated:
    __tablename__ = "decorated"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    v: Mapped[str] = mapped_column(default="q")


@reg.mapped_as_dataclass
class Decorated2:
    __tablename__ = "decorated2"
    id: Mapped[int] = mapped_column(primary_key=True)
    v: Mapped[Optional[str]] = mapped_column(default=None)


# case: no meta
class Base(DeclarativeBaseNoMeta):
    pass


class Quiet(Base):
    __tablename__ = "quiet"
    id: Mapped[int] = mapped_column(primary_key=True)


# case: generic base and abstract layers
T = typing.TypeVar("T")


class Base(DeclarativeBase):
    __abstract__ = True
    metadata = MetaData(schema="layers")


class Layer(Base):
    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)
    extra: Mapped[Optional[str]] = mapped_column(sort_order=5)


class Mixed(typing.Generic[T]):
    common: Mapped[int] = mapped_column(default=1)


class Concrete(Mixed[int], Layer):
    __tablename__ = "concrete"
    own: Mapped[str]


# case: registry with a map
reg = registry(type_annotation_map={str: Text, enum.Enum: Enum(enum.Enum, values_callable=lambda e: [m.value for m in e])})


class Base(DeclarativeBase):
    registry = reg


class Shade(enum.Enum):
    light = "l"
    dark = "d"


class Paint(Base):
    __tablename__ = "paint"
    id: Mapped[int] = mapped_column(primary_key=True)
    shade: Mapped[Shade]
    shade2: Mapped[Optional[Shade]] = mapped_column(default=Shade.dark, server_default=Shade.dark.value)
    shade3: Mapped[Shade] = mapped_column(Enum(Shade, name="shade_three"))
    text: Mapped[str]


# case: unmapped annotation
class Base(DeclarativeBase):
    pass


class Wrong(Base):
    __tablename__ = "wrong"
    id: Mapped[int] = mapped_column(primary_key=True)
    other: int = mapped_column(Integer)


# case: unknown python type
class Base(DeclarativeBase):
    pass


class Strange:
    pass


class Wrong(Base):
    __tablename__ = "wrong"
    id: Mapped[int] = mapped_column(primary_key=True)
    other: Mapped[Strange]


# case: unknown list type
class Base(DeclarativeBase):
    pass


class Wrong(Base):
    __tablename__ = "wrong"
    id: Mapped[int] = mapped_column(primary_key=True)
    other: Mapped[list[str]]


# case: allow unmapped
class Base(DeclarativeBase):
    __allow_unmapped__ = True


class Fine(Base):
    __tablename__ = "fine"
    id: int = mapped_column(Integer, primary_key=True)
    other: str = mapped_column(String)
    more: Optional[str] = sa.Column(String, nullable=False)


# case: composite
import dataclasses


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Base(DeclarativeBase):
    pass


from sqlalchemy.orm import composite


class Vertex(Base):
    __tablename__ = "vertex"
    id: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = composite(mapped_column("x2", Integer), mapped_column("y2", Integer))


# case: composite of attributes
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Base(DeclarativeBase):
    pass


from sqlalchemy.orm import composite


class Vertex(Base):
    __tablename__ = "vertex"
    id: Mapped[int] = mapped_column(primary_key=True)
    x1: Mapped[int] = mapped_column()
    y1: Mapped[int] = mapped_column()
    start = composite(Point, "x1", "y1")
    end = composite(Point, x1, y1)

# case: what attributes of a class are
from sqlalchemy import inspect
from sqlalchemy.orm import InstrumentedAttribute


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str | None] = mapped_column("lbl", String(5), index=True)
    bare: Mapped[int]
    other: Mapped[int | None]


class Special(Item):
    extra: Mapped[int | None]


show(Item.id.key, Item.label.key, Item.label.name, Item.id.class_ is Item, Item.id is Item.id, str(Item.id))
show(Item.bare.key, isinstance(Item.bare, InstrumentedAttribute), isinstance(Item.other.property.columns[0], sa.Column))
item = Item(id=3)
show(item.id, item.label, "id" in vars(item), item.bare)
item.label = "x"
del item.label
show(item.label, hasattr(item, "id"), hasattr(Item, "id"), isinstance(Item.id, InstrumentedAttribute))
show(sorted(inspect(Item).columns.keys()), len(Item.__table__.c.id.foreign_keys), len(Item.__table__.c.id.constraints))
show(Special.extra.key, sorted(inspect(Special).columns.keys()))

# case: nullable, primary keys and what the annotation says of them
class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int | None] = mapped_column(primary_key=True)
    b: Mapped[int | None] = mapped_column(primary_key=True, nullable=False)
    c: Mapped[int] = mapped_column(nullable=True)
    d: Mapped[int] = mapped_column(Integer, nullable=True, unique=True, index=True)
    e: Mapped[int | None] = mapped_column(Integer, nullable=False, index=False, unique=False)
    f: Mapped[int] = mapped_column(ForeignKey("a.id"), Integer)
    g: Mapped["int | None"] = mapped_column(Integer(), ForeignKey("a.b"))
    h: Mapped[str] = mapped_column(Enum("x", "y", name="e", native_enum=False, create_constraint=True))
    i = mapped_column(String(3), primary_key=False, nullable=None)
    j = mapped_column(Integer, primary_key=1)

# case: too many foreign keys are no fault
class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    b: Mapped[int] = mapped_column(ForeignKey("a.id"), ForeignKey("a.b"))

# case: two types are one too many
class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(Integer, String, primary_key=True)
