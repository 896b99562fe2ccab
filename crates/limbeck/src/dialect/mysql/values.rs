//! Values as MySQL literals: as `SQLAlchemy` writes them offline, and as its drivers write them into
//! the statements they send.
//!
//! Backslashes are escapes in MySQL's strings unless the server's `sql_mode` says otherwise; the driver
//! refuses a server that does.

#![expect(clippy::wildcard_enum_match_arm, reason = "values that do not fit a type are refused together")]

use super::types;
use crate::{
    dialect::{
        CompileError,
        expression::Compiler,
        literal::{self, json_text, no_renderer, not_rendered},
    },
    expr::Value,
    types::{BinaryName, ColumnType, MysqlType, PostgresType},
};

/// A string in quotes, for SQL of our own.
pub fn string(text: &str) -> String {
    quoted(text, false)
}

/// A string in quotes, as `SQLAlchemy` writes it: `'` and backslashes doubled, and `%` where the
/// paramstyle asks.
pub fn quoted(text: &str, double_percent: bool) -> String {
    literal::quoted(text, double_percent).replace('\\', "\\\\")
}

/// A value exactly as `literal_binds` writes it.
pub fn literal(compiler: &Compiler<'_>, value: &Value, ty: &ColumnType) -> Result<String, CompileError> {
    let double = compiler.rendering.double_percent;
    let text = |value: &Value| match value {
        Value::Text(text) => Ok(quoted(text, double)),
        other => Err(not_rendered(other, ty)),
    };
    match ty {
        ColumnType::SmallInteger(_)
        | ColumnType::Integer(_)
        | ColumnType::BigInteger(_)
        | ColumnType::Mysql(MysqlType::Integer(_)) => {
            literal::integer(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Numeric(_)
        | ColumnType::Float(_)
        | ColumnType::Mysql(MysqlType::Numeric(_) | MysqlType::Float(_)) => {
            literal::number(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Character(_)
        | ColumnType::Enum(_)
        | ColumnType::Mysql(MysqlType::Character(_) | MysqlType::Set(_)) => text(value),
        ColumnType::Boolean(_) => match value {
            Value::Boolean(truth) => Ok(truth.to_string()),
            Value::Integer(0) => Ok("false".to_owned()),
            Value::Integer(1) => Ok("true".to_owned()),
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Date(_) => date(value).ok_or_else(|| not_rendered(value, ty)),
        ColumnType::Time(_)
        | ColumnType::Postgres(PostgresType::Time { .. })
        | ColumnType::Mysql(MysqlType::Time(_)) => time(value).ok_or_else(|| not_rendered(value, ty)),
        ColumnType::DateTime(_)
        | ColumnType::Postgres(PostgresType::Timestamp { .. })
        | ColumnType::Mysql(MysqlType::DateTime(_) | MysqlType::Timestamp(_)) => {
            timestamp(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Interval(_) => timestamp(value).ok_or_else(|| not_rendered(value, ty)),
        ColumnType::Postgres(PostgresType::Interval { .. }) => {
            literal::make_interval(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Binary(_) | ColumnType::Mysql(MysqlType::Blob(_)) => match value {
            Value::Bytes(_) if is_pickle(ty) => Err(pickle()),
            Value::Bytes(bytes) => {
                let utf8 = std::str::from_utf8(bytes).map_err(|_| not_rendered(value, ty))?;
                Ok(quoted(utf8, false))
            }
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Uuid(uuid) => match value {
            Value::Uuid(text) => Ok(format!("'{}'", text.replace('-', ""))),
            Value::Text(text) if !uuid.as_uuid => Ok(quoted(&text.replace('-', ""), false)),
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Array(array) => match value {
            Value::List(items) => {
                let items = items
                    .iter()
                    .map(|item| match item {
                        Value::List(_) => literal(compiler, item, ty),
                        item => literal(compiler, item, array.item.for_dialect(compiler.dialect.name())),
                    })
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(|_| not_rendered(value, ty))?;
                Ok(format!("{}[{}]", if array.postgres { "ARRAY" } else { "" }, items.join(", ")))
            }
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Postgres(PostgresType::Named(name)) => match name.as_str() {
            "CITEXT" => text(value),
            "JSONPATH" => Ok(quoted(&path(value), double)),
            _ => Err(no_renderer(value, ty)),
        },
        ColumnType::Null
        | ColumnType::Json(_)
        | ColumnType::Postgres(_)
        | ColumnType::Mysql(
            MysqlType::Bit { .. } | MysqlType::Year { .. } | MysqlType::Inet4 | MysqlType::Inet6,
        )
        | ColumnType::Variant(_)
        | ColumnType::Decorated(_)
        | ColumnType::UserDefined(_)
        | ColumnType::Unknown(_) => Err(no_renderer(value, ty)),
    }
}

/// A value as a driver of MySQL's writes it into the statement: what is bound in Python is text on the
/// way to the server there too.
pub fn online_literal(
    compiler: &Compiler<'_>,
    value: &Value,
    ty: &ColumnType,
) -> Result<String, CompileError> {
    let ty = ty.for_dialect(compiler.dialect.name());
    if is_pickle(ty) && *value != Value::Null {
        return Err(pickle());
    }
    if let ColumnType::Boolean(_) = ty {
        literal::check_boolean(value)?;
    }
    if let Some(none_is_null) = json(ty) {
        return Ok(match value {
            Value::Null if none_is_null => "NULL".to_owned(),
            value => string(&json_text(&literal::json_tree(value))),
        });
    }
    Ok(match value {
        Value::Null => "NULL".to_owned(),
        Value::Boolean(truth) => if *truth { "true" } else { "false" }.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(number) | Value::Decimal(number) => decimal(number)?,
        Value::Float(number) => float(*number)?,
        Value::Text(text) => match ty {
            ColumnType::Uuid(uuid) if !types::is_native_uuid(uuid, compiler.capabilities) => {
                string(&text.replace('-', ""))
            }
            ColumnType::Postgres(PostgresType::Named(name)) if name == "JSONPATH" => string(&path(value)),
            _ => string(text),
        },
        Value::Bytes(bytes) => bytes_literal(bytes),
        Value::Date(text) => format!("'{text}'"),
        Value::Time(text) => format!("'{}'", without_zero_fraction(literal::without_offset(text))),
        Value::Timestamp(text) => {
            format!("'{}'", without_zero_fraction(&literal::without_offset(text).replace('T', " ")))
        }
        Value::Interval { .. } => match ty {
            ColumnType::Interval(_) => {
                let text = literal::epoch_timestamp(value).ok_or_else(|| not_rendered(value, ty))?;
                format!("'{}'", without_zero_fraction(&text))
            }
            _ => format!("'{}'", span(value)),
        },
        Value::Uuid(text) => match ty {
            ColumnType::Uuid(uuid) if types::is_native_uuid(uuid, compiler.capabilities) => {
                format!("'{text}'")
            }
            _ => format!("'{}'", text.replace('-', "")),
        },
        Value::Json(tree) => string(&json_text(tree)),
        Value::List(items) => match ty {
            ColumnType::Mysql(MysqlType::Set(set)) if !set.retrieve_as_bitwise => {
                let texts: Vec<&str> = items
                    .iter()
                    .filter_map(|item| if let Value::Text(text) = item { Some(text.as_str()) } else { None })
                    .collect();
                string(&texts.join(","))
            }
            ColumnType::Postgres(PostgresType::Named(name)) if name == "JSONPATH" => string(&path(value)),
            _ => {
                return Err(CompileError::unsupported(
                    "a list as a value on MySQL",
                    "give single values, or write the list as JSON",
                ));
            }
        },
    })
}

/// Bytes as `_binary'…'`, which no character set changes on the way.
fn bytes_literal(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "_binary''".to_owned();
    }
    format!("_binary 0x{}", literal::hexadecimal(bytes))
}

/// A decimal as a number; what is none has no literal.
fn decimal(text: &str) -> Result<String, CompileError> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E')) {
        return Ok(text.to_owned());
    }
    Err(no_number(text))
}

/// A double with an exponent, so that the server takes it for one and not for a decimal.
fn float(number: f64) -> Result<String, CompileError> {
    if !number.is_finite() {
        return Err(no_number(&literal::float(number)));
    }
    let text = literal::float(number);
    Ok(if text.contains('e') { text } else { format!("{text}e0") })
}

fn no_number(text: &str) -> CompileError {
    CompileError::raised(
        "sqlalchemy.exc.ProgrammingError",
        format!("(pymysql.err.ProgrammingError) {text} can not be used with MySQL"),
    )
}

/// A time's text without a fraction that says nothing.
fn without_zero_fraction(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) if fraction.trim_end_matches('0').is_empty() => whole.to_owned(),
        Some((whole, fraction)) => format!("{whole}.{fraction:0<6}"),
        None => text.to_owned(),
    }
}

/// A span as `[-]HH:MM:SS[.ffffff]`, the way MySQL's TIME takes it.
fn span(value: &Value) -> String {
    let Value::Interval { days, seconds, microseconds } = value else { return String::new() };
    let whole =
        i128::from(*days) * 86_400_000_000 + i128::from(*seconds) * 1_000_000 + i128::from(*microseconds);
    let (sign, size) = (if whole < 0 { "-" } else { "" }, whole.unsigned_abs());
    let (total, fraction) = (size / 1_000_000, size % 1_000_000);
    let clock = format!("{sign}{:02}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60);
    if fraction == 0 { clock } else { format!("{clock}.{fraction:06}") }
}

/// Whether a type holds JSON, and if so whether Python's `None` is NULL in it.
fn json(ty: &ColumnType) -> Option<bool> {
    match ty {
        ColumnType::Json(json) => Some(json.none_as_null),
        ColumnType::Postgres(
            PostgresType::Json { none_as_null, .. } | PostgresType::Jsonb { none_as_null, .. },
        ) => Some(*none_as_null),
        _ => None,
    }
}

fn is_pickle(ty: &ColumnType) -> bool {
    matches!(ty, ColumnType::Binary(binary) if binary.name == BinaryName::PickleType)
}

fn pickle() -> CompileError {
    CompileError::unsupported(
        "writing values of PickleType",
        "write the pickled bytes as LargeBinary, or convert the column in an application script",
    )
}

/// `$."a"[1]`: a path into a JSON document.
fn path(value: &Value) -> String {
    let step = |value: &Value| match value {
        Value::Integer(index) => format!("[{index}]"),
        Value::Text(key) => format!(".\"{key}\""),
        other => format!(".\"{}\"", literal::repr(other)),
    };
    match value {
        Value::List(items) => format!("${}", items.iter().map(step).collect::<String>()),
        other => format!("${}", step(other)),
    }
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
