"""`MigrateOperation`, what every operation derives from, and the lists that hold operations."""

from alembic.util.langhelpers import memoized_property, to_list


class MigrateOperation:
    """Something a migration does; plug-ins derive their own from it."""

    _mutations = frozenset()

    @memoized_property
    def info(self):
        """Room for annotations of hooks."""
        return {}

    def reverse(self):
        """The operation that undoes this one."""
        raise NotImplementedError

    def to_diff_tuple(self):
        """The operation in the short form that `compare_metadata` gives."""
        raise NotImplementedError


class OpContainer(MigrateOperation):
    """A list of operations."""

    def __init__(self, ops=()):
        self.ops = list(ops)

    def is_empty(self):
        """Whether there is nothing in it."""
        return not self.ops

    def as_diffs(self):
        """The operations in short form, containers opened."""
        return list(OpContainer._ops_as_diffs(self))

    @classmethod
    def _ops_as_diffs(cls, migrations):
        for operation in migrations.ops:
            if hasattr(operation, "ops"):
                yield from cls._ops_as_diffs(operation)
            else:
                yield operation.to_diff_tuple()

    def _reversed(self):
        return [operation.reverse() for operation in self.ops][::-1]


class ModifyTableOps(OpContainer):
    """The changes to one table."""

    def __init__(self, table_name, ops, *, schema=None):
        super().__init__(ops)
        self.table_name = table_name
        self.schema = schema

    def reverse(self):
        return ModifyTableOps(self.table_name, ops=self._reversed(), schema=self.schema)


class UpgradeOps(OpContainer):
    """The body of `upgrade()`."""

    def __init__(self, ops=(), upgrade_token="upgrades"):
        super().__init__(ops=ops)
        self.upgrade_token = upgrade_token

    def reverse_into(self, downgrade_ops):
        """Fills a body of `downgrade()` with what undoes this."""
        downgrade_ops.ops[:] = self._reversed()
        return downgrade_ops

    def reverse(self):
        return self.reverse_into(DowngradeOps(ops=[]))


class DowngradeOps(OpContainer):
    """The body of `downgrade()`."""

    def __init__(self, ops=(), downgrade_token="downgrades"):
        super().__init__(ops=ops)
        self.downgrade_token = downgrade_token

    def reverse(self):
        return UpgradeOps(ops=self._reversed())


class MigrationScript(MigrateOperation):
    """A revision file about to be written."""

    def __init__(
        self,
        rev_id,
        upgrade_ops,
        downgrade_ops,
        *,
        message=None,
        imports=None,
        head=None,
        splice=None,
        branch_label=None,
        version_path=None,
        depends_on=None,
    ):
        self.rev_id = rev_id
        self.message = message
        self.imports = set() if imports is None else imports
        self.head = head
        self.splice = splice
        self.branch_label = branch_label
        self.version_path = str(version_path) if version_path else None
        self.depends_on = depends_on
        self.upgrade_ops = upgrade_ops
        self.downgrade_ops = downgrade_ops

    @property
    def upgrade_ops(self):
        """The one body of `upgrade()`."""
        return _single(self._upgrade_ops, "UpgradeOps", "upgrade_ops_list")

    @upgrade_ops.setter
    def upgrade_ops(self, upgrade_ops):
        self._upgrade_ops = to_list(upgrade_ops)
        assert all(isinstance(element, UpgradeOps) for element in self._upgrade_ops)

    @property
    def downgrade_ops(self):
        """The one body of `downgrade()`."""
        return _single(self._downgrade_ops, "DowngradeOps", "downgrade_ops_list")

    @downgrade_ops.setter
    def downgrade_ops(self, downgrade_ops):
        self._downgrade_ops = to_list(downgrade_ops)
        assert all(isinstance(element, DowngradeOps) for element in self._downgrade_ops)

    @property
    def upgrade_ops_list(self):
        """All bodies of `upgrade()`, one for each database."""
        return self._upgrade_ops

    @property
    def downgrade_ops_list(self):
        """All bodies of `downgrade()`, one for each database."""
        return self._downgrade_ops


def _single(bodies, kind, attribute):
    if len(bodies) > 1:
        raise ValueError(
            f"This MigrationScript instance has a multiple-entry list for {kind}; "
            f"please use the {attribute} attribute."
        )
    return bodies[0] if bodies else None
