"""DDL elements of real Alembic that a project may hook with `@compiles`: refused by name."""

from alembic._refusals import refusing

__getattr__ = refusing(
    "alembic.ddl.base",
    "AlterTable RenameTable AlterColumn ColumnNullable ColumnType ColumnName ColumnDefault ComputedColumnDefault "
    "IdentityColumnDefault AddColumn DropColumn ColumnComment quote_dotted format_table_name format_column_name "
    "format_server_default format_type alter_table drop_column alter_column add_column visit_rename_table "
    "visit_add_column visit_drop_column visit_column_nullable visit_column_type visit_column_name "
    "visit_column_default visit_computed_column visit_identity_column",
)
