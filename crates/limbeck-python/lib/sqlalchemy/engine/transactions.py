"""Transactions and savepoints as objects."""

import _limbeck

from sqlalchemy import exc


class Transaction:
    """A transaction or a savepoint."""

    is_active = True
    is_valid = True

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if not self.is_active:
            return
        if kind is None:
            self.commit()
        else:
            self.rollback()

    def close(self):
        """Rolls back unless it has ended."""
        if self.is_active:
            self.rollback()

    def _require_active(self):
        if not self.is_active:
            raise exc.InvalidRequestError("This transaction is inactive")


class RootTransaction(Transaction):
    """The transaction of a connection."""

    def commit(self):
        """Commits."""
        self._require_active()
        self.connection.commit()
        self.is_active = False

    def rollback(self):
        """Rolls back."""
        if self.is_active:
            self.connection.rollback()
            self.is_active = False


class NestedTransaction(Transaction):
    """A savepoint."""

    def __init__(self, connection, name, outer):
        super().__init__(connection)
        self._name = name
        self._outer = outer

    def _end(self, action):
        _limbeck.connection_control(self.connection._handle, action, self._name)
        self.is_active = False
        if self.connection._nested is self:
            self.connection._nested = self._outer

    def commit(self):
        """Releases the savepoint."""
        self._require_active()
        self._end("release")

    def rollback(self):
        """Rolls back to the savepoint."""
        if self.is_active:
            self._end("rollback_to")


class TwoPhaseTransaction(RootTransaction):
    """A two-phase transaction; never made here."""

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.engine.base")
