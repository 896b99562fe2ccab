"""The generic types and those of the SQL standard.

Enum is in `enumerated`. Each class says with `_type_tree` which ColumnType it is; `_value` and
`_result` convert where a database has no such type of its own.
"""

from sqlalchemy import _waist
from sqlalchemy.sql._decorator import TypeDecorator, Variant  # noqa: F401
from sqlalchemy.sql.type_api import (  # noqa: F401
    Emulated,
    ExternalType,
    GenericRepr,
    NativeForEmulated,
    TypeEngine,
    TypeEngineMixin,
    UserDefinedType,
    to_instance,
)


class Concatenable(TypeEngineMixin):
    """Types whose `+` joins."""


class Indexable(TypeEngineMixin):
    """Types that take `[...]`."""


class NullType(TypeEngine):
    """No type is known."""

    __visit_name__ = "null"
    _isnull = True

    def __str__(self):
        return "NULL"

    def _type_tree(self):
        return "null"

    def coerce_compared_value(self, op, value):
        """Only the value says what it is."""
        return resolve_value_to_type(value)


class String(Concatenable, TypeEngine):
    """Text with a length."""

    __visit_name__ = "string"
    _name = "String"

    def __init__(self, length=None, collation=None, collation_schema=None):
        self.length = length
        self.collation = collation
        self.collation_schema = collation_schema

    @property
    def python_type(self):
        """str"""
        return str

    def _type_tree(self):
        collation = self.collation
        if self.collation_schema is not None:
            _waist.refuse("collation_schema", "name the collation alone, or write the column's type as SQL text")
        return {"character": {"name": self._name, "length": self.length, "collation": collation}}


String._affinity = String


class Text(String):
    """Text of any length."""

    __visit_name__ = "text"
    _name = "Text"


class Unicode(String):
    """Text with a length, in Unicode."""

    __visit_name__ = "unicode"
    _name = "Unicode"


class UnicodeText(Text):
    """Text of any length, in Unicode."""

    __visit_name__ = "unicode_text"
    _name = "UnicodeText"


class Integer(TypeEngine):
    """A whole number."""

    __visit_name__ = "integer"
    _kind = "integer"
    _spelling = "generic"

    @property
    def python_type(self):
        """int"""
        return int

    def _type_tree(self):
        return {self._kind: self._spelling}

    def _resolve_for_literal(self, value):
        return BIGINTEGERTYPE if value.bit_length() >= 32 else self


Integer._affinity = Integer


class SmallInteger(Integer):
    """A small whole number."""

    __visit_name__ = "small_integer"
    _kind = "small_integer"


class BigInteger(Integer):
    """A large whole number."""

    __visit_name__ = "big_integer"
    _kind = "big_integer"


class NumericCommon(TypeEngineMixin):
    """What exact and binary fractions share."""

    _default_decimal_return_scale = 10

    @property
    def python_type(self):
        """Decimal or float"""
        if self.asdecimal:
            import decimal

            return decimal.Decimal
        return float

    @property
    def _effective_decimal_return_scale(self):
        if self.decimal_return_scale is not None:
            return self.decimal_return_scale
        scale = getattr(self, "scale", None)
        return self._default_decimal_return_scale if scale is None else scale

    def _result(self, value, dialect):
        if value is None:
            return None
        if not self.asdecimal:
            return float(value) if type(value) is not float and isinstance(self, Numeric) else value
        import decimal

        if isinstance(value, decimal.Decimal):
            return value
        return decimal.Decimal(f"{value:.{self._effective_decimal_return_scale}f}")


class Numeric(NumericCommon, TypeEngine):
    """An exact decimal number."""

    __visit_name__ = "numeric"
    _name = "Numeric"

    def __init__(self, precision=None, scale=None, decimal_return_scale=None, asdecimal=True):
        self.precision = precision
        self.scale = scale
        self.decimal_return_scale = decimal_return_scale
        self.asdecimal = asdecimal

    def _type_tree(self):
        return {
            "numeric": {
                "name": self._name,
                "precision": self.precision,
                "scale": self.scale,
                "as_decimal": bool(self.asdecimal),
            }
        }


