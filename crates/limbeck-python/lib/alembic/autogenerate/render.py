"""Renderers that a project adds for its own operations."""

from alembic._refusals import refusing
from alembic.util.langhelpers import Dispatcher

renderers = Dispatcher()

__getattr__ = refusing(
    "alembic.autogenerate.render",
    "default_renderers MAX_PYTHON_ARGS render_op render_op_text _render_cmd_body _render_op _repr_type "
    "_render_server_default _render_column _render_constraint _alembic_autogenerate_prefix "
    "_sqlalchemy_autogenerate_prefix _user_autogenerate_prefix _ident _get_index_rendered_expressions "
    "_render_potential_expr _render_table _add_table",
)
