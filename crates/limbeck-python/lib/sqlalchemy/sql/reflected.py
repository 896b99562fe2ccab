"""From trees back to Python objects: what was reflected, and what hooks of autogenerate are shown.

    type_from_tree(tree)                 -> a TypeEngine
    column_from_tree(tree)               -> a Column without a table
    constraint_from_tree(tree)           -> a constraint without a table (`{"unique": {…}}` and the like)
    primary_key_from_tree(tree)          -> a PrimaryKeyConstraint without a table
    index_from_tree(tree, table=None)    -> an Index, of a table if one is given
    table_from_tree(tree, metadata)      -> a Table in a MetaData
    fill_table(table, tree, …)           -> the same for a Table that is there already
    expression_from_tree(tree)           -> a ColumnElement or TextClause
    name_from_tree(tree)                 -> str, quoted_name, or what op.f() gives

They are the reverse of the objects' `_tree()`. What a class of the user's own was (TypeDecorator) is
not in a tree: such a type comes back as what it stores. Shapes are the serde forms of Limbeck's Rust
types; docs/internals/waist.md.
"""

from sqlalchemy.sql import sqltypes


def name_from_tree(tree):
    """An identifier's text with what is known of it."""
    if not isinstance(tree, dict):
        return tree
    from sqlalchemy.sql.names import _truncated_label, conv, quoted_name

    kind = tree.get("kind", "plain")
    made = {"final": conv, "generated": _truncated_label}.get(kind)
    if made is not None:
        return made(tree["text"], tree.get("quote"))
    return quoted_name.construct(tree["text"], tree.get("quote"))


def _names(trees):
    return [name_from_tree(tree) for tree in trees or ()]


# -- types


def type_from_tree(tree):
    """A type."""
    if isinstance(tree, str):
        return sqltypes.NullType()
    ((kind, content),) = tree.items()
    return _TYPES[kind](content)


def _spelled(generic, standard):
    return lambda spelling: getattr(sqltypes, standard if spelling == "standard" else generic)()


def _numeric(tree):
    cls = getattr(sqltypes, tree["name"])
    return cls(tree.get("precision"), tree.get("scale"), asdecimal=tree.get("as_decimal", True))


def _float(tree):
    return getattr(sqltypes, tree["name"])(tree.get("precision"), asdecimal=tree.get("as_decimal", False))


def _character(tree):
    return getattr(sqltypes, tree["name"])(tree.get("length"), tree.get("collation"))


def _boolean(tree):
    cls = sqltypes.BOOLEAN if tree.get("spelling") == "standard" else sqltypes.Boolean
    return cls(create_constraint=tree.get("create_constraint", False), name=name_from_tree(tree.get("name")))


def _time(tree):
    cls = sqltypes.TIME if tree.get("spelling") == "standard" else sqltypes.Time
    return cls(timezone=tree.get("timezone", False))


def _date_time(tree):
    return getattr(sqltypes, tree["name"])(timezone=tree.get("timezone", False))


def _interval(tree):
    return sqltypes.Interval(
        native=tree.get("native", True),
        second_precision=tree.get("second_precision"),
        day_precision=tree.get("day_precision"),
    )


def _binary(tree):
    cls = getattr(sqltypes, tree["name"])
    return cls() if tree["name"] == "PickleType" else cls(tree.get("length"))


def _json(tree):
    origin = tree.get("origin", "generic")
    if origin.startswith("sqlite"):
        from sqlalchemy.dialects.sqlite import types

        return (types.JSONB if origin == "sqlite_binary" else types.JSON)(tree.get("none_as_null", False))
    if origin == "mysql":
        from sqlalchemy.dialects.mysql import JSON

        return JSON(tree.get("none_as_null", False))
    return sqltypes.JSON(tree.get("none_as_null", False))


def _uuid(tree):
    if tree.get("spelling") == "standard":
        return sqltypes.UUID(as_uuid=tree.get("as_uuid", True))
    return sqltypes.Uuid(as_uuid=tree.get("as_uuid", True), native_uuid=tree.get("native", True))