Numeric._affinity = Numeric


class Float(NumericCommon, TypeEngine):
    """A binary fraction."""

    __visit_name__ = "float"
    _name = "Float"
    scale = None

    def __init__(self, precision=None, asdecimal=False, decimal_return_scale=None):
        self.precision = precision
        self.asdecimal = asdecimal
        self.decimal_return_scale = decimal_return_scale

    def _type_tree(self):
        return {"float": {"name": self._name, "precision": self.precision, "as_decimal": bool(self.asdecimal)}}


Float._affinity = Float


class Double(Float):
    """A binary fraction of double precision."""

    __visit_name__ = "double"
    _name = "Double"


class _Temporal(TypeEngine):
    # Dates and times, which SQLite keeps as text.

    def _value(self, value, dialect):
        if value is not None and dialect.name == "sqlite":
            self._check(value)
        return super()._value(value, dialect)

    def _result(self, value, dialect):
        if type(value) is not str or not self._own_text(dialect):
            return value
        import datetime

        try:
            return getattr(datetime, self._python_class).fromisoformat(value)
        except ValueError:
            raise ValueError(f"Couldn't parse {self._python_class} string: {value!r}") from None

    def _own_text(self, dialect):
        return dialect.name == "sqlite"

    def _check(self, value):
        import datetime

        accepted = datetime.date if self._python_class == "datetime" else getattr(datetime, self._python_class)
        if not isinstance(value, accepted):
            raise TypeError(self._refusal)

    @property
    def python_type(self):
        """The class of the datetime module."""
        import datetime

        return getattr(datetime, self._python_class)


class DateTime(_Temporal):
    """A date with a time of day."""

    __visit_name__ = "datetime"
    _name = "DateTime"
    _python_class = "datetime"
    _refusal = "SQLite DateTime type only accepts Python datetime and date objects as input."

    def __init__(self, timezone=False):
        self.timezone = timezone

    def _type_tree(self):
        return {"date_time": {"name": self._name, "timezone": bool(self.timezone)}}

    def _value(self, value, dialect):
        tree = super()._value(value, dialect)
        if dialect.name == "sqlite" and type(tree) is dict and "date" in tree:
            return {"timestamp": tree["date"] + " 00:00:00"}
        return tree

    def _resolve_for_literal(self, value):
        return DateTime(timezone=True) if value.tzinfo is not None else self


class Date(_Temporal):
    """A date."""

    __visit_name__ = "date"
    _python_class = "date"
    _spelling = "generic"
    _refusal = "SQLite Date type only accepts Python date objects as input."

    def _type_tree(self):
        return {"date": self._spelling}

    def _value(self, value, dialect):
        tree = super()._value(value, dialect)
        if dialect.name == "sqlite" and type(tree) is dict and "timestamp" in tree:
            return {"date": tree["timestamp"][:10]}
        return tree


