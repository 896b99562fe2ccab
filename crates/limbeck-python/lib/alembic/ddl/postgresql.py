"""The class that real Alembic writes postgresql's DDL with; here only a base for a project's own."""

from alembic._refusals import missing
from alembic.ddl.impl import DefaultImpl


class PostgresqlImpl(DefaultImpl):
    """See `DefaultImpl`."""

    __dialect__ = "postgresql"


def __getattr__(name):
    if name == "CreateExcludeConstraintOp":
        from alembic.operations.ops import CreateExcludeConstraintOp

        return CreateExcludeConstraintOp
    return missing("alembic.ddl.postgresql", name)
