"""PostgreSQL through psycopg2cffi."""

from sqlalchemy.engine.url import dialect_class

dialect = PGDialect_psycopg2cffi = dialect_class("postgresql.psycopg2cffi")
