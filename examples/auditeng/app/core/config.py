"""Settings of the application, from the environment."""

import os

DEFAULT_DATABASE_URL = "postgresql+asyncpg://postgres:postgres@localhost:5432/auditeng"


class Settings:
    """The environment, read once when the application starts."""

    def __init__(self) -> None:
        self.database_url: str = os.environ.get("DATABASE_URL", DEFAULT_DATABASE_URL)
        self.pool_size: int = int(os.environ.get("DATABASE_POOL_SIZE", "5"))


settings = Settings()
