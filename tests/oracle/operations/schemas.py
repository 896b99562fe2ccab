"""objects in another schema

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
    op.execute("CREATE SCHEMA IF NOT EXISTS side")
    op.execute(sa.schema.CreateSchema("Other", if_not_exists=True))
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("colour", sa.Enum("red", "blue", name="colour", schema="side")),
        schema="side",
    )
    op.create_table("part", sa.Column("item_id", sa.Integer(), sa.ForeignKey("side.item.id", ondelete="CASCADE"), index=True), schema="Other")
    op.add_column("item", sa.Column("n", sa.Integer(), server_default="1"), schema="side")
    op.create_index("ix_n", "item", ["n"], schema="side")
    op.create_unique_constraint("uq_n", "item", ["n", "id"], schema="side")
    op.create_foreign_key("fk_n", "part", "account", ["item_id"], ["id"], source_schema="Other", referent_schema="public")
    op.alter_column("item", "n", nullable=False, new_column_name="m", schema="side")
    op.rename_table("part", "piece", schema="Other")
    op.bulk_insert(sa.table("item", sa.column("m", sa.Integer), schema="side"), [{"m": 4}])
    op.create_check_constraint("ck_m", "item", "m > 0", schema="side")
    op.execute("SET search_path TO side, public")
    op.execute("UPDATE item SET m = 5")
    op.execute("RESET search_path")


def downgrade() -> None:
    op.drop_constraint("ck_m", "item", schema="side")
    op.drop_table("piece", schema="Other")
    op.drop_index("ix_n", "item", schema="side")
    op.drop_column("item", "m", schema="side")
    op.drop_table("item", schema="side")
    op.execute("DROP TYPE side.colour")
    op.execute(sa.schema.DropSchema("Other"))
    op.execute("DROP SCHEMA side CASCADE")
