"""Serializers of fields; those of whole models and of annotations are refused where they would be used."""

from pydantic._refusals import having
from pydantic.functional_validators import Decorated


def field_serializer(*fields, mode="plain", return_type=None, when_used="always", check_fields=None):
    """A decorator: a method that writes the values of fields."""
    if mode != "plain":
        from pydantic._refusals import refuse

        refuse("field_serializer(mode='wrap')")

    def decorate(function):
        return Decorated(function, "field_serializer", fields, mode, when_used=when_used)

    return decorate


def model_serializer(function=None, /, *, mode="plain", when_used="always", return_type=None):
    """A decorator: a method that writes the model."""

    def decorate(inner):
        return Decorated(inner, "model_serializer", (), mode, when_used=when_used)

    return decorate if function is None else decorate(function)


class PlainSerializer:
    """A function that writes a value."""

    def __init__(self, func, return_type=None, when_used="always"):
        self.func, self.return_type, self.when_used = func, return_type, when_used


class WrapSerializer(PlainSerializer):
    """A function that goes around the writing of a value."""


class SerializeAsAny:
    """Writes a value by its own type, as is done here anyway."""

    def __class_getitem__(cls, item):
        return item


__getattr__ = having("pydantic.functional_serializers")
