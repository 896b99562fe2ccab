"""names by the metadata's convention

Revision ID: case
"""
# metadata: MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"})
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("street", sa.String(40), index=True),
        sa.Column("number", sa.Integer(), unique=True),
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("sold", sa.Boolean(create_constraint=True, name="sold")),
        sa.CheckConstraint("number > 0", name="positive"),
        sa.CheckConstraint("number < 10000", name=op.f("ck_as_written")),
        sa.UniqueConstraint("street", "owner_id"),
    )
    op.create_index(None, "house", ["sold"])
    if op.get_context().dialect.name == "postgresql":
        op.create_unique_constraint(None, "house", ["owner_id", "number"])
        op.create_check_constraint("short", "house", "length(street) < 40")
        op.create_foreign_key(None, "house", "invoice", ["number"], ["id"])


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("short", "house", type_="check")
        op.drop_constraint(op.f("ck_as_written"), "house", type_="check")
        op.drop_constraint("fk_house_number_invoice", "house", type_="foreignkey")
    op.drop_index(op.f("ix_house_street"), table_name="house")
    op.drop_table("house")
