"""The module of `ScalarListType`."""

from sqlalchemy_utils._columns import ScalarListType  # noqa: F401