def _enum(tree):
    keywords = {"name": name_from_tree(tree.get("name"))}
    if tree.get("schema") is not None:
        keywords["schema"] = name_from_tree(tree["schema"])
    if not tree.get("create_type", True):
        keywords["create_type"] = False
    origin = tree.get("origin", "generic")
    if origin == "postgres":
        from sqlalchemy.dialects.postgresql import ENUM as cls
    elif origin == "mysql":
        from sqlalchemy.dialects.mysql import ENUM as cls

        keywords = _said(tree.get("mysql") or {})
    else:
        from sqlalchemy.sql.enumerated import Enum as cls

        keywords.update(
            native_enum=tree.get("native", True), create_constraint=tree.get("create_constraint", False)
        )
        if tree.get("length") is not None:
            keywords["length"] = tree["length"]
    kind = cls(*tree.get("values", ()), **keywords)
    if tree.get("collation") is not None:
        kind.collation = tree["collation"]
    return kind


def _array(tree):
    if tree.get("postgres"):
        from sqlalchemy.dialects.postgresql import ARRAY as cls
    else:
        cls = sqltypes.ARRAY
    return cls(type_from_tree(tree["item"]), dimensions=tree.get("dimensions"))


def _postgres(tree):
    from sqlalchemy.dialects import postgresql

    ((kind, content),) = tree.items()
    if kind == "named":
        found = getattr(postgresql, content.upper(), None)
        return found() if found is not None else _user_defined({"sql": content})
    if kind == "domain":
        return _domain(content)
    if kind in _VECTORS:
        from pgvector import sqlalchemy as vectors

        return getattr(vectors, _VECTORS[kind])(content.get("dimensions"))
    content = {key: value for key, value in content.items() if value is not None}
    for key in ("astext_type", "text_type"):
        if key in content:
            content[key] = type_from_tree(content[key])
    return getattr(postgresql, kind.upper())(**content)


_VECTORS = {"vector": "VECTOR", "half_vector": "HALFVEC", "sparse_vector": "SPARSEVEC"}


def _domain(tree):
    from sqlalchemy.dialects.postgresql import DOMAIN

    keywords = {
        key: tree.get(key)
        for key in ("collation", "default", "constraint_name", "not_null", "check", "create_type")
    }
    if tree.get("schema") is not None:
        keywords["schema"] = name_from_tree(tree["schema"])
    return DOMAIN(name_from_tree(tree["name"]), type_from_tree(tree["data_type"]), **keywords)


def _mysql(tree):
    from sqlalchemy.dialects.mysql import types

    if isinstance(tree, str):
        return getattr(types, tree.upper())()
    ((kind, content),) = tree.items()
    content = _said(content)
    cls = getattr(types, content.pop("name", kind.replace("_", "").upper()))
    if "as_decimal" in tree[kind]:
        content["asdecimal"] = tree[kind]["as_decimal"]
        content.pop("as_decimal", None)
    return cls(*content.pop("values", ()), **content)


def _said(tree):
    return {key: value for key, value in tree.items() if value is not None and value is not False}


def _variant(tree):
    kind = type_from_tree(tree["base"])
    for dialect, variant in tree["variants"].items():
        kind = kind.with_variant(type_from_tree(variant), dialect)
    return kind


class _Verbatim(sqltypes.UserDefinedType):
    """A type that is only known by its DDL."""

    cache_ok = True

    def __init__(self, sql, shown):
        self._sql = sql
        self._shown = shown

    def get_col_spec(self, **kw):
        """The DDL."""
        return self._sql

    def __repr__(self):
        return self._shown


def _user_defined(tree):
    return _Verbatim(tree["sql"], tree.get("repr", tree["sql"]))


# By the tree's key; a dialect's own kinds are added by its module.
_TYPES = {
    "small_integer": _spelled("SmallInteger", "SMALLINT"),
    "integer": _spelled("Integer", "INTEGER"),
    "big_integer": _spelled("BigInteger", "BIGINT"),
    "date": _spelled("Date", "DATE"),
    "numeric": _numeric,
    "float": _float,
    "character": _character,
    "boolean": _boolean,
    "time": _time,
    "date_time": _date_time,
    "interval": _interval,
    "binary": _binary,
    "json": _json,
    "uuid": _uuid,
    "enum": _enum,
    "array": _array,
    "postgres": _postgres,
    "mysql": _mysql,
    "variant": _variant,
    "decorated": lambda tree: type_from_tree(tree["implementation"]),
    "user_defined": _user_defined,
    "unknown": lambda tree: sqltypes.NullType(),
}


