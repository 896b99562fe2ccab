"""Operation objects on constraints and indexes. See `ops`."""

from alembic.operations.base import BatchOperations, Operations
from alembic.operations.operation import MigrateOperation
from alembic.operations.schemaobj import SchemaObjects
from alembic.util.langhelpers import Dispatcher


class AddConstraintOp(MigrateOperation):
    """What the operations that add a constraint share."""

    add_constraint_ops = Dispatcher()

    @property
    def constraint_type(self):
        """The kind of constraint."""
        raise NotImplementedError()

    @classmethod
    def register_add_constraint(cls, type_):
        """A class decorator: the operation that adds constraints of this kind."""

        def register(operation_class):
            cls.add_constraint_ops.dispatch_for(type_)(operation_class.from_constraint)
            return operation_class

        return register

    @classmethod
    def from_constraint(cls, constraint):
        """The operation that adds this constraint."""
        return cls.add_constraint_ops.dispatch(_visit_name(constraint))(constraint)

    def to_constraint(self, migration_context=None):
        """The constraint, on a table of its own."""
        raise NotImplementedError()

    def reverse(self):
        return DropConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self):
        return ("add_constraint", self.to_constraint())


_KIND_OF_VISIT_NAME = {
    "unique_constraint": "unique",
    "foreign_key_constraint": "foreignkey",
    "primary_key_constraint": "primary",
    "check_constraint": "check",
}


def _visit_name(constraint):
    return f"{constraint._kind}_constraint"


def _table_of(constraint):
    parent = getattr(constraint, "parent", None)
    return getattr(parent, "table", parent) if parent is not None else constraint.table


def _name_of(constraint):
    return constraint.name if isinstance(constraint.name, str) else None


@Operations.register_operation("drop_constraint")
@BatchOperations.register_operation("drop_constraint", "batch_drop_constraint")
class DropConstraintOp(MigrateOperation):
    """`ALTER TABLE … DROP CONSTRAINT`."""

    def __init__(self, constraint_name, table_name, type_=None, *, schema=None, if_exists=None, _reverse=None):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.constraint_type = type_
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse

    def reverse(self):
        return AddConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self):
        return ("remove_fk" if self.constraint_type == "foreignkey" else "remove_constraint", self.to_constraint())

    @classmethod
    def from_constraint(cls, constraint):
        """The operation that drops this constraint."""
        table = _table_of(constraint)
        return cls(
            _name_of(constraint),
            table.name,
            schema=table.schema,
            type_=_KIND_OF_VISIT_NAME.get(_visit_name(constraint)),
            _reverse=AddConstraintOp.from_constraint(constraint),
        )

    def to_constraint(self):
        """The constraint that was there, where it is known."""
        if self._reverse is None:
            raise ValueError("constraint cannot be produced; original constraint is not present")
        constraint = self._reverse.to_constraint()
        constraint.name = self.constraint_name
        table = _table_of(constraint)
        table.name = self.table_name
        table.schema = self.schema
        return constraint

    @classmethod
    def drop_constraint(cls, operations, constraint_name, table_name, type_=None, *, schema=None, if_exists=None):
        return operations.invoke(cls(constraint_name, table_name, type_=type_, schema=schema, if_exists=if_exists))

    @classmethod
    def batch_drop_constraint(cls, operations, constraint_name, type_=None):
        impl = operations.impl
        return operations.invoke(cls(constraint_name, impl.table_name, type_=type_, schema=impl.schema))


class _AddToTableOp(AddConstraintOp):
    """A constraint on columns of one table."""

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw


@Operations.register_operation("create_primary_key")
@BatchOperations.register_operation("create_primary_key", "batch_create_primary_key")
@AddConstraintOp.register_add_constraint("primary_key_constraint")
class CreatePrimaryKeyOp(_AddToTableOp):
    """`ALTER TABLE … ADD PRIMARY KEY`."""

    constraint_type = "primarykey"

    @classmethod
    def from_constraint(cls, constraint):
        table = _table_of(constraint)
        columns = constraint.columns.keys()
        return cls(_name_of(constraint), table.name, columns, schema=table.schema, **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        return SchemaObjects(migration_context).primary_key_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )

    @classmethod
    def create_primary_key(cls, operations, constraint_name, table_name, columns, *, schema=None):
        return operations.invoke(cls(constraint_name, table_name, columns, schema=schema))

    @classmethod
    def batch_create_primary_key(cls, operations, constraint_name, columns):
        impl = operations.impl
        return operations.invoke(cls(constraint_name, impl.table_name, columns, schema=impl.schema))


