"""a batch that needs a new table

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
    with op.batch_alter_table("account") as batch:
        batch.alter_column("name", type_=sa.Text(), nullable=True)
        batch.drop_column("born")


def downgrade() -> None:
    pass
