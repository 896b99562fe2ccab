"""Facts about the SQLAlchemy that the facade follows."""

from alembic._refusals import refusing

sqla_2_0_25 = sqla_2_1 = True
sqlalchemy_version = "2.1.9"
AUTOINCREMENT_DEFAULT = "auto"


def constraint_name_or_none(name):
    """A constraint's name where it is a string."""
    return name if isinstance(name, str) else None


def constraint_name_string(name):
    """Whether a constraint's name is a string."""
    return isinstance(name, str)


def _copy(schema_item, **keywords):
    return schema_item._copy(**keywords)


__getattr__ = refusing(
    "alembic.util.sqla_compat",
    "_safe_int _vers compiles identity_has_dialect_kwargs _get_identity_options_dict constraint_name_defined "
    "_ensure_scope_for_ddl _safe_begin_connection_transaction _safe_commit_connection_transaction "
    "_safe_rollback_connection_transaction _get_connection_in_transaction _idx_table_bound_expressions "
    "_connectable_has_table _exec_on_inspector _nullability_might_be_unset _server_default_is_computed "
    "_server_default_is_identity _table_for_constraint _columns_for_constraint _resolve_for_variant "
    "_type_has_variants _get_variant_mapping _get_table_key _fk_spec _fk_target_tokens _fk_target_table_key "
    "_fk_target_is_named _fk_is_self_referential _is_type_bound _conv_constraint_names "
    "_name_type_bound_constraints _find_columns _remove_column_from_collection _textual_index_column "
    "_copy_expression _textual_index_element _literal_bindparam _get_constraint_final_name "
    "_constraint_is_named is_expression_index is_expression all_table_check_constraints",
)
