"""tables and columns get other names

Revision ID: case
"""
# databases: sqlite postgresql
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table("invoice", "bill")
    op.alter_column("bill", "note", new_column_name="Remark")
    op.alter_column("account", "name", new_column_name="full_name", existing_type=sa.String(50), existing_nullable=False)


def downgrade() -> None:
    op.alter_column("account", "full_name", new_column_name="name")
    op.alter_column("bill", "Remark", new_column_name="note")
    op.rename_table("bill", "invoice")
