"""The validators of version 1, which version 2 still takes."""

from pydantic.functional_validators import Decorated, _as_class_method


def validator(field, /, *fields, pre=False, each_item=False, always=False, check_fields=None, allow_reuse=False):
    """A decorator: a class method `(cls, value)`, with `values` where it asks for them."""

    def decorate(function):
        return Decorated(
            _as_class_method(function),
            "validator",
            (field, *fields),
            "before" if pre else "after",
            check=check_fields,
            always=always,
            each_item=each_item,
        )

    return decorate


def root_validator(*arguments, pre=False, skip_on_failure=False, allow_reuse=False):
    """A decorator: a class method `(cls, values)`."""
    from pydantic.errors import PydanticUserError

    if arguments or not (pre or skip_on_failure):
        raise PydanticUserError(
            "If you use `@root_validator` with pre=False (the default) you MUST specify `skip_on_failure=True`. "
            "Note that `@root_validator` is deprecated and should be replaced with `@model_validator`.",
            code="root-validator-pre-skip",
        )

    def decorate(function):
        return Decorated(_as_class_method(function), "root_validator", (), "before" if pre else "after")

    return decorate
