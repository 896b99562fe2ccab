"""Constraints: which columns they have, when they belong to a table, and their trees."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ColumnCollection, DialectKWArgs, to_list
from sqlalchemy.sql.columns import NULL_UNSPECIFIED, Column, creation_order
from sqlalchemy.sql.defaults import SchemaItem
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.type_api import compiler_for, compilers


class HasConditionalDDL:
    """Things that may be left out on some databases."""

    _ddl_if = None

    def ddl_if(self, dialect=None, callable_=None, state=None):
        """Only on some databases."""
        if callable_ is not None:
            _waist.refuse("ddl_if(callable_=…)", "name the dialect in place of a function")
        self._ddl_if = tuple(to_list(dialect))
        return self

    def _wanted(self):
        return self._ddl_if is None or not self._ddl_if or _waist.dialect_name() in self._ddl_if


class Constraint(DialectKWArgs, HasConditionalDDL, SchemaItem):
    """Any constraint."""

    _kwarg_kind = "constraint"
    _kind = ""
    parent = None
    _column_flag = False
    deferrable = initially = comment = _create_rule = None
    _type_bound = False

    def __init__(
        self,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        comment=None,
        _create_rule=None,
        _type_bound=False,
        **dialect_kw,
    ):
        self._begin(name, deferrable, initially, info, comment, dialect_kw)
        if _create_rule is not None:
            self._create_rule = _create_rule
        if _type_bound:
            self._type_bound = _type_bound

    def _begin(self, name, deferrable, initially, info, comment, dialect_kw):
        own = self.__dict__
        own["_given_name"] = name
        own["deferrable"] = deferrable
        own["initially"] = initially
        own["comment"] = comment
        if info:
            self.info = info
        own["_creation_order"] = creation_order()
        own["_dialect_kw"] = dialect_kw
        if dialect_kw:
            self._check_dialect_kwargs(dialect_kw)

    @property
    def name(self):
        """Its name, as given or as a naming convention makes it."""
        from sqlalchemy.sql.naming import name_of

        return name_of(self)

    @name.setter
    def name(self, value):
        self._given_name = value

    @property
    def table(self):
        """The table it belongs to."""
        from sqlalchemy.sql.tables import Table

        if isinstance(self.parent, Table):
            return self.parent
        from sqlalchemy import exc

        raise exc.InvalidRequestError(
            "This constraint is not bound to a table.  Did you mean to call table.append_constraint(constraint) ?"
        )

    def _set_parent(self, parent, **kw):
        self.parent = parent
        if isinstance(parent, Column):
            if self not in parent.constraints:
                parent.constraints.append(self)
        else:
            parent._add_constraint(self)

    def _check_name(self, table):
        # When its columns are known.
        metadata = getattr(table, "metadata", None)
        if metadata is not None and metadata._names_may_fail:
            from sqlalchemy.sql.naming import check

            check(self, table)

    def _base_tree(self):
        tree = {"name": _waist.name_tree(self._given_name)}
        if self.deferrable is not None:
            tree["deferrable"] = bool(self.deferrable)
        if self.initially is not None:
            tree["initially"] = self.initially
        template = self._template()
        if template is not None:
            tree["naming_template"] = template
        return tree

    def _template(self):
        parent = self.parent
        metadata = getattr(parent, "metadata", None)
        if metadata is None or not metadata._custom_tokens:
            return None
        from sqlalchemy.sql.naming import expanded

        return expanded(self, parent, metadata)

    def _tree(self):
        """The Constraint tree."""
        tree = self._body_tree()
        if self._dialect_kw:
            from sqlalchemy.sql.dialect_options import constraint_options

            constraint_options(tree, self._dialect_kw)
        _refuse_compiled(self)
        return {self._kind: tree}

    def _body_tree(self):
        raise NotImplementedError

    def _copy_keywords(self):
        return {
            "name": self._given_name,
            "deferrable": self.deferrable,
            "initially": self.initially,
            **self._dialect_kw,
        }

    def copy(self, **kw):
        """Another just like this."""
        return self._copy(**kw)


def _refuse_compiled(item):
    if compilers and compiler_for(item, _waist.dialect_name()) is not None:
        _waist.refuse(
            f"@compiles({type(item).__name__})", "write the statement in the migration as SQL text with op.execute()"
        )


class ColumnCollectionMixin:
    """Things made of columns, given as names, as columns or (indexes) as expressions."""

    _allow_multiple_tables = False
    # Whether a column that is given twice is in it twice.
    _keeps_repeated = False

    def _take(self, columns, autoattach=True, column_flag=False):
        own = self.__dict__
        own["_column_flag"] = column_flag
        own["_columns"] = ColumnCollection()
        own["_pending"] = [column if isinstance(column, str) else self._part(column) for column in columns]
        if autoattach and columns:
            self._check_attach()

    def _part(self, column):
        column = getattr(column, "__clause_element__", lambda: column)()
        if isinstance(column, (str, ColumnElement)):
            return column
        if hasattr(column, "_tree"):
            return column
        from sqlalchemy import exc

        raise exc.ArgumentError(f"String column name or column expression for DDL constraint expected, got {column!r}.")

    def _column_objects(self):
        found = []
        for part in self._pending:
            if isinstance(part, Column):
                found.append(part)
            elif not isinstance(part, str):
                first = next(_columns_in(part), None)
                if first is not None:
                    found.append(first)
        return found

    def _check_attach(self):
        columns = self._column_objects()
        if not columns:
            return
        waiting = [column for column in columns if column.table is None]
        if waiting:
            if not any(isinstance(part, str) for part in self._pending):
                remaining = list(waiting)

                def attached(column, table):
                    remaining[:] = [item for item in remaining if item is not column]
                    if not remaining:
                        self._check_attach()

                for column in waiting:
                    column._on_table_attach(attached)
            return
        tables = []
        for column in columns:
            if all(column.table is not table for table in tables):
                tables.append(column.table)
        if len(tables) == 1 and getattr(tables[0], "_is_schema_table", False):
            self._set_parent(tables[0])
        elif len(tables) > 1 and not self._allow_multiple_tables:
            from sqlalchemy import exc

            table = columns[0].table
            others = ", ".join(f"'{column}'" for column in columns[1:] if column.table is not table)
            raise exc.ArgumentError(f"Column(s) {others} are not part of table '{table.description}'.")

    def _resolve(self, table):
        # The columns as objects, now that there is a table to find names in.
        if self._columns._items:
            return
        for part in self._pending:
            if isinstance(part, str):
                column = table._columns._index.get(part)
                if column is None:
                    from sqlalchemy import exc

                    raise exc.ConstraintColumnNotFoundError(
                        f"Can't create {type(self).__name__} on table '{table.description}': no column named "
                        f"'{part}' is present."
                    )
            else:
                column = part
                if not isinstance(part, Column):
                    # Of an expression its first column; a copied index has that of the table it was copied from.
                    column = next(_columns_in(part), None)
                    if column is None:
                        continue
                    column = table._columns._index.get(column.key, column)
            if self._keeps_repeated or column.key not in self._columns._index:
                self._columns._add(column.key, column)

    @property
    def columns(self):
        """Its columns."""
        return self._columns

    c = columns

    def _names_tree(self):
        if self._columns._items:
            return [_waist.name_tree(column.name) for _, column in self._columns._items]
        return [_waist.name_tree(part if isinstance(part, str) else part.name) for part in self._pending]


def _columns_in(clause):
    if isinstance(clause, Column):
        yield clause
    elif hasattr(clause, "get_children"):
        for child in clause.get_children():
            yield from _columns_in(child)


class ColumnCollectionConstraint(ColumnCollectionMixin, Constraint):
    """A constraint on columns."""

    def __init__(
        self,
        *columns,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        _autoattach=True,
        _column_flag=False,
        _gather_expressions=None,
        **dialect_kw,
    ):
        if dialect_kw:
            Constraint.__init__(self, name=name, deferrable=deferrable, initially=initially, info=info, **dialect_kw)
        else:
            self._begin(name, deferrable, initially, info, None, dialect_kw)
        self._take(columns, _autoattach, _column_flag)

    @classmethod
    def _bare(cls, pending, column_flag=False):
        """A constraint of which nothing is given but its columns, by their keys: what a column's flag stands for."""
        new = object.__new__(cls)
        own = new.__dict__
        own["_given_name"] = None
        own["_creation_order"] = creation_order()
        own["_dialect_kw"] = {}
        own["_column_flag"] = column_flag
        own["_columns"] = ColumnCollection()
        own["_pending"] = pending
        return new

    def _set_parent(self, parent, **kw):
        Constraint._set_parent(self, parent)
        if not isinstance(parent, Column):
            self._resolve(parent)
            if self._kind != "foreign_key":
                self._check_name(parent)

    def __contains__(self, key):
        return key in self._columns

    def contains_column(self, col):
        """Whether this very column is in it."""
        return self._columns.contains_column(col)

    def __iter__(self):
        return iter(self._columns)

    def __len__(self):
        return len(self._columns)

    def __bool__(self):
        return True

    def _copy(self, target_table=None, **kw):
        names = [part if isinstance(part, str) else part.key for part in self._pending]
        return type(self)(*names, **self._copy_keywords())


