"""Limbeck's stand-in for SQLAlchemy 2.1.9: what migration scripts, env.py files and models see of it.

The modules here are Python's own object model only: they record what was declared as plain trees.
SQL, comparison and every decision are made by the native side, which reads those trees.
"""

import sys

from sqlalchemy._lazy import exporter

__version__ = "2.1.9"

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.sql.sqltypes": """
            ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB DATE DATETIME DECIMAL DOUBLE
            DOUBLE_PRECISION Date DateTime Double FLOAT Float INT INTEGER Integer Interval JSON LargeBinary
            NCHAR NUMERIC NVARCHAR Numeric PickleType REAL SMALLINT SmallInteger String TEXT TIME TIMESTAMP
            Text Time TupleType UUID Unicode UnicodeText Uuid VARBINARY VARCHAR""",
        "sqlalchemy.sql.enumerated": "Enum",
        "sqlalchemy.sql.type_api": "TypeDecorator",
        "sqlalchemy.sql.schema": """
            BLANK_SCHEMA CheckConstraint Column ColumnDefault Computed Constraint DDL DefaultClause FetchedValue
            ForeignKey ForeignKeyConstraint Identity Index MetaData PrimaryKeyConstraint Sequence Table
            UniqueConstraint""",
        "sqlalchemy.sql.ddl": "BaseDDLElement DDLElement ExecutableDDLElement",
        "sqlalchemy.sql.base": "Executable",
        "sqlalchemy.sql.elements": """
            BinaryExpression BindParameter BooleanClauseList Case Cast ClauseElement ClauseList CollationClause
            ColumnClause ColumnElement Extract False_ Grouping Label Null Over
            SQLColumnExpression TextClause True_ Tuple TypeCoerce UnaryExpression ColumnExpressionArgument
            FunctionFilter WithinGroup""",
        "sqlalchemy.sql.constructors": """
            all_ and_ any_ asc between bindparam bitwise_not case cast collate column desc distinct
            extract false funcfilter label literal literal_column not_ null nulls_first nulls_last nullsfirst
            nullslast or_ over text true try_cast tuple_ type_coerce within_group""",
        "sqlalchemy.sql.functions": "Function FunctionElement func modifier",
        "sqlalchemy.sql.selectable": """
            Alias CTE CompoundSelect Exists FromClause HasCTE Join LABEL_STYLE_DEFAULT
            LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL ReturnsRows
            ScalarSelect Select SelectBase Selectable SelectLabelStyle Subquery TableClause TableSample TableValuedAlias
            TextualSelect Values alias cte except_ except_all exists intersect intersect_all join
            lateral outerjoin select subquery table tablesample union union_all values GenerativeSelect Lateral""",
        "sqlalchemy.sql.dml": "Delete Insert Update UpdateBase ValuesBase delete insert update",
        "sqlalchemy.sql.names": "quoted_name",
        "sqlalchemy.engine.create": "create_engine engine_from_config create_pool_from_url",
        "sqlalchemy.engine.mock": "create_mock_engine",
        "sqlalchemy.engine.url": "URL make_url",
        "sqlalchemy.engine.base": """
            Connection Engine NestedTransaction RootTransaction Transaction TwoPhaseTransaction""",
        "sqlalchemy.engine.interfaces": "Dialect Compiled TypeCompiler CreateEnginePlugin ExceptionContext ExecutionContext",
        "sqlalchemy.engine.result": """
            ChunkedIteratorResult FrozenResult IteratorResult MappingResult MergedResult Result
            ScalarResult TupleResult""",
        "sqlalchemy.engine.row": "Row RowMapping",
        "sqlalchemy.engine.cursor": "BaseCursorResult CursorResult ResultProxy",
        "sqlalchemy.engine.reflection": "Inspector",
        "sqlalchemy.engine": "AdaptedConnection",
        "sqlalchemy.inspection": "inspect",
        "sqlalchemy.pool": """
            AssertionPool AsyncAdaptedQueuePool NullPool Pool PoolProxiedConnection PoolResetState QueuePool
            SingletonThreadPool StaticPool""",
    },
)

if "logging" in sys.modules:
    from sqlalchemy.log import keep_statements_out

    keep_statements_out()
