"""DDL as statements: CREATE TABLE and its kin, and `create_all`."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ClauseElement, Executable


class BaseDDLElement(ClauseElement):
    """Any DDL."""


class ExecutableDDLElement(Executable, BaseDDLElement):
    """DDL that can be executed; users' subclasses are compiled by their `@compiles` function."""

    target = None
    _if_dialect = None

    def __init__(self):
        pass

    def against(self, target):
        """For one object of the schema."""
        new = self._clone()
        new.target = target
        return new

    def execute_if(self, dialect=None, callable_=None, state=None):
        """Only on some databases."""
        if callable_ is not None:
            _waist.refuse("execute_if(callable_=…)", "name the dialect in place of a function")
        new = self._clone()
        new._if_dialect = (dialect,) if isinstance(dialect, str) else tuple(dialect or ())
        return new

    def __call__(self, target, bind, **kw):
        if not self._if_dialect or bind.dialect.name in self._if_dialect:
            bind.execute(self.against(target))

    def _executable_tree(self):
        from sqlalchemy.sql.compiler import compiled_expression

        text = compiled_expression(self)
        if text is None:
            from sqlalchemy import exc

            raise exc.UnsupportedCompilationError(f"<{_waist.dialect_name()} compiler>", type(self))
        return {"verbatim": text}


DDLElement = ExecutableDDLElement


class DDL(ExecutableDDLElement):
    """DDL as text."""

    def __init__(self, statement, context=None):
        if not isinstance(statement, str):
            from sqlalchemy import exc

            raise exc.ArgumentError(f"Expected a string or unicode SQL statement, got {statement!r}")
        self.statement = statement
        self.context = context or {}

    def _executable_tree(self):
        context = dict(self.context)
        if self.target is not None:
            preparer = _waist.current_dialect().identifier_preparer
            table = self.target
            context.setdefault("table", preparer.quote(table.name))
            context.setdefault("schema", preparer.quote(table.schema) if table.schema else "")
            context.setdefault("fullname", preparer.format_table(table))
        return {"verbatim": self.statement % context}

    def __repr__(self):
        return f"<{type(self).__name__}@{id(self)}; {self.statement!r}>"


class _Operation(ExecutableDDLElement):
    # DDL that Limbeck has an operation for.

    def __init__(self, element, if_exists=False, if_not_exists=False, **kw):
        self.element = self.target = element
        self.if_exists = if_exists
        self.if_not_exists = if_not_exists

    def _operation_tree(self):
        raise NotImplementedError

    def _tree(self):
        return self._operation_tree()


class CreateTable(_Operation):
    """CREATE TABLE"""

    def __init__(self, element, include_foreign_key_constraints=None, if_not_exists=False):
        super().__init__(element, if_not_exists=if_not_exists)
        self.include_foreign_key_constraints = include_foreign_key_constraints

    def _operation_tree(self):
        table = self.element._tree()
        # The statement alone: indexes and comments are statements of their own.
        table["indexes"] = []
        return {"create_table": {"table": table, "if_not_exists": self.if_not_exists}}


class DropTable(_Operation):
    """DROP TABLE"""

    def _operation_tree(self):
        return {"drop_table": {"name": self.element._name_tree(), "if_exists": self.if_exists}}


class CreateIndex(_Operation):
    """CREATE INDEX"""

    def _operation_tree(self):
        return {
            "create_index": {
                "table": self.element.table._name_tree(),
                "index": self.element._tree(),
                "if_not_exists": self.if_not_exists,
            }
        }


class DropIndex(_Operation):
    """DROP INDEX"""

    def _operation_tree(self):
        index = self.element
        table = index.table
        return {
            "drop_index": {
                "name": _waist.name_tree(index.name),
                "table": None if table is None else _waist.name_tree(table.name),
                "schema": None if table is None else _waist.name_tree(table.schema),
                "if_exists": self.if_exists,
                "concurrently": bool(index._dialect_kw.get("postgresql_concurrently")),
            }
        }


class AddConstraint(_Operation):
    """ALTER TABLE … ADD CONSTRAINT"""

    def _operation_tree(self):
        return {
            "add_constraint": {
                "table": self.element.table._name_tree(),
                "constraint": self.element._tree(),
            }
        }


class DropConstraint(_Operation):
    """ALTER TABLE … DROP CONSTRAINT"""

    def __init__(self, element, cascade=False, if_exists=False, **kw):
        super().__init__(element, if_exists=if_exists)
        if cascade:
            _waist.refuse("DropConstraint(cascade=True)", "write the statement as SQL text")

    def _operation_tree(self):
        kinds = {"primary_key": "primary", "unique": "unique", "foreign_key": "foreignkey", "check": "check"}
        return {
            "drop_constraint": {
                "table": self.element.table._name_tree(),
                "name": _waist.name_tree(self.element.name),
                "kind": kinds.get(self.element._kind),
                "if_exists": self.if_exists,
            }
        }


