"""`sqlalchemy.ext.baked`; not supported."""

from sqlalchemy._lazy import missing


def __getattr__(name):
    return missing(__name__, name)