# -- expressions


def expression_from_tree(tree, table=None):
    """An expression. Columns are those of a table, if one is given."""
    from sqlalchemy.sql import constructors

    if isinstance(tree, str):
        return getattr(constructors, tree)()
    ((kind, content),) = tree.items()
    if kind == "text" and not content.get("binds"):
        return constructors.text(content["sql"])
    if kind == "literal":
        return constructors.literal_column(content)
    if kind == "column":
        name = name_from_tree(content["name"])
        if table is not None and name in table.c:
            return table.c[name]
        return constructors.column(name, type_from_tree(content.get("type", "null")))
    if kind == "function":
        called = _function(content, table)
        return _tree_expression(tree) if called is None else called
    if kind == "unary" and content["operator"] in _SORTING:
        return getattr(expression_from_tree(content["operand"], table), _SORTING[content["operator"]])()
    return _tree_expression(tree)


def _function(tree, table):
    # None where a call of `func` would not say the same.
    from sqlalchemy.sql.functions import func

    made = func
    for name in tree["name"]:
        made = getattr(made, name_from_tree(name))
    made = made(*(expression_from_tree(argument, table) for argument in tree.get("arguments") or ()))
    says = made._tree().get("function", {}) if hasattr(made, "_tree") else {}
    return made if all(says.get(key) == value for key, value in tree.items() if value) else None


_SORTING = {
    "descending": "desc",
    "ascending": "asc",
    "nulls_first": "nulls_first",
    "nulls_last": "nulls_last",
}


def _tree_expression(tree):
    from sqlalchemy.sql.elements import ColumnElement

    class TreeExpression(ColumnElement):
        """An expression that is only known as a tree."""

        type = sqltypes.NULLTYPE

        def _tree(self):
            return tree

        def _froms(self):
            return []

    return TreeExpression()


# -- columns, constraints, indexes


def column_from_tree(tree):
    """A column."""
    from sqlalchemy.sql.columns import Column

    items = []
    computed, identity, sequence = tree.get("computed"), tree.get("identity"), tree.get("sequence")
    if tree.get("server_default") is not None:
        items.append(default_from_tree(tree["server_default"]))
    if computed is not None:
        from sqlalchemy.sql.defaults import Computed

        items.append(Computed(expression_from_tree(computed["expression"]), computed.get("persisted")))
    if identity is not None:
        from sqlalchemy.sql.defaults import Identity

        items.append(Identity(**{key: value for key, value in identity.items() if value is not None}))
    if sequence is not None:
        items.append(_sequence(sequence))
    keywords = {}
    if tree.get("nullable") is not None:
        keywords["nullable"] = tree["nullable"]
    if tree.get("primary_key"):
        keywords["primary_key"] = True
    autoincrement = tree.get("autoincrement", "auto")
    if autoincrement != "auto":
        keywords["autoincrement"] = {"yes": True, "no": False}.get(autoincrement, "ignore_fk")
    for key in ("comment", "key"):
        if tree.get(key) is not None:
            keywords[key] = tree[key]
    if tree.get("system"):
        keywords["system"] = True
    for key, value in (tree.get("sqlite_on_conflict") or {}).items():
        if value is not None:
            keywords[f"sqlite_on_conflict_{key}"] = value
    return Column(name_from_tree(tree["name"]), type_from_tree(tree.get("type", "null")), *items, **keywords)


def default_from_tree(tree):
    """A server default."""
    from sqlalchemy.sql.defaults import DefaultClause, FetchedValue

    if tree == "fetched":
        return FetchedValue()
    ((kind, content),) = tree.items()
    if kind == "text":
        return DefaultClause(content)
    if kind == "sequence":
        return DefaultClause(_sequence(content).next_value())
    return DefaultClause(expression_from_tree(content), _reflected=True)


