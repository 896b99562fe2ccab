"""The ORM's names by the module SQLAlchemy has them in."""

from sqlalchemy._lazy import missing


def __getattr__(name):
    return missing(__name__, name)
