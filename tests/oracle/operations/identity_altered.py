"""an identity comes, changes and goes

Revision ID: case
"""
# databases: postgresql
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("numbers", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.Integer(), sa.Identity()))
    op.alter_column("numbers", "a", server_default=sa.Identity(always=True, start=3))
    op.alter_column("numbers", "b", server_default=sa.Identity(start=7, increment=2), existing_server_default=sa.Identity())
    op.execute("INSERT INTO numbers DEFAULT VALUES")
    op.add_column("numbers", sa.Column("c", sa.BigInteger(), sa.Identity(always=True)))
    op.add_column("numbers", sa.Column("d", sa.Integer(), sa.Computed("a + 1")))


def downgrade() -> None:
    op.alter_column("numbers", "b", server_default=None, existing_server_default=sa.Identity(start=7, increment=2))
    op.drop_table("numbers")
