"""What Claude found out about thoughts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Optional
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.models.base import Base, CreatedMixin, IdMixin, enum_column_type

if TYPE_CHECKING:
    from src.models.thought import ThoughtDB


class AnalysisType(StrEnum):
    """What was asked."""

    SUMMARY = "summary"
    CONNECTIONS = "connections"
    ACTION_ITEMS = "action_items"


class ClaudeAnalysisResultDB(IdMixin, CreatedMixin, Base):
    """The answer to one question about one thought."""

    __tablename__ = "claude_analysis_results"
    __table_args__ = (
        CheckConstraint("tokens_used >= 0", name="tokens_used_not_negative"),
    )

    thought_id: Mapped[UUID] = mapped_column(
        ForeignKey("thoughts.id", ondelete="CASCADE"), index=True
    )
    analysis_type: Mapped[AnalysisType] = mapped_column(
        enum_column_type(AnalysisType, "analysis_type"), index=True
    )
    model: Mapped[str] = mapped_column(String(100))
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    confidence: Mapped[Optional[float]] = mapped_column(
        Numeric(precision=4, scale=3, asdecimal=False)
    )
    tokens_used: Mapped[int] = mapped_column(Integer, default=0, server_default="0")

    thought: Mapped[ThoughtDB] = relationship(back_populates="analyses")
