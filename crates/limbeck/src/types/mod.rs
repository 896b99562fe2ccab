//! Column types: what a column holds, as declared or as reflected.
//!
//! Lives here: one variant per family of types, with the class it was spelled as, since log
//! lines and generated scripts repeat that spelling (`sa.String(length=5)` is not
//! `sa.VARCHAR(length=5)`). Does not live here: a type's text in DDL (`dialect::<name>::types`)
//! or in a script (`render`).

mod affinity;
mod mysql;
mod postgres;
mod repr;

pub use affinity::Affinity;
pub use mysql::{
    CharacterOptions, Fractional, MysqlBlob, MysqlBlobName, MysqlCharacter, MysqlCharacterName, MysqlFloat,
    MysqlFloatName, MysqlInteger, MysqlIntegerName, MysqlNumeric, MysqlNumericName, MysqlSet, MysqlType,
};
pub use postgres::{Domain, PostgresType};

use crate::name::Identifier;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Which of `SQLAlchemy`'s two namespaces a type was taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spelling {
    /// A generic type (`Integer`), which each database translates.
    #[default]
    Generic,
    /// An SQL type in capitals (`INTEGER`), rendered as spelled.
    Standard,
}

/// The type of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// No type is known (`NullType`); DDL cannot be made of it.
    #[default]
    Null,
    /// `SmallInteger`, `SMALLINT`.
    SmallInteger(Spelling),
    /// `Integer`, `INTEGER`.
    Integer(Spelling),
    /// `BigInteger`, `BIGINT`.
    BigInteger(Spelling),
    /// Exact decimal numbers.
    Numeric(Numeric),
    /// Binary floating point.
    Float(Float),
    /// Text of any kind.
    Character(Character),
    /// `Boolean`, `BOOLEAN`.
    Boolean(Boolean),
    /// `Date`, `DATE`.
    Date(Spelling),
    /// `Time`, `TIME`.
    Time(Time),
    /// `DateTime`, `DATETIME`, `TIMESTAMP`.
    DateTime(DateTime),
    /// The generic `Interval`.
    Interval(Interval),
    /// Bytes of any kind.
    Binary(Binary),
    /// `JSON`.
    Json(Json),
    /// `Uuid`, `UUID`.
    Uuid(Uuid),
    /// An enumeration.
    Enum(Box<EnumType>),
    /// A list of values of one type.
    Array(Box<ArrayType>),
    /// A type that only PostgreSQL has.
    Postgres(PostgresType),
    /// A type as MySQL or MariaDB has it.
    Mysql(MysqlType),
    /// A base type with other types for some dialects (`with_variant`).
    Variant(Box<Variant>),
    /// A user's class around another type (`TypeDecorator`).
    Decorated(Box<Decorated>),
    /// A user's class that writes its own DDL text (`UserDefinedType`, `@compiles`).
    UserDefined(UserDefined),
    /// A type that reflection met and nobody knows; its text as the database gave it.
    Unknown(String),
}

/// Class names of exact decimal types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum NumericName {
    #[default]
    Numeric,
    #[serde(rename = "NUMERIC")]
    StandardNumeric,
    #[serde(rename = "DECIMAL")]
    Decimal,
}

/// An exact decimal number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Numeric {
    /// The class.
    #[serde(default)]
    pub name: NumericName,
    /// Digits in all.
    #[serde(default)]
    pub precision: Option<u32>,
    /// Digits after the point.
    #[serde(default)]
    pub scale: Option<i32>,
    /// `asdecimal=False`: floats on the Python side.
    #[serde(default = "yes")]
    pub as_decimal: bool,
}

/// Class names of floating-point types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum FloatName {
    #[default]
    Float,
    Double,
    #[serde(rename = "FLOAT")]
    StandardFloat,
    #[serde(rename = "REAL")]
    Real,
    #[serde(rename = "DOUBLE")]
    StandardDouble,
    #[serde(rename = "DOUBLE_PRECISION")]
    DoublePrecision,
}

