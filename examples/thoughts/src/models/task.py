"""Tasks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Optional
from uuid import UUID

from pydantic import Field
from sqlalchemy import DateTime, ForeignKey, Index, String, Text
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
    from src.models.thought import ThoughtDB
    from src.models.user import UserDB


class TaskStatus(StrEnum):
    """How far a task is."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskPriority(StrEnum):
    """How much a task matters."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class TaskDB(IdMixin, TimestampMixin, Base):
    """Something to do, often because of a thought."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_user_id_status", "user_id", "status"),)

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    thought_id: Mapped[Optional[UUID]] = mapped_column(
        ForeignKey("thoughts.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[Optional[str]] = mapped_column(Text)
    status: Mapped[TaskStatus] = mapped_column(
        enum_column_type(TaskStatus, "status"),
        default=TaskStatus.PENDING,
        server_default=TaskStatus.PENDING.value,
    )
    priority: Mapped[TaskPriority] = mapped_column(
        enum_column_type(TaskPriority, "priority"),
        default=TaskPriority.MEDIUM,
        server_default=TaskPriority.MEDIUM.value,
    )
    due_at: Mapped[Optional[datetime]] = mapped_column(
        DateTime(timezone=True), index=True
    )
    completed_at: Mapped[Optional[datetime]] = mapped_column(DateTime(timezone=True))

    user: Mapped[UserDB] = relationship(back_populates="tasks")
    thought: Mapped[Optional[ThoughtDB]] = relationship(back_populates="tasks")


class TaskCreate(RequestModel):
    """A new task."""

    title: str = Field(min_length=1, max_length=200)
    description: Optional[str] = Field(default=None, max_length=5000)
    priority: TaskPriority = TaskPriority.MEDIUM
    thought_id: Optional[UUID] = None
    due_at: Optional[datetime] = None


class TaskUpdate(RequestModel):
    """Changes to a task; what is not named stays as it is."""

    title: Optional[str] = Field(default=None, min_length=1, max_length=200)
    description: Optional[str] = Field(default=None, max_length=5000)
    status: Optional[TaskStatus] = None
    priority: Optional[TaskPriority] = None
    due_at: Optional[datetime] = None


class TaskResponse(ResponseModel):
    """A task, as clients see one."""

    user_id: UUID
    thought_id: Optional[UUID]
    title: str
    description: Optional[str]
    status: TaskStatus
    priority: TaskPriority
    due_at: Optional[datetime]
    completed_at: Optional[datetime]
    updated_at: datetime