class Time(_Temporal):
    """A time of day."""

    __visit_name__ = "time"
    _python_class = "time"
    _spelling = "generic"
    _refusal = "SQLite Time type only accepts Python time objects as input."

    def __init__(self, timezone=False):
        self.timezone = timezone

    def _type_tree(self):
        return {"time": {"spelling": self._spelling, "timezone": bool(self.timezone)}}

    def _resolve_for_literal(self, value):
        return Time(timezone=True) if value.tzinfo is not None else self

    def _result(self, value, dialect):
        value = super()._result(value, dialect)
        if dialect.name in ("mysql", "mariadb") and hasattr(value, "total_seconds"):
            # MySQL's drivers give a span; what is more than a day in it is lost, as in SQLAlchemy.
            import datetime

            minutes, seconds = divmod(value.seconds, 60)
            return datetime.time(minutes // 60, minutes % 60, seconds, value.microseconds)
        return value


for _class in (DateTime, Date, Time):
    _class._affinity = _class


class _Binary(TypeEngine):
    _name = "LargeBinary"

    def __init__(self, length=None):
        self.length = length

    @property
    def python_type(self):
        """bytes"""
        return bytes

    def _type_tree(self):
        return {"binary": {"name": self._name, "length": self.length}}


_Binary._affinity = _Binary


class LargeBinary(_Binary):
    """Bytes."""

    __visit_name__ = "large_binary"

    def __init__(self, length=None):
        self.length = length


class _AbstractInterval(TypeEngine):
    pass


class Interval(Emulated, _AbstractInterval, TypeDecorator):
    """A span of time."""

    impl = DateTime
    cache_ok = True
    _shows_itself = False

    def __init__(self, native=True, second_precision=None, day_precision=None):
        super().__init__()
        self.native = native
        self.second_precision = second_precision
        self.day_precision = day_precision

    @property
    def _type_affinity(self):
        return Interval

    @property
    def python_type(self):
        """timedelta"""
        import datetime

        return datetime.timedelta

    def _plain_tree(self):
        return {
            "interval": {
                "native": bool(self.native),
                "second_precision": self.second_precision,
                "day_precision": self.day_precision,
            }
        }

    def _value(self, value, dialect):
        return _waist.value_tree(value)

    def _result(self, value, dialect):
        if value is None:
            return None
        import datetime

        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value)
        if isinstance(value, datetime.datetime):
            return value.replace(tzinfo=None) - datetime.datetime(1970, 1, 1)
        return value


class TupleType(TypeEngine):
    """The type of `tuple_()`."""

    def __init__(self, *types):
        self.types = [to_instance(item) for item in types]

    def _type_tree(self):
        return "null"


NULLTYPE = NullType()
BIGINTEGERTYPE = BigInteger()

from sqlalchemy.sql._standard_types import (  # noqa: E402, F401
    ARRAY,
    BIGINT,
    BINARY,
    BLOB,
    BOOLEAN,
    CHAR,
    CLOB,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    DOUBLE_PRECISION,
    FLOAT,
    INT,
    INTEGER,
    JSON,
    NCHAR,
    NO_ARG,
    NUMERIC,
    NVARCHAR,
    REAL,
    SMALLINT,
    TEXT,
    TIME,
    TIMESTAMP,
    UUID,
    VARBINARY,
    VARCHAR,
    Boolean,
    MatchType,
    PickleType,
    SchemaType,
    Uuid,
)

BOOLEANTYPE = Boolean()
STRINGTYPE = String()
INTEGERTYPE = Integer()
NUMERICTYPE = Numeric()
_DATETIME = DateTime()

# By the class's name where the class lives in a module that need not be loaded.
_by_class = {
    "int": INTEGERTYPE,
    "float": Double(),
    "bool": BOOLEANTYPE,
    "UUID": Uuid(),
    "Decimal": NUMERICTYPE,
    "date": Date(),
    "datetime": _DATETIME,
    "time": Time(),
    "timedelta": Interval(),
    "NoneType": NULLTYPE,
    "bytes": LargeBinary(),
    "str": STRINGTYPE,
}
_modules = ("builtins", "datetime", "uuid", "decimal", "_decimal", "_datetime", "_pydatetime", "_pydecimal")


def resolve_value_to_type(value):
    """The type a plain Python value has."""
    kind = type(value)
    if kind.__module__ in _modules:
        found = _by_class.get(kind.__name__)
        if found is not None:
            return found._resolve_for_literal(value)
    found = getattr(value, "__sa_type_engine__", None)
    if found is not None:
        return found
    if getattr(value, "_is_clause", False) or hasattr(kind, "__table__"):
        from sqlalchemy import exc

        raise exc.ArgumentError(f"Object {value!r} is not legal as a SQL literal value")
    return NULLTYPE


_resolve_value_to_type = resolve_value_to_type


def __getattr__(name):
    if name == "Enum":
        from sqlalchemy.sql.enumerated import Enum

        return Enum
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
