#!/usr/bin/env python3
"""Records how real SQLAlchemy shows types (`repr`), for `types.json`.

    python record_types.py            rewrites the file
    python record_types.py --check    says whether it would change
"""
from __future__ import annotations

import json
import pathlib
import sys

import sqlalchemy as sa
from pgvector import sqlalchemy as pgvector
from sqlalchemy.dialects import mysql, postgresql

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "ddl"))
import trees  # noqa: E402

TYPES = """
sa.SmallInteger() sa.SMALLINT() sa.Integer() sa.INTEGER() sa.BigInteger() sa.BIGINT()
sa.Numeric() sa.Numeric(10,2) sa.Numeric(10) sa.Numeric(scale=2) sa.Numeric(10,2,asdecimal=False) sa.NUMERIC(5,0) sa.DECIMAL(8,3)
sa.DECIMAL(asdecimal=False) sa.Numeric(asdecimal=True)
sa.Float() sa.Float(53) sa.Float(asdecimal=True) sa.Float(24,asdecimal=True) sa.FLOAT() sa.FLOAT(8) sa.REAL() sa.REAL(4) sa.Double() sa.Double(53)
sa.DOUBLE() sa.DOUBLE_PRECISION() sa.DOUBLE_PRECISION(53) sa.Double(asdecimal=True)
sa.String() sa.String(50) sa.String(50,collation='C') sa.String(collation='de_DE') sa.Text() sa.Text(20) sa.Text(collation='C') sa.Unicode() sa.Unicode(10) sa.UnicodeText()
sa.VARCHAR() sa.VARCHAR(50) sa.VARCHAR(length=3,collation="it's") sa.CHAR() sa.CHAR(3) sa.NVARCHAR(9) sa.NCHAR(2) sa.TEXT() sa.TEXT(5) sa.TEXT(collation='C') sa.CLOB()
sa.Boolean() sa.BOOLEAN() sa.Boolean(create_constraint=True) sa.Boolean(create_constraint=True,name='ck') sa.Boolean(name='x')
sa.Date() sa.DATE() sa.Time() sa.Time(timezone=True) sa.TIME() sa.TIME(timezone=True)
sa.DateTime() sa.DateTime(timezone=True) sa.DATETIME() sa.DATETIME(timezone=True) sa.TIMESTAMP() sa.TIMESTAMP(timezone=True)
sa.Interval() sa.Interval(native=False) sa.Interval(second_precision=3,day_precision=2)
sa.LargeBinary() sa.LargeBinary(16) sa.BLOB() sa.BLOB(9) sa.BINARY() sa.BINARY(4) sa.VARBINARY(8) sa.PickleType()
sa.JSON() sa.JSON(none_as_null=True) sa.Uuid() sa.Uuid(as_uuid=False) sa.Uuid(native_uuid=False) sa.Uuid(as_uuid=False,native_uuid=False) sa.UUID() sa.UUID(as_uuid=False)
sa.Enum('a','b',name='e') sa.Enum('a','b') sa.Enum('a','bcd',name='e',native_enum=False) sa.Enum('a','bcd',name='e',native_enum=False,length=10)
sa.Enum('a',name='e',schema='s') sa.Enum('a',name='e',create_constraint=True) sa.Enum("it's",'x"y',name='e') sa.Enum('a',name='e',native_enum=False,create_constraint=True,length=1)
sa.Enum('a',name='e',length=20) sa.Enum('a','b',name='e',metadata=sa.MetaData()) sa.Enum('a',name='e',metadata=sa.MetaData(),schema='s') sa.Enum(name='e')
sa.Enum('a','b',native_enum=False)
postgresql.ENUM('a','b',name='e') postgresql.ENUM('a',name='e',schema='s') postgresql.ENUM('a',name='e',create_type=False) postgresql.ENUM('a',name='e',metadata=sa.MetaData()) postgresql.ENUM(name='e',create_type=False)
sa.ARRAY(sa.Integer()) sa.ARRAY(sa.String(5),dimensions=2) postgresql.ARRAY(sa.Integer()) postgresql.ARRAY(sa.String(length=3),dimensions=1) postgresql.ARRAY(postgresql.ENUM('a',name='e'))
postgresql.TIMESTAMP() postgresql.TIMESTAMP(timezone=True) postgresql.TIMESTAMP(precision=3) postgresql.TIMESTAMP(timezone=True,precision=6) postgresql.TIME(precision=2) postgresql.TIME(timezone=True,precision=2) postgresql.TIME()
postgresql.INTERVAL() postgresql.INTERVAL(precision=3) postgresql.INTERVAL(fields='day_to_second',precision=3) postgresql.INTERVAL(fields='year')
postgresql.BIT() postgresql.BIT(5) postgresql.BIT(varying=True) postgresql.BIT(5,varying=True) postgresql.BIT(1)
postgresql.JSON() postgresql.JSONB() postgresql.JSONB(none_as_null=True) postgresql.JSON(astext_type=sa.String(9)) postgresql.JSONB(astext_type=sa.Text()) postgresql.HSTORE() postgresql.HSTORE(text_type=sa.String(3))
postgresql.INET() postgresql.CIDR() postgresql.MACADDR() postgresql.MACADDR8() postgresql.MONEY() postgresql.OID() postgresql.REGCLASS() postgresql.REGCONFIG() postgresql.TSVECTOR() postgresql.TSQUERY() postgresql.CITEXT() postgresql.BYTEA()
pgvector.VECTOR() pgvector.VECTOR(3) pgvector.HALFVEC(4) pgvector.SPARSEVEC(5) postgresql.UUID() postgresql.UUID(as_uuid=False) postgresql.INT4RANGE() postgresql.INT8RANGE() postgresql.NUMRANGE() postgresql.DATERANGE() postgresql.TSRANGE() postgresql.TSTZRANGE() postgresql.INT4MULTIRANGE() postgresql.TSTZMULTIRANGE() postgresql.JSONPATH()
postgresql.DOMAIN('d',sa.Integer()) postgresql.DOMAIN('d',sa.String(5),default='x',not_null=True,check=sa.text("VALUE>'a'")) postgresql.DOMAIN('d',sa.Integer(),schema='s',collation='C',constraint_name='c',create_type=False)
sa.types.NullType() sa.String(5).with_variant(sa.Text(),'postgresql') sa.Integer().with_variant(sa.BigInteger(),'sqlite') sa.TupleType()
mysql.INTEGER() mysql.INTEGER(11) mysql.INTEGER(display_width=11,unsigned=True) mysql.BIGINT(20,zerofill=True) mysql.TINYINT(1) mysql.SMALLINT(6) mysql.MEDIUMINT()
mysql.VARCHAR(10) mysql.VARCHAR(10,charset='latin1') mysql.VARCHAR(length=10,charset='utf8mb4',collation='utf8mb4_bin') mysql.VARCHAR(5,national=True) mysql.CHAR(3,ascii=True) mysql.CHAR(3,binary=True)
mysql.TEXT() mysql.TEXT(charset='latin1') mysql.LONGTEXT() mysql.MEDIUMTEXT() mysql.TINYTEXT() mysql.LONGTEXT(collation='utf8mb4_bin') mysql.NVARCHAR(4) mysql.NCHAR(4)
mysql.DECIMAL(5,2) mysql.NUMERIC(5,2,unsigned=True) mysql.FLOAT() mysql.FLOAT(7,3) mysql.DOUBLE() mysql.DOUBLE(10,2) mysql.DOUBLE(asdecimal=False) mysql.REAL()
mysql.DATETIME() mysql.DATETIME(fsp=6) mysql.TIMESTAMP() mysql.TIMESTAMP(fsp=3) mysql.TIMESTAMP(timezone=True,fsp=3) mysql.TIME(fsp=2) mysql.YEAR() mysql.YEAR(4)
mysql.BIT() mysql.BIT(8) mysql.JSON() mysql.LONGBLOB() mysql.MEDIUMBLOB() mysql.TINYBLOB() mysql.ENUM('a','b') mysql.ENUM('a','b',charset='latin1') mysql.ENUM('a','b',name='e',collation='utf8mb4_bin') mysql.SET('a','b') mysql.SET('a','b',retrieve_as_bitwise=True) mysql.SET('a',charset='latin1')
"""


def tree_of(ty):
    # The stand-in for pgvector makes types of ours of these; the recorder of DDL takes them as a user's own.
    names = {"VECTOR": "vector", "HALFVEC": "half_vector", "SPARSEVEC": "sparse_vector"}
    if type(ty).__module__.startswith("pgvector"):
        return {"postgres": {names[type(ty).__name__]: trees.clean(dimensions=ty.dim)}}
    return trees.type_tree(ty)


def main():
    items = []
    for source in TYPES.split():
        ty = eval(source, {"sa": sa, "postgresql": postgresql, "mysql": mysql, "pgvector": pgvector})
        try:
            tree = tree_of(ty)
        except Exception as error:
            print("left out:", source, type(error), error, repr(ty), file=sys.stderr)
            continue
        items.append({"source": source, "tree": tree, "repr": repr(ty)})
    text = "[\n" + ",\n".join(json.dumps(item) for item in items) + "\n]\n"
    path = HERE / "types.json"
    if "--check" in sys.argv:
        return int(path.read_text() != text)
    path.write_text(text)
    return 0


sys.exit(main())
