"""Follows the script that changes things for everybody."""

import sqlalchemy as sa
from alembic import op
from depot import settings

revision = "b02"
down_revision = "b01"


def upgrade():
    op.add_column(f"{settings.PREFIX}crate", sa.Column("remark", sa.Unicode(40)))
    op.execute(f"SELECT {hasattr(op, 'audit'):d}")


def downgrade():
    op.drop_column(f"{settings.PREFIX}crate", "remark")