class CreateSequence(_Operation):
    """CREATE SEQUENCE"""

    def _operation_tree(self):
        return {
            "create_sequence": {"sequence": self.element._tree(), "if_not_exists": self.if_not_exists}
        }


class DropSequence(_Operation):
    """DROP SEQUENCE"""

    def _operation_tree(self):
        return {"drop_sequence": {"sequence": self.element._tree(), "if_exists": self.if_exists}}


class CreateSchema(_Operation):
    """CREATE SCHEMA"""

    def _operation_tree(self):
        return {"create_schema": {"name": _waist.name_tree(self.element), "if_not_exists": self.if_not_exists}}


class DropSchema(_Operation):
    """DROP SCHEMA"""

    def __init__(self, element, cascade=False, if_exists=False):
        super().__init__(element, if_exists=if_exists)
        self.cascade = cascade

    def _operation_tree(self):
        return {
            "drop_schema": {
                "name": _waist.name_tree(self.element),
                "if_exists": self.if_exists,
                "cascade": self.cascade,
            }
        }


class SetTableComment(_Operation):
    """COMMENT ON TABLE"""

    def _operation_tree(self):
        return {"comment_on_table": {"table": self.element._name_tree(), "comment": self.element.comment}}


class DropTableComment(_Operation):
    """COMMENT ON TABLE … IS NULL"""

    def _operation_tree(self):
        return {"comment_on_table": {"table": self.element._name_tree(), "comment": None}}


class SetColumnComment(_Operation):
    """COMMENT ON COLUMN"""

    _comment = staticmethod(lambda column: column.comment)

    def _operation_tree(self):
        column = self.element
        comment = self._comment(column)
        state = "nothing" if comment is None else {"comment": comment}
        return {
            "alter_column": {
                "table": column.table._name_tree(),
                "column": _waist.name_tree(column.name),
                "type": {"existing": column.type._tree()},
                "comment": {"set": state},
            }
        }


class DropColumnComment(SetColumnComment):
    """COMMENT ON COLUMN … IS NULL"""

    _comment = staticmethod(lambda column: None)


class CreateColumn(BaseDDLElement):
    """A column's definition inside CREATE TABLE; only named by `@compiles`, which refuses it."""

    def __init__(self, element):
        self.element = element


# -- whole schemas


def sort_tables(tables, skip_fn=None, extra_dependencies=None):
    """Tables, each after those it refers to; in the order given where nothing decides."""
    tables = list(tables)
    known = set(map(id, tables))
    before = {id(table): [] for table in tables}
    for table in tables:
        for constraint in table._constraints:
            for fk in getattr(constraint, "elements", ()):
                if constraint.use_alter or skip_fn is not None and skip_fn(fk):
                    continue
                try:
                    referred = fk.column.table
                except AttributeError:
                    continue
                if referred is not table and id(referred) in known:
                    before[id(table)].append(referred)
        before[id(table)].extend(item for item in table._extra_dependencies if id(item) in known)
    done, result, entered = set(), [], set()

    def visit(table):
        if id(table) in done or id(table) in entered:
            return
        entered.add(id(table))
        for other in sorted(before[id(table)], key=lambda item: item.key):
            visit(other)
        entered.discard(id(table))
        done.add(id(table))
        result.append(table)

    remaining = list(tables)
    # In rounds, as a topological sort with a stable order gives them.
    while remaining:
        ready = [table for table in remaining if all(id(item) in done for item in before[id(table)])]
        if not ready:
            for table in remaining:
                visit(table)
            break
        for table in ready:
            done.add(id(table))
            result.append(table)
        remaining = [table for table in remaining if id(table) not in done]
    return result


def sort_tables_and_constraints(tables, filter_fn=None, extra_dependencies=None):
    """Tables in order, and the foreign keys to add afterwards."""
    return [(table, table.foreign_key_constraints) for table in sort_tables(tables)] + [(None, [])]


def create_all(metadata, bind, tables, checkfirst):
    """CREATE everything that is not there."""
    chosen = metadata.sorted_tables if tables is None else sort_tables(tables)
    with bind._ddl_connection() as connection, _waist.using_dialect(connection.dialect.name):
        for sequence in metadata._sequences.values():
            if tables is None and connection.dialect.supports_sequences:
                connection._run_ddl(CreateSequence(sequence, if_not_exists=bool(checkfirst)))
        for table in chosen:
            if checkfirst and connection._has_table(table.name, table.schema):
                continue
            connection._run_operation({"create_table": {"table": table._tree()}})


def drop_all(metadata, bind, tables, checkfirst):
    """DROP everything that is there."""
    chosen = metadata.sorted_tables if tables is None else sort_tables(tables)
    with bind._ddl_connection() as connection, _waist.using_dialect(connection.dialect.name):
        for table in reversed(chosen):
            if checkfirst and not connection._has_table(table.name, table.schema):
                continue
            connection._run_operation({"drop_table": {"name": table._name_tree()}})
        for item in metadata._registered:
            if hasattr(item, "_enum_tree") and tables is None:
                item.drop(connection, checkfirst=checkfirst)
