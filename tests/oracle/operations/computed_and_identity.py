"""generated columns

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "generated",
        sa.Column("id", sa.Integer(), sa.Identity(always=True, start=10, increment=5, minvalue=1, maxvalue=1000, cycle=True), primary_key=True),
        sa.Column("a", sa.Integer(), nullable=False),
        sa.Column("twice", sa.Integer(), sa.Computed("a * 2", persisted=True)),
    )
    op.execute("INSERT INTO generated (a) VALUES (4), (5)")


def downgrade() -> None:
    op.drop_table("generated")
