"""Asynchronous engines and connections around the ordinary ones."""

from sqlalchemy import exc


class Started:
    """Something to await or to use in `async with`."""

    def __init__(self, begin, end):
        self._begin = begin
        self._end = end
        self._value = None

    def __await__(self):
        return self._started().__await__()

    async def _started(self):
        self._value = self._begin()
        return self._value

    async def __aenter__(self):
        return await self._started()

    async def __aexit__(self, kind, value, traceback):
        self._end(self._value, kind, value, traceback)


class AsyncConnection:
    """A connection."""

    def __init__(self, async_engine, sync_connection=None):
        self.engine = async_engine
        self.sync_engine = async_engine.sync_engine
        self.sync_connection = sync_connection

    def _connection(self):
        if self.sync_connection is None:
            from sqlalchemy.ext.asyncio.exc import AsyncContextNotStarted

            raise AsyncContextNotStarted(
                "AsyncConnection context has not been started and object has not been awaited."
            )
        return self.sync_connection

    def __await__(self):
        return self.start().__await__()

    async def start(self, is_ctxmanager=False):
        """Opens the connection"""
        if self.sync_connection is not None:
            from sqlalchemy.ext.asyncio.exc import AsyncContextAlreadyStarted

            raise AsyncContextAlreadyStarted("connection is already started")
        self.sync_connection = self.sync_engine.connect()
        return self

    async def __aenter__(self):
        return await self.start() if self.sync_connection is None else self

    async def __aexit__(self, *exc_info):
        await self.close()

    async def close(self):
        """Closes the connection"""
        self._connection().close()

    aclose = close

    async def execute(self, statement, parameters=None, *, execution_options=None):
        """Executes a statement"""
        return self._connection().execute(statement, parameters, execution_options=execution_options)

    async def scalar(self, statement, parameters=None, *, execution_options=None):
        """The first column of the first row, or None"""
        return self._connection().scalar(statement, parameters, execution_options=execution_options)

    async def scalars(self, statement, parameters=None, *, execution_options=None):
        """The first column of all rows"""
        return self._connection().scalars(statement, parameters, execution_options=execution_options)

    def stream(self, statement, parameters=None, *, execution_options=None):
        """Executes a statement and gives its rows one by one"""
        from sqlalchemy.ext.asyncio.result import AsyncResult

        return Started(
            lambda: AsyncResult(self._connection().execute(statement, parameters, execution_options=execution_options)),
            lambda *ended: None,
        )

    async def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        """Sends text as it is"""
        return self._connection().exec_driver_sql(statement, parameters, execution_options)

    async def run_sync(self, fn, *arg, **kw):
        """Calls a function with the ordinary connection"""
        return fn(self._connection(), *arg, **kw)

    async def commit(self):
        """Commits"""
        self._connection().commit()

    async def rollback(self):
        """Rolls back"""
        self._connection().rollback()

    def begin(self):
        """Begins a transaction"""
        return _transaction(self, lambda: self._connection().begin())

    def begin_nested(self):
        """Sets a savepoint"""
        return _transaction(self, lambda: self._connection().begin_nested())

    async def execution_options(self, **opt):
        """Options for all further executions"""
        self._connection().execution_options(**opt)
        return self

    async def get_raw_connection(self):
        """The driver's connection; there is none here"""
        return self._connection().connection

    async def invalidate(self, exception=None):
        """Gives the connection up"""
        self._connection().invalidate()

    def in_transaction(self):
        """Whether a transaction has begun"""
        return self._connection().in_transaction()

    def in_nested_transaction(self):
        """Whether a savepoint is open"""
        return self._connection().in_nested_transaction()

    def get_transaction(self):
        """The transaction"""
        found = self._connection().get_transaction()
        return AsyncTransaction(self, found) if found is not None else None

    @property
    def dialect(self):
        """The dialect"""
        return self._connection().dialect

    @property
    def closed(self):
        """Whether it is closed"""
        return self._connection().closed

    @property
    def info(self):
        """Notes of the user's own"""
        return self._connection().info


