"""Directives as operation objects, for hooks, and back again for the renderer.

The objects are made of the model's own tables and of the reflected ones, as Alembic makes them, so that a hook finds
what it would find there.
"""

import _limbeck

from alembic.autogenerate._callbacks import Reflected
from alembic.ddl.impl import TreeImpl
from alembic.operations import ops
from alembic.operations.base import Operations
from sqlalchemy import _waist


def from_directives(autogen_context, result):
    """The operation objects of a comparison."""
    maker = _Maker(autogen_context, Reflected(result))
    return [maker.directive(directive) for directive in _limbeck.directives(result)]


def _text(name):
    return name["text"] if isinstance(name, dict) else name


def _set_of(facet):
    return facet is not None and facet.get("set") is not None


def _known(facet):
    return facet is not None and facet.get("existing") is not None


class _Maker:
    def __init__(self, autogen_context, reflected):
        self.model = autogen_context._table
        self.database = reflected.table

    def directive(self, directive):
        ((kind, content),) = directive.items()
        if kind == "modify_table":
            schema, name = self._name(content["table"])
            operations = [self.operation(operation) for operation in content["operations"]]
            return ops.ModifyTableOps(name, operations, schema=schema)
        return self.operation(content)

    def operation(self, operation):
        ((kind, content),) = operation.items()
        return getattr(self, kind)(content)

    @staticmethod
    def _name(qualified):
        return _text(qualified.get("schema")), _text(qualified["name"])

    def create_table(self, content):
        return ops.CreateTableOp.from_table(self.model(*self._name(content["table"]["name"])))

    def drop_table(self, content):
        return ops.DropTableOp.from_table(self.database(*self._name(content["name"])))

    def add_column(self, content):
        schema, name = self._name(content["table"])
        column = _column(self.model(schema, name), _text(content["column"]["name"]))
        return ops.AddColumnOp.from_column_and_tablename(schema, name, column)

    def drop_column(self, content):
        schema, name = self._name(content["table"])
        column = _column(self.database(schema, name), _text(content["column"]))
        return ops.DropColumnOp.from_column_and_tablename(schema, name, column)

    def alter_column(self, content):
        schema, name = self._name(content["table"])
        column = _text(content["column"])
        operation = ops.AlterColumnOp(name, column, schema=schema)
        before, after = _column(self.database(schema, name), column), _column(self.model(schema, name), column)
        for facet, attribute in _FACETS:
            if _known(content.get(facet)):
                setattr(operation, f"existing_{attribute}", getattr(before, attribute))
            if _set_of(content.get(facet)):
                setattr(operation, f"modify_{attribute}", getattr(after, attribute))
        if _set_of(content.get("autoincrement")):
            operation.kw["autoincrement"] = content["autoincrement"]["set"]
        return operation

    def create_index(self, content):
        return ops.CreateIndexOp.from_index(
            _named(self.model(*self._name(content["table"])).indexes, content["index"], _index_columns)
        )

    def drop_index(self, content):
        table = self.database(_text(content.get("schema")), _text(content["table"]))
        return ops.DropIndexOp.from_index(_named(table.indexes, content, _index_columns))

    def add_constraint(self, content):
        ((_, constraint),) = content["constraint"].items()
        table = self.model(*self._name(content["table"]))
        return ops.AddConstraintOp.from_constraint(_named(_constraints(table), constraint, _constraint_columns))

    def drop_constraint(self, content):
        table = self.database(*self._name(content["table"]))
        known = content.get("existing") or {"": content}
        ((_, constraint),) = known.items()
        wanted = {**constraint, "name": content.get("name")}
        return ops.DropConstraintOp.from_constraint(_named(_constraints(table), wanted, _constraint_columns))

    def comment_on_table(self, content):
        schema, name = self._name(content["table"])
        if content.get("comment") is None:
            return ops.DropTableCommentOp(name, existing_comment=content.get("existing"), schema=schema)
        return ops.CreateTableCommentOp(
            name, content["comment"], existing_comment=content.get("existing"), schema=schema
        )


_FACETS = (("type", "type"), ("nullable", "nullable"), ("server_default", "server_default"), ("comment", "comment"))


def _column(table, name):
    return next(column for column in table.c if column.name == name)


def _constraints(table):
    return table._listed_constraints()


def _index_columns(index):
    return [getattr(part, "name", str(part)) for part in index.expressions]


def _constraint_columns(constraint):
    return [column.name for column in getattr(constraint, "columns", ())]


def _named(items, tree, columns_of):
    # By name; an unnamed one by its columns.
    name = _text(tree.get("name"))
    if name is not None:
        for item in items:
            if item.name == name:
                return item
    wanted = [_text(column) for column in tree.get("columns") or ()]
    return next(item for item in items if columns_of(item) == wanted)


# -- back to trees


def script_tree(script, autogen_context):
    """What the native side writes of one file."""
    bodies = []
    if getattr(script, "_needs_render", False):
        for upgrade, downgrade in zip(script.upgrade_ops_list, script.downgrade_ops_list):
            bodies.append(
                {
                    "upgrade_token": upgrade.upgrade_token,
                    "downgrade_token": downgrade.downgrade_token,
                    "upgrade": to_directives(upgrade.ops, autogen_context),
                    "downgrade": to_directives(downgrade.ops, autogen_context),
                }
            )
    names = "rev_id message head splice branch_label version_path depends_on".split()
    return {
        "bodies": bodies,
        "imports": sorted(script.imports or ()),
        **{name: getattr(script, name) for name in names},
    }


def to_directives(operations, autogen_context):
    """The directives of operation objects."""
    return [_directive(operation, autogen_context) for operation in operations]


def _directive(operation, autogen_context):
    if isinstance(operation, ops.ModifyTableOps):
        inner = [tree for part in operation.ops for tree in _trees(part, autogen_context)]
        table = _waist.qualified(operation.table_name, operation.schema)
        return {"modify_table": {"table": table, "operations": inner}}
    trees = _trees(operation, autogen_context)
    return {"operation": trees[0]}


def _trees(operation, autogen_context):
    if isinstance(operation, ops.OpContainer):
        return [tree for part in operation.ops for tree in _trees(part, autogen_context)]
    if isinstance(operation, ops.ExecuteSQLOp):
        if not isinstance(operation.sqltext, str):
            raise NotImplementedError(
                "Autogenerate rendering of SQL Expression language constructs not supported here; please use a plain "
                "SQL string"
            )
        return [{"execute": {"statement": {"text": {"sql": operation.sqltext}}}}]
    collector = _Collector(autogen_context)
    implementation = Operations._to_impl.dispatch(operation, "default")
    implementation(collector, operation)
    tree = collector.trees[0]
    _fill_in(operation, tree)
    return [tree]


class _Collector(TreeImpl):
    """What operations are carried out on here: their trees are kept."""

    def __init__(self, autogen_context):
        self.migration_context = autogen_context.migration_context
        self.impl = self
        self.trees = []

    def emit(self, tree):
        self.trees.append(tree)


def _fill_in(operation, tree):
    """What a directive knows beyond what carrying it out takes: how things were before."""
    ((kind, content),) = tree.items()
    if kind == "drop_table":
        content["existing"] = operation.to_table()._tree()
    elif kind == "drop_column" and operation._reverse is not None:
        column = operation._reverse.column
        content["existing"] = column._tree()
    elif kind == "drop_index":
        content["existing"] = operation.to_index()._tree()
    elif kind == "drop_constraint" and operation._reverse is not None:
        content["existing"] = operation.to_constraint()._tree()
