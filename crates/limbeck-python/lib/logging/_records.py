"""Records: one event with everything a format may show of it."""

import os
import sys
import time
from _thread import get_ident

from logging._levels import getLevelName

_startTime = time.time_ns()


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


def _is_internal_frame(frame):
    name = frame.f_globals.get("__name__") or ""
    if name == "logging" or name.startswith("logging._"):
        return True
    filename = frame.f_code.co_filename
    return "importlib" in filename and "_bootstrap" in filename


class LogRecord:
    """An event."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        import logging

        moment = time.time_ns()
        self.name = name
        self.msg = msg
        # A single dict is there for %(name)s in the message.
        if args and len(args) == 1 and args[0] and hasattr(args[0], "keys") and hasattr(args[0], "__getitem__"):
            args = args[0]
        self.args = args
        self.levelname = getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        try:
            self.filename = os.path.basename(pathname)
            self.module = os.path.splitext(self.filename)[0]
        except (TypeError, ValueError, AttributeError):
            self.filename = pathname
            self.module = "Unknown module"
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.created = moment / 1e9
        self.msecs = (moment % 1_000_000_000) // 1_000_000 + 0.0
        if self.msecs == 999.0 and int(self.created) != moment // 1_000_000_000:
            self.msecs = 0.0  # the seconds were rounded up
        self.relativeCreated = (moment - _startTime) / 1e6
        self.thread = self.threadName = None
        if logging.logThreads:
            self.thread = get_ident()
            threading = sys.modules.get("threading")
            self.threadName = threading.current_thread().name if threading else "MainThread"
        self.processName = None
        if logging.logMultiprocessing:
            multiprocessing = sys.modules.get("multiprocessing")
            self.processName = "MainProcess"
            if multiprocessing is not None:
                try:
                    self.processName = multiprocessing.current_process().name
                except Exception:
                    pass  # it is still being imported
        self.process = os.getpid() if logging.logProcesses else None
        self.taskName = None
        if logging.logAsyncioTasks and "asyncio" in sys.modules:
            try:
                self.taskName = sys.modules["asyncio"].current_task().get_name()
            except Exception:
                pass  # no loop is running

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def getMessage(self):
        """The message with its arguments filled in."""
        message = str(self.msg)
        return message % self.args if self.args else message


_factory = LogRecord


def setLogRecordFactory(factory):
    """What makes records from now on."""
    global _factory
    _factory = factory


def getLogRecordFactory():
    """What makes records."""
    return _factory


def makeLogRecord(dict):
    """A record from attributes."""
    record = _factory(None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record
