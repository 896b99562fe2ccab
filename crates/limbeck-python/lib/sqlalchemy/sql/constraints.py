"""Constraints and indexes: which columns they have, when they belong to a table, and their trees."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ColumnCollection, DialectKWArgs, to_list
from sqlalchemy.sql.columns import Column, ForeignKey, creation_order
from sqlalchemy.sql.defaults import SchemaItem
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.names import quoted_name


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
        self._given_name = name
        self.deferrable = deferrable
        self.initially = initially
        self.comment = comment
        self._create_rule = _create_rule
        self._type_bound = _type_bound
        if info:
            self.info = info
        self._creation_order = creation_order()
        self._check_dialect_kwargs(dialect_kw)
        self._dialect_kw = dialect_kw

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
    from sqlalchemy.sql.type_api import compiler_for, compilers

    if compilers and compiler_for(item, _waist.dialect_name()) is not None:
        _waist.refuse(
            f"@compiles({type(item).__name__})", "write the statement in the migration as SQL text with op.execute()"
        )


class ColumnCollectionMixin:
    """Things made of columns, given as names, as columns or (indexes) as expressions."""

    _allow_multiple_tables = False

    def _take(self, columns, autoattach=True, column_flag=False):
        self._column_flag = column_flag
        self._columns = ColumnCollection()
        self._pending = [self._part(column) for column in columns]
        if autoattach and self._pending:
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
        if len(self._columns):
            return
        for part in self._pending:
            if isinstance(part, str):
                column = table.c.get(part)
                if column is None:
                    from sqlalchemy import exc

                    raise exc.ConstraintColumnNotFoundError(
                        f"Can't create {type(self).__name__} on table '{table.description}': no column named "
                        f"'{part}' is present."
                    )
                self._columns._add(column.key, column)
            elif isinstance(part, Column):
                self._columns._add(part.key, part)

    @property
    def columns(self):
        """Its columns."""
        return self._columns

    c = columns

    def _names_tree(self):
        if len(self._columns):
            return [_waist.name_tree(column.name) for column in self._columns]
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
        Constraint.__init__(self, name=name, deferrable=deferrable, initially=initially, info=info, **dialect_kw)
        self._take(columns, _autoattach, _column_flag)

    def _set_parent(self, parent, **kw):
        Constraint._set_parent(self, parent)
        if not isinstance(parent, Column):
            self._resolve(parent)

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
        super().__init__(*columns, name=name, deferrable=deferrable, initially=initially, info=info, **dialect_kw)

    def _set_parent(self, table, **kw):
        self.parent = table
        self._resolve(table)
        table.primary_key = self
        flagged = [column for column in table.c if column.primary_key]
        own = list(self._columns)
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
            if column._user_defined_nullable is None:
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
        if not isinstance(parent, Column):
            self._resolve(parent)

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


class ForeignKeyConstraint(ColumnCollectionConstraint):
    """FOREIGN KEY"""

    _kind = "foreign_key"
    _kwarg_kind = "foreign_key"
    _from_column = False

    def __init__(
        self,
        columns,
        refcolumns,
        name=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        use_alter=False,
        link_to_name=False,
        match=None,
        table=None,
        info=None,
        comment=None,
        **dialect_kw,
    ):
        Constraint.__init__(
            self, name=name, deferrable=deferrable, initially=initially, info=info, comment=comment, **dialect_kw
        )
        self.onupdate = onupdate
        self.ondelete = ondelete
        self.link_to_name = link_to_name
        self.use_alter = use_alter
        self.match = match
        columns = to_list(columns)
        refcolumns = to_list(refcolumns)
        if len(columns) != len(refcolumns):
            from sqlalchemy import exc

            raise exc.ArgumentError(
                "ForeignKeyConstraint number of constrained columns must match the number of referenced columns."
            )
        self.elements = [
            ForeignKey(
                reference,
                _constraint=self,
                name=name,
                onupdate=onupdate,
                ondelete=ondelete,
                use_alter=use_alter,
                link_to_name=link_to_name,
                match=match,
                deferrable=deferrable,
                initially=initially,
                **dialect_kw,
            )
            for reference in refcolumns
        ]
        self._take(columns)
        if table is not None:
            self._set_parent(table)

    def _append_element(self, column, fk):
        self._columns._add(column.key, column)
        self._pending.append(column)
        self.elements.append(fk)

    @property
    def column_keys(self):
        """The keys of its columns."""
        if len(self._columns):
            return self._columns.keys()
        return [part if isinstance(part, str) else part.key for part in self._pending]

    @property
    def referred_table(self):
        """The table referred to."""
        return self.elements[0].column.table

    def _set_parent(self, table, **kw):
        ColumnCollectionConstraint._set_parent(self, table)
        for column, fk in zip(self._columns, self.elements):
            if fk.parent is None:
                fk.parent = column
                column.foreign_keys.add(fk)
            table.foreign_keys.add(fk)
            if column.type._isnull and getattr(table, "metadata", None) is not None:
                fk._inherit_type()

    def _body_tree(self):
        tree = {**self._base_tree(), "columns": self._names_tree()}
        tree["referred_table"], tree["referred_columns"] = self._referred_tree()
        for attribute, key in (("onupdate", "on_update"), ("ondelete", "on_delete"), ("match", "match")):
            value = getattr(self, attribute)
            if value is not None:
                tree[key] = value
        if self.use_alter:
            tree["use_alter"] = True
        if self._from_column:
            tree["from_column"] = True
        return tree

    def _referred_tree(self):
        table, names = None, []
        for fk, own in zip(self.elements, self._names_tree()):
            target = fk._target()
            if target is not None:
                table = target.table._name_tree()
                names.append(_waist.name_tree(target.name))
                continue
            schema, name, column = fk._tokens()
            found = None
            metadata = getattr(self.parent, "metadata", None)
            if metadata is not None:
                if schema is None:
                    schema = metadata.schema
                found = metadata.tables.get(name if schema is None else f"{schema}.{name}")
            table = _waist.qualified(name, schema) if found is None else found._name_tree()
            if column is None:
                names.append(own)
                continue
            known = found.c.get(column) if found is not None and not self.link_to_name else None
            names.append(column if known is None else _waist.name_tree(known.name))
        return table, names

    @property
    def _referred_schema(self):
        target = self.elements[0]._target()
        return self.elements[0]._tokens()[0] if target is None else target.table.schema

    def _copy(self, schema=None, target_table=None, **kw):
        return ForeignKeyConstraint(
            self.column_keys,
            [fk._spec_in(schema) for fk in self.elements],
            onupdate=self.onupdate,
            ondelete=self.ondelete,
            use_alter=self.use_alter,
            link_to_name=self.link_to_name,
            match=self.match,
            **self._copy_keywords(),
        )


class Index(DialectKWArgs, ColumnCollectionMixin, HasConditionalDDL, SchemaItem):
    """An index."""

    _kwarg_kind = "index"
    __visit_name__ = "index"
    table = None

    def __init__(
        self, name, *expressions, unique=False, quote=None, info=None, _table=None, _column_flag=False, **dialect_kw
    ):
        self._given_name = quoted_name.construct(name, quote)
        self.unique = unique
        if info is not None:
            self.info = info
        self._check_dialect_kwargs(dialect_kw)
        self._dialect_kw = dialect_kw
        self._creation_order = creation_order()
        self._take(expressions, True, _column_flag)
        if _table is not None:
            self._set_parent(_table)

    @property
    def expressions(self):
        """What it orders by."""
        if self.table is None:
            return list(self._pending)
        return [self.table.c.get(part, part) if isinstance(part, str) else part for part in self._pending]

    def _set_parent(self, table, **kw):
        if self.table is not None and self.table is not table:
            from sqlalchemy import exc

            raise exc.ArgumentError(
                f"Index '{self.name}' is against table '{self.table.description}', and cannot be associated with "
                f"table '{table.description}'."
            )
        self.table = table
        self._resolve(table)
        table.indexes.add(self)

    def create(self, bind, checkfirst=False):
        """CREATE INDEX"""
        from sqlalchemy.sql.ddl import CreateIndex

        bind._run_ddl(CreateIndex(self), checkfirst=checkfirst)

    def drop(self, bind, checkfirst=False):
        """DROP INDEX"""
        from sqlalchemy.sql.ddl import DropIndex

        bind._run_ddl(DropIndex(self), checkfirst=checkfirst)

    _template = Constraint._template
    name = Constraint.name

    @property
    def parent(self):
        """Its table."""
        return self.table

    def _tree(self):
        """The Index tree."""
        tree = {
            "name": _waist.name_tree(self._given_name),
            "elements": [self._element_tree(part) for part in self._pending],
            "unique": bool(self.unique),
        }
        template = self._template()
        if template is not None:
            tree["naming_template"] = template
        if self._dialect_kw:
            from sqlalchemy.sql.dialect_options import index_options

            index_options(tree, self._dialect_kw)
        _refuse_compiled(self)
        return tree

    def _element_tree(self, part):
        if isinstance(part, str):
            column = self.table.c.get(part) if self.table is not None else None
            return {"column": _waist.name_tree(part if column is None else column.name)}
        if isinstance(part, Column):
            return {"column": _waist.name_tree(part.name)}
        return {"expression": part._expression_tree()}

    def _copy(self):
        parts = [part.key if isinstance(part, Column) else part for part in self._pending]
        return Index(self._given_name, *parts, unique=self.unique, **self._dialect_kw)

    def __repr__(self):
        shown = [repr(self.name), *[repr(expression) for expression in self.expressions]]
        if self.unique:
            shown.append("unique=True")
        return f"Index({', '.join(shown)})"

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")
