"""batch operations are plain ones; with recreate a new table

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
    with op.batch_alter_table("account") as batch:
        batch.alter_column("name", type_=sa.Text(), existing_type=sa.String(50), nullable=True)
        batch.drop_constraint("uq_account_email", type_="unique")
        batch.create_unique_constraint("uq_2", ["email", "balance"])
        batch.add_column(sa.Column("nick", sa.String(10)))
        batch.drop_column("born")
        batch.create_check_constraint("ck_1", sa.text("balance < 1000000"))
    with op.batch_alter_table("invoice") as batch:
        batch.drop_constraint("fk_invoice_account", type_="foreignkey")
        batch.create_foreign_key("fk_2", "account", ["account_id"], ["id"])
        batch.alter_column("note", new_column_name="remark", existing_type=sa.Text())


def downgrade() -> None:
    with op.batch_alter_table("account") as batch:
        batch.drop_column("nick")
