"""rows read, changed in Python, written back

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    bind = op.get_bind()
    account = sa.table("account", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("balance", sa.Numeric(12, 2)), sa.column("born", sa.Date), sa.column("active", sa.Boolean))
    op.add_column("account", sa.Column("slug", sa.String(80)))
    for row in bind.execute(sa.text("SELECT id, name FROM account ORDER BY id")):
        slug = "".join(c for c in row.name.lower() if c.isalnum())
        bind.execute(sa.text("UPDATE account SET slug = :slug WHERE id = :id"), {"slug": f"{slug}-{row[0]}", "id": row.id})
    names = bind.execute(sa.select(account.c.name).where(account.c.balance > 0)).scalars().all()
    assert names == ["O'Hara"], names
    total = bind.execute(sa.select(sa.func.count()).select_from(account)).scalar()
    assert total == 3
    rows = bind.execute(sa.select(account).order_by(account.c.id.desc())).mappings().all()
    assert [row["id"] for row in rows] == [3, 2, 1]
    first = bind.execute(sa.select(account.c.balance, account.c.born, account.c.active).where(account.c.id == 1)).one()
    assert (str(first.balance), first.born.year, first.active) == ("10.50", 1970, True), first
    assert bind.execute(sa.select(account.c.id).where(account.c.id == 99)).first() is None
    result = bind.execute(account.update().where(account.c.id.in_([1, 2])).values(balance=account.c.balance * 2))
    assert result.rowcount == 2
    for identifier, name in bind.execute(sa.text("SELECT id, name FROM account ORDER BY id")).fetchall():
        op.execute(account.update().where(account.c.id == identifier).values(name=f"{name} ({identifier})"))
    bind.execute(sa.text("INSERT INTO invoice (id, account_id, amount) VALUES (:id, :a, :n)"), [{"id": 50, "a": 1, "n": 1}, {"id": 51, "a": 2, "n": 2}])


def downgrade() -> None:
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM invoice WHERE id >= :first"), dict(first=50))
    op.drop_column("account", "slug")
