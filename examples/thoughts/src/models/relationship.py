"""Connections between thoughts."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from src.models.base import Base, CreatedMixin, IdMixin, enum_column_type


class RelationshipType(StrEnum):
    """How one thought relates to another."""

    RELATED = "related"
    CONTRADICTS = "contradicts"
    BUILDS_ON = "builds_on"
    DUPLICATES = "duplicates"


class ThoughtRelationshipDB(IdMixin, CreatedMixin, Base):
    """A directed connection from one thought to another."""

    __tablename__ = "thought_relationships"
    __table_args__ = (
        UniqueConstraint("source_thought_id", "target_thought_id", "relationship_type"),
        CheckConstraint("source_thought_id <> target_thought_id", name="not_to_itself"),
        CheckConstraint("strength BETWEEN 0.0 AND 1.0", name="strength_range"),
    )

    source_thought_id: Mapped[UUID] = mapped_column(
        ForeignKey("thoughts.id", ondelete="CASCADE"), index=True
    )
    target_thought_id: Mapped[UUID] = mapped_column(
        ForeignKey("thoughts.id", ondelete="CASCADE"), index=True
    )
    relationship_type: Mapped[RelationshipType] = mapped_column(
        enum_column_type(RelationshipType, "relationship_type"),
        default=RelationshipType.RELATED,
    )
    strength: Mapped[float] = mapped_column(Float, default=1.0, server_default="1.0")
