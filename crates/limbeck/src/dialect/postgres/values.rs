//! Values as PostgreSQL literals: as `SQLAlchemy` writes them offline, and as the server takes
//! them in any context online.

#![expect(clippy::wildcard_enum_match_arm, reason = "values that do not fit a type are refused together")]

use crate::{
    dialect::{
        CompileError, ParameterStyle,
        expression::Compiler,
        literal::{self, json_text, no_renderer, not_rendered, quoted},
    },
    expr::Value,
    types::{ArrayType, BinaryName, Character, CharacterName, ColumnType, DateTime, PostgresType, Time},
};

/// The type that a parameter of a type is cast to.
///
/// `SQLAlchemy` casts a few types under every driver, and most of the others under psycopg and
/// asyncpg.
pub fn bind_cast(compiler: &Compiler<'_>, ty: &ColumnType) -> Result<Option<String>, CompileError> {
    if let ColumnType::Mysql(own) = ty {
        return bind_cast(compiler, &own.generic());
    }
    let timestamp = |timezone: bool| ColumnType::DateTime(DateTime { timezone, ..DateTime::default() });
    let asyncpg = compiler.rendering.style == ParameterStyle::NumericDollar;
    let always = match ty {
        ColumnType::Json(_) | ColumnType::Array(_) => true,
        ColumnType::Uuid(uuid) => uuid.native,
        // asyncpg, whose placeholders these are, is told most types.
        ColumnType::Numeric(_) | ColumnType::Boolean(_) | ColumnType::Enum(_) | ColumnType::Binary(_) => {
            asyncpg
        }
        ColumnType::Interval(interval) => asyncpg && interval.native,
        ColumnType::Float(_) if asyncpg => return Ok(Some("FLOAT".to_owned())),
        ColumnType::Postgres(own) => match own {
            PostgresType::Bit { .. } | PostgresType::Json { .. } | PostgresType::Jsonb { .. } => true,
            PostgresType::Named(name) => name.ends_with("RANGE") || asyncpg && name == "OID",
            _ => false,
        },
        _ => false,
    };
    if !always && !compiler.rendering.bind_casts {
        return Ok(None);
    }
    let ty = match ty {
        _ if always => ty.clone(),
        ColumnType::SmallInteger(_)
        | ColumnType::Integer(_)
        | ColumnType::BigInteger(_)
        | ColumnType::Date(_)
        | ColumnType::Time(_) => ty.clone(),
        ColumnType::Character(character) => ColumnType::Character(Character {
            name: CharacterName::String,
            length: None,
            // A type with a length is cast to the bare one.
            collation: character.collation.clone().filter(|_| character.length.is_none()),
        }),
        ColumnType::DateTime(time) => timestamp(time.timezone),
        ColumnType::Interval(interval) if !interval.native => timestamp(false),
        ColumnType::Postgres(own) => match own {
            PostgresType::Timestamp { timezone, .. } => timestamp(*timezone),
            PostgresType::Time { timezone, .. } => {
                ColumnType::Time(Time { timezone: *timezone, ..Time::default() })
            }
            PostgresType::Interval { .. } => ty.clone(),
            PostgresType::Named(name) if name == "JSON_KEY" => return Ok(Some("TEXT".to_owned())),
            PostgresType::Named(name) if name == "JSON_INDEX" => return Ok(Some("INT".to_owned())),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    compiler.dialect.type_sql(&ty, compiler.capabilities).map(Some)
}

/// A value exactly as `literal_binds` writes it.
pub fn literal(compiler: &Compiler<'_>, value: &Value, ty: &ColumnType) -> Result<String, CompileError> {
    let double = compiler.rendering.double_percent;
    let text = |value: &Value| match value {
        Value::Text(text) => Ok(quoted(text, double)),
        other => Err(not_rendered(other, ty)),
    };
    match ty {
        ColumnType::SmallInteger(_) | ColumnType::Integer(_) | ColumnType::BigInteger(_) => {
            literal::integer(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Numeric(_) | ColumnType::Float(_) => {
            literal::number(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Character(_) | ColumnType::Enum(_) => text(value),
        ColumnType::Boolean(_) => match value {
            Value::Boolean(truth) => Ok(truth.to_string()),
            Value::Integer(0) => Ok("false".to_owned()),
            Value::Integer(1) => Ok("true".to_owned()),
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Date(_) => date(value).ok_or_else(|| not_rendered(value, ty)),
        ColumnType::Time(_) | ColumnType::Postgres(PostgresType::Time { .. }) => {
            time(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::DateTime(_) | ColumnType::Postgres(PostgresType::Timestamp { .. }) => {
            timestamp(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Interval(interval) if !interval.native => {
            timestamp(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Interval(_) | ColumnType::Postgres(PostgresType::Interval { .. }) => {
            literal::make_interval(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Binary(binary) => match value {
            Value::Bytes(_) if binary.name == BinaryName::PickleType => Err(pickle()),
            Value::Bytes(bytes) => {
                let utf8 = std::str::from_utf8(bytes).map_err(|_| not_rendered(value, ty))?;
                Ok(quoted(utf8, false))
            }
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Uuid(uuid) => match value {
            Value::Uuid(text) if uuid.native => Ok(format!("'{text}'")),
            Value::Uuid(text) => Ok(format!("'{}'", text.replace('-', ""))),
            Value::Text(text) if !uuid.as_uuid => Ok(quoted(&text.replace('-', ""), false)),
            Value::Text(text) if uuid.native => Ok(quoted(text, false)),
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Array(array) => match value {
            Value::List(items) => {
                let items = items
                    .iter()
                    .map(|item| nested_literal(compiler, item, array))
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(|_| not_rendered(value, ty))?;
                Ok(format!("ARRAY[{}]", items.join(", ")))
            }
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Postgres(PostgresType::Named(name)) => match (name.as_str(), value) {
            ("CITEXT", value) => text(value),
            ("JSON_KEY", Value::Text(key)) => Ok(quoted(key, double)),
            ("JSON_INDEX", Value::Integer(index)) => Ok(index.to_string()),
            ("JSONPATH", Value::List(_)) => Ok(quoted(&path(value), double)),
            ("JSONPATH", Value::Text(path)) => Ok(quoted(path, double)),
            _ => Err(no_renderer(value, ty)),
        },
        // Vectors have a literal form of their own in pgvector's package.
        ColumnType::Postgres(
            PostgresType::Vector { .. } | PostgresType::HalfVector { .. } | PostgresType::SparseVector { .. },
        ) => vector(value).map(|text| quoted(&text, double)).ok_or_else(|| no_renderer(value, ty)),
        ColumnType::Mysql(ty) => literal(compiler, value, &ty.generic()),
        ColumnType::Null
        | ColumnType::Json(_)
        | ColumnType::Postgres(_)
        | ColumnType::Variant(_)
        | ColumnType::Decorated(_)
        | ColumnType::UserDefined(_)
        | ColumnType::Unknown(_) => Err(no_renderer(value, ty)),
    }
}

/// An element of an array: lists in it are arrays of the same type.
fn nested_literal(compiler: &Compiler<'_>, item: &Value, array: &ArrayType) -> Result<String, CompileError> {
    match item {
        Value::List(items) => {
            let items = items
                .iter()
                .map(|item| nested_literal(compiler, item, array))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(format!("ARRAY[{}]", items.join(", ")))
        }
        item => literal(compiler, item, array.item.for_dialect("postgresql")),
    }
}

/// A value in a form that the server takes in any context.
///
/// Strings stay of unknown type, as psycopg2 writes them, so that they fit enumerations and
/// domains; what has a type of its own says so.
pub fn online_literal(
    compiler: &Compiler<'_>,
    value: &Value,
    ty: &ColumnType,
) -> Result<String, CompileError> {
    let ty = ty.for_dialect(compiler.dialect.name());
    if let ColumnType::Mysql(own) = ty {
        return online_literal(compiler, value, &own.generic());
    }
    if let ColumnType::Binary(binary) = ty
        && binary.name == BinaryName::PickleType
        && *value != Value::Null
    {
        return Err(pickle());
    }
    if let ColumnType::Boolean(_) = ty {
        literal::check_boolean(value)?;
        if let Value::Integer(number) = value {
            return Ok((*number == 1).to_string());
        }
    }
    if let Some(cast) = json_cast(ty) {
        return Ok(match value {
            Value::Null if none_is_null(ty) => "NULL".to_owned(),
            value => format!("{}::{cast}", string(&json_text(&literal::json_tree(value)))),
        });
    }
    Ok(match value {
        Value::Null => "NULL".to_owned(),
        Value::Boolean(truth) => match ty {
            ColumnType::SmallInteger(_) | ColumnType::Integer(_) | ColumnType::BigInteger(_) => {
                i32::from(*truth).to_string()
            }
            _ => truth.to_string(),
        },
        Value::Integer(number) if *number < 0 => format!("({number})"),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(number) | Value::Decimal(number) => decimal(number),
        Value::Float(number) => double(*number),
        Value::Text(text) => match ty {
            // A subscript of JSONB must not be taken for an integer.
            ColumnType::Postgres(PostgresType::Named(name)) if name == "JSON_KEY" => string(text),
            _ => string(text),
        },
        Value::Bytes(bytes) => {
            format!("{}::bytea", string(&format!("\\x{}", literal::hexadecimal(bytes))))
        }
        Value::Date(text) => format!("'{text}'::date"),
        Value::Time(text) => {
            let name = if literal::offset_of(text).is_some() { "timetz" } else { "time" };
            format!("'{text}'::{name}")
        }
        Value::Timestamp(text) => {
            let name = if literal::offset_of(text).is_some() { "timestamptz" } else { "timestamp" };
            format!("'{text}'::{name}")
        }
        Value::Interval { .. } if matches!(ty, ColumnType::Interval(interval) if !interval.native) => {
            let text = literal::epoch_timestamp(value).ok_or_else(|| not_rendered(value, ty))?;
            format!("'{text}'::timestamp")
        }
        Value::Interval { days, seconds, microseconds } => {
            format!("'{days} days {seconds}.{microseconds:06} seconds'::interval")
        }
        Value::Uuid(text) => match ty {
            ColumnType::Uuid(uuid) if !uuid.native => format!("'{}'", text.replace('-', "")),
            _ => format!("'{text}'::uuid"),
        },
        Value::Json(tree) => match ty {
            ColumnType::Postgres(PostgresType::Hstore { .. }) => format!("{}::hstore", string(&hstore(tree))),
            ColumnType::Null => return Err(cannot_adapt("dict")),
            _ => string(&json_text(tree)),
        },
        Value::List(items) => match ty {
            ColumnType::Array(array) => {
                let item = array.item.for_dialect(compiler.dialect.name());
                let name = compiler.dialect.type_sql(item, compiler.capabilities)?;
                format!("{}::{name}[]", array_text(compiler, items, item)?)
            }
            ColumnType::Postgres(
                PostgresType::Vector { .. }
                | PostgresType::HalfVector { .. }
                | PostgresType::SparseVector { .. },
            ) => string(&vector(value).ok_or_else(|| not_rendered(value, ty))?),
            ColumnType::Postgres(PostgresType::Named(name)) if name == "JSONPATH" => {
                format!("{}::text[]", string(&path(value)))
            }
            ColumnType::Postgres(PostgresType::Named(name)) if name.ends_with("MULTIRANGE") => {
                let parts: Vec<&str> = items
                    .iter()
                    .filter_map(|item| if let Value::Text(text) = item { Some(text.as_str()) } else { None })
                    .collect();
                format!("'{{{}}}'", parts.join(",").replace('\'', "''"))
            }
            _ if items.is_empty() => "'{}'".to_owned(),
            _ => array_text(compiler, items, &ColumnType::Null)?,
        },
    })
}

fn array_text(compiler: &Compiler<'_>, items: &[Value], item: &ColumnType) -> Result<String, CompileError> {
    if items.is_empty() {
        return Ok("'{}'".to_owned());
    }
    let texts = items
        .iter()
        .map(|value| match value {
            Value::List(inner) if inner.is_empty() => Ok("'{}'".to_owned()),
            Value::List(inner) => array_text(compiler, inner, item),
            // Enumerations and domains: the array's cast types its elements.
            value => online_literal(compiler, value, item),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!("ARRAY[{}]", texts.join(", ")))
}

/// A string; the driver makes sure that the server takes backslashes as they are.
fn string(text: &str) -> String {
    quoted(text, false)
}

fn decimal(number: &str) -> String {
    let lower = number.to_ascii_lowercase();
    if lower.contains("nan") {
        "'NaN'::numeric".to_owned()
    } else if lower.contains("inf") {
        let sign = if lower.starts_with('-') { "-" } else { "" };
        format!("'{sign}Infinity'::numeric")
    } else if number.starts_with('-') {
        format!("({number})")
    } else {
        number.to_owned()
    }
}

fn double(number: f64) -> String {
    if number.is_nan() {
        "'NaN'::float".to_owned()
    } else if number.is_infinite() {
        format!("'{}Infinity'::float", if number < 0.0 { "-" } else { "" })
    } else if number == 0.0 && number.is_sign_negative() {
        // As a numeric it would lose its sign.
        "'-0.0'::float".to_owned()
    } else if number.is_sign_negative() {
        format!("({})", literal::float(number))
    } else {
        literal::float(number)
    }
}

/// The cast of a JSON type, if it is one.
fn json_cast(ty: &ColumnType) -> Option<&'static str> {
    match ty {
        ColumnType::Json(_) | ColumnType::Postgres(PostgresType::Json { .. }) => Some("JSON"),
        ColumnType::Postgres(PostgresType::Jsonb { .. }) => Some("JSONB"),
        _ => None,
    }
}

fn none_is_null(ty: &ColumnType) -> bool {
    match ty {
        ColumnType::Json(json) => json.none_as_null,
        ColumnType::Postgres(
            PostgresType::Json { none_as_null, .. } | PostgresType::Jsonb { none_as_null, .. },
        ) => *none_as_null,
        _ => true,
    }
}

/// pgvector's text form of a list of numbers.
fn vector(value: &Value) -> Option<String> {
    let Value::List(items) = value else {
        return if let Value::Text(text) = value { Some(text.clone()) } else { None };
    };
    let numbers = items
        .iter()
        .map(|item| match item {
            Value::Integer(number) => Some(number.to_string()),
            Value::Float(number) => Some(literal::float(*number)),
            Value::Decimal(number) => Some(number.clone()),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()?;
    Some(format!("[{}]", numbers.join(",")))
}

/// `{a,1}`: a path into a JSON document.
fn path(value: &Value) -> String {
    let Value::List(items) = value else { return String::new() };
    let parts: Vec<String> = items
        .iter()
        .map(|item| match item {
            Value::Text(text) => text.clone(),
            other => literal::repr(other),
        })
        .collect();
    format!("{{{}}}", parts.join(", "))
}

fn hstore(tree: &serde_json::Value) -> String {
    let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let Some(entries) = tree.as_object() else { return json_text(tree) };
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, item)| match item {
            serde_json::Value::Null => format!("{}=>NULL", quote(key)),
            serde_json::Value::String(text) => format!("{}=>{}", quote(key), quote(text)),
            other => format!("{}=>{}", quote(key), quote(&json_text(other))),
        })
        .collect();
    entries.join(", ")
}

fn date(value: &Value) -> Option<String> {
    match value {
        Value::Date(text) | Value::Time(text) => Some(format!("'{text}'")),
        Value::Timestamp(text) => text.get(..10).map(|date| format!("'{date}'")),
        _ => None,
    }
}

fn time(value: &Value) -> Option<String> {
    match value {
        Value::Date(text) | Value::Time(text) => Some(format!("'{text}'")),
        Value::Timestamp(text) => text.get(11..).map(|clock| format!("'{clock}'")),
        _ => None,
    }
}

fn timestamp(value: &Value) -> Option<String> {
    match value {
        Value::Date(text) | Value::Time(text) => Some(format!("'{text}'")),
        Value::Timestamp(text) => Some(format!("'{}'", text.replace('T', " "))),
        _ => None,
    }
}

fn pickle() -> CompileError {
    CompileError::unsupported(
        "writing values of PickleType",
        "write the pickled bytes as LargeBinary, or convert the column in an application script",
    )
}

fn cannot_adapt(what: &str) -> CompileError {
    CompileError::Raised {
        exception: "sqlalchemy.exc.ProgrammingError",
        message: format!(
            "(psycopg.ProgrammingError) cannot adapt type '{what}' using placeholder '%s' (format: AUTO)"
        ),
    }
}
