"""`inspect(connection)`: what is in a database.

Each method asks for one part of one table or of all, and keeps the answer until `clear_cache()`, as
SQLAlchemy does: a script that changes a table and asks the same inspector again gets the old answer.
How answers look is in `_answers`.
"""

import _limbeck

from sqlalchemy import _waist, exc
from sqlalchemy.engine._answers import shape_of


class _Flags(int):
    # ObjectKind and ObjectScope: members that combine with `|`.

    def __or__(self, other):
        return type(self)(int(self) | int(other))

    def __and__(self, other):
        return type(self)(int(self) & int(other))

    def __contains__(self, other):
        return int(self) & int(other) == int(other)


class ObjectKind(_Flags):
    """Tables and views."""


class ObjectScope(_Flags):
    """Temporary or not."""


ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW = ObjectKind(1), ObjectKind(2), ObjectKind(4)
ObjectKind.ANY_VIEW, ObjectKind.ANY = ObjectKind(6), ObjectKind(7)
ObjectScope.DEFAULT, ObjectScope.TEMPORARY, ObjectScope.ANY = ObjectScope(1), ObjectScope(2), ObjectScope(3)

_PERSISTENCE = {1: "permanent", 2: "temporary", 3: "any"}
_ALL_PARTS = (
    "columns",
    "primary_keys",
    "unique_constraints",
    "foreign_keys",
    "check_constraints",
    "indexes",
    "comments",
    "options",
)
# What has to be read for an answer, by the name of the method.
_PARTS = {
    "columns": ("columns", "primary_keys"),
    "pk_constraint": ("primary_keys",),
    "foreign_keys": ("foreign_keys",),
    "unique_constraints": ("unique_constraints",),
    "check_constraints": ("check_constraints",),
    "indexes": ("indexes",),
    "table_comment": ("comments",),
    "table_options": ("options",),
}
# Answers that SQLite reads from the text of the CREATE statement.
_FROM_TEXT = ("pk_constraint", "foreign_keys", "check_constraints", "table_options")
# Where columns do not tell the place in the key, it need not be read for them.
_COLUMNS_ALONE = {"postgresql": ("columns",)}


def _refuse_options(method, kw):
    for key in kw:
        _waist.refuse(f"Inspector.{method}({key}=…)", "leave the argument out")


