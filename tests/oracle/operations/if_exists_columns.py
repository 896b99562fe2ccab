"""columns that may be there

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
    op.add_column("account", sa.Column("name", sa.Integer()), if_not_exists=True)
    op.add_column("account", sa.Column("nick", sa.Integer()), if_not_exists=True)
    op.drop_column("account", "nowhere", if_exists=True)
    op.drop_constraint("nowhere", "account", type_="unique", if_exists=True)


def downgrade() -> None:
    op.drop_column("account", "nick", if_exists=True)
