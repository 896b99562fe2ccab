"""DDL as statements: CREATE TABLE and its kin, and `create_all`."""

from sqlalchemy import _waist, event
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
        # The statement alone: indexes are statements of their own, and so are comments but on MySQL.
        table["indexes"] = []
        if not _waist.current_dialect().inline_comments:
            table.pop("comment", None)
            for column in table["columns"]:
                column.pop("comment", None)
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
                "schema": None if table is None else _waist.name_tree(table.schema or None),
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
    """Tables, each after those it refers to; in the order given where nothing decides.

    Where tables refer to each other in a circle, the foreign keys of these tables do not count.
    """
    tables = list(tables)
    known = set(map(id, tables))
    before = {id(table): [] for table in tables}
    for table in tables:
        for constraint in table._constraints:
            for fk in getattr(constraint, "elements", ()):
                if constraint.use_alter or (skip_fn is not None and skip_fn(fk)):
                    continue
                try:
                    referred = fk.column.table
                except AttributeError:
                    continue
                if referred is not table and id(referred) in known:
                    before[id(table)].append(referred)
    fixed = {id(table): [item for item in table._extra_dependencies if id(item) in known] for table in tables}
    result, remaining = _in_rounds(tables, {key: [*before[key], *fixed[key]] for key in before})
    if not remaining:
        return result
    circular = _in_circles(remaining, before)
    _warn_of_circles(circular)
    for table in circular:
        before[id(table)] = []
    result, remaining = _in_rounds(tables, {key: [*before[key], *fixed[key]] for key in before})
    if remaining:
        from sqlalchemy import exc

        raise exc.CircularDependencyError("Circular dependency detected.", circular, [])
    return result


def _in_rounds(tables, before):
    # The sorted tables, and those that no order can be found for.
    done, result, remaining = set(), [], list(tables)
    while remaining:
        ready = [table for table in remaining if all(id(item) in done for item in before[id(table)])]
        if not ready:
            break
        done.update(map(id, ready))
        result.extend(ready)
        remaining = [table for table in remaining if id(table) not in done]
    return result, remaining


def _in_circles(tables, before):
    # Those from which the way along `before` leads back.
    found = []
    for table in tables:
        seen, waiting = set(), list(before[id(table)])
        while waiting:
            other = waiting.pop()
            if other is table:
                found.append(table)
                break
            if id(other) not in seen:
                seen.add(id(other))
                waiting.extend(before[id(other)])
    return found


def _warn_of_circles(tables):
    names = ", ".join(sorted(table.fullname for table in tables))
    _waist.warn(
        f'Cannot correctly sort tables; there are unresolvable cycles between tables "{names}", which is usually '
        "caused by mutually dependent foreign key constraints.  Foreign key constraints involving these tables will "
        "not be considered; this warning may raise an error in a future release."
    )


def sort_tables_and_constraints(tables, filter_fn=None, extra_dependencies=None):
    """Tables in order, and the foreign keys to add afterwards."""
    return [(table, table.foreign_key_constraints) for table in sort_tables(tables)] + [(None, [])]


def creation_plan(tables):
    """Tables in order, and the foreign keys that are added after them: `use_alter`, and those in circles."""
    tables = list(tables)
    known = set(map(id, tables))

    def referred(table):
        found = []
        for constraint in table._constraints:
            elements = getattr(constraint, "elements", None)
            if elements and not constraint.use_alter:
                other = constraint.referred_table
                if other is not table and id(other) in known:
                    found.append(other)
        return found

    edges = {id(table): referred(table) for table in tables}

    def circular(table):
        seen, waiting = set(), list(edges[id(table)])
        while waiting:
            other = waiting.pop()
            if other is table:
                return True
            if id(other) not in seen:
                seen.add(id(other))
                waiting.extend(edges[id(other)])
        return False

    later = []
    for table in tables:
        in_circle = circular(table)
        for constraint in table._constraints:
            if hasattr(constraint, "elements") and (constraint.use_alter or in_circle):
                later.append(constraint)
    aside = set(map(id, later))
    return sort_tables(tables, skip_fn=lambda fk: id(fk.constraint) in aside), later


