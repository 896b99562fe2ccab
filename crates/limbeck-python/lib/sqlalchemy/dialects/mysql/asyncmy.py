"""MySQL through asyncmy."""

from sqlalchemy.engine.url import dialect_class

dialect = MySQLDialect_asyncmy = dialect_class("mysql.asyncmy")
