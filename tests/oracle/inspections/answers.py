"""Everything an Inspector, Table(autoload_with=…) and MetaData.reflect() say of a database, as text.

Runs in both programs: `dump(url, schemas)` prints one line for each answer, so that a difference is a
line of a diff. Only what both have is used: no json, no dataclasses.
"""

import warnings

import sqlalchemy as sa
from sqlalchemy.engine import reflection

TABLE_METHODS = (
    "get_columns",
    "get_pk_constraint",
    "get_foreign_keys",
    "get_unique_constraints",
    "get_check_constraints",
    "get_indexes",
    "get_table_comment",
    "get_table_options",
)
LISTS = (
    "get_table_names",
    "get_view_names",
    "get_materialized_view_names",
    "get_sequence_names",
)


def show(value):
    """A value's text: types with their module, texts as they are, dictionaries in their order."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(show(item) for item in value)
        return f"[{inner}]" if isinstance(value, list) else f"({inner},)"
    if isinstance(value, sa.types.TypeEngine):
        return f"<{type(value).__module__}.{value!r}{show_type(value)}>"
    if isinstance(value, sa.sql.elements.TextClause):
        return f"text({value.text!r})"
    return repr(value)


def show_type(kind):
    """What the repr of some types leaves out."""
    name = type(kind).__name__
    if name == "ENUM":
        return f" {kind.enums!r} {kind.schema!r}"
    if name == "DOMAIN":
        keys = ("name", "schema", "collation", "default", "constraint_name", "not_null", "check", "create_type")
        return " " + show({key: getattr(kind, key) for key in keys}) + " " + show(kind.data_type)
    if name == "ARRAY":
        return " " + show(kind.item_type)
    return ""


def tell(label, ask):
    """Prints an answer, or what was raised, with the warnings it came with."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(label, "=", show(ask()))
        except Exception as error:  # noqa: BLE001 - what is raised is what is compared
            print(label, "!", type(error).__name__, str(error).split("\n")[0])
    for text in sorted({str(warning.message) for warning in caught}):
        # For authors of types: their operators' classes are asked for when an index sorts by such a column.
        if not text.startswith("Type object <class"):
            print(label, "warns", text)


def is_unordered(connection):
    """PostgreSQL gives names in the order of its catalogue."""
    return connection.dialect.name == "postgresql"


def table_text(table):
    """A reflected Table."""
    lines = [f"{table.fullname} comment={table.comment!r} options={options_text(table.dialect_kwargs)}"]
    for column in table.c:
        default = column.server_default
        if column.computed is not None:
            shown = f"computed({column.computed.sqltext.text!r}, {column.computed.persisted})"
        elif column.identity is not None:
            identity = column.identity
            shown = f"identity({identity.always}, {identity.start}, {identity.increment}, {identity.cycle})"
        else:
            shown = None if default is None else default.arg.text
        lines.append(
            f"  {column.name} {show(column.type)} {column.nullable} {column.primary_key} "
            f"{column.autoincrement} {shown!r} {column.comment!r}"
        )
    key = table.primary_key
    lines.append(f"  pk {key.name!r} {[column.name for column in key.columns]}")
    constraints = []
    for item in table.constraints:
        kind = type(item).__name__
        if kind == "ForeignKeyConstraint":
            targets = [element.target_fullname for element in item.elements]
            text = f"{item.onupdate} {item.ondelete} {item.deferrable} {item.initially} {item.match}"
            constraints.append(f"  {kind} {item.name!r} {list(item.column_keys)} {targets} {text}")
        elif kind == "UniqueConstraint":
            constraints.append(f"  {kind} {item.name!r} {[column.name for column in item.columns]}")
        elif kind == "CheckConstraint":
            constraints.append(f"  {kind} {item.name!r} {item.sqltext.text}")
    lines.extend(sorted(constraints))
    indexes = []
    for index in table.indexes:
        parts = [element_text(part) for part in index.expressions]
        indexes.append(f"  index {index.name!r} {index.unique} {parts} {options_text(index.dialect_kwargs)}")
    lines.extend(sorted(indexes))
    return lines


