"""The column types: what each is stored as on each database, and the conversions that decide SQL text.

A conversion that needs another package, or a key, is refused where a value reaches it.
"""

from sqlalchemy import _waist
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql._decorator import TypeDecorator


class _Stored(TypeDecorator):
    """A type whose Python side does not matter to DDL."""

    cache_ok = True

    def _value(self, value, dialect):
        if value is not None:
            name = type(self).__name__
            _waist.refuse(f"a value for sqlalchemy_utils.{name}", "write the value as SQL text with op.execute()")
        return super()._value(value, dialect)

    def coerce_compared_value(self, op, value):
        """Values compared with it are of its type"""
        return self


class UUIDType(_Stored):
    """UUID on PostgreSQL; bytes or hexadecimal digits elsewhere."""

    impl = sqltypes.BINARY(16)

    def __init__(self, binary=True, native=True):
        self.binary, self.native = binary, native

    def __repr__(self):
        given = [f"{name}=False" for name in ("binary", "native") if not getattr(self, name)]
        return f"UUIDType({', '.join(given)})"

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import UUID

            return UUID()
        return type(self).impl if self.binary else sqltypes.CHAR(32)


class EmailType(_Stored):
    """An address, in lower case."""

    impl = sqltypes.Unicode

    def __init__(self, length=255, *args, **kwargs):
        super().__init__(*args, length=length, **kwargs)


class URLType(_Stored):
    """A URL."""

    impl = sqltypes.UnicodeText


class JSONType(_Stored):
    """JSON on PostgreSQL, text elsewhere."""

    impl = sqltypes.UnicodeText
    hashable = False

    def load_dialect_impl(self, dialect):
        return sqltypes.JSON() if dialect.name == "postgresql" else self.impl


class ScalarListType(_Stored):
    """A list, with a separator."""

    impl = sqltypes.UnicodeText

    def __init__(self, coerce_func=str, separator=","):
        super().__init__()
        self.coerce_func, self.separator = coerce_func, str(separator)


class ChoiceType(_Stored):
    """One of some values, as the type of the first or of `impl`."""

    impl = sqltypes.Unicode(255)

    def __init__(self, choices, impl=None):
        self.choices = tuple(choices)
        self.impl = sqltypes.Unicode(255) if impl is None else impl


class StringEncryptedType(_Stored):
    """Encrypted text."""

    impl = sqltypes.String

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **kwargs):
        super().__init__(**kwargs)
        self.underlying_type, self._key = type_in, key


class EncryptedType(StringEncryptedType):
    """Encrypted bytes."""

    impl = sqltypes.LargeBinary


class IPAddressType(_Stored):
    """An address."""

    impl = sqltypes.Unicode(50)

    def __init__(self, max_length=50, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.impl = sqltypes.Unicode(max_length)


class TimezoneType(_Stored):
    """A time zone's name."""

    impl = sqltypes.Unicode(50)

    def __init__(self, backend="dateutil"):
        self.impl = type(self).impl


class LocaleType(_Stored):
    """A locale."""

    impl = sqltypes.Unicode(10)

    def __init__(self):
        self.impl = type(self).impl


def _public():
    return {
        name: value
        for name, value in globals().items()
        if isinstance(value, type) and issubclass(value, _Stored) and value is not _Stored
    }


TYPES = _public()
