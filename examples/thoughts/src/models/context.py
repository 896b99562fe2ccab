"""Contexts: the circumstances in which thoughts are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional
from uuid import UUID

from pydantic import Field
from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.models.base import Base, IdMixin, RequestModel, ResponseModel, TimestampMixin

if TYPE_CHECKING:
    from src.models.thought import ThoughtDB


class ContextDB(IdMixin, TimestampMixin, Base):
    """A named group of a user's thoughts, such as a project or a place."""

    __tablename__ = "contexts"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[Optional[str]] = mapped_column(Text)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    thoughts: Mapped[list[ThoughtDB]] = relationship(
        back_populates="context", passive_deletes=True
    )


class ContextCreate(RequestModel):
    """A new context."""

    name: str = Field(min_length=1, max_length=100)
    description: Optional[str] = None
    settings: dict[str, Any] = Field(default_factory=dict)


class ContextResponse(ResponseModel):
    """A context, as clients see one."""

    user_id: UUID
    name: str
    description: Optional[str]
    settings: dict[str, Any]
