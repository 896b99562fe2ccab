"""only where it is not there, or is

Revision ID: case
"""
# databases: mariadb
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("account", sa.Column("id", sa.Integer()), if_not_exists=True)
    op.add_column("account", sa.Column("name", sa.Integer()), if_not_exists=True)
    op.add_column("account", sa.Column("nick", sa.Integer(), comment="new"), if_not_exists=True)
    op.drop_column("account", "nowhere", if_exists=True)
    op.drop_table("nowhere", if_exists=True)
    op.drop_index("nowhere", "account", if_exists=True)
    op.create_index("ix_nick", "account", ["nick"], if_not_exists=True)
    op.create_index("ix_nick", "account", ["nick"], if_not_exists=True)


def downgrade() -> None:
    op.drop_index("ix_nick", "account", if_exists=True)
    op.drop_column("account", "nick", if_exists=True)
