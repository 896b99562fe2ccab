"""PostgreSQL's text search functions, and DDL for its types."""

from sqlalchemy import _waist
from sqlalchemy.sql.ddl import _Operation
from sqlalchemy.sql.elements import UnaryExpression, coerce
from sqlalchemy.sql.functions import func


class CreateEnumType(_Operation):
    """CREATE TYPE … AS ENUM"""

    def _operation_tree(self):
        return {"create_enum": {"type": self.element._enum_tree()}}


class DropEnumType(_Operation):
    """DROP TYPE"""

    def _operation_tree(self):
        return {"drop_enum": {"type": self.element._enum_tree()}}


class _Domain(_Operation):
    def _operation_tree(self):
        _waist.refuse(type(self).__name__, "write the statement as SQL text with op.execute()")


class CreateDomainType(_Domain):
    """CREATE DOMAIN; not supported."""


class DropDomainType(_Domain):
    """DROP DOMAIN; not supported."""


def Any(other, arrexpr, operator=None):  # noqa: N802 - the function is called so
    """other = ANY (array)"""
    return coerce(other) == UnaryExpression(coerce(arrexpr), "any")


def All(other, arrexpr, operator=None):  # noqa: N802 - the function is called so
    """other = ALL (array)"""
    return coerce(other) == UnaryExpression(coerce(arrexpr), "all")


def distinct_on(*expr):
    """DISTINCT ON as an extension; not supported."""
    _waist.refuse("distinct_on()", "use select().distinct(…)")


def __getattr__(name):
    if name in "match phraseto_tsquery plainto_tsquery to_tsquery to_tsvector ts_headline websearch_to_tsquery".split():
        return getattr(func, name)
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
