"""Who did what and when."""

from __future__ import annotations

from typing import Any, Optional
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from src.models.base import Base, CreatedMixin, IdMixin


class AuditLogDB(IdMixin, CreatedMixin, Base):
    """One change; kept when its user is deleted."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("ix_audit_log_entity_type_entity_id", "entity_type", "entity_id"),
        Index("ix_audit_log_created_at", "created_at"),
    )

    user_id: Mapped[Optional[UUID]] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[str] = mapped_column(String(50))
    entity_type: Mapped[str] = mapped_column(String(50))
    entity_id: Mapped[Optional[UUID]] = mapped_column(Uuid)
    details: Mapped[Optional[dict[str, Any]]] = mapped_column(JSON)