class Inspector:
    """Tells what is in a database."""

    def __init__(self, bind):
        _deprecated("The __init__() method on Inspector")
        self._begin(bind)

    def _begin(self, bind):
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect
        self.info_cache = {}
        if bind.engine is bind:
            bind.connect().close()

    def _limbeck_inspect(self):
        # inspect(inspector)
        return self

    @classmethod
    def from_engine(cls, bind):
        """An inspector for an engine or a connection."""
        _deprecated("The from_engine() method on Inspector")
        return inspector_of(bind)

    def clear_cache(self):
        """Forgets what was asked."""
        self.info_cache.clear()

    # -- asking

    def _ask(self, question, argument=None):
        # The native side answers for a connection; an engine opens one for each question.
        if self.bind.engine is self.bind:
            with self.bind.connect() as connection:
                return _limbeck.inspect(connection._handle, question, argument)
        self.bind._require_open()
        return _limbeck.inspect(self.bind._handle, question, argument)

    def _cached(self, key, make):
        found = self.info_cache.get(key)
        if found is None:
            found = self.info_cache[key] = make()
        return found

    def _names(self, kind, schema=None):
        argument = {"kind": kind, "schema": _waist.name_tree(schema)}
        return self._cached((kind, schema), lambda: self._ask("names", argument))

    def _reflect(self, parts, schema, names=None, kind=ObjectKind.ANY, scope=ObjectScope.ANY, method=None):
        # Table trees with what belongs to them, by name. Without a method all parts are meant.
        argument = {
            "schemas": [_waist.name_tree(schema)],
            "tables": None if names is None else [_waist.qualified(name, schema) for name in names],
            "kinds": {
                "tables": ObjectKind.TABLE in kind,
                "views": ObjectKind.VIEW in kind,
                "materialized_views": ObjectKind.MATERIALIZED_VIEW in kind,
            },
            "persistence": _PERSISTENCE[int(scope)],
            "parts": {part: part in parts for part in _ALL_PARTS},
            "vectors": _vectors_are_known(),
        }
        answer = self._ask("reflect", argument)
        if self._is_mysql():
            # All that is told of a table comes from one text there, which is cached.
            method = ("table", str(names[0])) if names and len(names) == 1 else None
        self._warn(answer["warnings"], schema, method)
        found = {}
        for item in answer["tables"]:
            name = item["table"]["name"]["name"]
            found[name if isinstance(name, str) else name["text"]] = item
            self._complete(item["table"])
        return found

    def _complete(self, tree):
        # What SQLAlchemy's objects keep and the model has no use for.
        if self.dialect.name == "sqlite":
            # It says with a number whether an index is unique.
            for index in tree["indexes"]:
                index["unique"] = int(index["unique"])
        elif self.dialect.name == "postgresql" and shape_of(self.dialect).knows_include:
            # An empty list of included columns is told too.
            parts = [index["postgres"] for index in tree["indexes"]]
            parts += [item["unique"] for item in tree["constraints"] if "unique" in item]
            parts += [tree["primary_key"]] if tree.get("primary_key") is not None else []
            for part in parts:
                part["include_told"] = True

    def _is_mysql(self):
        return self.dialect.name in ("mysql", "mariadb")

    def _warn(self, texts, schema, method):
        # SQLAlchemy answers for many tables of SQLite from the cached answers for one, and a cached
        # answer does not repeat its warnings. A primary key is made of the cached columns.
        method = "columns" if method == "pk_constraint" else method
        told = set() if self.dialect.name == "postgresql" else self.info_cache.setdefault("told", set())
        for text in texts:
            known = (text, schema, method) in told or (self._is_mysql() and (text, schema, None) in told)
            if known or (method is None and (text, schema) in told):
                continue
            told.update(((text, schema, method), (text, schema)))
            import warnings

            warnings.warn(text, exc.SAWarning, stacklevel=4)

    def _parts(self, method):
        return _COLUMNS_ALONE.get(self.dialect.name, _PARTS[method]) if method == "columns" else _PARTS[method]

    def _one(self, method, table_name, schema, kw):
        _refuse_options(f"get_{method}", kw)
        self._check_supported(method)

        def ask():
            found = self._reflect(self._parts(method), schema, [table_name], method=method).get(str(table_name))
            if found is None:
                raise exc.NoSuchTableError(self._missing(method, table_name, schema))
            return getattr(shape_of(self.dialect), method)(found)

        return self._cached((method, table_name, schema), ask)

    def _in_backticks(self, name, schema):
        quote = self.dialect.identifier_preparer.quote_identifier
        return f"{quote(schema)}.{quote(str(name))}" if schema else quote(str(name))

    def _missing(self, method, table_name, schema):
        if self._is_mysql():
            return self._in_backticks(table_name, schema)
        if not schema:
            return str(table_name)
        if self.dialect.name == "sqlite" and method in _FROM_TEXT:
            return f"{self.dialect.identifier_preparer.quote_identifier(schema)}.{table_name}"
        return f"{schema}.{table_name}"

    def _many(self, method, schema, filter_names, kind, scope, kw):
        _refuse_options(f"get_multi_{method}", kw)
        found = self._reflect(self._parts(method), schema, filter_names or None, kind, scope, method)
        shape = shape_of(self.dialect)
        return {(schema, name): getattr(shape, method)(item) for name, item in found.items()}

    def _check_supported(self, method):
        if method == "table_comment" and self.dialect.name == "sqlite":
            raise NotImplementedError()

    # -- what is there

    @property
    def default_schema_name(self):
        """The schema of names without one."""
        return self._cached("default_schema", lambda: self._ask("default_schema"))

    def get_schema_names(self, **kw):
        """All schemas."""
        _refuse_options("get_schema_names", kw)
        return self._cached("schemas", lambda: self._ask("schemas"))

    def has_schema(self, schema_name, **kw):
        """Whether a schema is there."""
        return schema_name in self.get_schema_names(**kw)

    def get_table_names(self, schema=None, **kw):
        """The tables of a schema."""
        _refuse_options("get_table_names", kw)
        return self._names("tables", schema)

    def get_temp_table_names(self, **kw):
        """The temporary tables of this connection."""
        _refuse_options("get_temp_table_names", kw)
        if self._is_mysql():
            raise NotImplementedError()
        return self._names("temporary_tables")

    def get_view_names(self, schema=None, **kw):
        """The views of a schema."""
        _refuse_options("get_view_names", kw)
        return self._names("views", schema)

    def get_temp_view_names(self, **kw):
        """The temporary views of this connection."""
        _refuse_options("get_temp_view_names", kw)
        if self._is_mysql():
            raise NotImplementedError()
        return self._names("temporary_views")

    def get_materialized_view_names(self, schema=None, **kw):
        """The materialized views of a schema."""
        _refuse_options("get_materialized_view_names", kw)
        if self.dialect.name != "postgresql":
            raise NotImplementedError()
        return self._names("materialized_views", schema)

    def get_sequence_names(self, schema=None, **kw):
        """The sequences of a schema."""
        _refuse_options("get_sequence_names", kw)
        if not self.dialect.supports_sequences:
            raise NotImplementedError()
        return self._names("sequences", schema)

    def get_view_definition(self, view_name, schema=None, **kw):
        """The text of a view."""
        _refuse_options("get_view_definition", kw)

        def ask():
            text = self._ask("view", _waist.qualified(view_name, schema))
            if text is None:
                if self._is_mysql():
                    raise exc.NoSuchTableError(self._in_backticks(view_name, schema))
                raise exc.NoSuchTableError(f"{schema}.{view_name}" if schema else str(view_name))
            return text

        return self._cached(("view", view_name, schema), ask)

    def has_table(self, table_name, schema=None, **kw):
        """Whether a table or a view is there."""
        _refuse_options("has_table", kw)

        def ask():
            with self.bind._ddl_connection() as connection:
                return connection._has_table(table_name, schema)

        return self._cached(("has_table", table_name, schema), ask)

    def has_multi_table(self, table_names, schema=None, **kw):
        """Which of some tables are there."""
        return {(schema, name): self.has_table(name, schema, **kw) for name in table_names}

    def has_index(self, table_name, index_name, schema=None, **kw):
        """Whether an index is there."""
        _refuse_options("has_index", kw)
        if not self.has_table(table_name, schema):
            return False
        return any(index["name"] == index_name for index in self.get_indexes(table_name, schema))

    def has_sequence(self, sequence_name, schema=None, **kw):
        """Whether a sequence is there."""
        _refuse_options("has_sequence", kw)
        if not self.dialect.supports_sequences:
            raise NotImplementedError()
        argument = {"kind": "sequences", "schema": _waist.name_tree(schema)}
        return self._cached(
            ("has_sequence", sequence_name, schema), lambda: sequence_name in self._ask("names", argument)
        )

    # -- one table

    def get_columns(self, table_name, schema=None, **kw):
        """The columns of a table."""
        return self._one("columns", table_name, schema, kw)

    def get_pk_constraint(self, table_name, schema=None, **kw):
        """The primary key of a table."""
        return self._one("pk_constraint", table_name, schema, kw)

    def get_foreign_keys(self, table_name, schema=None, **kw):
        """The foreign keys of a table."""
        return self._one("foreign_keys", table_name, schema, kw)

    def get_indexes(self, table_name, schema=None, **kw):
        """The indexes of a table."""
        return self._one("indexes", table_name, schema, kw)

    def get_unique_constraints(self, table_name, schema=None, **kw):
        """The unique constraints of a table."""
        return self._one("unique_constraints", table_name, schema, kw)

    def get_check_constraints(self, table_name, schema=None, **kw):
        """The CHECKs of a table."""
        return self._one("check_constraints", table_name, schema, kw)

    def get_table_comment(self, table_name, schema=None, **kw):
        """The comment on a table."""
        return self._one("table_comment", table_name, schema, kw)

    def get_table_options(self, table_name, schema=None, **kw):
        """What a dialect knows of a table."""
        return self._one("table_options", table_name, schema, kw)

    # -- many tables

    def sort_tables_on_foreign_key_dependency(self, consider_schemas=(None,), **kw):
        """Tables, each after those it refers to, with its foreign keys; those in circles last."""
        edges, names, keys = {}, [], {}
        for schema in consider_schemas:
            for (_, table), found in self.get_multi_foreign_keys(schema, **kw).items():
                own = (schema, table)
                names.append(own)
                keys[own] = list(dict.fromkeys(key["name"] for key in found))
                parents = ((key["referred_schema"], key["referred_table"]) for key in found)
                edges[own] = {parent for parent in parents if parent != own}
        order, is_circular = _in_order(names, edges)
        remaining = []
        if is_circular:
            remaining = [(table, key) for table in names if edges[table] for key in keys[table]]
            order = names
        left = {key for _, key in remaining}
        answer = [(table, [(table, key) for key in keys[table] if key not in left]) for table in order]
        return [*answer, (None, remaining)]

    def get_sorted_table_and_fkc_names(self, schema=None, **kw):
        """The same with plain names, for one schema."""
        return [
            (table[1] if table else None, [(name, key) for (_, name), key in found])
            for table, found in self.sort_tables_on_foreign_key_dependency(consider_schemas=(schema,), **kw)
        ]

    def reflect_table(
        self, table, include_columns, exclude_columns=(), resolve_fks=True, _extend_on=None, _reflect_info=None
    ):
        """Gives a Table the columns and all else that the database has."""
        from sqlalchemy.sql.reflected import fill_table

        if _extend_on is not None:
            if table in _extend_on:
                return
            _extend_on.add(table)
        if _reflect_info is None:
            _reflect_info = {}
        name, schema = str(table.name), table.schema
        found = _reflect_info.get((schema, name))
        if found is None:
            found = self._reflect(_ALL_PARTS, schema, [name]).get(name)
            if found is None:
                raise exc.NoSuchTableError(name)
            _reflect_info[(schema, name)] = found
        if found["unvalidated_checks"] or found["uninherited_checks"]:
            # SQLAlchemy hands on what it does not understand itself.
            self._warn(
                ["Can't validate argument 'dialect_options'; can't locate any SQLAlchemy dialect named 'dialect'"],
                schema,
                None,
            )

        def resolve(referred_schema, referred_name):
            from sqlalchemy.sql.tables import BLANK_SCHEMA, Table

            Table(
                referred_name,
                table.metadata,
                schema=BLANK_SCHEMA if referred_schema is None else referred_schema,
                autoload_with=self,
                _extend_on=_extend_on,
                _reflect_info=_reflect_info,
            )

        fill_table(table, found["table"], include_columns, exclude_columns, resolve if resolve_fks else None)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        from sqlalchemy._names import is_inspector_method

        if is_inspector_method(name):
            _waist.refuse(f"inspect().{name}()", "write what the migration does without asking the database")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def _multi(method):
    def ask(self, schema=None, filter_names=None, kind=ObjectKind.TABLE, scope=ObjectScope.DEFAULT, **kw):
        self._check_supported(method)
        return self._many(method, schema, filter_names, kind, scope, kw)

    ask.__name__ = f"get_multi_{method}"
    ask.__doc__ = f"`get_{method}` of many tables, by schema and name."
    return ask


