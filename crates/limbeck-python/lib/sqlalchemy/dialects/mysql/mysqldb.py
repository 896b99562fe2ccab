"""MySQL through mysqldb."""

from sqlalchemy.engine.url import dialect_class

dialect = MySQLDialect_mysqldb = dialect_class("mysql.mysqldb")
