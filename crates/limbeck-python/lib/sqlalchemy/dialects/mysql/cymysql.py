"""MySQL through cymysql."""

from sqlalchemy.engine.url import dialect_class

dialect = MySQLDialect_cymysql = dialect_class("mysql.cymysql")