for _method in _PARTS:
    setattr(Inspector, f"get_multi_{_method}", _multi(_method))


class PGInspector(Inspector):
    """What only PostgreSQL has."""

    def get_foreign_table_names(self, schema=None):
        """Tables of other servers."""
        return self._names("foreign_tables", schema)

    def get_enums(self, schema=None):
        """Enumeration types of a schema, of the search path, or of all schemas (`*`)."""
        return self._cached(("enums", schema), lambda: [_enum(item) for item in self._ask("enums", schema)])

    def get_domains(self, schema=None):
        """Domains of a schema, of the search path, or of all schemas (`*`)."""
        return self._cached(("domains", schema), lambda: self._ask("domains", schema))

    def has_type(self, type_name, schema=None, **kw):
        """Whether an enumeration or a domain is there."""
        _refuse_options("has_type", kw)
        return any(
            item["name"] == type_name for item in (*self.get_enums(schema), *self.get_domains(schema))
        )


def _enum(found):
    kind = found["type"]
    return {
        "name": kind["name"],
        "schema": kind["schema"],
        "visible": found["visible"],
        "labels": list(kind["values"]),
    }


def inspector_of(bind):
    """An inspector for an engine, a connection, or an inspector (itself)."""
    if isinstance(bind, Inspector):
        return bind
    cls = PGInspector if bind.dialect.name == "postgresql" else Inspector
    inspector = object.__new__(cls)
    inspector._begin(bind)
    return inspector


