"""SQL Server's types: declared, for variants that other databases never use."""

from sqlalchemy.dialects._foreign import Foreign
from sqlalchemy.sql import sqltypes


class _Mssql(Foreign):
    _dialects = ("mssql",)


def _type(name, *bases, **attributes):
    return type(
        name,
        (_Mssql, *bases),
        {"__visit_name__": name, "__module__": __name__, "__doc__": f"SQL Server's {name}.", **attributes},
    )


def _with_precision(self, precision=None, **kw):
    sqltypes.DateTime.__init__(self, **kw)
    self.precision = precision


def _varbinary(self, length=None, filestream=False):
    self.length = length
    self.filestream = filestream


def _uniqueidentifier(self, as_uuid=True):
    self.as_uuid = as_uuid
    self.native_uuid = True


BIT = _type("BIT", sqltypes.Boolean)
DATETIME2 = _type("DATETIME2", sqltypes.DateTime, __init__=_with_precision)
DATETIMEOFFSET = _type("DATETIMEOFFSET", sqltypes.DateTime, __init__=_with_precision)
SMALLDATETIME = _type("SMALLDATETIME", sqltypes.DateTime)
IMAGE = _type("IMAGE", sqltypes.LargeBinary)
MONEY = _type("MONEY")
SMALLMONEY = _type("SMALLMONEY")
SQL_VARIANT = _type("SQL_VARIANT")
NTEXT = _type("NTEXT", sqltypes.UnicodeText)
TINYINT = _type("TINYINT", sqltypes.Integer)
UNIQUEIDENTIFIER = _type("UNIQUEIDENTIFIER", sqltypes.Uuid, __init__=_uniqueidentifier)
VARBINARY = _type("VARBINARY", sqltypes.VARBINARY, __init__=_varbinary)
XML = _type("XML", sqltypes.Text)
ROWVERSION = _type("ROWVERSION", sqltypes._Binary)
TIMESTAMP = _type("TIMESTAMP", sqltypes._Binary)


class JSON(sqltypes.JSON):
    """SQL Server's JSON."""


class TIME(sqltypes.TIME):
    """SQL Server's TIME."""

    def __init__(self, precision=None, **kw):
        self.precision = precision
        super().__init__()


class REAL(sqltypes.REAL):
    """SQL Server's REAL."""

    def __init__(self, **kw):
        kw["precision"] = 24
        super().__init__(**kw)


class DOUBLE_PRECISION(sqltypes.DOUBLE_PRECISION):
    """SQL Server's DOUBLE PRECISION."""

    def __init__(self, **kw):
        kw["precision"] = 53
        super().__init__(**kw)
