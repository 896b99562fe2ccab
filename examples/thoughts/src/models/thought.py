"""Thoughts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Optional
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.models.base import (
    Base,
    IdMixin,
    RequestModel,
    ResponseModel,
    TimestampMixin,
    enum_column_type,
)

if TYPE_CHECKING:
    from src.models.analysis import ClaudeAnalysisResultDB
    from src.models.context import ContextDB
    from src.models.task import TaskDB
    from src.models.user import UserDB

MAX_CONTENT_LENGTH = 5000
MAX_TAGS = 5


class ThoughtStatus(StrEnum):
    """What has become of a thought."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    COMPLETED = "completed"


class ThoughtDB(IdMixin, TimestampMixin, Base):
    """Something a user wrote down."""

    __tablename__ = "thoughts"
    __table_args__ = (
        CheckConstraint(
            f"length(content) BETWEEN 1 AND {MAX_CONTENT_LENGTH}",
            name="content_length",
        ),
        Index("ix_thoughts_user_id_created_at", "user_id", "created_at"),
    )

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    context_id: Mapped[Optional[UUID]] = mapped_column(
        ForeignKey("contexts.id", ondelete="SET NULL"), index=True
    )
    content: Mapped[str] = mapped_column(Text)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    status: Mapped[ThoughtStatus] = mapped_column(
        enum_column_type(ThoughtStatus, "status"),
        default=ThoughtStatus.ACTIVE,
        server_default=ThoughtStatus.ACTIVE.value,
        index=True,
    )

    user: Mapped[UserDB] = relationship(back_populates="thoughts")
    context: Mapped[Optional[ContextDB]] = relationship(back_populates="thoughts")
    tasks: Mapped[list[TaskDB]] = relationship(
        back_populates="thought", passive_deletes=True
    )
    analyses: Mapped[list[ClaudeAnalysisResultDB]] = relationship(
        back_populates="thought", cascade="all, delete-orphan", passive_deletes=True
    )


def without_repetitions(tags: list[str]) -> list[str]:
    """Return the tags in their order, each once."""
    return list(dict.fromkeys(tags))


Content = Annotated[str, Field(min_length=1, max_length=MAX_CONTENT_LENGTH)]
Tag = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, min_length=1, max_length=50
    ),
]
Tags = Annotated[
    list[Tag], Field(max_length=MAX_TAGS), AfterValidator(without_repetitions)
]


class ThoughtCreate(RequestModel):
    """A new thought."""

    content: Content
    tags: Tags = Field(default_factory=list)
    status: ThoughtStatus = ThoughtStatus.ACTIVE
    context_id: Optional[UUID] = None


class ThoughtUpdate(RequestModel):
    """Changes to a thought; what is not named stays as it is."""

    content: Optional[Content] = None
    tags: Optional[Tags] = None
    status: Optional[ThoughtStatus] = None
    context_id: Optional[UUID] = None


class ThoughtResponse(ResponseModel):
    """A thought, as clients see one."""

    user_id: UUID
    context_id: Optional[UUID]
    content: str
    tags: list[str]
    status: ThoughtStatus
    updated_at: datetime
