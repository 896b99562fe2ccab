"""Queries put together from others, and queries as values and conditions."""

from sqlalchemy import _waist
from sqlalchemy.sql._queries import GenerativeSelect, Select, SelectBase, _with_common_tables
from sqlalchemy.sql.elements import ColumnClause, ColumnElement, Label, Not, _clause_of
from sqlalchemy.sql.sqltypes import BOOLEANTYPE, NULLTYPE


class CompoundSelect(GenerativeSelect):
    """UNION and its kin."""

    def __init__(self, keyword, *selects):
        self.keyword = keyword
        self.selects = [_clause_of(item) for item in selects]

    def _named_columns(self):
        return self.selects[0]._named_columns()

    def _result_columns(self):
        return self.selects[0]._result_columns()

    def _select_tree(self, named=False):
        return _with_common_tables(self, self._body_tree)

    def _body_tree(self):
        first, *others = self.selects
        if isinstance(first, CompoundSelect) or first._order_by or first._limit is not None:
            tree = _nested(first)
        else:
            tree = first._select_tree()
        tree["compound"] = [
            *tree.get("compound", []),
            *[[self.keyword, item._select_tree()] for item in others],
        ]
        self._tail_tree(tree)
        return tree


def _nested(select):
    if isinstance(select, CompoundSelect) and not select._order_by and select._limit is None:
        return select._select_tree()
    _waist.refuse("ORDER BY or LIMIT inside a UNION", "write the statement as text()")


class TextualSelect(SelectBase):
    """Text with columns."""

    is_text = True

    def __init__(self, text, columns, positional=False):
        self.element = text
        self.column_args = list(columns)

    @property
    def _bindparams(self):
        return self.element._bindparams

    def bindparams(self, *binds, **kw):
        """The same with values for its parameters."""
        new = self._clone()
        new.element = self.element.bindparams(*binds, **kw)
        return new

    def _executable_tree(self):
        return self.element._executable_tree()

    def _select_tree(self, named=False):
        _waist.refuse("text(…).columns(…) inside another statement", "write the whole statement as text()")

    def _named_columns(self):
        return [(column.key, column) for column in self.column_args]

    def _result_columns(self):
        return self.column_args


class ScalarSelect(ColumnElement):
    """A query as a value."""

    def __init__(self, element):
        self.element = element
        columns = element._result_columns()
        self.type = columns[0].type if len(columns) == 1 else NULLTYPE

    def _tree(self):
        return {"subquery": self.element._select_tree()}

    def _froms(self):
        return []

    def _in_target(self):
        return self

    def where(self, crit):
        """A further condition"""
        return ScalarSelect(self.element.where(crit))

    def correlate(self, *fromclauses):
        """FROM clauses that the statement around gives"""
        return ScalarSelect(self.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses):
        """All FROM clauses but these are the statement around's"""
        return ScalarSelect(self.element.correlate_except(*fromclauses))

    def scalar_subquery(self):
        """Itself"""
        return self

    def label(self, name=None):
        """The value under a name"""
        return Label(name, self, self.type)


class Exists(ColumnElement):
    """EXISTS"""

    type = BOOLEANTYPE

    def __init__(self, argument=None):
        argument = _clause_of(argument)
        if argument is None:
            argument = Select(ColumnClause("*", is_literal=True))
        elif isinstance(argument, ScalarSelect):
            argument = argument.element
        elif not isinstance(argument, SelectBase):
            argument = Select(argument)
        self.element = argument

    def _changed(self, element):
        return Exists(element)

    def where(self, *clause):
        """Further conditions"""
        return self._changed(self.element.where(*clause))

    def select_from(self, *froms):
        """FROM"""
        return self._changed(self.element.select_from(*froms))

    def correlate(self, *fromclauses):
        """FROM clauses that the statement around gives"""
        return self._changed(self.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses):
        """All FROM clauses but these are the statement around's"""
        return self._changed(self.element.correlate_except(*fromclauses))

    def select(self):
        """SELECT EXISTS"""
        return Select(self)

    def _tree(self):
        return {"exists": self.element._select_tree()}

    def _froms(self):
        return []

    def _negated(self):
        return Not(self)


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.selectable")
