"""The old place of the declarative names."""

from sqlalchemy.ext.declarative import __getattr__  # noqa: F401
