"""Statements that env.py and scripts execute through a migration context."""

import _limbeck


def execute(context, construct, execution_options, parameters):
    """Executes or writes a statement; its result, or None for a script."""
    if isinstance(construct, str):
        from sqlalchemy import text

        construct = text(construct)
    connection = context._given_connection
    if context.as_sql:
        operation = getattr(construct, "_operation_tree", None)
        if operation is not None:
            context._invoke(operation())
        else:
            if not hasattr(construct, "_executable_tree"):
                raise AttributeError(f"{type(construct).__name__!r} object has no attribute 'compile'")
            options = dict(execution_options or {})
            context._native().execute_context(construct._executable_tree(), [], options)
        return None
    if execution_options:
        connection = connection.execution_options(**execution_options)
    return connection.execute(construct, parameters) if parameters else connection.execute(construct)


def read_heads(context):
    """The revisions in a database that is not the running command's."""
    if context.as_sql:
        start = context._start_from_rev
        if start in (None, "base"):
            return ()
        return (start,) if isinstance(start, str) else tuple(start)
    from alembic.util.exc import CommandError

    if context._start_from_rev:
        raise CommandError("Can't specify current_rev to context when using a database connection")
    from sqlalchemy._waist import qualified
    from sqlalchemy import column, select, table

    connection = context.connection
    name = qualified(context.version_table, context.version_table_schema)
    if not _limbeck.has_table(connection._handle, name):
        return ()
    versions = table(context.version_table, column("version_num"), schema=context.version_table_schema)
    return tuple(row[0] for row in connection.execute(select(versions.c.version_num)))
