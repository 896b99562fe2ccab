"""MySQL through mariadbconnector."""

from sqlalchemy.engine.url import dialect_class

dialect = MySQLDialect_mariadbconnector = dialect_class("mysql.mariadbconnector")
