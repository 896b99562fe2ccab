"""SQLite through aiosqlite."""

from sqlalchemy.engine.url import dialect_class

dialect = SQLiteDialect_aiosqlite = dialect_class("sqlite.aiosqlite")
