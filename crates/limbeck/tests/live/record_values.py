"""Records what SQLAlchemy with psycopg and asyncpg gives for expressions of many types.

python record_values.py postgresql://root@127.0.0.1:5432/DATABASE > values.json
The database is changed: types and extensions are made in it.
"""
import asyncio
import datetime
import decimal
import json
import sys
import uuid

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

SETUP = """
CREATE TYPE mood AS ENUM ('sad', 'ok', 'very happy');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN words AS text[];
CREATE TYPE pair AS (a int, b text);
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE EXTENSION IF NOT EXISTS citext;
SET TIME ZONE 'Asia/Kolkata'
"""

EXPRESSIONS = r"""
NULL
true
false
1::int2
-2::int4
9223372036854775807::int8
4294967295::oid
1.1::float4
1e-30::float4
0.1::float8
'NaN'::float8
'-Infinity'::float8
1e300::float8
1.50::numeric
-0.000001::numeric
'NaN'::numeric
123456789012345678901234567890.123456789::numeric
'é"\x'::text
'ab'::varchar(5)
'ab'::char(4)
'nm'::name
'x'::"char"
'\x00ff61'::bytea
''::bytea
'2020-02-29'::date
'0001-01-01'::date
'9999-12-31'::date
'12:34:56'::time
'12:34:56.5'::time
'00:00'::time
'12:34:56+05:30'::timetz
'12:34:56.000001-08'::timetz
'2020-01-02 03:04:05'::timestamp
'2020-01-02 03:04:05.1234'::timestamp
'2020-01-02 03:04:05+00'::timestamptz
'2020-01-01 00:00:00.5-03:30'::timestamptz
'0001-01-02 00:00:00+00'::timestamptz
'1 day'::interval
'-1 second'::interval
'1 year 2 months 3 days 04:05:06.789'::interval
'-2 days 03:00'::interval
'100:00:00'::interval
'-1 mons +3 days -00:00:00.000001'::interval
'0'::interval
'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid
'{"b": 1, "a": [1.5, null, "x", true]}'::jsonb
'{"b":1,"a":{"c":0.1}}'::json
'[1, "two"]'::jsonb
'"x"'::jsonb
'null'::jsonb
'12345678901234567'::jsonb
'1e3'::jsonb
ARRAY[1,2,NULL]
ARRAY[[1,2],[3,4]]
ARRAY[]::int[]
'[0:1]={5,6}'::int[]
ARRAY['a','b c','d"e','f\g','NULL',NULL,'','{x}','a,b']::text[]
ARRAY['x']::varchar[]
ARRAY[true,false]
ARRAY[1.5,2]::numeric[]
ARRAY['2020-01-02']::date[]
ARRAY['2020-01-02 03:04:05.5']::timestamp[]
ARRAY['1 day']::interval[]
ARRAY['\x01']::bytea[]
ARRAY['{"a": 1}']::jsonb[]
ARRAY['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11']::uuid[]
ARRAY[0.5]::float8[]
'very happy'::mood
ARRAY['sad','very happy']::mood[]
5::positive
ARRAY['a']::words
int4range(1,5)
tstzrange('2020-01-01+00','2020-01-02+00')
'{[1,3),[5,7)}'::int4multirange
'10.0.0.1'::inet
'10.0.0.0/8'::cidr
'08:00:2b:01:02:03'::macaddr
'12.34'::money
B'101'
B'101'::varbit(5)
to_tsvector('simple','a b a')
'a & b'::tsquery
'<a>b</a>'::xml
point(1,2)
'a=>1, "b c"=>NULL, d=>"x\"y"'::hstore
'Case'::citext
'pg_class'::regclass
'1 2'::int2vector
'16/B374D848'::pg_lsn
now()::timestamp - now()::timestamp
count(*) FROM pg_class WHERE false
pg_sleep(0)
""".strip().split("\n")



def tagged(value, of_json=False):
    if value is None:
        return "null"
    if of_json:
        return {"json": value}
    if isinstance(value, bool):
        return {"boolean": value}
    if isinstance(value, int):
        return {"integer": value}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, (bytes, memoryview)):
        return {"bytes": list(bytes(value))}
    if isinstance(value, datetime.datetime):
        return {"timestamp": str(value)}
    if isinstance(value, datetime.date):
        return {"date": str(value)}
    if isinstance(value, datetime.time):
        return {"time": str(value)}
    if isinstance(value, datetime.timedelta):
        return {"interval": {"days": value.days, "seconds": value.seconds, "microseconds": value.microseconds}}
    if isinstance(value, uuid.UUID):
        return {"uuid": str(value)}
    if isinstance(value, list):
        return {"list": [tagged(item) if not isinstance(item, dict) else {"json": item} for item in value]}
    if isinstance(value, dict):
        return {"json": value}
    return {"other": type(value).__name__, "str": str(value)}


def is_json(expression, value):
    return "::json" in expression and not expression.startswith("ARRAY") and not isinstance(value, str) or (
        expression == "'\"x\"'::jsonb"
    )


def run(connection):
    out = []
    for expression in EXPRESSIONS:
        try:
            value = connection.execute(text("SELECT " + expression.replace(":", "\\:"))).scalar()
            connection.commit()
            out.append(tagged(value, is_json(expression, value) and value is not None))
        except Exception as error:
            connection.rollback()
            out.append({"error": type(error).__name__})
    return out


def main():
    url = make_url(sys.argv[1])
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(SETUP)
    engine.dispose()
    options = {"options": "-ctimezone=Asia/Kolkata"}
    with create_engine(url.set(drivername="postgresql+psycopg"), connect_args=options).connect() as connection:
        psycopg = run(connection)

    async def through_asyncpg():
        engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"), connect_args={"server_settings": {"timezone": "Asia/Kolkata"}}
        )
        async with engine.connect() as connection:
            return await connection.run_sync(run)

    asyncpg = asyncio.run(through_asyncpg())
    lines = [
        json.dumps({"sql": e, "psycopg": p, "asyncpg": a}, ensure_ascii=False)
        for e, p, a in zip(EXPRESSIONS, psycopg, asyncpg)
    ]
    print(json.dumps({"setup": SETUP})[:-1] + ',\n"cases": [\n' + ",\n".join(lines) + "\n]}")


main()
