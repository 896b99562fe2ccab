"""Models in the shapes that projects have: how columns are annotated, mixed in, named and typed. Each has a first and a
second version, so that a revision adds everything and another changes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """One project's models."""

    first: str
    second: str
    #: What env.py takes from the module.
    target: str = "models.Base.metadata"
    configure: str = ""
    #: More of env.py, before `configure`.
    env: str = ""
    kinds: tuple[str, ...] = ("sqlite", "postgresql")


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """A text with replacements, each of which must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def shape(first: str, *pairs: tuple[str, str], **keywords: object) -> Shape:
    """Models and what changes in them."""
    return Shape(first, changed(first, *pairs), **keywords)  # type: ignore[arg-type]


ANNOTATED = '''\
from __future__ import annotations

import datetime
import decimal
import uuid
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Dict, List, Literal, Optional, Union

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Integer, Numeric, String, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, synonym, column_property, deferred

if TYPE_CHECKING:
    from missing_module import Missing

intpk = Annotated[int, mapped_column(primary_key=True)]
bigint = Annotated[int, "big"]
str50 = Annotated[str, 50]
required_name = Annotated[str, mapped_column(String(30), nullable=False, index=True)]
timestamp = Annotated[datetime.datetime, mapped_column(nullable=False, server_default=func.CURRENT_TIMESTAMP())]
user_fk = Annotated[int, mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))]


class Base(DeclarativeBase):
    type_annotation_map = {
        bigint: BigInteger(),
        str50: String(50),
        Dict[str, Any]: JSON,
        decimal.Decimal: Numeric(12, 4),
        datetime.datetime: DateTime(timezone=True),
    }


class User(Base):
    __tablename__ = "user_account"
    __registry_note__: ClassVar[str] = "not a column"
    id: Mapped[intpk]
    name: Mapped[required_name]
    nick: Mapped[Optional[str50]]
    bio: Mapped[str | None] = mapped_column(Text, comment="about")
    big: Mapped[bigint]
    big_or_none: Mapped[Optional[bigint]]
    data: Mapped[Dict[str, Any]]
    price: Mapped[decimal.Decimal]
    price2: Mapped[Union[decimal.Decimal, None]] = mapped_column(Numeric(5, 2))
    uid: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4, unique=True)
    created: Mapped[timestamp]
    day: Mapped[datetime.date]
    at: Mapped[datetime.time | None]
    span: Mapped[Optional[datetime.timedelta]]
    raw: Mapped[bytes]
    flag: Mapped[bool] = mapped_column(server_default="1" if False else func.CURRENT_TIMESTAMP(), insert_default=False, nullable=True)
    ratio: Mapped[float] = mapped_column(default=0.5)
    state: Mapped[Literal["new", "old"]]
    addresses: Mapped[List["Address"]] = relationship(back_populates="user", cascade="all, delete-orphan")
    key: Mapped[str] = mapped_column("key_name", String(7), key="key_key")

    def method(self) -> "Missing": ...


class Address(Base):
    __tablename__ = "address"
    id: Mapped[intpk]
    email: Mapped["str"]
    user_id: Mapped[user_fk]
    other_id: Mapped[Optional[int]] = mapped_column(ForeignKey("user_account.id", name="fk_other"))
    user: Mapped["User"] = relationship(back_populates="addresses", foreign_keys="Address.user_id")
    second: Mapped[User | None] = relationship(foreign_keys="[Address.other_id]")
'''.replace('server_default="1" if False else func.CURRENT_TIMESTAMP(), ', "")

MIXINS = '''\
import datetime
from typing import Optional

from sqlalchemy import Boolean, CheckConstraint, Column, DateTime, ForeignKey, Index, Integer, MetaData, String, UniqueConstraint, func, text
from sqlalchemy.ext.declarative import declared_attr as old_declared_attr
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, backref, declarative_mixin, declared_attr, mapped_column, relationship, validates

convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_label)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_key)s_%(referred_table_name)s_%(referred_column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    __abstract__ = True
    metadata = MetaData(naming_convention=convention)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return "".join("_" + c.lower() if c.isupper() else c for c in cls.__name__).lstrip("_") + "s"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-100)


class TimestampMixin:
    created_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), sort_order=900)
    updated_at: Mapped[Optional[datetime.datetime]] = mapped_column(onupdate=func.now(), sort_order=901)


@declarative_mixin
class SoftDelete:
    deleted = Column(Boolean, nullable=False, server_default=text("false"))

    @declared_attr
    def __table_args__(cls):
        return (CheckConstraint("deleted is not null", name="deleted"), {"comment": "soft"})


class OwnedMixin:
    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("people.id"), index=True)

    @declared_attr
    def owner(cls):
        return relationship("People", foreign_keys=[cls.owner_id], backref=backref(cls.__tablename__ + "_owned"))

    @old_declared_attr
    def editor_id(cls):
        return Column(Integer, ForeignKey("people.id"), nullable=True)


class People(TimestampMixin, Base):
    __tablename__ = "people"
    first_name: Mapped[str] = mapped_column(String(20))
    last_name: Mapped[str] = mapped_column(String(20))
    __table_args__ = (UniqueConstraint("first_name", "last_name"), Index(None, "last_name", "first_name"))

    @hybrid_property
    def full_name(self):
        return self.first_name + " " + self.last_name

    @validates("first_name")
    def check(self, key, value):
        return value


class BlogPost(OwnedMixin, TimestampMixin, SoftDelete, Base):
    title: Mapped[str] = mapped_column(String(80), unique=True)
    score: Mapped[int] = mapped_column(CheckConstraint("score > 0", name="positive"))


class Draft(OwnedMixin, Base):
    __table_args__ = {"comment": "a draft", "sqlite_with_rowid": True}
    text: Mapped[Optional[str]]
'''

INHERITANCE = '''\
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, declarative_base, mapped_column, registry, relationship, polymorphic_union, configure_mappers

Base = declarative_base()


class Employee(Base):
    __tablename__ = "employee"
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    type = Column(String(20))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "employee", "with_polymorphic": "*"}


class Engineer(Employee):
    __tablename__ = "engineer"
    id = Column(Integer, ForeignKey("employee.id"), primary_key=True)
    language = Column(String(10), nullable=False)
    __mapper_args__ = {"polymorphic_identity": "engineer", "inherit_condition": id == Employee.id}


class Manager(Employee):
    golf = Column(String(5))
    budget: Mapped[int] = mapped_column(nullable=True, use_existing_column=True)
    __mapper_args__ = {"polymorphic_identity": "manager"}


class Director(Manager):
    budget: Mapped[int] = mapped_column(nullable=True, use_existing_column=True)
    parking = Column(Integer, ForeignKey("parking.id"))
    __mapper_args__ = {"polymorphic_identity": "director"}


class Parking(Base):
    __tablename__ = "parking"
    id = Column(Integer, primary_key=True)


class Vehicle(Base):
    __abstract__ = True
    plate = Column(String(8), primary_key=True)


class Car(Vehicle):
    __tablename__ = "car"
    doors = Column(Integer)


class Van(Car):
    __tablename__ = "van"
    plate = Column(String(8), primary_key=True)
    doors = Column(Integer)
    volume = Column(Integer)
    __mapper_args__ = {"concrete": True}


association = Table(
    "employee_car", Base.metadata,
    Column("employee_id", ForeignKey("employee.id", ondelete="CASCADE"), primary_key=True),
    Column("car_plate", ForeignKey(Car.plate), primary_key=True),
)
Employee.cars = relationship(Car, secondary=association, backref="drivers")


class WithTable(Base):
    __table__ = Table("with_table", Base.metadata, Column("a", Integer, primary_key=True), Column("b", Integer, primary_key=True))


class Composite(Base):
    __tablename__ = "composite"
    a = Column(Integer, primary_key=True)
    b = Column(Integer, primary_key=True)
    c = Column(Integer)
    __table_args__ = (ForeignKeyConstraint(["a", "b"], ["with_table.a", "with_table.b"], name="fk_composite", onupdate="CASCADE"), UniqueConstraint("c", "b"))


class Imperative:
    pass


imperative = Table("imperative", Base.metadata, Column("id", Integer, primary_key=True), Column("parent", ForeignKey("imperative.id")))
Base.registry.map_imperatively(Imperative, imperative, properties={"children": relationship(Imperative)})
configure_mappers()
'''

ENUMS = '''\
import enum
from typing import Optional

import sqlalchemy as sa
from sqlalchemy import Enum, MetaData
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"


class Status(enum.StrEnum):
    OPEN = enum.auto()
    SHUT = enum.auto()


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Text(str, enum.Enum):
    a = "A"
    b = "B"


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})
    type_annotation_map = {Level: Enum(Level, native_enum=False, length=12)}


class Thing(Base):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]
    maybe: Mapped[Optional[Color]]
    status: Mapped[Status] = mapped_column(Enum(Status, values_callable=lambda e: [m.value for m in e], name="status_type"), server_default=Status.OPEN.value)
    level: Mapped[Level]
    text: Mapped[Text] = mapped_column(Enum(Text, native_enum=False, create_constraint=True, name="text_kind"), default=Text.a)
    plain: Mapped[str] = mapped_column(Enum("x", "y", name="plain_kind"))
    many: Mapped[Optional[list]] = mapped_column(sa.JSON)
    flag: Mapped[bool] = mapped_column(sa.Boolean(create_constraint=True, name="flag"))
'''

ENUM_SCHEMAS = '''\
import enum

from sqlalchemy import ARRAY, Column, Enum, Integer, MetaData, Table
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.orm import declarative_base

metadata = MetaData(schema="app")
Base = declarative_base(metadata=metadata)


class Kind(enum.Enum):
    one = 1
    two = 2


shared = Enum(Kind, name="shared_kind", metadata=metadata)


class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    shared_kind = Column(shared)
    own = Column(Enum("p", "q", name="own_kind", schema="other"))
    inherited = Column(Enum("p", "q", name="inherited_kind", inherit_schema=True))
    native = Column(ENUM("p", "q", name="native_kind", create_type=True))
    several = Column(ARRAY(Enum("p", "q", name="several_kind")))


class B(Base):
    __tablename__ = "b"
    __table_args__ = {"schema": "other"}
    id = Column(Integer, primary_key=True)
    shared = Column(shared, nullable=False)
'''

TYPES = '''\
import datetime
import json
import uuid

import sqlalchemy as sa
from sqlalchemy import (
    JSON, BigInteger, Boolean, Column, Computed, Date, DateTime, Float, ForeignKey, Identity, Index, Integer, Interval, LargeBinary,
    Numeric, SmallInteger, String, Text, Time, TypeDecorator, Unicode, UnicodeText, Uuid, func, literal_column, text,
)
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import CHAR, UserDefinedType

Base = declarative_base()


class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(CHAR(32))

    def process_bind_param(self, value, dialect):
        return value


class JSONEncoded(TypeDecorator):
    impl = Text

    def __init__(self, *args, schema=None, **kw):
        super().__init__(*args, **kw)
        self.schema = schema


class UTCDateTime(TypeDecorator):
    impl = DateTime(timezone=True)
    cache_ok = True


class Money(UserDefinedType):
    cache_ok = True

    def __init__(self, precision=8):
        self.precision = precision

    def get_col_spec(self, **kw):
        return "NUMERIC(%s)" % self.precision


BIGID = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
JSONB = JSON().with_variant(postgresql.JSONB(), "postgresql")


class Everything(Base):
    __tablename__ = "everything"
    id = Column(BIGID, Identity(start=3, cycle=True), primary_key=True)
    guid = Column(GUID, default=uuid.uuid4, nullable=False, unique=True)
    encoded = Column(JSONEncoded(100))
    stamp = Column(UTCDateTime, server_default=text("CURRENT_TIMESTAMP"))
    money = Column(Money(9))
    data = Column(MutableDict.as_mutable(JSONB), default=dict, server_default="{}")
    items = Column(MutableList.as_mutable(JSON(none_as_null=True)))
    a = Column(Integer, nullable=False, server_default="0")
    b = Column(Integer, Computed("a * 2", persisted=True))
    num = Column(Numeric(10, 2, asdecimal=False), server_default=text("0.00"))
    flt = Column(Float(53))
    small = Column(SmallInteger, default=1)
    uni = Column(Unicode(20), index=True)
    unitext = Column(UnicodeText)
    binary = Column(LargeBinary(16))
    interval = Column(Interval(second_precision=3))
    flag = Column(Boolean, server_default=sa.false())
    flag2 = Column(Boolean, server_default=sa.true(), nullable=False)
    day = Column(Date, server_default=func.current_date())
    when = Column(Time(timezone=True))
    uid = Column(Uuid(as_uuid=False))
    varied = Column(String(10).with_variant(Text(), "postgresql", "mysql"), comment="it's % and \\\\ \\n two")
    quoted = Column("Weird Name", String, server_default="it's 100% \\"q\\"")

    __table_args__ = (
        Index("ix_lower", func.lower(uni)),
        Index("ix_desc", a.desc(), small),
        Index("ix_partial", "a", unique=True, postgresql_where=text("a > 5"), sqlite_where=text("a > 5")),
    )
'''

CYCLES = '''\
from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Integer, MetaData, PrimaryKeyConstraint, String, Table
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base(metadata=MetaData(naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}))


class Node(Base):
    __tablename__ = "node"
    id = Column(Integer, primary_key=True)
    element_id = Column(Integer, ForeignKey("element.id", use_alter=True))
    parent_id = Column(Integer, ForeignKey("node.id", deferrable=True, initially="DEFERRED"))
    element = relationship("Element", foreign_keys="Node.element_id", post_update=True)


class Element(Base):
    __tablename__ = "element"
    id = Column(Integer, primary_key=True)
    node_id = Column(Integer, ForeignKey("node.id", ondelete="SET NULL", name="fk_named"))
    node = relationship(Node, primaryjoin=node_id == Node.id)


class Third(Base):
    __tablename__ = "third"
    __table_args__ = (PrimaryKeyConstraint("x", "y", name="pk_third"), CheckConstraint("x <> y", name="differ"), {"info": {"skip": True}})
    y = Column(Integer, autoincrement=False)
    x = Column(Integer, ForeignKey("element.id", match="FULL"))
'''

DATACLASSES = '''\
from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Annotated, Optional

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, registry, relationship, declared_attr
from sqlalchemy.orm import composite

pk = Annotated[int, mapped_column(primary_key=True)]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Dataclasses."""


