"""SQL Server's names; its migrations cannot be run."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.dialects.mssql.types": """
            BIT DATETIME2 DATETIMEOFFSET DOUBLE_PRECISION IMAGE JSON MONEY NTEXT REAL ROWVERSION SMALLDATETIME
            SMALLMONEY SQL_VARIANT TIME TIMESTAMP TINYINT UNIQUEIDENTIFIER VARBINARY XML""",
        "sqlalchemy.sql.sqltypes": """
            BIGINT BINARY CHAR DATE DATETIME DECIMAL FLOAT INTEGER NCHAR NUMERIC NVARCHAR SMALLINT TEXT VARCHAR""",
        "sqlalchemy.dialects.mssql.base": "dialect",
    },
)
