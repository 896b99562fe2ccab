"""Directives as operation objects, for hooks, and back again for the renderer.

The objects are made of the model's own tables and of the reflected ones, as Alembic makes them, so that a hook finds
what it would find there.
"""

import _limbeck

from alembic.autogenerate._callbacks import Reflected
from alembic.ddl.impl import TreeImpl
from alembic.operations import _stock_to_impl, ops
from sqlalchemy import _waist


def from_directives(autogen_context, result, compared=None):
    """The operation objects of a comparison.

    `compared` has the tables whose changes became objects while the project's comparators were called.
    """
    if compared is None:
        maker = Maker(autogen_context, Reflected(result))
        return [maker.directive(directive) for directive in _limbeck.directives(result)]
    maker, made = Maker(autogen_context, compared.reflected), []
    for directive in _limbeck.directives(result):
        operation = compared.taken(directive)
        if operation is None:
            made.append(maker.directive(directive))
        elif not operation.is_empty():
            made.append(operation)
    return made


def text_of(name):
    """A name of a tree as text."""
    return name["text"] if isinstance(name, dict) else name


def _set_of(facet):
    return facet is not None and facet.get("set") is not None


def _known(facet):
    return facet is not None and facet.get("existing") is not None


class Maker:
    """Makes operation objects of operations' trees."""

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
        return text_of(qualified.get("schema")), text_of(qualified["name"])

    def create_table(self, content):
        return ops.CreateTableOp.from_table(self.model(*self._name(content["table"]["name"])))

    def drop_table(self, content):
        return ops.DropTableOp.from_table(self.database(*self._name(content["name"])))

    def add_column(self, content):
        schema, name = self._name(content["table"])
        column = _column(self.model(schema, name), text_of(content["column"]["name"]))
        return ops.AddColumnOp.from_column_and_tablename(schema, name, column)

    def drop_column(self, content):
        schema, name = self._name(content["table"])
        column = _column(self.database(schema, name), text_of(content["column"]))
        return ops.DropColumnOp.from_column_and_tablename(schema, name, column)

    def alter_column(self, content):
        schema, name = self._name(content["table"])
        column = text_of(content["column"])
        operation = ops.AlterColumnOp(name, column, schema=schema)
        before, after = _column(self.database(schema, name), column), _column(self.model(schema, name), column)
        take_facets(operation, content, before, after)
        return operation

    def create_index(self, content):
        return ops.CreateIndexOp.from_index(
            _named(self.model(*self._name(content["table"])).indexes, content["index"], _index_columns)
        )

    def drop_index(self, content):
        table = self.database(text_of(content.get("schema")), text_of(content["table"]))
        return ops.DropIndexOp.from_index(_named(table.indexes, content, _index_columns))

    def add_constraint(self, content):
        ((kind, constraint),) = content["constraint"].items()
        table = self.model(*self._name(content["table"]))
        constraints = _constraints(table, kind)
        return ops.AddConstraintOp.from_constraint(_named(constraints, constraint, _constraint_columns))

    def drop_constraint(self, content):
        table = self.database(*self._name(content["table"]))
        known = content.get("existing") or {None: content}
        ((kind, constraint),) = known.items()
        wanted = {**constraint, "name": content.get("name")}
        constraints = _constraints(table, kind)
        return ops.DropConstraintOp.from_constraint(_named(constraints, wanted, _constraint_columns))

    def comment_on_table(self, content):
        schema, name = self._name(content["table"])
        if content.get("comment") is None:
            return ops.DropTableCommentOp(name, existing_comment=content.get("existing"), schema=schema)
        return ops.CreateTableCommentOp(
            name, content["comment"], existing_comment=content.get("existing"), schema=schema
        )


def take_facets(operation, content, before, after, known=None):
    """Gives an alteration what its tree says and an earlier one did not."""
    known = known or {}
    for facet, attribute in _FACETS:
        facets, earlier = content.get(facet), known.get(facet)
        if _known(facets) and not _known(earlier):
            setattr(operation, f"existing_{attribute}", getattr(before, attribute))
        if _set_of(facets) and not _set_of(earlier):
            setattr(operation, f"modify_{attribute}", getattr(after, attribute))
    if _set_of(content.get("autoincrement")) and not _set_of(known.get("autoincrement")):
        operation.kw["autoincrement"] = content["autoincrement"]["set"]


_FACETS = (("type", "type"), ("nullable", "nullable"), ("server_default", "server_default"), ("comment", "comment"))


