"""The revision graph, which is native; its classes are refused by name."""

from alembic._refusals import refusing

__getattr__ = refusing("alembic.script.revision", private="_RevIdType _GetRevArg")
