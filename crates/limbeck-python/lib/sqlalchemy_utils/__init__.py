"""Stand-in for sqlalchemy_utils: its common column types, for the DDL of revision scripts.

Everything else of the package may be imported, and is refused where it would decide something.
"""


def unknown(module, name):
    """A value for a name that is not here."""
    if name[:2] == "__":
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    import _limbeck
    import _limbeck_opaque

    file, line, _column = _limbeck.caller_place() or ("", 0, 0)
    return _limbeck_opaque.Opaque(_limbeck_opaque.Origin(module, f"{module}.{name}", file, line, "stand-in"))


def __getattr__(name):
    if name == "types":
        import sqlalchemy_utils.types

        return sqlalchemy_utils.types
    from sqlalchemy_utils._columns import TYPES

    return TYPES[name] if name in TYPES else unknown(__name__, name)
