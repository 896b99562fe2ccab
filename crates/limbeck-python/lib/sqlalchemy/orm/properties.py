"""What stands on the right side in mapped classes: columns, and everything that makes none."""

import _limbeck

from sqlalchemy.orm.base import OnColumn, ORMDescriptor
from sqlalchemy.sql.columns import Column

_ABSENT = object()
_LOADING = ("deferred", "deferred_group", "deferred_raiseload", "active_history")
_DATACLASS = ("init", "repr", "default_factory", "compare", "kw_only", "hash", "dataclass_metadata")
# What a column would not know, or a dataclass takes too.
_OWN = frozenset((*_LOADING, *_DATACLASS, "use_existing_column", "sort_order", "default", "insert_default"))


class MapperProperty(ORMDescriptor):
    """Anything mapped."""

    is_property = True
    doc = None

    def __set_name__(self, owner, name):
        if "key" not in self.__dict__:
            self.key = name

    def _columns_to_assign(self):
        return []

    def _named(self, key):
        pass

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.key)

    def __set__(self, instance, value):
        instance.__dict__[self.key] = value


@_limbeck.quick_attributes
class MappedColumn(OnColumn, MapperProperty):
    """A column of a mapped class."""

    _use_existing_column = _has_insert_default = _has_nullable = False
    _sort_order = None
    _dataclass = {}
    # The class whose attribute it is, once that is mapped.
    _mapped_by = None
    # The class body has an annotation only.
    _by_annotation = False

    def __init__(self, *args, **kw):
        if kw:
            if not _OWN.isdisjoint(kw):
                self._take_own(kw)
            if kw.get("nullable") is not None:
                self._has_nullable = True
        column = Column._of_type(args, kw)
        self._column = Column(*args, **kw) if column is None else column

    def _take_own(self, kw):
        self._use_existing_column = kw.pop("use_existing_column", False)
        self._sort_order = kw.pop("sort_order", None)
        for name in _LOADING:
            kw.pop(name, None)
        self._dataclass = {name: kw.pop(name) for name in _DATACLASS if name in kw}
        default = kw.pop("default", _ABSENT)
        insert_default = kw.pop("insert_default", _ABSENT)
        self._has_insert_default = insert_default is not _ABSENT or default is not _ABSENT
        if default is not _ABSENT:
            self._dataclass["default"] = default
        chosen = insert_default if insert_default is not _ABSENT else default
        if chosen is not _ABSENT:
            kw["default"] = chosen

    @property
    def column(self):
        """The column."""
        return self._column

    @property
    def name(self):
        """The column's name."""
        return self._column.name

    @property
    def foreign_keys(self):
        """The column's foreign keys."""
        return self._column.foreign_keys

    @property
    def type(self):
        """The column's type."""
        return self._column.type

    def _copy(self, **kw):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._column = self._column._copy()
        return new

    def _columns_to_assign(self):
        return [(self._column, self._sort_order or 0)]

    def __get__(self, instance, owner):
        cls = self._mapped_by
        if cls is None:
            return self
        if instance is not None:
            return instance.__dict__.get(self.key)
        from sqlalchemy.orm.attributes import InstrumentedAttribute

        # Few attributes of a model are ever asked for on the class.
        attribute = InstrumentedAttribute(cls, self.key, self._column)
        type.__setattr__(cls, self.key, attribute)
        return attribute

    def __delete__(self, instance):
        instance.__dict__.pop(self.key, None)

    def __getattr__(self, name):
        if name.startswith("__") or name == "_column":
            raise AttributeError(name)
        return getattr(self._column, name)

    __hash__ = object.__hash__


class UnmappedColumn(MappedColumn):
    """A column of the table that the class does not show."""


def mapped_column(*args, **kw):
    """A column of a mapped class."""
    column = Column._of_type(args, kw)
    if column is None:
        return MappedColumn(*args, **kw)
    # As the constructor does, which these arguments would be packed and unpacked for.
    made = object.__new__(MappedColumn)
    made._column = column
    if kw and kw.get("nullable") is not None:
        made._has_nullable = True
    return made


def unmapped_column(*args, **kw):
    """A column of the table that the class does not show."""
    return UnmappedColumn(*args, **kw)


def orm_insert_sentinel(*args, **kw):
    """A column that only orders rows inserted together; not supported."""
    from sqlalchemy._waist import refuse

    refuse("orm_insert_sentinel()", "leave the column out")


