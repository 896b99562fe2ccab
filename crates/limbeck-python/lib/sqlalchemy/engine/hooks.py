"""`@event.listens_for(Engine, "connect")`: hooks run with something that looks like a driver's connection."""

import _limbeck

from sqlalchemy import _waist


class DriverConnection:
    """The little of a DB-API connection that connect hooks use."""

    def __init__(self, handle, dialect):
        self.__dict__.update(_handle=handle, _dialect=dialect)

    def cursor(self):
        """A cursor."""
        return DriverCursor(self._handle)

    def execute(self, sql, parameters=()):
        """Sends text, as sqlite3's connections can."""
        cursor = self.cursor()
        cursor.execute(sql, parameters)
        return cursor

    def commit(self):
        """Commits."""
        if _limbeck.connection_info(self._handle)["in_transaction"]:
            _limbeck.connection_control(self._handle, "commit", None)

    def rollback(self):
        """Rolls back."""
        if _limbeck.connection_info(self._handle)["in_transaction"]:
            _limbeck.connection_control(self._handle, "rollback", None)

    def close(self):
        """The connection stays open: the engine owns it."""

    @property
    def driver_connection(self):
        """Itself."""
        return self

    def __setattr__(self, name, value):
        if name == "isolation_level" and value is None:
            _waist.refuse(
                "dbapi_connection.isolation_level = None",
                "leave transactions to Limbeck, which begins one before the first statement that writes",
            )
        _waist.refuse(f"dbapi_connection.{name} = …", "take the listener out of what env.py imports")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        _waist.refuse(f"dbapi_connection.{name}", "take the listener out of what env.py imports")


class DriverCursor:
    """The little of a DB-API cursor that connect hooks use."""

    arraysize = 1

    def __init__(self, handle):
        self._handle = handle
        self._rows = []
        self.description = None
        self.rowcount = -1

    def execute(self, sql, parameters=()):
        """Sends text."""
        if parameters:
            _waist.refuse("parameters in a connect hook", "write the values in the statement's text")
        answer = _limbeck.connection_execute(self._handle, {"verbatim": sql}, [], {})
        self._rows = list(answer["rows"])
        self.description = [(name, None, None, None, None, None, None) for name in answer["columns"]] or None
        self.rowcount = answer["rowcount"]
        return self

    def executescript(self, sql):
        """Sends text."""
        return self.execute(sql)

    def fetchall(self):
        """All rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    def fetchone(self):
        """The next row or None."""
        return self._rows.pop(0) if self._rows else None

    def __iter__(self):
        return iter(self.fetchall())

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        """Gives up the rows that are left."""
        self._rows = []


def run_connect_hooks(hooks, engine, handle):
    """Calls the hooks for a new connection."""
    connection = DriverConnection(handle, engine.dialect)
    for hook in hooks:
        hook(connection, ConnectionRecord(connection))
    # What a hook began ends here, as it does when a driver's connection goes into the pool.
    if _limbeck.connection_info(handle)["in_transaction"]:
        _limbeck.connection_control(handle, "rollback", None)


class ConnectionRecord:
    """Where a pool keeps a connection."""

    def __init__(self, connection):
        self.dbapi_connection = self.driver_connection = connection
        self.info = {}
        self.record_info = {}
