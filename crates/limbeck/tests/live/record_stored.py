"""Writes `stored.json`: what SQLAlchemy makes real databases store for a value of a type.

`python record_stored.py postgresql://…` with a Python that has SQLAlchemy 2.1.9 and psycopg, and a
server of which the URL names a database. SQLite is asked in memory.
"""

import datetime
import decimal
import json
import pathlib
import re
import sys
import uuid
import warnings

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "statement"))
import tree as trees  # noqa: E402

warnings.simplefilter("ignore")
UTC = datetime.timezone.utc
EAST = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
CASES = [
    (sa.Integer(), [5, -5, 2147483647, None, True]),
    (sa.BigInteger(), [2**40, -(2**63)]),
    (sa.Numeric(10, 2), [decimal.Decimal("1.50"), decimal.Decimal("-3.1"), 2, 1.25]),
    (sa.Numeric(), [decimal.Decimal("NaN"), decimal.Decimal("1E+5"), decimal.Decimal("0.00001"), decimal.Decimal("-0")]),
    (sa.Float(), [1.5, -1.5, 1e300, 1e-7, decimal.Decimal("2.5"), 3, -0.0]),
    (sa.String(), ["x", "it's", "a\\b", "50%", "%s", ":x", "é 漢 🎉", "a\nb", "", None, "\\", "E'\\''"]),
    (sa.Text(), ["x" * 300]),
    (sa.Boolean(), [True, False, None, 1, 0, 2, "x"]),
    (sa.Date(), [datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5), "2020-01-02"]),
    (sa.Time(), [datetime.time(1, 2, 3), datetime.time(1, 2, 3, 4), "01:02"]),
    (sa.DateTime(), [datetime.datetime(2020, 1, 2, 3, 4, 5), datetime.datetime(2020, 1, 2, 3, 4, 5, 6),
                     datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC), datetime.date(2020, 1, 2),
                     datetime.datetime(1, 1, 1), "2020-01-02 03:04"]),
    (sa.DateTime(timezone=True), [datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
                                  datetime.datetime(2020, 1, 2, 3, 4, 5, 120000, tzinfo=EAST),
                                  datetime.datetime(2020, 1, 2, 3, 4, 5)]),
    (sa.Interval(), [datetime.timedelta(days=1, seconds=5, microseconds=7), datetime.timedelta(seconds=-1),
                     datetime.timedelta(days=400), datetime.timedelta(0)]),
    (sa.LargeBinary(), [b"ab", b"\x00\xff'\\", b""]),
    (sa.JSON(), [{"a": 1}, [1, 2.5, None, True, "it's", "é", "a\\b\"c\n"], None, "x", 5, 1.5, True, {"é": {"n": [1e20, 1e-7]}}]),
    (sa.JSON(none_as_null=True), [None, {"a": None}]),
    (sa.Uuid(), [uuid.UUID(int=5)]),
    (sa.Uuid(as_uuid=False), ["00000000-0000-0000-0000-00000000000a"]),
    (sa.Enum("red", "blue", name="colour"), ["red"]),
    (pg.ARRAY(sa.Integer), [[1, 2], [], None, [None, 3], [[1, 2], [3, 4]], [-1]]),
    (pg.ARRAY(sa.Text), [["a", "b'c", "d\\e", "f,g", "{", '"', "NULL", None], []]),
    (sa.ARRAY(sa.DateTime), [[datetime.datetime(2020, 1, 2, 3, 4, 5)]]),
    (pg.ARRAY(sa.Uuid), [[uuid.UUID(int=5)]]),
    (pg.ARRAY(pg.JSONB), [[{"a": 1}]]),
    (pg.ARRAY(sa.Enum("red", "blue", name="colour")), [["red", "blue"], []]),
    (pg.ARRAY(sa.Numeric), [[decimal.Decimal("1.5"), decimal.Decimal("NaN")]]),
    (pg.ARRAY(sa.LargeBinary), [[b"\x00\xff"]]),
    (pg.ARRAY(sa.Boolean), [[True, False]]),
    (pg.JSONB(), [{"b": 1, "a": [1, "x"]}, None, [], "x"]),
    (pg.JSON(), [{"a": "b\\c'd"}]),
    (pg.HSTORE(), [{"a": "b", "c": None, 'q"': "\\"}]),
    (pg.INET(), ["10.0.0.1"]),
    (pg.BIT(3), ["101"]),
    (pg.INTERVAL(), [datetime.timedelta(days=3, hours=2), datetime.timedelta(days=-1, microseconds=5)]),
    (pg.TIMESTAMP(precision=3), [datetime.datetime(2020, 1, 2, 3, 4, 5, 123456)]),
    (pg.CITEXT(), ["Abc"]),
    (pg.UUID(), [uuid.UUID(int=7)]),
    (pg.ENUM("red", "blue", name="colour", create_type=False), ["blue"]),
]
SETUP = ["DROP TABLE IF EXISTS stored", "DROP TYPE IF EXISTS colour", "CREATE TYPE colour AS ENUM ('red', 'blue')",
         "CREATE EXTENSION IF NOT EXISTS hstore", "CREATE EXTENSION IF NOT EXISTS citext", "SET timezone = 'UTC'"]


def ask(connection, ty, value, sql):
    """What the database has after an INSERT, or the error."""
    table = sa.table("stored", sa.column("c", ty))
    try:
        with connection.begin_nested():
            connection.execute(table.insert().values(c=value))
            row = connection.exec_driver_sql(sql).one()
            connection.exec_driver_sql("DELETE FROM stored")
        return {"stored": list(row)}
    except Exception as error:  # noqa: BLE001
        text = str(error).split("\n")[0]
        return {"error": f"{type(error).__module__}.{type(error).__name__}: {text}"}


def main(url):
    out = []
    postgres = sa.create_engine(url).connect()
    sqlite = sa.create_engine("sqlite://").connect()
    for statement in SETUP:
        try:
            with postgres.begin_nested():
                postgres.exec_driver_sql(statement)
        except sa.exc.DBAPIError as error:
            print(statement, error)
    for ty, values in CASES:
        ddl = {}
        for name, connection in (("postgresql", postgres), ("sqlite", sqlite)):
            connection.exec_driver_sql("DROP TABLE IF EXISTS stored")
            try:
                ddl[name] = str(ty.compile(dialect=connection.dialect))
            except sa.exc.CompileError:
                continue
            connection.exec_driver_sql(f"CREATE TABLE stored (c {ddl[name]})")
        for value in values:
            entry = {"python": f"{ty!r} {value!r}", "type": trees.type_tree(ty), "value": trees.value_tree(value, ty if value is not None and not isinstance(value, str) or isinstance(ty, sa.JSON) else None), "ddl": ddl}
            if "postgresql" in ddl:
                entry["postgresql"] = ask(postgres, ty, value, "SELECT c::text FROM stored")
            if "sqlite" in ddl:
                entry["sqlite"] = ask(sqlite, ty, value, "SELECT typeof(c) || ' ' || quote(c) FROM stored")
            out.append(entry)
    (HERE / "stored.json").write_text(json.dumps(out, indent=1, ensure_ascii=False) + "\n")
    print(len(out), "values")


if __name__ == "__main__":
    main(re.sub("^postgresql:", "postgresql+psycopg:", sys.argv[1]))
