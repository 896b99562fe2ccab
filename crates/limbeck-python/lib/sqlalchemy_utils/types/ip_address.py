"""The module of `IPAddressType`."""

from sqlalchemy_utils._columns import IPAddressType  # noqa: F401
