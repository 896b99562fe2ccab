"""Settings of the backend, from the environment or the file .env."""

from pathlib import Path
from typing import Optional
from urllib.parse import quote_plus

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BACKEND_DIR = Path(__file__).resolve().parent.parent.parent


class Settings(BaseSettings):
    """Where the database is.

    DATABASE_URL says it in one piece, the DB_… settings in several. Without
    either the data is in a SQLite file, for a quick start.
    """

    model_config = SettingsConfigDict(
        env_file=BACKEND_DIR / ".env", env_file_encoding="utf-8", extra="ignore"
    )

    database_url_override: Optional[str] = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="a complete sync URL",
    )
    db_host: Optional[str] = Field(default=None, description="the server's name")
    db_port: int = Field(default=5432, ge=1, le=65535)
    db_user: str = Field(default="")
    db_password: str = Field(default="", repr=False)
    db_name: str = Field(default="ai_interviewer_db")

    @property
    def database_url_sync(self) -> str:
        """The URL for Alembic, which works with a sync driver."""
        if self.database_url_override:
            return self.database_url_override
        if self.db_host is None:
            return f"sqlite:///{BACKEND_DIR / 'interviewer.db'}"
        if not self.db_user:
            raise ValueError("DB_HOST is set and DB_USER is not")
        credentials = f"{quote_plus(self.db_user)}:{quote_plus(self.db_password)}"
        return (
            f"postgresql://{credentials}@{self.db_host}:{self.db_port}/{self.db_name}"
        )

    @property
    def database_url(self) -> str:
        """The URL for the application, which works with an async driver."""
        scheme, rest = self.database_url_sync.split("://", maxsplit=1)
        backend = scheme.split("+")[0]
        driver = {"postgresql": "asyncpg", "sqlite": "aiosqlite"}[backend]
        return f"{backend}+{driver}://{rest}"


settings = Settings()