class Stamped(MappedAsDataclass):
    created: Mapped[datetime] = mapped_column(init=False, insert_default=func.now(), server_default=func.now(), repr=False)


@dataclasses.dataclass
class Point:
    x: int
    y: int


class User(Stamped, Base, kw_only=True):
    __tablename__ = "users"
    id: Mapped[pk] = mapped_column(init=False)
    name: Mapped[str] = mapped_column(String(20), default="x")
    nick: Mapped[Optional[str]] = mapped_column(default=None)
    posts: Mapped[list["Post"]] = relationship(default_factory=list, back_populates="user", repr=False)
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))


class Post(Base, unsafe_hash=True):
    __tablename__ = "posts"
    id: Mapped[pk] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), init=False)
    user: Mapped[User] = relationship(back_populates="posts", default=None)


reg = Base.registry


@reg.mapped_as_dataclass
class Decorated:
    __tablename__ = "decorated"
    id: Mapped[pk] = mapped_column(init=False)
    text: Mapped[str]
'''

SEVERAL = '''\
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, mapped_column, registry


class One(DeclarativeBase):
    pass


class Two(DeclarativeBase):
    registry = registry(type_annotation_map={str: String(11)}, metadata=MetaData())


class A(One):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class B(Two):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    a_id = mapped_column(ForeignKey(A.id))


