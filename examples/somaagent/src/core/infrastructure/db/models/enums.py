"""The five ENUM types.

The migrations create the types, with SQL that may run twice; hence
``create_type=False``.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.dialects.postgresql import ENUM


class AssetType(StrEnum):
    """What kind of thing an asset is."""

    IMAGE = "image"
    DIAGRAM = "diagram"
    SCREENSHOT = "screenshot"
    VIDEO = "video"
    DOCUMENT = "document"


class CapabilityHealth(StrEnum):
    """Whether a provider can be used now."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNAVAILABLE = "unavailable"


class JobStatus(StrEnum):
    """How far a job plan is."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ExecutionStatus(StrEnum):
    """How one step of a job plan went."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    SKIPPED = "skipped"


class RiskLevel(StrEnum):
    """How much harm a tool or task could do."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def _enum(enum_class: type[StrEnum], name: str) -> ENUM:
    """Return the column type for an enum, which stores its values."""
    return ENUM(
        enum_class,
        name=name,
        create_type=False,
        values_callable=lambda members: [member.value for member in members],
    )


asset_type_enum = _enum(AssetType, "asset_type")
capability_health_enum = _enum(CapabilityHealth, "capability_health")
job_status_enum = _enum(JobStatus, "job_status")
execution_status_enum = _enum(ExecutionStatus, "execution_status")
risk_level_enum = _enum(RiskLevel, "risk_level")

ALL_ENUMS = (
    asset_type_enum,
    capability_health_enum,
    job_status_enum,
    execution_status_enum,
    risk_level_enum,
)
