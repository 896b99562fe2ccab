"""Stand-in for sqlmodel: what revision scripts use of it. Models are refused where one is declared."""

from sqlmodel._models import later

_MODELS = frozenset("Field Relationship SQLModel Session".split())
_TYPES = frozenset(("AutoString",))


def __getattr__(name):
    if name == "sql":
        import importlib

        return importlib.import_module("sqlmodel.sql")
    if name in _TYPES:
        from sqlmodel.sql.sqltypes import AutoString

        return AutoString
    if name in _MODELS:
        return later(name)
    import sqlalchemy

    # sqlmodel hands SQLAlchemy's names on.
    return getattr(sqlalchemy, name)
