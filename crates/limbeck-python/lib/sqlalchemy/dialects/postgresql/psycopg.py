"""PostgreSQL through psycopg."""

from sqlalchemy.engine.url import dialect_class

dialect = PGDialect_psycopg = dialect_class("postgresql.psycopg")
