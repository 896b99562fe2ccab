"""Prompts, every version of them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from src.core.infrastructure.db.models.base import (
    Base,
    json_object,
    text_list,
    timestamp,
    uuid_key,
)


class Prompt(Base):
    """A version of a prompt; one version of each name is active."""

    __tablename__ = "prompts"
    __table_args__ = (
        UniqueConstraint("name", "version"),
        CheckConstraint("version > 0", name="version_positive"),
        Index(
            "ix_prompts_name_active",
            "name",
            unique=True,
            postgresql_where=text("is_active"),
        ),
    )

    id: Mapped[uuid_key]
    name: Mapped[str]
    version: Mapped[int] = mapped_column(server_default="1")
    content: Mapped[str]
    variables: Mapped[text_list]
    extra: Mapped[json_object] = mapped_column("metadata")
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[timestamp]
