"""The operators of columns: each is written down as a tree, its text is the compiler's business."""

# Operator, and the operator of its negation.
_NEGATIONS = {
    "equal": "not_equal",
    "not_equal": "equal",
    "less": "greater_or_equal",
    "less_or_equal": "greater",
    "greater": "less_or_equal",
    "greater_or_equal": "less",
    "is": "is_not",
    "is_not": "is",
    "is_distinct_from": "is_not_distinct_from",
    "is_not_distinct_from": "is_distinct_from",
    "in": "not_in",
    "not_in": "in",
    "like": "not_like",
    "not_like": "like",
    "case_insensitive_like": "not_case_insensitive_like",
    "not_case_insensitive_like": "case_insensitive_like",
    "regexp_match": "not_regexp_match",
    "not_regexp_match": "regexp_match",
}
for _name in ("contains", "starts_with", "ends_with"):
    for _positive in (_name, "case_insensitive_" + _name):
        _NEGATIONS[_positive] = "not_" + _positive
        _NEGATIONS["not_" + _positive] = _positive


def negation(operator):
    """The operator that says the opposite, if there is one."""
    return _NEGATIONS.get(operator) if isinstance(operator, str) else None


class Operators:
    """`&`, `|`, `~` and operators of the user's own."""

    def __and__(self, other):
        from sqlalchemy.sql.constructors import and_

        return and_(self, other)

    def __or__(self, other):
        from sqlalchemy.sql.constructors import or_

        return or_(self, other)

    def __rand__(self, other):
        from sqlalchemy.sql.constructors import and_

        return and_(other, self)

    def __ror__(self, other):
        from sqlalchemy.sql.constructors import or_

        return or_(other, self)

    def __invert__(self):
        return self._negated()

    def op(self, opstring, precedence=0, is_comparison=False, return_type=None, python_impl=None, **kw):
        """An operator by its text: `x.op("@>")(y)`."""
        return lambda other: self._custom(opstring, precedence, is_comparison, return_type, other)

    def bool_op(self, opstring, precedence=0, python_impl=None, **kw):
        """An operator by its text that gives a truth value."""
        return self.op(opstring, precedence=precedence, is_comparison=True)


