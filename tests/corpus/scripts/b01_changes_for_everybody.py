"""What a script changes for everybody reaches no other script."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import MigrateOperation, Operations
from depot import settings
from sqlalchemy.ext.compiler import compiles

revision = "b01"
down_revision = "a04"

settings.PREFIX = "changed_"


@compiles(sa.Unicode)
def write_unicode(element, compiler, **kw):
    return "UNITEXT"


@Operations.register_operation("audit")
class Audit(MigrateOperation):
    def __init__(self, table):
        self.table = table

    @classmethod
    def audit(cls, operations, table):
        return operations.invoke(cls(table))


@Operations.implementation_for(Audit)
def audit(operations, operation):
    operations.execute(f"INSERT INTO audit VALUES ('{operation.table}')")


def upgrade():
    op.add_column(f"{settings.PREFIX}crate", sa.Column("label", sa.Unicode()))
    op.audit("crate")


def downgrade():
    op.drop_column(f"{settings.PREFIX}crate", "label")
