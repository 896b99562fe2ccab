"""reserved words, capitals, blanks, percent signs, backticks

Revision ID: case
"""
# databases: mariadb
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "Order",
        sa.Column("select", sa.Integer(), primary_key=True),
        sa.Column("CamelCase", sa.String(5), nullable=False, server_default="it's"),
        sa.Column("two words", sa.Integer(), comment="100% of `it`"),
        sa.Column("100%", sa.Integer()),
        sa.Column("quote`d", sa.Integer()),
        sa.Column("user", sa.Integer(), sa.ForeignKey("account.id", name="Fk `1`")),
        sa.CheckConstraint("`two words` > 0", name="Ck 1"),
    )
    op.create_index("Ix Order", "Order", ["CamelCase", "two words"], unique=True)
    op.create_index("ix%", "Order", ["100%", "quote`d"])
    op.add_column("Order", sa.Column("group", sa.String(9), server_default="a%b\\c"))
    op.execute("INSERT INTO `Order` (`select`, `user`) VALUES (1, 2)")
    op.bulk_insert(sa.table("Order", sa.column("select"), sa.column("100%"), sa.column("quote`d"), sa.column("CamelCase")), [{"select": 5, "100%": 6, "quote`d": 7, "CamelCase": "\\'\"%"}])
    op.alter_column("Order", "quote`d", new_column_name="rows", existing_type=sa.Integer())


def downgrade() -> None:
    op.drop_constraint("Fk `1`", "Order", type_="foreignkey")
    op.drop_index("Ix Order", table_name="Order")
    op.drop_table("Order")
