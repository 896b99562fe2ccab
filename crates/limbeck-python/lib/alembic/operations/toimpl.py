"""What each operation does: it becomes one tree, which its `impl` passes on or collects.

Trees have the shape of the engine's own operations (`limbeck::op`). Nothing is decided here.
"""

import sys

from alembic._refusals import refusing
from alembic.ddl.impl import DefaultImpl
from alembic.operations import ops
from alembic.operations.base import Operations
from alembic.operations.schemaobj import SchemaObjects
from sqlalchemy._waist import name_tree, qualified


def _objects(operations):
    return SchemaObjects(operations.migration_context)


@Operations.implementation_for(ops.CreateTableOp)
def create_table(operations, operation):
    table = operation.to_table(operations.migration_context)
    operations.impl.create_table(table, if_not_exists=operation.if_not_exists)
    return table


def _is_plain(operations):
    """Whether an object around names would say no more than the names: nothing watches objects being made or writes
    them in its own way, and the project's naming convention has no functions."""
    # These modules are loaded by those who use them.
    event, types = sys.modules.get("sqlalchemy.event"), sys.modules.get("sqlalchemy.sql.type_api")
    if event is not None and event._listeners or types is not None and types.compilers:
        return False
    target = operations.migration_context.opts.get("target_metadata")
    return target is None or not hasattr(target, "naming_convention") or not (
        getattr(target, "_custom_tokens", True) or target._names_may_fail
    )


def _is_text(*names):
    """Whether each is text or nothing."""
    for name in names:
        if name is not None and not isinstance(name, str):
            return False
    return True


@Operations.implementation_for(ops.DropTableOp)
def drop_table(operations, operation):
    if (
        type(operation) is ops.DropTableOp
        and type(operations.impl) is DefaultImpl
        and not operation.table_kw
        and operation._reverse is None
        and _is_text(operation.table_name, operation.schema)
        and _is_plain(operations)
    ):
        name = qualified(operation.table_name, operation.schema)
        operations.impl.emit({"drop_table": {"name": name, "if_exists": bool(operation.if_exists)}})
        return
    table = operation.to_table(operations.migration_context)
    operations.impl.drop_table(table, if_exists=operation.if_exists)


@Operations.implementation_for(ops.RenameTableOp)
def rename_table(operations, operation):
    operations.impl.rename_table(operation.table_name, operation.new_table_name, schema=operation.schema)


@Operations.implementation_for(ops.CreateTableCommentOp)
def create_table_comment(operations, operation):
    _comment(operations, operation, operation.comment)


@Operations.implementation_for(ops.DropTableCommentOp)
def drop_table_comment(operations, operation):
    _comment(operations, operation, None)


def _comment(operations, operation, comment):
    tree = {
        "table": qualified(operation.table_name, operation.schema),
        "comment": comment,
        "existing": operation.existing_comment,
    }
    operations.impl.emit({"comment_on_table": tree})


def _stands_alone(column):
    """Whether a column is all there is to say: a table around it would add nothing and take longer than the rest."""
    from sqlalchemy.sql.columns import OF_A_TABLE, Column, event

    if type(column) is not Column or event._listeners:
        return False
    own = column.__dict__
    name = own["name"]
    return (
        type(name) is str
        and name != ""
        and own["key"] == name
        and not (own.get("foreign_keys") or own.get("constraints"))
        and OF_A_TABLE.isdisjoint(own)
    )


@Operations.implementation_for(ops.AddColumnOp)
def add_column(operations, operation):
    column = operation.column
    if column.table is not None:
        column = column._copy()
    if _stands_alone(column):
        table = {"name": qualified(operation.table_name, operation.schema), "columns": [column._tree()]}
    else:
        # The table gives the column its constraints and index, as they come with `unique=True` and the like.
        table = _objects(operations).table(operation.table_name, column, schema=operation.schema)._tree()
    tree = {
        "table": table["name"],
        "column": table["columns"][0],
        "constraints": table.get("constraints", []),
        "indexes": table.get("indexes", []),
        "if_not_exists": bool(operation.if_not_exists),
        "inline_references": bool(operation.inline_references),
        "inline_primary_key": bool(operation.inline_primary_key),
    }
    if operation.kw:
        tree.update(operation.kw)  # insert_before, insert_after
    if column.default is not None and hasattr(operations.impl, "batch"):
        tree["fill"] = _fill(operations, column)
    operations.impl.emit({"add_column": tree})


