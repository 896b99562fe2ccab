# databases: mariadb
"""what only MySQL and MariaDB have

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "piece",
        sa.Column("id", mysql.BIGINT(unsigned=True), primary_key=True),
        sa.Column("size", mysql.ENUM("s", "it's", "l"), server_default="s", comment="50% of it"),
        sa.Column("marks", mysql.SET("a", "b")),
        sa.Column("at", mysql.DATETIME(fsp=6)),
        sa.Column("body", mysql.MEDIUMTEXT(charset="latin1")),
        sa.Column("data", sa.JSON()),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        mysql_comment="pieces",
    )
    op.create_index("ix_piece_body", "piece", ["body"], mysql_length=10)
    op.create_index("ft_piece_body", "piece", ["body"], mysql_prefix="FULLTEXT")
    op.execute("INSERT INTO piece (size, marks, at, body, data) VALUES ('it''s', 'a,b', '2020-01-02 03:04:05.25', 'x\\\\y', '[1]')")
    op.alter_column("piece", "size", new_column_name="extent", existing_type=mysql.ENUM("s", "it's", "l"), existing_server_default="s")
    op.alter_column("account", "email", existing_type=sa.String(120), nullable=True, server_default="none")
    op.drop_constraint("fk_invoice_account", "invoice", type_="foreignkey")
    op.drop_constraint("uq_account_email", "account", type_="unique")
    table = sa.table("piece", sa.column("id"), sa.column("extent"))
    op.get_bind().execute(mysql.insert(table).values(id=1, extent="l").on_duplicate_key_update(extent="l"))


def downgrade() -> None:
    op.create_unique_constraint("uq_account_email", "account", ["email"])
    op.create_foreign_key("fk_invoice_account", "invoice", "account", ["account_id"], ["id"], ondelete="CASCADE")
    op.alter_column("account", "email", existing_type=sa.String(120), nullable=True, server_default=None)
    op.drop_table("piece")
