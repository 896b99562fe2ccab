"""scripts that commit by themselves

Revision ID: case
"""
# databases: postgresql
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("before", sa.Integer()))
    op.execute("COMMIT")
    op.execute("CREATE INDEX ix_before ON account (before)")
    op.execute("BEGIN")
    op.add_column("account", sa.Column("after", sa.Integer()))


def downgrade() -> None:
    connection = op.get_bind()
    with connection.begin_nested() as savepoint:
        op.drop_column("account", "after")
        savepoint.rollback()
    op.drop_column("account", "after")
    with connection.begin_nested():
        op.drop_column("account", "before")
    try:
        with connection.begin_nested():
            op.execute("SELECT nonsense")
    except sa.exc.ProgrammingError as error:
        print("caught", type(error).__name__, "nonsense" in str(error))