def _in_order(names, edges):
    # Names, each after those it depends on; and whether there is a circle.
    order, todo = [], list(names)
    while todo:
        waiting = set(todo)
        ready = [name for name in todo if not (edges[name] & waiting)]
        if not ready:
            return order, True
        order.extend(ready)
        todo = [name for name in todo if name not in set(ready)]
    return order, False


def _vectors_are_known():
    import sys

    return "pgvector.sqlalchemy" in sys.modules


def _deprecated(what):
    import warnings

    warnings.warn(
        f"{what} is deprecated and will be removed in a future release.  Please use the sqlalchemy.inspect() function "
        "on an Engine or Connection in order to acquire an Inspector. (deprecated since: 1.4)",
        exc.SADeprecationWarning,
        stacklevel=3,
    )


class ReflectionDefaults:
    """What is answered of a table that has nothing of the kind."""

    @classmethod
    def columns(cls):
        """No columns."""
        return []

    foreign_keys = indexes = unique_constraints = check_constraints = columns

    @classmethod
    def pk_constraint(cls):
        """No primary key."""
        return {"name": None, "constrained_columns": []}

    @classmethod
    def table_options(cls):
        """No options."""
        return {}

    @classmethod
    def table_comment(cls):
        """No comment."""
        return {"text": None}
