"""Asynchronous engines: Limbeck's connections wait, so nothing here ever suspends."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.ext.asyncio.engine": """
            AsyncConnection AsyncEngine AsyncTransaction async_engine_from_config create_async_engine
            create_async_pool_from_url""",
        "sqlalchemy.ext.asyncio.session": """
            AsyncAttrs AsyncSession AsyncSessionTransaction async_object_session async_session async_sessionmaker
            close_all_sessions""",
        "sqlalchemy.ext.asyncio.scoping": "async_scoped_session",
        "sqlalchemy.ext.asyncio.result": "AsyncMappingResult AsyncResult AsyncScalarResult AsyncTupleResult",
        "sqlalchemy.ext.asyncio.exc": "AsyncContextAlreadyStarted AsyncContextNotStarted AsyncMethodRequired",
    },
)
