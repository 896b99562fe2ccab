//! MySQL's and MariaDB's spelling of types.
//!
//! Source: MySQL manual, chapter "Data Types"; MariaDB's page "Data Types".

use super::{Mysql, values};
use crate::{
    dialect::{Capabilities, CompileError, ansi},
    types::{
        Binary, BinaryName, Character, CharacterName, CharacterOptions, ColumnType, EnumOrigin, EnumType,
        Fractional, JsonOrigin, MysqlCharacter, MysqlCharacterName, MysqlFloat, MysqlFloatName, MysqlInteger,
        MysqlNumeric, MysqlType, PostgresType, Uuid,
    },
};
use std::fmt::Write as _;

const COMPILER: &str = "sqlalchemy.dialects.mysql.base.MySQLTypeCompiler";

/// What a type's text depends on besides the type.
#[derive(Clone, Copy)]
pub(super) struct Spelling<'a> {
    /// Name and flavour.
    pub dialect: Mysql,
    /// What the server can do.
    pub capabilities: &'a Capabilities,
    /// Double `%` in the values of enumerations.
    pub double_percent: bool,
}

/// A type's text in DDL.
pub(super) fn type_sql(ty: &ColumnType, spelling: &Spelling<'_>) -> Result<String, CompileError> {
    Ok(match ty {
        ColumnType::Null | ColumnType::Unknown(_) => return Err(ansi::types::no_type()),
        ColumnType::SmallInteger(_) => "SMALLINT".to_owned(),
        ColumnType::Integer(_) => "INTEGER".to_owned(),
        ColumnType::BigInteger(_) => "BIGINT".to_owned(),
        ColumnType::Numeric(numeric) => ansi::types::numeric(numeric),
        ColumnType::Float(float) => match (ansi::types::float(float.name, "DOUBLE"), float.precision) {
            ("FLOAT", Some(precision)) => format!("FLOAT({precision})"),
            (name, _) => name.to_owned(),
        },
        ColumnType::Character(character) => text(character, spelling)?,
        ColumnType::Boolean(_) => "BOOL".to_owned(),
        ColumnType::Date(_) => "DATE".to_owned(),
        ColumnType::Time(_) => "TIME".to_owned(),
        ColumnType::DateTime(date_time) => ansi::types::date_time(date_time.name).to_owned(),
        ColumnType::Interval(_) => "DATETIME".to_owned(),
        ColumnType::Binary(binary) => bytes(binary)?,
        ColumnType::Json(json) if json.origin == JsonOrigin::SqliteBinary => return Err(unknown("JSONB")),
        ColumnType::Json(_) => "JSON".to_owned(),
        ColumnType::Uuid(uuid) if is_native_uuid(uuid, spelling.capabilities) => "UUID".to_owned(),
        ColumnType::Uuid(_) => "CHAR(32)".to_owned(),
        ColumnType::Enum(ty) => enumeration(ty, spelling)?,
        ColumnType::Array(_) => return Err(unknown("ARRAY")),
        ColumnType::Postgres(ty) => postgres(ty)?,
        ColumnType::Mysql(ty) => own(ty, spelling)?,
        ColumnType::Variant(_) | ColumnType::Decorated(_) => {
            return type_sql(ty.for_dialect(spelling.dialect.name), spelling);
        }
        ColumnType::UserDefined(ty) => ty.sql.clone(),
    })
}

/// Whether a UUID is a type of the server's own.
pub(super) fn is_native_uuid(uuid: &Uuid, capabilities: &Capabilities) -> bool {
    uuid.spelling == crate::types::Spelling::Standard || (uuid.native && capabilities.mysql.native_uuid)
}

