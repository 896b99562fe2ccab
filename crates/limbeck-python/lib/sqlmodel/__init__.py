"""Stand-in for sqlmodel: its models make SQLAlchemy's tables; everything else of it is SQLAlchemy's own."""

_HERE = frozenset("Field Relationship SQLModel".split())


def __getattr__(name):
    if name == "sql":
        import importlib

        return importlib.import_module("sqlmodel.sql")
    if name == "AutoString":
        from sqlmodel.sql.sqltypes import AutoString

        return AutoString
    if name in _HERE:
        from sqlmodel import main

        return getattr(main, name)
    if name == "Session":
        from sqlalchemy.orm import Session

        return Session
    import sqlalchemy

    # sqlmodel hands SQLAlchemy's names on.
    return getattr(sqlalchemy, name)
