"""views in raw SQL, dropped and made again

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


VIEW = "CREATE VIEW rich AS SELECT id, name FROM account WHERE balance > 5"


def upgrade() -> None:
    op.execute(VIEW)
    op.execute("DROP VIEW IF EXISTS rich")
    op.execute(VIEW)


def downgrade() -> None:
    op.execute("DROP VIEW rich")
