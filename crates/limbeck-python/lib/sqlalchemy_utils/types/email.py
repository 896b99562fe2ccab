"""The module of `EmailType`."""

from sqlalchemy_utils._columns import EmailType  # noqa: F401
