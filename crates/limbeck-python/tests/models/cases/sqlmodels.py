import datetime
import decimal
import enum
import uuid
from typing import Any, Dict, List, Literal, Optional

import sqlalchemy as sa
from sqlmodel import JSON, AutoString, Column, Field, ForeignKey, Index, MetaData, Relationship, SQLModel, String, UniqueConstraint, func
from pydantic import BaseModel, ConfigDict, field_validator

target = SQLModel.metadata
SQLModel.metadata.clear()

# case: plain
class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    headquarters: str
    heroes: List["Hero"] = Relationship(back_populates="team")


class Hero(SQLModel, table=True):
    __tablename__ = "heroes"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=50, unique=True)
    secret: Optional[str] = Field(default=None, sa_column_kwargs={"server_default": "x", "comment": "hush"})
    age: Optional[int] = Field(default=None, ge=0, index=True)
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", ondelete="SET NULL")
    team: Optional[Team] = Relationship(back_populates="heroes")


# case: types
class Kind(enum.Enum):
    a = "A"
    b = "B"


class Word(str, enum.Enum):
    hello = "HELLO"


class Everything(SQLModel, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    s: str
    os: Optional[str] = None
    i: int = 5
    f: float
    b: bool = Field(default=False, nullable=False)
    d: datetime.date
    dt: datetime.datetime = Field(default_factory=datetime.datetime.utcnow)
    t: datetime.time
    td: datetime.timedelta
    by: bytes
    de: decimal.Decimal = Field(max_digits=10, decimal_places=3)
    de2: decimal.Decimal
    k: Kind
    w: Optional[Word] = None
    u: Optional[uuid.UUID] = Field(default=None, index=True)
    typed: str = Field(sa_type=sa.Text)
    typed2: str = Field(sa_type=String(9), nullable=True)
    col: Dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    col2: Optional[dict] = Field(default=None, sa_column=Column("renamed", sa.JSON))
    args: str = Field(sa_column_args=[sa.CheckConstraint("length(args) > 1")])


# case: inheritance and mixins
class Base(SQLModel):
    name: str = Field(index=True)
    note: Optional[str] = None


class Stamp(SQLModel):
    created: datetime.datetime = Field(default_factory=datetime.datetime.utcnow, sa_type=sa.DateTime(timezone=True), sa_column_kwargs={"server_default": func.now()})


class Item(Base, Stamp, table=True):
    __table_args__ = (UniqueConstraint("name", "note", name="uq"), Index("ix_two", "note", "name"), {"comment": "items"})
    id: Optional[int] = Field(default=None, primary_key=True)


class ItemCreate(Base):
    password: str


class Link(SQLModel, table=True):
    item_id: int = Field(foreign_key="item.id", primary_key=True)
    other_id: int = Field(foreign_key="item.id", primary_key=True)


# case: with a schema and config
class Configured(SQLModel, table=True):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    __table_args__ = {"schema": "own"}
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(alias="title", description="what it is called")

    @field_validator("name")
    @classmethod
    def check(cls, value):
        return value

    @property
    def shown(self):
        return self.name


# case: own metadata
class Own(SQLModel):
    metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"})


class Thing(Own, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    a: str = Field(index=True)


target = Own.metadata
