"""`inspect(connection)`: what is in a database."""

from sqlalchemy import _waist


class Inspector:
    """Tells what is in a database; for now only whether a table is there."""

    def __init__(self, bind):
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect
        self.info_cache = {}

    @classmethod
    def from_engine(cls, bind):
        """An inspector for an engine or a connection."""
        return cls(bind)

    @property
    def default_schema_name(self):
        """The schema of names without one."""
        return self.dialect.default_schema_name

    def clear_cache(self):
        """Forgets what was asked."""

    def has_table(self, table_name, schema=None, **kw):
        """Whether a table or a view is there."""
        with self.bind._ddl_connection() as connection:
            return connection._has_table(table_name, schema)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        from sqlalchemy._names import is_inspector_method

        if is_inspector_method(name):
            _waist.refuse(f"inspect().{name}()", "write what the migration does without asking the database")
        raise AttributeError(f"'Inspector' object has no attribute {name!r}")


class ObjectKind:
    """Tables and views."""

    TABLE, VIEW, MATERIALIZED_VIEW, ANY_VIEW, ANY = 1, 2, 4, 6, 7


class ObjectScope:
    """Temporary or not."""

    DEFAULT, TEMPORARY, ANY = 1, 2, 3
