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
        self._refuse_reflection_options()
        tree = {
            "table": qualified(self.table_name, self.schema),
            "recreate": self.recreate,
            "operations": self.batch,
            "copy_from": None if self.copy_from is None else self.copy_from._tree(),
            "table_args": self._table_args(),
            "reflect_columns": [column._tree() for column in self.reflect_args],
            "naming_convention": _convention(self.naming_convention),
            "partial_reordering": [list(group) for group in self.partial_reordering or ()],
        }
        self.impl.emit({"batch": tree})

    def _may_recreate(self):
        return self.recreate == "always" or (self.recreate == "auto" and self.dialect.name == "sqlite")

    def _refuse_reflection_options(self):
        from sqlalchemy import Column

        if not self._may_recreate():
            self.reflect_args = ()
            return
        from alembic._refusals import refuse_name

        if self.reflect_kwargs:
            refuse_name("batch_alter_table", "reflect_kwargs", "Pass the whole table as copy_from.")
        if not all(isinstance(item, Column) for item in self.reflect_args):
            refuse_name("batch_alter_table", "reflect_args with anything but columns", "Use copy_from or table_args.")

    def _table_args(self):
        """A table that has just what `table_args` and `table_kwargs` add to the new one."""
        if not self.table_args and not self.table_kwargs:
            return None
        from sqlalchemy import Column, MetaData, Table
        from sqlalchemy.types import NULLTYPE

        names = dict.fromkeys(name for item in self.table_args for name in _column_names(item))
        table = Table(
            self.table_name,
            MetaData(),
            *[Column(name, NULLTYPE) for name in names],
            *self.table_args,
            schema=self.schema,
            **self.table_kwargs,
        )._tree()
        table["columns"] = []
        return table


def _column_names(item):
    """The names of the columns that a constraint or index was declared with."""
    from sqlalchemy import Index
    from sqlalchemy.sql.schema import ColumnCollectionConstraint

    if not isinstance(item, (ColumnCollectionConstraint, Index)):
        return ()
    return [part if isinstance(part, str) else part.key for part in item._pending if getattr(part, "key", part)]


def _convention(convention):
    """The templates of a naming convention; its functions cannot travel."""
    if convention is None:
        return None
    if not all(isinstance(template, str) for template in convention.values()):
        from alembic._refusals import refuse_name

        refuse_name("batch_alter_table", "naming_convention with functions", "Write the names out as templates.")
    return dict(convention)

__getattr__ = refusing("alembic.operations.batch")
