"""Rows: real tuples whose values also have names."""

from sqlalchemy import exc


class Keys:
    """The names of a result's columns, shared by all its rows."""

    __slots__ = ("names", "index", "columns", "ambiguous")

    def __init__(self, names, columns=None):
        self.names = tuple(names)
        self.index = {}
        self.ambiguous = set()
        for place, name in enumerate(self.names):
            if name in self.index:
                self.ambiguous.add(name)
            else:
                self.index[name] = place
        # The columns that were selected, in their places, where they are known.
        self.columns = columns

    def place(self, key):
        """The place of a name or a column; NoSuchColumnError."""
        if isinstance(key, str):
            place = self.index.get(key)
            if place is not None:
                if key in self.ambiguous:
                    raise exc.InvalidRequestError(f"Ambiguous column name {key!r} in result set column descriptions")
                return place
        elif self.columns is not None:
            for place, column in enumerate(self.columns):
                if column is key:
                    return place
            name = getattr(key, "key", None)
            if isinstance(name, str) and name in self.index:
                return self.index[name]
        elif isinstance(getattr(key, "key", None), str) and key.key in self.index:
            return self.index[key.key]
        raise exc.NoSuchColumnError(f"Could not locate column in row for column '{key}'")


class BaseRow(tuple):
    """A tuple whose values have names."""

    __slots__ = ()


class Row(tuple):
    """A row of a result."""

    _keys = None

    @classmethod
    def _make(cls, keys, values):
        row = tuple.__new__(cls, values)
        row.__dict__["_keys"] = keys
        return row

    def __getattr__(self, name):
        keys = self.__dict__.get("_keys")
        if keys is not None:
            place = keys.index.get(name)
            if place is not None and name not in keys.ambiguous:
                return self[place]
            if name in keys.ambiguous:
                raise AttributeError(f"Ambiguous column name {name!r} in result set column descriptions")
        raise AttributeError(f"Could not locate column in row for column {name!r}")

    def __getattribute__(self, name):
        # A column called `count` or `index` wins over tuple's method.
        if name in ("count", "index"):
            keys = object.__getattribute__(self, "__dict__").get("_keys")
            if keys is not None and name in keys.index:
                return tuple.__getitem__(self, keys.index[name])
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        raise AttributeError("can't set attribute")

    def __delattr__(self, name):
        raise AttributeError("can't delete attribute")

    @property
    def _mapping(self):
        return RowMapping(self._keys, self)

    @property
    def _fields(self):
        return self._keys.names

    def _asdict(self):
        return dict(zip(self._keys.names, self))

    def _tuple(self):
        return self

    tuple = _tuple

    @property
    def _t(self):
        return self

    t = _t

    def _to_tuple_instance(self):
        return tuple(self)

    def __reduce__(self):
        return _rebuild, (self._keys.names, tuple(self))

    def __hash__(self):
        return tuple.__hash__(self)


def _rebuild(names, values):
    return Row._make(Keys(names), values)


class RowMapping:
    """A row as a mapping from names to values."""

    __slots__ = ("_keys", "_row")

    def __init__(self, keys, row):
        self._keys = keys
        self._row = row

    def __getitem__(self, key):
        return tuple.__getitem__(self._row, self._keys.place(key))

    def __iter__(self):
        return iter(self._keys.names)

    def __len__(self):
        return len(self._row)

    def __contains__(self, key):
        try:
            self._keys.place(key)
        except exc.NoSuchColumnError:
            return False
        return True

    def get(self, key, default=None):
        """A value, or the default."""
        return self[key] if key in self else default

    def keys(self):
        """The names."""
        from sqlalchemy.engine.result import RMKeyView

        return RMKeyView(self._keys.names)

    def values(self):
        """The values."""
        return list(self._row)

    def items(self):
        """Pairs of name and value."""
        return list(zip(self._keys.names, self._row))

    def __eq__(self, other):
        if isinstance(other, RowMapping):
            return dict(self.items()) == dict(other.items())
        return dict(self.items()) == other

    __hash__ = None

    def __repr__(self):
        return repr(dict(self.items()))

    def __getattr__(self, name):
        raise AttributeError(f"'RowMapping' object has no attribute {name!r}")
