"""The module of `URLType`."""

from sqlalchemy_utils._columns import URLType  # noqa: F401
