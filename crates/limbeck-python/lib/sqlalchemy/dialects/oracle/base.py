"""Oracle's dialect and types."""

from sqlalchemy._lazy import missing
from sqlalchemy.engine.default import OracleDialect  # noqa: F401
from sqlalchemy.engine.url import dialect_class

# The class with its usual driver; scripts ask `isinstance(bind.dialect, …)`.
dialect = dialect_class("oracle.oracledb")


def __getattr__(name):
    from sqlalchemy.dialects import oracle

    return getattr(oracle, name) if name in oracle.__all__ else missing(__name__, name)
