"""The schema's names as SQLAlchemy groups them; where they are defined is told below."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.sql.columns": "Column ForeignKey _creation_order SchemaConst insert_sentinel",
        "sqlalchemy.sql.constraints": """
            CheckConstraint ColumnCollectionConstraint ColumnCollectionMixin Constraint ForeignKeyConstraint
            HasConditionalDDL Index PrimaryKeyConstraint UniqueConstraint""",
        "sqlalchemy.sql.defaults": """
            CallableColumnDefault ColumnDefault ColumnElementColumnDefault Computed DefaultClause DefaultGenerator
            FetchedValue Identity IdentityOptions NextValue ScalarElementColumnDefault SchemaItem Sequence""",
        "sqlalchemy.sql.tables": "BLANK_SCHEMA RETAIN_SCHEMA MetaData Table",
        "sqlalchemy.sql.base": "DialectKWArgs Executable",
        "sqlalchemy.sql.names": "_NONE_NAME conv quoted_name",
        "sqlalchemy.sql.relations": "TableClause",
        "sqlalchemy.sql.ddl": "DDL",
    },
)
