"""initial schema

Everything here may run on a database that already has some or all of it: the
project used to create its schema with the scripts in infra/postgres/init.

Revision ID: 001
Revises:
Create Date: 2025-12-09 16:05:33.120447

"""

import json
from typing import Any, Sequence, Union

from alembic import context, op
import sqlalchemy as sa
from pgvector.sqlalchemy import Vector
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = "001"
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

ENUMS = {
    "asset_type": ("image", "diagram", "screenshot", "video", "document"),
    "capability_health": ("healthy", "degraded", "unavailable"),
    "job_status": ("pending", "running", "completed", "failed", "cancelled"),
    "execution_status": ("pending", "running", "success", "failed", "skipped"),
    "risk_level": ("low", "medium", "high"),
}

ASSET_TYPE = postgresql.ENUM(*ENUMS["asset_type"], name="asset_type", create_type=False)
CAPABILITY_HEALTH = postgresql.ENUM(
    *ENUMS["capability_health"], name="capability_health", create_type=False
)
JOB_STATUS = postgresql.ENUM(*ENUMS["job_status"], name="job_status", create_type=False)
EXECUTION_STATUS = postgresql.ENUM(
    *ENUMS["execution_status"], name="execution_status", create_type=False
)
RISK_LEVEL = postgresql.ENUM(*ENUMS["risk_level"], name="risk_level", create_type=False)

# In the order in which they are created.
TABLES = (
    "task_registry",
    "task_artifacts",
    "multimodal_assets",
    "multimodal_capabilities",
    "multimodal_job_plans",
    "multimodal_executions",
    "asset_provenance",
    "multimodal_outcomes",
    "tool_catalog",
    "tenant_tool_flags",
    "prompts",
    "session_embeddings",
)

TOOL_CATALOG: list[dict[str, Any]] = [
    {
        "name": "echo",
        "description": "Repeat a text; shows that the tool executor works.",
        "risk_level": "low",
        "tags": ["diagnostics"],
        "parameters_schema": {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "required": ["text"],
        },
    },
    {
        "name": "http_fetch",
        "description": "Fetch a page and return its text.",
        "risk_level": "medium",
        "tags": ["network", "read-only"],
        "parameters_schema": {
            "type": "object",
            "properties": {
                "url": {"type": "string", "format": "uri"},
                "timeout": {"type": "number", "minimum": 0.5, "default": 10},
            },
            "required": ["url"],
        },
    },
    {
        "name": "code_execute",
        "description": "Run a program in the tenant's sandbox.",
        "risk_level": "high",
        "tags": ["sandbox", "code"],
        "parameters_schema": {
            "type": "object",
            "properties": {
                "language": {"enum": ["python", "bash"]},
                "code": {"type": "string"},
            },
            "required": ["language", "code"],
        },
    },
]

MULTIMODAL_CAPABILITIES: list[dict[str, Any]] = [
    {
        "tool_id": "diagram_renderer",
        "provider": "mermaid",
        "modalities": ["diagram"],
        "input_schema": {"source": "string", "theme": ["default", "dark"]},
        "constraints": {"max_nodes": 500, "formats": ["svg", "png"]},
        "cost_tier": "free",
    },
    {
        "tool_id": "image_generator",
        "provider": "dalle3",
        "modalities": ["image"],
        "input_schema": {"prompt": "string", "size": "string"},
        "constraints": {"max_resolution": [1792, 1024], "transparent": False},
        "cost_tier": "premium",
    },
    {
        "tool_id": "screenshot_capture",
        "provider": "playwright",
        "modalities": ["screenshot", "document"],
        "input_schema": {"url": "string", "full_page": "boolean"},
        "constraints": {"timeout_seconds": 30, "proxy": None},
        "cost_tier": "low",
    },
]

PROMPTS: list[dict[str, Any]] = [
    {
        "name": "multimodal_planner",
        "version": 1,
        "content": (
            'Plan the steps that answer the request "{request}".\n'
            "Use only these capabilities: {capabilities}."
        ),
        "variables": ["request", "capabilities"],
        "metadata": {"temperature": 0.2, "output": {"format": "json"}},
    },
    {
        "name": "quality_critic",
        "version": 1,
        "content": "It's your job to rate {asset} from 0 to 100% against {criteria}.",
        "variables": ["asset", "criteria"],
        "metadata": {"temperature": 0.0, "scale": [0, 100]},
    },
]


