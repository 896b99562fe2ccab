"""INSERT, UPDATE and DELETE."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ClauseElement, DialectKWArgs, Executable
from sqlalchemy.sql.elements import BindParameter, ColumnClause, ColumnElement, _clause_of, coerce
from sqlalchemy.sql.sqltypes import NULLTYPE


def table_of(entity):
    """The table that a statement is about: a table, or a mapped class's."""
    entity = _clause_of(entity)
    table = getattr(entity, "__table__", None)
    if table is not None:
        return table
    if isinstance(entity, ClauseElement):
        return entity
    from sqlalchemy import exc

    raise exc.ArgumentError(
        f"subject table for an INSERT, UPDATE or DELETE expected, got {entity!r}."
    )


class UpdateBase(DialectKWArgs, Executable, ClauseElement):
    """A statement that writes."""

    _tree_kind = "executable"
    is_dml = True
    _kwarg_kind = "update"

    def __init__(self, table):
        self.table = table_of(table)
        self._returning = []
        self._prefixes = []
        self._ctes = []
        self._dialect_kw = {}

    @property
    def entity_description(self):
        """What is written."""
        return {"name": self.table.name, "table": self.table}

    def params(self, *args, **kw):
        """Not for these statements."""
        raise NotImplementedError(
            "params() is not supported for INSERT/UPDATE/DELETE statements. To set the values for an INSERT or UPDATE "
            "statement, use stmt.values(**parameters)."
        )

    def returning(self, *cols, sort_by_parameter_order=False, **kw):
        """RETURNING"""
        from sqlalchemy.sql.selectable import column_list

        new = self._clone()
        new._returning = [*self._returning, *column_list(cols)]
        return new

    def return_defaults(self, *cols, **kw):
        """The ORM's business; the statement stays the same."""
        return self

    def prefix_with(self, *prefixes, dialect=None):
        """Words after the verb."""
        new = self._clone()
        if dialect is None or dialect in ("*", _waist.dialect_name()):
            new._prefixes = [*self._prefixes, *[getattr(prefix, "text", prefix) for prefix in prefixes]]
        return new

    def with_hint(self, text, selectable=None, dialect_name="*"):
        """Hints; not supported."""
        _waist.refuse("with_hint()", "write the statement as text()")

    def with_dialect_options(self, **opt):
        """Options named after a dialect."""
        self._check_dialect_kwargs(opt)
        if opt:
            _waist.refuse("with_dialect_options()", "write the statement as text()")
        return self

    def add_cte(self, *ctes, nest_here=False):
        """WITH; not supported before a statement that writes."""
        _waist.refuse("add_cte() on INSERT, UPDATE or DELETE", "write the statement as text()")

    def cte(self, name=None, recursive=False, nesting=False):
        """The statement as part of another; not supported."""
        _waist.refuse("cte() of INSERT, UPDATE or DELETE", "write the statement as text()")

    def _tree(self):
        """The Statement tree."""
        return {self._verb: self._statement_tree()}

    def _executable_tree(self):
        return {"statement": self._tree()}

    def _column_of(self, key):
        # The column that a key of `values()` means.
        key = _clause_of(key)
        if isinstance(key, ColumnElement):
            found = self.table.c.get(getattr(key, "key", None))
            return key if found is None else found
        found = self.table.c.get(key)
        if found is None:
            found = next((column for column in self.table.c if column.name == key), None)
        return found

    def _known(self, values):
        """Values by column, in the order of the statement; CompileError for columns nobody knows."""
        found, unknown = [], []
        for key, value in values.items():
            column = self._column_of(key)
            if column is None:
                unknown.append(str(key))
            else:
                found.append((column, value))
        if unknown:
            from sqlalchemy import exc

            raise exc.CompileError(f"Unconsumed column names: {', '.join(sorted(unknown))}")
        return found

    def _target(self, column):
        return {"name": _waist.name_tree(column.name), "type": column.type._value_type_tree()}

    def _returning_tree(self):
        return [column._expression_tree() for column in self._returning]


def value_clause(column, value, name=None):
    """What stands for a value of a column."""
    value = _clause_of(value)
    if isinstance(value, BindParameter):
        if value.type._isnull:
            value = value._clone()
            value.type = column.type
        return value
    if isinstance(value, ClauseElement):
        return coerce(value)
    return BindParameter(name or column.key, value, type_=column.type)


class ValuesBase(UpdateBase):
    """A statement with values."""

    def __init__(self, table):
        super().__init__(table)
        self._values = {}
        self._multi = None
        self._select = None

    def values(self, *args, **kwargs):
        """The values, by column or name."""
        from sqlalchemy import exc

        new = self._clone()
        if len(args) > 1:
            raise exc.ArgumentError("Only a single dictionary/tuple or list of dictionaries/tuples is accepted positionally.")
        if self._select is not None:
            raise exc.InvalidRequestError("This construct already inserts from a SELECT")
        given = {}
        if args:
            arg = args[0]
            if isinstance(arg, (list, tuple)) and (not arg or isinstance(arg[0], (dict, list, tuple)) or _is_row(arg[0])):
                if kwargs:
                    raise exc.ArgumentError("Can't pass positional and kwargs to values() simultaneously")
                if not arg:
                    return new
                if isinstance(arg[0], (list, tuple)):
                    rows = [dict(zip(self.table.c, row)) for row in arg]
                else:
                    rows = [dict(row) for row in arg]
                new._multi = [*(self._multi or []), *rows]
                return new
            if isinstance(arg, (list, tuple)):
                given = dict(zip(self.table.c, arg))
            elif hasattr(arg, "items"):
                given = dict(arg.items())
            else:
                given = dict(arg)
        given.update(kwargs)
        if self._multi is not None:
            raise exc.InvalidRequestError("Can't mix single and multiple VALUES formats in one INSERT statement; one style replaces the other")
        merged = {self._plain_key(key): value for key, value in self._values.items()}
        for key, value in given.items():
            merged[self._plain_key(key)] = value
        new._values = merged
        return new

    def _plain_key(self, key):
        key = _clause_of(key)
        return key.key if isinstance(key, ColumnElement) else key

    def inline(self, inline=True):
        """Without fetching what the database filled in."""
        new = self._clone()
        new._inline = inline
        return new

    _inline = False


