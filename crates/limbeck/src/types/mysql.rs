//! Types as MySQL and MariaDB have them: with `UNSIGNED`, display widths, character sets.
//!
//! These are the classes of `sqlalchemy.dialects.mysql`, each under its own name, because generated
//! scripts and log lines repeat it. `ENUM` is not here: every dialect has enumerations, so MySQL's are
//! an [`EnumType`](super::EnumType) of their own origin.

use super::{
    Binary, Character, CharacterName, ColumnType, DateTime, DateTimeName, Float, FloatName, Numeric,
    NumericName, Spelling, Time,
};
use serde::{Deserialize, Serialize};

/// A type of MySQL's or MariaDB's own.
///
/// Source: MySQL 8.4 manual, chapter 13 "Data Types"; MariaDB's page "Data Types".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MysqlType {
    /// Whole numbers.
    Integer(MysqlInteger),
    /// `NUMERIC` and `DECIMAL`.
    Numeric(MysqlNumeric),
    /// `FLOAT`, `DOUBLE` and `REAL`.
    Float(MysqlFloat),
    /// `BIT(n)`.
    Bit {
        /// Number of bits.
        #[serde(default)]
        length: Option<u32>,
    },
    /// `YEAR`.
    Year {
        /// Digits shown.
        #[serde(default)]
        display_width: Option<u32>,
    },
    /// `DATETIME(fsp)`.
    DateTime(Fractional),
    /// `TIMESTAMP(fsp)`.
    Timestamp(Fractional),
    /// `TIME(fsp)`.
    Time(Fractional),
    /// Text.
    Character(MysqlCharacter),
    /// `SET('a', 'b')`.
    Set(MysqlSet),
    /// `TINYBLOB`, `MEDIUMBLOB`, `LONGBLOB`.
    Blob(MysqlBlob),
    /// MariaDB's `INET4`.
    Inet4,
    /// MariaDB's `INET6`.
    Inet6,
}

