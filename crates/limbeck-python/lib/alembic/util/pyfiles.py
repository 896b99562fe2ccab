"""Loading files, which is native."""

from alembic._refusals import refusing

__getattr__ = refusing("alembic.util.pyfiles")
