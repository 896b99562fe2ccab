"""MetaData: tables and what belongs to all of them."""

from sqlalchemy import _waist
from sqlalchemy.sql.defaults import SchemaItem
from sqlalchemy.sql.names import quoted_name
from sqlalchemy.sql.naming import unknown_token
from sqlalchemy.sql.tables import table_key

_convention = None


class _ReadOnlyTables(dict):
    # MetaData.tables: read like a dict, changed by making tables.

    def _refused(self, *args, **kw):
        raise TypeError("FacadeDict object is immutable")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refused


def _own_convention():
    global _convention
    if _convention is None:
        from sqlalchemy.engine.url import immutabledict

        _convention = immutabledict({"ix": "ix_%(column_0_label)s"})
    return _convention


class MetaData(SchemaItem):
    """A set of tables."""

    _custom_tokens = ()
    _names_may_fail = False

    def __init__(self, schema=None, quote_schema=None, naming_convention=None, info=None):
        if schema is not None and not isinstance(schema, str):
            from sqlalchemy import exc

            kind = type(schema)
            raise exc.ArgumentError(
                f"expected schema argument to be a string, got {kind}."
            )
        self.tables = _ReadOnlyTables()
        self.schema = schema if quote_schema is None else quoted_name.construct(schema, quote_schema)
        if naming_convention:
            self.naming_convention = naming_convention
        else:
            self._naming_convention = _own_convention()
        if info:
            self.info = info
        self._registered = []
        # Mapped classes with a base from a missing package: nobody knows what columns it would bring.
        self._incomplete = []
        # Foreign keys of columns whose type is that of a column nobody has declared yet, by the key of its table; under
        # None those whose table is there.
        self._waiting = {}

    def _settle(self, key):
        for fk in (*self._waiting.pop(key, ()), *self._waiting.pop(None, ())):
            fk._inherit_type()

    @property
    def naming_convention(self):
        """Templates for the names of unnamed constraints."""
        return self._naming_convention

    @naming_convention.setter
    def naming_convention(self, value):
        self._naming_convention = value
        self._custom_tokens = [
            key for key, item in (value or {}).items() if callable(item) and isinstance(key, str)
        ]
        # Templates that may find no name: it is looked for as soon as there is a table.
        self._names_may_fail = any(
            "%(constraint_name)s" in item or "%(referred_" in item or unknown_token(item, value) is not None
            for item in (value or {}).values()
            if isinstance(item, str)
        )

    def __contains__(self, table_or_key):
        key = table_or_key if isinstance(table_or_key, str) else table_or_key.key
        return key in self.tables

    def __repr__(self):
        return "MetaData()"

    def _add_table(self, key, table):
        dict.__setitem__(self.tables, key, table)

    def _remove_table(self, key):
        dict.pop(self.tables, key, None)

    def _register_object(self, item):
        if all(existing is not item for existing in self._registered):
            self._registered.append(item)

    def get_schema_objects(self, kind, *, schema=None):
        """Enumerations, sequences… that belong to it."""
        return [item for item in self._registered if isinstance(item, kind) and item.schema == schema]

    def get_schema_object_by_name(self, kind, name, *, schema=None):
        """One of those."""
        found = [item for item in self.get_schema_objects(kind, schema=schema) if item.name == name]
        return found[0] if found else None

    @property
    def _sequences(self):
        return {item.key: item for item in self._registered if getattr(item, "is_sequence", False)}

    @property
    def _schemas(self):
        return {table.schema for table in self.tables.values() if table.schema is not None}

    schemas = _schemas

    @property
    def sorted_tables(self):
        """The tables, each after those it refers to."""
        from sqlalchemy.sql.ddl import sort_tables

        return sort_tables(sorted(self.tables.values(), key=lambda table: table.key))

    def clear(self):
        """Forgets all tables."""
        dict.clear(self.tables)
        self._registered.clear()

    def remove(self, table):
        """Forgets a table."""
        self._remove_table(table.key)

    def reflect(
        self,
        bind,
        schema=None,
        views=False,
        only=None,
        extend_existing=False,
        autoload_replace=True,
        resolve_fks=True,
        **dialect_kwargs,
    ):
        """Reads the tables of a database."""
        from sqlalchemy.sql.reflected import load_metadata

        for key in dialect_kwargs:
            _waist.refuse(f"MetaData.reflect({key}=…)", "leave the argument out")
        load_metadata(self, bind, schema, views, only, extend_existing, autoload_replace, resolve_fks)

    def create_all(self, bind, tables=None, checkfirst=True):
        """CREATE everything that is not there."""
        from sqlalchemy.sql.ddl import create_all

        create_all(self, bind, tables, checkfirst)

    def drop_all(self, bind, tables=None, checkfirst=True):
        """DROP everything that is there."""
        from sqlalchemy.sql.ddl import drop_all

        drop_all(self, bind, tables, checkfirst)

    # -- trees

    def _naming_tree(self):
        """The NamingConvention tree; None where there is none of the user's own."""
        from sqlalchemy.sql.naming import convention_tree

        return convention_tree(self.naming_convention)

    def _convention_of_tables(self):
        # Not what was assigned after the tables were made: it does not apply to them.
        from sqlalchemy.sql.naming import convention_tree

        found = []
        for table in self.tables.values():
            tree = convention_tree(table._convention)
            if tree not in found:
                found.append(tree)
        if len(found) > 1:
            _waist.refuse(
                "a MetaData whose naming_convention changes between its tables", "give it to MetaData() in the first place"
            )
        return found[0] if found else self._naming_tree()

    def _tree_without_tables(self):
        """The MetaData tree, but for its tables."""
        from sqlalchemy.sql.enumerated import Enum

        return {
            "schema": _waist.name_tree(self.schema or None),
            "naming_convention": self._convention_of_tables(),
            "enums": [
                item._enum_tree()
                for item in self._registered
                if isinstance(item, Enum) and getattr(item, "_metadata_given", False)
            ],
            "sequences": [item._tree() for item in self._registered if getattr(item, "is_sequence", False)],
        }


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")
