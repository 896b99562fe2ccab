"""Oracle's types: declared, for variants that other databases never use."""

from sqlalchemy.dialects._foreign import Foreign
from sqlalchemy.sql import sqltypes


class _Oracle(Foreign):
    _dialects = ("oracle",)


def _type(name, *bases, **attributes):
    return type(
        name,
        (_Oracle, *bases),
        {"__visit_name__": name, "__module__": __name__, "__doc__": f"Oracle's {name}.", **attributes},
    )


def _number(self, precision=None, scale=None, asdecimal=None):
    if asdecimal is None:
        asdecimal = bool(scale and scale > 0)
    sqltypes.Numeric.__init__(self, precision=precision, scale=scale, asdecimal=asdecimal)


def _float(self, binary_precision=None, asdecimal=False, decimal_return_scale=None):
    sqltypes.FLOAT.__init__(self, asdecimal=asdecimal, decimal_return_scale=decimal_return_scale)
    self.binary_precision = binary_precision


def _interval(self, day_precision=None, second_precision=None):
    self.day_precision = day_precision
    self.second_precision = second_precision


BFILE = _type("BFILE", sqltypes.LargeBinary)
BINARY_DOUBLE = _type("BINARY_DOUBLE", sqltypes.Double)
BINARY_FLOAT = _type("BINARY_FLOAT", sqltypes.Float)
DATE = _type("DATE", sqltypes.DateTime)
FLOAT = _type("FLOAT", sqltypes.FLOAT, __init__=_float)
INTERVAL = _type("INTERVAL", __init__=_interval)
LONG = _type("LONG", sqltypes.Text)
NCLOB = _type("NCLOB", sqltypes.Text)
NUMBER = _type("NUMBER", sqltypes.Numeric, __init__=_number)
RAW = _type("RAW", sqltypes._Binary)
ROWID = _type("ROWID")
VARCHAR2 = _type("VARCHAR2", sqltypes.VARCHAR)


class JSON(sqltypes.JSON):
    """Oracle's JSON."""


class TIMESTAMP(sqltypes.TIMESTAMP):
    """Oracle's TIMESTAMP."""

    def __init__(self, timezone=False, local_timezone=False):
        super().__init__(timezone=timezone)
        self.local_timezone = local_timezone
