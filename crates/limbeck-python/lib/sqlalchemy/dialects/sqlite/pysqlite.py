"""SQLite through pysqlite."""

from sqlalchemy.engine.url import dialect_class

dialect = SQLiteDialect_pysqlite = dialect_class("sqlite.pysqlite")
