"""SQLite cannot add constraints

Revision ID: case
"""
# databases: sqlite
# fails: sqlite
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("fresh", sa.Column("a", sa.Integer()))
    op.create_unique_constraint("uq_1", "account", ["name"])


def downgrade() -> None:
    pass
