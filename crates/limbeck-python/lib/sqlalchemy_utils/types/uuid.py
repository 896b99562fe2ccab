"""The module of `UUIDType`."""

from sqlalchemy_utils._columns import UUIDType  # noqa: F401
