"""The module of `TimezoneType`."""

from sqlalchemy_utils._columns import TimezoneType  # noqa: F401
