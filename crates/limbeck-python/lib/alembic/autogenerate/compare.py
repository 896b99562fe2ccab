"""Comparators that a project adds, and the place of Alembic's own among them.

What Alembic's own functions for tables and columns do is native (`limbeck::diff`). They stand in a dispatcher as
`_Native`, so that the order in which a project's functions are called around them can be told
(`_own_comparators`).
"""

from alembic._refusals import refuse_name, refusing
from alembic.util.langhelpers import PriorityDispatcher

comparators = PriorityDispatcher()


class _Native:
    """The place of a comparison that is native."""

    def __init__(self, target, subgroup):
        self.target, self.subgroup = target, subgroup

    def __call__(self, *arguments, **keywords):
        refuse_name(
            "alembic.autogenerate.compare",
            f'a call of the comparator of "{self.target}" for {self.subgroup}',
            "Let Alembic's comparison call it, and change what it made in a process_revision_directives.",
        )


def _produce_net_changes(autogen_context, upgrade_ops):
    """Lets everything be compared, schema by schema."""
    connection = autogen_context.connection
    assert connection is not None
    schemas = {None}
    if autogen_context.opts.get("include_schemas", False):
        from sqlalchemy import inspect

        names = inspect(connection).get_schema_names()
        # Sorted: the native comparison asks include_name in this order.
        schemas = dict.fromkeys([None, *sorted(names)])
        schemas.pop("information_schema", None)
        schemas.pop(connection.dialect.default_schema_name, None)
    schemas = {name for name in schemas if autogen_context.run_name_filters(name, "schema", {})}
    autogen_context.comparators.dispatch("schema", qualifier=autogen_context.dialect.name)(
        autogen_context, upgrade_ops, schemas
    )


def _autogen_for_tables(autogen_context, upgrade_ops, schemas):
    """Compares tables, natively."""
    from alembic.autogenerate._operations import from_directives

    number = autogen_context._compare(objects=True, schemas=schemas)
    upgrade_ops.ops.extend(from_directives(autogen_context, number, autogen_context._compared_tables))


# Of each plug-in of Alembic's: target, group, priority.
_NATIVE = {
    "alembic.autogenerate.types": (("column", "types", 50), ("column", "types", 10)),
    "alembic.autogenerate.constraints": (
        ("table", "indexes", 25),
        ("table", "foreignkeys", 25),
        ("column", "nullable", 25),
    ),
    "alembic.autogenerate.defaults": (
        ("column", "server_default", 50),
        ("column", "server_default", 25),
        ("column", "server_default", 10),
    ),
    "alembic.autogenerate.comments": (("column", "comments", 25), ("table", "comments", 25)),
    "alembic.ext.checkconstraint_byname": (("table", "checkconstraints", 25),),
}


def _stock_comparators(name):
    """The functions of one of Alembic's own plug-ins."""
    made = PriorityDispatcher()
    if name == "alembic.autogenerate.schemas":
        made.dispatch_for("autogenerate")(_produce_net_changes)
    elif name == "alembic.autogenerate.tables":
        made.dispatch_for("schema", subgroup="tables")(_autogen_for_tables)
    for target, subgroup, priority in _NATIVE.get(name, ()):
        made.dispatch_for(target, subgroup=subgroup, priority=priority)(_Native(target, subgroup))
    return made


_refused = refusing("alembic.autogenerate.compare", private="_populate_migration_script")


def __getattr__(name):
    if name == "Plugin":
        from alembic.runtime.plugins import Plugin

        return Plugin
    return _refused(name)