@Operations.register_operation("create_unique_constraint")
@BatchOperations.register_operation("create_unique_constraint", "batch_create_unique_constraint")
@AddConstraintOp.register_add_constraint("unique_constraint")
class CreateUniqueConstraintOp(_AddToTableOp):
    """`ALTER TABLE … ADD UNIQUE`."""

    constraint_type = "unique"

    @classmethod
    def from_constraint(cls, constraint):
        table = _table_of(constraint)
        kw = {key: getattr(constraint, key) for key in ("deferrable", "initially") if getattr(constraint, key)}
        kw.update(constraint.dialect_kwargs)
        return cls(_name_of(constraint), table.name, [c.name for c in constraint.columns], schema=table.schema, **kw)

    def to_constraint(self, migration_context=None):
        return SchemaObjects(migration_context).unique_constraint(
            self.constraint_name, self.table_name, self.columns, schema=self.schema, **self.kw
        )

    @classmethod
    def create_unique_constraint(cls, operations, constraint_name, table_name, columns, *, schema=None, **kw):
        return operations.invoke(cls(constraint_name, table_name, columns, schema=schema, **kw))

    @classmethod
    def batch_create_unique_constraint(cls, operations, constraint_name, columns, **kw):
        kw["schema"] = operations.impl.schema
        return operations.invoke(cls(constraint_name, operations.impl.table_name, columns, **kw))


@Operations.register_operation("create_foreign_key")
@BatchOperations.register_operation("create_foreign_key", "batch_create_foreign_key")
@AddConstraintOp.register_add_constraint("foreign_key_constraint")
class CreateForeignKeyOp(AddConstraintOp):
    """`ALTER TABLE … ADD FOREIGN KEY`."""

    constraint_type = "foreignkey"

    def __init__(self, constraint_name, source_table, referent_table, local_cols, remote_cols, **kw):
        self.constraint_name = constraint_name
        self.source_table = source_table
        self.referent_table = referent_table
        self.local_cols = local_cols
        self.remote_cols = remote_cols
        self.kw = kw

    def to_diff_tuple(self):
        return ("add_fk", self.to_constraint())

    @classmethod
    def from_constraint(cls, constraint):
        options = ("onupdate", "ondelete", "initially", "deferrable", "use_alter", "match")
        kw = {key: getattr(constraint, key) for key in options if getattr(constraint, key)}
        source = constraint.parent
        targets = [element.column for element in constraint.elements]
        kw["source_schema"] = source.schema
        kw["referent_schema"] = targets[0].table.schema
        kw.update(constraint.dialect_kwargs)
        local = [constraint.columns[key].name for key in constraint.column_keys]
        remote = [column.name for column in targets]
        return cls(_name_of(constraint), source.name, targets[0].table.name, local, remote, **kw)

    def to_constraint(self, migration_context=None):
        return SchemaObjects(migration_context).foreign_key_constraint(
            self.constraint_name,
            self.source_table,
            self.referent_table,
            self.local_cols,
            self.remote_cols,
            **self.kw,
        )

    @classmethod
    def create_foreign_key(
        cls,
        operations,
        constraint_name,
        source_table,
        referent_table,
        local_cols,
        remote_cols,
        *,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        match=None,
        source_schema=None,
        referent_schema=None,
        **dialect_kw,
    ):
        return operations.invoke(
            cls(
                constraint_name,
                source_table,
                referent_table,
                local_cols,
                remote_cols,
                onupdate=onupdate,
                ondelete=ondelete,
                deferrable=deferrable,
                source_schema=source_schema,
                referent_schema=referent_schema,
                initially=initially,
                match=match,
                **dialect_kw,
            )
        )

    @classmethod
    def batch_create_foreign_key(
        cls,
        operations,
        constraint_name,
        referent_table,
        local_cols,
        remote_cols,
        *,
        referent_schema=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        match=None,
        **dialect_kw,
    ):
        return cls.create_foreign_key(
            operations,
            constraint_name,
            operations.impl.table_name,
            referent_table,
            local_cols,
            remote_cols,
            onupdate=onupdate,
            ondelete=ondelete,
            deferrable=deferrable,
            initially=initially,
            match=match,
            source_schema=operations.impl.schema,
            referent_schema=referent_schema,
            **dialect_kw,
        )


