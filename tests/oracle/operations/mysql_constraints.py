"""constraints of every kind come and go

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
    op.create_unique_constraint("uq_1", "account", ["name", "born"])
    op.create_check_constraint("ck_1", "account", "balance > -100")
    op.create_check_constraint("ck_2", "account", sa.column("name") != "nobody's 5%")
    op.create_check_constraint("ck_3", "invoice", sa.func.length(sa.column("note")).between(0, 1000))
    op.drop_constraint("fk_invoice_account", "invoice", type_="foreignkey")
    op.create_foreign_key("fk_1", "invoice", "account", ["account_id"], ["id"], ondelete="SET NULL", onupdate="CASCADE")
    op.create_foreign_key(None, "invoice", "account", ["amount"], ["id"], ondelete="RESTRICT", onupdate="NO ACTION") if False else None
    op.create_table("bare", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.String(5), nullable=False), sa.Column("c", sa.Integer()))
    op.create_primary_key("pk_bare", "bare", ["a", "b"])
    op.create_foreign_key("fk_bare", "bare", "bare", ["c"], ["a"])
    op.create_table("wide", sa.Column("a", sa.Integer(), nullable=False), sa.Column("b", sa.String(5), nullable=False), sa.ForeignKeyConstraint(["a", "b"], ["bare.a", "bare.b"], name="fk_wide"), sa.UniqueConstraint("b", name="uq wide"), sa.CheckConstraint("b <> 'x%'", name="ck wide"))
    op.add_column("wide", sa.Column("d", sa.Integer(), sa.CheckConstraint("d > 0"), unique=True))
    op.add_column("wide", sa.Column("e", sa.Integer(), sa.ForeignKey("account.id", name="fk_e", ondelete="CASCADE")))


def downgrade() -> None:
    op.drop_constraint("fk_e", "wide", type_="foreignkey")
    op.drop_column("wide", "e")
    op.drop_constraint("uq wide", "wide", type_="unique")
    op.drop_constraint("ck wide", "wide", type_="check")
    op.drop_table("wide")
    op.drop_constraint("fk_bare", "bare", type_="foreignkey")
    op.drop_constraint("pk_bare", "bare", type_="primary")
    op.drop_table("bare")
    op.drop_constraint("fk_1", "invoice", type_="foreignkey")
    op.create_foreign_key("fk_invoice_account", "invoice", "account", ["account_id"], ["id"], ondelete="CASCADE")
    op.drop_constraint("ck_3", "invoice", type_="check")
    op.drop_constraint("ck_2", "account", type_="check")
    op.drop_constraint("ck_1", "account", type_="check")
    op.drop_constraint("uq_1", "account", type_="unique")
