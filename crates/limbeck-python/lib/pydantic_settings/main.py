"""`BaseSettings`: a model whose input is the environment, then `.env` files, then its defaults."""

import os

from pydantic import BaseModel
from pydantic._refusals import having, refuse
from pydantic.config import ConfigDict

SettingsConfigDict = ConfigDict

_UNSET = object()


class SettingsError(ValueError):
    """A value in the environment cannot be read."""


class NoDecode:
    """In an annotation: the text is not JSON."""


class ForceDecode:
    """In an annotation: the text is JSON although the settings say otherwise."""


_SETTINGS = {
    "extra": "forbid",
    "arbitrary_types_allowed": True,
    "validate_default": True,
    "case_sensitive": False,
    "env_prefix": "",
    "env_prefix_target": "variable",
    "env_file": None,
    "env_file_encoding": None,
    "env_file_depth": 0,
    "env_ignore_empty": False,
    "env_nested_delimiter": None,
    "env_nested_max_split": None,
    "env_parse_none_str": None,
    "env_parse_enums": None,
    "dotenv_filtering": None,
    "enable_decoding": True,
}
_REFUSED = (
    "secrets_dir", "cli_parse_args", "nested_model_default_partial_update", "json_file", "yaml_file", "toml_file",
    "secrets_prefix", "cli_prog_name", "secrets_nested_delimiter", "pyproject_toml_table_header", "strict",
)  # fmt: skip
# What an initializer may be given with an underscore before it.
_OVERRIDES = (
    "case_sensitive", "env_prefix", "env_prefix_target", "env_file", "env_file_encoding", "env_file_depth",
    "env_ignore_empty", "env_nested_delimiter", "env_nested_max_split", "env_parse_none_str", "env_parse_enums",
)  # fmt: skip


class BaseSettings(BaseModel):
    """Settings. Arguments come first, then the environment, then `.env` files, then defaults."""

    model_config = ConfigDict(_SETTINGS)

    def __init__(self, /, **values):
        from pydantic_settings._sources import gather

        cls = type(self)
        config = dict(cls.model_config)
        for name in [name for name in values if name.startswith("_")]:
            option = name.removeprefix("_")
            value = values.pop(name)
            if option in _OVERRIDES:
                if value is not None or option == "env_file":
                    config[option] = value
            elif option in _REFUSED or option.startswith(("cli_", "secrets_")):
                if value is not None:
                    refuse(f"BaseSettings({name}=…)")
            else:
                values[name] = value
        for option in _REFUSED:
            if config.get(option):
                refuse(f"SettingsConfigDict({option}=…)")
        if cls.settings_customise_sources.__func__ is not BaseSettings.settings_customise_sources.__func__:
            refuse(f"{cls.__name__}.settings_customise_sources")
        super().__init__(**gather(cls, config, values))

    @classmethod
    def settings_customise_sources(
        cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings
    ):
        """The order of sources; another one is refused."""
        return init_settings, env_settings, dotenv_settings, file_secret_settings

    @classmethod
    def settings_cached(cls):
        """The settings, made once."""
        made = _cache.get(cls)
        if made is None:
            made = _cache[cls] = cls()
        return made

    @classmethod
    def settings_clear_cache(cls):
        """Forgets the settings made once."""
        _cache.pop(cls, None)


_cache = {}


def environment():
    """The process's environment."""
    return os.environ


__getattr__ = having("pydantic_settings.main")
