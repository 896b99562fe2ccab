"""What statements and expressions share: being compiled to text, executed, copied with a change."""

import _limbeck

from sqlalchemy import _waist


class Executable:
    """Something a connection takes."""

    supports_execution = True
    _execution_options = {}
    is_select = is_insert = is_update = is_delete = is_text = is_dml = False

    def execution_options(self, **kw):
        """The same with options for its execution."""
        new = self._clone()
        new._execution_options = {**self._execution_options, **kw}
        return new

    def get_execution_options(self):
        """The options given so far."""
        return dict(self._execution_options)

    def options(self, *options):
        """The ORM's loading options; they do not change a statement made of columns."""
        return self

    def _clone(self):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        return new

    def _executable_tree(self):
        raise NotImplementedError


class ClauseElement:
    """Anything with text in SQL."""

    __module__ = "sqlalchemy.sql.elements"
    _is_clause = True
    is_clause_element = True
    is_selectable = False
    supports_execution = False
    _tree_kind = "expression"

    def __class_getitem__(cls, item):
        return cls

    def __bool__(self):
        raise TypeError("Boolean value of this clause is not defined")

    def __invert__(self):
        raise TypeError(f"bad operand type for unary ~: {type(self).__name__!r}")

    def _tree(self):
        raise NotImplementedError(type(self).__name__)

    def _expression_tree(self):
        # With the user's @compiles function where the class has one.
        from sqlalchemy.sql.type_api import compilers

        if compilers:
            from sqlalchemy.sql.compiler import compiled_expression

            text = compiled_expression(self)
            if text is not None:
                return {"literal": text}
        return self._tree()

    def compile(self, bind=None, dialect=None, **kw):
        """Its text for a dialect, as an object whose `str()` is the text."""
        from sqlalchemy.sql.compiler import Compiled

        if dialect is None and bind is not None:
            dialect = bind.dialect
        return Compiled(self, dialect, **kw)

    def __str__(self):
        return str(self.compile())

    def self_group(self, against=None):
        """Parentheses are the compiler's business."""
        return self

    def _clone(self):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        return new

    def compare(self, other, **kw):
        """Whether two clauses say the same."""
        return type(self) is type(other) and self._tree() == other._tree()

    def get_children(self, **kw):
        """Clauses inside this one."""
        return ()

    @property
    def description(self):
        """A short name."""
        return getattr(self, "name", "")

    @property
    def entity_namespace(self):
        """Where `filter_by` finds names."""
        return self

    def params(self, *optionaldict, **kwargs):
        """The same with values for its named parameters."""
        values = dict(optionaldict[0]) if optionaldict else {}
        values.update(kwargs)
        from sqlalchemy.sql.parameters import with_values

        return with_values(self, values)

    unique_params = params


@_limbeck.quick_attributes
class ColumnCollection:
    """Columns in order, by key, by name and as attributes."""

    def __init__(self, columns=()):
        own = self.__dict__
        own["_items"], own["_index"] = [], {}
        for key, column in columns:
            self._add(key, column)

    def _add(self, key, column):
        self._items.append((key, column))
        self._index.setdefault(key, column)

    def _replace(self, key, column):
        if key not in self._index:
            self._add(key, column)
            return
        for place, (existing, _) in enumerate(self._items):
            if existing == key:
                self._items[place] = (key, column)
                self._index[key] = column
                return
        self._add(key, column)

    def _remove(self, column):
        self._items[:] = [item for item in self._items if item[1] is not column]
        self._index.clear()
        for key, existing in self._items:
            self._index.setdefault(key, existing)

    def __getattr__(self, key):
        try:
            return self._index[key]
        except KeyError:
            raise AttributeError(key) from None

    def __getitem__(self, key):
        if isinstance(key, (tuple, slice)):
            if isinstance(key, slice):
                chosen = self._items[key]
            else:
                chosen = [(part, self[part]) for part in key]
            return ReadOnlyColumnCollection(chosen)
        if isinstance(key, int):
            try:
                return self._items[key][1]
            except IndexError as error:
                raise IndexError(key) from error
        return self._index[key]

    def __setattr__(self, key, value):
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly.")

    def __iter__(self):
        return iter([column for _, column in self._items])

    def __len__(self):
        return len(self._items)

    def __bool__(self):
        return True

    def __contains__(self, key):
        if not isinstance(key, str):
            from sqlalchemy import exc

            raise exc.ArgumentError("__contains__ requires a string argument")
        return key in self._index

    def contains_column(self, column):
        """Whether this very column is in it."""
        return any(existing is column for _, existing in self._items)

    def get(self, key, default=None):
        """The column of a key."""
        return self._index.get(key, default)

    def keys(self):
        """All keys, in order."""
        return [key for key, _ in self._items]

    def values(self):
        """All columns, in order."""
        return [column for _, column in self._items]

    def items(self):
        """Pairs of key and column."""
        return list(self._items)

    def as_readonly(self):
        """Itself."""
        return self

    def corresponding_column(self, column, require_embedded=False):
        """The column of the same name."""
        return column if self.contains_column(column) else self._index.get(getattr(column, "key", None))

    def __str__(self):
        return f"{type(self).__name__}({', '.join(str(column) for column in self)})"


class ReadOnlyColumnCollection(ColumnCollection):
    """Columns nobody adds to."""


class DialectKWArgs:
    """Keyword arguments named after a dialect: `postgresql_using="gin"`."""

    _kwarg_kind = ""

    def _check_dialect_kwargs(self, kw):
        if kw:
            from sqlalchemy.sql.dialect_options import check

            check(type(self), self._kwarg_kind, kw)

    @property
    def dialect_kwargs(self):
        """The arguments as given."""
        return self._dialect_kw

    kwargs = dialect_kwargs

    @property
    def dialect_options(self):
        """The arguments by dialect."""
        found = _OptionsByDialect()
        for key, value in self._dialect_kw.items():
            dialect, _, name = key.partition("_")
            found.setdefault(dialect, _Options())[name] = value
        return found

    @classmethod
    def argument_for(cls, dialect_name, argument_name, default):
        """A further argument; the dialects here have a fixed set."""
        _waist.refuse(f"{cls.__name__}.argument_for()", "write the option in SQL text")


class _Options(dict):
    def __missing__(self, key):
        return None


class _OptionsByDialect(dict):
    def __missing__(self, key):
        return _Options()


class Generative:
    """Objects whose methods give changed copies."""


def to_list(value):
    """A list of one or several."""
    if value is None:
        return []
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    return [value]
