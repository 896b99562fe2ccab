"""Companies a user follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Optional

from sqlalchemy import DateTime, Integer, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base

if TYPE_CHECKING:
    from app.models.signal_record import SignalRecord


class Company(Base):
    """A company; signals, analyses and briefings refer to it."""

    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(255), index=True)
    website_url: Mapped[str] = mapped_column(String(2048))
    founder_name: Mapped[Optional[str]] = mapped_column(String(255))
    notes: Mapped[Optional[str]] = mapped_column(Text)
    cto_need_score: Mapped[Optional[int]] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), onupdate=func.now()
    )
    last_scan_at: Mapped[Optional[datetime]] = mapped_column(DateTime(timezone=True))

    signal_records: Mapped[list[SignalRecord]] = relationship(
        back_populates="company", cascade="all, delete-orphan", passive_deletes=True
    )
