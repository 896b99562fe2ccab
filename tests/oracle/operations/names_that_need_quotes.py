"""reserved words, capitals, blanks, percent signs

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
    op.create_table(
        "Order",
        sa.Column("select", sa.Integer(), primary_key=True),
        sa.Column("CamelCase", sa.String(5), nullable=False, server_default="it's"),
        sa.Column("two words", sa.Integer()),
        sa.Column("100%", sa.Integer()),
        sa.Column("quote\"d", sa.Integer()),
        sa.Column("user", sa.Integer(), sa.ForeignKey("account.id")),
        sa.CheckConstraint('"two words" > 0', name="Ck 1"),
    )
    op.create_index("Ix Order", "Order", ["CamelCase", "two words"], unique=True)
    op.add_column("Order", sa.Column("group", sa.String(), server_default="a%b"))
    op.execute('INSERT INTO "Order" ("select", "user") VALUES (1, 2)')


def downgrade() -> None:
    op.drop_index("Ix Order", table_name="Order")
    op.drop_table("Order")
