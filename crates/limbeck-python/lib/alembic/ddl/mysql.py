"""The class that real Alembic writes mysql's DDL with; here only a base for a project's own."""

from alembic._refusals import refusing
from alembic.ddl.impl import DefaultImpl


class MySQLImpl(DefaultImpl):
    """See `DefaultImpl`."""

    __dialect__ = "mysql"


class MariaDBImpl(MySQLImpl):
    """See `DefaultImpl`."""

    __dialect__ = "mariadb"


__getattr__ = refusing("alembic.ddl.mysql")
