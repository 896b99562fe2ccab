"""Oracle's names; its migrations cannot be run."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.dialects.oracle.types": """
            BFILE BINARY_DOUBLE BINARY_FLOAT DATE FLOAT INTERVAL JSON LONG NCLOB NUMBER RAW ROWID TIMESTAMP VARCHAR2""",
        "sqlalchemy.sql.sqltypes": """
            BLOB BOOLEAN CHAR CLOB DOUBLE_PRECISION NCHAR NUMERIC NVARCHAR REAL VARCHAR""",
        "sqlalchemy.dialects.oracle.base": "dialect",
    },
)