impl MysqlType {
    /// The class's name, as `SQLAlchemy` spells it in errors.
    pub fn class_name(&self) -> &'static str {
        match self {
            Self::Integer(integer) => integer.name.as_str(),
            Self::Numeric(numeric) => numeric.name.as_str(),
            Self::Float(float) => float.name.as_str(),
            Self::Bit { .. } => "BIT",
            Self::Year { .. } => "YEAR",
            Self::DateTime(_) => "DATETIME",
            Self::Timestamp(_) => "TIMESTAMP",
            Self::Time(_) => "TIME",
            Self::Character(character) => character.name.as_str(),
            Self::Set(_) => "SET",
            Self::Blob(blob) => blob.name.as_str(),
            Self::Inet4 => "INET4",
            Self::Inet6 => "INET6",
        }
    }

    /// The standard type that the class also is: what any other database makes of it. `None` where only
    /// MySQL has such a type.
    pub fn standard(&self) -> Option<ColumnType> {
        match self {
            Self::Integer(integer) => match integer.name {
                MysqlIntegerName::SmallInt => Some(ColumnType::SmallInteger(Spelling::Standard)),
                MysqlIntegerName::Integer => Some(ColumnType::Integer(Spelling::Standard)),
                MysqlIntegerName::BigInt => Some(ColumnType::BigInteger(Spelling::Standard)),
                MysqlIntegerName::TinyInt | MysqlIntegerName::MediumInt => None,
            },
            Self::Character(character) => match character.name {
                MysqlCharacterName::TinyText
                | MysqlCharacterName::MediumText
                | MysqlCharacterName::LongText => None,
                MysqlCharacterName::Varchar
                | MysqlCharacterName::Char
                | MysqlCharacterName::Text
                | MysqlCharacterName::Nvarchar
                | MysqlCharacterName::Nchar => Some(self.generic()),
            },
            Self::Numeric(_) | Self::Float(_) | Self::DateTime(_) | Self::Timestamp(_) | Self::Time(_) => {
                Some(self.generic())
            }
            Self::Bit { .. }
            | Self::Year { .. }
            | Self::Set(_)
            | Self::Blob(_)
            | Self::Inet4
            | Self::Inet6 => None,
        }
    }

    /// The type that holds the same values on any database; `Null` where there is none.
    pub fn generic(&self) -> ColumnType {
        match self {
            Self::Integer(integer) => match integer.name {
                MysqlIntegerName::SmallInt => ColumnType::SmallInteger(Spelling::Standard),
                MysqlIntegerName::BigInt => ColumnType::BigInteger(Spelling::Standard),
                MysqlIntegerName::TinyInt | MysqlIntegerName::MediumInt | MysqlIntegerName::Integer => {
                    ColumnType::Integer(Spelling::Standard)
                }
            },
            Self::Numeric(numeric) => ColumnType::Numeric(Numeric {
                name: match numeric.name {
                    MysqlNumericName::Numeric => NumericName::StandardNumeric,
                    MysqlNumericName::Decimal => NumericName::Decimal,
                },
                precision: numeric.precision,
                scale: numeric.scale,
                as_decimal: numeric.as_decimal,
            }),
            Self::Float(float) => ColumnType::Float(Float {
                name: match float.name {
                    MysqlFloatName::Float => FloatName::StandardFloat,
                    MysqlFloatName::Double => FloatName::StandardDouble,
                    MysqlFloatName::Real => FloatName::Real,
                },
                precision: float.precision,
                as_decimal: float.as_decimal,
            }),
            Self::DateTime(time) => ColumnType::DateTime(DateTime {
                name: DateTimeName::StandardDateTime,
                timezone: time.timezone,
            }),
            Self::Timestamp(time) => {
                ColumnType::DateTime(DateTime { name: DateTimeName::Timestamp, timezone: time.timezone })
            }
            Self::Time(time) => {
                ColumnType::Time(Time { spelling: Spelling::Standard, timezone: time.timezone })
            }
            Self::Character(character) => ColumnType::Character(Character {
                name: match character.name {
                    MysqlCharacterName::Varchar => CharacterName::Varchar,
                    MysqlCharacterName::Char => CharacterName::Char,
                    MysqlCharacterName::Nvarchar => CharacterName::Nvarchar,
                    MysqlCharacterName::Nchar => CharacterName::Nchar,
                    MysqlCharacterName::Text
                    | MysqlCharacterName::TinyText
                    | MysqlCharacterName::MediumText
                    | MysqlCharacterName::LongText => CharacterName::StandardText,
                },
                length: character.length,
                collation: character.options.collation.clone(),
            }),
            Self::Set(_) => ColumnType::varchar(None),
            Self::Blob(_) => ColumnType::Binary(Binary::default()),
            Self::Bit { .. } | Self::Year { .. } | Self::Inet4 | Self::Inet6 => ColumnType::Null,
        }
    }
}

/// Class names of whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum MysqlIntegerName {
    TinyInt,
    SmallInt,
    MediumInt,
    #[default]
    Integer,
    BigInt,
}

impl MysqlIntegerName {
    /// The class's name, which is the type's.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TinyInt => "TINYINT",
            Self::SmallInt => "SMALLINT",
            Self::MediumInt => "MEDIUMINT",
            Self::Integer => "INTEGER",
            Self::BigInt => "BIGINT",
        }
    }
}

/// A whole number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MysqlInteger {
    /// The class.
    pub name: MysqlIntegerName,
    /// Digits shown: `INTEGER(11)`.
    #[serde(default)]
    pub display_width: Option<u32>,
    /// `UNSIGNED`.
    #[serde(default)]
    pub unsigned: bool,
    /// `ZEROFILL`.
    #[serde(default)]
    pub zerofill: bool,
}

/// Class names of exact decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum MysqlNumericName {
    #[default]
    Numeric,
    Decimal,
}

impl MysqlNumericName {
    /// The class's name, which is the type's.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Numeric => "NUMERIC",
            Self::Decimal => "DECIMAL",
        }
    }
}

