"""The declarative base, and the application's async sessions."""

from collections.abc import AsyncIterator
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import declarative_base

from app.core.config import settings

Base = declarative_base()


@lru_cache(maxsize=1)
def get_engine() -> AsyncEngine:
    """Return the application's engine, made at its first use."""
    return create_async_engine(settings.database_url)


async def get_session() -> AsyncIterator[AsyncSession]:
    """Yield a session that is closed afterwards."""
    async with async_sessionmaker(get_engine(), expire_on_commit=False)() as session:
        yield session
