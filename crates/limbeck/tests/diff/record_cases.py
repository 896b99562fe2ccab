#!/usr/bin/env python3
"""Records the expected sections of *.case files from real Alembic's autogenerate.

    LIMBECK_TEST_POSTGRES=postgresql://… LIMBECK_TEST_MYSQL=mysql://… python record_cases.py FILE.case…

With RECORD=dialect only that one's sections are recorded again.

Each case's `database` is made on SQLite (in memory) and on PostgreSQL (in a scratch database), its `model` compared
with it; what was reflected, declared, found and logged is written as trees. The format is described in ../README.md.
"""
from __future__ import annotations

import datetime
import json
import logging
import os
import pathlib
import re
import sys
import warnings

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "ddl"))
import record  # noqa: E402  (makes sets of constraints and indexes keep their order)
import trees  # noqa: E402

import sqlalchemy as sa  # noqa: E402
from alembic.autogenerate import produce_migrations  # noqa: E402
from alembic.autogenerate.compare import constraints as compare_constraints  # noqa: E402
from alembic.autogenerate.compare.util import _InspectorConv  # noqa: E402
from alembic.operations import ops  # noqa: E402
from alembic.runtime.migration import MigrationContext  # noqa: E402
from sqlalchemy.dialects import mysql, postgresql, sqlite  # noqa: E402
from sqlalchemy.engine import Connection  # noqa: E402

DIALECTS = ("postgresql", "sqlite")
#: The dialects of a case that names them; MySQL's is recorded on MariaDB 10.11.
NAMEABLE = (*DIALECTS, "mysql", "mariadb")
# MariaDB's databases are its schemas, so this name is in what is recorded.
SCRATCH_MARIADB = "limbeck_diff_record"
SCRATCH = f"limbeck_diff_record_{os.getpid()}"
OWNER = """
select c.relname, a.attname from pg_class as c
join pg_depend d on d.objid=c.oid and d.classid='pg_class'::regclass and d.refclassid='pg_class'::regclass
join pg_class t on t.oid=d.refobjid join pg_attribute a on a.attrelid=t.oid and a.attnum=d.refobjsubid
where c.relkind='S' and c.oid=cast(:seqname as regclass)
"""


class Code(sa.TypeDecorator):
    """A user's type."""
    impl = sa.String(12)
    cache_ok = True


def namespace(**more):
    return {"sa": sa, "postgresql": postgresql, "sqlite": sqlite, "mysql": mysql, "datetime": datetime, "Code": Code, **more}


# The database.

def postgres(name=None):
    url = sa.make_url(os.environ["LIMBECK_TEST_POSTGRES"]).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url.set(database=name) if name else url)
    return engine if name else engine.execution_options(isolation_level="AUTOCOMMIT")


def mariadb(name=None, dialect="mysql"):
    url = sa.make_url(os.environ["LIMBECK_TEST_MYSQL"]).set(drivername=f"{dialect}+pymysql", database=name)
    return sa.create_engine(url)


