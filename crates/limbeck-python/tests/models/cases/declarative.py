import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy import (BigInteger, Boolean, CheckConstraint, Column, DateTime, Enum, Float, ForeignKey, ForeignKeyConstraint,
                        Index, Integer, LargeBinary, MetaData, Numeric, PrimaryKeyConstraint, SmallInteger, String, Table,
                        Text, UniqueConstraint, false, func, text, true)
from sqlalchemy.ext.declarative import declarative_base as old_declarative_base
from sqlalchemy.orm import (DeclarativeBase, DeclarativeMeta, Mapped, as_declarative, backref, column_property, declarative_base,
                            declared_attr, deferred, mapped_column, registry, relationship, synonym)

# case: classic
Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True, autoincrement=True)
    name = Column(String(50), nullable=False, unique=True)
    email = Column("email_address", String(255), index=True, unique=True)
    active = Column(Boolean, default=True, server_default=true(), nullable=False)
    deleted = Column(Boolean, server_default=false())
    score = Column(Float, server_default="0")
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    updated_at = Column(DateTime, default=datetime.datetime.utcnow, onupdate=func.now())
    note = Column(Text, comment="free text", doc="shown")
    posts = relationship("Post", backref=backref("author"), lazy="dynamic")


class Post(Base):
    __tablename__ = "posts"
    id = Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    author_id = Column(Integer, ForeignKey("users.id", ondelete="CASCADE", onupdate="SET NULL", name="fk_author"))
    other_id = Column(ForeignKey(User.id), info={"a": 1})
    body = deferred(Column(Text))
    data = Column(LargeBinary(100))
    price = Column(Numeric(10, 2), server_default=text("0.00"))


# case: abstract and mixed
Base = old_declarative_base()


class Stamped:
    created = Column(DateTime, default=func.now(), nullable=False)
    updated = Column(DateTime, onupdate=lambda: None)

    @declared_attr
    def owner_id(cls):
        return Column(Integer, ForeignKey("owner.id"))


class Keyed(Base):
    __abstract__ = True
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()


class Owner(Keyed):
    name = Column(String(10))


class Thing(Stamped, Keyed):
    label = Column(String(5))


class Other(Keyed, Stamped):
    created = Column(sa.Date)
    z = Column(Integer, key="zed")


show(Thing.__table__.c.keys(), Other.__table__.c.keys(), Thing.owner_id.property.columns[0].table.name)

# case: table args everywhere
Base = declarative_base(metadata=MetaData(schema="app"))


class A(Base):
    __tablename__ = "a"
    __table_args__ = (
        PrimaryKeyConstraint("x", "y", name="a_pk"),
        UniqueConstraint("y", "z", name="uq_yz", deferrable=True, initially="DEFERRED"),
        CheckConstraint("x > 0", name="positive"),
        CheckConstraint(text("y < 10")),
        Index("ix_z", "z", unique=True, postgresql_where=text("z > 1"), sqlite_where=text("z > 1")),
        Index("ix_lower", func.lower("z"), postgresql_using="gin"),
        Index("ix_desc", sa.desc("y"), "x"),
        Index(None, "x"),
        {"comment": "table comment", "mysql_engine": "InnoDB", "sqlite_autoincrement": True, "info": {"k": 1}},
    )
    x = Column(Integer, nullable=False)
    y = Column(Integer, nullable=False)
    z = Column(String)


class B(Base):
    __tablename__ = "b"
    __table_args__ = {"schema": "other", "prefixes": ["UNLOGGED"], "extend_existing": True}
    id = Column(Integer, primary_key=True)
    ax = Column(Integer)
    ay = Column(Integer)


class C(Base):
    __tablename__ = "c"
    __table_args__ = (
        ForeignKeyConstraint(["ax", "ay"], ["app.a.x", "app.a.y"], name="fk_a", ondelete="CASCADE", use_alter=True, match="FULL"),
        ForeignKeyConstraint(["b_id"], ["other.b.id"], deferrable=True, initially="IMMEDIATE"),
    )
    id = Column(Integer, primary_key=True)
    ax = Column(Integer)
    ay = Column(Integer)
    b_id = Column(Integer)
    self_id = Column(Integer, ForeignKey("app.c.id"))


Index("late", C.ax, C.ay.desc(), unique=True)
Index("late_expression", func.coalesce(C.ax, 0), postgresql_concurrently=True)