def _sequence(tree):
    from sqlalchemy.sql.defaults import Sequence

    options = {key: value for key, value in (tree.get("options") or {}).items() if value is not None}
    if tree.get("data_type") is not None:
        options["data_type"] = type_from_tree(tree["data_type"])
    name = tree["name"]
    return Sequence(
        name_from_tree(name["name"]),
        schema=name_from_tree(name.get("schema")),
        optional=tree.get("optional", False),
        **options,
    )


def _given(tree, **keys):
    # Keyword arguments for what a tree says.
    return {argument: tree[key] for argument, key in keys.items() if tree.get(key) not in (None, [], False)}


def _constraint_keywords(tree):
    keywords = _given(tree, deferrable="deferrable", initially="initially", comment="comment")
    keywords["name"] = name_from_tree(tree.get("name"))
    if tree.get("deferrable") is False:
        keywords["deferrable"] = False
    return keywords


def _include(tree):
    if tree.get("include") or tree.get("include_told"):
        return {"postgresql_include": _names(tree["include"])}
    return {}


def primary_key_from_tree(tree):
    """A primary key."""
    from sqlalchemy.sql.constraints import PrimaryKeyConstraint

    keywords = _constraint_keywords(tree)
    keywords.update(_given(tree, sqlite_on_conflict="sqlite_on_conflict"))
    keywords.update(_include(tree))
    return PrimaryKeyConstraint(*_names(tree.get("columns")), **keywords)


def constraint_from_tree(tree):
    """Any constraint."""
    ((kind, content),) = tree.items()
    if kind == "primary_key":
        return primary_key_from_tree(content)
    return _CONSTRAINTS[kind](content)


def _unique(tree):
    from sqlalchemy.sql.constraints import UniqueConstraint

    keywords = _constraint_keywords(tree)
    keywords.update(_given(tree, sqlite_on_conflict="sqlite_on_conflict"))
    keywords.update(_include(tree))
    if tree.get("nulls_not_distinct") is not None:
        keywords["postgresql_nulls_not_distinct"] = tree["nulls_not_distinct"]
    return UniqueConstraint(*_names(tree.get("columns")), **keywords)


def _foreign_key(tree):
    from sqlalchemy.sql.foreign_keys import ForeignKeyConstraint

    referred = tree["referred_table"]
    path = [referred["schema"]] if referred.get("schema") is not None else []
    path = ".".join(str(name_from_tree(part)) for part in (*path, referred["name"]))
    keywords = _constraint_keywords(tree)
    keywords.update(_given(tree, onupdate="on_update", ondelete="on_delete", match="match", use_alter="use_alter"))
    if tree.get("not_valid"):
        keywords["postgresql_not_valid"] = True
    columns = _names(tree.get("columns"))
    # SQLite tells foreign keys to tables that are not there without columns; SQLAlchemy refuses these.
    targets = [f"{path}.{name}" for name in _names(tree.get("referred_columns"))]
    return ForeignKeyConstraint(columns, targets, link_to_name=True, **keywords)


def _check(tree):
    from sqlalchemy.sql.constraints import CheckConstraint

    keywords = _constraint_keywords(tree)
    if tree.get("not_valid"):
        keywords["postgresql_not_valid"] = True
    return CheckConstraint(expression_from_tree(tree["condition"]), **keywords)


def _exclude(tree):
    from sqlalchemy.dialects.postgresql import ExcludeConstraint

    elements, classes = [], {}
    for element in tree["elements"]:
        expression = expression_from_tree(element["expression"])
        elements.append((expression, element["operator"]))
        if element.get("operator_class") is not None:
            classes[str(getattr(expression, "name", expression))] = element["operator_class"]
    keywords = _constraint_keywords(tree)
    keywords.pop("comment", None)
    if tree.get("where") is not None:
        keywords["where"] = expression_from_tree(tree["where"])
    if classes:
        keywords["ops"] = classes
    return ExcludeConstraint(*elements, using=tree.get("using") or "gist", **keywords)


_CONSTRAINTS = {"unique": _unique, "foreign_key": _foreign_key, "check": _check, "exclude": _exclude}


