"""names with the database's name before them

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


def schema() -> str:
    return "side" if op.get_context().as_sql else op.get_bind().scalar(sa.text("SELECT DATABASE()"))


def upgrade() -> None:
    side = schema()
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey(f"{side}.account.id", name="fk_item")),
        sa.Column("colour", sa.Enum("red", "blue", name="colour")),
        schema=side,
    )
    op.add_column("item", sa.Column("n", sa.Integer(), server_default="1"), schema=side)
    op.create_index("ix_n", "item", ["n"], schema=side)
    op.create_unique_constraint("uq_n", "item", ["n", "id"], schema=side)
    op.create_foreign_key("fk_n", "item", "account", ["n"], ["id"], source_schema=side, referent_schema=side)
    op.alter_column("item", "n", nullable=False, existing_type=sa.Integer(), new_column_name="m", schema=side)
    op.bulk_insert(sa.table("item", sa.column("m", sa.Integer), schema=side), [{"m": 1}])
    op.create_check_constraint("ck_m", "item", "m > 0", schema=side)
    op.create_table_comment("item", "in a schema", schema=side)
    op.rename_table("item", "piece", schema=side)


def downgrade() -> None:
    side = schema()
    op.drop_constraint("ck_m", "piece", type_="check", schema=side)
    op.drop_constraint("fk_n", "piece", type_="foreignkey", schema=side)
    op.drop_index("ix_n", "piece", schema=side)
    op.drop_column("piece", "account_id", schema=side) if False else None
    op.drop_table("piece", schema=side)
