"""`alembic.command`: refused inside a script or an env.py, where a command is already running."""

from alembic._refusals import refusing
from alembic.config import _COMMANDS, _command

for _name in _COMMANDS:
    globals()[_name] = _command(_name)
del _name

__getattr__ = refusing("alembic.command")
