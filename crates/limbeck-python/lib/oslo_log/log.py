"""`getLogger`, as revision scripts use it. What sets oslo.log up is refused."""

import logging

CRITICAL, FATAL, ERROR = logging.CRITICAL, logging.FATAL, logging.ERROR
WARNING, WARN, INFO, DEBUG, NOTSET = logging.WARNING, logging.WARN, logging.INFO, logging.DEBUG, logging.NOTSET
AUDIT, TRACE = 21, 5
_loggers = {}


class KeywordArgumentAdapter(logging.LoggerAdapter):
    """A logger that keeps unknown keywords for the record."""

    def process(self, msg, kwargs):
        extra = dict(self.extra or {})
        extra.update(kwargs.pop("extra", None) or {})
        kept = {key: kwargs.pop(key) for key in ("exc_info", "stack_info", "stacklevel") if key in kwargs}
        extra.update(kwargs)
        extra["extra_keys"] = sorted(kwargs)
        return msg, {"extra": extra, **kept}

    def trace(self, msg, *args, **kwargs):
        """Logs below DEBUG."""
        self.log(TRACE, msg, *args, **kwargs)


def getLogger(name=None, project="unknown", version="unknown"):
    """The logger of a name."""
    if name not in _loggers:
        _loggers[name] = KeywordArgumentAdapter(logging.getLogger(name), {"project": project, "version": version})
    return _loggers[name]


def __getattr__(name):
    if name in ("setup", "register_options", "set_defaults", "tempest_set_log_file", "get_default_log_levels"):
        import _limbeck

        _limbeck.refuse(f"oslo_log.log.{name}", "Set logging up with the sections of alembic.ini.")
    raise AttributeError(f"module 'oslo_log.log' has no attribute {name!r}")
