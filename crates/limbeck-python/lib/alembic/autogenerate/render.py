"""Renderers that a project adds for its own operations."""

from alembic._refusals import refusing
from alembic.util.langhelpers import Dispatcher

renderers = Dispatcher()

__getattr__ = refusing("alembic.autogenerate.render", private="_render_cmd_body _render_op _repr_type _render_server_default _render_column _render_constraint _alembic_autogenerate_prefix _sqlalchemy_autogenerate_prefix _user_autogenerate_prefix _ident _render_table _add_table")
