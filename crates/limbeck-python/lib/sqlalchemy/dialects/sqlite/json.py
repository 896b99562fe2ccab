"""SQLite's names by the module SQLAlchemy has them in."""

from sqlalchemy.dialects.sqlite.base import __getattr__  # noqa: F401
