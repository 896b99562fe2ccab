"""asking the database what is there

Revision ID: case
"""
# may refuse
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    inspector = sa.inspect(op.get_bind())
    assert inspector.has_table("account") and not inspector.has_table("nowhere")
    assert "invoice" in inspector.get_table_names()
    columns = {column["name"] for column in inspector.get_columns("account")}
    if "nick" not in columns:
        op.add_column("account", sa.Column("nick", sa.String(10)))
    assert "ix_invoice_state" in [index["name"] for index in inspector.get_indexes("invoice")]


def downgrade() -> None:
    op.drop_column("account", "nick")
