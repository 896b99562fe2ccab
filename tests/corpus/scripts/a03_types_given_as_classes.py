"""Columns changed with types as classes and as objects, which MySQL tells apart."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "a03"
down_revision = "a02"


def upgrade():
    op.alter_column("crate", "seen_at", existing_type=sa.DateTime, type_=mysql.DATETIME(fsp=6))
    op.alter_column("crate", "made_at", existing_type=sa.DateTime, nullable=False)
    with op.batch_alter_table("crate", recreate="never") as batch_op:
        batch_op.alter_column("sent_at", existing_type=sa.DateTime, nullable=True)


def downgrade():
    op.alter_column("crate", "seen_at", existing_type=mysql.DATETIME(fsp=6), type_=sa.DateTime)
    op.alter_column("crate", "made_at", existing_type=sa.DateTime(), nullable=True)
