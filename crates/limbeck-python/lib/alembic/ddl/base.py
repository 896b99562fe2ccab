"""DDL elements of real Alembic that a project may hook with `@compiles`: refused by name."""

from alembic._refusals import refusing

__getattr__ = refusing("alembic.ddl.base")
