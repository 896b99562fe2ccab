"""The place of Alembic's DDL classes; importable so that a project may declare its own."""

from alembic.ddl.impl import DefaultImpl  # noqa: F401
