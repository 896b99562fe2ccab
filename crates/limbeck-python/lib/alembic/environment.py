"""An older path to `alembic.runtime.environment`."""

from alembic._refusals import refusing
from alembic.runtime.environment import *  # noqa: F401,F403

__getattr__ = refusing("alembic.environment")
