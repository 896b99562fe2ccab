"""Projects with operations, renderers and comparators of their own; each is the text of its `own.py`, with what else it needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model_changes import t

#: Views as operations, and how they are written.
VIEWS = '''\
import sqlalchemy as sa
from alembic import util
from alembic.autogenerate import comparators, render, renderers
from alembic.operations import MigrateOperation, Operations, ops
from alembic.runtime.plugins import Plugin
from alembic.util import DispatchPriority, PriorityDispatchResult

@Operations.register_operation("create_view")
class CreateViewOp(MigrateOperation):
    def __init__(self, name, body, schema=None):
        self.name, self.body, self.schema = name, body, schema

    @classmethod
    def create_view(cls, operations, name, body, **kw):
        return operations.invoke(cls(name, body, **kw))

    def reverse(self):
        return DropViewOp(self.name, self.body, self.schema)

    def to_diff_tuple(self):
        return ("create_view", self.name)

@Operations.register_operation("drop_view")
class DropViewOp(MigrateOperation):
    def __init__(self, name, body=None, schema=None):
        self.name, self.body, self.schema = name, body, schema

    @classmethod
    def drop_view(cls, operations, name, **kw):
        return operations.invoke(cls(name, **kw))

    def reverse(self):
        return CreateViewOp(self.name, self.body, self.schema)

    def to_diff_tuple(self):
        return ("drop_view", self.name)

@Operations.implementation_for(CreateViewOp)
def create_view(operations, operation):
    print("creates", operation.name)
    operations.execute(f"CREATE VIEW {operation.name} AS {operation.body}")

@Operations.implementation_for(DropViewOp)
def drop_view(operations, operation):
    operations.execute(f"DROP VIEW {operation.name}")

@Operations.register_operation("silent")
class SilentOp(MigrateOperation):
    """Has no renderer, no reverse, no implementation."""
    @classmethod
    def silent(cls, operations):
        return operations.invoke(cls())
'''

RENDER = '''
@renderers.dispatch_for(CreateViewOp)
def render_create_view(autogen_context, op):
    return f"op.create_view({op.name!r}, {op.body!r})"

@renderers.dispatch_for(DropViewOp)
def render_drop_view(autogen_context, op):
    return f"op.drop_view({op.name!r})"
'''

COMPARE = '''
@comparators.dispatch_for("schema")
def compare_views(autogen_context, upgrade_ops, schemas):
    wanted = autogen_context.metadata.info.get("views", {})
    for schema in sorted(schemas, key=str):
        there = set(autogen_context.inspector.get_view_names(schema=schema))
        for name in sorted(set(wanted) - there):
            upgrade_ops.ops.append(CreateViewOp(name, wanted[name]))
        for name in sorted(there - set(wanted)):
            upgrade_ops.ops.append(DropViewOp(name, "SELECT 1 AS gone"))
    print("views in", sorted(schemas, key=str), autogen_context.dialect.name)
'''

#: Appends operations to a file by a hook.
HOOK = '''
def process(context, revision, directives):
    script = directives[0]
{body}
'''


@dataclass(frozen=True)
class Own:
    """One project."""

    own: str
    models: str = 'm.info["views"] = {"v": "SELECT 1 AS one"}\n' + t()
    before: str = t()
    #: What the database is given besides the tables.
    sql: str = ""
    configure: str = ""
    kinds: tuple[str, ...] = ("sqlite", "postgresql")
    #: `upgrade`, `check`, and back.
    walks: bool = False
    #: Alembic does not ask in the order of a set.
    ordered: bool = True
    #: The exit code of `revision`.
    ends: int = 0
    files: dict[str, str] = field(default_factory=dict)


def hook(body: str, **more: object) -> Own:
    """A project whose hook does something with `script`."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    more = {"configure": "process_revision_directives=own.process", **more}
    return Own(VIEWS + RENDER + HOOK.format(body=lines), **more)  # type: ignore[arg-type]


def comparing(text: str, **more: object) -> Own:
    """A project with comparators, and renderers for its views."""
    return Own(VIEWS + RENDER + text, **more)  # type: ignore[arg-type]


TABLES = t('Column("a", String(5))', name="t") + "\n" + t(name="gone")
CHANGED = (
    t('Column("a", String(9), index=True)', 'Column("b", Integer)', name="t")
    + "\n"
    + t('Column("u", Integer, unique=True)', name="new")
)

