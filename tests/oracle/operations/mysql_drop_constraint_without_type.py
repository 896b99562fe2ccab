"""a constraint whose kind is not told

Revision ID: case
"""
# databases: mariadb
# fails: mariadb
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_check_constraint("ck_1", "account", "balance > -100")
    op.drop_constraint("ck_1", "account")


def downgrade() -> None:
    pass
