#!/usr/bin/env python3
"""Records how real Alembic renders directives: `python record.py` writes *.case beside itself.

`cases.py` has the cases: a title, options of `context.configure()`, and Python that makes a list of operations.
The trees that Limbeck renders come from `../ddl/trees.py`. The format is described in ../README.md.
"""
from __future__ import annotations

import json
import re
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "ddl"))

import sqlalchemy as sa
from alembic.autogenerate import api, render
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy.dialects import mysql, postgresql, sqlite

import cases
import trees
from trees import clean, constraint_tree, identifier, index_tree, operation_tree, qualified, table_tree

DIALECTS = ("postgresql", "sqlite", "mysql")
DEFAULTS = {"sqlalchemy_module_prefix": "sa.", "alembic_module_prefix": "op.", "user_module_prefix": None,
            "render_as_batch": False}


def index_with_keywords(index):
    """An index with what the front end keeps for rendering: keywords in their order, plain values as source."""
    found = index_tree(index)
    plain = (str, int, bool, list, tuple, dict, type(None))
    keywords = {key: repr(value) if isinstance(value, plain) else None for key, value in index.dialect_kwargs.items()}
    return found | ({"keywords": keywords} if keywords else {})


def keep_keywords(found, keywords):
    """A table with what the front end keeps for rendering."""
    if keywords:
        options = found.setdefault("options", {})
        options["keywords"] = {key: repr(value) for key, value in keywords.items()}
        for dialect in ("mysql", "mariadb"):
            own = options.get(dialect, {}).get("options", {})
            own.update({key: str(value) for key, value in own.items()})


def directive(op):
    """An operation as Limbeck's `Directive`."""
    if isinstance(op, ops.ModifyTableOps):
        return {"modify_table": {"table": qualified(op.table_name, op.schema),
                                 "operations": [tree(each) for each in op.ops]}}
    return {"operation": tree(op)}


def tree(op):
    """An operation as Limbeck's `Operation`; what autogenerate knows besides is in it too."""
    if isinstance(op, ops.CreateTableOp):
        table = op.to_table()
        found = table_tree(table)
        found.pop("indexes", None)
        keep_keywords(found, op.kw)
        if table.info:
            found["info"] = repr(table.info)
        return {"create_table": clean(table=found, if_not_exists=op.if_not_exists)}
    if isinstance(op, ops.CreateIndexOp):
        return {"create_index": clean(table=qualified(op.table_name, op.schema), index=index_with_keywords(op.to_index()),
                                      if_not_exists=op.if_not_exists)}
    if isinstance(op, ops.DropIndexOp):
        index = op.to_index()
        return {"drop_index": clean(
            name=identifier(op.index_name), table=identifier(op.table_name), schema=identifier(op.schema),
            if_exists=op.if_exists, concurrently=op.kw.get("postgresql_concurrently"), existing=index_with_keywords(index))}
    if isinstance(op, ops.CreateForeignKeyOp):
        item = op.to_constraint()
        found = constraint_tree(item)
        # The trees of DDL take what the constraint has; rendering takes what the operation was given.
        found["foreign_key"]["name"] = identifier(op.constraint_name)
        return {"add_constraint": {"table": qualified(op.source_table, op.kw.get("source_schema")),
                                   "constraint": found}}
    if isinstance(op, ops.AddConstraintOp):
        return {"add_constraint": {"table": qualified(op.table_name, op.schema),
                                   "constraint": constraint_tree(op.to_constraint())}}
    if isinstance(op, ops.DropConstraintOp):
        return {"drop_constraint": clean(table=qualified(op.table_name, op.schema),
                                         name=identifier(op.constraint_name), kind=op.constraint_type,
                                         if_exists=op.if_exists)}
    if isinstance(op, ops.AddColumnOp):
        return {"add_column": clean(table=qualified(op.table_name, op.schema), column=trees.column_tree(op.column),
                                    if_not_exists=op.if_not_exists)}
    if isinstance(op, ops.DropColumnOp):
        return {"drop_column": clean(table=qualified(op.table_name, op.schema), column=identifier(op.column_name),
                                     if_exists=op.if_exists)}
    if isinstance(op, ops.CreateTableCommentOp):
        return {"comment_on_table": clean(table=qualified(op.table_name, op.schema), existing=op.existing_comment)
                | {"comment": op.comment}}
    if isinstance(op, ops.DropTableCommentOp):
        return {"comment_on_table": clean(table=qualified(op.table_name, op.schema), existing=op.existing_comment)}
    return operation_tree(op)


def rendered(dialect, options, made):
    """What real Alembic makes of the operations: text, import lines, warnings; or the exception."""
    context = MigrationContext.configure(dialect_name=dialect, opts=DEFAULTS | options)
    autogenerate = api.AutogenContext(context, autogenerate=False)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            text = render._indent(render._render_cmd_body(ops.UpgradeOps(made), autogenerate))
        except Exception as error:
            text = re.sub("0x[0-9a-f]+", "0x...", f"! {type(error).__name__}: {error}")
    texts = "".join(f"? {each.message}\n" for each in caught if issubclass(each.category, UserWarning))
    return texts + "".join(f"+ {line}\n" for line in sorted(autogenerate.imports)) + text


def names():
    """The names of a case's Python."""
    from sqlalchemy.sql.elements import conv

    return {"sa": sa, "ops": ops, "postgresql": postgresql, "mysql": mysql, "sqlite": sqlite, "conv": conv,
            "table": cases.table, "CREATE": ops.CreateTableOp.from_table, "user": cases}


def record(title, options, code):
    """One case in the form of the files."""
    options = dict(options)
    wanted = options.pop("dialects", DIALECTS)
    lines = [f"=== {title}", "-- python --", code]
    if options:
        lines += ["-- options --", json.dumps(options)]
    real = {key: value for key, value in options.items() if key != "metadata_schema"}
    made = eval(code, names())
    lines += ["-- directives --", *(json.dumps(directive(each)) for each in made)]
    for dialect in wanted:
        lines += [f"-- {dialect} --", rendered(dialect, real, eval(code, names()))]
    return "\n".join(lines) + "\n"


def main():
    folder = Path(__file__).parent
    broken = 0
    for name, entries in cases.CASES.items():
        texts = []
        for entry in entries:
            try:
                texts.append(record(*entry))
            except Exception as error:
                broken += 1
                print(f"{name}: {entry[0]}: {type(error).__name__}: {error}", file=sys.stderr)
        (folder / f"{name}.case").write_text("\n".join(texts))
    sys.exit(broken > 0)


if __name__ == "__main__":
    main()
