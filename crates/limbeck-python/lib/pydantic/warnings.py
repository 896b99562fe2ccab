"""Warnings of real pydantic; here only for filters that name them."""

from pydantic._refusals import having


class PydanticDeprecationWarning(DeprecationWarning):
    """Something of an older version."""


class PydanticDeprecatedSince20(PydanticDeprecationWarning):
    """Something of version 1."""


__getattr__ = having("pydantic.warnings")