def index_options(tree):
    """An index's keyword arguments that are named after a dialect."""
    keywords = {}
    postgres = tree.get("postgres") or {}
    for key in ("using", "concurrently", "nulls_not_distinct", "invalid"):
        if postgres.get(key):
            keywords[f"postgresql_{key}"] = postgres[key]
    for key in ("with", "ops"):
        if postgres.get(key):
            keywords[f"postgresql_{key}"] = dict(postgres[key])
    keywords.update(_include(postgres))
    if postgres.get("tablespace") is not None:
        keywords["postgresql_tablespace"] = name_from_tree(postgres["tablespace"])
    if postgres.get("where") is not None:
        where = postgres["where"]
        # SQLAlchemy keeps a reflected condition as plain text.
        is_plain = postgres.get("include_told") and "text" in where
        keywords["postgresql_where"] = where["text"]["sql"] if is_plain else expression_from_tree(where)
    if tree.get("sqlite_where") is not None:
        keywords["sqlite_where"] = expression_from_tree(tree["sqlite_where"])
    for dialect in ("mysql", "mariadb"):
        options = tree.get(dialect) or {}
        for key in ("prefix", "using", "with_parser"):
            if options.get(key):
                keywords[f"{dialect}_{key}"] = options[key]
        if options.get("lengths"):
            keywords[f"{dialect}_length"] = dict(options["lengths"])
        elif options.get("length") is not None:
            keywords[f"{dialect}_length"] = options["length"]
    return keywords


def index_from_tree(tree, table=None):
    """An index; of a table if one is given."""
    from sqlalchemy.sql.indexes import Index

    elements = []
    for element in tree["elements"]:
        ((kind, content),) = element.items()
        if kind == "column":
            name = name_from_tree(content)
            elements.append(table.c[name] if table is not None and name in table.c else name)
        else:
            elements.append(expression_from_tree(content, table))
    return Index(
        name_from_tree(tree.get("name")),
        *elements,
        unique=tree.get("unique", False),
        _table=table,
        **index_options(tree),
    )


# -- tables


def load_table(table, bind, include_columns, exclude_columns=(), resolve_fks=True, extend_on=None, info=None):
    """`Table(autoload_with=…)`"""
    from sqlalchemy.engine.reflection import Inspector
    from sqlalchemy.inspection import inspect

    inspector = bind if isinstance(bind, Inspector) else inspect(bind)
    inspector.reflect_table(table, include_columns, exclude_columns, resolve_fks, extend_on, info)


def load_metadata(metadata, bind, schema, views, only, extend_existing, autoload_replace=True, resolve_fks=True):
    """`MetaData.reflect()`"""
    from sqlalchemy.engine.reflection import _ALL_PARTS, Inspector, ObjectKind
    from sqlalchemy.inspection import inspect
    from sqlalchemy.sql.tables import Table

    inspector = bind if isinstance(bind, Inspector) else inspect(bind)
    if schema is None:
        schema = metadata.schema
    available = list(inspector.get_table_names(schema))
    kind = ObjectKind.TABLE
    if views:
        kind = ObjectKind.ANY
        available += inspector.get_view_names(schema)
        if inspector.dialect.name == "postgresql":
            available += inspector.get_materialized_view_names(schema)
    current = set(metadata.tables)

    def is_new(name):
        return extend_existing or (name if schema is None else f"{schema}.{name}") not in current

    if only is None:
        load = [name for name in available if is_new(name)]
    elif callable(only):
        load = [name for name in available if is_new(name) and only(name, metadata)]
    else:
        missing = [name for name in only if name not in available]
        if missing:
            from sqlalchemy import exc

            where = f" schema '{schema}'" if schema else ""
            raise exc.InvalidRequestError(
                f"Could not reflect: requested table(s) not available in {bind.engine!r}{where}: "
                f"({', '.join(missing)})"
            )
        load = [name for name in only if extend_existing or name not in current]
    # Few by name, many at once.
    names = load if len(load) <= 100 or len(load) * 2 <= len(available) else None
    found = inspector._reflect(_ALL_PARTS, schema, names, kind) if load else {}
    info = {(schema, name): item for name, item in found.items()}
    keywords = {} if schema is None else {"schema": schema}
    extended = set()
    for name in load:
        Table(
            name,
            metadata,
            autoload_with=inspector,
            extend_existing=extend_existing,
            autoload_replace=autoload_replace,
            resolve_fks=resolve_fks,
            _extend_on=extended,
            _reflect_info=info,
            **keywords,
        )


