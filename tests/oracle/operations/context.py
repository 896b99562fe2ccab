"""what a script can ask its context

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


from alembic import context


def upgrade() -> None:
    migration = op.get_context()
    print(migration.dialect.name, migration.as_sql, context.is_offline_mode(), op.get_bind().dialect.name)
    print(context.get_x_argument(as_dictionary=True), context.get_tag_argument())
    print(context.get_head_revision(), context.get_revision_argument())
    print(context.is_transactional_ddl(), migration.impl.transactional_ddl)
    if context.get_context().dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 7")
    op.create_table("by_context", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    print(context.get_starting_revision_argument() if op.get_context().as_sql else "online")
    op.drop_table("by_context")
