"""The declarative base of all models, and sessions for the application."""

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Engine, MetaData, create_engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from app.config import get_settings

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base class of SignalForge's models."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


@lru_cache
def get_engine() -> Engine:
    """Return the application's engine, made at its first use."""
    settings = get_settings()
    return create_engine(settings.database_url, echo=settings.database_echo)


def get_session() -> Iterator[Session]:
    """Yield a session that is closed afterwards."""
    with sessionmaker(get_engine(), expire_on_commit=False)() as session:
        yield session
