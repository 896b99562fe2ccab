"""The class that real Alembic writes sqlite's DDL with; here only a base for a project's own."""

from alembic._refusals import refusing
from alembic.ddl.impl import DefaultImpl


class SQLiteImpl(DefaultImpl):
    """See `DefaultImpl`."""

    __dialect__ = "sqlite"


__getattr__ = refusing("alembic.ddl.sqlite")
