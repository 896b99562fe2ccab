"""The classes of `sqlalchemy.dialects.mysql` as Limbeck's trees; both recorders use it."""
from __future__ import annotations

from sqlalchemy.dialects import mysql

INTEGERS = (mysql.TINYINT, mysql.SMALLINT, mysql.MEDIUMINT, mysql.INTEGER, mysql.BIGINT)
CHARACTERS = (mysql.VARCHAR, mysql.CHAR, mysql.TEXT, mysql.TINYTEXT, mysql.MEDIUMTEXT, mysql.LONGTEXT,
              mysql.NVARCHAR, mysql.NCHAR)


def clean(**tree):
    return {key: value for key, value in tree.items() if value is not None and value is not False}


def options(ty):
    """Character set and what goes with it."""
    return clean(charset=ty.charset, collation=ty.collation, ascii=ty.ascii, unicode=ty.unicode, binary=ty.binary,
                 national=ty.national)


def enum_options(ty):
    """What MySQL's ENUM has besides a generic one; the collation has a place of its own."""
    tree = options(ty)
    tree.pop("collation", None)
    return tree


def mysql_type(ty):
    """The tree of a type of MySQL's own, or None."""
    name = type(ty).__name__
    if isinstance(ty, INTEGERS):
        return {"integer": clean(name=name, display_width=ty.display_width, unsigned=ty.unsigned,
                                 zerofill=ty.zerofill)}
    if isinstance(ty, (mysql.NUMERIC, mysql.DECIMAL)):
        return {"numeric": clean(name=name, precision=ty.precision, scale=ty.scale, unsigned=ty.unsigned,
                                 zerofill=ty.zerofill) | {"as_decimal": ty.asdecimal}}
    if isinstance(ty, (mysql.FLOAT, mysql.DOUBLE, mysql.REAL)):
        return {"float": clean(name=name, precision=ty.precision, scale=ty.scale, unsigned=ty.unsigned,
                               zerofill=ty.zerofill) | {"as_decimal": ty.asdecimal}}
    if isinstance(ty, mysql.BIT):
        return {"bit": clean(length=ty.length)}
    if isinstance(ty, mysql.YEAR):
        return {"year": clean(display_width=ty.display_width)}
    for cls, key in ((mysql.DATETIME, "date_time"), (mysql.TIMESTAMP, "timestamp"), (mysql.TIME, "time")):
        if isinstance(ty, cls):
            return {key: clean(fsp=ty.fsp, timezone=ty.timezone)}
    if isinstance(ty, CHARACTERS):
        return {"character": clean(name=name, length=ty.length) | options(ty)}
    if isinstance(ty, mysql.SET):
        return {"set": clean(values=list(ty.values), length=ty.length,
                             retrieve_as_bitwise=ty.retrieve_as_bitwise) | options(ty)}
    if isinstance(ty, (mysql.TINYBLOB, mysql.MEDIUMBLOB, mysql.LONGBLOB)):
        return {"blob": clean(name=name, length=ty.length)}
    if name in ("INET4", "INET6"):
        return name.lower()
    return None