class PrimaryKeyConstraint(ColumnCollectionConstraint):
    """PRIMARY KEY"""

    _kind = "primary_key"
    _kwarg_kind = "primary_key"

    def __init__(
        self, *columns, name=None, deferrable=None, initially=None, info=None, _implicit_generated=False, **dialect_kw
    ):
        self._implicit_generated = _implicit_generated
        if dialect_kw:
            super().__init__(*columns, name=name, deferrable=deferrable, initially=initially, info=info, **dialect_kw)
        else:
            self._begin(name, deferrable, initially, info, None, dialect_kw)
            self._take(columns)

    @classmethod
    def _implicit(cls, table):
        """The key of a new table, which has no columns yet."""
        new = cls._bare([])
        own = new.__dict__
        own["_implicit_generated"] = True
        own["parent"] = table
        new._check_name(table)
        return new

    def _set_parent(self, table, **kw):
        self.parent = table
        self._resolve(table)
        table.primary_key = self
        flagged = [column for _, column in table._columns._items if column.primary_key]
        own = [column for _, column in self._columns._items]
        if own and flagged and (len(own) != len(flagged) or any(column not in flagged for column in own)):
            import warnings

            from sqlalchemy import exc

            names = ", ".join(f"'{column.name}'" for column in own)
            all_names = ", ".join(f"'{column.name}'" for column in flagged)
            warnings.warn(
                f"Table '{table.name}' specifies columns {all_names} as primary_key=True, not matching locally "
                f"specified columns {names}; setting the current primary key columns to {names}. This warning may "
                "become an exception in a future release",
                exc.SAWarning,
                stacklevel=4,
            )
            flagged = []
        for column in own:
            column.primary_key = True
            if column._user_defined_nullable is NULL_UNSPECIFIED:
                column.nullable = False
        for column in flagged:
            if not self._columns.contains_column(column):
                self._columns._add(column.key, column)

    def _replace(self, column):
        self._columns._replace(column.key, column)

    def _body_tree(self):
        return {**self._base_tree(), "columns": self._names_tree()}

    def _copy(self, target_table=None, **kw):
        return PrimaryKeyConstraint(*[column.key for column in self._columns], **self._copy_keywords())


