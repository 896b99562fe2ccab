"""SQLite's forms of types."""

from sqlalchemy import _waist
from sqlalchemy.sql import sqltypes


class _WithFormat:
    # Formats of their own change how values are stored.

    def __init__(self, *args, **kw):
        if kw.get("storage_format") is not None or kw.get("regexp") is not None or kw.get("truncate_microseconds"):
            _waist.refuse(f"sqlite.{type(self).__name__} with a format of its own", "use the generic type")
        kw.pop("storage_format", None)
        kw.pop("regexp", None)
        kw.pop("truncate_microseconds", None)
        super().__init__(*args, **kw)


class DATE(_WithFormat, sqltypes.Date):
    """A date."""


class DATETIME(_WithFormat, sqltypes.DateTime):
    """A date with a time of day."""


class TIME(_WithFormat, sqltypes.Time):
    """A time of day."""


class JSON(sqltypes.JSON):
    """A JSON document."""

    __module__ = "sqlalchemy.dialects.sqlite.json"

    def _type_tree(self):
        return {"json": {"origin": "sqlite", "none_as_null": bool(self.none_as_null)}}


class JSONB(JSON):
    """A JSON document, taken apart."""

    __module__ = "sqlalchemy.dialects.sqlite.json"
    __visit_name__ = "JSONB"

    def _type_tree(self):
        return {"json": {"origin": "sqlite_binary", "none_as_null": bool(self.none_as_null)}}
