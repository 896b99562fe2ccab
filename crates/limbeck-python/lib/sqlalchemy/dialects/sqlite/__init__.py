"""SQLite's names."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.dialects.sqlite.types": "DATE DATETIME JSON JSONB TIME",
        "sqlalchemy.sql.sqltypes": """
            BLOB BOOLEAN CHAR DECIMAL FLOAT INTEGER NUMERIC REAL SMALLINT TEXT TIMESTAMP VARCHAR""",
        "sqlalchemy.dialects.sqlite.dml": "Insert insert",
        "sqlalchemy.dialects.sqlite.base": "dialect",
    },
)
