"""constraints with options

Revision ID: case
"""
# databases: postgresql
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


from sqlalchemy.dialects import postgresql


def upgrade() -> None:
    op.create_unique_constraint("uq_1", "account", ["name", "born"], deferrable=True, initially="DEFERRED")
    op.create_unique_constraint("uq_2", "account", ["email"], postgresql_nulls_not_distinct=True)
    op.create_check_constraint("ck_1", "account", "balance > -100")
    op.create_check_constraint("ck_2", "account", sa.column("name") != "nobody")
    op.create_check_constraint("ck_3", "invoice", sa.func.length(sa.column("note")).between(0, 1000), postgresql_not_valid=True)
    op.drop_constraint("fk_invoice_account", "invoice", type_="foreignkey")
    op.create_foreign_key("fk_1", "invoice", "account", ["account_id"], ["id"], ondelete="SET NULL", onupdate="CASCADE", deferrable=True, initially="DEFERRED")
    op.create_foreign_key("fk_2", "invoice", "account", ["account_id"], ["id"], match="FULL", postgresql_not_valid=True)
    op.create_table("bare", sa.Column("a", sa.Integer(), nullable=False), sa.Column("during", postgresql.TSRANGE()))
    op.create_primary_key("pk_bare", "bare", ["a"])
    op.create_exclude_constraint("ex_bare", "bare", (sa.column("during"), "&&"), where=sa.text("a > 5"), using="gist")


def downgrade() -> None:
    op.drop_constraint("ex_bare", "bare")
    op.drop_constraint("pk_bare", "bare", type_="primary")
    op.drop_table("bare")
    op.drop_constraint("fk_2", "invoice", type_="foreignkey")
    op.drop_constraint("fk_1", "invoice")
    op.create_foreign_key("fk_invoice_account", "invoice", "account", ["account_id"], ["id"], ondelete="CASCADE")
    op.drop_constraint("ck_3", "invoice", type_="check")
    op.drop_constraint("ck_2", "account", type_="check")
    op.drop_constraint("ck_1", "account")
    op.drop_constraint("uq_2", "account", type_="unique")
    op.drop_constraint("uq_1", "account", type_="unique", if_exists=True)
    op.drop_constraint("uq_1", "account", type_="unique", if_exists=True)
