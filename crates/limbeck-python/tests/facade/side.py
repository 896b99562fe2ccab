"""Runs cases under one SQLAlchemy, the real or the stand-in, and prints what they showed as JSON.

usage: side.py real|ours CASE_FILE
A case file is Python source cut at lines `# case: name`; what stands before the first is run before each.
Cases call `show(value)`, `attempt(function)` and `sql(thing, dialect)`.
"""

import json
import pathlib
import re
import sys
import warnings

HERE = pathlib.Path(__file__).parent
if sys.argv[1] == "ours":
    sys.path[:0] = [str(HERE), str(HERE.parents[1] / "lib")]
ADDRESS = re.compile(r"0x[0-9a-f.]{2,}")


def plain(value):
    text = value if isinstance(value, str) else repr(value)
    return re.sub(r"%\(\d{9,} ", "%(", ADDRESS.sub("0x", text))


def structure(table):
    """A table as both sides can show it."""
    lines = [f"{table.fullname} {table.comment!r} {sorted(table.dialect_kwargs)}"]
    for column in table.c:
        lines.append(f"  {column!r} key={column.key} nullable={column.nullable} auto={column.autoincrement}")
    for constraint in sorted(table.constraints, key=lambda item: item._creation_order):
        names = [column.name for column in getattr(constraint, "columns", ())]
        lines.append(f"  {type(constraint).__name__} {names}")
        for fk in getattr(constraint, "elements", ()):
            lines.append(f"    -> {fk.target_fullname} {fk.ondelete} {fk.onupdate} {fk.deferrable} {fk.use_alter}")
    for index in sorted(table.indexes, key=lambda item: str(item.name)):
        lines.append(f"  Index unique={bool(index.unique)} {len(list(index.expressions))}")
    return "\n".join(lines)


def as_statement(thing):
    """A bare expression inside a SELECT, ordering words in its ORDER BY."""
    from sqlalchemy import literal_column, select
    from sqlalchemy.sql.elements import ColumnElement, UnaryExpression

    if not isinstance(thing, ColumnElement):
        return thing
    if isinstance(thing, UnaryExpression) and any(
        word in str(getattr(thing.modifier, "__name__", thing.modifier)) for word in ("desc", "asc", "nulls")
    ):
        return select(literal_column("1")).order_by(thing)
    return select(thing)


def real_sql(thing, dialect):
    from sqlalchemy import MetaData, Table, create_mock_engine
    from sqlalchemy.dialects import mysql, postgresql, sqlite
    from sqlalchemy.sql.type_api import TypeEngine

    made = {"postgresql": postgresql, "sqlite": sqlite, "mysql": mysql}[dialect].dialect(paramstyle="named")
    if isinstance(thing, (Table, MetaData)):
        found = []
        engine = create_mock_engine(
            {"postgresql": "postgresql://", "sqlite": "sqlite://", "mysql": "mysql+pymysql://"}[dialect]
            if dialect != "mysql"
            else "mysql://",
            lambda statement, *args, **kw: found.append(str(statement.compile(dialect=made)).strip()),
        )
        tables = [thing] if isinstance(thing, Table) else None
        (thing.metadata if isinstance(thing, Table) else thing).create_all(engine, tables=tables, checkfirst=False)
        return "\n".join(found).replace("\t", "    ")
    if isinstance(thing, TypeEngine):
        return thing.compile(dialect=made)
    thing = as_statement(thing)
    return str(thing.compile(dialect=made, compile_kwargs={"literal_binds": True})).strip().replace("\t", "    ")


class Collecting:
    """A connection that keeps the operations it is asked for."""

    _can_check = False

    def __init__(self, name):
        from sqlalchemy.engine.default import dialect_for

        self.dialect = dialect_for(name)
        self.operations = []

    def _ddl_connection(self):
        from sqlalchemy.engine.base import _Borrowed

        return _Borrowed(self)

    def _has_table(self, name, schema):
        return False

    def _run_operation(self, operation):
        self.operations.append(operation)

    def _run_ddl(self, element):
        self.operations.append(element._operation_tree())


def our_sql(thing, dialect):
    import _limbeck
    from sqlalchemy import MetaData, Table, _waist
    from sqlalchemy.sql.type_api import TypeEngine

    with _waist.using_dialect(dialect):
        if isinstance(thing, (Table, MetaData)):
            bind = Collecting(dialect)
            metadata = thing.metadata if isinstance(thing, Table) else thing
            metadata.create_all(bind, tables=[thing] if isinstance(thing, Table) else None, checkfirst=False)
            convention = metadata._convention_of_tables() or {"ix": "ix_%(column_0_label)s"}
            return "\n".join(_limbeck.operations_sql(bind.operations, dialect, naming_convention=convention))
        if isinstance(thing, TypeEngine):
            return _limbeck.compile("type", thing._tree(), dialect, {})
        if hasattr(thing, "_operation_tree"):
            return _limbeck.compile("operation", thing._operation_tree(), dialect, {})
        if thing._tree_kind == "executable" or getattr(thing, "is_text", False):
            return _limbeck.compile("executable", thing._executable_tree(), dialect, {})
        return _limbeck.compile("executable", as_statement(thing)._executable_tree(), dialect, {})


def main():
    side, path = sys.argv[1:]
    source = pathlib.Path(path).read_text()
    head, *cases = re.split(r"^# case: (.*)\n", source, flags=re.M)
    results = {}
    for name, body in zip(cases[::2], cases[1::2]):
        shown = []
        maker = real_sql if side == "real" else our_sql

        def attempt(function, shown=shown):
            try:
                shown.append(plain(function()))
            except Exception as error:  # noqa: BLE001 - the error is the result
                shown.append(f"{type(error).__module__}.{type(error).__name__}: {plain(str(error))}")
            except BaseException as error:  # noqa: BLE001
                shown.append(f"REFUSED {error}")

        def sql(thing, *dialects, attempt=attempt, maker=maker):
            for dialect in dialects or ("postgresql", "sqlite"):
                attempt(lambda: dialect + ": " + maker(thing, dialect))

        module = type(sys)("cases")
        sys.modules["cases"] = module
        namespace = module.__dict__
        namespace.update(show=lambda *values: shown.extend(map(plain, values)), attempt=attempt, sql=sql,
                         structure=lambda table: shown.append(plain(structure(table))))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            attempt(lambda: exec(builtin_compile(head + body, path, "exec"), namespace))
        if shown and shown[-1] == "None":
            shown.pop()
        results[name] = shown
    json.dump(results, sys.stdout)


builtin_compile = compile
if __name__ == "__main__":
    main()
