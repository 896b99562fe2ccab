"""VECTOR, HALFVEC, SPARSEVEC and BIT columns, with pgvector's distance operators."""

from sqlalchemy.dialects.postgresql.types import BIT as _BIT
from sqlalchemy.sql.functions import Function
from sqlalchemy.sql.sqltypes import Float
from sqlalchemy.sql.type_api import TypeEngine


class _Vector(TypeEngine):
    cache_ok = True
    _tree_name = "vector"

    def __init__(self, dim=None):
        self.dim = dim

    def _type_tree(self):
        return {"postgres": {self._tree_name: {"dimensions": self.dim}}}

    def get_col_spec(self, **kw):
        """The DDL text"""
        return type(self).__name__ if self.dim is None else f"{type(self).__name__}({self.dim})"

    def _value(self, value, dialect):
        if isinstance(value, (list, tuple)):
            return {"text": "[" + ",".join(repr(float(item)) for item in value) + "]"}
        return super()._value(value, dialect)

    def coerce_compared_value(self, op, value):
        """Values compared with it are of its type"""
        return self

    def _distance(symbol):
        def method(self, left, other):
            return left.op(symbol, return_type=Float)(other)

        return method

    _comparator_l2_distance = _distance("<->")
    _comparator_max_inner_product = _distance("<#>")
    _comparator_cosine_distance = _distance("<=>")
    _comparator_l1_distance = _distance("<+>")


class VECTOR(_Vector):
    """A vector."""


class HALFVEC(_Vector):
    """A vector of half precision."""

    _tree_name = "half_vector"


class SPARSEVEC(_Vector):
    """A vector with mostly zeros."""

    _tree_name = "sparse_vector"


class BIT(_BIT):
    """Bits."""

    def __init__(self, length=None):
        super().__init__(length)
        self.length = length


Vector = VECTOR


def avg(*args):
    """avg(…)"""
    return Function("avg", *args)


def sum(*args):
    """sum(…)"""
    return Function("sum", *args)