/// A floating-point number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Float {
    /// The class.
    #[serde(default)]
    pub name: FloatName,
    /// Binary digits.
    #[serde(default)]
    pub precision: Option<u32>,
    /// `asdecimal=True`: decimals on the Python side.
    #[serde(default)]
    pub as_decimal: bool,
}

/// Class names of text types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum CharacterName {
    #[default]
    String,
    Text,
    Unicode,
    UnicodeText,
    #[serde(rename = "VARCHAR")]
    Varchar,
    #[serde(rename = "CHAR")]
    Char,
    #[serde(rename = "NVARCHAR")]
    Nvarchar,
    #[serde(rename = "NCHAR")]
    Nchar,
    #[serde(rename = "TEXT")]
    StandardText,
    #[serde(rename = "CLOB")]
    Clob,
}

/// Text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Character {
    /// The class.
    #[serde(default)]
    pub name: CharacterName,
    /// Most characters it may hold.
    #[serde(default)]
    pub length: Option<u32>,
    /// Collation.
    #[serde(default)]
    pub collation: Option<String>,
}

/// A truth value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Boolean {
    /// `Boolean` or `BOOLEAN`.
    #[serde(default)]
    pub spelling: Spelling,
    /// Make a CHECK constraint where the database has no such type.
    #[serde(default)]
    pub create_constraint: bool,
    /// Name of that constraint.
    #[serde(default)]
    pub name: Option<Identifier>,
}

/// A time of day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// `Time` or `TIME`.
    #[serde(default)]
    pub spelling: Spelling,
    /// With an offset from UTC.
    #[serde(default)]
    pub timezone: bool,
}

/// Class names of date-and-time types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum DateTimeName {
    #[default]
    DateTime,
    #[serde(rename = "DATETIME")]
    StandardDateTime,
    #[serde(rename = "TIMESTAMP")]
    Timestamp,
}

/// A date and a time of day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DateTime {
    /// The class.
    #[serde(default)]
    pub name: DateTimeName,
    /// With an offset from UTC.
    #[serde(default)]
    pub timezone: bool,
}

/// A span of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Use the database's own type where it has one.
    #[serde(default = "yes")]
    pub native: bool,
    /// Digits of a second's fraction.
    #[serde(default)]
    pub second_precision: Option<u32>,
    /// Digits of the days.
    #[serde(default)]
    pub day_precision: Option<u32>,
}

impl Default for Interval {
    fn default() -> Self {
        Self { native: true, second_precision: None, day_precision: None }
    }
}

/// Class names of byte types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum BinaryName {
    #[default]
    LargeBinary,
    PickleType,
    #[serde(rename = "BLOB")]
    Blob,
    #[serde(rename = "BINARY")]
    Binary,
    #[serde(rename = "VARBINARY")]
    Varbinary,
}

/// Bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Binary {
    /// The class.
    #[serde(default)]
    pub name: BinaryName,
    /// Most bytes it may hold.
    #[serde(default)]
    pub length: Option<u32>,
}

/// Where a JSON class was taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonOrigin {
    /// `sqlalchemy.JSON`.
    #[default]
    Generic,
    /// `sqlite.JSON`.
    Sqlite,
    /// `sqlite.JSONB`.
    SqliteBinary,
    /// `mysql.JSON`.
    Mysql,
}

/// A JSON document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Json {
    /// Where its class comes from.
    #[serde(default)]
    pub origin: JsonOrigin,
    /// Python's `None` is SQL NULL and not JSON `null`.
    #[serde(default)]
    pub none_as_null: bool,
}

/// A UUID.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Uuid {
    /// `Uuid` or `UUID`.
    #[serde(default)]
    pub spelling: Spelling,
    /// `uuid.UUID` objects on the Python side, not strings.
    #[serde(default = "yes")]
    pub as_uuid: bool,
    /// Use the database's own type where it has one.
    #[serde(default = "yes")]
    pub native: bool,
}

