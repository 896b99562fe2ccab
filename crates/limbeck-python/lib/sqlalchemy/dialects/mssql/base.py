"""SQL Server's dialect and types."""

from sqlalchemy._lazy import missing
from sqlalchemy.engine.default import MSDialect  # noqa: F401
from sqlalchemy.engine.url import dialect_class

# The class with its usual driver; scripts ask `isinstance(bind.dialect, …)`.
dialect = dialect_class("mssql.pyodbc")


def __getattr__(name):
    from sqlalchemy.dialects import mssql

    return getattr(mssql, name) if name in mssql.__all__ else missing(__name__, name)
