"""What a comparison is asked and what comes of it, as Python objects for the project's hooks.

The comparison itself is native (`_limbeck.compare`), and so is the writing of revision files. Operation objects are
only made where a hook wants to see them.
"""

import _limbeck

from alembic._refusals import refuse_name, refusing
from alembic.util.exc import CommandError
from alembic.util.langhelpers import memoized_property, to_list


def compare_metadata(context, metadata):
    """The differences between a database and a MetaData, in short form."""
    return produce_migrations(context, metadata).upgrade_ops.as_diffs()


def produce_migrations(context, metadata):
    """A MigrationScript that brings a database to what a MetaData says."""
    from alembic.operations import ops

    script = ops.MigrationScript(None, ops.UpgradeOps([]), ops.DowngradeOps([]))
    _populate(AutogenContext(context, metadata=metadata), script)
    return script


def _populate(autogen_context, script, result=None):
    """Fills the last body of a script; `result` is the comparison, where it was made before."""
    upgrade, downgrade = script.upgrade_ops_list[-1], script.downgrade_ops_list[-1]
    if autogen_context._has_own_comparators:
        autogen_context.comparators.dispatch("autogenerate", qualifier=autogen_context.dialect.name)(
            autogen_context, upgrade
        )
    else:
        from alembic.autogenerate._operations import from_directives

        if result is None:
            result = autogen_context._compare(objects=True)
        upgrade.ops.extend(from_directives(autogen_context, result))
    upgrade.reverse_into(downgrade)


def render_python_code(
    up_or_down_op,
    sqlalchemy_module_prefix="sa.",
    alembic_module_prefix="op.",
    render_as_batch=False,
    imports=(),
    render_item=None,
    migration_context=None,
    user_module_prefix=None,
):
    """The body of `upgrade()` or `downgrade()`."""
    from alembic.autogenerate._operations import is_native, to_directives

    options = {
        "sqlalchemy_module_prefix": sqlalchemy_module_prefix,
        "alembic_module_prefix": alembic_module_prefix,
        "render_as_batch": render_as_batch,
        "user_module_prefix": user_module_prefix,
        "render_item": render_item,
    }
    if migration_context is None:
        from alembic.runtime.migration import _log_context

        _log_context("DefaultImpl", False)
    autogen_context = AutogenContext(migration_context, opts=options)
    autogen_context.imports = set(imports)
    if not is_native(up_or_down_op.ops):
        from alembic.autogenerate import render

        return render._indent(render._render_cmd_body(up_or_down_op, autogen_context))
    return _limbeck.render_directives(to_directives(up_or_down_op.ops, autogen_context), _rendering(autogen_context))


def _rendering(autogen_context):
    """How a script is to be rendered: options, and what to ask of the project's functions."""
    opts = autogen_context.opts
    return {
        "sqlalchemy_module_prefix": opts.get("sqlalchemy_module_prefix") or "",
        "alembic_module_prefix": opts.get("alembic_module_prefix") or "",
        "render_as_batch": bool(opts.get("render_as_batch")),
        "user_module_prefix": opts.get("user_module_prefix"),
        "dialect": getattr(autogen_context.dialect, "name", None),
        "hooks": autogen_context,
    }


def _run_function(function):
    """Runs a function of a revision script that was just written; its operations are only recorded."""
    from alembic import context
    from alembic.operations import Operations

    with Operations.context(context._proxy._migration_context):
        function()


