"""MySQL's and MariaDB's names."""

from sqlalchemy._lazy import exporter

_NAMES = {
    "sqlalchemy.dialects.mysql.types": """
        BIGINT BIT CHAR DATETIME DECIMAL DOUBLE ENUM FLOAT INET4 INET6 INTEGER JSON LONGBLOB LONGTEXT MEDIUMBLOB
        MEDIUMINT MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL SET SMALLINT TEXT TIME TIMESTAMP TINYBLOB TINYINT TINYTEXT
        VARCHAR YEAR""",
    "sqlalchemy.sql.sqltypes": "BINARY BLOB BOOLEAN DATE VARBINARY",
    "sqlalchemy.dialects.mysql.dml": "Insert insert",
    "sqlalchemy.dialects.mysql.expression": "match",
    "sqlalchemy.dialects.mysql.base": "dialect",
}
__getattr__, __dir__, __all__ = exporter(__name__, _NAMES)
