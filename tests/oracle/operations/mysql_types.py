"""every type of MySQL

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


import datetime
import decimal

TYPES = [
    mysql.BIT(), mysql.BIT(12), mysql.TINYINT(), mysql.TINYINT(1), mysql.TINYINT(unsigned=True), mysql.SMALLINT(5), mysql.MEDIUMINT(unsigned=True, zerofill=True),
    mysql.INTEGER(display_width=7), mysql.BIGINT(20, unsigned=True), mysql.NUMERIC(10, 3), mysql.DECIMAL(8, 2, unsigned=True, zerofill=True), mysql.DECIMAL(), mysql.FLOAT(),
    mysql.FLOAT(10, 2), mysql.FLOAT(30), mysql.DOUBLE(), mysql.DOUBLE(9, 3, unsigned=True), mysql.DOUBLE(asdecimal=True), mysql.REAL(), mysql.DATE(), mysql.TIME(), mysql.TIME(fsp=3),
    mysql.DATETIME(), mysql.DATETIME(fsp=6), mysql.TIMESTAMP(), mysql.TIMESTAMP(fsp=2), mysql.YEAR(), mysql.YEAR(4), mysql.CHAR(), mysql.CHAR(4), mysql.CHAR(4, charset="latin1"),
    mysql.VARCHAR(30), mysql.VARCHAR(30, collation="utf8mb4_bin"), mysql.VARCHAR(30, binary=True), mysql.VARCHAR(30, charset="latin1", binary=True), mysql.NCHAR(5), mysql.NVARCHAR(6),
    mysql.TEXT(), mysql.TEXT(1000), mysql.TINYTEXT(), mysql.MEDIUMTEXT(charset="latin1"), mysql.LONGTEXT(collation="utf8mb4_bin"), mysql.BINARY(3), mysql.VARBINARY(9),
    mysql.BLOB(), mysql.BLOB(70000), mysql.TINYBLOB(), mysql.MEDIUMBLOB(), mysql.LONGBLOB(), mysql.JSON(), mysql.ENUM("a", "b'c", "100%"), mysql.ENUM("x", charset="latin1"),
    mysql.SET("p", "q", "r"), mysql.BOOLEAN(), sa.Boolean(), sa.Integer(), sa.BigInteger(), sa.SmallInteger(), sa.Float(), sa.Float(53), sa.Double(), sa.Numeric(), sa.Numeric(7), sa.Numeric(7, 2),
    sa.String(7), sa.Unicode(7), sa.Text(), sa.UnicodeText(), sa.LargeBinary(), sa.LargeBinary(300), sa.Date(), sa.Time(), sa.DateTime(), sa.DateTime(timezone=True), sa.Interval(),
    sa.Enum("one", "two"), sa.Enum("one", "three", native_enum=False), sa.Enum("one", "five", native_enum=False, create_constraint=True, name="ck_five"), sa.JSON(), sa.Uuid(), sa.UUID(), sa.Uuid(native_uuid=False), sa.BINARY(4), sa.VARBINARY(4), sa.BLOB(),
    sa.String(20).with_variant(mysql.VARCHAR(25), "mysql"), sa.Integer().with_variant(mysql.INTEGER(unsigned=True), "mysql", "mariadb"), sa.String(20).with_variant(mysql.TINYTEXT(), "mariadb"),
]  # fmt: skip


def upgrade() -> None:
    for start in range(0, len(TYPES), 20):
        some = TYPES[start : start + 20]
        op.create_table(f"kinds{start}", sa.Column("id", sa.Integer(), primary_key=True), *(sa.Column(f"c{start + place}", kind, nullable=True) for place, kind in enumerate(some)))
    op.create_table("added", sa.Column("id", sa.Integer(), primary_key=True), mysql_row_format="DYNAMIC")
    for place, kind in enumerate(TYPES[20:60]):
        op.add_column("added", sa.Column(f"a{place}", kind, nullable=True))
    values = sa.table("kinds0", sa.column("c9", mysql.NUMERIC(10, 3)), sa.column("c19", sa.Date), sa.column("c2", sa.Integer))
    op.bulk_insert(values, [{"c9": decimal.Decimal("1.250"), "c19": datetime.date(2020, 2, 29), "c2": -7}])


def downgrade() -> None:
    op.drop_table("added")
    for start in range(0, len(TYPES), 20):
        op.drop_table(f"kinds{start}")
