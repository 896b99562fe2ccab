"""Values whose changes are noticed; here the type is all that counts."""

from sqlalchemy.sql.type_api import to_instance


class MutableBase:
    """Any such value."""

    @classmethod
    def coerce(cls, key, value):
        """A plain value as one of these"""
        return value

    def changed(self):
        """Notes a change"""


class Mutable(MutableBase):
    """A value whose changes are noticed."""

    @classmethod
    def as_mutable(cls, sqltype):
        """A type whose values are of this class"""
        return to_instance(sqltype)

    @classmethod
    def associate_with(cls, sqltype):
        """Makes all columns of a type so"""

    @classmethod
    def associate_with_attribute(cls, attribute):
        """Makes a column so"""


class MutableComposite(MutableBase):
    """Several columns as one object whose changes are noticed."""


class MutableDict(Mutable, dict):
    """A dictionary."""


class MutableList(Mutable, list):
    """A list."""


class MutableSet(Mutable, set):
    """A set."""


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
