"""The public names of pydantic 2.14, pydantic-core and pydantic-settings 2.16, by module. Written by `tests/standins/record_names.py`."""

NAMES = {
    "pydantic": """
        VERSION errors version warnings
    """,
    "pydantic.fields": """
        AliasChoices AliasGenerator AliasPath ComputedFieldInfo Field FieldInfo GlobalsNamespace MISSING
        ModelPrivateAttr PrivateAttr PydanticDeprecatedSince20 PydanticForbiddenQualifier PydanticJsonSchemaWarning
        PydanticUndefined PydanticUserError computed_field
    """,
    "pydantic.types": """
        AllowInfNan AwareDatetime Base64Encoder Base64UrlEncoder ByteSize Discriminator EncodedBytes EncodedStr
        EncoderProtocol FailFast FutureDate FutureDatetime GetCoreSchemaHandler GetJsonSchemaHandler
        GetPydanticSchema ImportString Json JsonValue NaiveDatetime OnErrorOmit PastDate PastDatetime PathType
        PaymentCardBrand PaymentCardNumber PydanticCustomError PydanticDeprecatedSince20 PydanticUserError
        SchemaSerializer Secret SecretBytes SecretStr Strict StringConstraints Tag UuidVersion conbytes condate
        condecimal confloat confrozenset conint conlist conset constr
    """,
    "pydantic.networks": """
        AmqpDsn AnyHttpUrl AnyUrl AnyWebsocketUrl ClickHouseDsn CockroachDsn EmailStr FileUrl FtpUrl
        GetCoreSchemaHandler HttpUrl IPvAnyAddress IPvAnyAddressType IPvAnyInterface IPvAnyInterfaceType
        IPvAnyNetwork IPvAnyNetworkType KafkaDsn MAX_EMAIL_LENGTH MariaDBDsn MongoDsn MultiHostHost MySQLDsn
        NameEmail NatsDsn PostgresDsn PydanticCustomError PydanticSerializationUnexpectedValue PydanticUserError
        RedisDsn SchemaSerializer SnowflakeDsn TypeAdapter UrlConstraints WebsocketUrl email_validator
        import_email_validator validate_email
    """,
    "pydantic.main": """
        AliasChoices AliasPath BaseModel ConfigDict DEFAULT_REF_TEMPLATE GenerateJsonSchema GetCoreSchemaHandler
        GetJsonSchemaHandler PluggableSchemaValidator PydanticDeprecatedSince20 PydanticDeprecatedSince211
        PydanticUndefined PydanticUndefinedAnnotation PydanticUserError ValidationError create_model
        model_json_schema
    """,
    "pydantic.config": """
        AliasGenerator ConfigDict PydanticDeprecatedSince211 PydanticUserError with_config
    """,
    "pydantic.aliases": """
        AliasChoices AliasGenerator AliasPath PydanticUndefined
    """,
    "pydantic.functional_validators": """
        AfterValidator ArbitraryTypeWarning BeforeValidator FreeModelBeforeValidator
        FreeModelBeforeValidatorWithoutInfo GetCoreSchemaHandler InstanceOf ModelBeforeValidator
        ModelBeforeValidatorWithoutInfo ModelWrapValidator ModelWrapValidatorHandler ModelWrapValidatorWithoutInfo
        PlainValidator PydanticDeprecatedSince212 PydanticUndefined PydanticUserError SkipValidation ValidateAs
        WrapValidator field_validator model_validator
    """,
    "pydantic.functional_serializers": """
        GetCoreSchemaHandler PlainSerializer PydanticUndefined PydanticUndefinedAnnotation PydanticUserError
        SerializationInfo SerializeAsAny SerializerFunctionWrapHandler WrapSerializer field_serializer
        model_serializer
    """,
    "pydantic.errors": """
        DEV_ERROR_DOCS_URL PydanticErrorMixin PydanticForbiddenQualifier PydanticImportError
        PydanticInvalidForJsonSchema PydanticSchemaGenerationError PydanticUndefinedAnnotation PydanticUserError
    """,
    "pydantic.warnings": """
        ArbitraryTypeWarning CoreSchemaGenerationWarning GenericBeforeBaseModelWarning PydanticDeprecatedSince20
        PydanticDeprecatedSince210 PydanticDeprecatedSince211 PydanticDeprecatedSince212 PydanticDeprecatedSince214
        PydanticDeprecatedSince26 PydanticDeprecatedSince29 PydanticDeprecationWarning PydanticExperimentalWarning
        TypedDictExtraConfigWarning UnsupportedFieldAttributeWarning
    """,
    "pydantic.type_adapter": """
        BaseModel ConfigDict DEFAULT_REF_TEMPLATE GenerateJsonSchema P PluggableSchemaValidator
        PydanticUndefinedAnnotation PydanticUserError SchemaSerializer SchemaValidator Some TypeAdapter
        create_schema_validator
    """,
    "pydantic_settings": """
        AWSSecretsManagerSettingsSource AWSSystemsManagerSettingsSource AzureKeyVaultSettingsSource BaseSettings
        CLI_SUPPRESS CliApp CliDualFlag CliExplicitFlag CliImplicitFlag CliMutuallyExclusiveGroup CliPositionalArg
        CliSettingsSource CliSubCommand CliSuppress CliToggleFlag CliUnknownArgs CliVariadicArg DotEnvSettingsSource
        EnvSettingsSource ForceDecode GoogleSecretManagerSettingsSource IncompleteFieldDefinitionWarning
        InitSettingsSource JsonConfigSettingsSource NestedSecretsSettingsSource NoDecode PydanticBaseSettingsSource
        PyprojectTomlConfigSettingsSource SecretsSettingsSource SettingsConfigDict SettingsError
        TomlConfigSettingsSource VERSION YamlConfigSettingsSource exceptions get_subcommand main sources utils
        version
    """,
    "pydantic_settings.main": """
        BaseSettings CliApp CliSettingsSource DefaultSettingsSource DotEnvSettingsSource EnvSettingsSource
        InitSettingsSource InitState JsonConfigSettingsSource NestedSecretsSettingsSource PydanticBaseSettingsSource
        PyprojectTomlConfigSettingsSource SecretsSettingsSource SettingsConfigDict SettingsError
        TomlConfigSettingsSource YamlConfigSettingsSource config_keys get_subcommand
    """,
    "pydantic_settings.sources": """
        AWSSecretsManagerSettingsSource AWSSystemsManagerSettingsSource AzureKeyVaultSettingsSource CLI_SUPPRESS
        CliDualFlag CliExplicitFlag CliImplicitFlag CliMutuallyExclusiveGroup CliPositionalArg CliSettingsSource
        CliSuppress CliToggleFlag CliVariadicArg ConfigFileSourceMixin DefaultSettingsSource DotEnvSettingsSource
        EnvSettingsSource ForceDecode GoogleSecretManagerSettingsSource InitSettingsSource JsonConfigSettingsSource
        NestedSecretsSettingsSource NoDecode PydanticBaseEnvSettingsSource PydanticBaseSettingsSource
        PyprojectTomlConfigSettingsSource SecretsSettingsSource TomlConfigSettingsSource YamlConfigSettingsSource
        base get_subcommand providers read_env_file types utils
    """,
    "pydantic_core": """
        ArgsKwargs CoreConfig CoreSchema CoreSchemaType ErrorDetails ErrorType ErrorTypeInfo InitErrorDetails
        MISSING MultiHostHost MultiHostUrl PydanticCustomError PydanticKnownError PydanticOmit
        PydanticSerializationError PydanticSerializationUnexpectedValue PydanticUndefined PydanticUndefinedType
        PydanticUseDefault SchemaError SchemaSerializer SchemaValidator Sentinel Some TzInfo Url ValidationError
        core_schema from_json to_json to_jsonable_python
    """,
}
