"""The pieces of expressions: columns, values, operators, functions' relatives, verbatim text.

Each knows its type and its tree. How they are called by users is in `constructors`.
"""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ClauseElement
from sqlalchemy.sql.operators import ColumnOperators, negation
from sqlalchemy.sql.sqltypes import BOOLEANTYPE, NULLTYPE, resolve_value_to_type, to_instance


class ColumnElement(ColumnOperators, ClauseElement):
    """An expression with a value."""

    type = NULLTYPE
    key = None
    name = None
    primary_key = False
    foreign_keys = ()
    # What parameters beside it are called.
    _hint = None

    # -- operators

    def _coerced(self, other, operator=None):
        """The other side of an operator as an expression."""
        return coerce(other, self, operator)

    def _compare(self, operator, other, escape=None, flags=None):
        other = _clause_of(other)
        if other is None or other is True or other is False or isinstance(other, (Null, True_, False_)):
            if other is None or isinstance(other, Null):
                if operator in ("equal", "is"):
                    return BinaryExpression(self, Null(), "is", BOOLEANTYPE)
                if operator in ("not_equal", "is_not"):
                    return BinaryExpression(self, Null(), "is_not", BOOLEANTYPE)
                if not operator.endswith("distinct_from"):
                    _no_constant()
            elif operator in ("equal", "not_equal", "is", "is_not") or operator.endswith("distinct_from"):
                return BinaryExpression(self, constant(other), operator, BOOLEANTYPE)
            else:
                _no_constant()
        compare = getattr(self.type, "_compare_operator", None)
        if compare is not None:
            return compare(self, operator, other, escape)
        made = BinaryExpression(self, self._coerced(other, operator), operator, BOOLEANTYPE, escape=escape)
        made.flags = flags
        return made

    def _in(self, operator, other):
        other = _clause_of(other)
        if isinstance(other, ClauseElement):
            if hasattr(other, "_in_target"):
                right = other._in_target()
            elif isinstance(other, BindParameter):
                right = other._clone()
                right.expanding = True
                right.type = self.type if other.type._isnull else other.type
            else:
                right = other
            return BinaryExpression(self, right, operator, BOOLEANTYPE)
        if isinstance(other, (str, bytes)) or not hasattr(other, "__iter__"):
            from sqlalchemy import exc

            raise exc.ArgumentError(
                "IN expression list, SELECT construct, or bound parameter object expected, got "
                f"{other!r}."
            )
        items = list(other)
        if any(isinstance(_clause_of(item), ClauseElement) for item in items):
            from sqlalchemy.sql._conditions import ClauseList

            right = ClauseList([self._coerced(item, operator) if item is not None else Null() for item in items])
            return BinaryExpression(self, right, operator, BOOLEANTYPE)
        kind = self.type
        if items:
            kind = self.type.coerce_compared_value(operator, items[0])
        right = BindParameter(self._hint, items, type_=kind, unique=True, expanding=True)
        return BinaryExpression(self, right, operator, BOOLEANTYPE)

    def _like_part(self, operator, other, escape, autoescape):
        if autoescape:
            if not isinstance(other, str):
                raise TypeError("String value expected when autoescape=True")
            escape = "/" if escape is None else escape
            if escape not in ("%", "_"):
                other = other.replace(escape, escape + escape)
            other = other.replace("%", escape + "%").replace("_", escape + "_")
        return BinaryExpression(self, self._coerced(other, operator), operator, BOOLEANTYPE, escape=escape)

    def _between(self, low, high, symmetric=False):
        from sqlalchemy.sql._conditions import Between

        return Between(self, self._coerced(low, "between"), self._coerced(high, "between"), symmetric=symmetric)

    def _arithmetic(self, operator, other, reverse=False):
        from sqlalchemy.sql.arithmetic import result_type

        operand = self._coerced(other, operator)
        left, right = (operand, self) if reverse else (self, operand)
        operator, kind = result_type(operator, left.type, right.type)
        return BinaryExpression(left, right, operator, kind)

    def _custom(self, symbol, precedence, is_comparison, return_type, other):
        if return_type is not None:
            kind = to_instance(return_type)
        elif is_comparison:
            kind = BOOLEANTYPE
        else:
            kind = self.type
        operator = {"custom": {"symbol": symbol, "precedence": precedence, "comparison": bool(is_comparison)}}
        return BinaryExpression(self, self._coerced(other, operator), operator, kind)

    def _unary(self, operator):
        return UnaryExpression(self, operator)

    def _index(self, index):
        from sqlalchemy.sql.arithmetic import indexed

        return indexed(self, index)

    def _negated(self):
        from sqlalchemy.sql._conditions import Not

        return Not(self)

    def __getattr__(self, name):
        if name[:1] == "_":
            raise AttributeError(name)
        method = getattr(self.type, "_comparator_" + name, None)
        if method is None:
            raise AttributeError(
                f"Neither {type(self).__name__!r} object nor 'Comparator' object has an attribute {name!r}"
            )
        return lambda *args, **kw: method(self, *args, **kw)

    # -- names and types

    def label(self, name=None):
        """The expression under a name."""
        from sqlalchemy.sql._elements import Label

        return Label(name, self, self.type)

    def cast(self, type_):
        """CAST(… AS type)"""
        from sqlalchemy.sql._elements import Cast

        return Cast(self, type_)

    @property
    def expression(self):
        """Itself."""
        return self

    @property
    def comparator(self):
        """Itself: the operators are here."""
        return self

    @property
    def base_columns(self):
        """The columns it stands for."""
        return {self}

    def shares_lineage(self, othercolumn):
        """Whether both are the same column."""
        return self is othercolumn

    def _froms(self):
        """FROM clauses its columns come from, in order."""
        found = []
        for child in self.get_children():
            for item in child._froms():
                if item not in found:
                    found.append(item)
        return found

    def _executable_tree(self):
        return {"expression": self._expression_tree()}

    @property
    def _result_key(self):
        return getattr(self, "key", None) or getattr(self, "name", None)


