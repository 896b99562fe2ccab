"""A MetaData as text, through nothing but SQLAlchemy's public attributes, so that the real package and the
stand-in can both be asked."""

import re

ADDRESS = re.compile(r"0x[0-9a-f.]{2,}")


def _plain(text):
    return ADDRESS.sub("0x", text)


def _attempt(function):
    try:
        return _plain(str(function()))
    except Exception as error:  # noqa: BLE001 - the error is what is compared
        return f"{type(error).__name__}: {_plain(str(error))}"


def _name(name):
    # A name and whether it is final.
    if type(name).__name__ == "_NoneName":
        name = None
    return f"{name!s}{'' if name is None or type(name).__name__ != 'conv' else ' (conv)'}"


def _default(generator):
    if generator is None:
        return None
    if getattr(generator, "is_sequence", False):
        return f"Sequence {generator.name} schema={generator.schema} start={generator.start} optional={generator.optional}"
    if generator.is_callable:
        return "callable"
    if generator.is_clause_element:
        return "clause"
    return f"scalar {generator.arg!r}"


def _server_default(default):
    if default is None:
        return None
    shown = [type(default).__name__]
    if hasattr(default, "arg"):
        shown.append(repr(default.arg) if isinstance(default.arg, str) else "clause")
    if hasattr(default, "sqltext"):
        shown.append(f"persisted={default.persisted}")
    if hasattr(default, "always"):
        names = "always on_null start increment minvalue maxvalue nominvalue nomaxvalue cycle cache order"
        shown.append(str([getattr(default, name, None) for name in names.split()]))
    return " ".join(shown)


def _column(column, dialects):
    yield f"  {column.name!r} key={column.key!r} {_plain(repr(column.type))}"
    yield "    " + " | ".join(
        f"{name}: {_attempt(lambda: column.type.compile(dialect=dialect))}" for name, dialect in dialects.items()
    )
    facts = {
        "nullable": column.nullable,
        "primary_key": column.primary_key,
        "autoincrement": column.autoincrement,
        "unique": column.unique,
        "index": column.index,
        "comment": column.comment,
        "doc": column.doc,
        "system": column.system,
        "default": _default(column.default),
        "onupdate": _default(column.onupdate),
        "server_default": _server_default(column.server_default),
        "server_onupdate": _server_default(column.server_onupdate),
        "info": {key: value for key, value in column.info.items() if not key.startswith("_")},
        "dialect": dict(column.dialect_kwargs),
    }
    yield "    " + " ".join(f"{key}={value!r}" for key, value in facts.items() if value not in (None, {}))
    for key in sorted(column.foreign_keys, key=lambda key: key.target_fullname):
        yield f"    -> {key.target_fullname} {_attempt(lambda: key.column.name)}"


def _constraint(constraint):
    # Of a CHECK only those that belong to a type matter.
    columns = [] if hasattr(constraint, "sqltext") else [column.name for column in getattr(constraint, "columns", ())]
    shown = [type(constraint).__name__, _name(constraint.name), str(columns)]
    for attribute in ("deferrable", "initially", "onupdate", "ondelete", "match", "use_alter", "comment"):
        value = getattr(constraint, attribute, None)
        if value not in (None, False):
            shown.append(f"{attribute}={value!r}")
    if constraint.dialect_kwargs:
        shown.append(str(sorted(constraint.dialect_kwargs)))
    for element in getattr(constraint, "elements", ()):
        shown.append(f"-> {element.target_fullname}")
    return " ".join(shown)


def _index(index):
    columns = [str(part.name) if hasattr(part, "table") else "expression" for part in index.expressions]
    return f"Index {_name(index.name)} unique={bool(index.unique)} {columns} {sorted(index.dialect_kwargs)}"


def _ddl(table, dialects):
    from sqlalchemy.schema import CreateIndex, CreateTable

    for name, dialect in dialects.items():
        text = _attempt(lambda: CreateTable(table).compile(dialect=dialect)).strip().replace("\t", "    ")
        # The stand-in shows the types that come with a table.
        text = re.sub(r"^(CREATE (TYPE|DOMAIN) [^;]*; )+", "", text)
        yield f"  {name}: {text}"
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield f"  {name}: " + _attempt(lambda: CreateIndex(index).compile(dialect=dialect))


def describe(metadata):
    """Lines about a MetaData and everything in it."""
    from sqlalchemy.dialects import postgresql, sqlite

    dialects = {"postgresql": postgresql.dialect(), "sqlite": sqlite.dialect()}
    yield f"MetaData schema={metadata.schema} sorted={[table.key for table in metadata.sorted_tables]}"
    for sequence in sorted(metadata._sequences.values(), key=lambda item: item.name):
        yield f"Sequence {sequence.name} {sequence.schema}"
    for key, table in metadata.tables.items():
        counted = table.autoincrement_column
        yield (
            f"Table {key} name={table.name!r} schema={table.schema} comment={table.comment!r} "
            f"counted={None if counted is None else counted.name} prefixes={[str(item) for item in table._prefixes]} "
            f"options={sorted((name, str(value)) for name, value in table.dialect_kwargs.items())} info={table.info}"
        )
        for column in table.columns:
            yield from _column(column, dialects)
        for constraint in sorted(table.constraints, key=lambda item: item._creation_order):
            yield "  " + _constraint(constraint)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield "  " + _index(index)
        # Expressions are compared in statements. The stand-in writes them alone without a convention's names.
        if dict(metadata.naming_convention) == {"ix": "ix_%(column_0_label)s"}:
            yield from _ddl(table, dialects)
