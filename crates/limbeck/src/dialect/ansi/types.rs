//! Types as most databases spell them.

use crate::{
    dialect::{CompileError, writer::Quoting},
    types::{
        Binary, BinaryName, Character, CharacterName, DateTimeName, EnumType, FloatName, Numeric, NumericName,
    },
};
use std::fmt::Write as _;

/// `NUMERIC(p, s)`, `DECIMAL(p, s)`.
pub fn numeric(numeric: &Numeric) -> String {
    let name = match numeric.name {
        NumericName::Numeric | NumericName::StandardNumeric => "NUMERIC",
        NumericName::Decimal => "DECIMAL",
    };
    match (numeric.precision, numeric.scale) {
        (None, _) => name.to_owned(),
        (Some(precision), None) => format!("{name}({precision})"),
        (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
    }
}

/// The bare name of a floating-point type, with `double` as the database calls the generic `Double`.
pub fn float(name: FloatName, double: &'static str) -> &'static str {
    match name {
        FloatName::Float | FloatName::StandardFloat => "FLOAT",
        FloatName::Double => double,
        FloatName::StandardDouble => "DOUBLE",
        FloatName::Real => "REAL",
        FloatName::DoublePrecision => "DOUBLE PRECISION",
    }
}

/// A text type with its length and collation.
pub fn character(character: &Character, quoting: &Quoting) -> String {
    let name = match character.name {
        CharacterName::String | CharacterName::Unicode | CharacterName::Varchar => "VARCHAR",
        CharacterName::Text | CharacterName::UnicodeText | CharacterName::StandardText => "TEXT",
        CharacterName::Char => "CHAR",
        CharacterName::Nvarchar => "NVARCHAR",
        CharacterName::Nchar => "NCHAR",
        // Neither length nor collation: that is how `SQLAlchemy` writes it.
        CharacterName::Clob => return "CLOB".to_owned(),
    };
    string(name, character.length, character.collation.as_deref(), quoting)
}

/// `NAME(length) COLLATE collation`, as far as given; a length of 0 is none.
pub fn string(name: &str, length: Option<u32>, collation: Option<&str>, quoting: &Quoting) -> String {
    let mut out = name.to_owned();
    if let Some(length) = length.filter(|length| *length > 0) {
        let _ = write!(out, "({length})");
    }
    if let Some(collation) = collation.filter(|collation| !collation.is_empty()) {
        out.push_str(" COLLATE ");
        out.push_str(&quoting.quote_text(collation, false));
    }
    out
}

/// An enumeration where the database has none: text as long as the longest value.
pub fn enumeration(ty: &EnumType, quoting: &Quoting) -> String {
    let longest = ty.values.iter().map(|value| value.chars().count()).max().unwrap_or(0);
    let length = ty.length.or_else(|| u32::try_from(longest).ok());
    string("VARCHAR", length, ty.collation.as_deref(), quoting)
}

/// `DATETIME` and `TIMESTAMP` where the database knows no time zones.
pub fn date_time(name: DateTimeName) -> &'static str {
    match name {
        DateTimeName::DateTime | DateTimeName::StandardDateTime => "DATETIME",
        DateTimeName::Timestamp => "TIMESTAMP",
    }
}

/// A byte type, with `large` as the database calls the generic `LargeBinary`.
pub fn binary(binary: &Binary, large: &str) -> String {
    let sized = |name: &str| match binary.length {
        Some(length) if length > 0 => format!("{name}({length})"),
        _ => name.to_owned(),
    };
    match binary.name {
        BinaryName::LargeBinary | BinaryName::PickleType => large.to_owned(),
        BinaryName::Blob => "BLOB".to_owned(),
        BinaryName::Binary => sized("BINARY"),
        BinaryName::Varbinary => sized("VARBINARY"),
    }
}

/// The refusal of a column whose type nobody said.
pub fn no_type() -> CompileError {
    CompileError::compile(
        "Can't generate DDL for NullType(); did you forget to specify a type on this Column?",
    )
}
