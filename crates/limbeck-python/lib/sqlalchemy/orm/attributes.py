"""Attributes of mapped classes: on the class their column, on an object its value."""

import _limbeck

from sqlalchemy.orm.base import OnColumn, ORMDescriptor


@_limbeck.quick_attributes
class QueryableAttribute(OnColumn, ORMDescriptor):
    """An attribute of a mapped class."""

    is_attribute = True

    _given = None

    def __init__(self, class_, key, column, prop=None):
        self.class_ = class_
        self.key = key
        self._column = column
        if prop is not None:
            self._given = prop

    @property
    def prop(self):
        """What stands behind the attribute."""
        if self._given is None:
            from sqlalchemy.orm.properties import ColumnProperty

            self._given = ColumnProperty(self._column)
            self._given.key = self.key
        return self._given

    @property
    def expression(self):
        """The column."""
        return self._column

    @property
    def parent(self):
        """The mapper."""
        return self.class_.__mapper__

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.key)

    def __set__(self, instance, value):
        instance.__dict__[self.key] = value

    def __delete__(self, instance):
        instance.__dict__.pop(self.key, None)

    def __getattr__(self, name):
        if name.startswith("__") or name == "_column":
            raise AttributeError(name)
        return getattr(self._column, name)

    def __str__(self):
        return f"{self.class_.__name__}.{self.key}"

    __hash__ = object.__hash__
    property = prop


InstrumentedAttribute = QueryableAttribute


def flag_modified(instance, key):
    """Marks a value as changed; objects are not written here."""


def set_attribute(instance, key, value, initiator=None):
    """Sets a value."""
    setattr(instance, key, value)


def get_attribute(instance, key):
    """A value."""
    return getattr(instance, key)


def set_committed_value(instance, key, value):
    """Sets a value."""
    instance.__dict__[key] = value


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
