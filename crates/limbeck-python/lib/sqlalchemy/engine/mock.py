"""The connection of `--sql`: it has a dialect, and what it executes is written down."""

import _limbeck

from sqlalchemy import _waist


class MockConnection:
    """A connection that is none."""

    _handle = None
    _is_mock = True
    closed = False
    # Nothing is asked of a database: `checkfirst` has no meaning.
    _can_check = False

    def __init__(self, dialect, execute):
        self._dialect = dialect
        self._execute_impl = execute

    @property
    def engine(self):
        """Itself."""
        return self

    @property
    def dialect(self):
        """The dialect."""
        return self._dialect

    @property
    def name(self):
        """The database: `postgresql`."""
        return self._dialect.name

    def connect(self, **kwargs):
        """Itself."""
        return self

    def begin(self):
        """Not there, as in SQLAlchemy."""
        raise AttributeError("'MockConnection' object has no attribute 'begin'")

    def schema_for_object(self, obj):
        """The schema of a table."""
        return obj.schema

    def execution_options(self, **kw):
        """Itself."""
        return self

    def execute(self, obj, parameters=None, execution_options=None):
        """Hands a statement to the function it was made with."""
        return self._execute_impl(obj, parameters)

    def _run_operation(self, operation):
        _limbeck.invoke(operation)

    def _run_ddl(self, element, checkfirst=False):
        with _waist.using_dialect(self._dialect.name):
            self._run_operation(element._operation_tree())

    def _ddl_connection(self):
        from sqlalchemy.engine.base import _Borrowed

        return _Borrowed(self)

    def _has_table(self, name, schema=None):
        return False


def create_mock_engine(url, executor, **kw):
    """An engine that only shows statements to a function."""
    from sqlalchemy.engine.url import dialect_class, make_url

    url = make_url(url)
    return MockConnection(dialect_class(url.drivername.replace("+", "."))(), executor)
