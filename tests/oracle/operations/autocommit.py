"""a block outside of the transaction

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
    op.add_column("account", sa.Column("before", sa.Integer()))
    with op.get_context().autocommit_block():
        op.execute("VACUUM")
    op.add_column("account", sa.Column("after", sa.Integer()))


def downgrade() -> None:
    op.drop_column("account", "after")
    with op.get_context().autocommit_block():
        op.execute("UPDATE account SET before = 1")
    op.drop_column("account", "before")
