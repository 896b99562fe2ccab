"""MySQL through pymysql."""

from sqlalchemy.engine.url import dialect_class

dialect = MySQLDialect_pymysql = dialect_class("mysql.pymysql")