class ColumnOperators(Operators):
    """Comparison, arithmetic and the named operators."""

    timetuple = None
    __hash__ = object.__hash__

    def __eq__(self, other):
        return self._compare("equal", other)

    def __ne__(self, other):
        return self._compare("not_equal", other)

    def __lt__(self, other):
        return self._compare("less", other)

    def __le__(self, other):
        return self._compare("less_or_equal", other)

    def __gt__(self, other):
        return self._compare("greater", other)

    def __ge__(self, other):
        return self._compare("greater_or_equal", other)

    def is_(self, other):
        """IS"""
        return self._compare("is", other)

    def is_not(self, other):
        """IS NOT"""
        return self._compare("is_not", other)

    isnot = is_not

    def is_distinct_from(self, other):
        """IS DISTINCT FROM"""
        return self._compare("is_distinct_from", other)

    def is_not_distinct_from(self, other):
        """IS NOT DISTINCT FROM"""
        return self._compare("is_not_distinct_from", other)

    isnot_distinct_from = is_not_distinct_from

    def in_(self, other):
        """IN a list or a query"""
        return self._in("in", other)

    def not_in(self, other):
        """NOT IN a list or a query"""
        return self._in("not_in", other)

    notin_ = not_in

    def like(self, other, escape=None):
        """LIKE"""
        return self._compare("like", other, escape=escape)

    def not_like(self, other, escape=None):
        """NOT LIKE"""
        return self._compare("not_like", other, escape=escape)

    notlike = not_like

    def ilike(self, other, escape=None):
        """LIKE without regard to case"""
        return self._compare("case_insensitive_like", other, escape=escape)

    def not_ilike(self, other, escape=None):
        """NOT LIKE without regard to case"""
        return self._compare("not_case_insensitive_like", other, escape=escape)

    notilike = not_ilike

    def startswith(self, other, escape=None, autoescape=False):
        """LIKE other || '%'"""
        return self._like_part("starts_with", other, escape, autoescape)

    def endswith(self, other, escape=None, autoescape=False):
        """LIKE '%' || other"""
        return self._like_part("ends_with", other, escape, autoescape)

    def contains(self, other, escape=None, autoescape=False, **kw):
        """LIKE '%' || other || '%'; for PostgreSQL's containers, @>"""
        special = getattr(self.type, "_contains_value", None)
        if special is not None:
            return special(self, other)
        return self._like_part("contains", other, escape, autoescape)

    def istartswith(self, other, escape=None, autoescape=False):
        """startswith without regard to case"""
        return self._like_part("case_insensitive_starts_with", other, escape, autoescape)

    def iendswith(self, other, escape=None, autoescape=False):
        """endswith without regard to case"""
        return self._like_part("case_insensitive_ends_with", other, escape, autoescape)

    def icontains(self, other, escape=None, autoescape=False):
        """contains without regard to case"""
        return self._like_part("case_insensitive_contains", other, escape, autoescape)

    def match(self, other, **kw):
        """The database's full-text search; MySQL knows modes of it"""
        if not any(name.startswith("mysql_") for name in kw):
            return self._compare("match", other)
        modes = (("mysql_boolean_mode", "boolean", True), ("mysql_natural_language", "natural", False),
                 ("mysql_query_expansion", "expansion", False))
        flags = " ".join(word for name, word, usual in modes if kw.get(name, usual))
        return self._compare("match", other, flags=flags)

    def regexp_match(self, pattern, flags=None):
        """The database's regular expressions"""
        return self._compare("regexp_match", pattern, flags=flags)

    def regexp_replace(self, pattern, replacement, flags=None):
        """The database's replacement by regular expressions"""
        from sqlalchemy._waist import refuse

        refuse("regexp_replace()", "call the database's function with func.regexp_replace(…)")

    def between(self, cleft, cright, symmetric=False):
        """BETWEEN"""
        return self._between(cleft, cright, symmetric)

    def desc(self):
        """DESC"""
        return self._unary("descending")

    def asc(self):
        """ASC"""
        return self._unary("ascending")

    def nulls_first(self):
        """NULLS FIRST"""
        return self._unary("nulls_first")

    nullsfirst = nulls_first

    def nulls_last(self):
        """NULLS LAST"""
        return self._unary("nulls_last")

    nullslast = nulls_last

    def collate(self, collation):
        """COLLATE"""
        from sqlalchemy.sql.constructors import collate

        return collate(self, collation)

    def distinct(self):
        """DISTINCT, inside an aggregate"""
        from sqlalchemy.sql.constructors import distinct

        return distinct(self)

    def any_(self):
        """ANY (…)"""
        return self._unary("any")

    def all_(self):
        """ALL (…)"""
        return self._unary("all")

    def concat(self, other):
        """||"""
        return self._arithmetic("concatenate", other)

    def bitwise_and(self, other):
        """&"""
        return self._arithmetic("bitwise_and", other)

    def bitwise_or(self, other):
        """|"""
        return self._arithmetic("bitwise_or", other)

    def bitwise_xor(self, other):
        """^ or #"""
        return self._arithmetic("bitwise_xor", other)

    def bitwise_not(self):
        """~"""
        return self._unary("bitwise_not")

    def bitwise_lshift(self, other):
        """<<"""
        return self._arithmetic("shift_left", other)

    def bitwise_rshift(self, other):
        """>>"""
        return self._arithmetic("shift_right", other)

    def __lshift__(self, other):
        raise NotImplementedError("Operator 'lshift' is not supported on this expression")

    def __rshift__(self, other):
        raise NotImplementedError("Operator 'rshift' is not supported on this expression")

    def __neg__(self):
        return self._unary("negative")

    def __add__(self, other):
        return self._arithmetic("add", other)

    def __radd__(self, other):
        return self._arithmetic("add", other, reverse=True)

    def __sub__(self, other):
        return self._arithmetic("subtract", other)

    def __rsub__(self, other):
        return self._arithmetic("subtract", other, reverse=True)

    def __mul__(self, other):
        return self._arithmetic("multiply", other)

    def __rmul__(self, other):
        return self._arithmetic("multiply", other, reverse=True)

    def __truediv__(self, other):
        return self._arithmetic("divide", other)

    def __rtruediv__(self, other):
        return self._arithmetic("divide", other, reverse=True)

    def __floordiv__(self, other):
        return self._arithmetic("floor_divide", other)

    def __rfloordiv__(self, other):
        return self._arithmetic("floor_divide", other, reverse=True)

    def __mod__(self, other):
        return self._arithmetic("modulo", other)

    def __rmod__(self, other):
        return self._arithmetic("modulo", other, reverse=True)

    def __getitem__(self, index):
        return self._index(index)

    def __contains__(self, other):
        return self._contains_operator(other)

    def _contains_operator(self, other):
        raise NotImplementedError("Operator 'contains' is not supported on this expression")
