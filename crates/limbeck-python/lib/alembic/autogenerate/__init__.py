"""Autogenerate's extension points. What a project registers is kept; the comparison itself is native."""

from alembic._refusals import refusing
from alembic.autogenerate.compare import comparators  # noqa: F401
from alembic.autogenerate.render import renderers  # noqa: F401
from alembic.autogenerate.rewriter import Rewriter  # noqa: F401

_refuse = refusing(
    "alembic.autogenerate",
    "RevisionContext compare_metadata produce_migrations render_op_text render_python_code "
    "_produce_net_changes _render_migration_diffs",
)


def __getattr__(name):
    if name in ("api", "compare", "render", "rewriter"):
        import importlib

        return importlib.import_module("alembic.autogenerate." + name)
    return _refuse(name)
