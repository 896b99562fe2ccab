"""The sources of settings that real pydantic-settings lets a project replace: not here."""

from pydantic._refusals import having

__getattr__ = having("pydantic_settings.sources")
