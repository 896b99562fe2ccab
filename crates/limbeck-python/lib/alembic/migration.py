"""An older path to `alembic.runtime.migration`."""

from alembic.runtime.migration import *  # noqa: F401,F403
