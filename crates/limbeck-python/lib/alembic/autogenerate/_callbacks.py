"""The project's callbacks as the native side calls them: what it knows by place becomes an object of the model, or a
reflected one."""


def model_trees(models, dialect):
    """The trees of a model, table by table, for the database in use; types of the project's own are remembered."""
    from sqlalchemy import _waist

    _waist.user_types = {}
    _waist.reading_models = True
    try:
        with _waist.using_dialect(dialect):
            for metadata in models:
                yield metadata._tree_without_tables(), None
                for table in metadata.tables.values():
                    yield None, table._tree()
    finally:
        _waist.reading_models = False


class Reflected:
    """The database's tables as objects, made when they are asked for."""

    def __init__(self, result):
        from sqlalchemy import MetaData

        self.result = result
        self.metadata = MetaData()

    def table(self, schema, name):
        """A table, or None."""
        key = f"{schema}.{name}" if schema else name
        found = self.metadata.tables.get(key)
        if found is None:
            import _limbeck
            from sqlalchemy.sql.reflected import table_from_tree

            tree = _limbeck.reflected_table(self.result, schema, name)
            if tree is not None:
                found = table_from_tree(tree, self.metadata)
                _make_names_final(found)
        return found


def _make_names_final(table):
    # A name that the database has is not for a convention to change.
    from sqlalchemy.sql.elements import conv

    for item in (*table._listed_constraints(), table.primary_key, *table.indexes):
        if item._given_name is not None:
            item._given_name = conv(item._given_name)


class Callbacks:
    """`include_name`, `include_object`, `compare_type` and `compare_server_default` of one comparison.

    Objects come as `(side, schema, table, kind, place)`: `side` is `model` or `database`, `kind` one of `table`,
    `column` (`place` is its name), `index` and `constraint` (`place` counts them in the order of the table's tree).
    """

    def __init__(self, autogen_context):
        self.autogen_context = autogen_context
        self._reflected = None
        self.compared = None
        if autogen_context._has_own_comparators:
            from alembic.autogenerate._own_comparators import ComparedTables

            self.compared = ComparedTables(autogen_context)

    def watches(self, target):
        """Whether the project has functions for a table or a column."""
        return self.compared is not None and self.compared.calls(target)

    def _begin(self, result, default_schema):
        """Says under which number the native side knows what is reflected, and which schema is the default one."""
        self.autogen_context._default_schema = default_schema
        self._reflected = Reflected(result)
        if self.compared is not None:
            self.compared.reflected = self._reflected

    def compare_table(self, *arguments):
        """The project's functions for a table; see `ComparedTables.table`."""
        return self.compared.table(*arguments)

    def compare_column(self, *arguments):
        """The project's functions for a column; see `ComparedTables.column`."""
        return self.compared.column(*arguments)

    def _object(self, reference):
        side, schema, table_name, kind, place = reference
        table = self._side_of(side, schema, table_name)
        if table is None or kind == "table":
            return table
        if kind == "column":
            return next((column for column in table.c if column.name == place), None)
        if kind == "index":
            return [index for index in table.indexes if index._wanted()][place]
        return [item for item in table._listed_constraints() if item._wanted()][place]

    def _side_of(self, side, schema, name):
        if side == "database":
            return self._reflected.table(schema, name)
        return self.autogen_context._table(schema, name)

    def include_name(self, name, kind, parents):
        """Whether something of a name in the database is looked at."""
        return bool(self.autogen_context.run_name_filters(name, kind, parents))

    def include_object(self, reference, name, kind, reflected, compare_to):
        """Whether something takes part."""
        other = None if compare_to is None else self._object(compare_to)
        return bool(self.autogen_context.run_object_filters(self._object(reference), name, kind, reflected, other))

    def compare_type(self, database, model):
        """Whether the types of two columns differ; None leaves it to the dialect."""
        inspected, declared = self._object(database), self._object(model)
        context = self.autogen_context
        return _answer(
            context.opts["compare_type"](
                context.migration_context, inspected, declared, inspected.type, declared.type
            )
        )

    def compare_server_default(self, database, model, rendered_database, rendered_model):
        """Whether the defaults of two columns differ; None leaves it to the dialect."""
        inspected, declared = self._object(database), self._object(model)
        context = self.autogen_context
        return _answer(
            context.opts["compare_server_default"](
                context.migration_context, inspected, declared, rendered_database, declared.server_default,
                rendered_model,
            )
        )

    def server_default_callable(self):
        """How the log names the project's function."""
        return str(self.autogen_context.opts["compare_server_default"])


def _answer(value):
    # Falsy values other than False leave it to the dialect.
    return True if value else False if value is False else None


def rendered_object(kind, tree, table):
    """The object that `render_item` is asked about."""
    from sqlalchemy import _waist
    from sqlalchemy.sql import reflected

    def type_of(tree):
        for name in ("decorated", "user_defined"):
            if isinstance(tree, dict) and name in tree:
                known = (_waist.user_types or {}).get((tree[name]["module"], tree[name]["repr"]))
                if known is not None:
                    return known
        return reflected.type_from_tree(tree)

    if kind == "type":
        return type_of(tree)
    if kind == "column":
        column = reflected.column_from_tree(tree)
        column.type = type_of(tree["type"])
        return column
    if kind == "server_default":
        ((name, content),) = tree.items()
        column = {"name": "x", "type": "null", {"default": "server_default"}.get(name, name): content}
        return reflected.column_from_tree(column).server_default
    if kind == "primary_key":
        return reflected.primary_key_from_tree(tree)
    return reflected.constraint_from_tree({kind: tree})