def _is_row(value):
    return hasattr(value, "keys")


class Insert(ValuesBase):
    """INSERT"""

    _verb = "insert"
    is_insert = True
    _on_conflict = None
    include_insert_from_select_defaults = True

    def from_select(self, names, select, include_defaults=True):
        """The rows of a query."""
        from sqlalchemy import exc

        if self._values or self._multi:
            raise exc.InvalidRequestError("This construct already inserts value expressions")
        new = self._clone()
        new._select_names = list(names)
        new._select = _clause_of(select)
        new.include_insert_from_select_defaults = include_defaults
        return new

    def _statement_tree(self, parameter_keys=None):
        from sqlalchemy.sql.implicit import implicit_returning, insert_rows

        tree = {"table": self.table._name_tree()}
        if self._select is not None:
            columns = [self._column_of(name) for name in self._select_names]
            columns = [
                ColumnClause(name, NULLTYPE) if column is None else column
                for column, name in zip(columns, self._select_names)
            ]
            tree["columns"] = [self._target(column) for column in columns]
            tree["source"] = {"select": self._select._select_tree()}
        else:
            columns, rows = insert_rows(self, parameter_keys)
            tree["columns"] = [self._target(column) for column in columns]
            implicit = [] if self._inline or parameter_keys else implicit_returning(self, columns)
            if implicit:
                tree["implicit_returning"] = [column._expression_tree() for column in implicit]
            if columns or not rows:
                tree["source"] = {"values": [[clause._expression_tree() for clause in row] for row in rows]}
            else:
                tree["source"] = "defaults"
        returning = self._returning_tree()
        if returning:
            tree["returning"] = returning
        if self._prefixes:
            tree["prefixes"] = [str(prefix) for prefix in self._prefixes]
        if self._on_conflict is not None:
            tree["on_conflict"] = self._on_conflict._conflict_tree(self)
        return tree


class DMLWhereBase:
    """Statements with conditions."""

    def where(self, *whereclause):
        """WHERE, all conditions together"""
        from sqlalchemy.sql.constructors import condition

        new = self._clone()
        new._where = [*self._where, *[condition(clause) for clause in whereclause]]
        return new

    filter = where

    def filter_by(self, **kwargs):
        """WHERE column = value"""
        return self.where(*[self.table.c[name] == value for name, value in kwargs.items()])

    @property
    def whereclause(self):
        """All conditions together."""
        from sqlalchemy.sql.constructors import and_

        return and_(*self._where) if self._where else None

    def _further_tables(self, clauses):
        # Plain tables are found by the native side; only what a name does not tell must be said.
        found = []
        for clause in clauses:
            for item in clause._froms():
                plain = getattr(item, "is_selectable", None) == "table"
                if item is not self.table and not plain and all(item is not other for other in found):
                    found.append(item)
        return [item._from_tree() for item in found]


class Update(DMLWhereBase, ValuesBase):
    """UPDATE"""

    _verb = "update"
    is_update = True

    def __init__(self, table):
        super().__init__(table)
        self._where = []
        self._ordered = None

    def ordered_values(self, *args):
        """The values in this order."""
        new = self._clone()
        new._ordered = list(args)
        new._values = {self._plain_key(key): value for key, value in args}
        return new

    def _statement_tree(self, parameter_keys=None):
        from sqlalchemy.sql.implicit import update_values

        table = self.table
        alias = None
        if getattr(table, "_is_alias", False):
            alias, table = _waist.name_tree(table.name), table.element
        pairs = update_values(self, parameter_keys)
        tree = {
            "table": table._name_tree(),
            "alias": alias,
            "set": [[self._target(column), clause._expression_tree()] for column, clause in pairs],
            "from": self._further_tables([*self._where, *[clause for _, clause in pairs]]),
        }
        if not pairs and parameter_keys is None:
            tree["columns"] = [self._target(column) for column in self.table.c]
        if self._where:
            tree["where"] = self.whereclause._expression_tree()
        returning = self._returning_tree()
        if returning:
            tree["returning"] = returning
        if self._prefixes:
            _waist.refuse("prefix_with() on UPDATE", "write the statement as text()")
        return tree


class Delete(DMLWhereBase, UpdateBase):
    """DELETE"""

    _verb = "delete"
    is_delete = True
    _kwarg_kind = "delete"

    def __init__(self, table):
        super().__init__(table)
        self._where = []

    def _statement_tree(self, parameter_keys=None):
        if getattr(self.table, "_is_alias", False):
            _waist.refuse("DELETE of an alias", "write the statement as text()")
        tree = {"table": self.table._name_tree(), "using": self._further_tables(self._where)}
        if self._where:
            tree["where"] = self.whereclause._expression_tree()
        returning = self._returning_tree()
        if returning:
            tree["returning"] = returning
        if self._prefixes:
            _waist.refuse("prefix_with() on DELETE", "write the statement as text()")
        return tree


def insert(table):
    """INSERT INTO a table"""
    return Insert(table)


def update(table):
    """UPDATE a table"""
    return Update(table)


def delete(table):
    """DELETE FROM a table"""
    return Delete(table)
