"""PostgreSQL through asyncpg."""

from sqlalchemy.engine.url import dialect_class

dialect = PGDialect_asyncpg = dialect_class("postgresql.asyncpg")
