"""The place of Alembic's DDL classes; importable so that a project may declare its own."""

from alembic._refusals import refusing
from alembic.ddl.impl import DefaultImpl  # noqa: F401

__getattr__ = refusing("alembic.ddl", submodules="base impl mssql mysql oracle postgresql sqlite")
