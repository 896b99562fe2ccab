"""loops, helpers and constants in a script

Revision ID: case
"""

import sqlalchemy as sa
from alembic import op

revision = "case"
down_revision = "prelude"
branch_labels = None
depends_on = None


from typing import Optional, Sequence, Union

TABLES: Sequence[str] = ("north", "south")


def timestamps() -> list:
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), onupdate=sa.func.now()),
    ]


class Money(sa.types.TypeDecorator):
    impl = sa.Numeric(12, 3)
    cache_ok = True


def table(name: str, *extra: sa.Column, comment: Optional[str] = None) -> None:
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *extra, *timestamps(), comment=comment)


def upgrade() -> None:
    for index, name in enumerate(TABLES):
        table(f"{name}_{index}", sa.Column("price", Money()), sa.Column("kind", sa.Enum("a", "b", name=f"kind_{name}")), comment=None if index else "first")
        op.create_index(op.f(f"ix_{name}_price"), f"{name}_{index}", ["price"])


def downgrade() -> None:
    for index, name in reversed(list(enumerate(TABLES))):
        op.drop_table(f"{name}_{index}")
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TYPE kind_{name}")
