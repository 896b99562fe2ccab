"""a new table whose foreign key has the old one's name, which MariaDB refuses

Revision ID: case
"""
# databases: mariadb
# fails: mariadb
# online only
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("before", sa.Integer()))
    with op.batch_alter_table("invoice", recreate="always") as batch:
        batch.add_column(sa.Column("late", sa.Integer()))


def downgrade() -> None:
    pass
