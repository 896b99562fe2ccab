"""comments on tables and columns

Revision ID: case
"""

# fails: sqlite
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "noted",
        sa.Column("id", sa.Integer(), primary_key=True, comment="it's the key; 100%"),
        sa.Column("b", sa.String(9), comment="bé"),
        comment="a table: with 'quotes'",
    )
    op.create_table_comment("account", "people", existing_comment=None)
    op.create_table_comment("account", "more people", existing_comment="people")
    op.add_column("account", sa.Column("x", sa.Integer(), comment="late"))


def downgrade() -> None:
    op.drop_column("account", "x")
    op.drop_table_comment("account", existing_comment="more people")
    op.drop_table("noted")
