"""The type of an enumeration that was given its values as one tuple."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c03"
down_revision = "c02"


def upgrade():
    postgresql.ENUM(("packed", "sent"), name="state").create(op.get_bind())


def downgrade():
    sa.Enum(("packed", "sent"), name="state", native_enum=False).drop(op.get_bind())
    op.add_column("crate", sa.Column("kind", sa.Enum(("a", "bc"), name="kind", native_enum=False)))
