"""Sessions by thread: there is one thread."""


class scoped_session:  # noqa: N801 - the class is called so
    """One session for all."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, session_factory, scopefunc=None):
        self.__dict__.update(session_factory=session_factory, registry=self, _session=None)

    def __call__(self, **kw):
        if self._session is None:
            self.__dict__["_session"] = self.session_factory(**kw)
        return self._session

    def has(self):
        """Whether a session has been made"""
        return self._session is not None

    def remove(self):
        """Closes the session"""
        if self._session is not None:
            self._session.close()
            self.__dict__["_session"] = None

    def configure(self, **kwargs):
        """Other arguments"""
        self.session_factory.configure(**kwargs)

    def query_property(self, query_cls=None):
        """`Model.query`; not supported"""
        return QueryPropertyDescriptor()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self(), name)


class QueryPropertyDescriptor:
    """`Model.query`; not supported."""

    def __get__(self, instance, owner):
        if "__mapper__" not in owner.__dict__:
            return self
        from sqlalchemy._waist import refuse

        refuse("Model.query", "write the query with select() of columns, or as text()")
