"""initial baseline

The first revision has no tables. It is there so that every database has a
version from the start, on which the revisions of Epic 2 build.

Revision ID: 8189d0fe8479
Revises:
Create Date: 2025-12-19 05:40:27.561904+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '8189d0fe8479'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    pass


def downgrade() -> None:
    """Downgrade schema."""
    pass
