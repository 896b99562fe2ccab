"""Comparators that a project adds."""

from alembic._refusals import refusing
from alembic.util.langhelpers import PriorityDispatcher

comparators = PriorityDispatcher()

__getattr__ = refusing(
    "alembic.autogenerate.compare",
    "_populate_migration_script _produce_net_changes _make_unique_constraint _make_index _make_foreign_key "
    "comments constraints schema server_defaults tables types util",
)
