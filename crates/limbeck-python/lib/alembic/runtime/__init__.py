"""The run of a command: its environment and its migration context."""

from alembic._refusals import refusing

__getattr__ = refusing("alembic.runtime", submodules="environment migration plugins")