class AutogenContext:
    """What hooks of the comparison and the rendering are given."""

    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        if autogenerate and migration_context is not None and migration_context.as_sql:
            raise CommandError(
                "autogenerate can't use as_sql=True as it prevents querying the database for schema information"
            )
        if autogenerate:
            self._take_comparators(migration_context)
        if opts is None:
            opts = migration_context.opts
        self.metadata = metadata = opts.get("target_metadata") if metadata is None else metadata
        if autogenerate and metadata is None and migration_context is not None and migration_context.script is not None:
            raise CommandError(
                f"Can't proceed with --autogenerate option; environment script {migration_context.script._env_py()} "
                "does not provide a MetaData object or sequence of objects to the context."
            )
        self.opts = opts
        self.migration_context = migration_context
        self.connection = getattr(migration_context, "bind", None)
        self.dialect = getattr(migration_context, "dialect", None)
        self.imports = set()
        self._object_filters = [opts["include_object"]] if opts.get("include_object") else []
        self._name_filters = [opts["include_name"]] if opts.get("include_name") else []
        self._has_batch = False
        self._default_schema = None
        self._compared_tables = None

    def _take_comparators(self, migration_context):
        from alembic.autogenerate.compare import comparators
        from alembic.runtime import plugins

        given = None if migration_context is None else migration_context.opts.get("autogenerate_plugins")
        self._plugins = plugins._select(given)
        # Without any the comparison is native as a whole, and nobody asks for this.
        self._has_own_comparators = bool(comparators._registry) or plugins._are_of_the_project(self._plugins)
        if self._has_own_comparators:
            self.comparators = comparators.branch()
            plugins._populate(self.comparators, self._plugins)

    @memoized_property
    def comparators(self):
        """The comparison functions, Alembic's and the project's."""
        from alembic.autogenerate.compare import comparators
        from alembic.runtime import plugins

        gathered = comparators.branch()
        plugins._populate(gathered, self._plugins)
        return gathered

    def _within_batch(self):
        """A block in which operations are rendered for `batch_op`."""
        return _WithinBatch(self)

    @memoized_property
    def inspector(self):
        """An inspector of the database."""
        if self.connection is None:
            raise TypeError("can't return inspector as this AutogenContext has no database connection")
        from sqlalchemy import inspect

        return inspect(self.connection)

    def run_name_filters(self, name, type_, parent_names):
        """What `include_name` says of a name in the database."""
        if "schema_name" in parent_names:
            table = name if type_ == "table" else parent_names.get("table_name")
            if table:
                schema = parent_names["schema_name"]
                parent_names["schema_qualified_table_name"] = f"{schema}.{table}" if schema else table
        return all(function(name, type_, parent_names) for function in self._name_filters)

    def run_object_filters(self, object_, name, type_, reflected, compare_to):
        """What `include_object` says of an object on either side."""
        return all(function(object_, name, type_, reflected, compare_to) for function in self._object_filters)

    run_filters = run_object_filters

    @memoized_property
    def sorted_tables(self):
        """The model's tables, those of each MetaData in order of dependency."""
        return [table for metadata in to_list(self.metadata) for table in metadata.sorted_tables]

    @memoized_property
    def table_key_to_table(self):
        """The model's tables by key."""
        result = {}
        for metadata in to_list(self.metadata):
            twice = sorted(set(result) & set(metadata.tables))
            if twice:
                names = ", ".join(f'"{key}"' for key in twice)
                raise ValueError(f"Duplicate table keys across multiple MetaData objects: {names}")
            result.update(metadata.tables)
        return result

    # -- for the native side

    def _compare(self, objects=False, schemas=None):
        """Compares; gives the number by which the native side knows the result.

        `objects`: somebody is going to ask for the database's tables. `schemas`: those that take part, where
        include_name was asked about them.
        """
        import sys

        from alembic.autogenerate._callbacks import Callbacks, model_trees

        callbacks = Callbacks(self)
        opts, context = self.opts, self.migration_context
        known = [_checked(metadata) for metadata in to_list(self.metadata)]
        self.table_key_to_table  # noqa: B018 - an error where two MetaData have one table
        request = {
            "connection": context._given_connection._handle,
            "include_schemas": bool(opts.get("include_schemas")),
            "include_name": bool(self._name_filters),
            "include_object": bool(self._object_filters),
            "compare_type": _switch(opts.get("compare_type", True)),
            "compare_server_default": _switch(opts.get("compare_server_default", False)),
            "version_table": context.version_table,
            "version_table_schema": context.version_table_schema,
            "plugins": self._plugins,
            "schemas": None if schemas is None else sorted(schemas, key=lambda name: (name is not None, name)),
            "own_tables": callbacks.watches("table"),
            "own_columns": callbacks.watches("column"),
            "objects": objects
            or bool(self._object_filters)
            or callable(opts.get("compare_type"))
            or callable(opts.get("compare_server_default")),
            # A reflected `vector` is known to those who imported pgvector.
            "vectors": "pgvector" in sys.modules,
        }
        number = _limbeck.compare(request, model_trees(known, self.dialect.name), callbacks)
        self._compared_tables = callbacks.compared
        return number

    @property
    def _asks_render_item(self):
        return bool(self.opts.get("render_item"))

    def _begin_file(self, imports):
        self.imports = set(imports)

    def _render_item(self, kind, tree, table):
        """What `render_item` says of a thing, None where it leaves it to Alembic; and the imports so far."""
        from alembic.autogenerate._callbacks import rendered_object

        answer = self.opts["render_item"](kind, rendered_object(kind, tree, table), self)
        return None if answer is False else str(answer), sorted(self.imports)

    def _table(self, schema, name):
        """The model's table that a directive is about."""
        tables = self.table_key_to_table
        found = tables.get(f"{schema}.{name}" if schema else name)
        if found is None and not schema and self._default_schema:
            found = tables.get(f"{self._default_schema}.{name}")
        return found


def _checked(metadata):
    # Something else in its place fails as it does with Alembic: the first it is asked for is its tables.
    import sys

    from sqlalchemy import MetaData

    opaque = sys.modules.get("_limbeck_opaque")
    if opaque is not None and opaque.is_opaque(metadata):
        opaque.refuse(metadata, "target_metadata from")
    if not isinstance(metadata, MetaData):
        metadata.sorted_tables  # noqa: B018 - the AttributeError
        refuse_name("target_metadata", f"an object of type {type(metadata).__name__}", "Give a MetaData.")
    for cls in metadata._incomplete:
        opaque.refuse(cls, f"columns that {cls.__name__} may have from")
    return metadata


