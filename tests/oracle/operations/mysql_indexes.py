"""indexes with everything

Revision ID: case
"""
# databases: mariadb
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_1", "account", ["name", "email"], unique=True)
    op.create_index("ix_2", "invoice", ["note"], mysql_length=20)
    op.create_index("ix_3", "account", ["name", "email"], mysql_length={"name": 3, "email": 5})
    op.create_index("ix_4", "invoice", ["note"], mysql_prefix="FULLTEXT")
    op.create_index("ix_5", "invoice", ["amount"], mysql_using="hash")
    op.create_index("ix_6", "account", [sa.text("balance DESC"), "id"])
    op.create_index("ix_7", "account", [sa.column("born").desc()])
    op.create_index(op.f("ix_8"), "account", ["born"], if_not_exists=True)
    op.create_index("ix_8", "account", ["born"], if_not_exists=True)
    op.create_index("ix 9", "invoice", ["state"], mariadb_using="btree")


def downgrade() -> None:
    op.drop_index("ix 9", "invoice")
    for number in range(8, 0, -1):
        op.drop_index(f"ix_{number}", table_name="account" if number in (1, 3, 6, 7, 8) else "invoice")
    op.drop_index("ix_1", "account", if_exists=True)
