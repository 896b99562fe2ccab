"""tables with rows

Revision ID: prelude
"""

import datetime
import decimal

import sqlalchemy as sa
from alembic import op

revision = "prelude"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    account = op.create_table(
        "account",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("email", sa.String(120), nullable=True),
        sa.Column("balance", sa.Numeric(12, 2), server_default="0", nullable=False),
        sa.Column("born", sa.Date()),
        sa.Column("active", sa.Boolean(), server_default=sa.true()),
        sa.UniqueConstraint("email", name="uq_account_email"),
    )
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id", name="fk_invoice_account", ondelete="CASCADE")),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), server_default="open"),
        sa.Column("note", sa.Text()),
        sa.CheckConstraint("amount >= 0", name="ck_invoice_amount"),
    )
    op.create_index("ix_invoice_state", "invoice", ["state"])
    op.bulk_insert(
        account,
        [
            {"id": 1, "name": "O'Hara", "email": "o@example.org", "balance": decimal.Decimal("10.50"), "born": datetime.date(1970, 1, 2), "active": True},
            {"id": 2, "name": "50% off", "email": None, "balance": decimal.Decimal("-3"), "born": None, "active": False},
            {"id": 3, "name": "Ünïcode 🌡", "email": "u@example.org", "balance": decimal.Decimal("0"), "born": datetime.date(2000, 2, 29), "active": None},
        ],
    )
    op.execute("INSERT INTO invoice (id, account_id, amount, note) VALUES (1, 1, 100, 'first; second'), (2, 1, 0, NULL), (3, 3, 7, 'a:b')")


def downgrade() -> None:
    op.drop_table("invoice")
    op.drop_table("account")
