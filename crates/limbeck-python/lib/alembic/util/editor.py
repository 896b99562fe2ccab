"""Opening an editor, which env.py does not do."""

from alembic._refusals import refusing

__getattr__ = refusing("alembic.util.editor")