SQLColumnExpression = ColumnElement
ColumnExpressionArgument = ColumnElement


def _no_constant():
    from sqlalchemy import exc

    raise exc.ArgumentError(
        "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', 'is_not_distinct_from()' operators can be used "
        "with None/True/False"
    )


def constant(value):
    """NULL, true or false."""
    if value is None:
        return Null()
    if value is True:
        return True_()
    if value is False:
        return False_()
    return value


def _clause_of(value):
    # ORM attributes and the like stand for a clause.
    method = getattr(value, "__clause_element__", None)
    return value if method is None else method()


def coerce(value, beside=None, operator=None):
    """A plain value as a bound one, a query as a subquery, a clause as itself."""
    value = _clause_of(value)
    if isinstance(value, ClauseElement):
        if hasattr(value, "_as_scalar"):
            return value._as_scalar()
        if isinstance(value, BindParameter) and value.type._isnull and beside is not None and not value._typed:
            value = value._clone()
            value.type = beside.type
        return value
    if value is None:
        return Null()
    if beside is None:
        return BindParameter(None, value, unique=True)
    return BindParameter(
        beside._hint, value, type_=beside.type.coerce_compared_value(operator, value), unique=True
    )


def literal_text(text):
    """Verbatim SQL as an expression."""
    return ColumnClause(text, is_literal=True)


class Null(ColumnElement):
    """NULL"""

    def _tree(self):
        return "null"

    def _froms(self):
        return []


class True_(ColumnElement):
    """The true constant."""

    type = BOOLEANTYPE

    def _tree(self):
        return "true"

    def _negated(self):
        return False_()

    def _froms(self):
        return []


class False_(ColumnElement):
    """The false constant."""

    type = BOOLEANTYPE

    def _tree(self):
        return "false"

    def _negated(self):
        return True_()

    def _froms(self):
        return []


class BindParameter(ColumnElement):
    """A value, or a place for one."""

    inherit_cache = True

    def __init__(
        self,
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
        self.required = required if required is not NotImplemented else value is NotImplemented and callable_ is None
        self.value = None if value is NotImplemented else value
        self.has_value = value is not NotImplemented
        self.callable = callable_
        if isinstance(key, ColumnElement):
            type_ = key.type if type_ is None else type_
            key = key.key
        self.hint = key
        self.key = key if key is not None else "param"
        self.unique = unique or key is None
        self.expanding = expanding
        self.literal_execute = literal_execute
        self._typed = type_ is not None
        if type_ is not None:
            self.type = to_instance(type_)
        elif self.has_value and not expanding:
            self.type = resolve_value_to_type(self.value)
        elif expanding and self.value:
            self.type = resolve_value_to_type(self.value[0])
        else:
            self.type = NULLTYPE

    @property
    def effective_value(self):
        """The value, called for if it is a function's."""
        return self.callable() if self.callable is not None else self.value

    def _tree(self):
        tree = {"type": self.type._value_type_tree(), "name": self.hint, "anonymous": self.unique}
        if self.unique:
            tree["identity"] = id(self)
        if self.has_value or self.callable is not None:
            tree["value"] = self._value_tree(self.effective_value)
        if self.literal_execute:
            tree["inline"] = True
        if self.expanding:
            tree["expanding"] = True
        return {"bind": tree}

    def _value_tree(self, value):
        dialect = _waist.current_dialect()
        if self.expanding and value is not None:
            return {"list": [self._item_tree(item, dialect) for item in value]}
        return self.type._value(value, dialect)

    def _item_tree(self, item, dialect):
        if isinstance(item, (tuple, list)) and not self.type._is_array:
            return {"list": [_waist.value_tree(part) for part in item]}
        return self.type._value(item, dialect)

    def _froms(self):
        return []

    def __repr__(self):
        key = f"%({id(self)} {self.hint or 'param'})s" if self.unique else self.key
        return f"BindParameter({key!r}, {self.value!r}, type_={self.type!r})"

    def render_literal_execute(self):
        """The same, written inline when executed."""
        new = self._clone()
        new.literal_execute = True
        return new


class ColumnClause(ColumnElement):
    """A column by its name, of a table or of nothing; or verbatim SQL."""

    @property
    def _hint(self):
        return None if self.is_literal else self.key

    table = None
    default = onupdate = server_default = server_onupdate = None

    def __init__(self, text, type_=None, is_literal=False, _selectable=None):
        self.key = self.name = text
        self.table = _selectable
        self.type = to_instance(type_)
        self.is_literal = is_literal

    def _tree(self):
        if self.is_literal:
            return {"literal": str(self.name)}
        tree = {"name": _waist.name_tree(self.name), "type": self.type._tree()}
        if self.table is not None:
            tree["table"] = self.table._reference_tree()
        return {"column": tree}

    def _froms(self):
        return [] if self.table is None else [self.table]

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} at {hex(id(self))}; {self.name}>"

    def _copied_to(self, table, key=None, name=None):
        new = ColumnClause(name or self.name, self.type)
        new.key = key or self.key
        new.table = table
        return new


