"""blocks and transactions of a script's own; definitions commit

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
    op.add_column("account", sa.Column("earlier", sa.Integer()))
    with op.get_context().autocommit_block():
        op.execute("UPDATE account SET earlier = 1")
    op.execute("UPDATE account SET earlier = 2 WHERE id = 2")
    op.execute("COMMIT")
    op.execute("CREATE INDEX ix_earlier ON account (earlier)")
    op.execute("BEGIN")
    op.execute("UPDATE account SET earlier = 3 WHERE id = 3")
    op.execute("ROLLBACK")
    op.add_column("account", sa.Column("later", sa.Integer()))


def downgrade() -> None:
    connection = op.get_bind()
    if op.get_context().as_sql:
        return
    with connection.begin_nested() as savepoint:
        op.execute("UPDATE account SET later = 4")
        savepoint.rollback()
    with connection.begin_nested():
        op.execute("UPDATE account SET later = 5 WHERE id = 1")
    try:
        with connection.begin_nested():
            op.execute("SELECT nonsense")
    except (sa.exc.ProgrammingError, sa.exc.OperationalError) as error:
        print("caught", type(error).__name__, "nonsense" in str(error))
    op.drop_column("account", "earlier")
