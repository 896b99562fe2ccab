"""MySQL's and MariaDB's types."""

from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.enumerated import Enum
from sqlalchemy.sql.sqltypes import GenericRepr, NativeForEmulated
from sqlalchemy.sql.type_api import TypeEngine


class _Mysql(TypeEngine):
    # The kind of type in the trees.
    _kind = ""

    def _type_tree(self):
        return {"mysql": {self._kind: {"name": type(self)._class().__visit_name__, **self._parameters()}}}

    @classmethod
    def _class(cls):
        return next(each for each in cls.__mro__ if each.__module__ == __name__ and "__visit_name__" in each.__dict__)

    def _parameters(self):
        return {}


class _NumericCommonType(_Mysql):
    def __init__(self, unsigned=False, zerofill=False, **kw):
        self.unsigned = unsigned
        self.zerofill = zerofill
        super().__init__(**kw)

    def _parameters(self):
        return {"unsigned": bool(self.unsigned), "zerofill": bool(self.zerofill)}


class _NumericType(_NumericCommonType, sqltypes.Numeric):
    _kind = "numeric"

    def _parameters(self):
        return {
            "precision": self.precision,
            "scale": self.scale,
            "as_decimal": bool(self.asdecimal),
            **super()._parameters(),
        }

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[_NumericType, _NumericCommonType, sqltypes.Numeric])


class _FloatType(_NumericCommonType, sqltypes.Float):
    _kind = "float"

    def _parameters(self):
        return {
            "precision": self.precision,
            "scale": self.scale,
            "as_decimal": bool(self.asdecimal),
            **super()._parameters(),
        }

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        if isinstance(self, (REAL, DOUBLE)) and (precision is None) != (scale is None):
            from sqlalchemy import exc

            raise exc.ArgumentError("You must specify both precision and scale or omit both altogether.")
        super().__init__(precision=precision, asdecimal=asdecimal, **kw)
        self.scale = scale

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[_FloatType, _NumericCommonType, sqltypes.Float])


class _IntegerType(_NumericCommonType, sqltypes.Integer):
    _kind = "integer"

    def _parameters(self):
        return {"display_width": self.display_width, **super()._parameters()}

    def __init__(self, display_width=None, **kw):
        self.display_width = display_width
        super().__init__(**kw)

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[_IntegerType, _NumericCommonType, sqltypes.Integer])


class _StringType(_Mysql, sqltypes.String):
    _kind = "character"

    def _parameters(self):
        return {"length": self.length, "collation": self.collation, **_characters(self)}

    def __init__(
        self, charset=None, collation=None, ascii=False, binary=False, unicode=False, national=False, **kw
    ):
        self.charset = charset
        kw.setdefault("collation", kw.pop("collate", collation))
        self.ascii = ascii
        self.unicode = unicode
        self.binary = binary
        self.national = national
        super().__init__(**kw)

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[_StringType, sqltypes.String])


def _characters(kind):
    return {
        "charset": kind.charset,
        "ascii": bool(kind.ascii),
        "unicode": bool(kind.unicode),
        "binary": bool(kind.binary),
        "national": bool(kind.national),
    }