fn own(ty: &MysqlType, spelling: &Spelling<'_>) -> Result<String, CompileError> {
    Ok(match ty {
        MysqlType::Integer(MysqlInteger { name, display_width, unsigned, zerofill }) => {
            numeric_attributes(sized(name.as_str(), *display_width), *unsigned, *zerofill)
        }
        MysqlType::Numeric(MysqlNumeric { name, precision, scale, unsigned, zerofill, as_decimal: _ }) => {
            let text = match (precision, scale) {
                (None, _) => name.as_str().to_owned(),
                (Some(precision), None) => format!("{}({precision})", name.as_str()),
                (Some(precision), Some(scale)) => format!("{}({precision}, {scale})", name.as_str()),
            };
            numeric_attributes(text, *unsigned, *zerofill)
        }
        MysqlType::Float(MysqlFloat { name, precision, scale, unsigned, zerofill, as_decimal: _ }) => {
            let text = match (precision, scale) {
                (Some(precision), Some(scale)) => format!("{}({precision}, {scale})", name.as_str()),
                (Some(precision), None) if *name == MysqlFloatName::Float => format!("FLOAT({precision})"),
                _ => name.as_str().to_owned(),
            };
            numeric_attributes(text, *unsigned, *zerofill)
        }
        MysqlType::Bit { length } => sized("BIT", *length),
        MysqlType::Year { display_width } => sized("YEAR", *display_width),
        MysqlType::DateTime(time) => fractional("DATETIME", time),
        MysqlType::Timestamp(time) => fractional("TIMESTAMP", time),
        MysqlType::Time(time) => fractional("TIME", time),
        MysqlType::Character(character) => own_text(character, spelling)?,
        MysqlType::Set(set) => {
            let text = format!("SET({})", value_list(&set.values, spelling));
            with_characters(text, &set.options)
        }
        MysqlType::Blob(blob) => blob.name.as_str().to_owned(),
        MysqlType::Inet4 => "INET4".to_owned(),
        MysqlType::Inet6 => "INET6".to_owned(),
    })
}

fn numeric_attributes(mut text: String, unsigned: bool, zerofill: bool) -> String {
    if unsigned {
        text.push_str(" UNSIGNED");
    }
    if zerofill {
        text.push_str(" ZEROFILL");
    }
    text
}

fn fractional(name: &str, time: &Fractional) -> String {
    sized(name, time.fsp.filter(|digits| *digits > 0))
}

fn sized(name: &str, size: Option<u32>) -> String {
    match size {
        Some(size) => format!("{name}({size})"),
        None => name.to_owned(),
    }
}

/// A text type of MySQL's own.
fn own_text(character: &MysqlCharacter, spelling: &Spelling<'_>) -> Result<String, CompileError> {
    use MysqlCharacterName as Name;
    let text = match character.name {
        Name::Varchar | Name::Nvarchar => {
            let length = character.length.ok_or_else(|| needs_length(character.name.as_str(), spelling))?;
            format!("VARCHAR({length})")
        }
        Name::Char | Name::Nchar => sized("CHAR", character.length),
        Name::Text => sized("TEXT", character.length),
        // These have one size only.
        Name::TinyText | Name::MediumText | Name::LongText => character.name.as_str().to_owned(),
    };
    Ok(with_characters(text, &character.options))
}

/// A text type of the generic kind.
fn text(character: &Character, spelling: &Spelling<'_>) -> Result<String, CompileError> {
    use CharacterName as Name;
    let options = CharacterOptions {
        collation: character.collation.clone(),
        national: matches!(character.name, Name::Nvarchar | Name::Nchar),
        ..CharacterOptions::default()
    };
    let text = match character.name {
        Name::String | Name::Unicode | Name::Varchar => {
            let length = character.length.ok_or_else(|| needs_length("VARCHAR", spelling))?;
            format!("VARCHAR({length})")
        }
        Name::Nvarchar => {
            let length = character.length.ok_or_else(|| needs_length("NVARCHAR", spelling))?;
            format!("VARCHAR({length})")
        }
        Name::Char | Name::Nchar => sized("CHAR", character.length),
        Name::Text | Name::UnicodeText | Name::StandardText => sized("TEXT", character.length),
        // Neither length nor collation: that is how `SQLAlchemy` writes it.
        Name::Clob => return Ok("CLOB".to_owned()),
    };
    Ok(with_characters(text, &options))
}

