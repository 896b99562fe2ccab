"""More pieces of expressions: labels, casts, CASE, windows, verbatim text."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ClauseElement, Executable
from sqlalchemy.sql.elements import BindParameter, ColumnClause, ColumnElement, coerce
from sqlalchemy.sql.sqltypes import INTEGERTYPE, NULLTYPE, STRINGTYPE, to_instance


class Label(ColumnElement):
    """An expression under a name."""

    def __init__(self, name, element, type_=None):
        self.element = coerce(element)
        while isinstance(self.element, Label):
            self.element = self.element.element
        self.name = self.key = name
        self.type = to_instance(type_) if type_ is not None else self.element.type

    def _tree(self):
        return {"label": {"name": _waist.name_tree(self.name), "operand": self.element._expression_tree()}}

    def get_children(self, **kw):
        """What is named."""
        return (self.element,)

    def _copied_to(self, table, key=None, name=None):
        if hasattr(self.element, "_copied_to"):
            return self.element._copied_to(table, key=key or self.key, name=name or self.name)
        new = ColumnClause(name or self.name, self.type)
        new.key = key or self.key
        new.table = table
        return new


class Grouping(ColumnElement):
    """Parentheses; the compiler sets them where they are needed."""

    def __init__(self, element):
        self.element = element
        self.type = element.type

    def _tree(self):
        return self.element._expression_tree()

    def get_children(self, **kw):
        """What is inside."""
        return (self.element,)


class Cast(ColumnElement):
    """CAST"""

    _coerce_only = False

    def __init__(self, expression, type_):
        self.type = to_instance(type_)
        if not self._coerce_only and not _is_clause(expression) and expression is not None:
            expression = BindParameter(None, expression, type_=self.type, unique=True)
        elif self._coerce_only and not _is_clause(expression) and expression is not None:
            expression = BindParameter(None, expression, type_=self.type, unique=True)
        self.clause = coerce(expression)
        self.key = getattr(self.clause, "key", None) if isinstance(self.clause, ColumnClause) else None
        self.name = self.key

    def _tree(self):
        tree = {"operand": self.clause._expression_tree(), "type": self.type._tree()}
        if self._coerce_only:
            tree["coerce_only"] = True
        return {"cast": tree}

    def get_children(self, **kw):
        """What is cast."""
        return (self.clause,)


class TypeCoerce(Cast):
    """Another type on the Python side, the same text."""

    _coerce_only = True


def _is_clause(value):
    return isinstance(value, ClauseElement) or hasattr(value, "__clause_element__")


class Case(ColumnElement):
    """CASE"""

    def __init__(self, *whens, value=None, else_=None):
        if len(whens) == 1 and isinstance(whens[0], dict):
            whens = tuple(whens[0].items())
        elif len(whens) == 1 and isinstance(whens[0], list):
            from sqlalchemy import exc

            raise exc.ArgumentError(
                'The "whens" argument to case(), when referring to a sequence of items, is now passed as a series of '
                "positional elements, rather than as a list. "
            )
        self.value = None if value is None else coerce(value)
        self.whens = [
            (coerce(condition, self.value) if self.value is not None else coerce(condition), _result(result))
            for condition, result in whens
        ]
        self.else_ = None if else_ is None else _result(else_)
        results = [result for _, result in self.whens]
        if self.else_ is not None:
            results.append(self.else_)
        self.type = next((result.type for result in reversed(results) if not result.type._isnull), NULLTYPE)

    def _tree(self):
        tree = {"whens": [[when._expression_tree(), then._expression_tree()] for when, then in self.whens]}
        if self.value is not None:
            tree["value"] = self.value._expression_tree()
        if self.else_ is not None:
            tree["otherwise"] = self.else_._expression_tree()
        return {"case": tree}

    def get_children(self, **kw):
        """All its parts."""
        parts = [part for pair in self.whens for part in pair]
        return tuple(part for part in (self.value, *parts, self.else_) if part is not None)


def _result(value):
    return coerce(value)


class Tuple(ColumnElement):
    """(a, b)"""

    def __init__(self, *clauses, types=None):
        types = types or [None] * len(clauses)
        self.clauses = [
            coerce(clause) if kind is None or _is_clause(clause) else BindParameter(None, clause, kind, unique=True)
            for clause, kind in zip(clauses, types)
        ]

    def _tree(self):
        return {"tuple": [clause._expression_tree() for clause in self.clauses]}

    def get_children(self, **kw):
        """Its parts."""
        return tuple(self.clauses)

    def _in(self, operator, other):
        from sqlalchemy.sql.elements import BOOLEANTYPE, BinaryExpression, ClauseList

        other = getattr(other, "__clause_element__", lambda: other)()
        if isinstance(other, ClauseElement):
            right = other._in_target() if hasattr(other, "_in_target") else other
            return BinaryExpression(self, right, operator, BOOLEANTYPE)
        rows = list(other)
        if any(isinstance(row, ClauseElement) for row in rows):
            return BinaryExpression(self, ClauseList(rows), operator, BOOLEANTYPE)
        right = BindParameter(None, rows, type_=NULLTYPE, unique=True, expanding=True)
        return BinaryExpression(self, right, operator, BOOLEANTYPE)

    def _coerced(self, other, operator=None):
        return Tuple(*other) if isinstance(other, (tuple, list)) else super()._coerced(other, operator)


class CollationClause(ColumnElement):
    """COLLATE"""

    def __init__(self, expression, collation):
        self.element = coerce(expression)
        self.collation = collation
        self.type = self.element.type if not self.element.type._isnull else STRINGTYPE

    def _tree(self):
        return {"collate": {"operand": self.element._expression_tree(), "collation": self.collation}}

    def get_children(self, **kw):
        """What is collated."""
        return (self.element,)


class Extract(ColumnElement):
    """EXTRACT"""

    type = INTEGERTYPE

    def __init__(self, field, expr):
        self.field = field
        self.expr = coerce(expr)

    def _tree(self):
        return {"extract": {"field": self.field, "operand": self.expr._expression_tree()}}

    def get_children(self, **kw):
        """Of what."""
        return (self.expr,)


def _expressions(value):
    if value is None:
        return []
    values = value if isinstance(value, (list, tuple)) else [value]
    return [by_text(item) for item in values]


def by_text(value):
    """A name to be found among what is selected, where ORDER BY and its kin take one, or an expression."""
    if isinstance(value, str):
        return LabelReference(value)
    return coerce(value)


class LabelReference(ColumnElement):
    """A name in ORDER BY or GROUP BY."""

    def __init__(self, name):
        self.element = self.name = self.key = name

    def _tree(self):
        return {"label_reference": str(self.name)}

    def _froms(self):
        return []


def _frame(unit, bounds):
    lower, upper = bounds

    def bound(value, is_lower):
        if value is None:
            return "unbounded"
        if value == 0:
            return "current"
        kind = "preceding" if value < 0 else "following"
        return {kind: BindParameter(None, abs(value), unique=True)._tree()}

    return {"unit": unit, "lower": bound(lower, True), "upper": bound(upper, False)}


class Over(ColumnElement):
    """A window function."""

    def __init__(self, element, partition_by=None, order_by=None, range_=None, rows=None, groups=None, exclude=None):
        if exclude is not None:
            _waist.refuse("over(exclude=…)", "write the window as text()")
        self._frames = [(unit, bounds) for unit, bounds in (("range", range_), ("rows", rows), ("groups", groups)) if bounds]
        self.element = element
        self.partition_by = _expressions(partition_by)
        self.order_by = _expressions(order_by)
        self.type = element.type
        self.name = getattr(element, "name", None)

    def _tree(self):
        tree = {
            "operand": self.element._expression_tree(),
            "partition_by": [item._expression_tree() for item in self.partition_by],
            "order_by": [item._expression_tree() for item in self.order_by],
        }
        if self._frames:
            tree["frame"] = _frame(*self._frames[0])
        return {"over": tree}

    def get_children(self, **kw):
        """Its parts."""
        return (self.element, *self.partition_by, *self.order_by)


class FunctionFilter(ColumnElement):
    """FILTER (WHERE …)"""

    def __init__(self, func, *criterion):
        from sqlalchemy.sql.constructors import and_

        self.func = func
        self.criterion = criterion[0] if len(criterion) == 1 else and_(*criterion)
        self.type = func.type
        self.name = getattr(func, "name", None)

    def filter(self, *criterion):
        """Further conditions."""
        return FunctionFilter(self.func, self.criterion, *criterion)

    def over(self, partition_by=None, order_by=None, **kw):
        """As a window function."""
        return Over(self, partition_by=partition_by, order_by=order_by, **kw)

    def _tree(self):
        return {"filter": {"operand": self.func._expression_tree(), "criterion": self.criterion._expression_tree()}}

    def get_children(self, **kw):
        """Both parts."""
        return self.func, self.criterion


class WithinGroup(ColumnElement):
    """WITHIN GROUP (ORDER BY …)"""

    _tree_name = "within_group"

    def __init__(self, element, *order_by):
        self.element = element
        self.order_by = [by_text(item) for item in order_by]
        self.type = element.type
        self.name = getattr(element, "name", None)

    def over(self, partition_by=None, order_by=None, **kw):
        """As a window function."""
        return Over(self, partition_by=partition_by, order_by=order_by, **kw)

    def _tree(self):
        return {
            self._tree_name: {
                "operand": self.element._expression_tree(),
                "order_by": [item._expression_tree() for item in self.order_by],
            }
        }

    def get_children(self, **kw):
        """Its parts."""
        return (self.element, *self.order_by)


class AggregateOrderBy(WithinGroup):
    """An argument of an aggregate with an order of rows."""

    _tree_name = "aggregate_order_by"


class TextClause(Executable, ClauseElement):
    """Verbatim SQL with `:name` parameters."""

    is_text = True
    type = NULLTYPE
    key = None
    _tree_kind = "expression"

    def __init__(self, text):
        self.text = text
        self._bindparams = {}

    def __str__(self):
        return super().__str__() if self._bindparams else self.text.replace("\\:", ":")

    def bindparams(self, *binds, **names_to_values):
        """The same with values or types for its parameters."""
        from sqlalchemy.sql.parameters import check_declared

        new = self._clone()
        new._bindparams = dict(self._bindparams)
        for bind in binds:
            check_declared(self, bind.hint)
            new._bindparams[bind.hint] = bind
        for name, value in names_to_values.items():
            check_declared(self, name)
            known = new._bindparams.get(name)
            if known is not None:
                known = known._clone()
                known.value, known.has_value, known.required = value, True, False
                if not known._typed:
                    from sqlalchemy.sql.sqltypes import resolve_value_to_type

                    known.type = resolve_value_to_type(value)
            else:
                known = BindParameter(name, value)
            new._bindparams[name] = known
        return new

    def _with_plain_values(self, values):
        # `params()`: unlike `bindparams()` it leaves the types alone.
        new = self._clone()
        new._bindparams = dict(self._bindparams)
        for name, value in values.items():
            bind = new._bindparams.get(name)
            bind = bind._clone() if bind is not None else BindParameter(name, type_=NULLTYPE)
            bind.value, bind.has_value, bind.required = value, True, False
            new._bindparams[name] = bind
        return new

    def columns(self, *cols, **types):
        """The text as something with columns."""
        from sqlalchemy.sql.selectable import TextualSelect

        named = [ColumnClause(name, kind) for name, kind in types.items()]
        return TextualSelect(self, [*cols, *named])

    def label(self, name):
        """The text under a name."""
        return Label(name, ColumnClause(self.text, is_literal=True)) if not self._bindparams else Label(name, self)

    def _tree(self):
        binds = {}
        for name, bind in self._bindparams.items():
            tree = bind._tree()["bind"]
            tree["name"] = name
            binds[name] = tree
        return {"text": {"sql": self.text, "binds": binds}}

    def _executable_tree(self):
        return self._tree()

    def _froms(self):
        return []

    def _hides(self):
        return [self]

    def _from_tree(self):
        return {"text": self.text}

    def _in_target(self):
        return self

    def __and__(self, other):
        from sqlalchemy.sql.constructors import and_

        return and_(self, other)

    def _negated(self):
        from sqlalchemy.sql.elements import Not

        return Not(self)

    def _compare(self, operator, other, escape=None, flags=None):
        return ColumnClause(self.text, is_literal=True)._compare(operator, other, escape, flags)

    def desc(self):
        """DESC"""
        return ColumnClause(self.text, is_literal=True).desc()

    def asc(self):
        """ASC"""
        return ColumnClause(self.text, is_literal=True).asc()

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.elements")
