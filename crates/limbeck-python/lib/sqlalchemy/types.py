"""The names of `sqlalchemy.types`."""

from sqlalchemy._lazy import exporter

__getattr__, __dir__, __all__ = exporter(
    __name__,
    {
        "sqlalchemy.sql.sqltypes": """
            ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB Concatenable DATE DATETIME DECIMAL DOUBLE
            DOUBLE_PRECISION Date DateTime Double FLOAT Float INT INTEGER Indexable Integer Interval JSON LargeBinary
            MatchType NCHAR NULLTYPE NUMERIC NVARCHAR NullType Numeric NumericCommon PickleType REAL SMALLINT SchemaType
            SmallInteger STRINGTYPE String TEXT TIME TIMESTAMP Text Time TupleType UUID Unicode UnicodeText Uuid VARBINARY
            VARCHAR _Binary""",
        "sqlalchemy.sql.enumerated": "Enum",
        "sqlalchemy.sql.type_api": """
            Emulated ExternalType NativeForEmulated TypeDecorator TypeEngine TypeEngineMixin UserDefinedType Variant
            to_instance""",
    },
)
