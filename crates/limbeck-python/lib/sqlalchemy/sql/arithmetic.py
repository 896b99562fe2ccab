"""What type an arithmetic expression has, and what `[...]` means for JSON and arrays."""

from sqlalchemy.sql.sqltypes import ARRAY, INTEGERTYPE, JSON, NULLTYPE, Concatenable


def result_type(operator, left, right):
    """The operator as it really is (`+` of texts joins them) and the type of the whole."""
    if operator == "add" and (isinstance(left, Concatenable) or (left._isnull and isinstance(right, Concatenable))):
        operator = "concatenate"
    if left._isnull:
        return operator, right if operator == "concatenate" else left
    return operator, _affine(operator, left, right)


# Pairs of type families whose sum, difference… has a family of its own.
_RESULTS = {
    "Integer": {
        "add": {"Date": "Date", "Integer": "", "Numeric": "Numeric", "Float": "Float"},
        "subtract": {"Integer": "", "Numeric": "Numeric", "Float": "Float"},
        "multiply": {"Interval": "Interval", "Integer": "", "Numeric": "Numeric", "Float": "Float"},
        "divide": {"Integer": "Numeric", "Numeric": "Numeric", "Float": "Float"},
        "floor_divide": {"Integer": "", "Numeric": "Numeric"},
    },
    "DateTime": {"add": {"Interval": ""}, "subtract": {"Interval": "", "DateTime": "Interval"}},
    "Date": {
        "add": {"Integer": "", "Interval": "DateTime", "Time": "DateTime"},
        "subtract": {"Integer": "", "Date": "Integer", "Interval": "DateTime", "DateTime": "Interval"},
    },
    "Time": {"add": {"Date": "DateTime", "Interval": ""}, "subtract": {"Time": "Interval", "Interval": ""}},
    "Interval": {
        "add": {"Date": "DateTime", "Interval": "", "DateTime": "DateTime", "Time": "Time"},
        "subtract": {"Interval": ""},
        "multiply": {"Numeric": "", "Float": ""},
        "divide": {"Numeric": "", "Float": ""},
    },
}


def _affine(operator, left, right):
    by_operator = _RESULTS.get(left._type_affinity.__name__)
    if by_operator is None or operator not in by_operator:
        return left
    name = by_operator[operator].get(right._type_affinity.__name__)
    if name == "":
        return left
    if name is None:
        return NULLTYPE
    if right._type_affinity.__name__ == name:
        return right
    from sqlalchemy.sql import sqltypes

    return getattr(sqltypes, name)()


def indexed(element, index):
    """`element[index]`"""
    from sqlalchemy import _waist
    from sqlalchemy.sql.elements import BinaryExpression, BindParameter, coerce
    from sqlalchemy.sql.sqltypes import STRINGTYPE

    kind = element.type
    if getattr(kind, "_stored", None) is not None:
        kind = kind._stored(_waist.current_dialect())
    if isinstance(kind, JSON):
        if isinstance(index, (list, tuple)):
            path = BindParameter(element._hint, list(index), type_=NULLTYPE, unique=True)
            return _JsonElement(element, path, "json_path_get", kind)
        key = coerce(index) if hasattr(index, "_tree") else BindParameter(
            element._hint, index, INTEGERTYPE if isinstance(index, int) else STRINGTYPE, unique=True
        )
        return _JsonElement(element, key, "json_get", kind)
    if isinstance(kind, ARRAY):
        if isinstance(index, slice):
            _waist.refuse("a slice of an ARRAY column", "write the expression as text()")
        if kind.zero_indexes and isinstance(index, int):
            index += 1
        place = coerce(index) if hasattr(index, "_tree") else BindParameter(element._hint, index, INTEGERTYPE, unique=True)
        result = kind if kind.dimensions is not None and kind.dimensions > 1 else kind.item_type
        return BinaryExpression(element, place, "index", result)
    if hasattr(kind, "_indexed"):
        return kind._indexed(element, index)
    raise NotImplementedError("Operator 'getitem' is not supported on this expression")


def _json_element_class():
    from sqlalchemy.sql.elements import BinaryExpression

    class JsonElement(BinaryExpression):
        """A part of a JSON document."""

        def __init__(self, left, right, operator, type_):
            super().__init__(left, right, operator, type_)

        def _of_type(self, kind):
            new = self._clone()
            new.type = kind
            return new

        @property
        def astext(self):
            """The part as text."""
            from sqlalchemy.sql.sqltypes import Text

            new = self._of_type(getattr(self.type, "astext_type", None) or Text())
            new.operator = "json_path_get_text" if self.operator.startswith("json_path") else "json_get_text"
            return new

        def as_string(self):
            """The part as text."""
            from sqlalchemy.sql.sqltypes import String

            return self._of_type(String())

        def as_integer(self):
            """The part as a whole number."""
            return self._of_type(INTEGERTYPE)

        def as_float(self):
            """The part as a binary fraction."""
            from sqlalchemy.sql.sqltypes import Float

            return self._of_type(Float())

        def as_numeric(self, precision, scale, asdecimal=True):
            """The part as a decimal number."""
            from sqlalchemy.sql.sqltypes import Numeric

            return self._of_type(Numeric(precision, scale, asdecimal=asdecimal))

        def as_boolean(self):
            """The part as a truth value."""
            from sqlalchemy.sql.sqltypes import BOOLEANTYPE

            return self._of_type(BOOLEANTYPE)

        def as_json(self):
            """Itself."""
            return self

    return JsonElement


_json_element = None


def _JsonElement(left, right, operator, kind):  # noqa: N802 - stands for the class, made when first needed
    global _json_element
    if _json_element is None:
        _json_element = _json_element_class()
    return _json_element(left, right, operator, kind)
