"""`revision --autogenerate` and `check` beside real Alembic: one change of a model each, and the commands around it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.dialects import mysql, postgresql, sqlite

from .conftest import Beside
from .model_changes import CHANGES, HEAD, Change
from .projects import Project
from .side_by_side import Side, SideBySide, unified

TEMPLATE = '''\
"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision: str = ${repr(up_revision)}
down_revision: Union[str, Sequence[str], None] = ${repr(down_revision)}
branch_labels: Union[str, Sequence[str], None] = ${repr(branch_labels)}
depends_on: Union[str, Sequence[str], None] = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
'''

ENV = '''\
"""The stock environment, with what a test adds."""

from logging.config import fileConfig

from sqlalchemy import engine_from_config, pool

from alembic import context
{head}
config = context.config
fileConfig(config.config_file_name)
target_metadata = {target}

{env}
with engine_from_config(config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool).connect() as connection:
    context.configure(**{{"connection": connection, "target_metadata": target_metadata, **dict({configure})}})
    with context.begin_transaction():
        context.run_migrations()
'''


def source(body: str, arguments: str = "") -> str:
    """A module of models."""
    return HEAD.format(arguments=arguments) + "\n" + body + "\n"


def project(change: Change, **files: str) -> Project:
    """A project whose models are those after a change."""
    env = ENV.format(head="import models\n", target="models.m", env=change.env, configure=change.configure)
    return Project(
        env=env,
        driver=None,
        files={"models.py": source(change.after, change.metadata), "migrations/script.py.mako": TEMPLATE, **files},
    )


def ddl(body: str, arguments: str, kind: str) -> str:
    """What creates the tables of a model."""
    names: dict[str, object] = {}
    exec(source(body, arguments), names)  # noqa: S102 - the test's own text
    metadata = names["m"]
    assert isinstance(metadata, sqlalchemy.MetaData)
    module = {"sqlite": sqlite, "postgresql": postgresql, "mariadb": mysql}[kind]
    dialect = module.dialect(paramstyle="named")
    statements: list[str] = []

    def write(statement: sqlalchemy.ExecutableDDLElement, *_: object, **__: object) -> None:
        statements.append(str(statement.compile(dialect=dialect)))

    engine = sqlalchemy.create_mock_engine(f"{dialect.name}://", write)
    metadata.create_all(engine, checkfirst=False)
    return ";\n".join(statements)


#: Only the files.
QUICK = bool(os.environ.get("LIMBECK_TEST_QUICK"))

CREATED = re.compile(r"^Create Date: .*$", re.MULTILINE)


def revisions(side: Side) -> str:
    """All revision files with their names."""
    texts = []
    for path in sorted(side.root.rglob("versions/*.py")):
        texts.append(f"== {path.name}\n{CREATED.sub('Create Date: …', path.read_text(errors='replace'))}")
    return "\n".join(texts)


def compare_revisions(side: SideBySide) -> None:
    """Both wrote the same."""
    oracle, candidate = (revisions(each) for each in side.sides)
    assert oracle == candidate, "revision files differ\n" + unified(oracle, candidate)


def cases() -> list[object]:
    """Every change on every kind of database."""
    return [
        pytest.param(name, kind, id=f"{name}-{kind}") for name, change in CHANGES.items() for kind in change.kinds
    ]


@pytest.mark.parametrize(("name", "kind"), cases())
def test_change(name: str, kind: str, beside: Beside) -> None:
    change = CHANGES[name]
    with beside(project(change), kind) as side:
        if kind in change.sql:
            side.execute(change.sql[kind])
        if change.before:
            side.execute(ddl(change.before, change.metadata, kind))
        if not QUICK:
            side.run("check", state=False)
        side.run("revision", "--autogenerate", "--rev-id", "r001", "-m", f"The change: {name}")
        compare_revisions(side)
        if change.converges and not QUICK:
            side.run("upgrade", "head", expect=0)
            side.run("check", expect=255 if kind in change.again else 0)
            side.run("downgrade", "base")


def test_walk_through(every_kind: str, beside: Beside) -> None:
    model = """\
class Base(sa.orm.DeclarativeBase):
    metadata = m

class TestModel(Base):
    __tablename__ = "test_models"
    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False)
"""
    change = Change("", model)
    with beside(project(change), every_kind) as side:
        side.run("revision", "--autogenerate", "-m", "add test model", "--rev-id", "abc")
        compare_revisions(side)
        for command in ("upgrade head", "check", "current", "downgrade -1", "check"):
            side.run(*command.split())
