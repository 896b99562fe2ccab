"""`op.batch_alter_table`: changes to one table are collected and leave together.

Whether the table is rebuilt or altered is decided where the batch is carried out.
"""

from alembic._refusals import refusing
from alembic.ddl.impl import TreeImpl
from alembic.operations.base import BatchOperations
from sqlalchemy._waist import qualified


class BatchBlock:
    """The context manager that `batch_alter_table` returns."""

    def __init__(self, operations, *arguments):
        self._operations, self._arguments = operations, arguments

    def __enter__(self):
        self._impl = BatchOperationsImpl(self._operations, *self._arguments)
        return BatchOperations(self._operations.migration_context, impl=self._impl)

    def __exit__(self, kind, error, traceback):
        if kind is None:
            self._impl.flush()
        return False


class BatchOperationsImpl(TreeImpl):
    """Collects the trees of a batch."""

    def __init__(
        self,
        operations,
        table_name,
        schema,
        recreate,
        copy_from,
        table_args,
        table_kwargs,
        reflect_args,
        reflect_kwargs,
        naming_convention,
        partial_reordering,
    ):
        if recreate not in ("auto", "always", "never"):
            raise ValueError("recreate may be one of 'auto', 'always', or 'never'.")
        if isinstance(operations.impl, BatchOperationsImpl):
            # Real Alembic stumbles here, too, and with these words.
            raise AttributeError("'BatchOperationsImpl' object has no attribute 'autogen_column_reflect'")
        self.operations = operations
        self.table_name = table_name
        self.schema = schema
        self.recreate = recreate
        self.copy_from = copy_from
        self.table_args = table_args
        self.table_kwargs = dict(table_kwargs)
        self.reflect_args = reflect_args
        self.reflect_kwargs = dict(reflect_kwargs)
        self.naming_convention = naming_convention
        self.partial_reordering = partial_reordering
        self.batch = []

    @property
    def dialect(self):
        """The dialect of the database."""
        return self.operations.impl.dialect

    @property
    def impl(self):
        """What carries out statements at once."""
        return self.operations.impl

    def emit(self, tree):
        """Keeps one change for the end of the block."""
        self.batch.append(tree)

    def create_table(self, table, **keywords):
        raise NotImplementedError("Can't create table in batch mode")

    def drop_table(self, table, **keywords):
        raise NotImplementedError("Can't drop table in batch mode")

    def flush(self):
        """Hands the batch over."""
        convention = self.naming_convention
        if self.copy_from is not None:
            convention = self.copy_from.metadata.naming_convention
        may_recreate = self._may_recreate()
        if may_recreate:
            self._refuse_reflect_kwargs()
        tree = {
            "table": qualified(self.table_name, self.schema),
            "recreate": self.recreate,
            "operations": self.batch,
            "copy_from": None if self.copy_from is None else self.copy_from._tree(),
            "table_args": self._around(self.table_args, self.table_kwargs),
            "table_options": list(self.table_kwargs),
            "reflect_args": self._around(self.reflect_args, {}) if may_recreate else None,
            "reflect_changes": self._listened() if may_recreate else None,
            "naming_convention": _convention(convention, self.copy_from is not None) if may_recreate else None,
            "partial_reordering": [list(group) for group in self.partial_reordering or ()],
        }
        self.impl.emit({"batch": tree})

    def _may_recreate(self):
        return self.recreate == "always" or (self.recreate == "auto" and self.dialect.name == "sqlite")

    def _refuse_reflect_kwargs(self):
        from alembic._refusals import refuse_name

        for name in self.reflect_kwargs:
            if name not in _UNDERSTOOD:
                refuse_name("batch_alter_table", f"reflect_kwargs {name!r}", "Pass the whole table as copy_from.")
        for event, _ in self.reflect_kwargs.get("listeners", ()):
            if event != "column_reflect":
                refuse_name("batch_alter_table", f"a listener for {event!r}", "Pass the whole table as copy_from.")

    def _listened(self):
        """What `column_reflect` listeners make of the reflected columns: a table of those that they changed."""
        listeners = [function for _, function in self.reflect_kwargs.get("listeners", ())]
        if not listeners or self.copy_from is not None or self.operations.migration_context.as_sql:
            return None
        from sqlalchemy import Column, MetaData, Table, inspect, text

        inspector = inspect(self.operations.get_bind())
        table = Table(self.table_name, MetaData(), schema=self.schema)
        changed = []
        for info in inspector.get_columns(self.table_name, schema=self.schema):
            name, before = info["name"], dict(info)
            for function in listeners:
                function(inspector, table, info)
            if info["name"] != name or info.get("key", name) != name:
                from alembic._refusals import refuse_name

                refuse_name("batch_alter_table", "a listener that renames columns", "Rename them in the batch.")
            if info != before:
                default = info.get("default")
                default = text(default) if isinstance(default, str) else default
                changed.append(Column(name, info["type"], nullable=info["nullable"], server_default=default))
        return self._around(changed, {})

    def _around(self, items, keywords):
        """A table that has just these items and keywords; columns that they only mention are left out."""
        if not items and not keywords:
            return None
        from sqlalchemy import Column, MetaData, Table
        from sqlalchemy.types import NULLTYPE

        own = [item.name for item in items if isinstance(item, Column)]
        names = dict.fromkeys(name for item in items for name in _column_names(item) if name not in own)
        table = Table(
            self.table_name,
            MetaData(),
            *[Column(name, NULLTYPE) for name in names],
            *items,
            schema=self.schema,
            **keywords,
        )._tree()
        table["columns"] = [column for column in table["columns"] if column["name"] not in names]
        return table


# Keywords of the reflecting `Table(…)`; all but the listeners change nothing in what a batch makes of it.
_UNDERSTOOD = ("listeners", "resolve_fks", "extend_existing", "keep_existing", "info")


def _column_names(item):
    """The names of the columns that a constraint or index was declared with."""
    from sqlalchemy import Index
    from sqlalchemy.sql.schema import ColumnCollectionConstraint

    if not isinstance(item, (ColumnCollectionConstraint, Index)):
        return ()
    return [part if isinstance(part, str) else part.key for part in item._pending if getattr(part, "key", part)]


def _convention(convention, filled):
    """The templates of a naming convention. Its functions cannot travel; what they say is in the tree of a
    table that was declared (`filled`)."""
    if not convention:
        return None
    if not filled and not all(isinstance(template, str) for template in convention.values()):
        from alembic._refusals import refuse_name

        refuse_name("batch_alter_table", "naming_convention with functions", "Write the names out as templates.")
    from sqlalchemy.sql.naming import convention_tree

    return convention_tree(convention)


__getattr__ = refusing("alembic.operations.batch")
