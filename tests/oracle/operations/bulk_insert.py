"""rows of many types

Revision ID: case
"""
import datetime
import decimal
import uuid

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    things = op.create_table(
        "things",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(20), default="from a default"),
        sa.Column("price", sa.Numeric(8, 2)),
        sa.Column("ratio", sa.Float()),
        sa.Column("wide", sa.Double()),
        sa.Column("day", sa.Date()),
        sa.Column("moment", sa.DateTime()),
        sa.Column("clock", sa.Time()),
        sa.Column("flag", sa.Boolean()),
        sa.Column("data", sa.JSON()),
        sa.Column("raw", sa.LargeBinary()),
        sa.Column("key", sa.Uuid()),
        sa.Column("long", sa.BigInteger()),
    )
    op.bulk_insert(
        things,
        [
            {
                "id": 1, "name": "one", "price": decimal.Decimal("1.10"), "ratio": 0.1, "wide": 0.1, "day": datetime.date(2020, 2, 29),
                "moment": datetime.datetime(2021, 3, 4, 5, 6, 7, 89), "clock": datetime.time(23, 59, 59), "flag": True,
                "data": {"a": [1, 2.5, None, True], "ü": "it's 5% \"q\" \\ /"}, "raw": b"\x00\xffab'",
                "key": uuid.UUID("12345678-1234-1678-1234-567812345678"), "long": 2**62,
            },
            {
                "id": 2, "name": None, "price": 3, "ratio": 1e30, "wide": 1e300, "day": None, "moment": datetime.datetime(1969, 12, 31),
                "clock": None, "flag": False, "data": None, "raw": b"", "key": None, "long": -1,
            },
        ],
    )
    op.bulk_insert(things, [{"id": 3}, {"id": 4}])
    op.bulk_insert(things, [])
    adhoc = sa.table("things", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("data", sa.JSON))
    op.bulk_insert(adhoc, [{"id": 5, "name": op.inline_literal("five")}], multiinsert=False)
    op.bulk_insert(adhoc, [{"id": 6, "name": "six", "data": {"k": "v"}}, {"id": 7, "name": "seven", "data": []}])


def downgrade() -> None:
    op.drop_table("things")
