"""Users."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Optional

from pydantic import Field
from sqlalchemy import JSON, Boolean, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.models.base import Base, IdMixin, RequestModel, ResponseModel, TimestampMixin

if TYPE_CHECKING:
    from src.models.api_key import ApiKeyDB
    from src.models.task import TaskDB
    from src.models.thought import ThoughtDB

EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


class UserDB(IdMixin, TimestampMixin, Base):
    """A person; everything else belongs to one."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(255), unique=True)
    preferences: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_active: Mapped[bool] = mapped_column(
        Boolean, default=True, server_default=true()
    )

    thoughts: Mapped[list[ThoughtDB]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )
    tasks: Mapped[list[TaskDB]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )
    api_keys: Mapped[list[ApiKeyDB]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class UserCreate(RequestModel):
    """A new user."""

    name: str = Field(min_length=1, max_length=100)
    email: str = Field(max_length=255, pattern=EMAIL_PATTERN)
    preferences: dict[str, Any] = Field(default_factory=dict)


class UserUpdate(RequestModel):
    """Changes to a user; what is not named stays as it is."""

    name: Optional[str] = Field(default=None, min_length=1, max_length=100)
    email: Optional[str] = Field(default=None, max_length=255, pattern=EMAIL_PATTERN)
    preferences: Optional[dict[str, Any]] = None


class UserResponse(ResponseModel):
    """A user, as clients see one."""

    name: str
    email: str
    preferences: dict[str, Any]
    is_active: bool
    updated_at: datetime
