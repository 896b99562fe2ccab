"""Single values: what each type takes and turns into its own kind.

Every function gives the value or raises `Invalid`; with `strict` nothing is turned into anything.
"""

from pydantic._errors import invalid


def text(value, strict=False):
    if isinstance(value, str):
        if type(value) is str:
            return value
        return value.value if hasattr(value, "_value_") and isinstance(value.value, str) else str.__str__(value)
    if not strict and isinstance(value, (bytes, bytearray)):
        try:
            return bytes(value).decode()
        except UnicodeDecodeError:
            raise invalid(
                "string_unicode", "Input should be a valid string, unable to parse raw data as a unicode string", value
            ) from None
    if not strict and hasattr(value, "_value_") and isinstance(value.value, str):
        return value.value
    raise invalid("string_type", "Input should be a valid string", value)


def _digits(source):
    """An integer's text as Python reads it, or None."""
    source = source.strip()
    whole, point, fraction = source.partition(".")
    if point and fraction.strip("0"):
        return None
    sign = whole[:1] if whole[:1] in ("+", "-") else ""
    digits = whole[len(sign) :]
    groups = digits.split("_")
    return whole if all(group.isascii() and group.isdigit() for group in groups) else None


def integer(value, strict=False):
    if type(value) is int:
        return value
    if isinstance(value, bool):
        if strict:
            raise invalid("int_type", "Input should be a valid integer", value)
        return int(value)
    if isinstance(value, int):
        return int(value)
    if not strict:
        if isinstance(value, (bytes, bytearray)):
            value = bytes(value).decode("utf-8", "replace")
        if isinstance(value, str):
            digits = _digits(value)
            if digits is None:
                raise invalid(
                    "int_parsing", "Input should be a valid integer, unable to parse string as an integer", value
                )
            return int(digits)
        if isinstance(value, float) or type(value).__name__ == "Decimal":
            if value != value or value in (float("inf"), float("-inf")):
                raise invalid("finite_number", "Input should be a finite number", value)
            if value != int(value):
                raise invalid(
                    "int_from_float", "Input should be a valid integer, got a number with a fractional part", value
                )
            return int(value)
        if hasattr(value, "_value_") and isinstance(value.value, int):
            return value.value
    raise invalid("int_type", "Input should be a valid integer", value)


def number(value, strict=False):
    if type(value) is float:
        return value
    if isinstance(value, (int, float)) and not (strict and isinstance(value, bool)):
        return float(value)
    if not strict:
        if isinstance(value, (str, bytes)):
            source = value if isinstance(value, str) else value.decode("utf-8", "replace")
            try:
                return float(source)
            except ValueError:
                raise invalid(
                    "float_parsing", "Input should be a valid number, unable to parse string as a number", value
                ) from None
        if hasattr(value, "__float__"):
            return float(value)
    raise invalid("float_type", "Input should be a valid number", value)


_TRUTH = {
    **dict.fromkeys(("1", "on", "t", "true", "y", "yes"), True),
    **dict.fromkeys(("0", "off", "f", "false", "n", "no"), False),
}


def truth(value, strict=False):
    if isinstance(value, bool):
        return value
    if not strict and isinstance(value, (str, bytes, int, float)):
        if isinstance(value, (int, float)):
            found = {0: False, 1: True}.get(value)
        else:
            source = value if isinstance(value, str) else value.decode("utf-8", "replace")
            found = _TRUTH.get(source.lower())
        if found is None:
            raise invalid(
                "bool_parsing", "Input should be a valid boolean, unable to interpret input", value
            )
        return found
    raise invalid("bool_type", "Input should be a valid boolean", value)


def octets(value, strict=False):
    if isinstance(value, bytes):
        return value
    if not strict and isinstance(value, str):
        return value.encode()
    if not strict and isinstance(value, bytearray):
        return bytes(value)
    raise invalid("bytes_type", "Input should be a valid bytes", value)


def nothing(value, strict=False):
    if value is None:
        return None
    raise invalid("none_required", "Input should be None", value)


def function(value, strict=False):
    if callable(value):
        return value
    raise invalid("callable_type", "Input should be callable", value)


def path(value, strict=False, kind=None):
    import pathlib

    kind = kind or pathlib.Path
    if isinstance(value, pathlib.PurePath):
        return value if isinstance(value, kind) else kind(value)
    if not strict and isinstance(value, str):
        return kind(value)
    raise invalid("path_type", f"Input is not a valid path for <class '{kind.__module__.removesuffix('._local')}.{kind.__name__}'>", value)


def decimal(value, strict=False):
    from decimal import Decimal, InvalidOperation

    if isinstance(value, Decimal):
        return value
    if not strict and isinstance(value, (int, str, float)) and not isinstance(value, bool):
        try:
            return Decimal(str(value).strip())
        except InvalidOperation:
            raise invalid("decimal_parsing", "Input should be a valid decimal", value) from None
    raise invalid("decimal_type", "Decimal input should be an integer, float, string or Decimal object", value)


def uuid(value, strict=False):
    from uuid import UUID

    if isinstance(value, UUID):
        return value
    if not strict and isinstance(value, (str, bytes)):
        source = value if isinstance(value, str) else value.decode("utf-8", "replace")
        bare = source.removeprefix("urn:uuid:").strip("{}").replace("-", "")
        if len(bare) == 32 and all(character in "0123456789abcdefABCDEF" for character in bare):
            return UUID(bare)
        _unknown_text("UUID", value)
    raise invalid("uuid_type", "UUID input should be a string, bytes or UUID object", value)


def moment(value, strict=False):
    import datetime

    if isinstance(value, datetime.datetime):
        return value
    if not strict:
        if isinstance(value, datetime.date):
            return datetime.datetime(value.year, value.month, value.day)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= 2e10:
            return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
        if isinstance(value, str):
            return _iso(datetime.datetime, "date and time", value)
    raise invalid("datetime_type", "Input should be a valid datetime", value)


def day(value, strict=False):
    import datetime

    if type(value) is datetime.date:
        return value
    if not strict:
        if isinstance(value, str):
            found = _iso(datetime.datetime, "date", value)
            value = found
        if isinstance(value, datetime.datetime):
            if value.time() != datetime.time(0, 0):
                raise invalid(
                    "date_from_datetime_inexact",
                    "Datetimes provided to dates should have zero time - e.g. be exact dates",
                    value,
                )
            return value.date()
    raise invalid("date_type", "Input should be a valid date", value)


def clock(value, strict=False):
    import datetime

    if isinstance(value, datetime.time):
        return value
    if not strict and isinstance(value, str):
        return _iso(datetime.time, "time", value)
    raise invalid("time_type", "Input should be a valid time", value)


def span(value, strict=False):
    import datetime

    if isinstance(value, datetime.timedelta):
        return value
    if not strict:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.timedelta(seconds=value)
        if isinstance(value, str):
            parts = value.split(":")
            if len(parts) in (2, 3) and all(part.isascii() and part.isdigit() for part in parts):
                hours, minutes, seconds = (int(part) for part in [*parts, "0"][:3])
                if minutes < 60 and seconds < 60:
                    return datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
            _unknown_text("time span", value)
    raise invalid("time_delta_type", "Input should be a valid timedelta", value)


def _iso(kind, name, value):
    try:
        return kind.fromisoformat(value.strip())
    except ValueError:
        _unknown_text(name, value)


def _unknown_text(name, value):
    # Pydantic says exactly what is wrong with such texts; to guess at its words would be a lie.
    from pydantic._refusals import refuse

    refuse(f"the {name} {value!r} in a pydantic model")
