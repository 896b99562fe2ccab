"""What was read from a test report, and the verdict on it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Optional

from sqlalchemy import JSON, Float, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, TimestampMixin

if TYPE_CHECKING:
    from app.db.models.finding import Finding
    from app.db.models.task import Task


class Analysis(TimestampMixin, Base):
    """The analysis of a task's file; a task has at most one."""

    __tablename__ = "analyses"
    __table_args__ = (UniqueConstraint("task_id"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    task_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("tasks.id", ondelete="CASCADE"), unique=True, index=True
    )
    equipment_type: Mapped[str] = mapped_column(String(50))
    test_type: Mapped[str] = mapped_column(String(50))
    equipment_tag: Mapped[Optional[str]] = mapped_column(String(100))
    verdict: Mapped[Optional[str]] = mapped_column(String(50))
    compliance_score: Mapped[Optional[float]] = mapped_column(Float)
    confidence_score: Mapped[Optional[float]] = mapped_column(Float)
    extraction_result: Mapped[Optional[dict[str, Any]]] = mapped_column(JSON)
    validation_result: Mapped[Optional[dict[str, Any]]] = mapped_column(JSON)

    task: Mapped[Task] = relationship(back_populates="analysis")
    findings: Mapped[list[Finding]] = relationship(
        back_populates="analysis", cascade="all, delete-orphan", passive_deletes=True
    )
