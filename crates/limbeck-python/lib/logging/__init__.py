"""A small `logging` that starts fast: the same classes, functions and output as CPython's.

The real module costs more time to import in the VM than everything else a run does. What it does
not have (sockets, mail, syslog) is in `logging.handlers` refused by name. Modules that few
programs need (`traceback`, `string`, `warnings`, `re`) are imported by those who need them.
"""

import atexit
import os  # noqa: F401  (the names of these modules may stand in an ini file's `args=`)
import sys
import time  # noqa: F401

from logging._formatting import (  # noqa: F401
    BASIC_FORMAT,
    BufferingFormatter,
    Formatter,
    PercentStyle,
    StrFormatStyle,
    StringTemplateStyle,
)
from logging._formatting import _STYLES
from logging._handlers import (  # noqa: F401
    FileHandler,
    Filter,
    Filterer,
    Handler,
    NullHandler,
    StreamHandler,
    _handlerList,
    _handlers,
    _StderrHandler,
    getHandlerByName,
    getHandlerNames,
    lastResort,
)
from logging._levels import (  # noqa: F401
    CRITICAL,
    DEBUG,
    ERROR,
    FATAL,
    INFO,
    NOTSET,
    WARN,
    WARNING,
    _checkLevel,
    _levelToName,
    _nameToLevel,
    addLevelName,
    getLevelName,
    getLevelNamesMapping,
)
from logging._loggers import (  # noqa: F401
    Logger,
    LoggerAdapter,
    Manager,
    PlaceHolder,
    RootLogger,
    getLoggerClass,
    root,
    setLoggerClass,
)
from logging._records import (  # noqa: F401
    LogRecord,
    currentframe,
    getLogRecordFactory,
    makeLogRecord,
    setLogRecordFactory,
)

raiseExceptions = True
logThreads = True
logMultiprocessing = True
logProcesses = True
logAsyncioTasks = True


class _NoLock:
    """The lock of a module whose state one thread changes."""

    def acquire(self, blocking=True, timeout=-1):
        return True

    def release(self):
        pass

    def __enter__(self):
        return True

    def __exit__(self, kind, error, traceback):
        return False


_lock = _NoLock()


def getLogger(name=None):
    """The logger of a name; without one the root."""
    if not name or (isinstance(name, str) and name == root.name):
        return root
    return root.manager.getLogger(name)


def basicConfig(**kwargs):
    """Gives the root a handler, unless it has one."""
    force = kwargs.pop("force", False)
    encoding = kwargs.pop("encoding", None)
    errors = kwargs.pop("errors", "backslashreplace")
    if force:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
            handler.close()
    if root.handlers:
        return
    handlers = kwargs.pop("handlers", None)
    if handlers is None:
        if "stream" in kwargs and "filename" in kwargs:
            raise ValueError("'stream' and 'filename' should not be specified together")
    elif "stream" in kwargs or "filename" in kwargs:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    if handlers is None:
        filename = kwargs.pop("filename", None)
        mode = kwargs.pop("filemode", "a")
        if filename:
            if "b" in mode:
                errors = None
            handlers = [FileHandler(filename, mode, encoding=encoding, errors=errors)]
        else:
            handlers = [StreamHandler(kwargs.pop("stream", None))]
    datefmt = kwargs.pop("datefmt", None)
    style = kwargs.pop("style", "%")
    if style not in _STYLES:
        raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
    formatter = Formatter(kwargs.pop("format", _STYLES[style][1]), datefmt, style)
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    level = kwargs.pop("level", None)
    if level is not None:
        root.setLevel(level)
    if kwargs:
        raise ValueError(f"Unrecognised argument(s): {', '.join(kwargs)}")


def _on_root(name):
    def call(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(msg, *args, **kwargs)

    call.__name__ = call.__qualname__ = name
    return call


critical = fatal = _on_root("critical")
error = _on_root("error")
warning = _on_root("warning")
info = _on_root("info")
debug = _on_root("debug")


def exception(msg, *args, exc_info=True, **kwargs):
    """Logs an error with the exception that is being handled."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def log(level, msg, *args, **kwargs):
    """Logs at a level."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    """An old name of `warning`."""
    import warnings

    warnings.warn(
        "The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, stacklevel=2
    )
    warning(msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Silences everything up to a level."""
    root.manager.disable = level


def shutdown(handlerList=_handlerList):
    """Flushes and closes handlers, the newest first."""
    for reference in reversed(handlerList[:]):
        try:
            handler = reference()
            if handler is None:
                continue
            try:
                if getattr(handler, "flushOnClose", True):
                    handler.flush()
                handler.close()
            except (OSError, ValueError):
                pass  # the stream is gone already
        except Exception:
            if raiseExceptions:
                raise


atexit.register(shutdown)

_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    import warnings

    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning(warnings.formatwarning(message, category, filename, lineno, line))


def captureWarnings(capture):
    """Lets warnings go to the logger `py.warnings`, or lets them go their own way again."""
    global _warnings_showwarning
    import warnings

    if capture:
        if _warnings_showwarning is None:
            _warnings_showwarning = warnings.showwarning
            warnings.showwarning = _showwarning
    elif _warnings_showwarning is not None:
        warnings.showwarning = _warnings_showwarning
        _warnings_showwarning = None


def _limbeck_log(name, level, message, function=None):
    """Logs for the engine: a finished message, under the name of the module that says it in real Alembic."""
    logger = getLogger(name)
    if logger.isEnabledFor(level):
        logger.handle(_limbeck_record(name, level, message, function))


def _limbeck_record(name, level, message, function=None):
    return LogRecord(name, level, name.replace(".", "/") + ".py", 0, message, (), None, function)


def _limbeck_write(handler, stream, line, name, level, message):
    """Writes what a handler would write of a message."""
    try:
        stream.write(line)
        stream.flush()
    except RecursionError:
        raise
    except Exception:
        handler.handleError(_limbeck_record(name, level, message))


def _limbeck_plan(name, level):
    """What becomes of a message of the engine: see `logging._plans`."""
    from logging._plans import plan

    return plan(name, level)


def __getattr__(name):
    # In CPython these are loaded with the module or by somebody else; a script may count on that.
    if name in ("config", "handlers"):
        __import__("logging." + name)
        return sys.modules["logging." + name]
    if name in ("collections", "io", "re", "string", "threading", "traceback", "types", "warnings", "weakref"):
        return __import__(name)
    raise AttributeError(f"module 'logging' has no attribute {name!r}")


# SQLAlchemy keeps its statements out of the log of a root logger at INFO (`sqlalchemy.log`), whichever of the two
# modules is loaded first.
if "sqlalchemy" in sys.modules:
    getLogger("sqlalchemy").setLevel(WARNING)
