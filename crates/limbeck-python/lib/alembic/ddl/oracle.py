"""The class that real Alembic writes oracle's DDL with; here only a base for a project's own."""

from alembic._refusals import refusing
from alembic.ddl.impl import DefaultImpl


class OracleImpl(DefaultImpl):
    """See `DefaultImpl`."""

    __dialect__ = "oracle"


__getattr__ = refusing("alembic.ddl.oracle")
