"""Names that annotations and isinstance checks use."""

from sqlalchemy.engine.default import DefaultDialect

Dialect = DefaultDialect


def __getattr__(name):
    if name in ("Compiled", "TypeCompiler"):
        from sqlalchemy.sql import compiler

        return getattr(compiler, name)
    if name in ("DBAPIConnection", "DBAPICursor", "DBAPIType", "PoolProxiedConnection"):
        return object
    if name.startswith("Reflected"):
        return dict
    from sqlalchemy._lazy import missing

    return missing(__name__, name)


class AdaptedConnection:
    """A driver's connection in another guise; never made here."""


class CreateEnginePlugin:
    """Changes `create_engine`; not supported."""


class ExceptionContext:
    """What `handle_error` listeners are given; never made here."""


class ExecutionContext:
    """What a default's function is given."""


class BindTyping:
    """How a driver is told types; the native side decides."""

    NONE, SETINPUTSIZES, RENDER_CASTS = 1, 2, 3