def engine_for(dialect):
    if dialect in ("mysql", "mariadb"):
        scratch = SCRATCH if dialect == "mysql" else SCRATCH_MARIADB
        with mariadb().connect() as admin:
            admin.execute(sa.text(f"DROP DATABASE IF EXISTS {scratch}"))
            admin.execute(sa.text(f"CREATE DATABASE {scratch} DEFAULT CHARACTER SET utf8mb4"))
        return mariadb(scratch, dialect)
    if dialect == "sqlite":
        return sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with postgres().connect() as admin:
        admin.execute(sa.text(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)"))
        admin.execute(sa.text(f"CREATE DATABASE {SCRATCH}"))
    return postgres(SCRATCH)


def reflected(connection, inspector, schema, names):
    """What Alembic reflects, as our tree: columns and keys as of the Table, the rest as its records say."""
    def unique_tree(params, table):
        tree = trees.constraint_tree(compare_constraints._make_unique_constraint(impl, params, table))
        if params.get("duplicates_index"):
            tree["unique"]["duplicates_index"] = params["duplicates_index"]
        return tree

    impl = MigrationContext.configure(connection).impl
    found = []
    for name in sorted(names):
        table = sa.Table(name, sa.MetaData(), schema=schema)
        conv = _InspectorConv(inspector)
        conv.reflect_table(table)
        tree = trees.table_tree(table)
        uniques = [unique_tree(each, table) for each in conv.get_unique_constraints(name, schema)]
        tree["constraints"] = ([each for each in tree.get("constraints", ()) if "unique" not in each]
                               + uniques)
        tree["indexes"] = []
        for params in conv.get_indexes(name, schema):
            index = compare_constraints._make_index(impl, params, table)
            duplicates = params.get("duplicates_constraint")
            tree["indexes"].append(trees.index_tree(index)
                                   | ({"duplicates_constraint": duplicates} if duplicates else {}))
        if len(table.primary_key.columns):
            tree["primary_key"] = trees.constraint_tree(table.primary_key)["primary_key"]
        for column, made in zip(table.columns, tree["columns"]):
            made["autoincrement"] = {True: "yes", False: "no"}.get(column.autoincrement, "auto")
            default = str(getattr(getattr(column.server_default, "arg", None), "text", ""))
            sequence = re.match(r"nextval\('(.+?)'::regclass\)", default)
            if sequence and isinstance(column.type, (sa.INTEGER, sa.BIGINT)):
                owner = connection.execute(sa.text(OWNER), {"seqname": sequence.group(1)}).first()
                if owner and owner.attname == column.name:
                    made["owned_sequence"] = owner.relname
        found.append(tree)
    return found


# The comparison.

class Log(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, entry):
        text = re.sub(r" at 0x[0-9a-f]+", "", entry.getMessage())
        self.lines.append([entry.levelname, entry.name, text])


def hooks(options, calls):
    """Callbacks of `configure` that say what the case's options say."""
    answers = {}
    excluded = [tuple(each) for each in options.get("exclude_names", ())]
    if "exclude_names" in options:
        def include_name(name, kind, parents):
            calls.append(["name", name, kind, parents.get("schema_qualified_table_name")])
            return (kind, name) not in excluded
        answers["include_name"] = include_name
    unwanted = [tuple(each) for each in options.get("exclude_objects", ())]
    if "exclude_objects" in options:
        def include_object(item, name, kind, is_reflected, compare_to):
            calls.append(["object", name, kind, is_reflected, compare_to is not None])
            return (kind, name) not in unwanted
        answers["include_object"] = include_object
    for name in ("compare_type", "compare_server_default"):
        told = options.get(name)
        if isinstance(told, dict):
            def answer(context, inspected, declared, *rest, told=told, name=name):
                calls.append([name, declared.name, *[str(each) for each in rest[:0]]])
                return told.get(declared.name)
            answers[name] = answer
        elif told is not None:
            answers[name] = told
    for name in ("include_schemas", "autogenerate_plugins", "version_table", "version_table_schema"):
        if name in options:
            answers[name] = options[name]
    return answers


def directive(op):
    if isinstance(op, ops.ModifyTableOps):
        return {"modify_table": {"table": trees.qualified(op.table_name, op.schema),
                                 "operations": [operation(each) for each in op.ops]}}
    return {"operation": operation(op)}


def operation(op):
    if isinstance(op, ops.CreateTableOp):
        return trees.create_table_tree(op, op.to_table())
    if isinstance(op, (ops.CreateTableCommentOp, ops.DropTableCommentOp)):
        tree = trees.operation_tree(op)
        if op.existing_comment is not None:
            tree["comment_on_table"]["existing"] = op.existing_comment
        return tree
    if isinstance(op, ops.AlterColumnOp):
        return {"alter_column": alter(op)}
    if isinstance(op, ops.AddColumnOp):
        # The column belongs to its table, keys and indexes and all: only the column is rendered.
        return {"add_column": {"table": trees.qualified(op.table_name, op.schema),
                               "column": trees.column_tree(op.column)}}
    return trees.operation_tree(op)


def alter(op):
    tree = trees.alter_tree(op)
    tree.pop("drop_type_checks", None)
    tree.pop("add_type_checks", None)
    if op.modify_type is not None:
        tree["type"]["set"] = trees.type_tree(op.modify_type)
    if op.existing_type is not None:
        tree["type"]["existing"] = trees.type_tree(op.existing_type)
    return tree


def model_tree(metadata):
    tree = {"tables": [trees.table_tree(table) for table in metadata.tables.values()]}
    for table, made in zip(metadata.tables.values(), tree["tables"]):
        # A convention names keys that were declared on their columns, too.
        if table.primary_key.name is not None and len(table.primary_key.columns):
            made["primary_key"] = trees.constraint_tree(table.primary_key)["primary_key"]
    if metadata.schema:
        tree["schema"] = trees.identifier(metadata.schema)
    return tree


def make(source, dialect, variable):
    scope = namespace(dialect=dialect)
    exec(compile(source, "<case>", "exec"), scope)
    return scope[variable] if variable in scope else scope.get("statements", [])


def run(sections, dialect):
    options = json.loads(sections.get("options", "{}"))
    if dialect not in options.get("only", (*DIALECTS, "mariadb")):
        return None
    # Schemas of MariaDB are databases, those of the tests' neighbours among them.
    if dialect == "mariadb" and ("schemas" in options or "include_schemas" in options):
        return None
    engine = engine_for(dialect)
    out = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with engine.begin() as connection:
            if dialect == "sqlite":
                for schema in options.get("schemas", ()):
                    connection.exec_driver_sql(f"ATTACH ':memory:' AS {schema}")
            else:
                for schema in options.get("schemas", ()):
                    connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
            try:
                database = make(sections["database"], dialect, "metadata")
                if isinstance(database, sa.MetaData):
                    database.create_all(connection)
                else:
                    for statement in database:
                        connection.exec_driver_sql(statement)
                make(sections["model"], dialect, "metadata")
            except (sa.exc.DBAPIError, sa.exc.CompileError, KeyError):
                # Written for the other databases.
                if dialect == "mariadb" and "only" not in options:
                    return None
                raise
    model = make(sections["model"], dialect, "metadata")
    models = model if isinstance(model, list) else [model]
    calls, asked = [], []
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        # SQLAlchemy's own warnings while it reflects are the reflection's matter.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schemas = [None]
            if options.get("include_schemas"):
                schemas += [name for name in inspector.get_schema_names()
                            if name not in ("information_schema", inspector.default_schema_name)]
            excluded = [tuple(each) for each in options.get("exclude_names", ())]
            wanted = []
            there = inspector.get_schema_names() if dialect != "mariadb" else [SCRATCH_MARIADB]
            out["names"] = {"schemas": there,
                            "tables": [[schema, inspector.get_table_names(schema)] for schema in schemas]}
            for schema in schemas:
                if ("schema", schema) in excluded:
                    continue
                names = [name for name in inspector.get_table_names(schema)
                         if ("table", name) not in excluded
                         and (schema, name) != (options.get("version_table_schema"),
                                                options.get("version_table", "alembic_version"))]
                wanted += reflected(connection, inspector, schema, names)
            out["database"] = {"tables": wanted}
            out["default_schema"] = inspector.default_schema_name
        out["models"] = [model_tree(each) for each in models]
        log = Log()
        logger = logging.getLogger("alembic")
        logger.setLevel(logging.INFO)
        context = MigrationContext.configure(connection, opts={"compare_type": True, **hooks(options, calls)})
        scalar = Connection.scalar

        def counted(self, statement, *rest, **keywords):
            answer = scalar(self, statement, *rest, **keywords)
            if "anon_1" in str(statement):
                text = str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
                # What is doubled for the driver is sent once.
                asked.append([text.replace("%%", "%"), bool(answer)])
            return answer

        Connection.scalar = counted
        logger.addHandler(log)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            try:
                script = produce_migrations(context, model)
            except Exception as error:  # every exception is an expected result
                name = f"{type(error).__module__}.{type(error).__qualname__}"
                out["error"] = re.sub("0x[0-9a-f]+", "0x..", f"{name}: {error}")
            else:
                # Asked first: making trees of operations gives their columns to other tables.
                out["diffs"] = [re.sub(r" at 0x[0-9a-f]+", "", repr(each)) for each in script.upgrade_ops.as_diffs()]
            finally:
                Connection.scalar = scalar
                logger.removeHandler(log)
        if "error" not in out:
            out["upgrade"] = [directive(each) for each in script.upgrade_ops.ops]
            out["downgrade"] = [directive(each) for each in script.downgrade_ops.ops]
        # The lines about plugins are the same everywhere; the cases about plugins have them.
        out["log"] = [line for line in log.lines
                      if "autogenerate_plugins" in options or line[1] != "alembic.runtime.plugins"]
        out["warnings"] = [[each.category.__name__, str(each.message)] for each in seen
                           if each.category in (UserWarning, sa.exc.SAWarning)
                           and not str(each.message).startswith("Skipped unsupported reflection")]
        if asked:
            out["asked"] = asked
        if calls:
            out["calls"] = sorted(calls, key=str)
    engine.dispose()
    return out


def rerecord(text):
    out = [re.split(r"^=== ", text, flags=re.M)[0]]
    for title, sections in record.parse(text):
        out.append(f"=== {title}\n")
        for name in ("database", "model", "options"):
            if name in sections:
                out.append(f"-- {name} --\n{sections[name].strip()}\n")
        for dialect in NAMEABLE:
            if dialect not in os.environ.get("RECORD", dialect):
                if dialect in sections:
                    out.append(f"-- {dialect} --\n{sections[dialect].strip()}\n")
                continue
            try:
                found = run(sections, dialect)
            except Exception as error:
                raise SystemExit(f"{title}, {dialect}: {type(error).__name__}: {error}") from error
            if found is not None:
                lines = [json.dumps({key: value}, ensure_ascii=False) for key, value in found.items()]
                out.append(f"-- {dialect} --\n" + "\n".join(lines) + "\n")
        out.append("\n")
    return "".join(out).rstrip() + "\n"


def main(arguments):
    for path in arguments:
        old = pathlib.Path(path).read_text(encoding="utf-8")
        pathlib.Path(path).write_text(rerecord(old), encoding="utf-8")
    clear()


def clear():
    """Drops the scratch databases."""
    if "LIMBECK_TEST_POSTGRES" in os.environ:
        with postgres().connect() as admin:
            admin.execute(sa.text(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)"))
    if "LIMBECK_TEST_MYSQL" in os.environ:
        with mariadb().connect() as admin:
            for scratch in (SCRATCH, SCRATCH_MARIADB):
                admin.execute(sa.text(f"DROP DATABASE IF EXISTS {scratch}"))


if __name__ == "__main__":
    main(sys.argv[1:])
