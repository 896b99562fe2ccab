"""options, computed columns, sequences of keys, partitions

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
    op.create_table(
        "with_options",
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=True),
        sa.Column("part", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("twice", sa.Integer(), sa.Computed("part * 2", persisted=True)),
        sa.Column("thrice", sa.Integer(), sa.Computed("part * 3", persisted=False)),
        sa.Column("changed", sa.TIMESTAMP(), server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("('it''s')")),
        sa.Index("ix_part", "part", mysql_using="btree"),
        mysql_engine="InnoDB",
        mysql_charset="latin1",
        mysql_collate="latin1_bin",
        mysql_auto_increment="100",
        mysql_row_format="COMPACT",
        mysql_partition_by="HASH (part)",
        mysql_partitions="3",
        comment="50% 'of' \\ it",
    )
    op.execute("INSERT INTO with_options (part) VALUES (1), (2)")
    op.create_table("in_memory", sa.Column("a", sa.Integer()), mysql_engine="MEMORY", prefixes=["TEMPORARY"])
    op.create_table("aria", sa.Column("a", sa.Integer(), sa.Identity(start=3), primary_key=True), mariadb_engine="Aria", mysql_engine="MyISAM")
    op.add_column("account", sa.Column("initial", sa.String(1), sa.Computed("left(name, 1)")))
    op.create_table_comment("aria", "old", existing_comment=None)


def downgrade() -> None:
    op.drop_table_comment("aria", existing_comment="old")
    op.drop_column("account", "initial")
    op.drop_table("aria")
    op.drop_table("with_options")
