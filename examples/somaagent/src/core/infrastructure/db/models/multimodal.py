"""Pictures, videos and documents that the agent makes, and how it made them."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any, Optional

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.core.infrastructure.db.models.base import (
    Base,
    json_object,
    text_list,
    timestamp,
    uuid_key,
)
from src.core.infrastructure.db.models.enums import (
    AssetType,
    CapabilityHealth,
    ExecutionStatus,
    JobStatus,
    asset_type_enum,
    capability_health_enum,
    execution_status_enum,
    job_status_enum,
)


class MultimodalAsset(Base):
    """Something that was made: its content, or where its content is."""

    __tablename__ = "multimodal_assets"
    __table_args__ = (
        CheckConstraint(
            "content IS NOT NULL OR storage_path IS NOT NULL", name="has_content"
        ),
        CheckConstraint("content_size_bytes >= 0", name="size_not_negative"),
        UniqueConstraint("tenant_id", "checksum_sha256"),
        Index(None, "tenant_id", "asset_type"),
        Index(None, "metadata", postgresql_using="gin"),
    )

    id: Mapped[uuid_key]
    tenant_id: Mapped[str]
    session_id: Mapped[Optional[str]] = mapped_column(index=True)
    asset_type: Mapped[AssetType] = mapped_column(asset_type_enum)
    format: Mapped[str] = mapped_column(String(32))
    storage_path: Mapped[Optional[str]]
    content: Mapped[Optional[bytes]] = mapped_column(LargeBinary)
    content_size_bytes: Mapped[int] = mapped_column(BigInteger)
    checksum_sha256: Mapped[str] = mapped_column(String(64))
    dimensions: Mapped[Optional[dict[str, Any]]]
    extra: Mapped[json_object] = mapped_column("metadata")
    expires_at: Mapped[Optional[datetime]]
    created_at: Mapped[timestamp]

    provenance: Mapped[Optional[AssetProvenance]] = relationship(
        back_populates="asset", passive_deletes=True
    )


class MultimodalCapability(Base):
    """What a tool can do with one of its providers."""

    __tablename__ = "multimodal_capabilities"
    __table_args__ = (
        CheckConstraint("failure_count >= 0", name="failure_count_not_negative"),
        Index(None, "modalities", postgresql_using="gin"),
        Index(None, "health_status"),
    )

    tool_id: Mapped[str] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(primary_key=True)
    modalities: Mapped[text_list]
    input_schema: Mapped[json_object]
    constraints: Mapped[json_object]
    cost_tier: Mapped[str] = mapped_column(String(16), server_default="free")
    health_status: Mapped[CapabilityHealth] = mapped_column(
        capability_health_enum, server_default=CapabilityHealth.HEALTHY.value
    )
    failure_count: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    latency_p95_ms: Mapped[Optional[float]] = mapped_column(Float)
    enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[timestamp]


class MultimodalJobPlan(Base):
    """The steps by which a request is answered."""

    __tablename__ = "multimodal_job_plans"
    __table_args__ = (
        CheckConstraint(
            "completed_steps >= 0 AND completed_steps <= total_steps",
            name="steps_range",
        ),
        Index(None, "tenant_id", "status"),
    )

    id: Mapped[uuid_key]
    tenant_id: Mapped[str]
    session_id: Mapped[str] = mapped_column(index=True)
    request_id: Mapped[Optional[str]] = mapped_column(unique=True)
    status: Mapped[JobStatus] = mapped_column(
        job_status_enum, server_default=JobStatus.PENDING.value
    )
    plan: Mapped[json_object]
    total_steps: Mapped[int] = mapped_column(server_default="0")
    completed_steps: Mapped[int] = mapped_column(server_default="0")
    error_message: Mapped[Optional[str]]
    created_at: Mapped[timestamp]
    finished_at: Mapped[Optional[datetime]]

    executions: Mapped[list[MultimodalExecution]] = relationship(
        back_populates="plan", passive_deletes=True
    )


class MultimodalExecution(Base):
    """One attempt at one step of a job plan."""

    __tablename__ = "multimodal_executions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tool_id", "provider"],
            ["multimodal_capabilities.tool_id", "multimodal_capabilities.provider"],
            # The convention's name would be longer than PostgreSQL allows.
            name="fk_multimodal_executions_capability",
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        UniqueConstraint("plan_id", "step_index", "attempt"),
        CheckConstraint("attempt > 0", name="attempt_positive"),
        Index(None, "tool_id", "provider"),
        Index(None, "status"),
    )

    id: Mapped[uuid_key]
    plan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("multimodal_job_plans.id", ondelete="CASCADE")
    )
    step_index: Mapped[int]
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    tool_id: Mapped[str]
    provider: Mapped[str]
    status: Mapped[ExecutionStatus] = mapped_column(
        execution_status_enum, server_default=ExecutionStatus.PENDING.value
    )
    asset_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("multimodal_assets.id", ondelete="SET NULL")
    )
    latency_ms: Mapped[Optional[int]]
    cost_cents: Mapped[Optional[Decimal]] = mapped_column(Numeric(10, 4))
    error_message: Mapped[Optional[str]]
    started_at: Mapped[Optional[datetime]]
    finished_at: Mapped[Optional[datetime]]
    created_at: Mapped[timestamp]

    plan: Mapped[MultimodalJobPlan] = relationship(back_populates="executions")


class AssetProvenance(Base):
    """Where an asset comes from."""

    __tablename__ = "asset_provenance"

    asset_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("multimodal_assets.id", ondelete="CASCADE"), primary_key=True
    )
    plan_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("multimodal_job_plans.id", ondelete="SET NULL"), index=True
    )
    execution_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("multimodal_executions.id", ondelete="SET NULL")
    )
    prompt_summary: Mapped[Optional[str]] = mapped_column(String(1000))
    generation_params: Mapped[json_object]
    source_asset_ids: Mapped[text_list]
    trace_id: Mapped[Optional[str]] = mapped_column(String(64), index=True)
    created_at: Mapped[timestamp]

    asset: Mapped[MultimodalAsset] = relationship(back_populates="provenance")


class MultimodalOutcome(Base):
    """How good a result was; the agent learns from these whom to ask."""

    __tablename__ = "multimodal_outcomes"
    __table_args__ = (
        CheckConstraint(
            "quality_score >= 0.0 AND quality_score <= 1.0", name="quality_score_range"
        ),
        Index(None, "provider", "success"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("multimodal_job_plans.id", ondelete="CASCADE"), index=True
    )
    provider: Mapped[str]
    success: Mapped[bool]
    quality_score: Mapped[Optional[float]] = mapped_column(Float)
    feedback: Mapped[Optional[dict[str, Any]]]
    created_at: Mapped[timestamp]
