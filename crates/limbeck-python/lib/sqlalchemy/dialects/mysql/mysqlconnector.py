"""MySQL through mysqlconnector."""

from sqlalchemy.engine.url import dialect_class

dialect = MySQLDialect_mysqlconnector = dialect_class("mysql.mysqlconnector")
