"""a change for which the type is not told

Revision ID: case
"""
# databases: mariadb
# fails: mariadb
# exit code: 255
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("made_before", sa.Column("id", sa.Integer(), primary_key=True))
    op.alter_column("account", "email", server_default="x")
    op.alter_column("account", "email", server_default=None)
    # Needs the type: nothing below is done.
    op.alter_column("account", "email", nullable=False)
    op.drop_table("made_before")


def downgrade() -> None:
    pass
