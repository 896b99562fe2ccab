//! Values as SQLite literals, and as SQLite stores them.
//!
//! SQLite has five kinds of values; `SQLAlchemy` decides how dates, UUIDs and JSON become one.

#![expect(clippy::wildcard_enum_match_arm, reason = "values that do not fit a type are refused together")]

use crate::{
    dialect::{
        CompileError,
        expression::Compiler,
        literal::{
            self, json_text, no_renderer, not_rendered, quoted, statement_error, with_microseconds,
            without_offset,
        },
    },
    expr::Value,
    types::{BinaryName, ColumnType, PostgresType},
};

/// A value exactly as `literal_binds` writes it.
pub fn literal(compiler: &Compiler<'_>, value: &Value, ty: &ColumnType) -> Result<String, CompileError> {
    let double = compiler.rendering.double_percent;
    match ty {
        ColumnType::SmallInteger(_) | ColumnType::Integer(_) | ColumnType::BigInteger(_) => {
            literal::integer(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Numeric(_) | ColumnType::Float(_) => {
            literal::number(value).ok_or_else(|| not_rendered(value, ty))
        }
        ColumnType::Character(_) | ColumnType::Enum(_) => match value {
            Value::Text(text) => Ok(quoted(text, double)),
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Boolean(_) => match value {
            Value::Boolean(truth) => Ok(i32::from(*truth).to_string()),
            Value::Integer(number @ (0 | 1)) => Ok(number.to_string()),
            other => Err(not_rendered(other, ty)),
        },
        // SQLAlchemy's literals know no spans where the database has none.
        ColumnType::Interval(_) if matches!(value, Value::Interval { .. }) => Err(not_rendered(value, ty)),
        ColumnType::Date(_) | ColumnType::Time(_) | ColumnType::DateTime(_) | ColumnType::Interval(_) => {
            clock(value, ty).map(|text| format!("'{text}'")).ok_or_else(|| not_rendered(value, ty))
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
            Value::Uuid(text) => Ok(format!("'{}'", text.replace('-', ""))),
            Value::Text(text) if !uuid.as_uuid => Ok(quoted(&text.replace('-', ""), false)),
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Postgres(PostgresType::Named(name)) if name == "CITEXT" => match value {
            Value::Text(text) => Ok(quoted(text, double)),
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Postgres(PostgresType::Named(name)) if name == "JSONPATH" => {
            Ok(quoted(&path(value), double))
        }
        ColumnType::Array(array) => match value {
            Value::List(items) => {
                let items = items
                    .iter()
                    .map(|item| match item {
                        Value::List(_) => literal(compiler, item, ty),
                        item => literal(compiler, item, array.item.for_dialect("sqlite")),
                    })
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(|_| not_rendered(value, ty))?;
                Ok(format!("{}[{}]", if array.postgres { "ARRAY" } else { "" }, items.join(", ")))
            }
            other => Err(not_rendered(other, ty)),
        },
        ColumnType::Postgres(PostgresType::Interval { .. }) => {
            literal::make_interval(value).ok_or_else(|| not_rendered(value, ty))
        }
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

/// A value inline where SQLite takes no parameters: as it would be stored.
pub fn online_literal(
    _compiler: &Compiler<'_>,
    value: &Value,
    ty: &ColumnType,
) -> Result<String, CompileError> {
    let stored = stored(value, ty)?;
    Ok(match &stored {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) if *number < 0 => format!("({number})"),
        Value::Integer(number) => number.to_string(),
        // Out of a double's range is what SQLite reads as infinity.
        Value::Float(number) if number.is_infinite() => {
            if *number > 0.0 {
                "9e999".to_owned()
            } else {
                "(-9e999)".to_owned()
            }
        }
        Value::Float(number) if number.is_nan() => "NULL".to_owned(),
        Value::Float(number) if *number < 0.0 => format!("({})", literal::float(*number)),
        Value::Float(number) => literal::float(*number),
        Value::Text(text) => quoted(text, false),
        Value::Bytes(bytes) => {
            format!("X'{}'", literal::hexadecimal(bytes))
        }
        other => return Err(unsupported_type(other)),
    })
}

/// A value as it is given to SQLite for a column of a type.
pub fn stored(value: &Value, ty: &ColumnType) -> Result<Value, CompileError> {
    let ty = ty.for_dialect("sqlite");
    match ty {
        ColumnType::Mysql(own) => return stored(value, &own.generic()),
        ColumnType::Json(json) => {
            if *value == Value::Null && json.none_as_null {
                return Ok(Value::Null);
            }
            return Ok(Value::Text(json_text(&literal::json_tree(value))));
        }
        ColumnType::Postgres(
            PostgresType::Json { none_as_null, .. } | PostgresType::Jsonb { none_as_null, .. },
        ) => {
            if *value == Value::Null && *none_as_null {
                return Ok(Value::Null);
            }
            return Ok(Value::Text(json_text(&literal::json_tree(value))));
        }
        _ => {}
    }
    if *value == Value::Null {
        return Ok(Value::Null);
    }
    Ok(match ty {
        ColumnType::Boolean(_) => {
            literal::check_boolean(value)?;
            plain(value)?
        }
        ColumnType::Date(_) => match value {
            Value::Date(_) | Value::Timestamp(_) => Value::Text(clock(value, ty).unwrap_or_default()),
            _ => {
                return Err(statement_error(
                    "TypeError",
                    "SQLite Date type only accepts Python date objects as input.",
                ));
            }
        },
        ColumnType::Time(_) => match value {
            Value::Time(_) => Value::Text(clock(value, ty).unwrap_or_default()),
            _ => {
                return Err(statement_error(
                    "TypeError",
                    "SQLite Time type only accepts Python time objects as input.",
                ));
            }
        },
        ColumnType::DateTime(_) => match value {
            Value::Date(_) | Value::Timestamp(_) => Value::Text(clock(value, ty).unwrap_or_default()),
            _ => {
                return Err(statement_error(
                    "TypeError",
                    "SQLite DateTime type only accepts Python datetime and date objects as input.",
                ));
            }
        },
        ColumnType::Interval(_) => match value {
            Value::Interval { .. } => {
                Value::Text(literal::epoch_timestamp(value).ok_or_else(|| not_rendered(value, ty))?)
            }
            _ => plain(value)?,
        },
        ColumnType::Numeric(_) => match value {
            Value::Decimal(text) | Value::BigInteger(text) => Value::Float(number_of(text)),
            #[expect(clippy::cast_precision_loss, reason = "SQLAlchemy's to_float does the same")]
            Value::Integer(number) => Value::Float(*number as f64),
            _ => plain(value)?,
        },
        ColumnType::Float(_) => match value {
            Value::Decimal(text) => Value::Float(number_of(text)),
            _ => plain(value)?,
        },
        ColumnType::Uuid(_) => match value {
            Value::Uuid(text) | Value::Text(text) => Value::Text(text.replace('-', "")),
            _ => plain(value)?,
        },
        ColumnType::Binary(binary) if binary.name == BinaryName::PickleType => return Err(pickle()),
        ColumnType::Postgres(PostgresType::Named(name)) if name == "JSONPATH" => Value::Text(path(value)),
        _ => plain(value)?,
    })
}

/// A value of no particular type, as Python's driver stores it.
fn plain(value: &Value) -> Result<Value, CompileError> {
    Ok(match value {
        Value::Null | Value::Integer(_) | Value::Float(_) | Value::Text(_) | Value::Bytes(_) => value.clone(),
        Value::Boolean(truth) => Value::Integer(i64::from(*truth)),
        Value::BigInteger(_) => {
            return Err(CompileError::Raised {
                exception: "builtins.OverflowError",
                message: "Python int too large to convert to SQLite INTEGER".to_owned(),
            });
        }
        // The driver's default adapters: ISO 8601 with a blank.
        Value::Date(text) | Value::Timestamp(text) => Value::Text(text.replace('T', " ")),
        Value::Decimal(_)
        | Value::Time(_)
        | Value::Interval { .. }
        | Value::Uuid(_)
        | Value::Json(_)
        | Value::List(_) => return Err(unsupported_type(value)),
    })
}

/// The text of a date or time in the form of its type; `None` if the value is of another kind.
fn clock(value: &Value, ty: &ColumnType) -> Option<String> {
    match (ty, value) {
        (ColumnType::Date(_), Value::Date(text)) => Some(text.clone()),
        (ColumnType::Date(_), Value::Timestamp(text)) => text.get(..10).map(ToOwned::to_owned),
        (ColumnType::Time(_), Value::Time(text)) => Some(with_microseconds(without_offset(text))),
        (ColumnType::DateTime(_) | ColumnType::Interval(_), Value::Date(text)) => {
            Some(format!("{text} 00:00:00.000000"))
        }
        (ColumnType::DateTime(_) | ColumnType::Interval(_), Value::Timestamp(text)) => {
            Some(with_microseconds(&without_offset(text).replace('T', " ")))
        }
        (ColumnType::Interval(_), Value::Interval { .. }) => literal::epoch_timestamp(value),
        _ => None,
    }
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

fn number_of(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

fn unsupported_type(value: &Value) -> CompileError {
    let name = match value {
        Value::Decimal(_) => "decimal.Decimal",
        Value::Time(_) => "datetime.time",
        Value::Interval { .. } => "datetime.timedelta",
        Value::Uuid(_) => "UUID",
        Value::Json(_) => "dict",
        _ => "list",
    };
    CompileError::Raised {
        exception: "sqlalchemy.exc.ProgrammingError",
        message: format!(
            "(sqlite3.ProgrammingError) Error binding parameter 1: type '{name}' is not supported"
        ),
    }
}

fn pickle() -> CompileError {
    CompileError::unsupported(
        "writing values of PickleType",
        "write the pickled bytes as LargeBinary, or convert the column in an application script",
    )
}
