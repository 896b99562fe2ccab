"""Keyword arguments named after a dialect: which there are, and how they fill the typed options of trees."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import to_list

# By dialect and kind of object. `None` takes any name.
_ACCEPTED = {
    "postgresql": {
        "index": "using include where ops concurrently with tablespace nulls_not_distinct invalid",
        "table": "ignore_search_path tablespace partition_by with_oids with on_commit inherits using",
        "check": "not_valid",
        "foreign_key": "not_valid",
        "primary_key": "include",
        "unique": "include nulls_not_distinct",
        "create_view": "with",
    },
    "mysql": {
        "table": None,
        "update": "limit",
        "delete": "limit",
        "primary_key": "using",
        "index": "using length prefix with_parser",
    },
    "sqlite": {
        "table": "autoincrement with_rowid strict",
        "index": "where",
        "column": "on_conflict_primary_key on_conflict_not_null on_conflict_unique",
        "check": "on_conflict",
        "foreign_key": "on_conflict",
        "primary_key": "on_conflict",
        "unique": "on_conflict",
        "exclude": "on_conflict",
        "constraint": "on_conflict",
        "create_view": "if_not_exists",
    },
    "mssql": {
        "primary_key": "clustered",
        "unique": "clustered",
        "index": "clustered include where columnstore",
        "column": "identity_start identity_increment",
    },
    "oracle": {
        "table": "resolve_synonyms on_commit compress tablespace",
        "index": "bitmap compress vector",
        "sequence": "order",
        "identity": "order on_null",
        "select": "fetch_approximate",
    },
}
_ACCEPTED["mariadb"] = _ACCEPTED["mysql"]


def check(cls, kind, kw):
    """Refuses arguments that no dialect has, with SQLAlchemy's errors."""
    for key in kw:
        dialect, underscore, name = key.partition("_")
        if not dialect or not underscore or not name:
            raise TypeError(f"Additional arguments should be named <dialectname>_<argument>, got '{key}'")
        by_kind = _ACCEPTED.get(dialect)
        if by_kind is None:
            import warnings

            from sqlalchemy import exc

            warnings.warn(
                f"Can't validate argument {key!r}; can't locate any SQLAlchemy dialect named {dialect!r}",
                exc.SAWarning,
                stacklevel=4,
            )
            continue
        accepted = by_kind.get(kind, "")
        if accepted is not None and name not in accepted.split():
            from sqlalchemy import exc

            raise exc.ArgumentError(f"Argument {key!r} is not accepted by dialect {dialect!r} on behalf of {cls!r}")


def _identifiers(value):
    names = []
    for item in to_list(value):
        names.append(_waist.name_tree(item if isinstance(item, str) else item.name))
    return names


def _text_map(value):
    # Truth values are SQL's words.
    return {
        str(key): str(item).lower() if isinstance(item, bool) else str(item) for key, item in (value or {}).items()
    }


def _condition(value):
    from sqlalchemy.sql.constructors import condition

    if isinstance(value, str):
        return {"text": {"sql": value}}
    return condition(value)._expression_tree()


def _source(value):
    """Plain data as Python shows it, for generated scripts; `None` for anything else."""
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    if isinstance(value, str):
        return repr(str(value))
    if isinstance(value, (list, tuple)):
        parts = [_source(item) for item in value]
        if None in parts:
            return None
        inner = ", ".join(parts)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(parts) == 1 else f"({inner})"
    if isinstance(value, dict):
        pairs = [(_source(key), _source(item)) for key, item in value.items()]
        if any(None in pair for pair in pairs):
            return None
        return "{" + ", ".join(f"{key}: {item}" for key, item in pairs) + "}"
    name = getattr(value, "name", None)
    return repr(str(name)) if name is not None and hasattr(value, "table") else None


def index_options(tree, kw):
    """Fills an Index tree."""
    tree["keywords"] = {key: _source(value) for key, value in kw.items()}
    for key, value in kw.items():
        dialect, _, name = key.partition("_")
        if value is None:
            continue
        if dialect == "postgresql":
            _postgres_index(tree.setdefault("postgres", {}), name, value)
        elif dialect in ("mysql", "mariadb"):
            options = tree.setdefault(dialect, {})
            if name == "length" and isinstance(value, dict):
                options["lengths"] = {str(column): length for column, length in value.items()}
            else:
                options[name] = value
        elif key == "sqlite_where":
            tree["sqlite_where"] = _condition(value)


def _postgres_index(options, name, value):
    if name == "where":
        options["where"] = _condition(value)
    elif name in ("with",):
        options["with"] = _text_map(value)
    elif name == "ops":
        options["ops"] = _text_map(value)
    elif name == "include":
        options["include"] = _identifiers(value)
    elif name == "using":
        if value:
            options["using"] = value
    elif name == "tablespace":
        options["tablespace"] = _waist.name_tree(value)
    elif name == "concurrently":
        options["concurrently"] = bool(value)
    elif name == "nulls_not_distinct":
        options["nulls_not_distinct"] = bool(value)


def table_options(kw):
    """The TableOptions tree of a table's arguments."""
    options = {}
    if kw:
        options["keywords"] = {key: _source(value) or repr(value) for key, value in kw.items()}
    for key, value in kw.items():
        dialect, _, name = key.partition("_")
        if dialect == "postgresql":
            if value is None or value is False and name != "with_oids":
                continue
            part = options.setdefault("postgres", {})
            if name == "inherits":
                part["inherits"] = _identifiers(value)
            elif name == "with":
                part["with"] = _text_map(value)
            elif name == "with_oids":
                part["with_oids"] = bool(value)
            elif name == "tablespace":
                part["tablespace"] = _waist.name_tree(value)
            elif name in ("partition_by", "using", "on_commit"):
                part[name] = str(value)
        elif dialect in ("mysql", "mariadb"):
            if not isinstance(value, str) and dialect == _waist.dialect_name():
                # Where such a table is created SQLAlchemy joins texts, and finds that this is none.
                raise TypeError(f"sequence item 1: expected str instance, {type(value).__name__} found")
            part = options.setdefault(dialect, {}).setdefault("options", {})
            part[name] = str(value)
        elif dialect == "sqlite":
            part = options.setdefault("sqlite", {})
            if name == "autoincrement":
                part["autoincrement"] = bool(value)
            elif name == "with_rowid":
                part["without_rowid"] = not value
            elif name == "strict":
                part["strict"] = bool(value)
    return options


def constraint_options(tree, kw):
    """Fills a constraint's tree."""
    for key, value in kw.items():
        if value is None:
            continue
        if key == "postgresql_include":
            tree["include"] = _identifiers(value)
        elif key in ("postgresql_not_valid", "postgresql_nulls_not_distinct", "postgresql_no_inherit"):
            tree[key[len("postgresql_") :]] = bool(value)
        elif key == "sqlite_on_conflict":
            if "referred_table" in tree or "condition" in tree:
                _waist.refuse("sqlite_on_conflict on a CHECK or FOREIGN KEY", "leave the argument out")
            tree["sqlite_on_conflict"] = value
        elif key in ("mysql_using", "mariadb_using"):
            _waist.refuse(f"{key} on a primary key", "create the key with SQL text")


def column_options(kw):
    """The SqliteOnConflict tree of a column's arguments."""
    return {key[len("sqlite_on_conflict_") :]: value for key, value in kw.items() if key.startswith("sqlite_")}
