"""The names of `sqlalchemy.schema`."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.sql.schema": """
            BLANK_SCHEMA CheckConstraint Column ColumnCollectionConstraint ColumnCollectionMixin ColumnDefault Computed
            Constraint DefaultClause DefaultGenerator FetchedValue ForeignKey ForeignKeyConstraint HasConditionalDDL
            Identity IdentityOptions Index MetaData PrimaryKeyConstraint SchemaConst SchemaItem Sequence Table
            UniqueConstraint insert_sentinel""",
        "sqlalchemy.sql.ddl": """
            AddConstraint BaseDDLElement CreateColumn CreateIndex CreateSchema CreateSequence CreateTable DDL DDLElement
            DropColumnComment DropConstraint DropIndex DropSchema DropSequence DropTable DropTableComment
            ExecutableDDLElement SetColumnComment SetTableComment sort_tables sort_tables_and_constraints""",
        "sqlalchemy.sql.names": "conv quoted_name",
    },
)