class UniqueConstraint(ColumnCollectionConstraint):
    """UNIQUE"""

    _kind = "unique"
    _kwarg_kind = "unique"

    def _body_tree(self):
        tree = {**self._base_tree(), "columns": self._names_tree()}
        if self._column_flag:
            tree["from_column"] = True
        return tree


class CheckConstraint(ColumnCollectionMixin, Constraint):
    """CHECK"""

    _kind = "check"
    _kwarg_kind = "check"
    _allow_multiple_tables = True
    _type_of = None

    def __init__(
        self,
        sqltext,
        name=None,
        deferrable=None,
        initially=None,
        table=None,
        info=None,
        _create_rule=None,
        _autoattach=True,
        _type_bound=False,
        **dialect_kw,
    ):
        from sqlalchemy.sql.constructors import condition, text

        self.sqltext = text(sqltext) if isinstance(sqltext, str) else condition(sqltext)
        Constraint.__init__(
            self,
            name=name,
            deferrable=deferrable,
            initially=initially,
            info=info,
            _type_bound=_type_bound,
            **dialect_kw,
        )
        self._take(list(dict.fromkeys(_columns_in(self.sqltext))), _autoattach)
        if table is not None:
            self._set_parent(table)

    @property
    def is_column_level(self):
        """Whether it stands in a column's definition."""
        return isinstance(self.parent, Column)

    def _set_parent(self, parent, **kw):
        Constraint._set_parent(self, parent)
        if isinstance(parent, Column):
            parent._on_table_attach(lambda column, table: self._check_name(table))
        else:
            self._resolve(parent)
            self._check_name(parent)

    def _body_tree(self):
        tree = {**self._base_tree(), "condition": self.sqltext._expression_tree()}
        if isinstance(self.parent, Column):
            tree["column"] = _waist.name_tree(self.parent.name)
        if self._type_of is not None:
            tree["type_of"] = _waist.name_tree(self._type_of.name)
        return tree

    def _copy(self, target_table=None, **kw):
        new = CheckConstraint(self.sqltext, _autoattach=False, **self._copy_keywords())
        return new


def type_check(kind, column, table):
    """The CHECK that a type (Boolean, Enum) brings with it."""
    from sqlalchemy.sql.names import _NONE_NAME

    name = kind.name
    constraint = CheckConstraint(
        kind._check_condition(column),
        name=None if name is None or name is _NONE_NAME else name,
        _autoattach=False,
        _type_bound=True,
    )
    constraint._type_of = column
    table.append_constraint(constraint)



from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")
