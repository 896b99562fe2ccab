"""The module of `JSONType`."""

from sqlalchemy_utils._columns import JSONType  # noqa: F401
