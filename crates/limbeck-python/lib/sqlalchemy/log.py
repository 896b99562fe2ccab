"""Logging of statements: the native side says what it sends, in SQLAlchemy's shape."""

_ECHO = "sqlalchemy.engine.Engine"


def keep_statements_out():
    """A root logger at INFO shows no statements: the level is set when SQLAlchemy is loaded, unless there is one."""
    import logging

    logger = logging.getLogger("sqlalchemy")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.WARNING)


def announce(engine):
    """Gives the logger of an engine with `echo` a handler, unless it has one, when the engine is made."""
    if not engine.echo:
        return
    import logging
    import sys

    logger = logging.getLogger(_name(engine))
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logger.addHandler(handler)


def statement_log(engine):
    """A function that logs what an engine sends; None where nobody would see it."""
    import sys

    if not engine.echo and "logging" not in sys.modules:
        return None
    import logging

    name = _name(engine)
    logger = logging.getLogger(name)
    if not engine.echo and not logger.isEnabledFor(logging.INFO):
        return None

    def say(message):
        record = logging.LogRecord(name, logging.INFO, "sqlalchemy/engine/base.py", 0, message, (), None)
        logger.handle(record)

    def log(message, parameters=None):
        say(message)
        if parameters is not None:
            hidden = engine.hide_parameters and parameters
            shown = "[SQL parameters hidden due to hide_parameters=True]" if hidden else repr(tuple(parameters))
            say("[raw sql] " + shown)

    return log


def _name(engine):
    return f"{_ECHO}.{engine.logging_name}" if engine.logging_name else _ECHO


def class_logger(cls):
    """Decorates a class that logs"""
    return cls


class Identified:
    """Something with a name in the log."""

    logging_name = None


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
