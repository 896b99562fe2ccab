"""What was said in sessions, as vectors."""

from __future__ import annotations

from typing import Any

from pgvector.sqlalchemy import Vector
from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from src.core.infrastructure.db.models.base import Base, json_object, timestamp

DIMENSIONS = 384


class SessionEmbedding(Base):
    """A piece of a session's text and its vector."""

    __tablename__ = "session_embeddings"
    __table_args__ = (Index(None, "session_id", "created_at"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    session_id: Mapped[str]
    text: Mapped[str]
    embedding: Mapped[Any] = mapped_column(Vector(DIMENSIONS), nullable=False)
    extra: Mapped[json_object] = mapped_column("metadata")
    created_at: Mapped[timestamp]
