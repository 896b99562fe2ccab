"""Settings of the application, from the environment or the file .env."""

from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Everything that differs between one machine and the next.

    Attributes:
        database_url: where the data is; names the driver too, for example
            ``postgresql+psycopg://user@host:5432/signalforge``.
        database_echo: print every SQL statement the application sends.
    """

    model_config = SettingsConfigDict(
        env_file=PROJECT_ROOT / ".env",
        env_file_encoding="utf-8",
        extra="ignore",
    )

    database_url: str = f"sqlite:///{PROJECT_ROOT / 'signalforge.db'}"
    database_echo: bool = False


@lru_cache
def get_settings() -> Settings:
    """Return the settings, read once per process."""
    return Settings()