def _switch(value):
    return "callable" if callable(value) else "on" if value else "off"


class _WithinBatch:
    """What `_within_batch()` returns."""

    def __init__(self, autogen_context):
        self.autogen_context = autogen_context

    def __enter__(self):
        self.autogen_context._has_batch = True

    def __exit__(self, kind, error, traceback):
        # An exception leaves it as it is, as with Alembic; nothing is rendered after one.
        if kind is None:
            self.autogen_context._has_batch = False
        return False


# In place of a comparison's number: it is made when there is a body for it.
_TO_COME = object()


class RevisionContext:
    """The revision files that a command is about to write, while env.py runs."""

    def __init__(self, config, script_directory, command_args, process_revision_directives=None):
        self.config = config
        self.script_directory = script_directory
        self.command_args = command_args
        self.process_revision_directives = process_revision_directives
        self.template_args = {"config": config}
        self._generated = None
        # Results of comparisons that nobody has asked for as objects yet, each with its two tokens.
        self._results = []
        self._last_autogen_context = None

    @property
    def generated_revisions(self):
        """The files as objects."""
        if self._generated is None:
            from alembic.operations import ops

            arguments = self.command_args
            script = ops.MigrationScript(
                arguments["rev_id"],
                ops.UpgradeOps([]),
                ops.DowngradeOps([]),
                message=arguments["message"],
                head=arguments["head"],
                splice=arguments["splice"],
                branch_label=arguments["branch_label"],
                version_path=arguments["version_path"],
                depends_on=arguments["depends_on"],
            )
            script._needs_render = False
            self._generated = [script]
            results, self._results = self._results, []
            for autogen_context, result, tokens in results:
                self._add_body(autogen_context, result, *tokens)
        return self._generated

    def _add_body(self, autogen_context, result, upgrade_token, downgrade_token):
        from alembic.operations import ops

        script = self._generated[-1]
        if getattr(script, "_needs_render", False):
            script._upgrade_ops.append(ops.UpgradeOps([], upgrade_token=upgrade_token))
            script._downgrade_ops.append(ops.DowngradeOps([], downgrade_token=downgrade_token))
        else:
            script.upgrade_ops_list[-1].upgrade_token = upgrade_token
            script.downgrade_ops_list[-1].downgrade_token = downgrade_token
            script._needs_render = True
        if result is not None:
            _populate(autogen_context, script, result)

    def _run(self, migration_context):
        """Called for each of env.py's runs."""
        heads = migration_context.get_current_heads()
        self._run_environment(heads, migration_context, self.command_args["autogenerate"])

    def _rendering(self):
        """How the files are rendered; None where nothing was run."""
        return None if self._last_autogen_context is None else _rendering(self._last_autogen_context)

    def _run_environment(self, heads, migration_context, autogenerate):
        if autogenerate:
            if self.command_args["sql"]:
                raise CommandError("Using --sql with --autogenerate does not make any sense")
            _limbeck.check_at_heads(list(heads))
        opts = migration_context.opts
        tokens = opts["upgrade_token"], opts["downgrade_token"]
        autogen_context = AutogenContext(migration_context, autogenerate=autogenerate)
        self._last_autogen_context = autogen_context
        hooks = [hook for hook in (self.process_revision_directives, opts.get("process_revision_directives")) if hook]
        result = None
        if autogenerate and autogen_context._has_own_comparators:
            # Comparators see objects, and theirs come to a body of a file's.
            self.generated_revisions  # noqa: B018 - makes it
            result = _TO_COME
        elif autogenerate:
            result = autogen_context._compare(objects=bool(hooks))
        if self._generated is None:
            self._results.append((autogen_context, result, tokens))
        else:
            self._add_body(autogen_context, result, *tokens)
        for hook in hooks:
            hook(migration_context, tuple(heads), self.generated_revisions)
        for script in self._generated or ():
            script._needs_render = True

    def _scripts(self):
        """What the native side writes: for each file its arguments and bodies, and how they are rendered."""
        if self._generated is None:
            bodies = [
                {"result": result, "upgrade_token": tokens[0], "downgrade_token": tokens[1]}
                for _, result, tokens in self._results
            ]
            return [{"bodies": bodies, **self._arguments(self.command_args)}]
        import sys

        from alembic.autogenerate._operations import script_tree

        trees = [script_tree(script, self._last_autogen_context) for script in self._generated]
        sys.stdout.flush()  # renderers may print, and so does the engine
        return trees

    @staticmethod
    def _arguments(given):
        names = "rev_id message head splice branch_label version_path depends_on".split()
        return {name: given[name] for name in names}

    def _diffs(self):
        """The text of all differences as objects show them; None where nobody made objects."""
        if self._generated is None:
            return None
        diffs = [diff for body in self._generated[-1].upgrade_ops_list for diff in body.as_diffs()]
        return repr(diffs) if diffs else ""


__getattr__ = refusing("alembic.autogenerate.api", private="_render_migration_diffs")
