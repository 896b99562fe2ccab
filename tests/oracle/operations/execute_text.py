"""raw SQL with colons, percent signs, parameters

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE invoice SET note = '100%' WHERE id = 1")
    op.execute("UPDATE invoice SET note = 'time \\:30' WHERE id = 2")
    op.execute("""
        -- a comment; with a semicolon
        UPDATE account
        SET name = upper(name)
        WHERE id > 1
    """)
    op.execute(sa.text("UPDATE account SET email = :email WHERE id = :id").bindparams(email="it's:%s", id=2))
    op.execute(sa.text("UPDATE invoice SET amount = :n, note = :t").bindparams(sa.bindparam("n", 5), sa.bindparam("t", None)))
    op.execute(
        sa.text("DELETE FROM invoice WHERE id IN (:a, :b)").bindparams(sa.bindparam("a", 2, sa.Integer()), b=3)
    )


def downgrade() -> None:
    op.execute(sa.text("UPDATE account SET email = NULL WHERE email LIKE '%s'"))
