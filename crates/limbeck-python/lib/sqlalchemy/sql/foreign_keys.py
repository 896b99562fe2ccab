"""Foreign keys, written on their column or as constraints of the table."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import DialectKWArgs, to_list
from sqlalchemy.sql.constraints import ColumnCollectionConstraint, Constraint
from sqlalchemy.sql.defaults import SchemaItem
from sqlalchemy.sql.elements import ColumnClause


class ForeignKey(DialectKWArgs, SchemaItem):
    """A foreign key written on its column."""

    _kwarg_kind = "foreign_key"
    parent = constraint = None
    _table_column = None
    # What most keys do not say.
    name = onupdate = ondelete = deferrable = initially = match = comment = None
    use_alter = link_to_name = False

    def __init__(
        self,
        column,
        _constraint=None,
        use_alter=False,
        name=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        link_to_name=False,
        match=None,
        info=None,
        comment=None,
        _unresolvable=False,
        **dialect_kw,
    ):
        if isinstance(column, tuple):
            column = _dotted(column)
        if not isinstance(column, str):
            column = getattr(column, "__clause_element__", lambda: column)()
        if not isinstance(column, (str, ColumnClause)):
            from sqlalchemy import exc

            if hasattr(column, "_deferred_foreign_key_target"):
                self._colspec = column
            else:
                raise exc.ArgumentError(
                    "String column name or Column object for DDL foreign key constraint expected, got "
                    f"{column!r}."
                )
        own = self.__dict__
        own["_colspec"] = column
        own["_from_column"] = _constraint is None
        if type(self) is not ForeignKey:
            own.update(_NOTHING)  # a class of the project's own may have attributes of these names
        if _constraint is not None:
            own["constraint"] = _constraint
        if use_alter:
            own["use_alter"] = use_alter
        if name is not None:
            own["name"] = name
        if onupdate is not None:
            own["onupdate"] = onupdate
        if ondelete is not None:
            own["ondelete"] = ondelete
        if deferrable is not None:
            own["deferrable"] = deferrable
        if initially is not None:
            own["initially"] = initially
        if link_to_name:
            own["link_to_name"] = link_to_name
        if match is not None:
            own["match"] = match
        if comment is not None:
            own["comment"] = comment
        if info:
            self.info = info
        own["_dialect_kw"] = dialect_kw
        if dialect_kw:
            self._check_dialect_kwargs(dialect_kw)

    def _target(self):
        """The column as an object, where it was given so."""
        return None if isinstance(self._colspec, str) else self._colspec

    @property
    def target_fullname(self):
        """The target as text: `table.column`."""
        target = self._target()
        if target is None:
            return self._colspec
        return f"{target.table.fullname}.{target.key}"

    def _tokens(self):
        """Schema, table and column of the target."""
        parts = self._colspec.split(".")
        if len(parts) == 1:
            return None, parts[0], None
        if len(parts) == 2:
            return None, parts[0], parts[1]
        return ".".join(parts[:-2]), parts[-2], parts[-1]

    def _referred(self):
        # Keys of table and column that a text means.
        schema, table_name, column_name = self._tokens()
        if schema is None:
            schema = self.parent.table.metadata.schema
        key = table_name if schema is None else f"{schema}.{table_name}"
        return key, column_name if column_name is not None else self.parent.key

    @property
    def column(self):
        """The column referred to."""
        target = self._target()
        if target is not None:
            return target
        key, wanted = self._referred()
        table = self.parent.table.metadata.tables.get(key)
        found = None if table is None else table._columns._index.get(wanted)
        if found is None:
            from sqlalchemy import exc

            column_name = self._tokens()[2]
            if table is None:
                raise exc.NoReferencedTableError(
                    f"Foreign key associated with column '{self.parent}' could not find table '{key}' with which to "
                    f"generate a foreign key to target column '{column_name}'",
                    key,
                )
            raise exc.NoReferencedColumnError(
                f"Could not initialize target column for ForeignKey '{self._colspec}' on table "
                f"'{self.parent.table.name}': table '{table.name}' has no column named '{column_name}'",
                table.name,
                column_name,
            )
        return found

    def references(self, table):
        """Whether it refers to a table."""
        return table.corresponding_column(self.column) is not None

    def get_referent(self, table):
        """The column of a table it refers to."""
        return table.c.get(self.column.key)

    def _set_parent(self, column, **kw):
        if self.parent is not None and self.parent is not column:
            from sqlalchemy import exc

            raise exc.InvalidRequestError("This ForeignKey already has a parent !")
        self.parent = column
        column.foreign_keys.add(self)
        column._on_table_attach(self._set_table)

    def _set_table(self, column, table):
        if self.constraint is None and getattr(table, "_is_schema_table", False):
            self.constraint = ForeignKeyConstraint._of_column(self, column)
            table.append_constraint(self.constraint)
        table.foreign_keys.add(self)
        if column.type._isnull:
            self._inherit_type()

    def _inherit_type(self):
        # A column without a type takes that of the column it refers to, as soon as that is known: of the first one known
        # where it refers to several.
        if not self.parent.type._isnull:
            return
        metadata = self.parent.table.metadata
        found, key = self._target(), None
        if found is None and metadata is not None:
            key, column_name = self._referred()
            table = metadata.tables.get(key)
            if table is not None:
                found, key = table._columns._index.get(column_name), None
        if found is not None and not found.type._isnull:
            self.parent.type = found.type
        elif metadata is not None:
            metadata._waiting.setdefault(key, []).append(self)

    def _spec_in(self, schema):
        # The target as text; in another schema if one is given.
        target = self._target()
        if target is not None and target.table is None:
            return self._colspec
        own_schema, table, column = self._tokens() if target is None else (
            target.table.schema, target.table.name, target.key
        )
        if schema is not None:
            return f"{schema}.{table}.{column}" if column else f"{schema}.{table}"
        if target is None:
            return self._colspec
        return f"{own_schema}.{table}.{column}" if own_schema else f"{table}.{column}"

    def _copy(self, schema=None, **kw):
        new = ForeignKey(
            self._spec_in(schema) if self._target() is None else self._colspec,
            use_alter=self.use_alter,
            name=self.name,
            onupdate=self.onupdate,
            ondelete=self.ondelete,
            deferrable=self.deferrable,
            initially=self.initially,
            link_to_name=self.link_to_name,
            match=self.match,
            comment=self.comment,
            **self._dialect_kw,
        )
        if "_info" in self.__dict__:
            new.info = dict(self.info)
        return new

    copy = _copy

    def __repr__(self):
        return f"ForeignKey({self.target_fullname!r})"


def _dotted(tokens):
    # A target given as `(table, column)` or `(schema, table, column)`, which says the same as a text with dots.
    if len(tokens) not in (2, 3):
        from sqlalchemy import exc

        raise exc.ArgumentError(
            "ForeignKey target given as a tuple must have two tokens (table_name, column_name) or three tokens (schema, "
            f"table_name, column_name); got {len(tokens)}"
        )
    if tokens[-1] is None or any("." in str(token) for token in tokens[-2:]):
        _waist.refuse(f"ForeignKey({tokens!r})", "give the column as an object: ForeignKey(table.c.column)")
    return ".".join(token for token in tokens if token is not None)


_NOTHING = {
    name: ForeignKey.__dict__[name]
    for name in "constraint name onupdate ondelete deferrable initially match comment use_alter link_to_name".split()
}


class ForeignKeyConstraint(ColumnCollectionConstraint):
    """FOREIGN KEY"""

    _kind = "foreign_key"
    # Each has its counterpart on the other side.
    _keeps_repeated = True
    _kwarg_kind = "foreign_key"
    _from_column = False
    onupdate = ondelete = match = None
    use_alter = link_to_name = False

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

    @classmethod
    def _of_column(cls, fk, column):
        """The constraint of a key that is written on its column."""
        new = cls._bare([column])
        own = new.__dict__
        own["elements"] = [fk]
        own["_from_column"] = True
        own["_given_name"] = fk.name
        if fk._dialect_kw:
            own["_dialect_kw"] = dict(fk._dialect_kw)
        for attribute in ("onupdate", "ondelete", "deferrable", "initially", "match", "comment", "use_alter"):
            if attribute in fk.__dict__:
                own[attribute] = fk.__dict__[attribute]
        new._columns._add(column.key, column)
        return new

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
        self._check_name(table)

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


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.schema")