class ColumnProperty(OnColumn, MapperProperty):
    """A column or an expression with options for loading."""

    def __init__(self, column, *additional_columns, **kw):
        self._kw = kw
        self.columns = [getattr(item, "__clause_element__", lambda item=item: item)() for item in
                        (column, *additional_columns)]

    @property
    def _column(self):
        return self.columns[0]

    @property
    def expression(self):
        """The column or expression."""
        return self.columns[0]

    def _named(self, key):
        column = self.columns[0]
        if isinstance(column, Column):
            if column.key is None:
                column.key = key
            if column.name is None:
                column.name = key

    def _columns_to_assign(self):
        return [(column, 0) for column in self.columns if isinstance(column, Column) and column.table is None]

    __hash__ = object.__hash__


MappedSQLExpression = ColumnProperty


def column_property(column, *additional_columns, **kw):
    """A column or an expression as an attribute"""
    return ColumnProperty(column, *additional_columns, **kw)


def deferred(column, *additional_columns, **kw):
    """A column that is loaded when it is read"""
    return ColumnProperty(column, *additional_columns, **kw)


def query_expression(*args, **kw):
    """An expression that queries give"""
    return _Inert()


class _Inert(MapperProperty):
    # Something that makes no column.

    def __init__(self, *args, **kw):
        self._args = args
        self._kw = kw
        self.info = kw.get("info") or {}

    def _refused(self, *args, **kw):
        from sqlalchemy._waist import refuse

        refuse(f"the relationship {getattr(self, 'key', '')!r} in a query", "write the condition with columns")

    any = has = contains = of_type = and_ = is_ = _refused

    def __getattr__(self, name):
        if name.startswith("_") or name == "key":
            raise AttributeError(name)
        if name in self._kw:
            return self._kw[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


class RelationshipProperty(_Inert):
    """Objects of another class."""

    _limbeck_relationship = True

    @property
    def argument(self):
        """The other class."""
        return self._args[0] if self._args else self._kw.get("argument")

    @property
    def secondary(self):
        """The table between."""
        return self._args[1] if len(self._args) > 1 else self._kw.get("secondary")

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.key)


Relationship = RelationshipProperty


def relationship(*args, **kw):
    """Objects of another class"""
    return RelationshipProperty(*args, **kw)


def dynamic_loader(*args, **kw):
    """Objects of another class, queried"""
    return RelationshipProperty(*args, **kw)


def backref(name, **kw):
    """The other side of a relationship"""
    return name, kw


class SynonymProperty(_Inert):
    """Another name for an attribute."""


Synonym = SynonymProperty


def synonym(name, **kw):
    """Another name for an attribute"""
    return SynonymProperty(name, **kw)


class CompositeProperty(_Inert):
    """Several columns as one object."""

    def _parts(self):
        return [part for part in self._args if isinstance(part, (MappedColumn, Column))]

    def _fields(self, annotation, owner):
        # Names and annotations of what the composite class is made of.
        made = next((part for part in self._args if isinstance(part, type)), None)
        if made is None:
            from sqlalchemy.orm.mapped_types import evaluated, without_none

            made = without_none(evaluated(annotation, owner, owner.__module__))[0]
        fields = getattr(made, "__dataclass_fields__", None)
        if fields is not None:
            return [(field.name, field.type) for field in fields.values() if field.init]
        init = getattr(made, "__init__", None)
        code = getattr(init, "__code__", None)
        if code is None:
            return []
        annotations = init.__annotations__
        return [(name, annotations.get(name)) for name in code.co_varnames[1 : code.co_argcount]]

    def _columns_to_assign(self):
        columns = [getattr(part, "_column", part) if isinstance(part, MappedColumn) else part for part in self._parts()]
        for column in columns:
            if column.name is None:
                from sqlalchemy._waist import refuse

                refuse("composite() with columns named after a dataclass", "name the columns and their types")
        return [(column, 0) for column in columns if column.table is None]


Composite = CompositeProperty


def composite(*args, **kw):
    """Several columns as one object"""
    return CompositeProperty(*args, **kw)


class PropComparator(OnColumn):
    """Operators of the user's own for an attribute."""

    def __init__(self, prop=None, parentmapper=None, adapt_to_entity=None):
        self.prop = self.property = prop


def foreign(expr):
    """Marks a side of a relationship's condition"""
    return getattr(expr, "__clause_element__", lambda: expr)()


remote = foreign


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
