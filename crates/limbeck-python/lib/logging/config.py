"""`logging.config`: loggers, handlers and formatters from an ini file or a dict."""

import os
import sys

import logging

_NEWER = ("listen", "stopListening", "DEFAULT_LOGGING_CONFIG_PORT")


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Sets logging up from the sections `loggers`, `handlers`, `formatters` and those they name."""
    if isinstance(fname, str):
        if not os.path.exists(fname):
            raise FileNotFoundError(f"{fname} doesn't exist")
        if not os.path.getsize(fname):
            raise RuntimeError(f"{fname} is an empty file")
    if not _configured_simply(fname, defaults, disable_existing_loggers, encoding):
        _configure(_read_with_configparser(fname, defaults, encoding), disable_existing_loggers)


def _configured_simply(fname, defaults, disable_existing_loggers, encoding):
    """Whether the small reader was enough."""
    from logging._ini import Unusual

    try:
        _configure(_read(fname, defaults, encoding), disable_existing_loggers)
    except Unusual:
        return False
    return True


def _read(fname, defaults, encoding):
    from logging._ini import Unusual, parse

    if "configparser" in sys.modules:
        import configparser

        if isinstance(fname, configparser.RawConfigParser):
            return fname
    if hasattr(fname, "readline"):
        return _read_with_configparser(fname, defaults, encoding)
    try:
        with open(fname, encoding=encoding or "utf-8") as file:
            return parse(file.read(), defaults)
    except (OSError, TypeError, UnicodeError):
        raise Unusual from None


def _read_with_configparser(fname, defaults, encoding):
    import configparser

    try:
        parser = configparser.ConfigParser(defaults)
        if hasattr(fname, "readline"):
            parser.read_file(fname)
        else:
            parser.read(fname, encoding=encoding)
    except configparser.ParsingError as error:
        raise RuntimeError(f"{fname} is invalid: {error}")
    return parser


def _configure(ini, disable_existing_loggers):
    formatters = _formatters(ini)
    _clear_handlers()
    handlers = _handlers(ini, formatters)
    _loggers(ini, handlers, disable_existing_loggers)


def _clear_handlers():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


def _names(text):
    return [name.strip() for name in text.split(",")] if text else []


def _resolve(name):
    """The object of a dotted name; modules on the way are imported."""
    parts = name.split(".")
    path = parts[0]
    found = __import__(path)
    for part in parts[1:]:
        path += "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(path)
            found = getattr(found, part)
    return found


class _Modules:
    """Names that CPython's `logging` happens to hold; looked up before its own."""

    def __getitem__(self, name):
        if name == "handlers" or name in ("collections", "io", "re", "string", "threading", "traceback", "types"):
            return getattr(logging, name)
        if name in ("warnings", "weakref"):
            return getattr(logging, name)
        raise KeyError(name)


def _evaluate(expression):
    return eval(expression, vars(logging), _Modules())


def _formatters(ini):
    formatters = {}
    for name in _names(ini["formatters"]["keys"]):
        section = f"formatter_{name}"
        line, datefmt, style, defaults = (
            ini.get(section, option, raw=True, fallback=fallback)
            for option, fallback in (("format", None), ("datefmt", None), ("style", "%"), ("defaults", None))
        )
        class_name = ini[section].get("class")
        formatter = _resolve(class_name) if class_name else logging.Formatter
        keywords = {} if defaults is None else {"defaults": _evaluate(defaults)}
        formatters[name] = formatter(line, datefmt, style, **keywords)
    return formatters


def _handlers(ini, formatters):
    handlers, targets = {}, []
    for name in _names(ini["handlers"]["keys"]):
        section = ini[f"handler_{name}"]
        class_name = section["class"]
        formatter = section.get("formatter", "")
        try:
            handler_class = _evaluate(class_name)
        except (AttributeError, NameError):
            handler_class = _resolve(class_name)
        arguments = _evaluate(section.get("args", "()"))
        keywords = _evaluate(section.get("kwargs", "{}"))
        handler = handler_class(*arguments, **keywords)
        handler.name = name
        if "level" in section:
            handler.setLevel(section["level"])
        if formatter:
            handler.setFormatter(formatters[formatter])
        target = section.get("target", "")
        if target and hasattr(handler, "setTarget"):
            targets.append((handler, target))
        handlers[name] = handler
    for handler, target in targets:
        handler.setTarget(handlers[target])
    return handlers


def _attach(logger, section, handlers):
    if "level" in section:
        logger.setLevel(section["level"])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)


def _add(logger, names, handlers):
    for name in _names(names):
        logger.addHandler(handlers[name])


def _loggers(ini, handlers, disable_existing):
    names = [name.strip() for name in ini["loggers"]["keys"].split(",")]
    names.remove("root")
    section = ini["logger_root"]
    _attach(logging.root, section, handlers)
    _add(logging.root, section["handlers"], handlers)
    remaining = sorted(logging.root.manager.loggerDict)
    children = []
    for name in names:
        section = ini[f"logger_{name}"]
        qualified_name = section["qualname"]
        propagate = section.getint("propagate", fallback=1)
        logger = logging.getLogger(qualified_name)
        _take(qualified_name, remaining, children)
        _attach(logger, section, handlers)
        logger.propagate = propagate
        logger.disabled = 0
        _add(logger, section["handlers"], handlers)
    _handle_existing(remaining, children, disable_existing)


def _take(name, remaining, children):
    """Takes a configured logger from those that were there before, and notes its children."""
    if name in remaining:
        children.extend(other for other in remaining if other.startswith(name + "."))
        remaining.remove(name)


def _handle_existing(remaining, children, disable_existing):
    """Children of configured loggers start afresh; other loggers that were there are disabled."""
    for name in remaining:
        logger = logging.root.manager.loggerDict[name]
        if name not in children:
            logger.disabled = disable_existing
        elif not isinstance(logger, logging.PlaceHolder):
            logger.setLevel(logging.NOTSET)
            logger.handlers = []
            logger.propagate = True


def dictConfig(config):
    """Sets logging up from a dict."""
    from logging._dictconfig import configure

    configure(config)


def __getattr__(name):
    if name in _NEWER or name in ("DictConfigurator", "BaseConfigurator", "dictConfigClass", "valid_ident"):
        import _limbeck

        _limbeck.refuse(f"logging.config.{name}", "Configure logging with fileConfig or dictConfig.")
    raise AttributeError(f"module 'logging.config' has no attribute {name!r}")
