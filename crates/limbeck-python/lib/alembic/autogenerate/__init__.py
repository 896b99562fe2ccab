"""Autogenerate's extension points, and its functions for projects that compare by themselves."""

from alembic._refusals import refusing
from alembic.autogenerate.compare import comparators  # noqa: F401
from alembic.autogenerate.render import render_op_text, renderers  # noqa: F401
from alembic.autogenerate.rewriter import Rewriter  # noqa: F401

_API = "compare_metadata produce_migrations render_python_code AutogenContext RevisionContext".split()
_refused = refusing(
    "alembic.autogenerate",
    submodules="api compare render rewriter",
    private="_produce_net_changes _render_migration_diffs",
)


def __getattr__(name):
    if name in _API:
        from alembic.autogenerate import api

        return getattr(api, name)
    return _refused(name)
