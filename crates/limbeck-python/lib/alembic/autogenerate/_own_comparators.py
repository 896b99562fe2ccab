"""The project's comparators for tables and columns, called around the native comparison in Alembic's order.

The native side says where it is: at a *point* between its own functions. It hands over what it found since the last
point, which becomes part of the objects that the project's functions are given, and is told which groups of functions
a `STOP` has ended.
"""

from alembic._refusals import refuse_name
from alembic.autogenerate._operations import Maker, take_facets, text_of
from alembic.autogenerate.compare import _Native
from alembic.operations import ops
from alembic.util.langhelpers import _note

# A table's functions are called before and after all of Alembic's own, which have one priority. Those of a column
# are called before, between and after Alembic's of the three priorities.
_POINTS = {"table": {50: (0, 1), 25: (0, 1), 10: (1, 1)}, "column": {50: (0, 1), 25: (1, 2), 10: (2, 3)}}


class _Calls:
    """The functions for a target, by the point at which they are called."""

    def __init__(self, autogen_context, target):
        self.points = {}
        native = set()
        found = list(autogen_context.comparators._calls(target, autogen_context.dialect.name))
        last = {}
        for number, (rank, function, _) in enumerate(found):
            if isinstance(function, _Native):
                last[rank] = number
        for number, (rank, function, subgroup) in enumerate(found):
            if isinstance(function, _Native):
                native.add(rank)
                continue
            if rank in native and number < last[rank]:
                refuse_name(
                    "alembic.autogenerate",
                    f'the comparator {getattr(function, "__qualname__", function)} of "{target}" between Alembic\'s own',
                    "Register it after Alembic's plug-ins, or with another priority.",
                )
            point = _POINTS[target][rank][rank in native]
            self.points.setdefault(point, []).append((function, subgroup))

    def call(self, point, closed, arguments):
        """Calls those of a point; gives the groups that are closed now."""
        closed = set(closed)
        for function, subgroup in self.points.get(point, ()):
            if subgroup not in closed:
                _note(function(*arguments), subgroup, closed)
        return closed


class ComparedTables:
    """The changes of tables as objects, where the project has functions for tables or columns."""

    def __init__(self, autogen_context):
        self.autogen_context = autogen_context
        self._calls = {target: _Calls(autogen_context, target) for target in ("table", "column")}
        self.reflected = None
        # By schema and name.
        self._finished = {}
        # Of the table that is compared now.
        self._modify, self._closed, self._columns = None, set(), {}

    def calls(self, target):
        """Whether the project has functions for it."""
        return bool(self._calls[target].points)

    def taken(self, directive):
        """The object of a directive on a table, if there is one."""
        content = directive.get("modify_table")
        if content is None:
            return None
        name = content["table"]
        return self._finished.get((text_of(name.get("schema")), text_of(name["name"])))

    def _maker(self):
        return Maker(self.autogen_context, self.reflected)

    def table(self, point, schema, name, sides, found, closed):
        """Called at points 0 and 1 and, with 2, when the table is done.

        `sides`: whether it is in the database and in the model. `found`: operations since the last point. Gives the
        groups that are closed.
        """
        if point == 0:
            self._modify, self._closed = ops.ModifyTableOps(name, [], schema=schema), set()
        self._modify.ops.extend(self._operations(found))
        if point == 2:
            self._finished[schema, name] = self._modify
            self._columns = {}
            return []
        in_database, in_model = sides
        # `None` is the group of functions without one; the native side has no such.
        self._closed = self._calls["table"].call(
            point,
            self._closed.union(closed),
            (
                self.autogen_context,
                self._modify,
                schema,
                name,
                self.reflected.table(schema, name) if in_database else None,
                self.autogen_context._table(schema, name) if in_model else None,
            ),
        )
        return [group for group in self._closed if isinstance(group, str)]

    def _operations(self, found):
        maker = self._maker()
        for tree in found:
            altered = tree.get("alter_column")
            operation = None if altered is None else self._columns.get(text_of(altered["column"]))
            yield maker.operation(tree) if operation is None else operation

    def column(self, point, schema, table, name, tree, closed):
        """Called at points 0 to 3; gives the groups that are closed, and whether the column changes so far."""
        from alembic.autogenerate._operations import _column

        before = _column(self.reflected.table(schema, table), name)
        after = _column(self.autogen_context._table(schema, table), name)
        if point == 0:
            self._columns[name] = ops.AlterColumnOp(table, name, schema=schema)
            self._closed_column, self._known = set(), {}
        operation = self._columns[name]
        take_facets(operation, tree, before, after, self._known)
        self._known = tree
        self._closed_column = self._calls["column"].call(
            point,
            self._closed_column.union(closed),
            (self.autogen_context, operation, schema, table, name, before, after),
        )
        return [group for group in self._closed_column if isinstance(group, str)], bool(operation.has_changes())
