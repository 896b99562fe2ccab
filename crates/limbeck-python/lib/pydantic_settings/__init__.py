"""Stand-in for pydantic-settings: settings from the environment and from `.env` files."""

from pydantic._refusals import having
from pydantic_settings.main import (  # noqa: F401
    BaseSettings,
    ForceDecode,
    NoDecode,
    SettingsConfigDict,
    SettingsError,
)

__version__ = VERSION = "2.16.3"


__getattr__ = having("pydantic_settings")
