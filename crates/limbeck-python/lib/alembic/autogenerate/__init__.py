"""Autogenerate's extension points. What a project registers is kept; the comparison itself is native."""

from alembic._refusals import refusing
from alembic.autogenerate.compare import comparators  # noqa: F401
from alembic.autogenerate.render import renderers  # noqa: F401
from alembic.autogenerate.rewriter import Rewriter  # noqa: F401

__getattr__ = refusing("alembic.autogenerate", submodules="api compare render rewriter", private="_produce_net_changes _render_migration_diffs")
