"""The public names of Alembic 1.20.1, by module. Written by `tests/standins/record_names.py`."""

NAMES = {
    "alembic": """
        autogenerate context ddl ext op operations plugins runtime script util
    """,
    "alembic.op": """
        Operations add_column alter_column batch_alter_table bulk_insert context create_check_constraint
        create_exclude_constraint create_foreign_key create_index create_module_class_proxy create_primary_key
        create_table create_table_comment create_unique_constraint drop_column drop_constraint drop_index drop_table
        drop_table_comment execute f get_bind get_context implementation_for inline_literal invoke
        register_operation rename_table run_async
    """,
    "alembic.context": """
        EnvironmentContext begin_transaction configure create_module_class_proxy execute get_bind get_context
        get_head_revision get_head_revisions get_impl get_revision_argument get_starting_revision_argument
        get_tag_argument get_x_argument is_offline_mode is_transactional_ddl requires_connection run_migrations
        static_output
    """,
    "alembic.config": """
        CommandFunction CommandLine Config MessagingOptions main
    """,
    "alembic.command": """
        EnvironmentContext ScriptDirectory branches check current downgrade edit ensure_version heads history init
        list_templates merge revision show stamp upgrade
    """,
    "alembic.environment": """
        EnvironmentContext MigrationContext Operations
    """,
    "alembic.migration": """
        EncodedIO HeadMaintainer MigrationContext MigrationInfo MigrationStep RevisionStep StampStep
    """,
    "alembic.operations": """
        AbstractOperations BatchOperations MigrateOperation MigrationScript Operations base batch ops schemaobj
        toimpl
    """,
    "alembic.operations.base": """
        AbstractOperations BatchOperations Operations formatannotation_fwdref
    """,
    "alembic.operations.ops": """
        AddColumnOp AddConstraintOp AlterColumnOp AlterTableOp BatchOperations BulkInsertOp CreateCheckConstraintOp
        CreateForeignKeyOp CreateIndexOp CreatePrimaryKeyOp CreateTableCommentOp CreateTableOp
        CreateUniqueConstraintOp DowngradeOps DropColumnOp DropConstraintOp DropIndexOp DropTableCommentOp
        DropTableOp ExecuteSQLOp MigrateOperation MigrationScript ModifyTableOps OpContainer Operations
        RenameTableOp UpgradeOps
    """,
    "alembic.operations.batch": """
        ApplyBatchImpl BatchOperationsImpl constraint_name_defined constraint_name_string
    """,
    "alembic.operations.schemaobj": """
        SchemaObjects
    """,
    "alembic.operations.toimpl": """
        Operations add_column alter_column bulk_insert create_constraint create_index create_table
        create_table_comment drop_column drop_constraint drop_index drop_table drop_table_comment execute_sql
        rename_table
    """,
    "alembic.runtime": """
        environment migration plugins
    """,
    "alembic.runtime.environment": """
        EnvironmentContext MigrationContext Operations
    """,
    "alembic.runtime.migration": """
        EncodedIO HeadMaintainer MigrationContext MigrationInfo MigrationStep RevisionStep StampStep
    """,
    "alembic.runtime.plugins": """
        DispatchPriority Plugin PriorityDispatcher
    """,
    "alembic.script": """
        Script ScriptDirectory base revision write_hooks
    """,
    "alembic.script.base": """
        Script ScriptDirectory not_none
    """,
    "alembic.script.revision": """
        CycleDetected DependencyCycleDetected DependencyLoopDetected LoopDetected MultipleHeads
        RangeNotAncestorError ResolutionError Revision RevisionError RevisionMap is_revision not_none
        tuple_rev_as_scalar
    """,
    "alembic.script.write_hooks": """
        REVISION_SCRIPT_TOKEN console_scripts exec_ module register
    """,
    "alembic.autogenerate": """
        RevisionContext Rewriter api comparators compare compare_metadata produce_migrations render render_op_text
        render_python_code renderers rewriter
    """,
    "alembic.autogenerate.api": """
        AutogenContext Plugin RevisionContext compare_metadata produce_migrations render_python_code
    """,
    "alembic.autogenerate.compare": """
        Plugin comments comparators constraints schema server_defaults tables types
    """,
    "alembic.autogenerate.render": """
        MAX_PYTHON_ARGS default_renderers render_op render_op_text renderers
    """,
    "alembic.autogenerate.rewriter": """
        Rewriter
    """,
    "alembic.ddl": """
        DefaultImpl base impl mssql mysql oracle postgresql sqlite
    """,
    "alembic.ddl.base": """
        AddColumn AlterColumn AlterTable ColumnComment ColumnDefault ColumnName ColumnNullable ColumnType
        ComputedColumnDefault DropColumn IdentityColumnDefault RenameTable add_column alter_column alter_table
        drop_column format_column_name format_server_default format_table_name format_type quote_dotted
        visit_add_column visit_column_default visit_column_name visit_column_nullable visit_column_type
        visit_computed_column visit_drop_column visit_identity_column visit_rename_table
    """,
    "alembic.ddl.impl": """
        ComparisonResult DefaultImpl ImplMeta Params
    """,
    "alembic.ddl.postgresql": """
        AlterColumn BatchOperations ColumnComment ComparisonResult CreateExcludeConstraintOp DefaultImpl
        IdentityColumnDefault Operations PostgresqlColumnType PostgresqlImpl RenameTable alter_column alter_table
        format_column_name format_table_name format_type visit_column_comment visit_column_type
        visit_identity_column visit_rename_table
    """,
    "alembic.ddl.mysql": """
        AlterColumn ColumnDefault ColumnName ColumnNullable ColumnType DefaultImpl MariaDBImpl MySQLAlterDefault
        MySQLChangeColumn MySQLImpl MySQLModifyColumn alter_table format_column_name format_server_default
    """,
    "alembic.ddl.sqlite": """
        ColumnName DefaultImpl RenameTable SQLiteImpl alter_table format_column_name format_table_name
        visit_column_name visit_rename_table
    """,
    "alembic.ddl.mssql": """
        AddColumn ColumnComment ColumnDefault ColumnName ColumnNullable ColumnType DefaultImpl MSSQLImpl RenameTable
        alter_column alter_table format_column_name format_server_default format_table_name format_type
        mssql_add_column visit_add_column visit_column_comment visit_column_default visit_column_nullable
        visit_column_type visit_rename_column visit_rename_table
    """,
    "alembic.ddl.oracle": """
        AddColumn ColumnComment ColumnDefault ColumnName ColumnNullable ColumnType DefaultImpl IdentityColumnDefault
        OracleImpl RenameTable add_column alter_column alter_table format_column_name format_server_default
        format_table_name format_type visit_add_column visit_column_comment visit_column_default visit_column_name
        visit_column_nullable visit_column_type visit_identity_column visit_rename_table
    """,
    "alembic.util": """
        AutogenerateDiffsDetected CommandError DatabaseNotAtHead DispatchPriority Dispatcher EMPTY_DICT
        ModuleClsProxy PriorityDispatchResult PriorityDispatcher coerce_resource_to_filename compat dedupe_tuple
        editor err exc format_as_comma langhelpers load_python_file messaging msg not_none obfuscate_url_pw
        open_in_editor pyc_file_from_path pyfiles rev_id sqla_2_1 sqla_compat status template_to_file to_tuple
        warn_deprecated write_outstream
    """,
    "alembic.util.exc": """
        AutogenerateDiffsDetected CommandError DatabaseNotAtHead
    """,
    "alembic.util.langhelpers": """
        DispatchPriority Dispatcher EMPTY_DICT ModuleClsProxy PriorityDispatchResult PriorityDispatcher dedupe_tuple
        not_none rev_id to_tuple
    """,
    "alembic.util.messaging": """
        TERMWIDTH err format_as_comma msg obfuscate_url_pw status warn_deprecated write_outstream
    """,
    "alembic.util.compat": """
        EncodedIO formatannotation_fwdref importlib_metadata_get is_posix path_relative_to path_walk py311 py312
        py313 py314 read_config_parser
    """,
    "alembic.util.sqla_compat": """
        AUTOINCREMENT_DEFAULT all_table_check_constraints constraint_name_defined constraint_name_or_none
        constraint_name_string identity_has_dialect_kwargs is_expression is_expression_index sqla_2_0_25 sqla_2_1
        sqlalchemy_version
    """,
    "alembic.util.editor": """
        CommandError is_posix open_in_editor
    """,
    "alembic.util.pyfiles": """
        CommandError coerce_resource_to_filename load_module_py load_python_file pyc_file_from_path template_to_file
    """,
    "alembic.ext": """
        checkconstraint_byname
    """,
    "alembic.testing": """
        TestBase assert_raises assert_raises_message assertions emits_python_deprecation_warning env
        eq_ignore_whitespace expect_deprecated expect_raises expect_raises_message expect_sqlalchemy_deprecated
        expect_warnings fixtures resolve_lambda util
    """,
}

MODULES = """
    alembic.autogenerate.compare.comments alembic.autogenerate.compare.constraints
    alembic.autogenerate.compare.schema alembic.autogenerate.compare.server_defaults
    alembic.autogenerate.compare.tables alembic.autogenerate.compare.types alembic.autogenerate.compare.util
    alembic.ext.checkconstraint_byname alembic.testing.assertions alembic.testing.env alembic.testing.fixtures
    alembic.testing.plugin alembic.testing.plugin.bootstrap alembic.testing.requirements
    alembic.testing.schemacompare alembic.testing.suite alembic.testing.util alembic.testing.warnings
"""
