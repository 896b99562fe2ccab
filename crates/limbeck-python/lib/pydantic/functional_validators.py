"""Validators: functions of models, and markers in annotations."""

from pydantic._refusals import having


class Decorated:
    """A function of a class body that validates or serializes."""

    def __init__(self, function, kind, fields=(), mode="after", **options):
        self.function = function
        self.kind = kind
        self.fields = fields
        self.mode = mode
        self.options = options

    def __set_name__(self, owner, name):
        if hasattr(self.function, "__set_name__"):
            self.function.__set_name__(owner, name)

    def __get__(self, instance, owner):
        return self.function.__get__(instance, owner)

    def __getattr__(self, name):
        return getattr(self.__dict__["function"], name)


def _as_class_method(function):
    if isinstance(function, (classmethod, staticmethod)):
        return function
    code = getattr(function, "__code__", None)
    if code is not None and code.co_argcount and code.co_varnames[0] == "cls":
        return classmethod(function)
    return function


def field_validator(field, /, *fields, mode="after", check_fields=None, json_schema_input_type=None):
    """A decorator: a class method that sees the values of fields."""
    if callable(field) and not isinstance(field, str):
        from pydantic.errors import PydanticUserError

        raise PydanticUserError(
            "`@field_validator` should be used with fields and keyword arguments, not bare. "
            "E.g. usage should be `@validator('<field_name>', ...)`",
            code="validator-no-fields",
        )

    def decorate(function):
        return Decorated(_as_class_method(function), "field_validator", (field, *fields), mode, check=check_fields)

    return decorate


def model_validator(*, mode):
    """A decorator: a method that sees the whole model."""

    def decorate(function):
        return Decorated(_as_class_method(function), "model_validator", (), mode)

    return decorate


class _Marker:
    """A function in an annotation's metadata."""

    def __init__(self, func, **options):
        self.func = func
        self.options = options


class BeforeValidator(_Marker):
    """Sees a value before its type does."""


class AfterValidator(_Marker):
    """Sees a value after its type did."""


class PlainValidator(_Marker):
    """Stands in its type's place."""


class WrapValidator(_Marker):
    """Goes around its type."""


class SkipValidation:
    """Lets every value pass."""

    def __class_getitem__(cls, item):
        from typing import Annotated

        return Annotated[item, SkipValidation()]


class InstanceOf:
    """Only instances pass."""

    def __class_getitem__(cls, item):
        from typing import Annotated

        return Annotated[item, InstanceOf()]


__getattr__ = having("pydantic.functional_validators")
