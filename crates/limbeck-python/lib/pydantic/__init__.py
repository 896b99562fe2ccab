"""Stand-in for pydantic 2: models for settings and simple data, with pydantic's own errors.

What is not here is refused by name when it is used. Modules load when a name of theirs is asked
for, since a settings file needs a handful of them.
"""

__version__ = VERSION = "2.14.3"

_HOMES = {
    "pydantic.main": "BaseModel create_model",
    "pydantic.root_model": "RootModel",
    "pydantic.fields": "Field FieldInfo PrivateAttr computed_field",
    "pydantic.aliases": "AliasChoices AliasPath",
    "pydantic.config": "ConfigDict Extra",
    "pydantic.functional_validators": """AfterValidator BeforeValidator InstanceOf PlainValidator WrapValidator
        field_validator model_validator SkipValidation""",
    "pydantic.deprecated": "validator root_validator",
    "pydantic.functional_serializers": """field_serializer model_serializer PlainSerializer WrapSerializer
        SerializeAsAny""",
    "pydantic.info": "ValidationInfo ValidatorFunctionWrapHandler FieldSerializationInfo SerializationInfo",
    "pydantic.types": """ByteSize DirectoryPath FilePath FiniteFloat Json NegativeFloat NegativeInt NewPath
        NonNegativeFloat NonNegativeInt NonPositiveFloat NonPositiveInt PositiveFloat PositiveInt Secret SecretBytes
        SecretStr Strict StrictBool StrictBytes StrictFloat StrictInt StrictStr StringConstraints UUID1 UUID3 UUID4
        UUID5 conbytes condecimal confloat confrozenset conint conlist conset constr ImportString""",
    "pydantic.networks": """AmqpDsn AnyHttpUrl AnyUrl AnyWebsocketUrl ClickHouseDsn CockroachDsn EmailStr FileUrl
        FtpUrl HttpUrl KafkaDsn MariaDBDsn MongoDsn MySQLDsn NameEmail NatsDsn PostgresDsn RedisDsn SnowflakeDsn
        UrlConstraints WebsocketUrl validate_email""",
    "pydantic.type_adapter": "TypeAdapter",
    "pydantic.errors": """PydanticErrorCodes PydanticImportError PydanticSchemaGenerationError
        PydanticUndefinedAnnotation PydanticUserError""",
    "pydantic._errors": "ValidationError",
    "pydantic.warnings": "PydanticDeprecatedSince20 PydanticDeprecationWarning",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = sorted(_HOME_OF)
_SUBMODULES = frozenset("aliases config errors fields functional_validators main networks types warnings".split())

def __getattr__(name):
    home = _HOME_OF.get(name)
    if home is not None:
        __import__(home)
        import sys

        value = globals()[name] = getattr(sys.modules[home], name)
        return value
    if name == "BaseSettings":
        from pydantic.errors import PydanticImportError

        raise PydanticImportError(
            "`BaseSettings` has been moved to the `pydantic-settings` package. "
            "See https://pydantic.dev/docs/validation/2.14/migration/#basesettings-has-moved-to-pydantic-settings "
            "for more details."
        )
    if name in _SUBMODULES:
        import importlib

        return importlib.import_module("pydantic." + name)
    from pydantic._refusals import missing

    return missing("pydantic", name)