def options_text(options):
    """What an object has for one dialect, in an order of ours; not what appears only by being asked for."""
    return [(key, show(value)) for key, value in sorted(options.items()) if key != "postgresql_ignore_search_path"]


def element_text(part):
    """A column's name, or an expression's text; what it is sorted by is in the inspector's answer."""
    while getattr(part, "element", None) is not None:
        part = part.element
    return getattr(part, "name", None) or part.text


def dump(connection, schemas):
    """Prints all there is to say of some schemas."""
    inspector = sa.inspect(connection)
    tell("default_schema", lambda: inspector.default_schema_name)
    if connection.dialect.name != "mysql":
        # Its schemas are the databases of the server, and other tests make some meanwhile.
        tell("schemas", inspector.get_schema_names)
    if connection.dialect.name == "postgresql":
        for schema in (None, *schemas, "*"):
            tell(f"enums {schema}", lambda: inspector.get_enums(schema))
            tell(f"domains {schema}", lambda: without_collation_schema(inspector.get_domains(schema)))
    for schema in schemas:
        for method in LISTS:
            tell(f"{method} {schema}", lambda: listed(connection, getattr(inspector, method)(schema)))
        names = names_of(inspector, schema)
        for name in names:
            for method in TABLE_METHODS:
                tell(f"{method} {schema} {name}", lambda: getattr(inspector, method)(name, schema))
            tell(f"has_table {schema} {name}", lambda: inspector.has_table(name, schema))
        for method in (*TABLE_METHODS, "get_view_definition"):
            tell(f"{method} {schema} missing", lambda: getattr(inspector, method)("not_there", schema))
        tell(f"has_table {schema} missing", lambda: inspector.has_table("not_there", schema))
        for method in TABLE_METHODS:
            multi = getattr(inspector, method.replace("get_", "get_multi_"))
            for kind in ("TABLE", "ANY"):
                kinds = {"kind": getattr(reflection.ObjectKind, kind)}
                tell(f"multi {method} {schema} {kind}", lambda: dict(sorted(multi(schema, **kinds).items())))
        tell(f"sorted {schema}", lambda: sorted_tables(inspector, schema))
        tell_metadata(connection, schema)
    tell("temporary", inspector.get_temp_table_names)
    tell("temporary views", inspector.get_temp_view_names)
    inspector.clear_cache()


def without_collation_schema(domains):
    """Limbeck does not tell the schema of a collation."""
    return [{key: value for key, value in domain.items() if key != "collation_schema"} for domain in domains]


def listed(connection, names):
    """Names in the order they came, where there is one."""
    return sorted(names) if is_unordered(connection) else list(names)


def names_of(inspector, schema):
    """Tables and views, in an order of ours."""
    names = [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]
    if inspector.dialect.name == "postgresql":
        names.extend(inspector.get_materialized_view_names(schema))
        names.extend(inspector.get_foreign_table_names(schema))
    if schema is None and inspector.dialect.name != "mysql":
        names.extend(inspector.get_temp_table_names())
    return sorted(set(names))


def sorted_tables(inspector, schema):
    """Which tables come before which; the order among equals is a set's."""
    found = inspector.get_sorted_table_and_fkc_names(schema)
    return [(name, sorted(str(key) for key in keys)) if name else sorted(map(str, keys)) for name, keys in found]


def tell_metadata(connection, schema):
    """Prints what `MetaData.reflect` makes of a schema."""
    metadata = sa.MetaData()

    def reflect():
        metadata.reflect(connection, schema=schema, views=True)
        return sorted(metadata.tables)

    tell(f"reflect {schema}", reflect)
    for key in sorted(metadata.tables):
        for line in table_text(metadata.tables[key]):
            print(line)


def main(url, schemas, statements=()):
    """Prints all there is to say of a database, after some statements on the same connection."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()
        dump(connection, schemas)