def table_options(tree):
    """A table's keyword arguments that are named after a dialect."""
    keywords = {}
    options = tree.get("options") or {}
    postgres = options.get("postgres") or {}
    for key in ("using", "partition_by", "with_oids", "on_commit"):
        if postgres.get(key) is not None:
            keywords[f"postgresql_{key}"] = postgres[key]
    if postgres.get("inherits"):
        keywords["postgresql_inherits"] = tuple(_names(postgres["inherits"]))
    if postgres.get("with"):
        keywords["postgresql_with"] = dict(postgres["with"])
    if postgres.get("tablespace") is not None:
        keywords["postgresql_tablespace"] = name_from_tree(postgres["tablespace"])
    sqlite = options.get("sqlite") or {}
    if sqlite.get("without_rowid"):
        keywords["sqlite_with_rowid"] = False
    if sqlite.get("strict"):
        keywords["sqlite_strict"] = True
    if sqlite.get("autoincrement"):
        keywords["sqlite_autoincrement"] = True
    for dialect in ("mysql", "mariadb"):
        for key, value in ((options.get(dialect) or {}).get("options") or {}).items():
            keywords[f"{dialect}_{key}"] = value
    return keywords


def table_from_tree(tree, metadata):
    """A table in a MetaData; one of its name that is there already is given back as it is."""
    from sqlalchemy.sql.tables import BLANK_SCHEMA, Table, table_key

    name = tree["name"]
    schema = name_from_tree(name.get("schema"))
    existing = metadata.tables.get(table_key(name_from_tree(name["name"]), schema))
    if existing is not None:
        return existing
    table = Table(
        name_from_tree(name["name"]), metadata, schema=BLANK_SCHEMA if schema is None else schema
    )
    fill_table(table, tree)
    return table


def fill_table(table, tree, include_columns=None, exclude_columns=(), resolve=None):
    """Gives a table the columns and all else of a tree.

    `resolve` is called with schema and name of each table a foreign key refers to.
    """
    from sqlalchemy.sql.columns import Column

    keywords = table_options(tree)
    if keywords:
        table._dialect_kw = {**table._dialect_kw, **keywords}
    for item in tree["columns"]:
        name = str(name_from_tree(item["name"]))
        if (include_columns and name not in include_columns) or name in exclude_columns:
            continue
        column: Column = column_from_tree(item)
        table.append_column(column, replace_existing=True)
    if tree.get("primary_key") is not None:
        _fill_primary_key(table, tree["primary_key"])
    for item in tree["constraints"]:
        ((kind, content),) = item.items()
        names = [str(name_from_tree(name)) for name in content.get("columns", ())]
        if any(name not in table.c for name in names):
            continue
        if kind == "unique" and content.get("duplicates_index"):
            continue
        if kind == "foreign_key" and resolve is not None:
            referred = content["referred_table"]
            resolve(name_from_tree(referred.get("schema")), name_from_tree(referred["name"]))
        table.append_constraint(constraint_from_tree(item))
    for item in tree["indexes"]:
        if item.get("duplicates_constraint"):
            continue
        columns = [element["column"] for element in item["elements"] if "column" in element]
        if all(str(name_from_tree(name)) in table.c for name in columns):
            index_from_tree(item, table)
    if tree.get("comment") is not None:
        table.comment = tree["comment"]
    if tree.get("prefixes"):
        table._prefixes = list(tree["prefixes"])


def _fill_primary_key(table, tree):
    names = [name for name in map(str, _names(tree.get("columns"))) if name in table.c]
    if not names:
        return
    key = table.primary_key
    key._given_name = name_from_tree(tree.get("name"))
    key.comment = tree.get("comment")
    key._implicit_generated = False
    key._dialect_kw = {**key._dialect_kw, **_include(tree)}
    for column in list(key._columns):
        if column.name not in names:
            column.primary_key = False
            key._columns._remove(column)
    for name in names:
        column = table.c[name]
        column.primary_key = True
        key._replace(column)
    order = {name: place for place, name in enumerate(names)}
    key._columns._items.sort(key=lambda item: order.get(str(item[1].name), 0))
