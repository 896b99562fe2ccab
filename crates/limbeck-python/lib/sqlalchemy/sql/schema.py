"""The schema's names as SQLAlchemy groups them; where they are defined is told below."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.sql.columns": "Column SchemaConst insert_sentinel",
        "sqlalchemy.sql.constraints": """
            CheckConstraint ColumnCollectionConstraint ColumnCollectionMixin Constraint HasConditionalDDL
            PrimaryKeyConstraint UniqueConstraint""",
        "sqlalchemy.sql.foreign_keys": "ForeignKey ForeignKeyConstraint",
        "sqlalchemy.sql.indexes": "Index",
        "sqlalchemy.sql.defaults": """
            CallableColumnDefault ColumnDefault ColumnElementColumnDefault Computed DefaultClause DefaultGenerator
            FetchedValue Identity IdentityOptions NextValue ScalarElementColumnDefault SchemaItem Sequence""",
        "sqlalchemy.sql.metadata": "MetaData",
        "sqlalchemy.sql.tables": "BLANK_SCHEMA RETAIN_SCHEMA Table",
        "sqlalchemy.sql.base": "DialectKWArgs Executable",
        "sqlalchemy.sql.names": "_NONE_NAME conv quoted_name",
        "sqlalchemy.sql.relations": "TableClause",
        "sqlalchemy.sql.ddl": "DDL",
    },
)
