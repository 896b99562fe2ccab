"""MySQL's dialect and types."""

from sqlalchemy._lazy import missing
from sqlalchemy.engine.default import MariaDBDialect, MySQLDialect  # noqa: F401
from sqlalchemy.engine.url import dialect_class


def dialect(**kw):
    """The dialect with its usual driver."""
    return dialect_class("mysql.mysqldb")(**kw)


def __getattr__(name):
    from sqlalchemy.dialects import mysql

    return getattr(mysql, name) if name in mysql.__all__ else missing(__name__, name)
