"""MySQL's names by the module SQLAlchemy has them in."""

from sqlalchemy.dialects.mysql.base import __getattr__  # noqa: F401
