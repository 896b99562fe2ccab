"""types, nullability, defaults, comments, names: everything in one statement

Revision ID: case
"""
# databases: mariadb
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("account", "name", type_=sa.Text(), existing_type=sa.String(50), existing_nullable=False)
    op.alter_column("account", "name", existing_type=sa.Text(), nullable=True)
    op.execute("UPDATE account SET email = id WHERE email IS NULL")
    op.alter_column("account", "email", existing_type=sa.String(120), nullable=False, server_default="it's 100%")
    op.alter_column("invoice", "state", existing_type=sa.String(20), server_default=sa.text("'closed'"))
    op.alter_column("invoice", "state", existing_type=sa.String(20), existing_server_default=sa.text("'closed'"), comment="50% 'done'; \\ or : not")
    op.alter_column("invoice", "state", existing_type=sa.String(20), existing_comment="50% 'done'", comment=None, server_default=None)
    op.alter_column("account", "balance", type_=mysql.DOUBLE(unsigned=False), existing_type=sa.Numeric(12, 2), nullable=True, server_default="9", comment="whole")
    op.alter_column("account", "balance", existing_type=mysql.DOUBLE(), existing_nullable=True, existing_server_default="9", existing_comment="whole", new_column_name="sum")
    op.alter_column("account", "active", type_=sa.String(5), existing_type=sa.Boolean(), existing_server_default=sa.true(), server_default=None)
    op.alter_column("account", "born", new_column_name="birthday", type_=mysql.DATETIME(fsp=3), existing_type=sa.Date(), server_default=sa.func.current_timestamp(3))
    op.alter_column("invoice", "amount", type_=mysql.BIGINT(unsigned=True), existing_type=sa.Integer(), existing_nullable=False)
    op.alter_column("invoice", "note", type_=mysql.VARCHAR(200, charset="latin1", collation="latin1_bin"), existing_type=sa.Text())
    op.create_table("plain", sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False), sa.Column("at", sa.TIMESTAMP(), nullable=False))
    op.alter_column("plain", "id", existing_type=sa.Integer(), existing_nullable=False, autoincrement=True)
    op.alter_column("plain", "at", existing_type=sa.TIMESTAMP(), server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"), nullable=False)
    op.alter_column("plain", "at", existing_type=sa.TIMESTAMP(), existing_nullable=False, server_default=None)
    op.alter_column("plain", "id", type_=sa.BigInteger(), existing_type=sa.Integer(), existing_autoincrement=True, existing_nullable=False)


def downgrade() -> None:
    op.drop_table("plain")
    op.alter_column("account", "birthday", type_=sa.Date(), existing_type=mysql.DATETIME(fsp=3), new_column_name="born", server_default=None)
    op.alter_column("account", "sum", type_=sa.Numeric(12, 2), existing_type=mysql.DOUBLE(), nullable=False, server_default="0", new_column_name="balance")
    op.alter_column("account", "name", type_=sa.String(50), existing_type=sa.Text(), nullable=False)
