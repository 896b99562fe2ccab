"""Sessions: they execute statements on columns; objects are neither loaded nor written."""

from sqlalchemy import _waist, exc


class Session:
    """A connection with a transaction, as the ORM sees it."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, **kw):
        self.bind = bind
        self.info = dict(kw.get("info") or {})
        self.autoflush = kw.get("autoflush", True)
        self.expire_on_commit = kw.get("expire_on_commit", True)
        self._connection = None
        self._own = False
        self._transaction = None

    # -- connection

    def connection(self, bind_arguments=None, execution_options=None):
        """The connection"""
        if self._connection is None:
            bind = self.get_bind()
            if getattr(bind, "_is_mock", False):
                from sqlalchemy.orm.offline import stumble

                stumble(bind)
            if hasattr(bind, "connect") and not hasattr(bind, "execute"):
                self._connection, self._own = bind.connect(), True
            else:
                self._connection, self._own = bind, False
        return self._connection

    def get_bind(self, mapper=None, **kw):
        """The engine or connection"""
        if self.bind is None:
            raise exc.UnboundExecutionError(
                "Could not locate a bind configured on session."
            )
        return self.bind

    def execute(self, statement, params=None, *, execution_options=None, bind_arguments=None, **kw):
        """Executes a statement"""
        _refuse_entities(statement)
        return self.connection().execute(statement, params, execution_options=execution_options)

    def scalar(self, statement, params=None, **kw):
        """The first column of the first row, or None"""
        return self.execute(statement, params, **kw).scalar()

    def scalars(self, statement, params=None, **kw):
        """The first column of all rows"""
        return self.execute(statement, params, **kw).scalars()

    # -- transactions

    def begin(self, nested=False):
        """Begins a transaction"""
        if nested:
            return self.begin_nested()
        if getattr(self.bind, "_is_mock", False):
            return SessionTransaction(self)  # begun when something is executed
        connection = self.connection()
        if not connection.in_transaction():
            connection._begin()
        return SessionTransaction(self)

    def begin_nested(self):
        """Sets a savepoint"""
        return self.connection().begin_nested()

    def in_transaction(self):
        """Whether a transaction has begun"""
        return self._connection is not None and self._connection.in_transaction()

    is_active = True

    # Objects were added, in `--sql` mode.
    _pending = False

    def flush(self, objects=None):
        """There are no objects to write"""
        if self._pending:
            self.connection()

    def commit(self):
        """Commits"""
        self.flush()
        if self._connection is not None and hasattr(self._connection, "commit"):
            self._connection.commit()
            self._release()

    def rollback(self):
        """Rolls back"""
        if self._connection is not None and hasattr(self._connection, "rollback"):
            self._connection.rollback()
            self._release()

    def _release(self):
        if self._own:
            self._connection.close()
            self._connection, self._own = None, False

    def close(self):
        """Rolls back what is open on a connection of its own"""
        if self._own:
            self._connection.close()
        self._connection, self._own = None, False

    reset = invalidate = close

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def expunge_all(self):
        """There are no objects"""

    expire_all = expunge_all

    @property
    def no_autoflush(self):
        """A block without writing objects"""
        return _Nothing()

    @property
    def dirty(self):
        """There are no objects"""
        return set()

    new = deleted = dirty

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name in _OBJECT_METHODS:
            if getattr(self.__dict__.get("bind"), "_is_mock", False):
                from sqlalchemy.orm.offline import object_method

                return object_method(self, name) or _refused(name)
            return _refused(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


_OBJECT_METHODS = """add add_all bulk_insert_mappings bulk_save_objects bulk_update_mappings delete delete_all
    expire expunge get get_one is_modified merge merge_all prepare query refresh bind_mapper bind_table
    enable_relationship_loading begin_twophase""".split()


def _refused(name):
    def refuse(*args, **kw):
        _waist.refuse(
            f"Session.{name}()",
            "read and write rows with connection.execute() and select(), insert(), update(), delete() on tables",
        )

    return refuse


def _refuse_entities(statement):
    # A select of whole classes gives objects, not rows.
    for entity in getattr(statement, "_entities", ()):
        if isinstance(entity, type) or type(entity).__name__ == "_AliasedClass":
            _waist.refuse(
                f"select({getattr(entity, '__name__', entity)}) in a Session (objects of mapped classes)",
                "select the columns: select(Model.__table__) or select(Model.a, Model.b)",
            )


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass


class SessionTransaction:
    """The transaction of a session."""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.session.commit()
        else:
            self.session.rollback()

    def commit(self):
        """Commits"""
        self.session.commit()

    def rollback(self):
        """Rolls back"""
        self.session.rollback()


class ORMExecuteState:
    """What `do_orm_execute` listeners are given; never made here."""


class sessionmaker:  # noqa: N801 - the class is called so
    """Makes sessions."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, *, class_=Session, **kw):
        self.class_ = class_
        self.kw = {"bind": bind, **kw}

    def __call__(self, **local_kw):
        return self.class_(**{**self.kw, **local_kw})

    def configure(self, **new_kw):
        """Other arguments"""
        self.kw.update(new_kw)

    def begin(self):
        """A session in a transaction that is committed at the end"""
        return _Begun(self())


class _Begun:
    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.transaction = self.session.begin()
        return self.session

    def __exit__(self, kind, value, traceback):
        self.transaction.__exit__(kind, value, traceback)
        self.session.close()


def object_session(instance):
    """The session of an object; objects have none here"""
    return None


def close_all_sessions():
    """Nothing is kept"""


def make_transient(instance):
    """Objects have no session here"""


make_transient_to_detached = make_transient


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
