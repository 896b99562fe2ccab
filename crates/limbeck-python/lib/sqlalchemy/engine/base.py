"""Engines and connections: they send trees to the native side and hand its rows back."""

import _limbeck

from sqlalchemy import _waist, exc, log
from sqlalchemy.engine.url import immutabledict


class Engine:
    """Where connections come from; nothing is opened before the first one."""

    def __init__(self, url, dialect, options, pool=None):
        self.url = url
        self.dialect = dialect
        self._options = options
        self.pool = pool
        self.echo = options.get("echo")
        self.hide_parameters = options.get("hide_parameters", False)
        self._execution_options = dict(options.get("execution_options") or {})
        self.logging_name = options.get("logging_name")
        log.announce(self)
        self._shared = None

    @property
    def engine(self):
        """Itself."""
        return self

    @property
    def name(self):
        """The database: `postgresql`."""
        return self.dialect.name

    @property
    def driver(self):
        """The driver: `psycopg`."""
        return self.dialect.driver

    def connect(self):
        """Opens a connection."""
        return Connection(self)

    def begin(self):
        """A connection in a transaction that is committed at the end."""
        return _Begun(self)

    def _ddl_connection(self):
        return _Begun(self)

    def raw_connection(self):
        """The driver's connection; there is none here."""
        _waist.refuse("engine.raw_connection()", "use engine.connect() and connection.execute()")

    def execution_options(self, **opt):
        """The same engine with options for all its executions."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._execution_options = {**self._execution_options, **opt}
        return new

    def update_execution_options(self, **opt):
        """Further options for all executions."""
        self._execution_options = {**self._execution_options, **opt}

    def get_execution_options(self):
        """The options."""
        return immutabledict(self._execution_options)

    def dispose(self, close=True):
        """Closes what is open and not in use."""
        if self._shared is not None:
            handle, self._shared = self._shared, None
            _limbeck.connection_control(handle, "close", None)

    def clear_compiled_cache(self):
        """Nothing is kept."""

    def _open(self):
        """A native connection's handle."""
        if self._shared is not None:
            return self._shared
        options = dict(self._options)
        if self._execution_options:
            options["execution_options"] = self._execution_options
        for key in ("echo", "echo_pool", "logging_name", "pool_logging_name"):
            options.pop(key, None)
        # Errors name the driver's classes, also those of statements that the engine sends by itself.
        _waist.driver = self.dialect.driver
        url = self.url.render_as_string(hide_password=False)
        handle = _limbeck.connect(url, _plain(options), log.statement_log(self))
        if getattr(self.pool, "_one_connection", False):
            self._shared = handle
        from sqlalchemy.event import listeners

        hooks = listeners("connect", self, type(self), Engine, self.pool, type(self.pool), _pool_class())
        if hooks:
            from sqlalchemy.engine.hooks import run_connect_hooks

            run_connect_hooks(hooks, self, handle)
        return handle

    def _give_back(self, handle):
        if self._shared is None:
            _limbeck.connection_control(handle, "close", None)
        else:
            _limbeck.connection_control(handle, "rollback", None)

    def __repr__(self):
        return f"Engine({self.url!r})"


OptionEngine = Engine


def _pool_class():
    import sys

    module = sys.modules.get("sqlalchemy.pool")
    return module.Pool if module is not None else None


def _plain(value):
    # Options as a tree; what is no plain value is named so that the native side can refuse it.
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    return {"python_object": repr(type(value))}


class _Begun:
    # `engine.begin()`: a connection and its transaction, ended with the block.

    def __init__(self, engine):
        self.engine = engine

    def __enter__(self):
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        return self.connection

    def __exit__(self, kind, value, traceback):
        try:
            self.transaction.__exit__(kind, value, traceback)
        finally:
            self.connection.close()


