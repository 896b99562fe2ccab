"""batch operations that need no new table

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("nick", sa.String(10)))
        batch.add_column(sa.Column("level", sa.Integer(), server_default="3", nullable=False))
        batch.create_index("ix_nick", ["nick"])
    with op.batch_alter_table("invoice", schema=None, recreate="never") as batch:
        batch.add_column(sa.Column("due", sa.Date()))
        batch.create_index(batch.f("ix_due"), ["due"], unique=False)
        batch.drop_index("ix_invoice_state")


def downgrade() -> None:
    with op.batch_alter_table("invoice", recreate="never") as batch:
        batch.create_index("ix_invoice_state", ["state"])
        batch.drop_index("ix_due")
    with op.batch_alter_table("account") as batch:
        batch.drop_index("ix_nick")
