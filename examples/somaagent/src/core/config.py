"""Settings of the agent, from environment variables that start with SA01_."""

import os

from sqlalchemy.engine import make_url

DEFAULT_DSN = "postgresql://soma:soma@localhost:5432/somaagent01"


class Settings:
    """The environment, as it was when the settings were made."""

    def __init__(self) -> None:
        self.db_dsn: str = os.environ.get("SA01_DB_DSN") or DEFAULT_DSN

    @property
    def async_dsn(self) -> str:
        """The DSN with the asynchronous driver, whichever driver it names."""
        url = make_url(self.db_dsn).set(drivername="postgresql+asyncpg")
        return url.render_as_string(hide_password=False)
