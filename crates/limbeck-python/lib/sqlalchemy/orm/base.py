"""`Mapped[...]` and its relatives: annotations that make columns."""

from sqlalchemy.sql.operators import ColumnOperators


class MappedAnnotation:
    """`Mapped[something]`, without `typing`."""

    __slots__ = ("__origin__", "__args__")

    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args

    def __repr__(self):
        return f"{self.__origin__.__name__}[{', '.join(map(repr, self.__args__))}]"

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __call__(self, *args, **kw):
        return self.__origin__(*args, **kw)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __eq__(self, other):
        return (
            isinstance(other, MappedAnnotation)
            and self.__origin__ is other.__origin__
            and self.__args__ == other.__args__
        )

    def __hash__(self):
        return hash((self.__origin__, self.__args__))


# `Mapped[a class]` by container and class: the same object each time, like `typing`'s.
_of_classes = {}


class _MappedAnnotationBase:
    def __class_getitem__(cls, item):
        if type(item) is not type:
            return MappedAnnotation(cls, item if isinstance(item, tuple) else (item,))
        made = _of_classes.get((cls, item))
        if made is None:
            made = _of_classes[cls, item] = MappedAnnotation(cls, (item,))
        return made


class ORMDescriptor:
    """Attributes of mapped classes."""

    def __class_getitem__(cls, item):
        return MappedAnnotation(cls, item if isinstance(item, tuple) else (item,))


class SQLORMExpression(ColumnOperators):
    """Expressions made of attributes of mapped classes."""

    def __class_getitem__(cls, item):
        return cls


# What `declared_attr` functions gave for the classes that are being mapped.
declaring = {}


class DeclaredAttribute:
    """What `declared_attr` is, for those who meet one."""


class Mapped(_MappedAnnotationBase):
    """An attribute that is mapped."""


class DynamicMapped(_MappedAnnotationBase):
    """A relationship whose objects are queried."""


class WriteOnlyMapped(_MappedAnnotationBase):
    """A relationship whose objects are only written."""


class Unmapped(_MappedAnnotationBase):
    """A column of the table that the class does not show."""


class OnColumn(ColumnOperators):
    """What stands for a column and has its operators; `_column` says which."""

    def __clause_element__(self):
        return self._column

    def _compare(self, *args, **kw):
        return self._column._compare(*args, **kw)

    def _in(self, *args):
        return self._column._in(*args)

    def _like_part(self, *args, **kw):
        return self._column._like_part(*args)

    def _between(self, *args):
        return self._column._between(*args)

    def _arithmetic(self, *args, **kw):
        return self._column._arithmetic(*args, **kw)

    def _custom(self, *args):
        return self._column._custom(*args)

    def _unary(self, *args):
        return self._column._unary(*args)

    def _index(self, *args):
        return self._column._index(*args)

    def _negated(self):
        return self._column._negated()

    def label(self, name=None):
        """The column under a name"""
        return self._column.label(name)

    def cast(self, type_):
        """CAST(… AS type)"""
        return self._column.cast(type_)


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
