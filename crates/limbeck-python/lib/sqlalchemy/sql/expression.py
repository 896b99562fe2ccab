"""The names of `sqlalchemy.sql.expression`."""

from sqlalchemy._lazy import exporter
from sqlalchemy.sql import _EXPRESSION

__getattr__, __dir__, __all__ = exporter(__name__, _EXPRESSION)
