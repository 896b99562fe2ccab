"""The class that real Alembic writes mssql's DDL with; here only a base for a project's own."""

from alembic._refusals import refusing
from alembic.ddl.impl import DefaultImpl


class MSSQLImpl(DefaultImpl):
    """See `DefaultImpl`."""

    __dialect__ = "mssql"


__getattr__ = refusing("alembic.ddl.mssql")
