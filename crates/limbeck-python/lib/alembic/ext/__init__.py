"""Plug-ins that real Alembic brings along; their work is native."""

from alembic._refusals import refusing

__getattr__ = refusing("alembic.ext")
