"""Names that have become the usual ones."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.engine.create": "create_engine",
        "sqlalchemy.engine.base": "Connection Engine",
        "sqlalchemy.sql.selectable": "Select select",
    },
)
