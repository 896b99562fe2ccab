"""PostgreSQL through psycopg2."""

from sqlalchemy.engine.url import dialect_class

dialect = PGDialect_psycopg2 = dialect_class("postgresql.psycopg2")