class AsyncTransaction:
    """A transaction or savepoint."""

    def __init__(self, connection, transaction):
        self.connection = connection
        self.sync_transaction = transaction

    @property
    def is_active(self):
        """Whether it has not ended"""
        return self.sync_transaction.is_active

    async def commit(self):
        """Commits"""
        self.sync_transaction.commit()

    async def rollback(self):
        """Rolls back"""
        self.sync_transaction.rollback()

    close = rollback


def _transaction(connection, begin):
    return Started(
        lambda: AsyncTransaction(connection, begin()),
        lambda made, kind, value, traceback: made.sync_transaction.__exit__(kind, value, traceback),
    )


class AsyncEngine:
    """An engine."""

    def __init__(self, sync_engine):
        if not sync_engine.dialect.is_async:
            raise exc.InvalidRequestError(
                "The asyncio extension requires an async driver to be used. The loaded "
                f"{_driver_module(sync_engine)!r} is not async."
            )
        self.sync_engine = sync_engine

    def connect(self):
        """A connection, to be opened by `async with` or await"""
        return AsyncConnection(self)

    def begin(self):
        """A connection in a transaction that is committed at the end"""
        return _Begun(self)

    async def dispose(self, close=True):
        """Closes what is open and not in use"""
        self.sync_engine.dispose(close)

    async def raw_connection(self):
        """The driver's connection; there is none here"""
        return self.sync_engine.raw_connection()

    def execution_options(self, **opt):
        """The same engine with options for all its executions"""
        return AsyncEngine(self.sync_engine.execution_options(**opt))

    @property
    def url(self):
        """The URL"""
        return self.sync_engine.url

    @property
    def dialect(self):
        """The dialect"""
        return self.sync_engine.dialect

    @property
    def name(self):
        """The database: `postgresql`"""
        return self.sync_engine.name

    @property
    def driver(self):
        """The driver: `asyncpg`"""
        return self.sync_engine.driver

    @property
    def pool(self):
        """The pool"""
        return self.sync_engine.pool

    @property
    def echo(self):
        """Whether statements are logged"""
        return self.sync_engine.echo

    def get_execution_options(self):
        """The options"""
        return self.sync_engine.get_execution_options()

    def update_execution_options(self, **opt):
        """Further options for all executions"""
        self.sync_engine.update_execution_options(**opt)

    def __repr__(self):
        return f"AsyncEngine({self.url!r})"


_MODULES = {"psycopg2": "psycopg2", "psycopg": "psycopg", "pysqlite": "pysqlite", "mysqldb": "mysqldb"}


def _driver_module(engine):
    return _MODULES.get(engine.dialect.driver, engine.dialect.driver)


class _Begun:
    def __init__(self, engine):
        self.engine = engine

    async def __aenter__(self):
        self.connection = await AsyncConnection(self.engine).start()
        self.transaction = self.connection.sync_connection.begin()
        return self.connection

    async def __aexit__(self, kind, value, traceback):
        try:
            self.transaction.__exit__(kind, value, traceback)
        finally:
            await self.connection.close()


def create_async_engine(url, **kw):
    """An engine for a URL"""
    from sqlalchemy.engine.create import create_engine

    if kw.get("server_side_cursors", False):
        from sqlalchemy.ext.asyncio.exc import AsyncMethodRequired

        raise AsyncMethodRequired("Can't set server_side_cursors for async engine globally; use the connection.stream() "
                                  "method for an async streaming result set")
    kw.pop("async_creator", None)
    return AsyncEngine(create_engine(url, **kw))


def async_engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    """An engine from the options of a configuration file"""
    from sqlalchemy.engine.create import engine_from_config

    return AsyncEngine(engine_from_config(configuration, prefix=prefix, **kwargs))


def create_async_pool_from_url(url, **kwargs):
    """A pool without an engine; not supported."""
    from sqlalchemy._waist import refuse

    refuse("create_async_pool_from_url()", "use create_async_engine()")