/// An exact decimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MysqlNumeric {
    /// The class.
    pub name: MysqlNumericName,
    /// Digits in all.
    #[serde(default)]
    pub precision: Option<u32>,
    /// Digits after the point.
    #[serde(default)]
    pub scale: Option<i32>,
    /// `asdecimal`: decimals on the Python side.
    #[serde(default = "yes")]
    pub as_decimal: bool,
    /// `UNSIGNED`.
    #[serde(default)]
    pub unsigned: bool,
    /// `ZEROFILL`.
    #[serde(default)]
    pub zerofill: bool,
}

/// Class names of floating-point numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum MysqlFloatName {
    #[default]
    Float,
    Double,
    Real,
}

impl MysqlFloatName {
    /// The class's name, which is the type's.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Float => "FLOAT",
            Self::Double => "DOUBLE",
            Self::Real => "REAL",
        }
    }
}

/// A floating-point number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MysqlFloat {
    /// The class.
    pub name: MysqlFloatName,
    /// Digits in all, or bits where there is no scale.
    #[serde(default)]
    pub precision: Option<u32>,
    /// Digits after the point.
    #[serde(default)]
    pub scale: Option<i32>,
    /// `asdecimal`: decimals on the Python side.
    #[serde(default)]
    pub as_decimal: bool,
    /// `UNSIGNED`.
    #[serde(default)]
    pub unsigned: bool,
    /// `ZEROFILL`.
    #[serde(default)]
    pub zerofill: bool,
}

/// A time with fractions of a second.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fractional {
    /// Digits of the fraction.
    #[serde(default)]
    pub fsp: Option<u32>,
    /// `timezone=True`, which MySQL has no use for.
    #[serde(default)]
    pub timezone: bool,
}

/// Class names of text types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum MysqlCharacterName {
    #[default]
    Varchar,
    Char,
    Text,
    TinyText,
    MediumText,
    LongText,
    Nvarchar,
    Nchar,
}

impl MysqlCharacterName {
    /// The class's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Varchar => "VARCHAR",
            Self::Char => "CHAR",
            Self::Text => "TEXT",
            Self::TinyText => "TINYTEXT",
            Self::MediumText => "MEDIUMTEXT",
            Self::LongText => "LONGTEXT",
            Self::Nvarchar => "NVARCHAR",
            Self::Nchar => "NCHAR",
        }
    }
}

/// Which characters a text holds and how they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharacterOptions {
    /// `CHARACTER SET x`.
    #[serde(default)]
    pub charset: Option<String>,
    /// `COLLATE x`.
    #[serde(default)]
    pub collation: Option<String>,
    /// `ASCII`, short for latin1.
    #[serde(default)]
    pub ascii: bool,
    /// `UNICODE`, short for ucs2.
    #[serde(default)]
    pub unicode: bool,
    /// `BINARY`, short for the character set's binary collation.
    #[serde(default)]
    pub binary: bool,
    /// `NATIONAL`.
    #[serde(default)]
    pub national: bool,
}

/// Text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MysqlCharacter {
    /// The class.
    pub name: MysqlCharacterName,
    /// Most characters it may hold.
    #[serde(default)]
    pub length: Option<u32>,
    /// Character set and collation.
    #[serde(flatten)]
    pub options: CharacterOptions,
}

/// Any of some texts at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MysqlSet {
    /// The texts, in order.
    #[serde(default)]
    pub values: Vec<String>,
    /// `length`, which only the class's `repr` shows.
    #[serde(default)]
    pub length: Option<u32>,
    /// `retrieve_as_bitwise`: numbers on the way, not texts.
    #[serde(default)]
    pub retrieve_as_bitwise: bool,
    /// Character set and collation.
    #[serde(flatten)]
    pub options: CharacterOptions,
}

/// Class names of byte types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "each is the class it names")]
pub enum MysqlBlobName {
    TinyBlob,
    MediumBlob,
    #[default]
    LongBlob,
}

impl MysqlBlobName {
    /// The class's name, which is the type's.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TinyBlob => "TINYBLOB",
            Self::MediumBlob => "MEDIUMBLOB",
            Self::LongBlob => "LONGBLOB",
        }
    }
}

/// Bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MysqlBlob {
    /// The class.
    pub name: MysqlBlobName,
    /// `length`, which only the class's `repr` shows.
    #[serde(default)]
    pub length: Option<u32>,
}

fn yes() -> bool {
    true
}
