"""Encrypted types."""


def __getattr__(name):
    if name == "encrypted_type":
        import sqlalchemy_utils.types.encrypted.encrypted_type as module

        return module
    from sqlalchemy_utils import unknown

    return unknown(__name__, name)
