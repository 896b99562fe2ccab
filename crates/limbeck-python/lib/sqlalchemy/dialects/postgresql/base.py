"""PostgreSQL's dialect and types."""

from sqlalchemy._lazy import missing
from sqlalchemy.engine.default import PGDialect  # noqa: F401
from sqlalchemy.engine.url import dialect_class

# The class with its usual driver; scripts ask `isinstance(bind.dialect, …)`.
dialect = dialect_class("postgresql.psycopg")


def __getattr__(name):
    if name in ("PGCompiler", "PGDDLCompiler", "PGTypeCompiler", "PGIdentifierPreparer"):
        from sqlalchemy.engine.default import IdentifierPreparer
        from sqlalchemy.sql import compiler

        if name == "PGIdentifierPreparer":
            return IdentifierPreparer
        return compiler.TypeCompilerView if name == "PGTypeCompiler" else compiler.CompilerView
    from sqlalchemy.dialects import postgresql

    if name in postgresql.__all__:
        return getattr(postgresql, name)
    return missing(__name__, name)
