"""Uploaded files and how far their processing is."""

from __future__ import annotations

import enum
import uuid
from typing import TYPE_CHECKING, Optional

from sqlalchemy import BigInteger, ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, TimestampMixin

if TYPE_CHECKING:
    from app.db.models.analysis import Analysis
    from app.db.models.user import User


class TaskStatus(str, enum.Enum):
    """The states of a task; stored as text, so a new one needs no migration."""

    QUEUED = "QUEUED"
    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class Task(TimestampMixin, Base):
    """One uploaded file."""

    __tablename__ = "tasks"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[str] = mapped_column(
        String(50), default=TaskStatus.QUEUED.value, index=True
    )
    original_filename: Mapped[str] = mapped_column(String(255))
    file_path: Mapped[Optional[str]] = mapped_column(String(500))
    file_size: Mapped[int] = mapped_column(BigInteger)
    error_message: Mapped[Optional[str]] = mapped_column(Text)

    user: Mapped[User] = relationship(back_populates="tasks")
    analysis: Mapped[Optional[Analysis]] = relationship(
        back_populates="task", cascade="all, delete-orphan", passive_deletes=True
    )
