"""The steps of the story, one after the other, as a developer does them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.conftest import Project

BASELINE = "8189d0fe8479"

TEST_MODEL = """\
from sqlalchemy import Column, Integer, String, DateTime
from sqlalchemy.sql import func
from app.core.database import Base


class TestModel(Base):
    __tablename__ = "test_models"

    id = Column(Integer, primary_key=True, index=True)
    title = Column(String(255), nullable=False)
    description = Column(String, nullable=True)
    created_at = Column(
        DateTime(timezone=True), server_default=func.now(), nullable=False
    )
"""

USER_MODEL = """\
from sqlalchemy import Column, Integer, String, DateTime, Boolean
from sqlalchemy.sql import func
from app.core.database import Base


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True, index=True)
    email = Column(String(255), unique=True, index=True, nullable=False)
    hashed_password = Column(String(255), nullable=False)
    is_active = Column(Boolean, default=True)
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    updated_at = Column(DateTime(timezone=True), onupdate=func.now())
"""

UPGRADE = '''\
def upgrade() -> None:
    """Create initial test table."""
    op.create_table(
        'alembic_test',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(), nullable=True),
        sa.Column(
            'created_at',
            sa.DateTime(timezone=True),
            server_default=sa.func.now(),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Drop test table."""
    op.drop_table('alembic_test')
