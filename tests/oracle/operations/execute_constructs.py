"""insert, update, delete as constructs

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


import datetime

account = sa.table("account", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("email"), sa.column("born", sa.Date), sa.column("active", sa.Boolean), sa.column("balance", sa.Numeric))
invoice = sa.sql.table("invoice", sa.sql.column("id"), sa.sql.column("account_id"), sa.sql.column("amount", sa.Integer()), sa.sql.column("state", sa.String()))


def upgrade() -> None:
    op.execute(account.insert().values(id=10, name="ten", born=datetime.date(2010, 10, 10), active=True))
    op.execute(sa.insert(account).values([{"id": 11, "name": "eleven"}, {"id": 12, "name": "it's 12%"}]))
    op.execute(account.update().where(account.c.id == 10).values(email="ten@example.org", name=account.c.name + "!"))
    op.execute(account.update().where(sa.and_(account.c.email.is_(None), account.c.id.in_([2, 77]))).values({"email": op.inline_literal("none")}))
    op.execute(sa.update(invoice).where(invoice.c.state == op.inline_literal("open")).values({"state": op.inline_literal("it's")}))
    op.execute(sa.delete(invoice).where(sa.or_(invoice.c.amount > 50, invoice.c.amount.between(6, 8))))
    op.execute(sa.update(account).values(balance=sa.case((account.c.id < 5, 1), (account.c.id == 10, 2), else_=3)))
    op.execute(sa.update(account).where(account.c.name.like("t%"), ~account.c.active.is_(None)).values(name=sa.func.upper(account.c.name)))
    op.execute(sa.insert(invoice).from_select(["id", "account_id", "amount"], sa.select(account.c.id + 100, account.c.id, sa.literal(1)).where(account.c.id >= 10)))


def downgrade() -> None:
    op.execute(sa.delete(invoice).where(invoice.c.id > 100))
    op.execute(account.delete().where(account.c.id >= 10))