SHOW = '''
def show(op):
    return type(op).__name__ + ("[" + ", ".join(show(part) for part in op.ops) + "]" if hasattr(op, "ops") else "")

def facets(op):
    names = [name for name in ("modify_type", "modify_nullable", "modify_comment", "existing_nullable", "existing_type")]
    return [f"{name}={getattr(op, name)!r}" for name in names], sorted(op.kw)
'''

PROJECTS = {
    # -- comparators of schemas
    "views": comparing(COMPARE, walks=True),
    "view_dropped": comparing(COMPARE, models=t(), sql="CREATE VIEW v AS SELECT 2 AS two"),
    "views_and_tables": comparing(COMPARE, before=TABLES, models='m.info["views"] = {"v": "SELECT 1 AS one"}\n' + CHANGED, kinds=("postgresql",)),
    "views_in_schemas": comparing(COMPARE, configure="include_schemas=True, include_name=lambda name, kind, parents: (print(name, kind), name in (None, 's') if kind == 'schema' else kind != 'view')[1]", sql="CREATE SCHEMA s; CREATE SCHEMA hidden; CREATE VIEW s.w AS SELECT 3 AS three", kinds=("postgresql",), ordered=False),
    "sequences": comparing(
        '''
@Operations.register_operation("create_sequence")
class CreateSequenceOp(MigrateOperation):
    def __init__(self, sequence_name, schema=None):
        self.sequence_name, self.schema = sequence_name, schema
    @classmethod
    def create_sequence(cls, operations, sequence_name, **kw):
        return operations.invoke(CreateSequenceOp(sequence_name, **kw))
    def reverse(self):
        return DropSequenceOp(self.sequence_name, schema=self.schema)
    def to_diff_tuple(self):
        return ("add_sequence", self.sequence_name)

@Operations.register_operation("drop_sequence")
class DropSequenceOp(MigrateOperation):
    def __init__(self, sequence_name, schema=None):
        self.sequence_name, self.schema = sequence_name, schema
    @classmethod
    def drop_sequence(cls, operations, sequence_name, **kw):
        return operations.invoke(DropSequenceOp(sequence_name, **kw))
    def reverse(self):
        return CreateSequenceOp(self.sequence_name, schema=self.schema)

@Operations.implementation_for(CreateSequenceOp)
def create_sequence(operations, operation):
    name = operation.sequence_name if operation.schema is None else f"{operation.schema}.{operation.sequence_name}"
    operations.execute("CREATE SEQUENCE %s" % name)

@Operations.implementation_for(DropSequenceOp)
def drop_sequence(operations, operation):
    operations.execute("DROP SEQUENCE %s" % operation.sequence_name)

@renderers.dispatch_for(CreateSequenceOp)
def render_create_sequence(autogen_context, op):
    return "op.create_sequence(%r, **%r)" % (op.sequence_name, {"schema": op.schema})

@renderers.dispatch_for(DropSequenceOp)
def render_drop_sequence(autogen_context, op):
    return "op.drop_sequence(%r, **%r)" % (op.sequence_name, {"schema": op.schema})

@comparators.dispatch_for("schema")
def compare_sequences(autogen_context, upgrade_ops, schemas):
    all_conn_sequences = set()
    for sch in schemas:
        all_conn_sequences.update(
            (sch, row[0])
            for row in autogen_context.connection.execute(
                sa.text("SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid=c.relnamespace WHERE relkind='S' AND n.nspname=:nspname AND relname <> 't_id_seq'"),
                dict(nspname=autogen_context.dialect.default_schema_name if sch is None else sch),
            )
        )
    metadata_sequences = autogen_context.metadata.info.setdefault("seqs", set())
    for sch, name in sorted(metadata_sequences.difference(all_conn_sequences), key=str):
        upgrade_ops.ops.append(CreateSequenceOp(name, schema=sch))
    for sch, name in sorted(all_conn_sequences.difference(metadata_sequences), key=str):
        upgrade_ops.ops.append(DropSequenceOp(name, schema=sch))
''',
        models='m.info["seqs"] = {(None, "one"), (None, "two")}\n' + t(),
        sql="CREATE SEQUENCE two; CREATE SEQUENCE three",
        kinds=("postgresql",),
        walks=True,
    ),
    "enum_values": comparing(
        '''
@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    operation_name = "change_enum_variants"
    def __init__(self, schema, name, old, new, affected):
        self.schema, self.name, self.old, self.new, self.affected = schema, name, old, new, affected
    @classmethod
    def sync_enum_values(cls, operations, enum_schema, enum_name, new_values, affected_columns):
        for value in new_values:
            operations.execute(f"ALTER TYPE {enum_name} ADD VALUE IF NOT EXISTS '{value}'")
    def reverse(self):
        return SyncEnumValuesOp(self.schema, self.name, self.new, self.old, self.affected)
    def to_diff_tuple(self):
        return self.operation_name, self.old, self.new

@renderers.dispatch_for(SyncEnumValuesOp)
def render_sync(autogen_context, op):
    if autogen_context.dialect.name != "postgresql":
        return []
    autogen_context.imports.add("from collections import namedtuple as TableReference")
    return f"""
    op.sync_enum_values(
        enum_schema={op.schema!r},
        enum_name={op.name!r},
        new_values={op.new!r},
        affected_columns={op.affected!r},
    )
    """.strip()

@comparators.dispatch_for("schema")
def compare_enums(autogen_context, upgrade_ops, schemas):
    default = autogen_context.dialect.default_schema_name
    for schema in schemas:
        rows = autogen_context.connection.execute(sa.text("""
            SELECT t.typname AS name, array_agg(e.enumlabel ORDER BY e.enumsortorder) AS values
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_enum e ON t.oid = e.enumtypid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = :schema GROUP BY 1"""), {"schema": schema or default})
        there = {row.name: list(row.values) for row in rows.mappings().all()} if False else {row[0]: list(row[1]) for row in rows}
        for table in autogen_context.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, sa.Enum) and there.get(column.type.name, column.type.enums) != column.type.enums:
                    upgrade_ops.ops.insert(0, SyncEnumValuesOp(schema or default, column.type.name, there[column.type.name], column.type.enums, [(table.name, column.name)]))
''',
        before=t('Column("e", Enum("a", "b", name="kind"))'),
        models=t('Column("e", Enum("a", "b", "c", name="kind"))', 'Column("x", Integer)'),
        kinds=("postgresql",),
    ),
    "comparators_of_dialects": comparing(
        '''
for dialect in ("sqlite", "postgresql", "default", "mysql"):
    for priority in DispatchPriority:
        @comparators.dispatch_for("schema", qualifier=dialect, priority=priority, subgroup="a" if priority == 25 else None)
        def compare(autogen_context, upgrade_ops, schemas, dialect=dialect, priority=priority):
            print(dialect, priority.name, int(priority), [type(op).__name__ for op in upgrade_ops.ops], schemas)
            return PriorityDispatchResult.STOP if priority == 25 else PriorityDispatchResult.CONTINUE
''',
        models=CHANGED,
        before="",
    ),
    "autogenerate_comparators": comparing(
        '''
@comparators.dispatch_for("autogenerate")
def first(autogen_context, upgrade_ops):
    print("first", upgrade_ops.ops, autogen_context.metadata is autogen_context.opts["target_metadata"])
    upgrade_ops.ops.append(ops.ExecuteSQLOp("SELECT 1"))
    upgrade_ops.ops.append(CreateViewOp("w", "SELECT 2 AS two"))

@comparators.dispatch_for("autogenerate", priority=DispatchPriority.LAST)
def last(autogen_context, upgrade_ops):
    print("last", [type(op).__name__ for op in upgrade_ops.ops], sorted(autogen_context.table_key_to_table))
    return PriorityDispatchResult.STOP
'''.replace('    upgrade_ops.ops.append(ops.ExecuteSQLOp("SELECT 1"))\n', ""),
        models=t() + "\n" + t(name="new"),
    ),
    "tables_stopped": comparing(
        '''
@comparators.dispatch_for("schema", subgroup="tables", priority=DispatchPriority.FIRST)
def no_tables(autogen_context, upgrade_ops, schemas):
    return PriorityDispatchResult.STOP
''',
        models=t() + "\n" + t(name="new"),
    ),
    # -- plugins
    "plugin": comparing(
        '''
def compare(autogen_context, upgrade_ops, schemas):
    print([type(op).__name__ for op in upgrade_ops.ops])
    upgrade_ops.ops.append(CreateViewOp("w", "SELECT 2 AS two"))
    return PriorityDispatchResult.CONTINUE

def setup(plugin):
    print(plugin.name)
    plugin.add_autogenerate_comparator(compare, "schema", "views")

import sys
Plugin.setup_plugin_from_module(sys.modules[__name__], "own.views")
''',
        configure='autogenerate_plugins=["alembic.autogenerate.*", "own.views"]',
        models=t() + "\n" + t(name="new"),
        walks=False,
    ),
    "plugin_alone": comparing('\nPlugin("own.p").add_autogenerate_comparator(lambda context, ops, schemas: print("called"), "schema")\n', configure='autogenerate_plugins=["own.*", "alembic.autogenerate.schemas"]', models=t(name="new")),
    "plugin_not_asked_for": comparing('\nPlugin("own.p").add_autogenerate_comparator(lambda *a: 1 / 0, "schema")\n', models=t(name="new")),
    "plugin_excluded": comparing('\nPlugin("own.p").add_autogenerate_comparator(lambda *a: 1 / 0, "schema")\n', configure='autogenerate_plugins=["*", "~own.p", "alembic.autogenerate.tables"]', models=t(name="new")),
    "plugin_not_there": comparing('\nPlugin("own.p").remove()\n', configure='autogenerate_plugins=["alembic.autogenerate.*", "own.p"]', ends=255),
    "plugin_twice": comparing('\nPlugin("own.p")\nPlugin("own.p")\n', ends=1),
    "plugin_named_as_stock": comparing('\nPlugin("alembic.autogenerate.tables")\n', ends=1),
    # -- comparators of tables and columns
    "table_comparators": comparing(
        SHOW
        + '''
@comparators.dispatch_for("table")
def before(autogen_context, modify_ops, schema, name, database, model):
    print("before", schema, name, show(modify_ops), database is None, model is None)
    if model is not None and name == "t":
        modify_ops.ops.append(CreateViewOp("w", "SELECT 2 AS two"))

@comparators.dispatch_for("table", priority=DispatchPriority.LAST)
def after(autogen_context, modify_ops, schema, name, database, model):
    print("after", schema, name, show(modify_ops), [c.name for c in (database if model is None else model).columns])
    if name == "new":
        modify_ops.ops.append(CreateViewOp("n", "SELECT 3 AS three"))
''',
        before=TABLES,
        models=CHANGED,
        kinds=("postgresql",),
    ),
    "table_comparators_in_a_batch": comparing(
        '''
@comparators.dispatch_for("table", priority=DispatchPriority.LAST)
def after(autogen_context, modify_ops, schema, name, database, model):
    modify_ops.ops.append(CreateViewOp("n", "SELECT 3 AS three"))
''',
        before=TABLES,
        models=CHANGED,
        configure="render_as_batch=True",
    ),
    "table_comparator_takes_away": comparing(
        '''
@comparators.dispatch_for("table", priority=DispatchPriority.LAST)
def after(autogen_context, modify_ops, schema, name, database, model):
    modify_ops.ops[:] = [op for op in modify_ops.ops if not isinstance(op, (ops.AddColumnOp, ops.CreateIndexOp))]
''',
        before=t(),
        models=t('Column("b", Integer, index=True)'),
    ),
    "table_groups_stopped": comparing(
        '''
plugin = Plugin("own.p")
def no(autogen_context, modify_ops, schema, name, database, model):
    print("no", name)
    return PriorityDispatchResult.STOP if name == "t" else PriorityDispatchResult.CONTINUE
plugin.add_autogenerate_comparator(no, "table", "indexes", priority=DispatchPriority.FIRST)
plugin.add_autogenerate_comparator(lambda *a: print("again"), "table", "indexes")
plugin.add_autogenerate_comparator(lambda *a: print("comments"), "table", "comments")
''',
        before=t('Column("a", Integer)') + "\n" + t('Column("a", Integer)', name="s"),
        models=t('Column("a", Integer, index=True)', 'comment="c"') + "\n" + t('Column("a", Integer, index=True)', name="s"),
        configure='autogenerate_plugins=["alembic.autogenerate.*", "own.p"]',
    ),
    "column_comparators": comparing(
        SHOW
        + '''
for priority in DispatchPriority:
    @comparators.dispatch_for("column", priority=priority)
    def compare(autogen_context, alter_op, schema, table, column, database, model, priority=priority):
        print(priority.name, schema, table, column, facets(alter_op), repr(database.type), repr(model.type))
        if priority == DispatchPriority.MEDIUM and column == "kept":
            alter_op.modify_nullable = False
''',
        before=t('Column("a", String(5))', 'Column("kept", Integer)'),
        models=t('Column("a", String(9), nullable=False, comment="c")', 'Column("kept", Integer)'),
        kinds=("postgresql",),
    ),
    "column_changed_by_a_comparator": comparing(
        '''
@comparators.dispatch_for("column", priority=DispatchPriority.LAST)
def compare(autogen_context, alter_op, schema, table, column, database, model):
    if column == "a":
        alter_op.modify_comment = "by hand"
    if column == "b":
        alter_op.modify_nullable = None
''',
        before=t('Column("a", Integer)', 'Column("b", Integer)'),
        models=t('Column("a", Integer)', 'Column("b", Integer, nullable=False)'),
        kinds=("postgresql",),
    ),
    "types_compared_by_a_plugin": comparing(
        '''
plugin = Plugin("own.types")
def compare(autogen_context, alter_op, schema, table, column, database, model):
    print(column, alter_op.modify_type, alter_op.modify_nullable)
    return PriorityDispatchResult.STOP if column == "a" else PriorityDispatchResult.CONTINUE
plugin.add_autogenerate_comparator(compare, "column", "types", priority=DispatchPriority.FIRST)
plugin.add_autogenerate_comparator(lambda *a: print("nullable", a[4]), "column", "nullable")
plugin.add_autogenerate_comparator(lambda *a: print("types", a[4]), "column", "types", priority=DispatchPriority.LAST)
plugin.add_autogenerate_comparator(lambda *a: print("defaults", a[4]), "column", "server_default", priority=DispatchPriority.LAST)
''',
        before=t('Column("a", String(5))', 'Column("b", String(5), server_default="x")', 'Column("c", Integer)'),
        models=t('Column("a", String(9))', 'Column("b", String(9), server_default="y")', 'Column("c", Integer, nullable=False)'),
        configure='autogenerate_plugins=["alembic.autogenerate.*", "own.types"], compare_server_default=True',
        kinds=("postgresql",),
    ),
    # -- renderers
    "context_of_a_renderer": hook(
        """\
@renderers.dispatch_for(SilentOp)
def render_silent(autogen_context, op):
    opts = autogen_context.opts
    print(sorted(autogen_context.imports), autogen_context.dialect.name, autogen_context.metadata is opts["target_metadata"])
    print([opts[name] for name in ("sqlalchemy_module_prefix", "alembic_module_prefix", "user_module_prefix", "render_as_batch", "compare_type")])
    print(autogen_context.migration_context is context, autogen_context.connection is context.bind, autogen_context._has_batch)
    print(sorted(autogen_context.table_key_to_table), [table.name for table in autogen_context.sorted_tables])
    autogen_context.imports.update(["import os", "import own"])
    prefix = render._alembic_autogenerate_prefix(autogen_context), render._sqlalchemy_autogenerate_prefix(autogen_context)
    inner = render.render_op(autogen_context, ops.DropTableOp("x", schema="s")), render.render_op_text(autogen_context, ops.ExecuteSQLOp("SELECT 1"))
    print(prefix, inner, render._ident("n"), render._user_autogenerate_prefix(autogen_context, op), render.MAX_PYTHON_ARGS)
    print(render._repr_type(sa.String(5), autogen_context), render._repr_type(sa.dialects.postgresql.JSONB(), autogen_context))
    print(render._render_column(sa.Column("c", sa.Integer, server_default="5", nullable=False), autogen_context))
    return ["# silent", "pass"]
script.upgrade_ops.ops.append(SilentOp())
""",
        models=t('Column("a", Integer)'),
    ),
    "lines_of_renderers": hook(
        """\
@renderers.dispatch_for(SilentOp)
def render_silent(autogen_context, op):
    return next(results)
results = iter([
    ["if True:", "pass", "else:", "pass", ""], [], "x = 1", ("y = 2", "z = 3"),
    ["for i in range(3):", "    print(i)", None, "done = 1"], "def f():\\n    return 1", ["# comment:", "#other", "  # third", "print('a:')"],
    ["try:", "pass", "except ValueError:  # no", "pass", "", ""], ["class A:", "a = 1", ""], "   ", "a = {\\n  'b':\\n   1}\\n",
])
script.upgrade_ops.ops.extend(SilentOp() for _ in range(11))
script.downgrade_ops.ops.append(CreateViewOp("v", "SELECT 'it''s'\\n  AS \\"text\\""))
""",
    ),
    "nothing_rendered": hook("renderers.dispatch_for(SilentOp)(lambda context, op: [])\nscript.upgrade_ops.ops.append(SilentOp())"),
    "stock_renderer_replaced": hook(
        """\
@renderers.dispatch_for(ops.CreateTableOp, replace=True)
def render_table(autogen_context, op):
    return ["# a table", render._add_table(autogen_context, op).replace("op.create_table", "op.create_table")]
@renderers.dispatch_for(ops.DropConstraintOp, replace=True)
def render_drop(autogen_context, op):
    return render._drop_constraint(autogen_context, op) + ["# gone"]
@renderers.dispatch_for(ops.ModifyTableOps, replace=True)
def render_modify(autogen_context, op):
    return [f"# changes of {op.table_name}", *(line for part in op.ops for line in render.render_op(autogen_context, part)), "# end"]
""",
        before=t('Column("a", Integer, unique=True)'),
        models=t('Column("a", Integer)') + "\n" + t('Column("u", Integer, unique=True)', 'Column("r", ForeignKey("t.id"))', name="new"),
        kinds=("postgresql",),
    ),
    "all_stock_renderers": hook(
        "renderers.dispatch_for(SilentOp)(lambda context, op: '# own')\nscript.upgrade_ops.ops.append(SilentOp())",
        before=TABLES + "\n" + t('Column("k", Integer, unique=True)', 'Column("x", Integer, index=True)', 'Column("f", Integer)', 'Column("o", Integer, comment="c")', name="many"),
        models=CHANGED + "\n" + t('Column("k", Integer)', 'Column("x", BigInteger)', 'Column("f", ForeignKey("t.id"))', 'Column("o", Integer, server_default="7")', 'Column("j", postgresql.JSONB)', 'Column("z", Enum("a", "b", name="zed"))', 'UniqueConstraint("f", name="uf")', 'comment="of the table"', name="many"),
        kinds=("postgresql",),
    ),
    "all_stock_renderers_in_a_batch": hook(
        "renderers.dispatch_for(SilentOp)(lambda context, op: ['# own', 'pass'])\nscript.upgrade_ops.ops.append(SilentOp())\nscript.upgrade_ops.ops[0].ops.insert(1, SilentOp())",
        before=t('Column("a", String(5))', 'Column("k", Integer)', 'UniqueConstraint("k", name="uk")'),
        models=t('Column("a", String(9), index=True)', 'Column("b", Integer, nullable=False)', 'Column("k", Integer)'),
        configure="process_revision_directives=own.process, render_as_batch=True",
    ),
    "derived_from_a_stock_operation": hook(
        """\
class LoggedTable(ops.CreateTableOp):
    pass
class Loud(ops.ExecuteSQLOp):
    pass
renderers.dispatch_for(Loud)(lambda context, op: f"print({op.sqltext!r})")
script.upgrade_ops.ops.append(Loud("SELECT 1"))
script.upgrade_ops.ops.append(LoggedTable("logged", [sa.Column("id", sa.Integer, primary_key=True)]))
""",
    ),
    "render_python_code": hook(
        """\
from alembic.autogenerate import produce_migrations, render_python_code
script.upgrade_ops.ops.append(CreateViewOp("v", "SELECT 1"))
print(render_python_code(script.upgrade_ops))
print(render_python_code(script.downgrade_ops, alembic_module_prefix="a.", sqlalchemy_module_prefix="s.", render_as_batch=True, imports=["import os"]))
print([type(op).__name__ for op in produce_migrations(context, context.opts["target_metadata"]).upgrade_ops.ops])
from alembic.migration import MigrationContext
print(render_python_code(script.upgrade_ops, migration_context=MigrationContext.configure(context.bind)))
""",
        models=t('Column("a", Integer)'),
    ),
    "render_python_code_of_the_running_context": hook("from alembic.autogenerate import render_python_code\nprint(render_python_code(script.upgrade_ops, migration_context=context))", ends=255),
    # alembic-postgresql-enum does this.
    "type_with_another_repr": hook(
        """\
class Shown(sa.dialects.postgresql.ENUM):
    __module__ = "sqlalchemy.dialects.postgresql"
    def __repr__(self):
        return super().__repr__()[:-1].replace("Shown", "ENUM") + ", create_type=False)"
class Loud(sa.types.UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return "TEXT"
    def __repr__(self):
        return "Loud('!')"
for column in script.upgrade_ops.ops[0].ops:
    column.column.type = Shown("a", "b", name="kind") if column.column.name == "e" else Loud()
""",
        models=t('Column("e", Integer)', 'Column("l", Integer)'),
        kinds=("postgresql",),
    ),
    # -- wrong ones
    "renderer_raises": hook("@renderers.dispatch_for(SilentOp)\ndef render_silent(context, op):\n    raise KeyError('no')\nscript.upgrade_ops.ops.append(SilentOp())", ends=1),
    "no_renderer": hook("script.upgrade_ops.ops.append(SilentOp())", ends=1),
    "no_renderer_in_a_table": hook("script.upgrade_ops.ops.append(ops.ModifyTableOps('t', [SilentOp()]))", ends=1),
    "no_renderer_for_a_rename": hook("script.upgrade_ops.ops.append(ops.RenameTableOp('t', 'u'))", ends=1),
    "no_renderer_for_a_container": hook("script.upgrade_ops.ops.append(ops.UpgradeOps([ops.DropTableOp('t')]))", ends=1),
    "text_in_place_of_an_operation": hook("script.upgrade_ops.ops.append('DROP TABLE t')", ends=1),
    "renderer_gives_none": hook("renderers.dispatch_for(SilentOp)(lambda context, op: None)\nscript.upgrade_ops.ops.append(SilentOp())", ends=1),
    "renderer_gives_a_number": hook("renderers.dispatch_for(SilentOp)(lambda context, op: 5)\nscript.upgrade_ops.ops.append(SilentOp())", ends=1),
    "renderer_gives_no_python": hook("renderers.dispatch_for(SilentOp)(lambda context, op: 'x = = 1')\nscript.upgrade_ops.ops.append(SilentOp())", ends=1),
    "renderer_takes_no_arguments": hook("renderers.dispatch_for(SilentOp)(lambda: '')\nscript.upgrade_ops.ops.append(SilentOp())", ends=1),
    "stock_renderer_not_replaced": hook("renderers.dispatch_for(ops.CreateTableOp)(lambda context, op: '')", ends=1),
    "renderer_twice": hook("renderers.dispatch_for(CreateViewOp)(lambda context, op: '')", ends=1),
    "rendered_call_of_nothing": hook("renderers.dispatch_for(SilentOp)(lambda context, op: 'op.nowhere()')\nscript.upgrade_ops.ops.append(SilentOp())"),
    "comparator_raises": comparing('\n@comparators.dispatch_for("schema")\ndef compare(context, upgrade_ops, schemas):\n    raise LookupError("no")\n', ends=1),
    "comparator_takes_too_little": comparing('\n@comparators.dispatch_for("schema")\ndef compare(context):\n    pass\n', ends=1),
    "comparator_returns_garbage": comparing('\n@comparators.dispatch_for("schema")\ndef compare(context, upgrade_ops, schemas):\n    return "STOP"\n\n@comparators.dispatch_for("schema")\ndef other(context, upgrade_ops, schemas):\n    print("called")\n    return 2\n', models=t(name="new")),
    "comparator_appends_text": comparing('\n@comparators.dispatch_for("schema")\ndef compare(context, upgrade_ops, schemas):\n    upgrade_ops.ops.append("DROP TABLE t")\n', ends=1),
    "comparator_appends_what_has_no_reverse": comparing('\n@comparators.dispatch_for("schema")\ndef compare(context, upgrade_ops, schemas):\n    upgrade_ops.ops.append(SilentOp())\n', ends=1),
    "comparator_sends_wrong_sql": comparing('\n@comparators.dispatch_for("schema")\ndef compare(context, upgrade_ops, schemas):\n    context.connection.execute(sa.text("SELECT nothing FROM nowhere"))\n', ends=1),
    "table_comparator_raises": comparing('\n@comparators.dispatch_for("table")\ndef compare(context, modify_ops, schema, name, database, model):\n    raise LookupError(name)\n', ends=1),
    "column_comparator_raises": comparing('\n@comparators.dispatch_for("column")\ndef compare(context, alter_op, schema, table, column, database, model):\n    raise LookupError(column)\n', ends=1),
    "comparator_of_nothing": comparing('\n@comparators.dispatch_for("nowhere")\ndef compare(*arguments):\n    raise LookupError\n', models=t(name="new")),
}
