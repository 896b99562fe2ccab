//! PostgreSQL's spelling of types.
//!
//! Source: PostgreSQL manual, chapter 8 "Data Types".

use super::{QUOTING, words};
use crate::{
    dialect::{CompileError, ansi, writer::python_repr},
    name::Identifier,
    types::{
        ColumnType, DateTimeName, Domain, EnumOrigin, EnumType, FloatName, MysqlType, PostgresType, Spelling,
    },
};

/// A type's text in DDL.
pub(super) fn type_sql(ty: &ColumnType) -> Result<String, CompileError> {
    Ok(match ty {
        ColumnType::Null | ColumnType::Unknown(_) => return Err(ansi::types::no_type()),
        ColumnType::SmallInteger(_) => "SMALLINT".to_owned(),
        ColumnType::Integer(_) => "INTEGER".to_owned(),
        ColumnType::BigInteger(_) => "BIGINT".to_owned(),
        ColumnType::Numeric(numeric) => ansi::types::numeric(numeric),
        ColumnType::Float(float) => match (float.name, float.precision) {
            (FloatName::Float | FloatName::StandardFloat, Some(precision)) if precision > 0 => {
                format!("FLOAT({precision})")
            }
            (name, _) => ansi::types::float(name, "DOUBLE PRECISION").to_owned(),
        },
        ColumnType::Character(character) => ansi::types::character(character, &QUOTING),
        ColumnType::Boolean(_) => "BOOLEAN".to_owned(),
        ColumnType::Date(_) => "DATE".to_owned(),
        ColumnType::Time(time) => zoned("TIME", None, time.timezone),
        ColumnType::DateTime(date_time) => match date_time.name {
            DateTimeName::StandardDateTime => "DATETIME".to_owned(),
            DateTimeName::DateTime | DateTimeName::Timestamp => zoned("TIMESTAMP", None, date_time.timezone),
        },
        ColumnType::Interval(interval) if interval.native => {
            sized_after_space("INTERVAL", interval.second_precision)
        }
        ColumnType::Interval(_) => zoned("TIMESTAMP", None, false),
        ColumnType::Binary(binary) => ansi::types::binary(binary, "BYTEA"),
        ColumnType::Json(_) => "JSON".to_owned(),
        ColumnType::Uuid(uuid) if uuid.spelling == Spelling::Generic && !uuid.native => "CHAR(32)".to_owned(),
        ColumnType::Uuid(_) => "UUID".to_owned(),
        ColumnType::Enum(ty) if is_native(ty) => enum_name(ty)?,
        ColumnType::Enum(ty) => ansi::types::enumeration(ty, &QUOTING),
        ColumnType::Array(array) => {
            let inner = type_sql(array.item.for_dialect("postgresql"))?;
            let brackets = "[]".repeat(array.dimensions.map_or(1, |count| count as usize));
            match inner.find(" COLLATE") {
                Some(at) => {
                    let (head, tail) = inner.split_at(at);
                    format!("{head}{brackets}{tail}")
                }
                None => inner + &brackets,
            }
        }
        ColumnType::Postgres(ty) => postgres(ty)?,
        ColumnType::Mysql(ty) => match ty.standard() {
            Some(standard) => return type_sql(&standard),
            None => return Err(foreign(ty)),
        },
        ColumnType::Variant(_) | ColumnType::Decorated(_) => return type_sql(ty.for_dialect("postgresql")),
        ColumnType::UserDefined(ty) => ty.sql.clone(),
    })
}

