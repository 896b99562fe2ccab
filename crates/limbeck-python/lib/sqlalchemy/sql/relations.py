"""What rows come from: tables by name, with or without a schema around them."""

from sqlalchemy import _waist
from sqlalchemy.sql.base import ClauseElement, ColumnCollection


class ReturnsRows(ClauseElement):
    """Anything with rows."""


class Selectable(ReturnsRows):
    """Anything that can be selected from."""

    is_selectable = True


class FromClause(Selectable):
    """Something to select from."""

    named_with_column = False
    schema = None
    primary_key = ()
    foreign_keys = ()

    @property
    def c(self):
        """Its columns."""
        return self.columns

    @property
    def exported_columns(self):
        """Its columns."""
        return self.columns

    @property
    def entity_namespace(self):
        """Where `filter_by` finds names."""
        return self.c

    def select(self):
        """SELECT all its columns."""
        from sqlalchemy.sql.selectable import select

        return select(self)

    def join(self, right, onclause=None, isouter=False, full=False):
        """JOIN"""
        from sqlalchemy.sql.selectable import Join

        return Join(self, right, onclause, isouter, full)

    def outerjoin(self, right, onclause=None, full=False):
        """LEFT OUTER JOIN"""
        from sqlalchemy.sql.selectable import Join

        return Join(self, right, onclause, True, full)

    def alias(self, name=None, flat=False):
        """The same under another name."""
        from sqlalchemy.sql.selectable import Alias

        return Alias(self, name)

    def tablesample(self, *args, **kw):
        """TABLESAMPLE; not supported."""
        _waist.refuse("tablesample()", "write the statement as text()")

    def lateral(self, name=None):
        """LATERAL; not supported."""
        _waist.refuse("lateral()", "write the statement as text()")

    def corresponding_column(self, column, require_embedded=False):
        """Its column of the same name."""
        return self.c.corresponding_column(column)

    def is_derived_from(self, fromclause):
        """Whether it is made of another."""
        return fromclause is self

    def _froms(self):
        return [self]

    def _hides(self):
        # FROM clauses that are part of this one.
        return [self]

    def _selected(self):
        return list(self.c)

    def _tree(self):
        return self._from_tree()


class TableClause(FromClause):
    """A table by its name and the columns somebody mentioned: `sqlalchemy.table()`."""

    named_with_column = True
    is_selectable = "table"
    _execution_primary_key = ()
    implicit_returning = False
    __visit_name__ = "table"

    def __init__(self, name, *columns, **kw):
        self.name = name
        self._columns = ColumnCollection()
        schema = kw.pop("schema", None)
        self.schema = schema
        self.fullname = self.name if schema is None else f"{schema}.{name}"
        for column in columns:
            self.append_column(column)
        if kw:
            from sqlalchemy import exc

            raise exc.ArgumentError(f"Unsupported argument(s): {list(kw)}")

    @property
    def columns(self):
        """Its columns."""
        return self._columns

    @property
    def c(self):
        """Its columns."""
        return self._columns

    @property
    def description(self):
        """Its name."""
        return self.name

    def append_column(self, column, **kw):
        """One column more."""
        existing = column.table
        if existing is not None and existing is not self:
            from sqlalchemy import exc

            raise exc.ArgumentError(f"column object '{column.key}' already assigned to table '{existing}'")
        self._columns._add(column.key, column)
        column.table = self

    def insert(self):
        """INSERT INTO it"""
        from sqlalchemy.sql.dml import Insert

        return Insert(self)

    def update(self):
        """UPDATE it"""
        from sqlalchemy.sql.dml import Update

        return Update(self)

    def delete(self):
        """DELETE FROM it"""
        from sqlalchemy.sql.dml import Delete

        return Delete(self)

    def _name_tree(self):
        return _waist.qualified(self.name, self.schema)

    _reference_tree = _name_tree

    def _from_tree(self):
        return {"table": self._name_tree()}

    def __str__(self):
        return self.fullname

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} at {hex(id(self))}; {self.name}>"

from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.selectable")
