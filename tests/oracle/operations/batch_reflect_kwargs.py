"""a batch that says how columns are reflected

Revision ID: case
"""
# databases: sqlite
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def booleans(inspector, table, column_info):
    if column_info["name"] == "active":
        column_info["type"] = sa.Boolean(create_constraint=True, name="ck_active")


def upgrade() -> None:
    with op.batch_alter_table("account", reflect_kwargs={"listeners": [("column_reflect", booleans)]}) as batch:
        batch.alter_column("name", type_=sa.Text(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table(
        "account",
        reflect_args=[sa.Column("active", sa.Boolean(), server_default=sa.text("1"))],
        table_args=[sa.CheckConstraint("balance > -100", name="ck_account_balance")],
        table_kwargs={"sqlite_autoincrement": True},
    ) as batch:
        batch.alter_column("name", type_=sa.String(50), existing_type=sa.Text())
        batch.drop_constraint("uq_account_email", type_="unique")
        batch.drop_constraint("ck_active", type_="check")
