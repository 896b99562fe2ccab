"""RETURNING, and keys that the database gave

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


account = sa.Table("account", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String))


def upgrade() -> None:
    bind = op.get_bind()
    if op.get_context().as_sql:
        return
    if bind.dialect.name == "postgresql":
        bind.execute(sa.text("SELECT setval('account_id_seq', 50)"))
    result = bind.execute(account.insert().values(name="keyed"))
    print(result.inserted_primary_key[0] > 3)
    identifier = bind.execute(sa.insert(account).values(name="returned").returning(account.c.id)).scalar_one()
    bind.execute(sa.text("INSERT INTO invoice (id, account_id, amount) VALUES (90, :id, 1)"), {"id": identifier})


def downgrade() -> None:
    op.execute("DELETE FROM invoice WHERE id = 90")
    op.execute("DELETE FROM account WHERE name IN ('keyed', 'returned')")