def create_vector_type() -> None:
    """Make sure that there is a type ``vector``.

    CREATE EXTENSION asks for rights that the role which migrates may not have, so
    it is left out where an administrator has already made the type available.
    """
    op.execute(
        """
        DO $$
        BEGIN
            IF to_regtype('vector') IS NULL THEN
                CREATE EXTENSION IF NOT EXISTS vector;
            END IF;
        END
        $$
        """
    )


def create_enum(name: str, values: Sequence[str]) -> None:
    """Create an ENUM type unless there is one of that name."""
    labels = ", ".join(f"'{value}'" for value in values)
    op.execute(
        f"""
        DO $$
        BEGIN
            CREATE TYPE {name} AS ENUM ({labels});
        EXCEPTION
            WHEN duplicate_object THEN NULL;
        END
        $$
        """
    )


def insert_missing(
    table: sa.TableClause, keys: Sequence[str], rows: list[dict[str, Any]]
) -> None:
    """Insert the rows whose keys are not in the table yet.

    SQL that is written to a file is for an empty database, and has all of them.
    """
    if context.is_offline_mode():
        op.bulk_insert(table, [with_inline_json(row) for row in rows])
        return
    query = sa.select(*(table.c[key] for key in keys))
    present = {tuple(row) for row in op.get_bind().execute(query)}
    op.bulk_insert(
        table,
        [row for row in rows if tuple(row[key] for key in keys) not in present],
    )


