"""PostgreSQL's own constructs: EXCLUDE, ranges, ARRAY literals."""

from sqlalchemy.sql.constraints import Constraint
from sqlalchemy.sql.elements import ColumnElement, coerce
from sqlalchemy.sql.sqltypes import to_instance


class ExcludeConstraint(Constraint):
    """EXCLUDE"""

    _kind = "exclude"
    _kwarg_kind = "exclude"
    __visit_name__ = "exclude_constraint"

    def __init__(self, *elements, **kw):
        self.using = kw.pop("using", "gist")
        where = kw.pop("where", None)
        self.ops = kw.pop("ops", {})
        super().__init__(
            name=kw.pop("name", None), deferrable=kw.pop("deferrable", None), initially=kw.pop("initially", None), **kw
        )
        from sqlalchemy.sql.constructors import condition, text

        self.where = text(where) if isinstance(where, str) else None if where is None else condition(where)
        self._elements = list(elements)
        self.operators = {}
        for expression, operator in elements:
            name = expression if isinstance(expression, str) else getattr(expression, "key", None)
            if name is not None:
                self.operators[name] = operator
        from sqlalchemy.sql.columns import Column

        columns = [expression for expression, _ in elements if isinstance(expression, Column)]
        if columns and len(columns) == len(self._elements):
            columns[0]._on_table_attach(lambda column, table: self._set_parent(table))

    @property
    def columns(self):
        """The columns among its elements."""
        from sqlalchemy.sql.base import ColumnCollection
        from sqlalchemy.sql.columns import Column

        table = self.parent
        known = [
            table.c.get(part) if isinstance(part, str) and table is not None else part for part, _ in self._elements
        ]
        return ColumnCollection((column.key, column) for column in known if isinstance(column, Column))

    def _body_tree(self):
        elements = []
        for expression, operator in self._elements:
            key = expression if isinstance(expression, str) else getattr(expression, "key", None)
            if isinstance(expression, str):
                tree = {"column": {"name": expression}}
            else:
                tree = expression._expression_tree()
            elements.append({"expression": tree, "operator_class": self.ops.get(key), "operator": operator})
        tree = {**self._base_tree(), "elements": elements, "using": self.using}
        tree.pop("naming_template", None)
        if self.where is not None:
            tree["where"] = self.where._expression_tree()
        return tree

    def _copy(self, target_table=None, **kw):
        return ExcludeConstraint(
            *self._elements, name=self.name, deferrable=self.deferrable, initially=self.initially, where=self.where,
            using=self.using, ops=self.ops,
        )


class array(ColumnElement):  # noqa: N801 - the class is called so
    """ARRAY[…]"""

    def __init__(self, clauses, *, type_=None, **kw):
        from sqlalchemy.dialects.postgresql.types import ARRAY
        from sqlalchemy.sql.sqltypes import NULLTYPE

        self.clauses = [coerce(clause) if hasattr(clause, "_tree") else _literal(clause) for clause in clauses]
        item = to_instance(type_) if type_ is not None else next((c.type for c in self.clauses), NULLTYPE)
        self.type = item if isinstance(item, ARRAY) else ARRAY(item)

    def _tree(self):
        return {
            "array": {
                "items": [clause._expression_tree() for clause in self.clauses],
                "item_type": self.type.item_type._tree(),
            }
        }

    def get_children(self, **kw):
        """The elements."""
        return tuple(self.clauses)


def _literal(value):
    from sqlalchemy.sql.constructors import literal

    return literal(value)


def array_agg(*arg, **kw):
    """array_agg(…)"""
    from sqlalchemy.dialects.postgresql.types import ARRAY
    from sqlalchemy.sql.functions import Function

    function = Function("array_agg", *arg)
    function.type = kw.get("type_") or ARRAY(function.clauses[0].type)
    return function


def aggregate_order_by(target, *order_by):
    """ORDER BY inside an aggregate"""
    from sqlalchemy.sql._elements import AggregateOrderBy

    return AggregateOrderBy(coerce(target), *order_by)


def hstore(*args, **kw):
    """hstore(…)"""
    from sqlalchemy.sql.functions import Function

    return Function("hstore", *args)


class Range:
    """A range as a value."""

    def __init__(self, lower=None, upper=None, *, bounds="[)", empty=False):
        self.lower, self.upper, self.bounds, self.empty = lower, upper, bounds, empty

    def _literal_text(self):
        if self.empty:
            return "empty"
        lower = "" if self.lower is None else str(self.lower)
        upper = "" if self.upper is None else str(self.upper)
        return f"{self.bounds[0]}{lower},{upper}{self.bounds[1]}"

    def __eq__(self, other):
        return isinstance(other, Range) and self._literal_text() == other._literal_text()

    def __hash__(self):
        return hash(self._literal_text())

    def __repr__(self):
        return f"Range({self.lower!r}, {self.upper!r})"

    def __str__(self):
        return self._literal_text()


class MultiRange(list):
    """Several ranges as a value."""

    def _literal_text(self):
        return "{" + ",".join(item._literal_text() for item in self) + "}"