def _fill(operations, column):
    """What the rows of a rebuilt table get in a new column: its client-side default. A script has no values for it."""
    from sqlalchemy.sql.implicit import default_clause

    if column.default.is_sequence:
        return None
    if operations.migration_context.as_sql and not column.default.is_clause_element:
        return "null"
    return default_clause(column, column.default, {})._expression_tree()


@Operations.implementation_for(ops.DropColumnOp)
def drop_column(operations, operation):
    tree = {
        "table": qualified(operation.table_name, operation.schema),
        "column": name_tree(operation.column_name),
        "if_exists": bool(operation.if_exists),
    }
    # The keywords of other databases (mssql_drop_default…) change nothing on ours, as in Alembic.
    known = operation.kw.get("existing_type") if operation.kw else None
    if known is not None:
        column = _objects(operations).column(operation.column_name, known)
        tree["existing"] = _objects(operations).table("t", column)._tree()["columns"][0]
    operations.impl.emit({"drop_column": tree})


@Operations.implementation_for(ops.AlterColumnOp)
def alter_column(operations, operation):
    from alembic.operations.alter import alter_column_tree

    operations.impl.emit({"alter_column": alter_column_tree(_objects(operations), operation)})


@Operations.implementation_for(ops.CreateIndexOp)
def create_index(operations, operation):
    columns = operation.columns
    if (
        type(operation) is ops.CreateIndexOp
        and not operation.kw
        and operation.table_name
        and _is_text(operation.index_name, operation.table_name, operation.schema)
        and type(columns) in (list, tuple)
        and all([type(column) is str and column != "" for column in columns])
        and len(set(columns)) == len(columns)
        and _is_plain(operations)
    ):
        index = {
            "name": name_tree(operation.index_name),
            "elements": [{"column": column} for column in columns],
            "unique": bool(operation.unique),
        }
        tree = {
            "table": qualified(operation.table_name, operation.schema),
            "index": index,
            "if_not_exists": bool(operation.if_not_exists),
        }
        operations.impl.emit({"create_index": tree})
        return
    index = operation.to_index(operations.migration_context)
    operations.impl.create_index(index, if_not_exists=operation.if_not_exists)


@Operations.implementation_for(ops.DropIndexOp)
def drop_index(operations, operation):
    if operation.index_name is None:
        from alembic._refusals import refuse_name

        refuse_name("op", "drop_index(None)", "Name the index.")
    name = operation.index_name
    if not (
        type(operation) is ops.DropIndexOp
        and (not operation.kw or list(operation.kw) == ["postgresql_concurrently"])
        and operation._reverse is None
        and _is_text(name, operation.table_name, operation.schema)
        and _is_plain(operations)
    ):
        name = operation.to_index(operations.migration_context).name
    tree = {
        "name": name_tree(name),
        "table": name_tree(operation.table_name),
        "schema": name_tree(operation.schema or None),
        "if_exists": bool(operation.if_exists),
        "concurrently": bool(operation.kw.get("postgresql_concurrently")),
    }
    operations.impl.emit({"drop_index": tree})


@Operations.implementation_for(ops.AddConstraintOp)
def add_constraint(operations, operation):
    operations.impl.add_constraint(operation.to_constraint(operations.migration_context))


_CONSTRAINT_KINDS = ("foreignkey", "primary", "unique", "check", None)


@Operations.implementation_for(ops.DropConstraintOp)
def drop_constraint(operations, operation):
    kind = operation.constraint_type
    if kind not in _CONSTRAINT_KINDS:
        kinds = ", ".join(sorted(map(repr, _CONSTRAINT_KINDS)))
        raise TypeError(f"'type' can be one of {kinds}")
    tree = {
        "table": qualified(operation.table_name, operation.schema),
        "name": name_tree(operation.constraint_name),
        "kind": kind,
        "if_exists": bool(operation.if_exists),
    }
    operations.impl.emit({"drop_constraint": tree})


@Operations.implementation_for(ops.BulkInsertOp)
def bulk_insert(operations, operation):
    operations.impl.bulk_insert(operation.table, operation.rows, multiinsert=operation.multiinsert)


@Operations.implementation_for(ops.ExecuteSQLOp)
def execute(operations, operation):
    # In a batch, too, a statement runs at once and not with the collected changes.
    operations.migration_context.impl.execute(operation.sqltext, execution_options=operation.execution_options)

__getattr__ = refusing("alembic.operations.toimpl")