class BinaryExpression(ColumnElement):
    """An infix operator and its sides."""

    def __init__(self, left, right, operator, type_=None, escape=None):
        self.left = left
        self.right = right
        self.operator = operator
        self.type = to_instance(type_)
        self.escape = escape

    flags = None

    def __bool__(self):
        # Python's own `in` and `==` on lists of columns ask this.
        if self.operator in ("equal", "not_equal"):
            same = self.left is self.right or (
                isinstance(self.left, ColumnElement) and hash(self.left) == hash(self.right)
            )
            return same if self.operator == "equal" else not same
        raise TypeError("Boolean value of this clause is not defined")

    def _tree(self):
        tree = {
            "operator": self.operator,
            "left": self.left._expression_tree(),
            "right": self.right._expression_tree(),
            "type": self.type._tree(),
        }
        if self.escape is not None:
            tree["escape"] = self.escape
        if self.flags is not None:
            tree["flags"] = self.flags
        return {"binary": tree}

    def get_children(self, **kw):
        """Both sides."""
        return self.left, self.right

    def _negated(self):
        opposite = negation(self.operator)
        if opposite is None:
            return super()._negated()
        return BinaryExpression(self.left, self.right, opposite, self.type, escape=self.escape)


OperatorExpression = BinaryExpression


class UnaryExpression(ColumnElement):
    """A prefix or postfix operator."""

    def __init__(self, element, operator, type_=None):
        self.element = element
        self.operator = operator
        self.modifier = operator
        self.type = element.type if type_ is None else to_instance(type_)
        self.key = getattr(element, "key", None)

    def _compare(self, operator, other, escape=None, flags=None):
        if self.operator in ("any", "all"):
            # Only the right side of a comparison may be ANY or ALL.
            return BinaryExpression(self._coerced(other, operator), self, _MIRRORED[operator], BOOLEANTYPE)
        return super()._compare(operator, other, escape, flags)

    def _coerced(self, other, operator=None):
        if self.operator in ("any", "all") and self.type._is_array:
            kind = self.type.item_type
            return coerce(other, ColumnClause("param", kind), operator)
        return super()._coerced(other, operator)

    def _tree(self):
        return {"unary": {"operator": self.operator, "operand": self.element._expression_tree()}}

    def get_children(self, **kw):
        """The operand."""
        return (self.element,)


_MIRRORED = {
    "equal": "equal",
    "not_equal": "not_equal",
    "less": "greater",
    "less_or_equal": "greater_or_equal",
    "greater": "less",
    "greater_or_equal": "less_or_equal",
}


from sqlalchemy.sql.names import _truncated_label, conv, quoted_name  # noqa: E402, F401

NamedColumn = ColumnElement
_CONDITIONS = ("Not", "Between", "ClauseList", "BooleanClauseList")
_LATER = """Case Cast CollationClause Extract FunctionFilter Grouping Label Over TextClause Tuple TypeCoerce
    WithinGroup""".split()


def __getattr__(name):
    if name in _CONDITIONS:
        from sqlalchemy.sql import _conditions

        return getattr(_conditions, name)
    if name in _LATER:
        from sqlalchemy.sql import _elements

        return getattr(_elements, name)
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
