"""Warnings of real pydantic; here only for filters that name them."""


class PydanticDeprecationWarning(DeprecationWarning):
    """Something of an older version."""


class PydanticDeprecatedSince20(PydanticDeprecationWarning):
    """Something of version 1."""
