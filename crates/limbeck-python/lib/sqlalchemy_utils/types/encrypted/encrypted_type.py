"""The module of the encrypted types; the engines are of no account to DDL."""

from sqlalchemy_utils._columns import EncryptedType, StringEncryptedType  # noqa: F401


def __getattr__(name):
    from sqlalchemy_utils import unknown

    return unknown(__name__, name)
