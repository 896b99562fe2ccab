"""NOT, BETWEEN, AND, OR, and expressions in a row."""

from sqlalchemy.sql.base import ClauseElement
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.sqltypes import BOOLEANTYPE, NULLTYPE


class Not(ColumnElement):
    """NOT"""

    type = BOOLEANTYPE

    def __init__(self, element):
        self.element = element

    def _tree(self):
        return {"not": self.element._expression_tree()}

    def get_children(self, **kw):
        """The operand."""
        return (self.element,)

    def _negated(self):
        return self.element


class Between(ColumnElement):
    """BETWEEN"""

    type = BOOLEANTYPE

    def __init__(self, operand, low, high, negated=False, symmetric=False):
        self.operand, self.low, self.high, self.negated = operand, low, high, negated
        self.symmetric = symmetric

    def _tree(self):
        return {
            "between": {
                "operand": self.operand._expression_tree(),
                "low": self.low._expression_tree(),
                "high": self.high._expression_tree(),
                "negated": self.negated,
                "symmetric": self.symmetric,
            }
        }

    def get_children(self, **kw):
        """The three parts."""
        return self.operand, self.low, self.high

    def _negated(self):
        return Between(self.operand, self.low, self.high, not self.negated, self.symmetric)


class ClauseList(ClauseElement):
    """Expressions in a row."""

    def __init__(self, clauses):
        self.clauses = list(clauses)

    type = NULLTYPE

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)

    def _tree(self):
        return {"tuple": [clause._expression_tree() for clause in self.clauses]}

    def get_children(self, **kw):
        """All of them."""
        return tuple(self.clauses)

    _froms = ColumnElement._froms


class BooleanClauseList(ColumnElement):
    """AND and OR."""

    type = BOOLEANTYPE

    def __init__(self, conjunction, clauses):
        self.conjunction = conjunction
        self.clauses = clauses

    def _tree(self):
        terms = [clause._expression_tree() for clause in self.clauses]
        return {"connective": {"and": self.conjunction, "terms": terms}}

    def get_children(self, **kw):
        """The terms."""
        return tuple(self.clauses)

    def __len__(self):
        return len(self.clauses)

    def __iter__(self):
        return iter(self.clauses)


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.elements")
