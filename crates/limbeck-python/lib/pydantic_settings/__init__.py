"""Stand-in for pydantic-settings: settings from the environment and from `.env` files."""

from pydantic_settings.main import (  # noqa: F401
    BaseSettings,
    ForceDecode,
    NoDecode,
    SettingsConfigDict,
    SettingsError,
)

__version__ = "2.16.3"

_OTHERS = frozenset(
    """
    AWSSecretsManagerSettingsSource AWSSystemsManagerSettingsSource AzureKeyVaultSettingsSource CLI_SUPPRESS CliApp
    CliDualFlag CliExplicitFlag CliImplicitFlag CliMutuallyExclusiveGroup CliPositionalArg CliSettingsSource
    CliSubCommand CliSuppress CliToggleFlag CliUnknownArgs CliVariadicArg DotEnvSettingsSource EnvSettingsSource
    GoogleSecretManagerSettingsSource IncompleteFieldDefinitionWarning InitSettingsSource JsonConfigSettingsSource
    NestedSecretsSettingsSource PydanticBaseSettingsSource PyprojectTomlConfigSettingsSource SecretsSettingsSource
    TomlConfigSettingsSource YamlConfigSettingsSource get_subcommand
    """.split()
)


def __getattr__(name):
    if name in _OTHERS:
        from pydantic._refusals import later

        return later("pydantic_settings", name)
    raise AttributeError(f"module 'pydantic_settings' has no attribute {name!r}")
