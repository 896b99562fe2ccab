"""sequences

Revision ID: case
"""
# databases: postgresql
# may refuse
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("ticket", start=100, increment=10)))
    op.add_column("account", sa.Column("ticket", sa.Integer(), sa.Sequence("ticket"), server_default=sa.text("nextval('ticket')")))


def downgrade() -> None:
    op.drop_column("account", "ticket")
    op.execute(sa.schema.DropSequence(sa.Sequence("ticket")))
