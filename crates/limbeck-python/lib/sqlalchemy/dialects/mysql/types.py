"""MySQL's types: declared, and written for MySQL."""

from sqlalchemy.dialects._foreign import Foreign
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.enumerated import Enum
from sqlalchemy.sql.sqltypes import GenericRepr, NativeForEmulated

_MYSQL = ("mysql", "mariadb")


class _Mysql(Foreign):
    _dialects = _MYSQL


class _NumericCommonType(_Mysql):
    def __init__(self, unsigned=False, zerofill=False, **kw):
        self.unsigned = unsigned
        self.zerofill = zerofill
        super().__init__(**kw)

    def _flags(self, text):
        if self.unsigned:
            text += " UNSIGNED"
        if self.zerofill:
            text += " ZEROFILL"
        return text


class _NumericType(_NumericCommonType, sqltypes.Numeric):
    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[_NumericType, _NumericCommonType, sqltypes.Numeric])

    def _own_text(self):
        text = type(self).__visit_name__
        if self.precision is not None:
            text += f"({self.precision}" + (f", {self.scale})" if self.scale is not None else ")")
        return self._flags(text)


class _FloatType(_NumericCommonType, sqltypes.Float):
    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        if isinstance(self, (REAL, DOUBLE)) and (precision is None) != (scale is None):
            from sqlalchemy import exc

            raise exc.ArgumentError("You must specify both precision and scale or omit both altogether.")
        super().__init__(precision=precision, asdecimal=asdecimal, **kw)
        self.scale = scale

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[_FloatType, _NumericCommonType, sqltypes.Float])

    def _own_text(self):
        text = type(self).__visit_name__
        if self.precision is not None:
            text += f"({self.precision}" + (f", {self.scale})" if self.scale is not None else ")")
        return self._flags(text)


class _IntegerType(_NumericCommonType, sqltypes.Integer):
    def __init__(self, display_width=None, **kw):
        self.display_width = display_width
        super().__init__(**kw)

    def repr_struct(self):
        """Its parameters."""
        return GenericRepr(self, to_inspect=[_IntegerType, _NumericCommonType, sqltypes.Integer])

    def _own_text(self):
        text = type(self).__visit_name__
        if self.display_width is not None:
            text += f"({self.display_width})"
        return self._flags(text)


class _StringType(_Mysql, sqltypes.String):
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

    def _own_text(self):
        text = type(self).__visit_name__
        length = getattr(self, "length", None)
        if length is not None:
            text += f"({length})"
        if self.charset:
            words = [f"CHARACTER SET {self.charset}"]
        elif self.ascii:
            words = ["ASCII"]
        elif self.unicode:
            words = ["UNICODE"]
        else:
            words = []
        if self.collation:
            words.append(f"COLLATE {self.collation}")
        elif self.binary:
            words.append("BINARY")
        if self.national:
            return " ".join(["NATIONAL", text, *[word for word in words if not word.startswith("CHARACTER SET")]])
        return " ".join([text, *words])


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


def _fractional(name, base):
    def __init__(self, timezone=False, fsp=None):
        base.__init__(self, timezone=timezone)
        self.fsp = fsp

    def _own_text(self):
        return name if self.fsp is None else f"{name}({self.fsp})"

    return type(
        name,
        (_Mysql, base),
        {
            "__visit_name__": name,
            "__module__": __name__,
            "__doc__": f"MySQL's {name}.",
            "__init__": __init__,
            "_own_text": _own_text,
        },
    )


DATETIME = _fractional("DATETIME", sqltypes.DATETIME)
TIME = _fractional("TIME", sqltypes.TIME)
TIMESTAMP = _fractional("TIMESTAMP", sqltypes.TIMESTAMP)


class YEAR(_Mysql):
    """MySQL's YEAR."""

    __visit_name__ = "YEAR"

    def __init__(self, display_width=None):
        self.display_width = display_width

    def _own_text(self):
        return "YEAR" if self.display_width is None else f"YEAR({self.display_width})"


class BIT(_Mysql):
    """MySQL's BIT."""

    __visit_name__ = "BIT"

    def __init__(self, length=None):
        self.length = length

    def _own_text(self):
        return "BIT" if self.length is None else f"BIT({self.length})"


def _plain(name, *bases):
    return type(
        name, (_Mysql, *bases), {"__visit_name__": name, "__module__": __name__, "__doc__": f"MySQL's {name}."}
    )


TINYBLOB = _plain("TINYBLOB", sqltypes._Binary)
MEDIUMBLOB = _plain("MEDIUMBLOB", sqltypes._Binary)
LONGBLOB = _plain("LONGBLOB", sqltypes._Binary)
INET4 = _plain("INET4")
INET6 = _plain("INET6")


class JSON(sqltypes.JSON):
    """MySQL's JSON."""


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


class SET(_StringType):
    """MySQL's SET."""

    __visit_name__ = "SET"

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

    def _own_text(self):
        values = ",".join("'" + value.replace("'", "''") + "'" for value in self.values)
        length, self.length = self.length, None
        text = super()._own_text().replace("SET", f"SET({values})", 1)
        self.length = length
        return text
