"""SQLAlchemy's expressions under sqlmodel's path."""


def __getattr__(name):
    import sqlalchemy

    return getattr(sqlalchemy, name)
