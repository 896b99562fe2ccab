"""SQLite's dialect and types."""

from sqlalchemy._lazy import missing
from sqlalchemy.engine.default import SQLiteDialect  # noqa: F401
from sqlalchemy.engine.url import dialect_class

# The class with its usual driver; scripts ask `isinstance(bind.dialect, …)`.
dialect = dialect_class("sqlite.pysqlite")


def __getattr__(name):
    from sqlalchemy.dialects import sqlite

    return getattr(sqlite, name) if name in sqlite.__all__ else missing(__name__, name)