def _column(table, name):
    return next(column for column in table.c if column.name == name)


def _constraints(table, kind=None):
    # Of one kind: a unique constraint and a foreign key without names may have the same columns.
    listed = table._listed_constraints()
    return listed if kind is None else [constraint for constraint in listed if kind in constraint._tree()]


def _index_columns(index):
    return [getattr(part, "name", str(part)) for part in index.expressions]


def _constraint_columns(constraint):
    return [column.name for column in getattr(constraint, "columns", ())]


def _named(items, tree, columns_of):
    # By name; an unnamed one by its columns.
    name = text_of(tree.get("name"))
    if name is not None:
        for item in items:
            if item.name == name:
                return item
    wanted = [text_of(column) for column in tree.get("columns") or ()]
    return next(item for item in items if columns_of(item) == wanted)


# -- back to trees


def script_tree(script, autogen_context):
    """What the native side writes of one file."""
    bodies, imports = [], script.imports or ()
    if getattr(script, "_needs_render", False):
        pairs = list(zip(script.upgrade_ops_list, script.downgrade_ops_list))
        in_python = not all(is_native(body.ops) for pair in pairs for body in pair)
        if in_python:
            autogen_context.imports = set(imports)
        write = _text_of_body if in_python else _directives_of_body
        for upgrade, downgrade in pairs:
            tokens = {"upgrade_token": upgrade.upgrade_token, "downgrade_token": downgrade.downgrade_token}
            bodies.append(
                {
                    **tokens,
                    **write("upgrade", upgrade, autogen_context),
                    **write("downgrade", downgrade, autogen_context),
                }
            )
        if in_python:
            imports = autogen_context.imports
    names = "rev_id message head splice branch_label version_path depends_on".split()
    return {
        "bodies": bodies,
        "imports": sorted(imports),
        **{name: getattr(script, name) for name in names},
    }


def _directives_of_body(name, body, autogen_context):
    return {name: to_directives(body.ops, autogen_context)}


def _text_of_body(name, body, autogen_context):
    from alembic.autogenerate import render

    return {f"{name}_text": render._indent(render._render_cmd_body(body, autogen_context))}


def is_native(operations):
    """Whether a body can be rendered natively as a whole: the project has no renderer, and no operation wants one."""
    from alembic.autogenerate.render import renderers

    return renderers._are_stock() and all(_is_stock(operation, True) for operation in operations)


def _is_stock(operation, may_contain):
    if type(operation) is ops.ModifyTableOps:
        return may_contain and all(_is_stock(part, False) for part in operation.ops)
    return type(operation) in _RENDERED


_RENDERED = frozenset(
    (
        ops.AddColumnOp,
        ops.AlterColumnOp,
        ops.CreateCheckConstraintOp,
        ops.CreateExcludeConstraintOp,
        ops.CreateForeignKeyOp,
        ops.CreateIndexOp,
        ops.CreateTableCommentOp,
        ops.CreateTableOp,
        ops.CreateUniqueConstraintOp,
        ops.DropColumnOp,
        ops.DropConstraintOp,
        ops.DropIndexOp,
        ops.DropTableCommentOp,
        ops.DropTableOp,
        ops.ExecuteSQLOp,
    )
)


def to_directives(operations, autogen_context):
    """The directives of stock operations."""
    return [_directive(operation, autogen_context) for operation in operations]


def _directive(operation, autogen_context):
    if isinstance(operation, ops.ModifyTableOps):
        inner = [stock_tree(part, autogen_context) for part in operation.ops]
        table = _waist.qualified(operation.table_name, operation.schema)
        return {"modify_table": {"table": table, "operations": inner}}
    return {"operation": stock_tree(operation, autogen_context)}


def stock_tree(operation, autogen_context):
    """The tree of a stock operation."""
    if isinstance(operation, ops.ExecuteSQLOp):
        if not isinstance(operation.sqltext, str):
            raise NotImplementedError(
                "Autogenerate rendering of SQL Expression language constructs not supported here; please use a plain "
                "SQL string"
            )
        return {"execute": {"statement": {"text": {"sql": operation.sqltext}}}}
    if isinstance(operation, ops.CreatePrimaryKeyOp):
        # As Alembic's own renderer says.
        raise NotImplementedError
    collector = _Collector(autogen_context)
    _stock_to_impl.dispatch(operation)(collector, operation)
    tree = collector.trees[0]
    _fill_in(operation, tree)
    return tree


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
