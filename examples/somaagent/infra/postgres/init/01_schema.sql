-- The schema of somaAgent01 as it was before there were migrations.
--
-- PostgreSQL's image runs this file when it makes a new, empty database.  It is
-- kept for installations that still start that way; revision 001 runs on the
-- result.  Changes to the schema go into new revisions and not into this file.

DO $$
BEGIN
    IF to_regtype('vector') IS NULL THEN
        CREATE EXTENSION IF NOT EXISTS vector;
    END IF;
END
$$;

DO $$
BEGIN
    CREATE TYPE asset_type AS ENUM ('image', 'diagram', 'screenshot', 'video', 'document');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$$;

DO $$
BEGIN
    CREATE TYPE capability_health AS ENUM ('healthy', 'degraded', 'unavailable');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$$;

DO $$
BEGIN
    CREATE TYPE job_status AS ENUM ('pending', 'running', 'completed', 'failed', 'cancelled');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$$;

DO $$
BEGIN
    CREATE TYPE execution_status AS ENUM ('pending', 'running', 'success', 'failed', 'skipped');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$$;

DO $$
BEGIN
    CREATE TYPE risk_level AS ENUM ('low', 'medium', 'high');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$$;

CREATE TABLE IF NOT EXISTS task_registry (
    name TEXT NOT NULL,
    module_path TEXT NOT NULL,
    callable_name TEXT NOT NULL,
    queue TEXT DEFAULT 'default' NOT NULL,
    risk_level risk_level DEFAULT 'low' NOT NULL,
    max_retries INTEGER DEFAULT '3' NOT NULL,
    soft_time_limit INTEGER,
    time_limit INTEGER,
    enabled BOOLEAN DEFAULT true NOT NULL,
    tenant_scope TEXT[] DEFAULT '{}'::text[] NOT NULL,
    persona_scope TEXT[] DEFAULT '{}'::text[] NOT NULL,
    soma_tags TEXT[] DEFAULT '{}'::text[] NOT NULL,
    arg_schema JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_by TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_task_registry PRIMARY KEY (name),
    CONSTRAINT ck_task_registry_max_retries_range CHECK (max_retries BETWEEN 0 AND 10),
    CONSTRAINT ck_task_registry_time_limits_order CHECK (soft_time_limit IS NULL OR time_limit IS NULL OR soft_time_limit <= time_limit)
);

CREATE INDEX IF NOT EXISTS ix_task_registry_queue_enabled ON task_registry (queue) WHERE enabled;

CREATE INDEX IF NOT EXISTS ix_task_registry_soma_tags ON task_registry USING gin (soma_tags);

CREATE TABLE IF NOT EXISTS task_artifacts (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    task_name TEXT NOT NULL,
    version TEXT NOT NULL,
    storage_uri TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    signed_by TEXT,
    parent_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_task_artifacts PRIMARY KEY (id),
    CONSTRAINT ck_task_artifacts_sha256_length CHECK (length(sha256) = 64),
    CONSTRAINT fk_task_artifacts_parent_id_task_artifacts FOREIGN KEY(parent_id) REFERENCES task_artifacts (id) ON DELETE SET NULL,
    CONSTRAINT fk_task_artifacts_task_name_task_registry FOREIGN KEY(task_name) REFERENCES task_registry (name) ON DELETE CASCADE,
    CONSTRAINT uq_task_artifacts_task_name_version UNIQUE (task_name, version)
);

CREATE TABLE IF NOT EXISTS multimodal_assets (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    tenant_id TEXT NOT NULL,
    session_id TEXT,
    asset_type asset_type NOT NULL,
    format VARCHAR(32) NOT NULL,
    storage_path TEXT,
    content BYTEA,
    content_size_bytes BIGINT NOT NULL,
    checksum_sha256 VARCHAR(64) NOT NULL,
    dimensions JSONB,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_multimodal_assets PRIMARY KEY (id),
    CONSTRAINT ck_multimodal_assets_has_content CHECK (content IS NOT NULL OR storage_path IS NOT NULL),
    CONSTRAINT ck_multimodal_assets_size_not_negative CHECK (content_size_bytes >= 0),
    CONSTRAINT uq_multimodal_assets_tenant_id_checksum_sha256 UNIQUE (tenant_id, checksum_sha256)
);

