"""Handlers: where records go. Those that few programs use are in `logging.handlers`."""

import sys
from _thread import RLock
from _weakref import ref

from logging._formatting import _defaultFormatter
from logging._levels import NOTSET, WARNING, _checkLevel, getLevelName
from logging._records import LogRecord

# By name, and all of them in the order they were made (weakly, so that a dropped one can go).
_handlers = {}
_handlerList = []


def getHandlerByName(name):
    """The handler of a name."""
    return _handlers.get(name)


def getHandlerNames():
    """The names of all handlers that have one."""
    return frozenset(_handlers)


class Filter:
    """Lets a logger's and its children's records pass."""

    def __init__(self, name=""):
        self.name = name
        self.nlen = len(name)

    def filter(self, record):
        """Whether a record passes."""
        if not self.nlen or self.name == record.name:
            return True
        return record.name.startswith(self.name + ".")


class Filterer:
    """Something with filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Adds a filter."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Removes a filter."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record, or what a filter put in its place; False if one stops it."""
        for filter in self.filters:
            result = filter.filter(record) if hasattr(filter, "filter") else filter(record)
            if not result:
                return False
            if isinstance(result, LogRecord):
                record = result
        return record


class Handler(Filterer):
    """The base of all handlers."""

    def __init__(self, level=NOTSET):
        super().__init__()
        self._name = None
        self.level = _checkLevel(level)
        self.formatter = None
        self._closed = False
        _handlerList.append(ref(self, _forget))
        self.createLock()

    def get_name(self):
        return self._name

    def set_name(self, name):
        _handlers.pop(self._name, None)
        self._name = name
        if name:
            _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        """Makes the lock around `emit`."""
        self.lock = RLock()

    def acquire(self):
        """Takes the lock."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Gives the lock back."""
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """Which records it takes."""
        self.level = _checkLevel(level)

    def setFormatter(self, fmt):
        """How it writes them."""
        self.formatter = fmt

    def format(self, record):
        """A record's text."""
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        """Writes a record."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Writes a record that passes the filters."""
        passed = self.filter(record)
        if isinstance(passed, LogRecord):
            record = passed
        if passed:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return passed

    def flush(self):
        """Writes out what is kept back."""

    def close(self):
        """Takes it out of the list of handlers."""
        self._closed = True
        if self._name and self._name in _handlers:
            del _handlers[self._name]

    def handleError(self, record):
        """Says on standard error that a record could not be written."""
        import logging

        if not logging.raiseExceptions or not sys.stderr:
            return
        import traceback

        error = sys.exc_info()[1]
        try:
            sys.stderr.write("--- Logging error ---\n")
            traceback.print_exception(type(error), error, error.__traceback__, limit=None, file=sys.stderr)
            sys.stderr.write("Call stack:\n")
            frame = sys._getframe(1)
            while frame and frame.f_globals.get("__name__", "").partition(".")[0] == "logging":
                frame = frame.f_back
            if frame:
                traceback.print_stack(frame, file=sys.stderr)
            else:
                sys.stderr.write(f"Logged from file {record.filename}, line {record.lineno}\n")
            try:
                sys.stderr.write(f"Message: {record.msg!r}\nArguments: {record.args}\n")
            except RecursionError:
                raise
            except Exception:
                sys.stderr.write(
                    "Unable to print the message and arguments - possible formatting error.\n"
                    "Use the traceback above to help find the error.\n"
                )
        except OSError:
            pass  # nobody listens

    def __repr__(self):
        return f"<{type(self).__name__} ({getLevelName(self.level)})>"


def _forget(reference):
    if reference in _handlerList:
        _handlerList.remove(reference)


class StreamHandler(Handler):
    """Writes to a stream; standard error unless told otherwise."""

    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        self.acquire()
        try:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()
        finally:
            self.release()

    def emit(self, record):
        try:
            text = self.format(record)
            self.stream.write(text + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Changes the stream; the one before, if it is another."""
        if stream is self.stream:
            return None
        before = self.stream
        self.flush()
        self.stream = stream
        return before

    def __repr__(self):
        name = str(getattr(self.stream, "name", ""))
        return f"<{type(self).__name__} {name + ' ' if name else ''}({getLevelName(self.level)})>"

    @classmethod
    def __class_getitem__(cls, item):
        return cls


class FileHandler(StreamHandler):
    """Writes to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        import os

        filename = os.fspath(filename)
        self.baseFilename = os.path.abspath(filename)
        self.mode = mode
        self.encoding = encoding
        self.errors = errors
        self.delay = delay
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            super().__init__(self._open())

    def close(self):
        self.acquire()
        try:
            if self.stream:
                try:
                    self.flush()
                finally:
                    stream, self.stream = self.stream, None
                    if hasattr(stream, "close"):
                        stream.close()
            super().close()
        finally:
            self.release()

    def _open(self):
        encoding = self.encoding or (None if "b" in self.mode else "utf-8")
        return open(self.baseFilename, self.mode, encoding=encoding, errors=self.errors)

    def emit(self, record):
        if self.stream is None and (self.mode != "w" or not self._closed):
            self.stream = self._open()
        if self.stream:
            super().emit(record)

    def __repr__(self):
        return f"<{type(self).__name__} {self.baseFilename} ({getLevelName(self.level)})>"


class NullHandler(Handler):
    """Writes nothing."""

    def handle(self, record):
        pass

    def emit(self, record):
        pass

    def createLock(self):
        self.lock = None

    def _at_fork_reinit(self):
        pass


class _StderrHandler(StreamHandler):
    """Writes to whatever standard error is at the time."""

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


lastResort = _defaultLastResort = _StderrHandler(WARNING)
