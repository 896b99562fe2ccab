"""only where it is not there, or is

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("account", sa.Column("other", sa.Integer()), if_not_exists=True)
    op.create_table("maybe", sa.Column("id", sa.Integer(), primary_key=True), if_not_exists=True)
    op.drop_table("nowhere", if_exists=True)
    op.create_index("ix_maybe", "maybe", ["id"], if_not_exists=True)
    op.drop_index("ix_nowhere", "maybe", if_exists=True)


def downgrade() -> None:
    op.drop_table("maybe", if_exists=True)
    op.drop_table("maybe", if_exists=True)
