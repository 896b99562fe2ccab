"""The directory of revision scripts."""

from alembic._refusals import refusing
from alembic.script.base import ScriptDirectory  # noqa: F401

__getattr__ = refusing("alembic.script", submodules="base revision write_hooks")
