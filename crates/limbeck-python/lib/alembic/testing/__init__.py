"""Real Alembic's test tools."""

from alembic._refusals import refusing

__getattr__ = refusing("alembic.testing")
