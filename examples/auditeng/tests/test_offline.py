"""What the plan's summary says of the migration, checked on its SQL.

None of this needs a database.
"""

from __future__ import annotations

import re

import pytest

from tests.conftest import PROJECT, Alembic

TABLES = ["users", "tasks", "analyses", "findings"]


@pytest.fixture
def upgrade_sql(run_alembic: Alembic) -> str:
    """Return the SQL of the whole history, for the URL in alembic.ini."""
    return run_alembic("upgrade", "head", "--sql", database_url=None).stdout


def test_alembic_ini_names_the_asynchronous_driver() -> None:
    ini = (PROJECT / "alembic.ini").read_text()

    assert (
        "sqlalchemy.url ="
        " postgresql+asyncpg://postgres:postgres@localhost:5432/auditeng" in ini
    )


def test_env_uses_an_asynchronous_engine() -> None:
    env = (PROJECT / "alembic" / "env.py").read_text()

    for part in (
        "async_engine_from_config",
        "async def run_async_migrations()",
        "def do_run_migrations(",
        ".run_sync(do_run_migrations)",
    ):
        assert part in env


def test_upgrade_creates_parents_before_children(upgrade_sql: str) -> None:
    created = re.findall(r"CREATE TABLE (\w+)", upgrade_sql)

    assert created == ["alembic_version", *TABLES]


def test_downgrade_drops_children_before_parents(run_alembic: Alembic) -> None:
    sql = run_alembic("downgrade", "head:base", "--sql", database_url=None).stdout

    assert re.findall(r"DROP TABLE (\w+)", sql)[:4] == TABLES[::-1]


@pytest.mark.parametrize(
    "clause",
    [
        "id UUID NOT NULL",
        "email VARCHAR(255) NOT NULL",
        "is_active BOOLEAN NOT NULL",
        "created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL",
        "updated_at TIMESTAMP WITH TIME ZONE,",
        "file_size BIGINT NOT NULL",
        "error_message TEXT,",
        "compliance_score FLOAT,",
        "extraction_result JSON,",
        "CONSTRAINT pk_users PRIMARY KEY (id)",
        "CONSTRAINT uq_users_email UNIQUE (email)",
        "CONSTRAINT uq_analyses_task_id UNIQUE (task_id)",
        "CONSTRAINT fk_tasks_user_id_users FOREIGN KEY(user_id)"
        " REFERENCES users (id) ON DELETE CASCADE",
        "CONSTRAINT fk_analyses_task_id_tasks FOREIGN KEY(task_id)"
        " REFERENCES tasks (id) ON DELETE CASCADE",
        "CONSTRAINT fk_findings_analysis_id_analyses FOREIGN KEY(analysis_id)"
        " REFERENCES analyses (id) ON DELETE CASCADE",
        "CREATE UNIQUE INDEX ix_users_email ON users (email);",
        "CREATE INDEX ix_tasks_status ON tasks (status);",
        "CREATE INDEX ix_tasks_user_id ON tasks (user_id);",
        "CREATE UNIQUE INDEX ix_analyses_task_id ON analyses (task_id);",
        "CREATE INDEX ix_findings_analysis_id ON findings (analysis_id);",
        "CREATE INDEX ix_findings_severity ON findings (severity);",
    ],
)
def test_upgrade_has_clause(upgrade_sql: str, clause: str) -> None:
    assert clause in upgrade_sql
