"""Imports from a package whose __init__ needs what is not there."""

import sqlalchemy as sa
from alembic import op
from depot.migrations.helpers import timestamps

revision = "b03"
down_revision = "b02"


def upgrade():
    op.create_table("shipment", sa.Column("id", sa.BigInteger(), primary_key=True), *timestamps())


def downgrade():
    op.drop_table("shipment")
