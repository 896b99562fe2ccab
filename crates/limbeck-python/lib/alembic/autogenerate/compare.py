"""Comparators that a project adds."""

from alembic._refusals import refusing
from alembic.util.langhelpers import PriorityDispatcher

comparators = PriorityDispatcher()

__getattr__ = refusing("alembic.autogenerate.compare", private="_populate_migration_script _produce_net_changes")
