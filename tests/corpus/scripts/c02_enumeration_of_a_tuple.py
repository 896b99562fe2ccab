"""An enumeration that was given its values as one tuple."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c02"
down_revision = "c01"

STATES = ("packed", "sent", "lost")


def upgrade():
    op.add_column("crate", sa.Column("state", sa.Enum(STATES, name="state"), server_default="packed"))


def downgrade():
    op.create_table("lost_crate", sa.Column("state", sa.Enum(STATES, name="lost_state")))
