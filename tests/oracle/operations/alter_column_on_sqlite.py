"""what SQLite cannot alter

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
    op.alter_column("account", "name", type_=sa.Text(), server_default="x")


def downgrade() -> None:
    op.alter_column("account", "name", server_default=None)
