"""MySQL's dialect and types."""

from sqlalchemy._lazy import missing
from sqlalchemy.engine.default import MariaDBDialect, MySQLDialect  # noqa: F401
from sqlalchemy.engine.url import dialect_class

# The class with its usual driver; scripts ask `isinstance(bind.dialect, …)`.
dialect = dialect_class("mysql.mysqldb")


def __getattr__(name):
    from sqlalchemy.dialects import mysql

    return getattr(mysql, name) if name in mysql.__all__ else missing(__name__, name)
