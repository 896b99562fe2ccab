"""Oracle's dialect and types."""

from sqlalchemy._lazy import missing
from sqlalchemy.engine.default import OracleDialect  # noqa: F401
from sqlalchemy.engine.url import dialect_class


def dialect(**kw):
    """The dialect with its usual driver."""
    return dialect_class("oracle.oracledb")(**kw)


def __getattr__(name):
    from sqlalchemy.dialects import oracle

    return getattr(oracle, name) if name in oracle.__all__ else missing(__name__, name)
