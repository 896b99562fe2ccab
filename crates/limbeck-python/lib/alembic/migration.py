"""An older path to `alembic.runtime.migration`."""

from alembic._refusals import refusing
from alembic.runtime.migration import *  # noqa: F401,F403

__getattr__ = refusing("alembic.migration")
