"""PostgreSQL's names."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.sql.sqltypes": """
            BIGINT BOOLEAN CHAR DATE DOUBLE DOUBLE_PRECISION FLOAT INTEGER NUMERIC REAL SMALLINT TEXT UUID VARCHAR""",
        "sqlalchemy.dialects.postgresql.types": """
            ARRAY AbstractMultiRange AbstractRange AbstractSingleRange BIT BYTEA CIDR CITEXT DATEMULTIRANGE DATERANGE
            DOMAIN ENUM HSTORE INET INT4MULTIRANGE INT4RANGE INT8MULTIRANGE INT8RANGE INTERVAL JSON JSONB JSONPATH
            MACADDR MACADDR8 MONEY NUMMULTIRANGE NUMRANGE NamedType OID REGCLASS REGCONFIG TIME TIMESTAMP TSMULTIRANGE
            TSQUERY TSRANGE TSTZMULTIRANGE TSTZRANGE TSVECTOR""",
        "sqlalchemy.dialects.postgresql.constructs": "ExcludeConstraint Range MultiRange aggregate_order_by array array_agg hstore",
        "sqlalchemy.dialects.postgresql.dml": "Insert insert",
        "sqlalchemy.dialects.postgresql.base": "dialect",
        "sqlalchemy.dialects.postgresql.operations": """
            All Any CreateDomainType CreateEnumType DropDomainType DropEnumType distinct_on match phraseto_tsquery
            plainto_tsquery to_tsquery to_tsvector ts_headline websearch_to_tsquery""",
    },
)
