"""Schema objects for operations: small tables that carry just what a statement needs.

They hang on a MetaData with the naming convention of the project's own, so that names come out
as they would there.
"""

from alembic._refusals import refusing


class SchemaObjects:
    """Makes schema objects for one migration context."""

    def __init__(self, migration_context=None):
        self.migration_context = migration_context

    def metadata(self):
        """A new MetaData with the target's naming convention."""
        from sqlalchemy import MetaData

        if self.migration_context is not None:
            target = self.migration_context.opts.get("target_metadata")
            if target is not None and hasattr(target, "naming_convention"):
                return MetaData(naming_convention=target.naming_convention)
        return MetaData()

    def _columns_only(self, table_name, names, schema):
        from sqlalchemy import Column, Table
        from sqlalchemy.types import NULLTYPE

        columns = [Column(name, NULLTYPE) for name in names]
        return Table(table_name, self.metadata(), *columns, schema=schema)

    def primary_key_constraint(self, name, table_name, cols, schema=None, **dialect_kw):
        """`PRIMARY KEY` on a table of that name."""
        from sqlalchemy import PrimaryKeyConstraint

        table = self._columns_only(table_name, cols, schema)
        return PrimaryKeyConstraint(*[table.c[column] for column in cols], name=name, **dialect_kw)

    def unique_constraint(self, name, source, local_cols, schema=None, **kw):
        """`UNIQUE` on a table of that name."""
        from sqlalchemy import UniqueConstraint

        table = self._columns_only(source, local_cols, schema)
        constraint = UniqueConstraint(*[table.c[column] for column in local_cols], name=name, **kw)
        table.append_constraint(constraint)
        return constraint

    def foreign_key_constraint(
        self,
        name,
        source,
        referent,
        local_cols,
        remote_cols,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        source_schema=None,
        referent_schema=None,
        initially=None,
        match=None,
        **dialect_kw,
    ):
        """`FOREIGN KEY` from a table of that name to another."""
        from sqlalchemy import Column, ForeignKeyConstraint, Table
        from sqlalchemy.types import NULLTYPE

        own = list(local_cols)
        if (source, source_schema) == (referent, referent_schema):
            own += [column for column in remote_cols if column not in own]
        table = self._columns_only(source, dict.fromkeys(own), source_schema)
        if table.name != referent or table.schema != referent_schema:
            Table(referent, table.metadata, *[Column(c, NULLTYPE) for c in remote_cols], schema=referent_schema)
        target = f"{referent_schema}.{referent}" if referent_schema else referent
        constraint = ForeignKeyConstraint(
            local_cols,
            [f"{target}.{column}" for column in remote_cols],
            name=name,
            onupdate=onupdate,
            ondelete=ondelete,
            deferrable=deferrable,
            initially=initially,
            match=match,
            **dialect_kw,
        )
        table.append_constraint(constraint)
        return constraint

    def check_constraint(self, name, source, condition, schema=None, **kw):
        """`CHECK` on a table of that name."""
        from sqlalchemy import CheckConstraint, Column, Integer, Table

        table = Table(source, self.metadata(), Column("x", Integer), schema=schema)
        constraint = CheckConstraint(condition, name=name, **kw)
        table.append_constraint(constraint)
        return constraint

    def exclude_constraint(self, name, table_name, elements, where=None, schema=None, **kw):
        """PostgreSQL's `EXCLUDE` on a table of that name."""
        from sqlalchemy import Table
        from sqlalchemy.dialects.postgresql import ExcludeConstraint
        from sqlalchemy.exc import ArgumentError
        from sqlalchemy.sql.elements import TextClause

        if any(isinstance(element[0], TextClause) for element in elements):
            raise ArgumentError(
                "Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table."
            )
        table = Table(table_name, self.metadata(), schema=schema)
        constraint = ExcludeConstraint(*elements, name=name, where=where, **kw)
        constraint._set_parent(table)
        return constraint

    def table(self, name, *items, **kw):
        """A table with the columns, constraints and indexes among `items`; anything else is passed over."""
        from sqlalchemy import Column, Constraint, Index, Table

        included = kw.pop("_constraints_included", False)
        columns, others = [], []
        for item in items:
            if isinstance(item, Column):
                column = item if item.table is None else item._copy()
                if included:
                    column.unique = column.index = False
                columns.append(column)
            else:
                others.append(item)
        table = Table(name, self.metadata(), *columns, **kw)
        for item in others:
            bound = isinstance(item, Constraint) and item._type_bound
            if isinstance(item, (Index, Constraint)) and not bound:
                parent = getattr(item, "parent", None)
                if parent is not None and parent is not table:
                    name = item.name
                    item = item._copy(target_table=table)
                    # What the convention of its first table made of it stays.
                    item.name = name
                table.append_constraint(item)
        return table

    def column(self, name, type_, **kw):
        """A column."""
        from sqlalchemy import Column

        return Column(name, type_, **kw)

    def index(self, name, tablename, columns, schema=None, **kw):
        """An index on a table of that name; a string is a column, text() an expression."""
        from sqlalchemy import Column, Index, Table
        from sqlalchemy.sql.elements import ColumnElement, TextClause
        from sqlalchemy.types import NULLTYPE

        table = Table(tablename or "no_table", self.metadata(), schema=schema)
        elements = []
        for element in columns:
            if isinstance(element, str):
                element = Column(element, NULLTYPE)
                table.append_column(element)
            elif not isinstance(element, (TextClause, ColumnElement)):
                raise ValueError("String or text() construct expected")
            elements.append(element)
        # Not given to the constructor: it would tie the index to the table that an expression's columns have.
        index = Index(name, _table=table, **kw)
        index._pending = elements
        return index

__getattr__ = refusing("alembic.operations.schemaobj")
