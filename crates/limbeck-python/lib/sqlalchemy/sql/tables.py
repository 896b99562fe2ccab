"""Tables."""

from sqlalchemy import _waist, event
from sqlalchemy.sql.base import ColumnCollection, DialectKWArgs
from sqlalchemy.sql import columns
from sqlalchemy.sql.columns import OF_A_TABLE, Column, _OrderedSet
from sqlalchemy.sql.constraints import PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.sql.defaults import SchemaItem
from sqlalchemy.sql.foreign_keys import ForeignKey, ForeignKeyConstraint
from sqlalchemy.sql.indexes import Index
from sqlalchemy.sql.names import quoted_name
from sqlalchemy.sql.relations import TableClause

columns.ForeignKey, columns.Index, columns.UniqueConstraint = ForeignKey, Index, UniqueConstraint

BLANK_SCHEMA = type("SchemaConst", (), {"__repr__": lambda self: "<SchemaConst.BLANK_SCHEMA: 2>"})()
RETAIN_SCHEMA = type("SchemaConst", (), {"__repr__": lambda self: "<SchemaConst.RETAIN_SCHEMA: 1>"})()


def table_key(name, schema):
    """What a table is called in `MetaData.tables`."""
    return str(name) if schema is None else f"{schema}.{name}"


class Table(DialectKWArgs, SchemaItem, TableClause):
    """A table."""

    _kwarg_kind = "table"
    _is_schema_table = True
    # Whether a column goes by another key than its name.
    _has_keys = False
    __visit_name__ = "table"
    comment = None
    implicit_returning = True
    _prefixes = ()

    def __new__(cls, *args, **kw):
        if not args and not kw:
            return object.__new__(cls)
        try:
            name, metadata, *items = args
        except ValueError:
            raise TypeError("Table() takes at least two positional-only arguments 'name', and 'metadata'") from None
        schema = kw.get("schema") if kw else None
        if schema is None:
            schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            schema = None
        keep_existing = extend_existing = must_exist = False
        if kw:
            keep_existing = kw.get("keep_existing", False)
            extend_existing = kw.get("extend_existing", False)
            if keep_existing and extend_existing:
                from sqlalchemy import exc

                raise exc.ArgumentError("keep_existing and extend_existing are mutually exclusive.")
            must_exist = kw.pop("must_exist", kw.pop("mustexist", False))
        key = table_key(name, schema)
        existing = metadata.tables.get(key)
        if existing is not None:
            if not keep_existing and not extend_existing and items:
                from sqlalchemy import exc

                raise exc.InvalidRequestError(
                    f"Table '{key}' is already defined for this MetaData instance.  Specify 'extend_existing=True' to "
                    "redefine options and columns on an existing Table object."
                )
            if extend_existing:
                existing._extend(items, kw)
            return existing
        if must_exist:
            from sqlalchemy import exc

            raise exc.InvalidRequestError(f"Table '{key}' not defined")
        table = object.__new__(cls)
        if event._listeners:
            event.fire(cls, "before_parent_attach", table, metadata)
        metadata._add_table(key, table)
        try:
            table._build(name, metadata, schema, items, kw)
        except BaseException:
            metadata._remove_table(key)
            raise
        if metadata._waiting:
            metadata._settle(key)
        if event._listeners:
            event.fire(cls, "after_parent_attach", table, metadata)
        return table

    def __init__(self, *args, **kw):
        # Everything happens in __new__, which may give a table that is there already.
        pass

    def _build(self, name, metadata, schema, items, kw):
        kw = dict(kw)
        quote = kw.pop("quote", None)
        if quote is not None:
            name = quoted_name.construct(name, quote)
        kw.pop("schema", None)
        quote_schema = kw.pop("quote_schema", None)
        if quote_schema is not None:
            schema = quoted_name.construct(schema, quote_schema)
        own = self.__dict__
        own["name"] = name
        own["metadata"] = metadata
        own["schema"] = schema
        own["fullname"] = name if schema is None else f"{schema}.{name}"
        # Names are made by the convention that is in force when the table is made.
        own["_convention"] = metadata._naming_convention
        own["_columns"] = ColumnCollection()
        own["indexes"] = _OrderedSet()
        own["_constraints"] = []
        own["foreign_keys"] = _OrderedSet()
        own["primary_key"] = PrimaryKeyConstraint._implicit(self)
        own["_dialect_kw"] = kw
        if not kw and type(self) is Table:
            self._init_items(*items)
            return
        autoload_with = kw.pop("autoload_with", None)
        kw.pop("autoload_replace", None)
        resolve_fks = kw.pop("resolve_fks", True)
        extend_on, reflect_info = kw.pop("_extend_on", None), kw.pop("_reflect_info", None)
        kw.pop("keep_existing", None)
        kw.pop("extend_existing", None)
        kw.pop("_creator_ddl", None)
        kw.pop("_dropper_ddl", None)
        kw.pop("_no_init", None)
        include_columns = kw.pop("include_columns", None)
        self.implicit_returning = kw.pop("implicit_returning", True)
        self.comment = kw.pop("comment", None)
        info = kw.pop("info", None)
        if info is not None:
            self.info = info
        for event_name, function in kw.pop("listeners", None) or ():
            from sqlalchemy.event import listen

            listen(self, event_name, function)
        self._prefixes = list(kw.pop("prefixes", None) or ())
        self._check_dialect_kwargs(kw)
        if autoload_with is not None:
            from sqlalchemy.sql.reflected import load_table

            load_table(
                self, autoload_with, include_columns, (), resolve_fks, extend_on, reflect_info
            )
            for item in items:
                # What is given besides takes the place of what was reflected.
                if isinstance(item, Column):
                    item._set_parent(self)
                else:
                    self._init_items(item)
        else:
            self._init_items(*items)

    def _extend(self, items, kw):
        kw = dict(kw)
        from sqlalchemy import exc

        schema = kw.pop("schema", None)
        if schema and schema != self.schema:
            raise exc.ArgumentError(f"Can't change schema of existing table from '{self.schema}' to '{schema}'")
        for name in ("extend_existing", "keep_existing"):
            kw.pop(name, None)
        autoload_replace, resolve_fks = kw.pop("autoload_replace", True), kw.pop("resolve_fks", True)
        extend_on, reflect_info = kw.pop("_extend_on", None), kw.pop("_reflect_info", None)
        autoload_with = kw.pop("autoload_with", None)
        include_columns = kw.pop("include_columns", None)
        for name in ("quote", "quote_schema"):
            if name in kw:
                raise exc.ArgumentError("Can't redefine 'quote' or 'quote_schema' arguments")
        self.comment = kw.pop("comment", self.comment)
        self.implicit_returning = kw.pop("implicit_returning", self.implicit_returning)
        if "info" in kw:
            self.info = kw.pop("info")
        kw.pop("listeners", None)
        if autoload_with is not None:
            from sqlalchemy.sql.reflected import load_table

            kept = () if autoload_replace else [column.name for column in self.c]
            load_table(self, autoload_with, include_columns, kept, resolve_fks, extend_on, reflect_info)
        self._check_dialect_kwargs(kw)
        self._dialect_kw = {**self._dialect_kw, **kw}
        for item in items:
            if isinstance(item, Column):
                item._set_parent(self)
            else:
                self._init_items(item)

    def _init_items(self, *args):
        # Within one call a second column of a name is an error.
        columns = self._columns
        for item in args:
            if type(item) is Column:
                own = item.__dict__
                key = own["key"]
                # A column of a new name and key, which is most of them.
                if (
                    key
                    and key == own["name"]
                    and key not in columns._index
                    and "table" not in own
                    and not self._has_keys
                    and not event._listeners
                ):
                    columns._items.append((key, item))
                    columns._index[key] = item
                    if OF_A_TABLE.isdisjoint(own):
                        own["table"] = self
                    else:
                        item._attached_to(self)
                else:
                    item._set_parent(self, False, None, True)
            elif isinstance(item, Column):
                item._set_parent(self, allow_replacements=False, building=True)
            else:
                SchemaItem._init_items(self, item)

    def _add_own_column(self, column, allow_replacements, index, building):
        columns, key = self._columns, column.key
        if key not in columns._index and key == column.name and not self._has_keys:
            columns._items.append((key, column))
            columns._index[key] = column
            if index is not None:
                columns._items.insert(index, columns._items.pop())
            return
        existing = self._columns.get(column.key)
        conflict = "name" if column.key == column.name else "key"
        if column.key != column.name:
            self._has_keys = True
        if existing is None and self._has_keys:
            existing = next((other for other in self._columns if other.name == column.name), None)
            conflict = "name"
        if existing is not None and existing is not column:
            if not allow_replacements:
                from sqlalchemy import exc

                shown = column.key if conflict == "key" else column.name
                raise exc.DuplicateColumnError(
                    f"A column with {conflict} '{shown}' is already present in table '{self.name}'."
                    + (
                        ""
                        if building
                        else " Specify replace_existing=True to Table.append_column() or Table.insert_column() to "
                        "replace an existing column."
                    )
                )
            for fk in list(existing.foreign_keys):
                self.foreign_keys.discard(fk)
                if fk.constraint in self._constraints:
                    self._constraints.remove(fk.constraint)
            if existing.key != column.key:
                self._columns._remove(existing)
        self._columns._replace(column.key, column)
        if index is not None:
            items = self._columns._items
            items.insert(index, items.pop())

    def append_column(self, column, *, replace_existing=False):
        """One column more."""
        column._set_parent(self, allow_replacements=replace_existing)

    def insert_column(self, column, index, *, replace_existing=False):
        """One column more, at a place."""
        column._set_parent(self, allow_replacements=replace_existing, index=index)

    def append_constraint(self, constraint):
        """One constraint or index more."""
        constraint._set_parent(self)

    def _add_constraint(self, constraint):
        for existing in self._constraints:
            if existing is constraint:
                return
        self._constraints.append(constraint)

    # -- what is asked of it

    @property
    def constraints(self):
        """All constraints, the primary key among them."""
        return {self.primary_key, *self._constraints}

    @property
    def _sorted_constraints(self):
        return sorted(self.constraints, key=lambda constraint: constraint._creation_order)

    @property
    def foreign_key_constraints(self):
        """The foreign keys."""
        return {constraint for constraint in self._constraints if isinstance(constraint, ForeignKeyConstraint)}

    @property
    def autoincrement_column(self):
        """The column that counts itself up."""
        from sqlalchemy.sql.implicit import autoincrement_column

        return autoincrement_column(self)

    _autoincrement_column = autoincrement_column

    @property
    def key(self):
        """What it is called in `MetaData.tables`."""
        return table_key(self.name, self.schema)

    @property
    def entity_namespace(self):
        """Where `filter_by` finds names."""
        return self.c

    def create(self, bind, checkfirst=True):
        """CREATE TABLE"""
        self.metadata.create_all(bind, tables=[self], checkfirst=checkfirst)

    def drop(self, bind, checkfirst=True):
        """DROP TABLE"""
        self.metadata.drop_all(bind, tables=[self], checkfirst=checkfirst)

    def exists(self, bind):
        """Removed from SQLAlchemy; `inspect(bind).has_table()`."""
        raise AttributeError("'Table' object has no attribute 'exists'")

    def add_is_dependent_on(self, table):
        """Makes another table be created before this one."""
        self._extra_dependencies.append(table)

    @property
    def _extra_dependencies(self):
        return self.__dict__.setdefault("_dependencies", [])

    def to_metadata(self, metadata, schema=RETAIN_SCHEMA, referred_schema_fn=None, name=None):
        """A copy in another MetaData."""
        if referred_schema_fn is not None:
            _waist.refuse("to_metadata(referred_schema_fn=…)", "declare the table in the other MetaData")
        name = self.name if name is None else name
        if schema is RETAIN_SCHEMA:
            schema = self.schema
        elif schema is None:
            schema = metadata.schema
        existing = metadata.tables.get(table_key(name, schema))
        if existing is not None:
            return existing
        table = Table(
            name,
            metadata,
            *[column._copy() for column in self.c],
            schema=schema,
            comment=self.comment,
            prefixes=self._prefixes,
            **self._dialect_kw,
        )
        for constraint in self._sorted_constraints:
            if constraint._column_flag or constraint._type_bound:
                continue
            moved = schema
            if isinstance(constraint, ForeignKeyConstraint) and constraint._referred_schema != self.schema:
                moved = None
            table.append_constraint(constraint._copy(schema=moved))
        for index in self.indexes:
            if not index._column_flag:
                index._copy()._set_parent(table)
        return table

    tometadata = to_metadata

    def __repr__(self):
        shown = [repr(self.name), repr(self.metadata), *[repr(column) for column in self.columns]]
        shown.append(f"schema={self.schema!r}")
        return f"Table({', '.join(shown)})"

    def __str__(self):
        return self.fullname

    # -- trees

    def _listed_constraints(self):
        # All but the primary key, those of columns among them, in the order they were made.
        constraints = [
            constraint for _, column in self._columns._items for constraint in column.__dict__.get("constraints", ())
        ]
        constraints.extend(self._constraints)
        constraints.sort(key=lambda constraint: constraint._creation_order)
        return constraints

    def _tree(self):
        """The Table tree."""
        constraints = self._listed_constraints()
        tree = {
            "name": self._name_tree(),
            "columns": [column._tree() for _, column in self._columns._items],
            "constraints": [item._tree() for item in constraints if item._wanted()],
            "indexes": [index._tree() for index in self.indexes if index._wanted()],
        }
        key = self.primary_key
        if key._columns._items or not key._implicit_generated:
            tree["primary_key"] = key._tree()["primary_key"]
            if key._implicit_generated and any(column.autoincrement is True for column in key._columns):
                # The column that counts comes first, unless the key was written out.
                tree["primary_key"]["columns"] = []
        if self.comment is not None:
            tree["comment"] = self.comment
        if self._prefixes:
            tree["prefixes"] = [str(prefix) for prefix in self._prefixes]
        if self._dialect_kw:
            from sqlalchemy.sql.dialect_options import table_options

            tree["options"] = table_options(self._dialect_kw)
        if self.__dict__.get("_info"):
            tree["info"] = repr(self.info)
        return tree


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")
