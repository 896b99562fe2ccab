"""PostgreSQL's names by the module SQLAlchemy has them in."""

from sqlalchemy.dialects.postgresql.base import __getattr__  # noqa: F401
