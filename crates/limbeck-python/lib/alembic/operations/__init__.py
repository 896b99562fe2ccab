"""Operations: what a migration does, as objects and as directives."""

from alembic._refusals import refusing
from alembic.operations import ops, toimpl  # noqa: F401  (they register the directives)
from alembic.operations.base import AbstractOperations, BatchOperations, Operations, _plugged  # noqa: F401
from alembic.operations.ops import MigrateOperation, MigrationScript  # noqa: F401

_plugged.clear()
# The package's own, whatever a project puts in their place.
_stock_to_impl = AbstractOperations._to_impl.branch()

__getattr__ = refusing("alembic.operations", submodules="base batch ops schemaobj toimpl")