# case: table args inherited
Base = declarative_base()


class Common:
    @declared_attr
    def __table_args__(cls):
        return (Index(f"ix_{cls.__tablename__}_a", "a"), {"comment": cls.__name__})

    a = Column(Integer)


class Options:
    __table_args__ = {"mysql_charset": "utf8"}


class One(Common, Base):
    __tablename__ = "one"
    id = Column(Integer, primary_key=True)


class Two(Options, Base):
    __tablename__ = "two"
    id = Column(Integer, primary_key=True)


class Three(Common, Options, Base):
    __tablename__ = "three"

    @declared_attr
    def __table_args__(cls):
        return Common.__table_args__[:1] if False else (UniqueConstraint("a"), {"comment": "x"})

    id = Column(Integer, primary_key=True)


# case: single table inheritance
Base = declarative_base()


class Employee(Base):
    __tablename__ = "employee"
    id = Column(Integer, primary_key=True)
    kind = Column(String(20))
    name = Column(String(50))
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "employee", "eager_defaults": True}


class Manager(Employee):
    data = Column(String(50))
    __mapper_args__ = {"polymorphic_identity": "manager"}


class Engineer(Employee):
    info_ = Column("info", String(50), index=True)
    boss_id = Column(ForeignKey("employee.id"))

    @declared_attr
    def start(cls):
        return Employee.__table__.c.get("start", Column(DateTime))

    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Intern(Employee):
    @declared_attr
    def start(cls):
        return Employee.__table__.c.get("start", Column(DateTime))


# case: joined table inheritance
Base = declarative_base()


class Person(Base):
    __tablename__ = "person"
    id = Column(Integer, primary_key=True)
    type = Column(String(20), nullable=False)
    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "person", "with_polymorphic": "*"}


class Pilot(Person):
    __tablename__ = "pilot"
    id = Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    license = Column(String(10))
    __mapper_args__ = {"polymorphic_identity": "pilot"}


class TestPilot(Pilot):
    __tablename__ = "test_pilot"
    pilot_id = Column(Integer, ForeignKey("pilot.id"), primary_key=True)
    level = Column(SmallInteger)
    __mapper_args__ = {"polymorphic_identity": "test", "inherit_condition": pilot_id == Pilot.id}


# case: concrete inheritance
Base = declarative_base()


class First(Base):
    __tablename__ = "first"
    id = Column(Integer, primary_key=True)
    name = Column(String(50))


class Second(First):
    __tablename__ = "second"
    id = Column(Integer, primary_key=True)
    name = Column(String(60))
    extra = Column(String(60))
    __mapper_args__ = {"concrete": True}


# case: column added later
Base = declarative_base()


class Late(Base):
    __tablename__ = "late"
    id = Column(Integer, primary_key=True)


Late.extra = Column(String(5), index=True)
Late.other = Column("named", Integer, ForeignKey("late.id"))
Late.alias = synonym("other")
Late.total = column_property(Late.__table__.c.id + 1)
show(Late.__table__.c.keys())

# case: as_declarative
@as_declarative(metadata=MetaData(naming_convention={"pk": "pk_%(table_name)s"}))
class Base:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + "s"

    id = Column(Integer, primary_key=True)


class Apple(Base):
    size = Column(Integer)


class Pear(Base):
    __tablename__ = "peers"


# case: cls keyword
class Tools:
    __table_args__ = {"mysql_engine": "InnoDB"}

    @declared_attr
    def __tablename__(cls):
        return cls.__name__

    def save(self):
        return self


Base = declarative_base(cls=Tools, name="Root")


class Model(Base):
    id = Column(Integer, primary_key=True)
    m = Column(Integer)


show(Base.__name__, hasattr(Model, "save"))

# case: metaclass
class Meta(DeclarativeMeta):
    def __init__(cls, name, bases, namespace):
        if "__tablename__" not in namespace and name != "Base":
            cls.__tablename__ = name.lower()
        super().__init__(name, bases, namespace)


Base = declarative_base(metaclass=Meta)


class Auto(Base):
    id = Column(Integer, primary_key=True)


# case: explicit base with a metaclass
reg = registry(metadata=MetaData(naming_convention={"ix": "ix_%(column_0_N_name)s"}))


class Base(metaclass=DeclarativeMeta):
    __abstract__ = True
    registry = reg
    metadata = reg.metadata
    __init__ = reg.constructor