class Connection:
    """A connection."""

    _closed = False
    _can_check = True

    def __init__(self, engine, handle=None):
        self.engine = engine
        self.dialect = engine.dialect
        self._execution_options = dict(engine._execution_options)
        self._transaction = None
        self._nested = None
        self.info = {}
        self._own_handle = handle is None
        self._handle = engine._open() if handle is None else handle
        known = _limbeck.connection_info(self._handle) or {}
        self.dialect = _of_server(engine, known)
        # The native side has read the engine's options already.
        level = self._execution_options.get("isolation_level") or engine._options.get("isolation_level")
        self._autocommit = level is not None and str(level).replace("_", " ").upper() == "AUTOCOMMIT"

    # -- life

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        """Rolls back what is open and gives the connection back."""
        if self._closed:
            return
        self._closed = True
        self._transaction = self._nested = None
        if self._own_handle:
            self.engine._give_back(self._handle)

    @property
    def closed(self):
        """Whether it is closed."""
        return self._closed

    invalidated = False

    def detach(self):
        """Leaves the pool; there is none."""

    def invalidate(self, exception=None):
        """Gives the connection up."""
        self.close()

    @property
    def connection(self):
        """The driver's connection; there is none here."""
        _waist.refuse("connection.connection (the driver's own)", "use connection.execute() or exec_driver_sql()")

    def _require_open(self):
        if self._closed:
            raise exc.ResourceClosedError("This Connection is closed")

    @property
    def default_isolation_level(self):
        """The level of new connections."""
        return _DEFAULT_LEVELS.get(self.dialect.name)

    def get_isolation_level(self):
        """The level of transactions."""
        return "AUTOCOMMIT" if self._autocommit else self._execution_options.get(
            "isolation_level", _DEFAULT_LEVELS.get(self.dialect.name)
        )

    def _set_isolation_level(self, level):
        level = str(level).replace("_", " ").upper()
        if level == "AUTOCOMMIT":
            _limbeck.connection_control(self._handle, "autocommit_on", None)
            self._autocommit = True
        elif self._autocommit:
            _limbeck.connection_control(self._handle, "autocommit_off", None)
            self._autocommit = False
        if level not in ("AUTOCOMMIT", _DEFAULT_LEVELS.get(self.dialect.name)):
            _waist.refuse(f"isolation level {level}", "set it with SQL text at the start of the migration")

    def execution_options(self, **opt):
        """Options for all further executions."""
        level = opt.get("isolation_level")
        if level is not None:
            if self.in_transaction():
                raise exc.InvalidRequestError(
                    "This connection has already initialized a SQLAlchemy Transaction() object via begin() or "
                    "autobegin; isolation_level may not be altered unless rollback() or commit() is called first."
                )
            self._set_isolation_level(level)
        if opt.get("schema_translate_map"):
            _waist.refuse("schema_translate_map", "name the schema in the operations, or set search_path")
        self._execution_options = {**self._execution_options, **opt}
        return self

    def get_execution_options(self):
        """The options."""
        return immutabledict(self._execution_options)

    # -- transactions

    def in_transaction(self):
        """Whether a transaction has begun, by itself or by `begin()`."""
        return not self._closed and bool(_limbeck.connection_info(self._handle)["in_transaction"])

    def in_nested_transaction(self):
        """Whether a savepoint is open."""
        return self._nested is not None and self._nested.is_active

    def get_transaction(self):
        """The transaction, if one has begun."""
        if self._transaction is None and self.in_transaction():
            from sqlalchemy.engine.transactions import RootTransaction

            self._transaction = RootTransaction(self)
        return self._transaction

    def get_nested_transaction(self):
        """The innermost savepoint, if one is open."""
        return self._nested if self.in_nested_transaction() else None

    def begin(self):
        """Begins a transaction."""
        from sqlalchemy.engine.transactions import RootTransaction

        self._require_open()
        if self.in_transaction():
            raise exc.InvalidRequestError(
                "This connection has already initialized a SQLAlchemy Transaction() object via begin() or autobegin; "
                "can't call begin() here unless rollback() or commit() is called first."
            )
        self._begin()
        self._transaction = RootTransaction(self)
        return self._transaction

    def _begin(self):
        _limbeck.connection_control(self._handle, "begin", None)
        from sqlalchemy.event import listeners

        for hook in listeners("begin", self.engine, type(self.engine), Engine):
            hook(self)

    def _autobegin(self):
        if not self.in_transaction():
            self._begin()

    def begin_nested(self):
        """Sets a savepoint."""
        from sqlalchemy.engine.transactions import NestedTransaction

        self._require_open()
        self._autobegin()
        name = _limbeck.connection_control(self._handle, "savepoint", None)
        self._nested = NestedTransaction(self, name, self._nested)
        return self._nested

    def begin_twophase(self, xid=None):
        """Two-phase transactions; not supported."""
        _waist.refuse("begin_twophase()", "use begin()")

    def commit(self):
        """Commits."""
        self._require_open()
        if self.in_transaction():
            _limbeck.connection_control(self._handle, "commit", None)
        self._ended()

    def rollback(self):
        """Rolls back."""
        self._require_open()
        if self.in_transaction():
            _limbeck.connection_control(self._handle, "rollback", None)
        self._ended()

    def _ended(self):
        for transaction in (self._transaction, self._nested):
            if transaction is not None:
                transaction.is_active = False
        self._transaction = self._nested = None

    # -- execution

    def execute(self, statement, parameters=None, *, execution_options=None):
        """Executes a statement."""
        from sqlalchemy.engine.execution import execute

        self._require_open()
        return execute(self, statement, parameters, execution_options)

    def scalar(self, statement, parameters=None, *, execution_options=None):
        """The first column of the first row, or None."""
        return self.execute(statement, parameters, execution_options=execution_options).scalar()

    def scalars(self, statement, parameters=None, *, execution_options=None):
        """The first column of all rows."""
        return self.execute(statement, parameters, execution_options=execution_options).scalars()

    def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        """Sends text as it is."""
        from sqlalchemy.engine.execution import send

        self._require_open()
        if parameters:
            _waist.refuse("exec_driver_sql() with parameters", "use execute(text(…), {…}) with :name parameters")
        return send(self, {"verbatim": statement}, [], execution_options)

    def _run_operation(self, operation):
        self._require_open()
        self._autobegin()
        _limbeck.connection_invoke(self._handle, operation)

    def _run_ddl(self, element, checkfirst=False):
        self.execute(element)

    def _ddl_connection(self):
        return _Borrowed(self)

    def _has_table(self, name, schema=None):
        self._require_open()
        return _limbeck.has_table(self._handle, _waist.qualified(name, schema))

    def run_callable(self, callable_, *args, **kwargs):
        """Calls a function with this connection."""
        return callable_(self, *args, **kwargs)

    def schema_for_object(self, obj):
        """The schema of a table."""
        return obj.schema


class _Borrowed:
    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self.connection

    def __exit__(self, *exc_info):
        pass


_DEFAULT_LEVELS = {"sqlite": "SERIALIZABLE", "postgresql": "READ COMMITTED", "mysql": "REPEATABLE READ",
                   "mariadb": "REPEATABLE READ"}


def _of_server(engine, known):
    # The engine's dialect learns the server's version at the first connection.
    dialect = engine.dialect
    if known.get("version"):
        dialect.server_version_info = tuple(known["version"])
    if known.get("product") == "MariaDB":
        dialect.is_mariadb = True
        # Sequences came with this version.
        dialect.supports_sequences = (dialect.server_version_info or ()) >= (10, 3)
    schema = known.get("default_schema")
    if schema is None:
        schema = {"sqlite": "main", "postgresql": "public"}.get(dialect.name, engine.url.database)
    if dialect.default_schema_name is None:
        dialect.default_schema_name = schema
    return dialect


def __getattr__(name):
    if name in ("Transaction", "RootTransaction", "NestedTransaction", "TwoPhaseTransaction"):
        from sqlalchemy.engine import transactions

        return getattr(transactions, name)
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