fn postgres(ty: &PostgresType) -> Result<String, CompileError> {
    Ok(match ty {
        PostgresType::Timestamp { precision, timezone } => zoned("TIMESTAMP", *precision, *timezone),
        PostgresType::Time { precision, timezone } => zoned("TIME", *precision, *timezone),
        PostgresType::Interval { fields, precision } => {
            let name = match fields {
                Some(fields) => format!("INTERVAL {fields}"),
                None => "INTERVAL".to_owned(),
            };
            sized_after_space(&name, *precision)
        }
        PostgresType::Bit { length, varying: true } => sized("BIT VARYING", *length),
        PostgresType::Bit { length, varying: false } => sized("BIT", Some(length.unwrap_or(1))),
        PostgresType::Json { .. } => "JSON".to_owned(),
        PostgresType::Jsonb { .. } => "JSONB".to_owned(),
        PostgresType::Hstore { .. } => "HSTORE".to_owned(),
        PostgresType::Named(name) => name.to_uppercase(),
        PostgresType::Domain(domain) => domain_name(domain)?,
        PostgresType::Vector { dimensions } => sized("VECTOR", *dimensions),
        PostgresType::HalfVector { dimensions } => sized("HALFVEC", *dimensions),
        PostgresType::SparseVector { dimensions } => sized("SPARSEVEC", *dimensions),
    })
}

/// A type of MySQL's that PostgreSQL has no word for.
fn foreign(ty: &MysqlType) -> CompileError {
    if matches!(ty, MysqlType::Bit { .. }) {
        // `SQLAlchemy` asks it for something that only PostgreSQL's own BIT has.
        return CompileError::raised("builtins.AttributeError", "'BIT' object has no attribute 'varying'");
    }
    if matches!(ty, MysqlType::Set(_)) {
        // `SQLAlchemy` makes a text type of it on the way, with arguments that no text type takes.
        return CompileError::raised(
            "builtins.TypeError",
            "String.__init__() got an unexpected keyword argument 'retrieve_as_bitwise'",
        );
    }
    CompileError::cannot_render("sqlalchemy.dialects.postgresql.base.PGTypeCompiler", ty.class_name())
}

fn zoned(name: &str, precision: Option<u32>, timezone: bool) -> String {
    format!("{} {} TIME ZONE", sized(name, precision), if timezone { "WITH" } else { "WITHOUT" })
}

fn sized(name: &str, size: Option<u32>) -> String {
    match size {
        Some(size) => format!("{name}({size})"),
        None => name.to_owned(),
    }
}

fn sized_after_space(name: &str, size: Option<u32>) -> String {
    match size {
        Some(size) => format!("{name} ({size})"),
        None => name.to_owned(),
    }
}

/// Whether an enumeration is a type of the database and not text.
pub(super) fn is_native(ty: &EnumType) -> bool {
    ty.native || ty.origin == EnumOrigin::Postgres
}

/// The name of an enumeration type, with its schema.
pub(super) fn enum_name(ty: &EnumType) -> Result<String, CompileError> {
    let name = ty
        .name
        .as_ref()
        .filter(|name| !name.text.is_empty())
        .ok_or_else(|| CompileError::compile("PostgreSQL ENUM type requires a name."))?;
    type_name(name, ty.schema.as_ref(), || {
        let values: Vec<String> = ty.values.iter().map(|value| python_repr(value)).collect();
        let events = if ty.origin == EnumOrigin::Postgres { "" } else { ", _create_events=False" };
        format!("ENUM({}, name={}{events})", values.join(", "), python_repr(&name.text))
    })
}

/// The name of a domain, with its schema.
pub(super) fn domain_name(domain: &Domain) -> Result<String, CompileError> {
    if domain.name.text.is_empty() {
        return Err(CompileError::compile("PostgreSQL DOMAIN type requires a name."));
    }
    type_name(&domain.name, domain.schema.as_ref(), || format!("DOMAIN({})", python_repr(&domain.name.text)))
}

fn type_name(
    name: &Identifier,
    schema: Option<&Identifier>,
    repr: impl Fn() -> String,
) -> Result<String, CompileError> {
    let text = QUOTING.quote(name, false);
    let Some(schema) = schema else {
        if words::BUILT_IN_TYPES.binary_search(&name.text.as_str()).is_ok() {
            return Err(CompileError::compile(format!(
                "{} has name '{name}' that matches an existing type, and requires an explicit schema name in \
                 order to be rendered in DDL.",
                repr()
            )));
        }
        return Ok(text);
    };
    Ok(format!("{}.{text}", QUOTING.quote(schema, false)))
}