loose = MetaData()
Table("c", loose, Column("id", Integer, primary_key=True), Column("z", String))
Table("c", loose, Column("extra", Integer), extend_existing=True)
Table("c", loose, keep_existing=True)
'''

SCHEMAS = '''\
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Sequence, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    metadata = MetaData(schema="app")


class Customer(Base):
    __tablename__ = "customer"
    id: Mapped[int] = mapped_column(Sequence("customer_seq", start=5), primary_key=True)
    name: Mapped[str] = mapped_column(String(10), index=True)


class Order(Base):
    __tablename__ = "order"
    __table_args__ = {"schema": "other"}
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("app.customer.id"))
    customer: Mapped[Customer] = relationship()


class Item(Base):
    __tablename__ = "item"
    __table_args__ = {"schema": "public"}
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id, ondelete="CASCADE"))


Table("log", Base.metadata, Column("id", Integer, primary_key=True), Column("c", ForeignKey("app.customer.id")), schema=None)
'''

POSTGRES = '''\
from sqlalchemy import Column, Computed, DateTime, FetchedValue, Float, ForeignKey, Identity, Index, Integer, String, Text, UniqueConstraint, cast, desc, func, literal, text
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects.postgresql import ARRAY, CIDR, DATERANGE, DOMAIN, HSTORE, INET, INTERVAL, JSONB, MACADDR, MONEY, OID, TSTZRANGE, TSVECTOR, UUID, ExcludeConstraint, array
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class P(Base):
    __tablename__ = "p"
    id: Mapped[int] = mapped_column(Identity(always=True, start=10, increment=2, minvalue=1, maxvalue=1000), primary_key=True)
    uid = mapped_column(UUID(as_uuid=True), server_default=text("gen_random_uuid()"), nullable=False)
    tags: Mapped[list[str]] = mapped_column(ARRAY(String(10)), server_default=text("'{}'::varchar[]"))
    matrix = mapped_column(ARRAY(Integer, dimensions=2))
    body = mapped_column(JSONB(astext_type=Text()), server_default=text("'{}'::jsonb"))
    ip = mapped_column(INET)
    net = mapped_column(CIDR)
    mac = mapped_column(MACADDR)
    during = mapped_column(TSTZRANGE())
    days = mapped_column(DATERANGE)
    search = mapped_column(TSVECTOR, Computed("to_tsvector('english', title)", persisted=True))
    title = mapped_column(String(collation="C"), nullable=False)
    span = mapped_column(INTERVAL(fields="DAY TO SECOND", precision=2))
    cash = mapped_column(MONEY)
    oid = mapped_column(OID)
    bits = mapped_column(pg.BIT(3), comment="bits")
    vbits = mapped_column(pg.BIT(5, varying=True))
    dbl = mapped_column(pg.DOUBLE_PRECISION)
    ts = mapped_column(pg.TIMESTAMP(timezone=True, precision=3), server_default=func.now())
    fetched = mapped_column(Integer, FetchedValue())
    __table_args__ = (
        Index("ix_p_body", body, postgresql_using="gin", postgresql_ops={"body": "jsonb_path_ops"}),
        Index("ix_p_title", text("title varchar_pattern_ops"), postgresql_with={"fillfactor": 50}),
        Index("ix_p_multi", func.lower(title), desc("uid"), postgresql_include=["ip"]),
        Index("ix_p_where", "ip", postgresql_where=title != "x"),
        Index("ix_p_nulls", desc("oid").nulls_last(), unique=True, postgresql_nulls_not_distinct=True),
        UniqueConstraint("uid", name="uq_uid", postgresql_include=["ip"]),
        ExcludeConstraint(("during", "&&"), name="no_overlap", using="gist"),
        {"comment": "the table", "postgresql_with": {"fillfactor": "70"}},
    )
