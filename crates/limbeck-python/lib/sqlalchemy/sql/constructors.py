"""The functions users call to make expressions: `text`, `and_`, `case`, `cast` and their kin."""

from sqlalchemy.sql.elements import (
    BindParameter,
    BooleanClauseList,
    Case,
    Cast,
    CollationClause,
    ColumnClause,
    ColumnElement,
    Extract,
    False_,
    FunctionFilter,
    Label,
    Not,
    Null,
    Over,
    TextClause,
    True_,
    Tuple,
    TypeCoerce,
    UnaryExpression,
    _clause_of,
    coerce,
    constant,
)


def text(text):
    """Verbatim SQL with `:name` parameters."""
    return TextClause(text)


def column(text, type_=None, is_literal=False, _selectable=None):
    """A column by its name."""
    return ColumnClause(text, type_, is_literal, _selectable)


def literal_column(text, type_=None):
    """Verbatim SQL as an expression."""
    return ColumnClause(text, type_, is_literal=True)


def literal(value, type_=None, literal_execute=False):
    """A plain value as an expression."""
    if isinstance(_clause_of(value), ColumnElement):
        return value
    return BindParameter(None, value, type_=type_, unique=True, literal_execute=literal_execute)


def bindparam(
    key,
    value=NotImplemented,
    type_=None,
    unique=False,
    required=NotImplemented,
    quote=None,
    callable_=None,
    expanding=False,
    isoutparam=False,
    literal_execute=False,
):
    """A place for a value."""
    return BindParameter(
        key,
        value,
        type_=type_,
        unique=unique,
        required=required,
        callable_=callable_,
        expanding=expanding,
        literal_execute=literal_execute,
    )


def null():
    """NULL"""
    return Null()


def true():
    """The true constant."""
    return True_()


def false():
    """The false constant."""
    return False_()


def condition(value):
    """Something in the place of a condition: a clause, or a plain truth value."""
    value = _clause_of(value)
    if value is None or value is True or value is False:
        return constant(value)
    if isinstance(value, (ColumnElement, TextClause)):
        return value
    if hasattr(value, "_as_scalar"):
        return value._as_scalar()
    from sqlalchemy import exc

    if isinstance(value, str):
        raise exc.ArgumentError(
            f"Textual SQL expression {value!r} should be explicitly declared as text({value!r})"
        )
    raise exc.ArgumentError(
        f"SQL expression for WHERE/HAVING role expected, got {value!r}."
    )


def _joined(conjunction, clauses):
    neutral, absorbing = (True_, False_) if conjunction else (False_, True_)
    terms = []
    for clause in clauses:
        clause = condition(clause)
        if isinstance(clause, absorbing):
            return clause
        if isinstance(clause, neutral):
            continue
        if isinstance(clause, BooleanClauseList) and clause.conjunction == conjunction:
            terms.extend(clause.clauses)
        else:
            terms.append(clause)
    if not terms:
        return neutral() if clauses else BooleanClauseList(conjunction, [])
    if len(terms) == 1 and not _is_bare_truth(terms[0]):
        return terms[0]
    return BooleanClauseList(conjunction, terms)


def _is_bare_truth(clause):
    # A truth value that is no comparison becomes one where it stands for a condition.
    from sqlalchemy.sql.functions import FunctionElement
    from sqlalchemy.sql.sqltypes import Boolean

    return isinstance(clause, (ColumnClause, FunctionElement)) and isinstance(clause.type, Boolean)


def and_(*clauses):
    """AND"""
    return _joined(True, clauses)


def or_(*clauses):
    """OR"""
    return _joined(False, clauses)


def not_(clause):
    """NOT"""
    clause = condition(clause)
    return clause._negated() if isinstance(clause, (ColumnElement, TextClause)) else Not(clause)


def case(*whens, value=None, else_=None):
    """CASE"""
    return Case(*whens, value=value, else_=else_)


def cast(expression, type_):
    """CAST"""
    return Cast(expression, type_)


def try_cast(expression, type_):
    """TRY_CAST, which only SQL Server has."""
    from sqlalchemy._waist import refuse

    refuse("try_cast()", "write the expression as text()")


def type_coerce(expression, type_):
    """Another type on the Python side, the same text."""
    return TypeCoerce(expression, type_)


def collate(expression, collation):
    """COLLATE"""
    return CollationClause(expression, collation)


def distinct(expr):
    """DISTINCT, inside an aggregate"""
    from sqlalchemy.sql.functions import DistinctExpression

    return DistinctExpression(coerce(expr))


def extract(field, expr):
    """EXTRACT"""
    return Extract(field, expr)


def tuple_(*clauses, types=None):
    """(a, b)"""
    return Tuple(*clauses, types=types)


def label(name, element, type_=None):
    """An expression under a name."""
    return Label(name, element, type_)


def _named(value):
    from sqlalchemy.sql._elements import by_text

    return by_text(value)


def desc(column):
    """DESC"""
    return UnaryExpression(_named(column), "descending")


def asc(column):
    """ASC"""
    return UnaryExpression(_named(column), "ascending")


def nulls_first(column):
    """NULLS FIRST"""
    return UnaryExpression(_named(column), "nulls_first")


def nulls_last(column):
    """NULLS LAST"""
    return UnaryExpression(_named(column), "nulls_last")


nullsfirst, nullslast = nulls_first, nulls_last


def between(expr, lower_bound, upper_bound, symmetric=False):
    """BETWEEN"""
    return coerce(expr).between(lower_bound, upper_bound, symmetric)


def any_(expr):
    """ANY (…)"""
    return UnaryExpression(coerce(expr), "any")


def all_(expr):
    """ALL (…)"""
    return UnaryExpression(coerce(expr), "all")


def bitwise_not(expr):
    """~"""
    return UnaryExpression(coerce(expr), "bitwise_not")


def over(element, partition_by=None, order_by=None, range_=None, rows=None, groups=None, exclude=None):
    """A window function."""
    return Over(element, partition_by, order_by, range_, rows, groups, exclude)


def funcfilter(func, *criterion):
    """FILTER (WHERE …)"""
    return FunctionFilter(func, *criterion)


def within_group(element, *order_by):
    """WITHIN GROUP (ORDER BY …)"""
    from sqlalchemy.sql.elements import WithinGroup

    return WithinGroup(element, *order_by)