CREATE INDEX IF NOT EXISTS ix_multimodal_assets_metadata ON multimodal_assets USING gin (metadata);

CREATE INDEX IF NOT EXISTS ix_multimodal_assets_session_id ON multimodal_assets (session_id);

CREATE INDEX IF NOT EXISTS ix_multimodal_assets_tenant_id_asset_type ON multimodal_assets (tenant_id, asset_type);

CREATE TABLE IF NOT EXISTS multimodal_capabilities (
    tool_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    modalities TEXT[] DEFAULT '{}'::text[] NOT NULL,
    input_schema JSONB DEFAULT '{}'::jsonb NOT NULL,
    constraints JSONB DEFAULT '{}'::jsonb NOT NULL,
    cost_tier VARCHAR(16) DEFAULT 'free' NOT NULL,
    health_status capability_health DEFAULT 'healthy' NOT NULL,
    failure_count SMALLINT DEFAULT '0' NOT NULL,
    latency_p95_ms FLOAT,
    enabled BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_multimodal_capabilities PRIMARY KEY (tool_id, provider),
    CONSTRAINT ck_multimodal_capabilities_failure_count_not_negative CHECK (failure_count >= 0)
);

CREATE INDEX IF NOT EXISTS ix_multimodal_capabilities_health_status ON multimodal_capabilities (health_status);

CREATE INDEX IF NOT EXISTS ix_multimodal_capabilities_modalities ON multimodal_capabilities USING gin (modalities);

CREATE TABLE IF NOT EXISTS multimodal_job_plans (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    tenant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    request_id TEXT,
    status job_status DEFAULT 'pending' NOT NULL,
    plan JSONB DEFAULT '{}'::jsonb NOT NULL,
    total_steps INTEGER DEFAULT '0' NOT NULL,
    completed_steps INTEGER DEFAULT '0' NOT NULL,
    error_message TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_multimodal_job_plans PRIMARY KEY (id),
    CONSTRAINT ck_multimodal_job_plans_steps_range CHECK (completed_steps >= 0 AND completed_steps <= total_steps),
    CONSTRAINT uq_multimodal_job_plans_request_id UNIQUE (request_id)
);

CREATE INDEX IF NOT EXISTS ix_multimodal_job_plans_session_id ON multimodal_job_plans (session_id);

CREATE INDEX IF NOT EXISTS ix_multimodal_job_plans_tenant_id_status ON multimodal_job_plans (tenant_id, status);

CREATE TABLE IF NOT EXISTS multimodal_executions (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    plan_id UUID NOT NULL,
    step_index INTEGER NOT NULL,
    attempt SMALLINT DEFAULT '1' NOT NULL,
    tool_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    status execution_status DEFAULT 'pending' NOT NULL,
    asset_id UUID,
    latency_ms INTEGER,
    cost_cents NUMERIC(10, 4),
    error_message TEXT,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_multimodal_executions PRIMARY KEY (id),
    CONSTRAINT ck_multimodal_executions_attempt_positive CHECK (attempt > 0),
    CONSTRAINT fk_multimodal_executions_asset_id_multimodal_assets FOREIGN KEY(asset_id) REFERENCES multimodal_assets (id) ON DELETE SET NULL,
    CONSTRAINT fk_multimodal_executions_plan_id_multimodal_job_plans FOREIGN KEY(plan_id) REFERENCES multimodal_job_plans (id) ON DELETE CASCADE,
    CONSTRAINT fk_multimodal_executions_capability FOREIGN KEY(tool_id, provider) REFERENCES multimodal_capabilities (tool_id, provider) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT uq_multimodal_executions_plan_id_step_index_attempt UNIQUE (plan_id, step_index, attempt)
);

CREATE INDEX IF NOT EXISTS ix_multimodal_executions_status ON multimodal_executions (status);

CREATE INDEX IF NOT EXISTS ix_multimodal_executions_tool_id_provider ON multimodal_executions (tool_id, provider);

