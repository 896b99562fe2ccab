"""indexes with everything

Revision ID: case
"""
# databases: postgresql
import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_1", "account", ["name", "email"], unique=True)
    op.create_index("ix_2", "account", [sa.text("lower(email)"), sa.text("balance DESC")])
    op.create_index("ix_3", "account", [sa.func.lower(sa.column("name"))])
    op.create_index("ix_4", "invoice", ["state"], postgresql_where=sa.text("state = 'open'"))
    op.create_index("ix_5", "invoice", ["amount"], postgresql_using="hash")
    op.create_index("ix_6", "invoice", ["amount"], postgresql_include=["state"], unique=True)
    op.create_index("ix_7", "account", ["name"], postgresql_ops={"name": "text_pattern_ops"}, postgresql_with={"fillfactor": 70})
    op.create_index("ix_8", "account", ["email"], unique=True, postgresql_nulls_not_distinct=True)
    op.create_index("ix_9", "invoice", [sa.column("amount").desc().nullslast()])
    op.create_index(op.f("ix_10"), "account", ["born"], if_not_exists=True)
    op.create_index("ix_10", "account", ["born"], if_not_exists=True)
    with op.get_context().autocommit_block():
        op.create_index("ix_11", "account", ["active"], postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_11", table_name="account", postgresql_concurrently=True, if_exists=True)
    for number in range(10, 0, -1):
        op.drop_index(f"ix_{number}")
    op.drop_index("ix_1", if_exists=True)
