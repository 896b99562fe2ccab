"""One side of `ops_differential`: runs every case for a dialect and writes a JSON line for each.

    python ops_side.py real|ours postgresql|sqlite
"""

import datetime
import decimal
import io
import json
import sys
import uuid
import warnings

from ops_cases import cases

side, dialect = sys.argv[1:]
warnings.simplefilter("ignore")


def order_indexes():
    """Real Alembic writes the indexes of a table in an order that is by chance; here in the order they were made."""
    from sqlalchemy import Table

    class Ordered(dict):
        def add(self, item):
            self.setdefault(item)

        discard = remove = lambda self, item: self.pop(item, None)

    Table.indexes = property(
        lambda table: table.__dict__["indexes"],
        lambda table, value: table.__dict__.__setitem__("indexes", Ordered.fromkeys(value)),
    )


if side == "real":
    import alembic
    import alembic.operations.ops
    import sqlalchemy as sa
    from alembic import op
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.environment import EnvironmentContext
    from sqlalchemy.dialects import postgresql as pg

    order_indexes()
else:
    import _limbeck

    _limbeck.settings.update(dialect=dialect, environment={"as_sql": True, "command": "upgrade", "section": "alembic"})
    import alembic
    import alembic.operations.ops
    import sqlalchemy as sa
    from alembic import context, op
    from alembic.operations import Operations
    from sqlalchemy.dialects import postgresql as pg

names = {"op": op, "sa": sa, "pg": pg, "alembic": alembic, "datetime": datetime, "decimal": decimal, "uuid": uuid}


def run_real(body, convention):
    buffer = io.StringIO()
    out = {}
    try:
        with EnvironmentContext(Config(), None, as_sql=True) as environment:
            metadata = sa.MetaData(naming_convention=convention) if convention else None
            environment.configure(
                dialect_name=dialect,
                dialect_opts={"paramstyle": "named"},
                literal_binds=True,
                output_buffer=buffer,
                target_metadata=metadata,
            )
            with Operations.context(environment.get_context()):
                exec(body, dict(names))
    except Exception as error:
        out["error"] = f"{type(error).__module__}.{type(error).__qualname__}: {error}"
    return {"sql": buffer.getvalue(), **out}


def run_ours(body, convention):
    _limbeck.trees.clear()
    out = {}
    try:
        metadata = sa.MetaData(naming_convention=convention) if convention else None
        context.configure(
            dialect_name=dialect,
            dialect_opts={"paramstyle": "named"},
            literal_binds=True,
            target_metadata=metadata,
        )
        with Operations.context(context.get_context()):
            exec(body, dict(names))
    except BaseException as error:
        out["error"] = f"{type(error).__module__}.{type(error).__qualname__}: {error}"
        if "Refusal" not in out["error"]:
            import traceback

            out["traceback"] = traceback.format_exc()[-900:]
    return {"trees": list(_limbeck.trees), **out}


run = run_real if side == "real" else run_ours
for name, body, convention in cases():
    result = run(body, convention)
    print(json.dumps({"name": name, "convention": convention, **result}))