class NUMERIC(_NumericType, sqltypes.NUMERIC):
    """MySQL's NUMERIC."""

    __visit_name__ = "NUMERIC"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class DECIMAL(_NumericType, sqltypes.DECIMAL):
    """MySQL's DECIMAL."""

    __visit_name__ = "DECIMAL"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class DOUBLE(_FloatType, sqltypes.DOUBLE):
    """MySQL's DOUBLE."""

    __visit_name__ = "DOUBLE"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class REAL(_FloatType, sqltypes.REAL):
    """MySQL's REAL."""

    __visit_name__ = "REAL"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class FLOAT(_FloatType, sqltypes.FLOAT):
    """MySQL's FLOAT."""

    __visit_name__ = "FLOAT"

    def __init__(self, precision=None, scale=None, asdecimal=False, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


def _integer(name, *bases):
    def __init__(self, display_width=None, **kw):
        _IntegerType.__init__(self, display_width=display_width, **kw)

    return type(
        name,
        (_IntegerType, *bases),
        {"__visit_name__": name, "__module__": __name__, "__doc__": f"MySQL's {name}.", "__init__": __init__},
    )


INTEGER = _integer("INTEGER", sqltypes.INTEGER)
BIGINT = _integer("BIGINT", sqltypes.BIGINT)
SMALLINT = _integer("SMALLINT", sqltypes.SMALLINT)
MEDIUMINT = _integer("MEDIUMINT")
TINYINT = _integer("TINYINT")


def _string(name, takes_length, *bases):
    if takes_length:

        def __init__(self, length=None, **kwargs):
            _StringType.__init__(self, length=length, **kwargs)

    else:

        def __init__(self, **kwargs):
            _StringType.__init__(self, **kwargs)

    return type(
        name,
        (_StringType, *bases),
        {"__visit_name__": name, "__module__": __name__, "__doc__": f"MySQL's {name}.", "__init__": __init__},
    )


VARCHAR = _string("VARCHAR", True, sqltypes.VARCHAR)
CHAR = _string("CHAR", True, sqltypes.CHAR)
TEXT = _string("TEXT", True, sqltypes.TEXT)
TINYTEXT = _string("TINYTEXT", False)
MEDIUMTEXT = _string("MEDIUMTEXT", False)
LONGTEXT = _string("LONGTEXT", False)


class NVARCHAR(_StringType, sqltypes.NVARCHAR):
    """MySQL's NVARCHAR."""

    __visit_name__ = "NVARCHAR"

    def __init__(self, length=None, **kwargs):
        kwargs["national"] = True
        super().__init__(length=length, **kwargs)


class NCHAR(_StringType, sqltypes.NCHAR):
    """MySQL's NCHAR."""

    __visit_name__ = "NCHAR"

    def __init__(self, length=None, **kwargs):
        kwargs["national"] = True
        super().__init__(length=length, **kwargs)


def _fractional(name, kind, base):
    def __init__(self, timezone=False, fsp=None):
        base.__init__(self, timezone=timezone)
        self.fsp = fsp

    def _type_tree(self):
        return {"mysql": {kind: {"fsp": self.fsp, "timezone": bool(self.timezone)}}}

    return type(
        name,
        (_Mysql, base),
        {
            "__visit_name__": name,
            "__module__": __name__,
            "__doc__": f"MySQL's {name}.",
            "__init__": __init__,
            "_type_tree": _type_tree,
        },
    )


DATETIME = _fractional("DATETIME", "date_time", sqltypes.DATETIME)
TIME = _fractional("TIME", "time", sqltypes.TIME)
TIMESTAMP = _fractional("TIMESTAMP", "timestamp", sqltypes.TIMESTAMP)


class YEAR(_Mysql):
    """MySQL's YEAR."""

    __visit_name__ = "YEAR"

    def __init__(self, display_width=None):
        self.display_width = display_width

    def _type_tree(self):
        return {"mysql": {"year": {"display_width": self.display_width}}}


class BIT(_Mysql):
    """MySQL's BIT."""

    __visit_name__ = "BIT"

    def __init__(self, length=None):
        self.length = length

    def _type_tree(self):
        return {"mysql": {"bit": {"length": self.length}}}

    def _result(self, value, dialect):
        # The drivers give bytes.
        return int.from_bytes(value, "big") if isinstance(value, bytes) else value


def _blob(name):
    return type(
        name,
        (_Mysql, sqltypes._Binary),
        {
            "__visit_name__": name,
            "__module__": __name__,
            "__doc__": f"MySQL's {name}.",
            "_kind": "blob",
            "_parameters": lambda self: {"length": self.length},
        },
    )


TINYBLOB = _blob("TINYBLOB")
MEDIUMBLOB = _blob("MEDIUMBLOB")
LONGBLOB = _blob("LONGBLOB")


def _address(name):
    return type(
        name,
        (_Mysql,),
        {
            "__visit_name__": name,
            "__module__": "sqlalchemy.dialects.mysql.mariadb",
            "__doc__": f"MariaDB's {name}.",
            "_type_tree": lambda self: {"mysql": name.lower()},
        },
    )


INET4 = _address("INET4")
INET6 = _address("INET6")


class JSON(sqltypes.JSON):
    """MySQL's JSON."""

    def _type_tree(self):
        return {"json": {"origin": "mysql", "none_as_null": bool(self.none_as_null)}}


class ENUM(NativeForEmulated, Enum):
    """MySQL's ENUM."""

    __visit_name__ = "ENUM"
    _origin = "mysql"

    def __init__(self, *enums, **kw):
        kw.pop("strict", None)
        super().__init__(*enums, **kw)

    def _rest(self, kw):
        length, collation = self.length, kw.get("collation", kw.get("collate"))
        self.charset = kw.pop("charset", None)
        self.ascii, self.unicode = kw.pop("ascii", False), kw.pop("unicode", False)
        self.binary, self.national = kw.pop("binary", False), kw.pop("national", False)
        kw.pop("collate", None)
        kw.pop("collation", None)
        if kw:
            raise TypeError(f"String.__init__() got an unexpected keyword argument {next(iter(kw))!r}")
        self.length, self.collation = length, collation

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[ENUM, _StringType, Enum])

    def _enum_tree(self):
        return {**super()._enum_tree(), "mysql": _characters(self)}


class SET(_StringType):
    """MySQL's SET."""

    __visit_name__ = "SET"
    _kind = "set"

    def __init__(self, *values, **kw):
        from sqlalchemy import exc

        self.retrieve_as_bitwise = kw.pop("retrieve_as_bitwise", False)
        self.values = tuple(values)
        if not self.retrieve_as_bitwise and "" in values:
            raise exc.ArgumentError("Can't use the blank value '' in a SET without setting retrieve_as_bitwise=True")
        kw.setdefault("length", max([len(value) for value in values] + [0]))
        super().__init__(**kw)

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(
            self, to_inspect=[SET, _StringType], additional_kw=[("retrieve_as_bitwise", False)]
        )

    def _parameters(self):
        return {
            "values": [str(value) for value in self.values],
            "retrieve_as_bitwise": bool(self.retrieve_as_bitwise),
            **super()._parameters(),
        }

    def _type_tree(self):
        return {"mysql": {"set": self._parameters()}}

    def _value(self, value, dialect):
        if value is None or isinstance(value, (int, str)):
            return super()._value(value, dialect)
        if self.retrieve_as_bitwise:
            return {"integer": sum(1 << self.values.index(each) for each in value)}
        return {"text": ",".join(value)}

    def _result(self, value, dialect):
        if value is None:
            return None
        if self.retrieve_as_bitwise:
            return {each for place, each in enumerate(self.values) if int(value) >> place & 1}
        return {each for each in value.split(",") if each} if isinstance(value, str) else value


# Where SQLAlchemy has them; a type's repr in a message may show it.
ENUM.__module__ = SET.__module__ = "sqlalchemy.dialects.mysql.enumerated"
JSON.__module__ = "sqlalchemy.dialects.mysql.json"