CREATE TABLE IF NOT EXISTS asset_provenance (
    asset_id UUID NOT NULL,
    plan_id UUID,
    execution_id UUID,
    prompt_summary VARCHAR(1000),
    generation_params JSONB DEFAULT '{}'::jsonb NOT NULL,
    source_asset_ids TEXT[] DEFAULT '{}'::text[] NOT NULL,
    trace_id VARCHAR(64),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_asset_provenance PRIMARY KEY (asset_id),
    CONSTRAINT fk_asset_provenance_asset_id_multimodal_assets FOREIGN KEY(asset_id) REFERENCES multimodal_assets (id) ON DELETE CASCADE,
    CONSTRAINT fk_asset_provenance_execution_id_multimodal_executions FOREIGN KEY(execution_id) REFERENCES multimodal_executions (id) ON DELETE SET NULL,
    CONSTRAINT fk_asset_provenance_plan_id_multimodal_job_plans FOREIGN KEY(plan_id) REFERENCES multimodal_job_plans (id) ON DELETE SET NULL
);

CREATE INDEX IF NOT EXISTS ix_asset_provenance_plan_id ON asset_provenance (plan_id);

CREATE INDEX IF NOT EXISTS ix_asset_provenance_trace_id ON asset_provenance (trace_id);

CREATE TABLE IF NOT EXISTS multimodal_outcomes (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    plan_id UUID NOT NULL,
    provider TEXT NOT NULL,
    success BOOLEAN NOT NULL,
    quality_score FLOAT,
    feedback JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_multimodal_outcomes PRIMARY KEY (id),
    CONSTRAINT ck_multimodal_outcomes_quality_score_range CHECK (quality_score >= 0.0 AND quality_score <= 1.0),
    CONSTRAINT fk_multimodal_outcomes_plan_id_multimodal_job_plans FOREIGN KEY(plan_id) REFERENCES multimodal_job_plans (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_multimodal_outcomes_plan_id ON multimodal_outcomes (plan_id);

CREATE INDEX IF NOT EXISTS ix_multimodal_outcomes_provider_success ON multimodal_outcomes (provider, success);

CREATE TABLE IF NOT EXISTS tool_catalog (
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    risk_level risk_level DEFAULT 'low' NOT NULL,
    tags TEXT[] DEFAULT '{}'::text[] NOT NULL,
    parameters_schema JSONB DEFAULT '{}'::jsonb NOT NULL,
    enabled BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_tool_catalog PRIMARY KEY (name)
);

CREATE INDEX IF NOT EXISTS ix_tool_catalog_tags ON tool_catalog USING gin (tags);

CREATE TABLE IF NOT EXISTS tenant_tool_flags (
    tenant_id TEXT NOT NULL,
    tool_name TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    reason TEXT,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_tenant_tool_flags PRIMARY KEY (tenant_id, tool_name),
    CONSTRAINT fk_tenant_tool_flags_tool_name_tool_catalog FOREIGN KEY(tool_name) REFERENCES tool_catalog (name) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_tenant_tool_flags_tool_name ON tenant_tool_flags (tool_name);

CREATE TABLE IF NOT EXISTS prompts (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    name TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    content TEXT NOT NULL,
    variables TEXT[] DEFAULT '{}'::text[] NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_prompts PRIMARY KEY (id),
    CONSTRAINT ck_prompts_version_positive CHECK (version > 0),
    CONSTRAINT uq_prompts_name_version UNIQUE (name, version)
);

CREATE UNIQUE INDEX IF NOT EXISTS ix_prompts_name_active ON prompts (name) WHERE is_active;

CREATE TABLE IF NOT EXISTS session_embeddings (
    id BIGSERIAL NOT NULL,
    session_id TEXT NOT NULL,
    text TEXT NOT NULL,
    embedding VECTOR(384) NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_session_embeddings PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_session_embeddings_session_id_created_at ON session_embeddings (session_id, created_at);

-- The tools that these installations know.  They may have been changed since.
INSERT INTO tool_catalog (name, description, risk_level, tags, enabled) VALUES
    ('echo', 'Repeat a text.', 'low', ARRAY['diagnostics'], TRUE),
    ('http_fetch', 'Fetch a page.', 'high', ARRAY['network'], FALSE)
ON CONFLICT (name) DO NOTHING;
