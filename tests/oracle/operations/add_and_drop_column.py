"""columns come and go, rows stay

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("nick", sa.String(10), nullable=True))
    op.add_column("account", sa.Column("score", sa.Integer(), server_default="5", nullable=False))
    op.add_column("account", sa.Column("rate", sa.Float(), server_default=sa.text("1.5")))
    op.add_column("account", sa.Column("flag", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("account", sa.Column("kind", sa.String(5), server_default="it's"))
    op.drop_column("invoice", "note")


def downgrade() -> None:
    op.add_column("invoice", sa.Column("note", sa.Text(), nullable=True))
    for name in ("kind", "flag", "rate", "score", "nick"):
        op.drop_column("account", name)