def with_inline_json(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its JSON as text, as SQLAlchemy writes no JSON into SQL."""
    return {
        name: op.inline_literal(json.dumps(value)) if isinstance(value, dict) else value
        for name, value in row.items()
    }


def upgrade() -> None:
    """Create the types, the tables with their indexes, and the first rows."""
    create_vector_type()
    for name, values in ENUMS.items():
        create_enum(name, values)

    op.create_table(
        "task_registry",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("module_path", sa.Text(), nullable=False),
        sa.Column("callable_name", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), server_default="default", nullable=False),
        sa.Column("risk_level", RISK_LEVEL, server_default="low", nullable=False),
        sa.Column("max_retries", sa.Integer(), server_default="3", nullable=False),
        sa.Column("soft_time_limit", sa.Integer(), nullable=True),
        sa.Column("time_limit", sa.Integer(), nullable=True),
        sa.Column(
            "enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column(
            "tenant_scope",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column(
            "persona_scope",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column(
            "soma_tags",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column(
            "arg_schema",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "max_retries BETWEEN 0 AND 10",
            name=op.f("ck_task_registry_max_retries_range"),
        ),
        sa.CheckConstraint(
            "soft_time_limit IS NULL OR time_limit IS NULL OR soft_time_limit <= time_limit",
            name=op.f("ck_task_registry_time_limits_order"),
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_task_registry")),
        if_not_exists=True,
    )
    op.create_index(
        "ix_task_registry_queue_enabled",
        "task_registry",
        ["queue"],
        unique=False,
        postgresql_where=sa.text("enabled"),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_task_registry_soma_tags"),
        "task_registry",
        ["soma_tags"],
        unique=False,
        postgresql_using="gin",
        if_not_exists=True,
    )

    op.create_table(
        "task_artifacts",
        sa.Column(
            "id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("task_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("storage_uri", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.UUID(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "length(sha256) = 64", name=op.f("ck_task_artifacts_sha256_length")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["task_artifacts.id"],
            name=op.f("fk_task_artifacts_parent_id_task_artifacts"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["task_name"],
            ["task_registry.name"],
            name=op.f("fk_task_artifacts_task_name_task_registry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_artifacts")),
        sa.UniqueConstraint(
            "task_name", "version", name=op.f("uq_task_artifacts_task_name_version")
        ),
        if_not_exists=True,
    )

    op.create_table(
        "multimodal_assets",
        sa.Column(
            "id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("asset_type", ASSET_TYPE, nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("storage_path", sa.Text(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("content_size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("checksum_sha256", sa.String(length=64), nullable=False),
        sa.Column("dimensions", postgresql.JSONB(), nullable=True),
        sa.Column(
            "metadata",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "content IS NOT NULL OR storage_path IS NOT NULL",
            name=op.f("ck_multimodal_assets_has_content"),
        ),
        sa.CheckConstraint(
            "content_size_bytes >= 0",
            name=op.f("ck_multimodal_assets_size_not_negative"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_multimodal_assets")),
        sa.UniqueConstraint(
            "tenant_id",
            "checksum_sha256",
            name=op.f("uq_multimodal_assets_tenant_id_checksum_sha256"),
        ),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_assets_metadata"),
        "multimodal_assets",
        ["metadata"],
        unique=False,
        postgresql_using="gin",
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_assets_session_id"),
        "multimodal_assets",
        ["session_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_assets_tenant_id_asset_type"),
        "multimodal_assets",
        ["tenant_id", "asset_type"],
        unique=False,
        if_not_exists=True,
    )

    op.create_table(
        "multimodal_capabilities",
        sa.Column("tool_id", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column(
            "modalities",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column(
            "input_schema",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "constraints",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "cost_tier", sa.String(length=16), server_default="free", nullable=False
        ),
        sa.Column(
            "health_status", CAPABILITY_HEALTH, server_default="healthy", nullable=False
        ),
        sa.Column(
            "failure_count", sa.SmallInteger(), server_default="0", nullable=False
        ),
        sa.Column("latency_p95_ms", sa.Float(), nullable=True),
        sa.Column(
            "enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "failure_count >= 0",
            name=op.f("ck_multimodal_capabilities_failure_count_not_negative"),
        ),
        sa.PrimaryKeyConstraint(
            "tool_id", "provider", name=op.f("pk_multimodal_capabilities")
        ),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_capabilities_health_status"),
        "multimodal_capabilities",
        ["health_status"],
        unique=False,
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_capabilities_modalities"),
        "multimodal_capabilities",
        ["modalities"],
        unique=False,
        postgresql_using="gin",
        if_not_exists=True,
    )

    op.create_table(
        "multimodal_job_plans",
        sa.Column(
            "id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("status", JOB_STATUS, server_default="pending", nullable=False),
        sa.Column(
            "plan",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("total_steps", sa.Integer(), server_default="0", nullable=False),
        sa.Column("completed_steps", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "completed_steps >= 0 AND completed_steps <= total_steps",
            name=op.f("ck_multimodal_job_plans_steps_range"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_multimodal_job_plans")),
        sa.UniqueConstraint(
            "request_id", name=op.f("uq_multimodal_job_plans_request_id")
        ),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_job_plans_session_id"),
        "multimodal_job_plans",
        ["session_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_job_plans_tenant_id_status"),
        "multimodal_job_plans",
        ["tenant_id", "status"],
        unique=False,
        if_not_exists=True,
    )

    op.create_table(
        "multimodal_executions",
        sa.Column(
            "id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("plan_id", sa.UUID(), nullable=False),
        sa.Column("step_index", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("tool_id", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("status", EXECUTION_STATUS, server_default="pending", nullable=False),
        sa.Column("asset_id", sa.UUID(), nullable=True),
        sa.Column("latency_ms", sa.Integer(), nullable=True),
        sa.Column("cost_cents", sa.Numeric(precision=10, scale=4), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "attempt > 0", name=op.f("ck_multimodal_executions_attempt_positive")
        ),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["multimodal_assets.id"],
            name=op.f("fk_multimodal_executions_asset_id_multimodal_assets"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["multimodal_job_plans.id"],
            name=op.f("fk_multimodal_executions_plan_id_multimodal_job_plans"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tool_id", "provider"],
            ["multimodal_capabilities.tool_id", "multimodal_capabilities.provider"],
            name="fk_multimodal_executions_capability",
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_multimodal_executions")),
        sa.UniqueConstraint(
            "plan_id",
            "step_index",
            "attempt",
            name=op.f("uq_multimodal_executions_plan_id_step_index_attempt"),
        ),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_executions_status"),
        "multimodal_executions",
        ["status"],
        unique=False,
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_executions_tool_id_provider"),
        "multimodal_executions",
        ["tool_id", "provider"],
        unique=False,
        if_not_exists=True,
    )

    op.create_table(
        "asset_provenance",
        sa.Column("asset_id", sa.UUID(), nullable=False),
        sa.Column("plan_id", sa.UUID(), nullable=True),
        sa.Column("execution_id", sa.UUID(), nullable=True),
        sa.Column("prompt_summary", sa.String(length=1000), nullable=True),
        sa.Column(
            "generation_params",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "source_asset_ids",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column("trace_id", sa.String(length=64), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["multimodal_assets.id"],
            name=op.f("fk_asset_provenance_asset_id_multimodal_assets"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["execution_id"],
            ["multimodal_executions.id"],
            name=op.f("fk_asset_provenance_execution_id_multimodal_executions"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["multimodal_job_plans.id"],
            name=op.f("fk_asset_provenance_plan_id_multimodal_job_plans"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("asset_id", name=op.f("pk_asset_provenance")),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_asset_provenance_plan_id"),
        "asset_provenance",
        ["plan_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_asset_provenance_trace_id"),
        "asset_provenance",
        ["trace_id"],
        unique=False,
        if_not_exists=True,
    )

    op.create_table(
        "multimodal_outcomes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("plan_id", sa.UUID(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("success", sa.Boolean(), nullable=False),
        sa.Column("quality_score", sa.Float(), nullable=True),
        sa.Column("feedback", postgresql.JSONB(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "quality_score >= 0.0 AND quality_score <= 1.0",
            name=op.f("ck_multimodal_outcomes_quality_score_range"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["multimodal_job_plans.id"],
            name=op.f("fk_multimodal_outcomes_plan_id_multimodal_job_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_multimodal_outcomes")),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_outcomes_plan_id"),
        "multimodal_outcomes",
        ["plan_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_multimodal_outcomes_provider_success"),
        "multimodal_outcomes",
        ["provider", "success"],
        unique=False,
        if_not_exists=True,
    )

    op.create_table(
        "tool_catalog",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("risk_level", RISK_LEVEL, server_default="low", nullable=False),
        sa.Column(
            "tags",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column(
            "parameters_schema",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tool_catalog")),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_tool_catalog_tags"),
        "tool_catalog",
        ["tags"],
        unique=False,
        postgresql_using="gin",
        if_not_exists=True,
    )

    op.create_table(
        "tenant_tool_flags",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("tool_name", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["tool_name"],
            ["tool_catalog.name"],
            name=op.f("fk_tenant_tool_flags_tool_name_tool_catalog"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "tenant_id", "tool_name", name=op.f("pk_tenant_tool_flags")
        ),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_tenant_tool_flags_tool_name"),
        "tenant_tool_flags",
        ["tool_name"],
        unique=False,
        if_not_exists=True,
    )

    op.create_table(
        "prompts",
        sa.Column(
            "id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column(
            "variables",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'::text[]"),
            nullable=False,
        ),
        sa.Column(
            "metadata",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_prompts_version_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_prompts_name_version")),
        if_not_exists=True,
    )
    op.create_index(
        "ix_prompts_name_active",
        "prompts",
        ["name"],
        unique=True,
        postgresql_where=sa.text("is_active"),
        if_not_exists=True,
    )

    op.create_table(
        "session_embeddings",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("embedding", Vector(384), nullable=False),
        sa.Column(
            "metadata",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_embeddings")),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_session_embeddings_session_id_created_at"),
        "session_embeddings",
        ["session_id", "created_at"],
        unique=False,
        if_not_exists=True,
    )

    insert_missing(
        sa.table(
            "tool_catalog",
            sa.column("name", sa.Text()),
            sa.column("description", sa.Text()),
            sa.column("risk_level", RISK_LEVEL),
            sa.column("tags", postgresql.ARRAY(sa.Text())),
            sa.column("parameters_schema", postgresql.JSONB()),
        ),
        ["name"],
        TOOL_CATALOG,
    )
    insert_missing(
        sa.table(
            "multimodal_capabilities",
            sa.column("tool_id", sa.Text()),
            sa.column("provider", sa.Text()),
            sa.column("modalities", postgresql.ARRAY(sa.Text())),
            sa.column("input_schema", postgresql.JSONB()),
            sa.column("constraints", postgresql.JSONB()),
            sa.column("cost_tier", sa.String(16)),
        ),
        ["tool_id", "provider"],
        MULTIMODAL_CAPABILITIES,
    )
    insert_missing(
        sa.table(
            "prompts",
            sa.column("name", sa.Text()),
            sa.column("version", sa.Integer()),
            sa.column("content", sa.Text()),
            sa.column("variables", postgresql.ARRAY(sa.Text())),
            sa.column("metadata", postgresql.JSONB()),
        ),
        ["name", "version"],
        PROMPTS,
    )


def downgrade() -> None:
    """Drop the tables, those that refer to others first, and then the ENUM types.

    The extension stays: other schemas may use it.
    """
    for table in reversed(TABLES):
        op.drop_table(table)
    for name in ENUMS:
        op.execute(f"DROP TYPE {name}")
