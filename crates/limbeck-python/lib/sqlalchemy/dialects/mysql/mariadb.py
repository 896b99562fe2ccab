"""MariaDB's names by the module SQLAlchemy has them in."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.dialects.mysql.types": "INET4 INET6",
        "sqlalchemy.engine.default": "MariaDBDialect",
    },
)
