#!/usr/bin/env python3
"""Records the expected sections of *.case files from real Alembic.

    python record.py FILE.case…        rewrites each file in place
    python record.py --check FILE.case…   says which files would change

Each case's Python is run offline under Alembic's own EnvironmentContext for every dialect, once
more only to catch its operations, which `trees.py` writes as the tree that Limbeck compiles. The
format is described in ../README.md.
"""
from __future__ import annotations

import datetime
import decimal
import io
import json
import re
import sys
import uuid
import warnings

import alembic.op
import sqlalchemy as sa
import sqlalchemy.sql.schema as sa_schema
from alembic.config import Config
from alembic.operations import BatchOperations, Operations, ops
from alembic.operations import batch as alembic_batch
from alembic.runtime.environment import EnvironmentContext
from sqlalchemy.dialects import mysql, postgresql, sqlite

import trees

DIALECTS = ("postgresql", "sqlite", "mysql", "mariadb")

# Indexes and constraints are in sets; both the trees and the recorded SQL want the order of definition.
_count = iter(range(10**9))
_index_init = sa.Index.__init__


def _counted(self, *args, **kwargs):
    self._limbeck_order = next(_count)
    _index_init(self, *args, **kwargs)


sa.Index.__init__ = _counted


class Ordered(set):
    def __iter__(self):
        return iter(sorted(set.__iter__(self), key=order_of))


def order_of(item):
    return item._limbeck_order if isinstance(item, sa.Index) else item._creation_order


def ordered_attribute(name):
    return property(lambda self: self.__dict__[name],
                    lambda self, value: self.__dict__.__setitem__(name, Ordered(value)))


sa.Table.indexes = ordered_attribute("indexes")
sa.Table.constraints = ordered_attribute("constraints")
sa.Column.constraints = ordered_attribute("constraints")


def namespace():
    return {"op": alembic.op, "sa": sa, "postgresql": postgresql, "sqlite": sqlite, "mysql": mysql,
            "bind": alembic.op.get_bind, "datetime": datetime, "decimal": decimal, "uuid": uuid}


def environment(dialect, naming, options, buffer):
    env = EnvironmentContext(Config(), None, as_sql=True)
    opts = {} if options.get("paramstyle") == "default" else {"dialect_opts": {"paramstyle": "named"}}
    if naming:
        opts["target_metadata"] = sa.MetaData(naming_convention=naming)
    with env:
        env.configure(dialect_name=dialect, literal_binds=True, output_buffer=buffer, **opts)
        return env.get_context()


def record(source, dialect, naming, options):
    buffer = io.StringIO()
    context = environment(dialect, naming, options, buffer)
    if "server" in options and dialect == "postgresql":
        version = tuple(options["server"])
        context.impl.dialect.supports_virtual_generated_columns = version >= (18,)
        context.impl.dialect.supports_identity_columns = version >= (10,)
    tail = ""
    with warnings.catch_warnings(record=True) as seen, Operations.context(context):
        warnings.simplefilter("always")
        try:
            exec(compile(source, "<case>", "exec"), namespace())
        except Exception as error:  # every exception is an expected result
            module = type(error).__module__
            name = f"{module}.{type(error).__qualname__}"
            tail = f"! {name}: {re.sub('0x[0-9a-f]+', '0x..', str(error))}".rstrip() + "\n"
    notes = "".join(f"? {each.category.__name__}: {each.message}\n" for each in seen
                    if "not a valid" not in str(each.message))
    # After an error Limbeck writes nothing at all.
    return notes + (tail or buffer.getvalue().strip() + "\n")


class Catcher:
    """Catches operations without running them."""

    def __init__(self):
        self.caught = []

    def invoke(self, operations, op):
        if isinstance(operations, BatchOperations):
            self.batch["operations"].append(trees.operation_tree(op))
            return None
        if isinstance(op, ops.CreateTableOp):
            table = op.to_table()
            self.caught.append(trees.create_table_tree(op, table))
            return table
        self.caught.append(trees.operation_tree(op))
        return None


