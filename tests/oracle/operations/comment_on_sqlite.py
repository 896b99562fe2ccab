"""what SQLite cannot do

What it says about `ALTER COLUMN` depends on its version: newer ones know a part of that. The texts themselves are
compared by `crates/limbeck/tests/ddl/alter_column.case` and by the script of --sql.

Revision ID: case
"""
# databases: sqlite
# fails: sqlite
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table_comment("account", "who pays")


def downgrade() -> None:
    op.drop_table_comment("account")