'''

SQLMODEL = '''\
import datetime
import enum
import uuid
from decimal import Decimal
from typing import Any, Dict, List, Optional

from pydantic import EmailStr, field_validator
from sqlalchemy import Column, DateTime, UniqueConstraint, func
from sqlalchemy import JSON as SAJSON
from sqlmodel import JSON, AutoString, Field, Relationship, SQLModel


class Role(str, enum.Enum):
    admin = "admin"
    user = "user"


class HeroTeam(SQLModel, table=True):
    hero_id: Optional[int] = Field(default=None, foreign_key="hero.id", primary_key=True, ondelete="CASCADE")
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", primary_key=True)


class HeroBase(SQLModel):
    name: str = Field(index=True, max_length=50)
    secret: Optional[str] = Field(default=None, description="x")
    age: int | None = Field(default=None, ge=0)


class Hero(HeroBase, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    uid: uuid.UUID = Field(default_factory=uuid.uuid4, unique=True)
    role: Role = Field(default=Role.user)
    price: Decimal = Field(max_digits=8, decimal_places=2, default=0)
    meta: Dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}"))
    born: Optional[datetime.date] = None
    created: datetime.datetime = Field(sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": func.now(), "comment": "made"})
    teams: List["Team"] = Relationship(back_populates="heroes", link_model=HeroTeam)


class Team(SQLModel, table=True):
    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("name", "city", name="uq_team"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    city: str = Field(max_length=20)
    heroes: List[Hero] = Relationship(back_populates="teams", link_model=HeroTeam)
'''

SHAPES: dict[str, Shape] = {
    "annotations": shape(
        ANNOTATED,
        ("str50: String(50)", "str50: String(60)"),
        ('state: Mapped[Literal["new", "old"]]', 'state: Mapped[Literal["new", "old", "gone"]]\n    added: Mapped[Optional[bigint]]'),
        ('    email: Mapped["str"]\n', '    email: Mapped["str | None"]\n    user2: Mapped[user_fk]\n'),
    ),
    "mixins": shape(
        MIXINS,
        ("class Draft(OwnedMixin, Base):", "class Draft(TimestampMixin, OwnedMixin, Base):"),
        ('UniqueConstraint("first_name", "last_name")', 'UniqueConstraint("last_name", "first_name", "id")'),
        ("mapped_column(String(80), unique=True)", "mapped_column(String(90), index=True)"),
    ),
    "inheritance": shape(
        INHERITANCE,
        ("    golf = Column(String(5))\n", "    golf = Column(String(6))\n    yacht = Column(Integer, index=True)\n"),
        ("    language = Column(String(10), nullable=False)\n", "    language = Column(String(10))\n"),
        ('onupdate="CASCADE"', 'ondelete="CASCADE"'),
    ),
    "enums": shape(
        ENUMS,
        ('    GREEN = "green"\n', '    GREEN = "green"\n    BLUE = "blue"\n'),
        ('length=12', 'length=15'),
        ('Enum("x", "y", name="plain_kind")', 'Enum("x", "y", name="plain_kind"), nullable=True'),
    ),
    "enums_in_schemas": shape(
        ENUM_SCHEMAS, ("    several =", "    more = Column(shared)\n    several ="),
        kinds=("postgresql",), configure="include_schemas=True",
    ),
    "types": shape(
        TYPES,
        ("money = Column(Money(9))", "money = Column(Money(7), nullable=False, server_default='1')"),
        ("num = Column(Numeric(10, 2, asdecimal=False)", "num = Column(Numeric(12, 3, asdecimal=False)"),
        ("flt = Column(Float(53))", "flt = Column(Float(53))\n    guid2 = Column(GUID())\n    enc = Column(JSONEncoded)"),
        ("    small = Column(SmallInteger, default=1)", "    small = Column(Integer, default=2)"),
    ),
    "cycles": shape(CYCLES, ('ondelete="SET NULL", ', ""), ("    y = Column(Integer, autoincrement=False)", "    y = Column(Integer, ForeignKey('node.id'))")),
    "dataclasses": shape(DATACLASSES, ('mapped_column("y1")', 'mapped_column("y2")'), ("    text: Mapped[str]\n", "    text: Mapped[Optional[str]]\n    more: Mapped[int] = mapped_column(default=3)\n")),
    "several_metadata": shape(
        SEVERAL, ("String(11)", "String(12)"), ('Column("extra", Integer)', 'Column("extra", Integer, index=True)'),
        target="[models.One.metadata, models.Two.metadata, models.loose]",
    ),
    "schemas": shape(
        SCHEMAS,
        ('ForeignKey(Order.id, ondelete="CASCADE")', "ForeignKey(Order.id)"),
        ("String(10), index=True", "String(12)"),
        kinds=("postgresql",), configure="include_schemas=True, version_table_schema='app', version_table='versions'",
    ),
    "postgres": shape(
        POSTGRES,
        ('Index("ix_p_where", "ip", postgresql_where=title != "x"),', 'Index("ix_p_where", "ip", postgresql_where=title != "y"),'),
        ("mapped_column(ARRAY(String(10))", "mapped_column(ARRAY(String(12))"),
        ("start=10, increment=2", "start=10, increment=3"),
        ("pg.TIMESTAMP(timezone=True, precision=3)", "pg.TIMESTAMP(timezone=True)"),
        kinds=("postgresql",), configure="compare_server_default=True",
    ),
    "sqlmodel": shape(
        SQLMODEL, ("name: str = Field(index=True, max_length=50)", "name: str = Field(max_length=60)"),
        ("    city: str = Field(max_length=20)\n", "    city: Optional[str] = Field(max_length=20, default=None)\n    roles: Optional[Role] = None\n"),
        target="models.SQLModel.metadata",
    ),
}