impl Default for Uuid {
    fn default() -> Self {
        Self { spelling: Spelling::Generic, as_uuid: true, native: true }
    }
}

/// Where an enumeration's class was taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnumOrigin {
    /// `sqlalchemy.Enum`.
    #[default]
    Generic,
    /// `postgresql.ENUM`.
    Postgres,
    /// `mysql.ENUM`.
    Mysql,
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    /// Where its class comes from.
    #[serde(default)]
    pub origin: EnumOrigin,
    /// The values, in order.
    #[serde(default)]
    pub values: Vec<String>,
    /// The type's (or CHECK constraint's) name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// The schema of the type; with `inherit_schema` the front end fills in the table's.
    #[serde(default)]
    pub schema: Option<Identifier>,
    /// Use the database's own enumeration where it has one.
    #[serde(default = "yes")]
    pub native: bool,
    /// Make a CHECK constraint where it is not native.
    #[serde(default)]
    pub create_constraint: bool,
    /// Length of the text column where it is not native; unset: that of the longest value.
    #[serde(default)]
    pub length: Option<u32>,
    /// PostgreSQL: CREATE TYPE together with the table (`create_type`).
    #[serde(default = "yes")]
    pub create_type: bool,
    /// The type belongs to a MetaData and not to the tables that use it.
    #[serde(default)]
    pub metadata_owned: bool,
    /// Collation of the text column.
    #[serde(default)]
    pub collation: Option<String>,
    /// MySQL: character set and what goes with it; the collation is above.
    #[serde(default)]
    pub mysql: CharacterOptions,
}

/// A list type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArrayType {
    /// `postgresql.ARRAY` and not `sqlalchemy.ARRAY`.
    #[serde(default)]
    pub postgres: bool,
    /// Type of the elements.
    pub item: ColumnType,
    /// Number of dimensions, where fixed.
    #[serde(default)]
    pub dimensions: Option<u32>,
}

/// A type with other types for some dialects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// For every other dialect.
    pub base: ColumnType,
    /// By dialect name (`postgresql`, `mysql`, `mariadb`, `sqlite`…).
    pub variants: IndexMap<String, ColumnType>,
}

/// A `TypeDecorator`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decorated {
    /// The type that is stored, for the dialect in use.
    pub implementation: ColumnType,
    /// The class's `repr`, for generated scripts and log lines.
    pub repr: String,
    /// The module of the class.
    pub module: String,
}

/// A type that writes its own DDL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserDefined {
    /// DDL text for the dialect in use.
    pub sql: String,
    /// The class's `repr`.
    pub repr: String,
    /// The module of the class.
    pub module: String,
}

impl ColumnType {
    /// The type that a dialect gets: variants chosen, decorators removed.
    ///
    /// `dialect` is a dialect's name as in a URL (`postgresql`).
    #[expect(clippy::wildcard_enum_match_arm, reason = "only these two stand for another type")]
    pub fn for_dialect(&self, dialect: &str) -> &ColumnType {
        let mut ty = self;
        loop {
            ty = match ty {
                Self::Variant(variant) => variant.variants.get(dialect).unwrap_or(&variant.base),
                Self::Decorated(decorated) => &decorated.implementation,
                _ => return ty,
            };
        }
    }

    /// Whether values of this type are whole numbers (`SQLAlchemy`'s integer affinity).
    pub fn is_integer(&self, dialect: &str) -> bool {
        matches!(
            self.for_dialect(dialect),
            Self::SmallInteger(_)
                | Self::Integer(_)
                | Self::BigInteger(_)
                | Self::Mysql(MysqlType::Integer(_))
        )
    }

    /// `VARCHAR` with an optional length.
    pub fn varchar(length: Option<u32>) -> Self {
        Self::Character(Character { name: CharacterName::String, length, collation: None })
    }
}

fn yes() -> bool {
    true
}
