"""The tools that the agent knows, and which tenants may use them."""

from __future__ import annotations

from typing import Optional

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.core.infrastructure.db.models.base import (
    Base,
    json_object,
    text_list,
    timestamp,
)
from src.core.infrastructure.db.models.enums import RiskLevel, risk_level_enum


class ToolCatalog(Base):
    """A tool."""

    __tablename__ = "tool_catalog"
    __table_args__ = (Index(None, "tags", postgresql_using="gin"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    description: Mapped[str]
    risk_level: Mapped[RiskLevel] = mapped_column(
        risk_level_enum, server_default=RiskLevel.LOW.value
    )
    tags: Mapped[text_list]
    parameters_schema: Mapped[json_object]
    enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[timestamp]
    updated_at: Mapped[timestamp]

    tenant_flags: Mapped[list[TenantToolFlag]] = relationship(
        back_populates="tool", passive_deletes=True
    )


class TenantToolFlag(Base):
    """A tenant's exception from the catalogue."""

    __tablename__ = "tenant_tool_flags"

    tenant_id: Mapped[str] = mapped_column(primary_key=True)
    tool_name: Mapped[str] = mapped_column(
        ForeignKey("tool_catalog.name", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )
    enabled: Mapped[bool]
    reason: Mapped[Optional[str]]
    updated_at: Mapped[timestamp]

    tool: Mapped[ToolCatalog] = relationship(back_populates="tenant_flags")