@Operations.register_operation("create_check_constraint")
@BatchOperations.register_operation("create_check_constraint", "batch_create_check_constraint")
@AddConstraintOp.register_add_constraint("check_constraint")
@AddConstraintOp.register_add_constraint("table_or_column_check_constraint")
@AddConstraintOp.register_add_constraint("column_check_constraint")
class CreateCheckConstraintOp(AddConstraintOp):
    """`ALTER TABLE … ADD CHECK`."""

    constraint_type = "check"

    def __init__(self, constraint_name, table_name, condition, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.condition = condition
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = _table_of(constraint)
        kw = constraint.dialect_kwargs
        return cls(_name_of(constraint), table.name, constraint.sqltext, schema=table.schema, **kw)

    def to_constraint(self, migration_context=None):
        return SchemaObjects(migration_context).check_constraint(
            self.constraint_name, self.table_name, self.condition, schema=self.schema, **self.kw
        )

    @classmethod
    def create_check_constraint(cls, operations, constraint_name, table_name, condition, *, schema=None, **kw):
        return operations.invoke(cls(constraint_name, table_name, condition, schema=schema, **kw))

    @classmethod
    def batch_create_check_constraint(cls, operations, constraint_name, condition, **kw):
        impl = operations.impl
        return operations.invoke(cls(constraint_name, impl.table_name, condition, schema=impl.schema, **kw))


@Operations.register_operation("create_exclude_constraint")
@BatchOperations.register_operation("create_exclude_constraint", "batch_create_exclude_constraint")
@AddConstraintOp.register_add_constraint("exclude_constraint")
class CreateExcludeConstraintOp(AddConstraintOp):
    """PostgreSQL's `ALTER TABLE … ADD EXCLUDE`."""

    constraint_type = "exclude"

    def __init__(
        self, constraint_name, table_name, elements, where=None, schema=None, _orig_constraint=None, **kw
    ):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.elements = elements
        self.where = where
        self.schema = schema
        self._orig_constraint = _orig_constraint
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = _table_of(constraint)
        return cls(
            constraint.name,
            table.name,
            [(expression, operator) for expression, _, operator in constraint._render_exprs],
            where=constraint.where,
            schema=table.schema,
            _orig_constraint=constraint,
            deferrable=constraint.deferrable,
            initially=constraint.initially,
            using=constraint.using,
        )

    def to_constraint(self, migration_context=None):
        if self._orig_constraint is not None:
            return self._orig_constraint
        return SchemaObjects(migration_context).exclude_constraint(
            self.constraint_name, self.table_name, self.elements, where=self.where, schema=self.schema, **self.kw
        )

    @classmethod
    def create_exclude_constraint(cls, operations, constraint_name, table_name, *elements, **kw):
        return operations.invoke(cls(constraint_name, table_name, elements, **kw))

    @classmethod
    def batch_create_exclude_constraint(cls, operations, constraint_name, *elements, **kw):
        kw["schema"] = operations.impl.schema
        return operations.invoke(cls(constraint_name, operations.impl.table_name, elements, **kw))


@Operations.register_operation("create_index")
@BatchOperations.register_operation("create_index", "batch_create_index")
class CreateIndexOp(MigrateOperation):
    """`CREATE INDEX`."""

    def __init__(
        self, index_name, table_name, columns, *, schema=None, unique=False, if_not_exists=None, **kw
    ):
        self.index_name = index_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.unique = unique
        self.if_not_exists = if_not_exists
        self.kw = kw

    def reverse(self):
        return DropIndexOp.from_index(self.to_index())

    def to_diff_tuple(self):
        return ("add_index", self.to_index())

    @classmethod
    def from_index(cls, index):
        """The operation that creates this index."""
        assert index.table is not None
        table = index.table
        return cls(
            index.name, table.name, index.expressions, schema=table.schema, unique=index.unique, **index.kwargs
        )

    def to_index(self, migration_context=None):
        """The index, on a table of its own."""
        return SchemaObjects(migration_context).index(
            self.index_name, self.table_name, self.columns, schema=self.schema, unique=self.unique, **self.kw
        )

    @classmethod
    def create_index(
        cls, operations, index_name, table_name, columns, *, schema=None, unique=False, if_not_exists=None, **kw
    ):
        return operations.invoke(
            cls(index_name, table_name, columns, schema=schema, unique=unique, if_not_exists=if_not_exists, **kw)
        )

    @classmethod
    def batch_create_index(cls, operations, index_name, columns, **kw):
        impl = operations.impl
        return operations.invoke(cls(index_name, impl.table_name, columns, schema=impl.schema, **kw))


@Operations.register_operation("drop_index")
@BatchOperations.register_operation("drop_index", "batch_drop_index")
class DropIndexOp(MigrateOperation):
    """`DROP INDEX`."""

    def __init__(self, index_name, table_name=None, *, schema=None, if_exists=None, _reverse=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    def to_diff_tuple(self):
        return ("remove_index", self.to_index())

    def reverse(self):
        return CreateIndexOp.from_index(self.to_index())

    @classmethod
    def from_index(cls, index):
        """The operation that drops this index."""
        assert index.table is not None
        return cls(
            index.name,
            table_name=index.table.name,
            schema=index.table.schema,
            _reverse=CreateIndexOp.from_index(index),
            unique=index.unique,
            **index.kwargs,
        )

    def to_index(self, migration_context=None):
        """The index; of its columns only what is known."""
        columns = self._reverse.columns if self._reverse else ["x"]
        return SchemaObjects(migration_context).index(
            self.index_name, self.table_name, columns, schema=self.schema, **self.kw
        )

    @classmethod
    def drop_index(cls, operations, index_name, table_name=None, *, schema=None, if_exists=None, **kw):
        return operations.invoke(cls(index_name, table_name=table_name, schema=schema, if_exists=if_exists, **kw))

    @classmethod
    def batch_drop_index(cls, operations, index_name, **kw):
        impl = operations.impl
        return operations.invoke(cls(index_name, table_name=impl.table_name, schema=impl.schema, **kw))
