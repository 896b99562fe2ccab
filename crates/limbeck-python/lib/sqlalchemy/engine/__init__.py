"""Engines, connections, results."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.engine.base": "Connection Engine NestedTransaction RootTransaction Transaction TwoPhaseTransaction",
        "sqlalchemy.engine.create": "create_engine create_pool_from_url engine_from_config",
        "sqlalchemy.engine.mock": "create_mock_engine MockConnection",
        "sqlalchemy.engine.url": "URL make_url",
        "sqlalchemy.engine.interfaces": """
            AdaptedConnection BindTyping Compiled CreateEnginePlugin Dialect ExceptionContext ExecutionContext
            TypeCompiler""",
        "sqlalchemy.engine.result": """
            ChunkedIteratorResult FilterResult FrozenResult IteratorResult MappingResult MergedResult Result
            ScalarResult TupleResult result_tuple""",
        "sqlalchemy.engine.row": "BaseRow Row RowMapping",
        "sqlalchemy.engine.cursor": "BaseCursorResult CursorResult ResultProxy",
        "sqlalchemy.engine.reflection": "Inspector ObjectKind ObjectScope",
    },
)
