"""Pools: named in engine options; a connection is opened when asked for and closed when given back."""


class Pool:
    """Any pool."""

    _one_connection = False

    def __init__(self, creator=None, **kw):
        self._options = kw

    def dispose(self):
        """Nothing is kept."""

    def status(self):
        """Nothing is kept."""
        return type(self).__name__


class QueuePool(Pool):
    """The usual pool."""


class AsyncAdaptedQueuePool(QueuePool):
    """The usual pool of asynchronous engines."""


class NullPool(Pool):
    """No pool."""


class AssertionPool(Pool):
    """One connection at a time."""


class StaticPool(Pool):
    """One connection for all."""

    _one_connection = True


class SingletonThreadPool(Pool):
    """One connection for each thread: there is one thread."""

    _one_connection = True


class PoolProxiedConnection:
    """A driver's connection in a pool; never made here."""


class PoolResetState:
    """Why a connection was reset; never made here."""


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
