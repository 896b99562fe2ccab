"""Where messages of the engine go, found out once: a run says a line per revision, and a record with all its
attributes takes longer than most revisions.

A plan is a list of facts and a list of lines. While the facts hold, each message of a logger and a level becomes
those lines, and nothing else happens. The engine sees to both (`reporter/plan.rs`).
"""

import logging
import sys
from logging._formatting import Formatter, PercentStyle
from logging._handlers import StreamHandler
from logging._loggers import Logger, Manager, RootLogger
from logging._records import LogRecord

_LOGGER = frozenset(("name", "level", "parent", "propagate", "handlers", "disabled", "filters", "manager"))
_HANDLER = frozenset(("filters", "_name", "level", "formatter", "_closed", "lock", "stream"))
_FORMATTER = frozenset(("_style", "_fmt", "datefmt"))
_STYLE = frozenset(("_fmt", "_defaults"))
_MANAGER = frozenset(
    ("root", "_disable", "emittedNoHandlerWarning", "loggerDict", "loggerClass", "logRecordFactory")
)
# What a message goes through.
_METHODS = (
    (Logger, "handle callHandlers _chain isEnabledFor getEffectiveLevel filter"),
    (Manager, "getLogger"),
    (StreamHandler, "handle format emit flush filter acquire release handleError"),
    (Formatter, "format formatMessage usesTime"),
    (PercentStyle, "format _format _values usesTime"),
    (LogRecord, "__init__ getMessage"),
)
# Stand for a message: a short one and a long one.
_MARKS = "\0", "\0" * 4096


class _Unknown(Exception):
    """Something of the project's own has a say."""


def plan(name, level):
    """Facts and lines for a logger's name and a level; None where only a record can tell.

    A fact is a triple: of an object, None and its class; of a list, None and its items; of a dictionary, a key and
    its value, or its length and None; of a class, the name of an attribute and its value.
    """
    try:
        return _plan(name, level)
    except _Unknown:
        return None


def _plan(name, level):
    facts = [(sys.modules, "logging", logging)]
    for cls, names in _METHODS:
        for method in names.split():
            function = next(base.__dict__[method] for base in cls.__mro__ if method in base.__dict__)
            _is_ours(function)
            facts.append((cls, method, function))
    for function in ("getLogger", "getLevelName", "_limbeck_record"):
        _is_ours(logging.__dict__[function])
        facts.append((logging.__dict__, function, logging.__dict__[function]))
    facts.append((logging.__dict__, "LogRecord", LogRecord))
    facts.append((logging.__dict__, "root", logging.root))
    manager = logging.root.manager
    _holds(facts, manager, (Manager,), _MANAGER)
    logger = manager.loggerDict.get(name)
    facts.append((manager.loggerDict, name, logger))
    chain = []
    found = logger
    while found is not None:
        _holds(facts, found, (Logger,) if found is logger else (Logger, RootLogger), _LOGGER)
        facts.append((found.handlers, None, tuple(found.handlers)))
        chain.append(found)
        found = found.parent
    if logger.manager is not manager:
        raise _Unknown
    if not logger.isEnabledFor(level):
        return facts, []
    _is_empty(facts, logger.filters)
    levels = logging._levelToName
    if level not in levels:
        raise _Unknown
    facts.append((levels, level, levels[level]))
    values = {"name": logger.name, "levelno": level, "levelname": levels[level]}
    lines = []
    handlers = 0
    for found in chain:
        handlers += len(found.handlers)
        for handler in found.handlers:
            line = _line(facts, handler, level, values)
            if line is not None:
                lines.append(line)
        if not found.propagate:
            break
    if not handlers:
        raise _Unknown  # the handler of last resort
    return facts, lines


def _line(facts, handler, level, values):
    """Handler, stream, and what stands before and after the message; None below the handler's level."""
    _holds(facts, handler, (StreamHandler,), _HANDLER)
    _is_empty(facts, handler.filters)
    if level < handler.level:
        return None
    formatter = handler.formatter
    _holds(facts, formatter, (Formatter,), _FORMATTER)
    style = formatter._style
    _holds(facts, style, (PercentStyle,), _STYLE)
    stream = handler.stream
    if style._defaults or not stream or not hasattr(stream, "flush"):
        raise _Unknown
    facts.append((StreamHandler, "terminator", StreamHandler.terminator))
    try:
        short, long = [style._fmt % {**values, "message": mark, "msg": mark} for mark in _MARKS]
    except Exception:
        raise _Unknown from None  # it shows something else, or nothing that can be shown
    before, _, after = short.partition(_MARKS[0])
    if before + _MARKS[1] + after != long:
        raise _Unknown
    return handler, stream, before, after + handler.terminator


def _holds(facts, item, classes, names):
    """An object's class and all its attributes."""
    if type(item) not in classes:
        raise _Unknown
    own = item.__dict__
    if not names.issuperset(own):
        raise _Unknown
    facts.append((item, None, type(item)))
    facts.append((own, len(own), None))
    facts.extend([(own, name, value) for name, value in own.items()])


def _is_ours(function):
    code = getattr(function, "__code__", None)
    if code is None or not code.co_filename.startswith("logging"):
        raise _Unknown


def _is_empty(facts, items):
    if items:
        raise _Unknown
    facts.append((items, None, ()))
