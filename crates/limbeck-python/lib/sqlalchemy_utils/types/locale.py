"""The module of `LocaleType`."""

from sqlalchemy_utils._columns import LocaleType  # noqa: F401
