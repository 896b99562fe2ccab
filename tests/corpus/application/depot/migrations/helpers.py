"""Columns that many tables have."""

import sqlalchemy as sa


def timestamps():
    """When a row was made and changed."""
    return (
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.func.now(), onupdate=sa.func.now()),
    )
