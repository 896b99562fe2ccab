"""An empty schema is none."""

import sqlalchemy as sa
from alembic import op

revision = "a01"
down_revision = None


def upgrade():
    shelf = sa.table("shelf", sa.column("level", sa.Integer), sa.column("open", sa.Boolean), schema="")
    op.get_bind().execute(shelf.update().where(shelf.c.level.in_([1, 2])).values({"open": False}))
    op.create_table("crate", sa.Column("id", sa.Integer, primary_key=True), schema="")
    op.add_column("crate", sa.Column("weight", sa.Float(precision=53)), schema="")


def downgrade():
    op.drop_column("crate", "weight", schema="")
    op.drop_table("crate", schema="")
