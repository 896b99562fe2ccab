"""Operator classes of index elements that are text."""

import sqlalchemy as sa
from alembic import op

revision = "a04"
down_revision = "a03"


def upgrade():
    op.create_index(
        "ix_label",
        "crate",
        [sa.text("lower(label)"), "weight"],
        postgresql_using="gin",
        postgresql_ops={"lower(label)": "gin_trgm_ops", "weight": "int4_ops"},
    )


def downgrade():
    op.drop_index("ix_label", table_name="crate")
