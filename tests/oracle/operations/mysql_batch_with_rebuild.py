"""a batch that asks for a new table

Revision ID: case
"""
# databases: mariadb
# online only
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("fk_invoice_account", "invoice", type_="foreignkey")
    op.drop_index("fk_invoice_account", "invoice")
    with op.batch_alter_table("account", recreate="always") as batch:
        batch.add_column(sa.Column("nick", sa.String(10), server_default="it's"))
        batch.alter_column("name", type_=sa.String(70), nullable=True)
        batch.drop_column("born")
        batch.create_index("ix_nick", ["nick"])
    with op.batch_alter_table("invoice", recreate="always", table_kwargs={"mysql_comment": "made anew"}) as batch:
        batch.alter_column("note", new_column_name="remark")
        batch.create_unique_constraint("uq_amount", ["amount"])


def downgrade() -> None:
    with op.batch_alter_table("account", recreate="always") as batch:
        batch.drop_index("ix_nick")
        batch.drop_column("nick")
