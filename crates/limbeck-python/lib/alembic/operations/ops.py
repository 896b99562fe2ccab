"""Operation objects: one class for each thing a migration does, with the attributes that hooks read.

Each class says how its directive is called, plainly and in a batch (`batch_…`). What an
operation does stands in `toimpl`.
"""

from alembic._refusals import refusing
from alembic.operations.constraint_ops import (  # noqa: F401
    AddConstraintOp,
    CreateCheckConstraintOp,
    CreateExcludeConstraintOp,
    CreateForeignKeyOp,
    CreateIndexOp,
    CreatePrimaryKeyOp,
    CreateUniqueConstraintOp,
    DropConstraintOp,
    DropIndexOp,
)
from alembic.operations.operation import (  # noqa: F401
    DowngradeOps,
    MigrateOperation,
    MigrationScript,
    ModifyTableOps,
    OpContainer,
    UpgradeOps,
)
from alembic.operations.table_ops import (  # noqa: F401
    AddColumnOp,
    AlterColumnOp,
    AlterTableOp,
    BulkInsertOp,
    CreateTableCommentOp,
    CreateTableOp,
    DropColumnOp,
    DropTableCommentOp,
    DropTableOp,
    ExecuteSQLOp,
    RenameTableOp,
)

# Where they are in Alembic: errors and logs show it.
for _class in list(globals().values()):
    if isinstance(_class, type) and issubclass(_class, MigrateOperation):
        _class.__module__ = __name__
CreateExcludeConstraintOp.__module__ = "alembic.ddl.postgresql"

__getattr__ = refusing("alembic.operations.ops")
