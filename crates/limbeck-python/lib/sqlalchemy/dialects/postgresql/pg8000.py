"""PostgreSQL through pg8000."""

from sqlalchemy.engine.url import dialect_class

dialect = PGDialect_pg8000 = dialect_class("postgresql.pg8000")