'''


def write_initial_setup(project: Project) -> str:
    """Make the manual revision of step 4 and return its id."""
    project.alembic("revision", "-m", "initial setup")
    file = project.revision("initial_setup")
    head, _, _ = file.read_text().partition("def upgrade()")
    file.write_text(head + UPGRADE)
    (revision,) = re.findall(r"^revision: str = '(\w+)'$", head, re.MULTILINE)
    return revision


def test_step_1_initialize(tmp_path: Path) -> None:
    result = subprocess.run(
        ["alembic", "init", "alembic"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    folder = re.escape(str(tmp_path))
    for pattern in (
        rf"Creating directory {folder}/alembic \.\.\. done",
        rf"Creating directory {folder}/alembic/versions \.\.\. done",
        rf"Generating {folder}/alembic/script.py.mako \.\.\. done",
        rf"Generating {folder}/alembic/env.py \.\.\. done",
        rf"Generating {folder}/alembic/README \.\.\. done",
        rf"Generating {folder}/alembic.ini \.\.\. done",
        "Please edit configuration/connection/logging settings in"
        rf" {folder}/alembic.ini before proceeding\.",
    ):
        assert any(re.fullmatch(pattern, line) for line in lines), (pattern, lines)
    for name in (
        "alembic.ini",
        "alembic/env.py",
        "alembic/script.py.mako",
        "alembic/README",
        "alembic/versions",
    ):
        assert (tmp_path / name).exists()


def test_step_4_manual_revision(project: Project) -> None:
    revision = write_initial_setup(project)
    file = project.revision("initial_setup")
    assert re.fullmatch(rf"\d{{8}}_\d{{4}}_{revision}_initial_setup\.py", file.name)
    content = file.read_text()
    assert content.startswith(
        f'"""initial setup\n\nRevision ID: {revision}\nRevises: {BASELINE}\nCreate Date: '
    )
    assert re.search(r"^Create Date: [\d-]+ [\d:.]+\+00:00$", content, re.MULTILINE)

    result = project.alembic("upgrade", "head")

    impl = (
        "PostgresqlImpl" if "postgresql" in str(project.environment) else "SQLiteImpl"
    )
    lines = result.stderr.splitlines()
    assert lines[0] == f"INFO  [alembic.runtime.migration] Context impl {impl}."
    assert lines[2:] == [
        f"INFO  [alembic.runtime.migration] Running upgrade  -> {BASELINE},"
        " initial baseline",
        f"INFO  [alembic.runtime.migration] Running upgrade {BASELINE} -> {revision},"
        " initial setup",
    ]
    assert project.tables() == {"alembic_version", "alembic_test"}


def test_step_5_autogenerate(project: Project) -> None:
    project.alembic("upgrade", "head")
    project.write_model("test_model", TEST_MODEL)

    result = project.alembic("revision", "--autogenerate", "-m", "add test model")

    assert "Detected added table 'test_models'" in result.stderr
    assert "Detected added index 'ix_test_models_id'" in result.stderr
    content = project.revision("add_test_model").read_text()
    for expected in (
        "    op.create_table('test_models',\n",
        "    sa.Column('title', sa.String(length=255), nullable=False),\n",
        "    sa.Column('description', sa.String(), nullable=True),\n",
        "    sa.PrimaryKeyConstraint('id')\n",
        "    op.create_index(op.f('ix_test_models_id'), 'test_models', ['id'],"
        " unique=False)\n",
        "    op.drop_index(op.f('ix_test_models_id'), table_name='test_models')\n"
        "    op.drop_table('test_models')\n",
    ):
        assert expected in content
    project.alembic("upgrade", "head")
    assert "test_models" in project.tables()
    assert "No new upgrade operations" in project.alembic("check").stdout


def test_step_6_rollback(project: Project) -> None:
    revision = write_initial_setup(project)
    project.alembic("upgrade", "head")
    assert project.alembic("current").stdout == f"{revision} (head)\n"

    result = project.alembic("downgrade", "-1")
    assert f"Running downgrade {revision} -> {BASELINE}, initial setup" in result.stderr
    assert project.tables() == {"alembic_version"}
    assert project.alembic("current").stdout == f"{BASELINE}\n"

    project.alembic("upgrade", "head")
    result = project.alembic("downgrade", "base")
    assert f"Running downgrade {BASELINE} -> , initial baseline" in result.stderr
    assert project.tables() == {"alembic_version"}
    assert project.alembic("current").stdout == ""


def test_history(sqlite_project: Project) -> None:
    revision = write_initial_setup(sqlite_project)

    assert sqlite_project.alembic("history").stdout == (
        f"{BASELINE} -> {revision} (head), initial setup\n"
        f"<base> -> {BASELINE}, initial baseline\n"
    )
    verbose = sqlite_project.alembic("history", "--verbose").stdout
    assert f"Rev: {revision} (head)\nParent: {BASELINE}\nPath: " in verbose


def test_offline_sql(sqlite_project: Project) -> None:
    revision = write_initial_setup(sqlite_project)
    url = "postgresql://nobody@nowhere.invalid/ai_interviewer_db"

    sql = sqlite_project.alembic("upgrade", "head", "--sql", DATABASE_URL=url).stdout

    assert f"-- Running upgrade {BASELINE} -> {revision}\n" in sql
    assert "created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL" in sql
    assert sqlite_project.tables() == set()


def test_epic_2_user_model(project: Project) -> None:
    project.alembic("upgrade", "head")
    project.write_model("user", USER_MODEL)
    project.alembic("revision", "--autogenerate", "-m", "create users table")

    project.alembic("upgrade", "head")

    assert "No new upgrade operations" in project.alembic("check").stdout
    content = project.revision("create_users_table").read_text()
    assert "op.f('ix_users_email'), 'users', ['email'], unique=True)" in content
    project.alembic("downgrade", "base")
    assert project.tables() == {"alembic_version"}


def test_changed_type_and_default_are_found(project: Project) -> None:
    project.alembic("upgrade", "head")
    project.write_model("user", USER_MODEL)
    project.alembic("revision", "--autogenerate", "-m", "create users table")
    project.alembic("upgrade", "head")
    model = project.directory / "app" / "models" / "user.py"
    changed = USER_MODEL.replace(
        "hashed_password = Column(String(255)", "hashed_password = Column(String(512)"
    ).replace("Boolean, default=True", 'Boolean, server_default="1"')
    model.write_text(changed)

    result = project.alembic("check", check=False)

    assert result.returncode != 0
    assert "Detected type change from VARCHAR(length=255) to String(length=512)" in (
        result.stderr
    )
    assert "server default on column 'users.is_active'" in result.stderr