fn needs_length(name: &str, spelling: &Spelling<'_>) -> CompileError {
    CompileError::compile(format!("{name} requires a length on dialect {}", spelling.dialect.name))
}

/// A text type with its character set and collation; NATIONAL leaves the character set out.
pub(super) fn with_characters(text: String, options: &CharacterOptions) -> String {
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let mut out = if options.national { format!("NATIONAL {text}") } else { text };
    if !options.national {
        if let Some(charset) = filled(&options.charset) {
            let _ = write!(out, " CHARACTER SET {charset}");
        } else if options.ascii {
            out.push_str(" ASCII");
        } else if options.unicode {
            out.push_str(" UNICODE");
        }
    }
    if let Some(collation) = filled(&options.collation) {
        let _ = write!(out, " COLLATE {collation}");
    } else if options.binary {
        out.push_str(" BINARY");
    }
    out
}

fn enumeration(ty: &EnumType, spelling: &Spelling<'_>) -> Result<String, CompileError> {
    if is_native_enum(ty) {
        let options = CharacterOptions { collation: ty.collation.clone(), ..ty.mysql.clone() };
        return Ok(with_characters(format!("ENUM({})", value_list(&ty.values, spelling)), &options));
    }
    let longest = ty.values.iter().map(|value| value.chars().count()).max().unwrap_or(0);
    let length = ty.length.or_else(|| u32::try_from(longest).ok());
    text(&Character { length, collation: ty.collation.clone(), ..Character::default() }, spelling)
}

/// Whether an enumeration is a type of the database and not text.
pub(super) fn is_native_enum(ty: &EnumType) -> bool {
    ty.native || ty.origin != EnumOrigin::Generic
}

/// The values of an enumeration or a set; no blank after the commas.
fn value_list(values: &[String], spelling: &Spelling<'_>) -> String {
    let texts: Vec<String> = values
        .iter()
        .map(|value| {
            let text = values::string(value);
            if spelling.double_percent { text.replace('%', "%%") } else { text }
        })
        .collect();
    texts.join(",")
}

fn bytes(binary: &Binary) -> Result<String, CompileError> {
    Ok(match binary.name {
        BinaryName::LargeBinary | BinaryName::Blob => sized("BLOB", binary.length),
        BinaryName::PickleType => "BLOB".to_owned(),
        BinaryName::Binary => sized("BINARY", binary.length.filter(|length| *length > 0)),
        BinaryName::Varbinary => match binary.length {
            Some(length) => format!("VARBINARY({length})"),
            None => {
                return Err(CompileError::raised(
                    "builtins.TypeError",
                    "%d format: a real number is required, not NoneType",
                ));
            }
        },
    })
}

fn postgres(ty: &PostgresType) -> Result<String, CompileError> {
    Ok(match ty {
        PostgresType::Timestamp { .. } => "TIMESTAMP".to_owned(),
        PostgresType::Time { .. } => "TIME".to_owned(),
        PostgresType::Json { .. } => "JSON".to_owned(),
        PostgresType::Bit { length, varying } => {
            sized("BIT", length.or(if *varying { None } else { Some(1) }))
        }
        PostgresType::Jsonb { .. } => return Err(unknown("JSONB")),
        PostgresType::Interval { .. } => return Err(unknown("INTERVAL")),
        PostgresType::Hstore { .. } => return Err(unknown("HSTORE")),
        PostgresType::Domain(_) => return Err(unknown("DOMAIN")),
        PostgresType::Named(name) => return Err(unknown(&name.to_uppercase())),
        // pgvector's classes write their own text and do not ask which database it is for.
        PostgresType::Vector { dimensions } => sized("VECTOR", *dimensions),
        PostgresType::HalfVector { dimensions } => sized("HALFVEC", *dimensions),
        PostgresType::SparseVector { dimensions } => sized("SPARSEVEC", *dimensions),
    })
}

fn unknown(what: &str) -> CompileError {
    CompileError::cannot_render(COMPILER, what)
}
