"""Asynchronous sessions around the ordinary ones."""

from sqlalchemy.ext.asyncio.engine import AsyncConnection, AsyncEngine, Started
from sqlalchemy.orm.session import Session, close_all_sessions, object_session, sessionmaker  # noqa: F401


class AsyncAttrs:
    """Attributes to be awaited; objects are not loaded here."""

    @property
    def awaitable_attrs(self):
        """The attributes"""
        from sqlalchemy._waist import refuse

        refuse("awaitable_attrs", "read rows with select() of columns")


def _ordinary(bind):
    if isinstance(bind, AsyncEngine):
        return bind.sync_engine
    if isinstance(bind, AsyncConnection):
        return bind.sync_connection
    return bind


class AsyncSession:
    """A connection with a transaction, as the ORM sees it."""

    sync_session_class = Session

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, binds=None, sync_session_class=None, **kw):
        self.bind = bind
        self.sync_session = (sync_session_class or self.sync_session_class)(bind=_ordinary(bind), **kw)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.close()

    async def execute(self, statement, params=None, **kw):
        """Executes a statement"""
        return self.sync_session.execute(statement, params, **kw)

    async def scalar(self, statement, params=None, **kw):
        """The first column of the first row, or None"""
        return self.sync_session.scalar(statement, params, **kw)

    async def scalars(self, statement, params=None, **kw):
        """The first column of all rows"""
        return self.sync_session.scalars(statement, params, **kw)

    async def run_sync(self, fn, *arg, **kw):
        """Calls a function with the ordinary session"""
        return fn(self.sync_session, *arg, **kw)

    async def connection(self, **kw):
        """The connection"""
        return AsyncConnection(self.bind, self.sync_session.connection())

    async def commit(self):
        """Commits"""
        self.sync_session.commit()

    async def rollback(self):
        """Rolls back"""
        self.sync_session.rollback()

    async def flush(self, objects=None):
        """There are no objects to write"""

    async def close(self):
        """Closes the session"""
        self.sync_session.close()

    aclose = reset = invalidate = close

    def begin(self):
        """Begins a transaction"""
        return Started(self.sync_session.begin, lambda made, *ended: made.__exit__(*ended))

    def begin_nested(self):
        """Sets a savepoint"""
        return Started(self.sync_session.begin_nested, lambda made, *ended: made.__exit__(*ended))

    def in_transaction(self):
        """Whether a transaction has begun"""
        return self.sync_session.in_transaction()

    def __getattr__(self, name):
        if name.startswith("_") or name == "sync_session":
            raise AttributeError(name)
        return getattr(self.sync_session, name)


class AsyncSessionTransaction:
    """The transaction of a session; never made here."""


class async_sessionmaker(sessionmaker):  # noqa: N801 - the class is called so
    """Makes sessions."""

    def __init__(self, bind=None, *, class_=AsyncSession, **kw):
        super().__init__(bind, class_=class_, **kw)

    def begin(self):
        """A session in a transaction that is committed at the end"""
        session = self()

        def end(made, kind, value, traceback):
            if kind is None:
                session.sync_session.commit()
            session.sync_session.close()

        return Started(lambda: session, end)


def async_object_session(instance):
    """The session of an object; objects have none here"""
    return None


def async_session(session):
    """The asynchronous session around an ordinary one"""
    return None
