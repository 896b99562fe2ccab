"""What passes between these modules and the native module `_limbeck`.

Here: which database is meant, and how names and Python values become trees. The shapes are the
serde forms of Limbeck's Rust types; nothing here writes SQL.
"""

import sys

import _limbeck

# Dialects of the connections whose statements are being built, innermost last.
_dialects = []
# The driver that the URL of the last used connection asked for; errors name its exception classes.
driver = ""


def refuse(feature, help):
    """Ends the run: Limbeck does not do this, SQLAlchemy might."""
    _limbeck.refuse(feature, help)
    raise SystemExit(feature)  # `refuse` does not come back


def warn(message, category=None):
    """Warns at the line of the user's that led here."""
    import warnings

    if category is None:
        from sqlalchemy.exc import SAWarning as category
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(("sqlalchemy.", "alembic.")):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level - 1)


class using_dialect:
    """While a statement for one connection is built, types that depend on the database see its name."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        _dialects.append(self.name)

    def __exit__(self, *exc_info):
        _dialects.pop()


def is_offline():
    """Whether statements are written and not executed: nothing may be asked, no default is filled in."""
    if _executing:
        return False
    try:
        return bool(_limbeck.context_info()["as_sql"])
    except (KeyError, RuntimeError, TypeError, AttributeError):
        return True


# Not empty while a connection builds the statement it is going to execute.
_executing = []


def dialect_name():
    """The database that trees are made for: the connection's, else the configured one, else "default"."""
    if _dialects:
        return _dialects[-1]
    try:
        return _limbeck.context_info()["dialect"]
    except (KeyError, RuntimeError, TypeError, AttributeError):
        return "default"


def current_dialect():
    """The Dialect object for `dialect_name()`, as user code (TypeDecorator methods) is given it."""
    from sqlalchemy.engine.default import dialect_for

    return dialect_for(dialect_name())


# Types of the project's own by module and `repr`, while a model is read for autogenerate; else None.
user_types = None
# A model is read for a comparison.
reading_models = False


def user_type(kind, type_, **content):
    """The tree of a type whose class is the project's own."""
    shown, module = repr(type_), type(type_).__module__
    if user_types is not None:
        user_types[module, shown] = type_
    return {kind: {**content, "repr": shown, "module": module}}


def name_tree(name):
    """An Identifier; None stays None."""
    if name is None or type(name) is str:
        return name
    text = str.__str__(name)
    quote = getattr(name, "quote", None)
    kind = getattr(name, "_name_kind", "plain")
    if quote is None and kind == "plain":
        return text
    return {"text": text, "quote": quote, "kind": kind}


def qualified(name, schema):
    """A QualifiedName; an empty schema is none."""
    if name is None:
        raise AssertionError("use quoted_name.construct() for None passthrough")
    if not schema:
        return {"name": name_tree(name)}
    return {"schema": name_tree(schema), "name": name_tree(name)}


_SMALLEST = -(2**63)
_LARGEST = 2**63 - 1


def value_tree(value):
    """A Value for any Python value a driver takes; TypeError for others."""
    if value is None:
        return "null"
    kind = type(value)
    if kind is str:
        return {"text": value}
    if kind is bool:
        return {"boolean": value}
    if kind is int:
        return {"integer": value} if _SMALLEST <= value <= _LARGEST else {"big_integer": str(value)}
    if kind is float:
        return {"float": value}
    if isinstance(value, str):
        return {"text": str.__str__(value)}
    if isinstance(value, bool):
        return {"boolean": bool(value)}
    if isinstance(value, int):
        return value_tree(int(value))
    if isinstance(value, float):
        return {"float": float(value)}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": list(bytes(value))}
    if isinstance(value, (list, tuple)):
        return {"list": [value_tree(item) for item in value]}
    return _library_value(value)


def _library_value(value):
    # The modules are looked up, not imported: a value of theirs exists only where they are loaded.
    datetime = sys.modules.get("datetime")
    if datetime is not None:
        if isinstance(value, datetime.datetime):
            return {"timestamp": value.isoformat(" ")}
        if isinstance(value, datetime.date):
            return {"date": value.isoformat()}
        if isinstance(value, datetime.time):
            return {"time": value.isoformat()}
        if isinstance(value, datetime.timedelta):
            return {"interval": {"days": value.days, "seconds": value.seconds, "microseconds": value.microseconds}}
    uuid = sys.modules.get("uuid")
    if uuid is not None and isinstance(value, uuid.UUID):
        return {"uuid": str(value)}
    decimal = sys.modules.get("decimal")
    if decimal is not None and isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if type(value).__name__ in ("Range", "MultiRange") and hasattr(value, "_literal_text"):
        return {"text": value._literal_text()}
    raise TypeError(f"type {type(value).__name__!r} is not supported")