def catch(source):
    catcher = Catcher()
    default = sa_schema.DEFAULT_NAMING_CONVENTION
    invoke, flush = Operations.invoke, alembic_batch.BatchOperationsImpl.flush
    batch_invoke = BatchOperations.invoke
    enum_create, enum_drop = sa.Enum.create, sa.Enum.drop
    pg_create, pg_drop = postgresql.ENUM.create, postgresql.ENUM.drop
    init = alembic_batch.BatchOperationsImpl.__init__

    def started(self, operations, table_name, schema, recreate, copy_from, table_args, table_kwargs, reflect_args,
                reflect_kwargs, naming_convention, partial_reordering):
        init(self, operations, table_name, schema, recreate, copy_from, table_args, table_kwargs, reflect_args,
             reflect_kwargs, naming_convention, partial_reordering)
        convention = naming_convention if copy_from is None else copy_from.metadata.naming_convention
        catcher.batch = trees.clean(
            table=trees.qualified(table_name, schema), recreate=recreate,
            copy_from=trees.table_tree(copy_from) if copy_from is not None else None,
            table_args=trees.around_tree(table_name, schema, table_args, table_kwargs),
            table_options=list(table_kwargs), reflect_args=trees.around_tree(table_name, schema, reflect_args, {}),
            naming_convention=convention and dict(convention),
            partial_reordering=[list(group) for group in partial_reordering or ()])
        catcher.batch["operations"] = []

    def type_op(kind):
        def run(self, bind, checkfirst=False, **_):
            catcher.caught.append({kind: {"type": trees.enum_tree(self), "check_first": bool(checkfirst)}})
        return run

    sa_schema.DEFAULT_NAMING_CONVENTION = {}
    Operations.invoke = BatchOperations.invoke = lambda self, op: catcher.invoke(self, op)
    alembic_batch.BatchOperationsImpl.__init__ = started
    alembic_batch.BatchOperationsImpl.flush = lambda self: catcher.caught.append({"batch": catcher.batch})
    sa.Enum.create = postgresql.ENUM.create = type_op("create_enum")
    sa.Enum.drop = postgresql.ENUM.drop = type_op("drop_enum")
    try:
        with Operations.context(environment("postgresql", None, {}, io.StringIO())):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exec(compile(source, "<case>", "exec"), namespace())
    finally:
        sa_schema.DEFAULT_NAMING_CONVENTION = default
        Operations.invoke, alembic_batch.BatchOperationsImpl.flush = invoke, flush
        BatchOperations.invoke = batch_invoke
        alembic_batch.BatchOperationsImpl.__init__ = init
        sa.Enum.create, sa.Enum.drop = enum_create, enum_drop
        postgresql.ENUM.create, postgresql.ENUM.drop = pg_create, pg_drop
    return catcher.caught


def parse(text):
    """The head of a file, and its cases as (title, {section: text})."""
    head, *bodies = re.split(r"^=== (.*)\n", text, flags=re.M)
    for title, body in zip(bodies[::2], bodies[1::2]):
        _, *parts = re.split(r"^-- (\w+) --\n", body, flags=re.M)
        yield title.strip(), dict(zip(parts[::2], parts[1::2]))


def rerecord(text):
    out = [re.split(r"^=== ", text, flags=re.M)[0]]
    for title, sections in parse(text):
        source = sections["python"].strip() + "\n"
        naming = json.loads(sections["naming"]) if "naming" in sections else None
        options = json.loads(sections["options"]) if "options" in sections else {}
        out.append(f"=== {title}\n-- python --\n{source}")
        for name in ("naming", "options"):
            if name in sections:
                out.append(f"-- {name} --\n{sections[name].strip()}\n")
        if options.get("by_hand"):
            operations = sections["operations"].strip()
        else:
            try:
                operations = "\n".join(json.dumps(tree, ensure_ascii=False) for tree in catch(source))
            except Exception as error:
                raise SystemExit(f"{title}: no tree: {type(error).__name__}: {error}") from error
        out.append(f"-- operations --\n{operations}\n")
        recorded = {}
        for dialect in DIALECTS:
            recorded[dialect] = record(source, dialect, naming, options)
            # MariaDB is written where it differs from MySQL.
            if dialect != "mariadb" or recorded["mariadb"] != recorded["mysql"]:
                out.append(f"-- {dialect} --\n{recorded[dialect]}")
        out.append("\n")
    return "".join(out).rstrip() + "\n"


def main(arguments):
    check = "--check" in arguments
    stale = 0
    for path in (each for each in arguments if not each.startswith("-")):
        with open(path, encoding="utf-8") as file:
            old = file.read()
        new = rerecord(old)
        if new != old:
            stale += 1
            print(("stale: " if check else "recorded: ") + path)
            if not check:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(new)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
