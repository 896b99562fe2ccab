"""Asks a dialect for its class, in each of the ways that are seen."""

from alembic import op
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

revision = "a02"
down_revision = "a01"


def upgrade():
    dialect = op.get_bind().dialect
    for module in (mysql, postgresql, sqlite):
        op.execute(f"SELECT '{module.dialect.name}', {isinstance(dialect, module.dialect):d}")
    for known in (MySQLDialect, PGDialect, SQLiteDialect):
        op.execute(f"SELECT '{known.__name__}', {isinstance(dialect, known):d}")
    op.execute(f"SELECT '{op.get_context().dialect.name} {op.get_bind().engine.name} {op.get_bind().engine.dialect.name}'")


def downgrade():
    pass
