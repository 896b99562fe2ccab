"""The old place of the declarative names."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.ext.declarative._deprecated": """
            as_declarative declarative_base has_inherited_table synonym_for""",
        "sqlalchemy.orm.decl_api": "DeclarativeMeta declared_attr declarative_mixin",
        "sqlalchemy.ext.declarative.extensions": "AbstractConcreteBase ConcreteBase DeferredReflection",
    },
)