def create_all(metadata, bind, tables, checkfirst):
    """CREATE everything that is not there."""
    chosen = list(metadata.tables.values()) if tables is None else list(tables)
    event.refuse_ddl_listeners(metadata, chosen)
    with bind._ddl_connection() as connection, _waist.using_dialect(connection.dialect.name):
        checkfirst = checkfirst and connection._can_check
        if checkfirst:
            chosen = [table for table in chosen if not connection._has_table(table.name, table.schema)]
        ordered, later = creation_plan(chosen)
        if connection.dialect.supports_sequences:
            for sequence in metadata._sequences.values():
                if sequence.optional or tables is not None and not _used_by(sequence, tables):
                    continue
                connection._run_ddl(CreateSequence(sequence, if_not_exists=bool(checkfirst)))
        _own_types("create_enum", metadata, connection, checkfirst, tables)
        aside = set(map(id, later))
        for table in ordered:
            tree = table._tree()
            if aside:
                tree["constraints"] = [
                    item._tree()
                    for item in table._listed_constraints()
                    if item._wanted() and id(item) not in aside
                ]
            connection._run_operation({"create_table": {"table": tree}})
        if connection.dialect.supports_alter:
            for constraint in later:
                connection._run_ddl(AddConstraint(constraint))


def _used_by(sequence, tables):
    return any(column.default is sequence for table in tables for column in table.c)


def _own_types(operation, metadata, connection, checkfirst, tables):
    # Enumerations that belong to the MetaData and not to a table.
    if tables is None and connection.dialect.name == "postgresql":
        for item in metadata._registered:
            if getattr(item, "_metadata_given", False) and item.native_enum:
                connection._run_operation({operation: {"type": item._enum_tree(), "check_first": bool(checkfirst)}})


def drop_all(metadata, bind, tables, checkfirst):
    """DROP everything that is there."""
    chosen = list(metadata.tables.values()) if tables is None else list(tables)
    event.refuse_ddl_listeners(metadata, chosen)
    with bind._ddl_connection() as connection, _waist.using_dialect(connection.dialect.name):
        checkfirst = checkfirst and connection._can_check
        if checkfirst:
            chosen = [table for table in chosen if connection._has_table(table.name, table.schema)]
        ordered, later = creation_plan(chosen)
        if connection.dialect.supports_alter:
            for constraint in later:
                if constraint.name is None:
                    from sqlalchemy import exc

                    names = ", ".join(sorted(table.fullname for table in chosen))
                    raise exc.CircularDependencyError(
                        "", [], [], msg="Can't sort tables for DROP; an unresolvable foreign key dependency exists "
                        f"between tables: {names}.  Please ensure that the ForeignKey and ForeignKeyConstraint objects "
                        "involved in the cycle have names so that they can be dropped using DROP CONSTRAINT.",
                    )
                connection._run_ddl(DropConstraint(constraint))
        for table in reversed(ordered):
            connection._run_operation({"drop_table": {"name": table._name_tree()}})
        if connection.dialect.supports_sequences and tables is None:
            for sequence in metadata._sequences.values():
                connection._run_ddl(DropSequence(sequence, if_exists=bool(checkfirst)))
        if connection.dialect.name == "postgresql":
            for item in _types_of(metadata, chosen, tables is None):
                connection._run_operation({"drop_enum": {"type": item._enum_tree(), "check_first": bool(checkfirst)}})


def _types_of(metadata, tables, everything):
    found = []
    for item in metadata._registered:
        if not hasattr(item, "_enum_tree") or not item.native_enum or not item.create_type:
            continue
        used = any(column.type is item for table in tables for column in table.c)
        if everything or used and not item._metadata_given:
            found.append(item)
    return found