class Indexed(Base):
    __tablename__ = "indexed"
    id = Column(Integer, primary_key=True)
    a = Column(Integer, index=True)
    b = Column(Integer)
    __table_args__ = (Index(None, "a", "b"),)


# case: table in a class
Base = declarative_base()
shared = Table("shared", Base.metadata, Column("id", Integer, primary_key=True), Column("v", String(4)))


class Shared(Base):
    __table__ = shared
    v2 = synonym("v")


class Inline(Base):
    __table__ = Table("inline", Base.metadata, Column("id", Integer, primary_key=True), Column("s", ForeignKey("shared.id")))
    renamed = __table__.c.s


# case: association table
Base = declarative_base()
links = Table(
    "links",
    Base.metadata,
    Column("left_id", ForeignKey("left.id"), primary_key=True),
    Column("right_id", ForeignKey("right.id", ondelete="CASCADE"), primary_key=True),
    Column("at", DateTime, server_default=func.current_timestamp()),
    UniqueConstraint("left_id", "at"),
)


class Left(Base):
    __tablename__ = "left"
    id = Column(Integer, primary_key=True)
    rights = relationship("Right", secondary=links, back_populates="lefts", order_by="Right.id", primaryjoin="Left.id == links.c.left_id")


class Right(Base):
    __tablename__ = "right"
    id = Column(BigInteger, primary_key=True)
    lefts = relationship("Left", secondary="links", back_populates="rights")


# case: imperative
reg = registry()
target = reg.metadata
words = Table("words", target, Column("id", Integer, primary_key=True), Column("w", String), Column("o", ForeignKey("words.id")))


class Word:
    pass


class Verb(Word):
    pass


reg.map_imperatively(Word, words, properties={"parent": relationship(Word, remote_side=words.c.id), "text": words.c.w})
verbs = Table("verbs", target, Column("id", ForeignKey("words.id"), primary_key=True))
reg.map_imperatively(Verb, verbs, inherits=Word)
show(Word.text.key, Verb.__mapper__.inherits is Word.__mapper__)

# case: mapped decorator
reg = registry()
target = reg.metadata


@reg.mapped
class Plain:
    __tablename__ = "plain"
    id = Column(Integer, primary_key=True)
    q: int = Column(Integer)


# case: duplicate table
Base = declarative_base()


class A1(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)


class A2(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)


# case: no primary key
Base = declarative_base()


class A1(Base):
    __tablename__ = "a"
    x = Column(Integer)


# case: no table
Base = declarative_base()


class A1(Base):
    x = Column(Integer, primary_key=True)


# case: unknown column in a constraint
Base = declarative_base()


class A1(Base):
    __tablename__ = "a"
    __table_args__ = (UniqueConstraint("nope"),)
    x = Column(Integer, primary_key=True)


# case: metadata is reserved
Base = declarative_base()


class A1(Base):
    __tablename__ = "a"
    metadata = Column(Integer, primary_key=True)


# case: foreign key to nowhere
Base = declarative_base()


class A1(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    b = Column(Integer, ForeignKey("b.id"))


# case: abstract with columns and a mixin of its own
Base = declarative_base()


class Audit:
    created_by = Column(Integer, nullable=False)


class Row(Audit, Base):
    __abstract__ = True
    __table_args__ = {"comment": "row"}
    pk = Column("id", Integer, primary_key=True)


class Tag(Row):
    __tablename__ = "tag"
    name = Column(String, unique=True)


class Label(Row):
    __tablename__ = "label"
    name = Column(String, unique=True)
    created_by = Column(String)

# case: types that come from keys to tables of later
Base = declarative_base()


class Leaf(Base):
    __tablename__ = "leaf"
    id = Column(ForeignKey("twig.id"), primary_key=True)
    other = Column(ForeignKey("twig.note"))
    nowhere = Column(ForeignKey("gone.id"))


class Twig(Base):
    __tablename__ = "twig"
    id = Column(ForeignKey("branch.id"), primary_key=True)
    note = Column(String(7), unique=True)


class Branch(Base):
    __tablename__ = "branch"
    id = Column(Integer, primary_key=True)


show(repr(Leaf.__table__.c.id.type), repr(Leaf.__table__.c.other.type), repr(Leaf.__table__.c.nowhere.type))
