"""MySQL through aiomysql."""

from sqlalchemy.engine.url import dialect_class

dialect = MySQLDialect_aiomysql = dialect_class("mysql.aiomysql")
