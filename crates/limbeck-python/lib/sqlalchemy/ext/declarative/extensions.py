"""Bases that make tables of their own accord; not supported."""

from sqlalchemy import _waist


class ConcreteBase:
    """A base whose subclasses have tables of their own; the union of them is not made."""


class AbstractConcreteBase(ConcreteBase):
    """A base whose subclasses have tables of their own; not supported."""

    def __init_subclass__(cls, **kw):
        _waist.refuse("AbstractConcreteBase", "declare the classes with tables of their own")


class DeferredReflection:
    """Classes whose tables are read from the database; not supported."""

    def __init_subclass__(cls, **kw):
        _waist.refuse("DeferredReflection", "declare the columns")
