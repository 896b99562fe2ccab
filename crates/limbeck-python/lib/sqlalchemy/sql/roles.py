"""SQLAlchemy's names by the module it has them in."""

from sqlalchemy._lazy import missing


def __getattr__(name):
    return missing(__name__, name)
