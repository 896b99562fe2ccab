//! SQLite's spelling of types.
//!
//! SQLite takes any word as a type; the words here are those `SQLAlchemy` writes.

use super::QUOTING;
use crate::{
    dialect::{CompileError, ansi},
    types::{ColumnType, EnumOrigin, JsonOrigin, PostgresType, Spelling},
};

const COMPILER: &str = "sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler";

/// A type's text in DDL.
pub(in crate::dialect) fn type_sql(ty: &ColumnType) -> Result<String, CompileError> {
    Ok(match ty {
        ColumnType::Null | ColumnType::Unknown(_) => return Err(ansi::types::no_type()),
        ColumnType::SmallInteger(_) => "SMALLINT".to_owned(),
        ColumnType::Integer(_) => "INTEGER".to_owned(),
        ColumnType::BigInteger(_) => "BIGINT".to_owned(),
        ColumnType::Numeric(numeric) => ansi::types::numeric(numeric),
        ColumnType::Float(float) => ansi::types::float(float.name, "DOUBLE").to_owned(),
        ColumnType::Character(character) => ansi::types::character(character, &QUOTING),
        ColumnType::Boolean(_) => "BOOLEAN".to_owned(),
        ColumnType::Date(_) => "DATE".to_owned(),
        ColumnType::Time(_) => "TIME".to_owned(),
        ColumnType::DateTime(date_time) => ansi::types::date_time(date_time.name).to_owned(),
        ColumnType::Interval(_) => "DATETIME".to_owned(),
        ColumnType::Binary(binary) => ansi::types::binary(binary, "BLOB"),
        ColumnType::Json(json) => match json.origin {
            JsonOrigin::SqliteBinary => "JSONB".to_owned(),
            JsonOrigin::Generic | JsonOrigin::Sqlite | JsonOrigin::Mysql => "JSON".to_owned(),
        },
        ColumnType::Uuid(uuid) if uuid.spelling == Spelling::Standard => "UUID".to_owned(),
        ColumnType::Uuid(_) => "CHAR(32)".to_owned(),
        ColumnType::Enum(ty) if ty.origin == EnumOrigin::Mysql => return Err(unknown("ENUM")),
        ColumnType::Enum(ty) => ansi::types::enumeration(ty, &QUOTING),
        ColumnType::Array(_) => return Err(unknown("ARRAY")),
        ColumnType::Postgres(ty) => postgres(ty)?,
        ColumnType::Mysql(ty) => match ty.standard() {
            Some(standard) => return type_sql(&standard),
            None => return Err(unknown(ty.class_name())),
        },
        ColumnType::Variant(_) | ColumnType::Decorated(_) => return type_sql(ty.for_dialect("sqlite")),
        ColumnType::UserDefined(ty) => ty.sql.clone(),
    })
}

fn postgres(ty: &PostgresType) -> Result<String, CompileError> {
    let sized = |name: &str, size: Option<u32>| match size {
        Some(size) => format!("{name}({size})"),
        None => name.to_owned(),
    };
    Ok(match ty {
        PostgresType::Timestamp { .. } => "TIMESTAMP".to_owned(),
        PostgresType::Time { .. } => "TIME".to_owned(),
        PostgresType::Json { .. } => "JSON".to_owned(),
        PostgresType::Jsonb { .. } => "JSONB".to_owned(),
        PostgresType::Interval { .. } => return Err(unknown("INTERVAL")),
        PostgresType::Bit { .. } => return Err(unknown("BIT")),
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
