"""indexes that SQLite has

Revision ID: case
"""
# databases: sqlite
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_1", "account", ["name", "email"], unique=True)
    op.create_index("ix_2", "account", [sa.text("lower(email)")])
    op.create_index("ix_3", "invoice", ["state"], sqlite_where=sa.text("state = 'open'"), unique=False)
    op.create_index("ix_4", "invoice", ["state"], postgresql_using="hash", mysql_length=5)
    op.create_index("ix_4", "invoice", ["state"], if_not_exists=True)


def downgrade() -> None:
    op.drop_index("ix_4", if_exists=True)
    op.drop_index("ix_4", "invoice", if_exists=True)
    op.drop_index("ix_3", table_name="invoice")
    op.drop_index("ix_2", "account")
    op.drop_index("ix_1", "account")
