"""The names of `sqlalchemy.sql`."""

from sqlalchemy._lazy import exporter

_EXPRESSION = {
    "sqlalchemy.sql.elements": """
        BinaryExpression BindParameter BooleanClauseList Case Cast ClauseElement ClauseList CollationClause
        ColumnClause ColumnElement Extract False_ FunctionFilter Grouping Label Null Over OperatorExpression
        SQLColumnExpression TextClause True_ Tuple TypeCoerce UnaryExpression WithinGroup ColumnExpressionArgument""",
    "sqlalchemy.sql.constructors": """
        all_ and_ any_ asc between bindparam bitwise_not case cast collate column desc distinct extract false
        funcfilter label literal literal_column not_ null nulls_first nulls_last nullsfirst nullslast or_ over text
        true try_cast tuple_ type_coerce within_group""",
    "sqlalchemy.sql.functions": "Function FunctionElement func modifier",
    "sqlalchemy.sql.base": "ColumnCollection Executable Generative ReadOnlyColumnCollection",
    "sqlalchemy.sql.operators": "ColumnOperators Operators",
    "sqlalchemy.sql.relations": "FromClause ReturnsRows Selectable TableClause",
    "sqlalchemy.sql.selectable": """
        Alias AliasedReturnsRows CTE CompoundSelect Exists HasCTE HasPrefixes HasSuffixes Join
        LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL
        GenerativeSelect Lateral ScalarSelect Select SelectBase SelectLabelStyle Subquery TableSample
        TableValuedAlias TextualSelect Values alias cte except_ except_all exists intersect intersect_all join
        lateral outerjoin select subquery table tablesample union union_all values""",
    "sqlalchemy.sql.dml": "Delete Insert Update UpdateBase ValuesBase delete insert update",
    "sqlalchemy.sql.names": "quoted_name conv",
}

__getattr__, __dir__, __all__ = exporter(__name__, {**_EXPRESSION, "sqlalchemy.sql.ddl": "DDL BaseDDLElement DDLElement"})
