"""tables and columns get other names

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
    op.rename_table("invoice", "bill")
    op.alter_column("bill", "note", new_column_name="Remark", existing_type=sa.Text())
    op.alter_column("account", "name", new_column_name="full name", existing_type=sa.String(50), existing_nullable=False)
    op.alter_column("account", "full name", new_column_name="name", existing_type=sa.String(50), existing_nullable=False)
    op.alter_column("account", "name", new_column_name="key", existing_type=sa.String(50), existing_nullable=False)
    op.execute("ALTER TABLE account RENAME COLUMN born TO birthday, RENAME INDEX uq_account_email TO `uq email`")


def downgrade() -> None:
    op.execute("ALTER TABLE account RENAME COLUMN birthday TO born, RENAME INDEX `uq email` TO uq_account_email")
    op.alter_column("account", "key", new_column_name="name", existing_type=sa.String(50), existing_nullable=False)
    op.alter_column("bill", "Remark", new_column_name="note", existing_type=sa.Text())
    op.rename_table("bill", "invoice")
