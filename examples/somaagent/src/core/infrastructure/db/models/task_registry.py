"""Tasks that can be loaded while the agent runs, and their code."""

from __future__ import annotations

import uuid
from typing import Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.core.infrastructure.db.models.base import (
    Base,
    json_object,
    text_list,
    timestamp,
    uuid_key,
)
from src.core.infrastructure.db.models.enums import RiskLevel, risk_level_enum


class TaskRegistry(Base):
    """A task that workers can run."""

    __tablename__ = "task_registry"
    __table_args__ = (
        CheckConstraint("max_retries BETWEEN 0 AND 10", name="max_retries_range"),
        CheckConstraint(
            "soft_time_limit IS NULL OR time_limit IS NULL"
            " OR soft_time_limit <= time_limit",
            name="time_limits_order",
        ),
        Index(None, "soma_tags", postgresql_using="gin"),
        Index(
            "ix_task_registry_queue_enabled", "queue", postgresql_where=text("enabled")
        ),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    module_path: Mapped[str]
    callable_name: Mapped[str]
    queue: Mapped[str] = mapped_column(server_default="default")
    risk_level: Mapped[RiskLevel] = mapped_column(
        risk_level_enum, server_default=RiskLevel.LOW.value
    )
    max_retries: Mapped[int] = mapped_column(server_default="3")
    soft_time_limit: Mapped[Optional[int]]
    time_limit: Mapped[Optional[int]]
    enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    tenant_scope: Mapped[text_list]
    persona_scope: Mapped[text_list]
    soma_tags: Mapped[text_list]
    arg_schema: Mapped[json_object]
    created_by: Mapped[Optional[str]]
    created_at: Mapped[timestamp]
    updated_at: Mapped[timestamp]

    artifacts: Mapped[list[TaskArtifact]] = relationship(
        back_populates="task", passive_deletes=True
    )


class TaskArtifact(Base):
    """A version of a task's code."""

    __tablename__ = "task_artifacts"
    __table_args__ = (
        UniqueConstraint("task_name", "version"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
    )

    id: Mapped[uuid_key]
    task_name: Mapped[str] = mapped_column(
        ForeignKey("task_registry.name", ondelete="CASCADE")
    )
    version: Mapped[str]
    storage_uri: Mapped[str]
    sha256: Mapped[str]
    signed_by: Mapped[Optional[str]]
    parent_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("task_artifacts.id", ondelete="SET NULL")
    )
    created_at: Mapped[timestamp]

    task: Mapped[TaskRegistry] = relationship(back_populates="artifacts")
