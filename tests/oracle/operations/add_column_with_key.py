"""a column with keys and an index

Revision ID: case
"""

# fails: sqlite
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invoice", sa.Column("payer", sa.Integer(), sa.ForeignKey("account.id", name="fk_payer"), nullable=True, index=True))
    op.add_column("invoice", sa.Column("unique_one", sa.Integer(), unique=True))


def downgrade() -> None:
    op.drop_column("invoice", "unique_one")
    op.drop_constraint("fk_payer", "invoice", type_="foreignkey")
    op.drop_index("ix_invoice_payer", "invoice")
    op.drop_column("invoice", "payer")
