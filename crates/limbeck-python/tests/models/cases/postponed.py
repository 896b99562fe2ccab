from __future__ import annotations

import datetime
import enum
import uuid
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, List, Literal, Optional

from sqlalchemy import JSON, ForeignKey, String, func
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declared_attr, mapped_column, relationship

if TYPE_CHECKING:
    from elsewhere import Elsewhere

# case: postponed
class Base(DeclarativeBase):
    pass


class Parent(Base):
    __tablename__ = "parent"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    when: Mapped[Optional[datetime.datetime]]
    ident: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)
    children: Mapped[list[Child]] = relationship(back_populates="parent")
    one: Mapped[Elsewhere | None] = relationship()
    many: Mapped[List["Elsewhere"]] = relationship("Elsewhere")
    count: ClassVar[int] = 5
    local: int = 4
    names: AssociationProxy[list[str]] = association_proxy("children", "name")


class Child(Base):
    __tablename__ = "child"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parent.id"))
    parent: Mapped[Parent] = relationship(back_populates="children")
    opt: Mapped["Optional[Parent]"] = relationship()



# case: postponed forms
key = Annotated[int, mapped_column(primary_key=True)]
name = Annotated[Optional[str], mapped_column(String(40))]


class Mood(str, enum.Enum):
    good = "g"
    bad = "b"


class Base(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON}


class Stamps:
    created: Mapped[datetime.datetime] = mapped_column(server_default=func.now())

    @declared_attr
    def owner_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("owner.id"))

    @declared_attr
    def owner(cls) -> Mapped[Owner | None]:
        return relationship()


class Owner(Base):
    __tablename__ = "owner"
    id: Mapped[key]
    mood: Mapped[Mood]
    moods: Mapped[Optional[Mood]] = mapped_column(default=Mood.good)
    letter: Mapped[Literal["a", "b"] | None]
    data: Mapped[dict[str, Any] | None]


class Thing(Stamps, Base):
    __tablename__ = "thing"
    id: Mapped[key]
    n: Mapped[name]
    things: Mapped[List[Thing]] = relationship()


# case: postponed dataclass
class Base(MappedAsDataclass, DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    n: Mapped[str | None] = mapped_column(default=None)
    kind: ClassVar[str] = "x"
