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


__getattr__ = refusing("alembic.util.sqla_compat", private="_copy_expression _fk_spec _find_columns _literal_bindparam _is_type_bound _exec_on_inspector _textual_index_column")
