"""types, nullability, defaults, comments

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
    op.alter_column("account", "name", type_=sa.Text(), existing_type=sa.String(50), existing_nullable=False)
    op.alter_column("account", "email", nullable=True, existing_type=sa.String(120))
    op.alter_column("account", "name", nullable=True)
    op.alter_column("invoice", "amount", type_=sa.String(10), postgresql_using="amount::text || '!'") if False else None
    op.alter_column("invoice", "state", server_default=sa.text("'closed'"))
    op.alter_column("invoice", "state", server_default="it's", existing_server_default=sa.text("'closed'"))
    op.alter_column("account", "balance", server_default=None)
    op.alter_column("account", "balance", type_=sa.Integer(), postgresql_using="round(balance)::integer", nullable=True, server_default="9", comment="whole % 'now'")
    op.alter_column("account", "balance", comment=None, existing_comment="whole % 'now'")
    op.alter_column("account", "active", type_=sa.String(5), existing_type=sa.Boolean(), existing_server_default=sa.true(), server_default=None) if False else None
    op.alter_column("account", "born", new_column_name="birthday", type_=sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()) if False else None
    op.alter_column("account", "born", type_=sa.DateTime(timezone=True), new_column_name="birthday")


def downgrade() -> None:
    op.alter_column("account", "birthday", type_=sa.Date(), new_column_name="born")
    op.alter_column("account", "balance", type_=sa.Numeric(12, 2), nullable=False, server_default="0")
    op.alter_column("invoice", "state", server_default="open")
    op.alter_column("account", "name", type_=sa.String(50), nullable=False)
