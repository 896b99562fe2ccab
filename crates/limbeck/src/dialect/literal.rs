//! Values as text: what every dialect's literals share, and how Python spells values in errors.
//!
//! Lives here: quoting of strings, numbers as Python prints them, `json.dumps`, `repr`, and the
//! texts of the errors `SQLAlchemy` raises for values it cannot write inline. Does not live here:
//! which of them a dialect uses for a type (`dialect::<name>::syntax`).

#![expect(clippy::wildcard_enum_match_arm, reason = "values that are not named are refused together")]

use crate::{
    dialect::CompileError,
    expr::Value,
    types::{
        BinaryName, CharacterName, ColumnType, DateTime, DateTimeName, Float, FloatName, Numeric,
        NumericName, PostgresType, Uuid,
    },
};
use std::fmt::Write;

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// A string in single quotes, `'` doubled, and `%` doubled where the paramstyle asks.
pub fn quoted(text: &str, double_percent: bool) -> String {
    let text = text.replace('\'', "''");
    let text = if double_percent { text.replace('%', "%%") } else { text };
    format!("'{text}'")
}

/// The type `SQLAlchemy` gives to a value that came without one.
pub fn type_of_value(value: &Value) -> ColumnType {
    use crate::types::{Binary, Boolean, Interval, Spelling, Time};
    match value {
        Value::Boolean(_) => ColumnType::Boolean(Boolean::default()),
        // Integers of 32 bits and more are BIGINT.
        Value::Integer(number) if number.unsigned_abs() >> 31 == 0 => ColumnType::Integer(Spelling::Generic),
        Value::Integer(_) | Value::BigInteger(_) => ColumnType::BigInteger(Spelling::Generic),
        Value::Float(_) => ColumnType::Float(Float::default()),
        Value::Decimal(_) => ColumnType::Numeric(Numeric { as_decimal: true, ..Numeric::default() }),
        Value::Text(_) => ColumnType::varchar(None),
        Value::Bytes(_) => ColumnType::Binary(Binary::default()),
        Value::Date(_) => ColumnType::Date(Spelling::Generic),
        Value::Time(text) => {
            ColumnType::Time(Time { timezone: offset_of(text).is_some(), ..Time::default() })
        }
        Value::Timestamp(text) => {
            ColumnType::DateTime(DateTime { timezone: offset_of(text).is_some(), ..DateTime::default() })
        }
        Value::Interval { .. } => ColumnType::Interval(Interval::default()),
        Value::Uuid(_) => ColumnType::Uuid(Uuid::default()),
        Value::Null | Value::Json(_) | Value::List(_) => ColumnType::Null,
    }
}

/// `No literal value renderer is available …`.
pub fn no_renderer(value: &Value, ty: &ColumnType) -> CompileError {
    CompileError::compile(format!(
        "No literal value renderer is available for literal value \"{}\" with datatype {}",
        shortened_repr(value),
        type_text(ty)
    ))
}

/// `Could not render literal value …`.
pub fn not_rendered(value: &Value, ty: &ColumnType) -> CompileError {
    CompileError::compile(format!(
        "Could not render literal value \"{}\" with datatype {}; see parent stack trace for more detail.",
        shortened_repr(value),
        type_text(ty)
    ))
}

/// `repr(value)`, cut in the middle where it is longer than 300 characters.
pub fn shortened_repr(value: &Value) -> String {
    const LONGEST: usize = 300;
    let full = repr(value);
    let length = full.chars().count();
    if length <= LONGEST {
        return full;
    }
    let head: String = full.chars().take(LONGEST / 2).collect();
    let tail: String = full.chars().skip(length - LONGEST / 2).collect();
    format!("{head} ... ({} characters truncated) ... {tail}", length - LONGEST)
}

/// Python's `repr` of a value.
pub fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Boolean(true) => "True".to_owned(),
        Value::Boolean(false) => "False".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(number) => number.clone(),
        Value::Float(number) => float(*number),
        Value::Decimal(number) => format!("Decimal('{number}')"),
        Value::Text(text) => repr_text(text),
        Value::Bytes(bytes) => repr_bytes(bytes),
        Value::Date(text) => format!("datetime.date({})", fields(text, &['-']).join(", ")),
        Value::Time(text) => format!("datetime.time({})", repr_clock(text, 2)),
        Value::Timestamp(text) => match text.split_at_checked(10) {
            Some((date, clock)) => format!(
                "datetime.datetime({}, {})",
                fields(date, &['-']).join(", "),
                repr_clock(clock.trim_start_matches([' ', 'T']), 2)
            ),
            None => text.clone(),
        },
        Value::Interval { days, seconds, microseconds } => {
            let mut parts = Vec::new();
            for (name, number) in [("days", days), ("seconds", seconds), ("microseconds", microseconds)] {
                if *number != 0 {
                    parts.push(format!("{name}={number}"));
                }
            }
            format!(
                "datetime.timedelta({})",
                if parts.is_empty() { "0".to_owned() } else { parts.join(", ") }
            )
        }
        Value::Uuid(text) => format!("UUID('{text}')"),
        Value::Json(tree) => repr_json(tree),
        Value::List(items) => format!("[{}]", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
    }
}

/// A double as Python prints it: the shortest text that reads back the same.
pub fn float(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf".to_owned() } else { "-inf".to_owned() };
    }
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = number.to_string();
        return if plain.contains('.') { plain } else { format!("{plain}.0") };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

/// `json.dumps(tree)` with Python's defaults: `", "`, `": "`, only ASCII.
pub fn json_text(tree: &serde_json::Value) -> String {
    let mut text = String::new();
    write_json(tree, &mut text);
    text
}

fn write_json(tree: &serde_json::Value, text: &mut String) {
    match tree {
        serde_json::Value::Null => text.push_str("null"),
        serde_json::Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        serde_json::Value::Number(number) => text.push_str(&json_number(number)),
        serde_json::Value::String(string) => write_json_string(string, text),
        serde_json::Value::Array(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    text.push_str(", ");
                }
                write_json(item, text);
            }
            text.push(']');
        }
        serde_json::Value::Object(entries) => {
            text.push('{');
            for (position, (key, item)) in entries.iter().enumerate() {
                if position > 0 {
                    text.push_str(", ");
                }
                write_json_string(key, text);
                text.push_str(": ");
                write_json(item, text);
            }
            text.push('}');
        }
    }
}

fn json_number(number: &serde_json::Number) -> String {
    match number.as_f64() {
        Some(double) if number.is_f64() => float(double),
        _ => number.to_string(),
    }
}

fn write_json_string(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            ' '..='~' => text.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text.push('"');
}

fn repr_json(tree: &serde_json::Value) -> String {
    match tree {
        serde_json::Value::Null => "None".to_owned(),
        serde_json::Value::Bool(truth) => repr(&Value::Boolean(*truth)),
        serde_json::Value::Number(number) => json_number(number),
        serde_json::Value::String(string) => repr_text(string),
        serde_json::Value::Array(items) => {
            format!("[{}]", items.iter().map(repr_json).collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, item)| format!("{}: {}", repr_text(key), repr_json(item)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Python's `repr` of a string.
pub fn repr_text(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut result = String::from(quote);
    for character in text.chars() {
        match character {
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            _ if character == quote => {
                result.push('\\');
                result.push(character);
            }
            _ if character.is_control() => {
                let _ = write!(result, "\\x{:02x}", u32::from(character));
            }
            _ => result.push(character),
        }
    }
    result.push(quote);
    result
}

fn repr_bytes(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut result = format!("b{quote}");
    for byte in bytes {
        match *byte {
            b'\\' => result.push_str("\\\\"),
            b'\n' => result.push_str("\\n"),
            b'\r' => result.push_str("\\r"),
            b'\t' => result.push_str("\\t"),
            b' '..=b'~' if char::from(*byte) == quote => {
                result.push('\\');
                result.push(quote);
            }
            b' '..=b'~' => result.push(char::from(*byte)),
            other => {
                let _ = write!(result, "\\x{other:02x}");
            }
        }
    }
    result.push(quote);
    result
}

/// The offset from UTC at the end of a time's text, with its sign.
pub fn offset_of(text: &str) -> Option<&str> {
    // The date's own dashes are in front of the clock.
    let clock = text.find(':')?;
    let tail = text.get(clock..)?;
    let at = tail.find(['+', '-', 'Z'])?;
    tail.get(at..)
}

/// A time's text without its offset from UTC.
pub fn without_offset(text: &str) -> &str {
    match offset_of(text) {
        Some(offset) => text.get(..text.len() - offset.len()).unwrap_or(text),
        None => text,
    }
}

/// A time's text with six digits of a second's fraction.
pub fn with_microseconds(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{whole}.{fraction:0<6}"),
        None => format!("{text}.000000"),
    }
}

fn fields(text: &str, separators: &[char]) -> Vec<String> {
    text.split(separators)
        .map(|field| {
            let digits = field.trim_start_matches('0');
            if digits.is_empty() { "0".to_owned() } else { digits.to_owned() }
        })
        .collect()
}

/// Hour, minute, and what else is not zero; `kept` fields are always shown.
fn repr_clock(text: &str, kept: usize) -> String {
    let offset = offset_of(text);
    let plain = without_offset(text);
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut parts = fields(whole, &[':']);
    if fraction.trim_end_matches('0').is_empty() {
        while parts.len() > kept && parts.last().is_some_and(|part| part == "0") {
            parts.pop();
        }
    } else {
        parts.extend(fields(&format!("{fraction:0<6}"), &[]));
    }
    if let Some(offset) = offset {
        parts.push(format!("tzinfo={}", repr_offset(offset)));
    }
    parts.join(", ")
}

fn repr_offset(offset: &str) -> String {
    let numbers: Vec<i64> =
        offset.trim_start_matches(['+', '-', 'Z']).split(':').map(|part| part.parse().unwrap_or(0)).collect();
    let seconds = numbers.iter().zip([3600, 60, 1]).map(|(number, unit)| number * unit).sum::<i64>();
    if seconds == 0 {
        return "datetime.timezone.utc".to_owned();
    }
    let seconds = if offset.starts_with('-') { -seconds } else { seconds };
    let delta = Value::Interval {
        days: seconds.div_euclid(86_400),
        seconds: seconds.rem_euclid(86_400),
        microseconds: 0,
    };
    format!("datetime.timezone({})", repr(&delta))
}

/// `str(type)`: a type as `SQLAlchemy` names it in errors, in no dialect.
pub fn type_text(ty: &ColumnType) -> String {
    let with_length = |name: &str, length: Option<u32>| match length {
        Some(length) => format!("{name}({length})"),
        None => name.to_owned(),
    };
    match ty {
        ColumnType::Null => "NULL".to_owned(),
        ColumnType::SmallInteger(_) => "SMALLINT".to_owned(),
        ColumnType::Integer(_) => "INTEGER".to_owned(),
        ColumnType::BigInteger(_) => "BIGINT".to_owned(),
        ColumnType::Numeric(numeric) => {
            let name = if numeric.name == NumericName::Decimal { "DECIMAL" } else { "NUMERIC" };
            match (numeric.precision, numeric.scale) {
                (None, _) => name.to_owned(),
                (Some(precision), None) => format!("{name}({precision})"),
                (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
            }
        }
        ColumnType::Float(float) => match float.name {
            FloatName::Float | FloatName::StandardFloat => "FLOAT".to_owned(),
            FloatName::Double | FloatName::StandardDouble => "DOUBLE".to_owned(),
            FloatName::Real => "REAL".to_owned(),
            FloatName::DoublePrecision => "DOUBLE PRECISION".to_owned(),
        },
        ColumnType::Character(character) => {
            let name = match character.name {
                CharacterName::Text | CharacterName::UnicodeText | CharacterName::StandardText => "TEXT",
                CharacterName::Char => "CHAR",
                CharacterName::Nvarchar => "NVARCHAR",
                CharacterName::Nchar => "NCHAR",
                CharacterName::Clob => "CLOB",
                CharacterName::String | CharacterName::Unicode | CharacterName::Varchar => "VARCHAR",
            };
            with_length(name, character.length)
        }
        ColumnType::Boolean(_) => "BOOLEAN".to_owned(),
        ColumnType::Date(_) => "DATE".to_owned(),
        ColumnType::Time(_) => "TIME".to_owned(),
        ColumnType::DateTime(time) if time.name == DateTimeName::Timestamp => "TIMESTAMP".to_owned(),
        ColumnType::DateTime(_) | ColumnType::Interval(_) => "DATETIME".to_owned(),
        ColumnType::Binary(binary) => {
            let name = match binary.name {
                BinaryName::Binary => "BINARY",
                BinaryName::Varbinary => "VARBINARY",
                BinaryName::LargeBinary | BinaryName::PickleType | BinaryName::Blob => "BLOB",
            };
            with_length(name, binary.length)
        }
        ColumnType::Json(_) => "JSON".to_owned(),
        ColumnType::Uuid(uuid) if uuid.spelling == crate::types::Spelling::Standard => "UUID".to_owned(),
        ColumnType::Uuid(_) => "CHAR(32)".to_owned(),
        ColumnType::Enum(ty) => {
            let longest = ty.values.iter().map(|value| value.chars().count()).max().unwrap_or(0);
            let length = ty.length.map_or(longest, |length| usize::try_from(length).unwrap_or(longest));
            format!("VARCHAR({length})")
        }
        ColumnType::Array(_) => "ARRAY".to_owned(),
        ColumnType::Postgres(ty) => match ty {
            PostgresType::Timestamp { .. } => "TIMESTAMP".to_owned(),
            PostgresType::Time { .. } => "TIME".to_owned(),
            PostgresType::Interval { .. } => "INTERVAL".to_owned(),
            PostgresType::Bit { .. } => "BIT".to_owned(),
            PostgresType::Json { .. } => "JSON".to_owned(),
            PostgresType::Jsonb { .. } => "JSONB".to_owned(),
            PostgresType::Hstore { .. } => "HSTORE".to_owned(),
            PostgresType::Named(name) => name.clone(),
            PostgresType::Domain(_) => "DOMAIN".to_owned(),
            PostgresType::Vector { dimensions } => with_length("VECTOR", *dimensions),
            PostgresType::HalfVector { dimensions } => with_length("HALFVEC", *dimensions),
            PostgresType::SparseVector { dimensions } => with_length("SPARSEVEC", *dimensions),
        },
        ColumnType::Mysql(ty) => match ty.standard() {
            Some(standard) => type_text(&standard),
            None => ty.class_name().to_owned(),
        },
        ColumnType::Variant(variant) => type_text(&variant.base),
        ColumnType::Decorated(decorated) => type_text(&decorated.implementation),
        ColumnType::UserDefined(defined) => defined.sql.clone(),
        ColumnType::Unknown(text) => text.clone(),
    }
}

/// A value as `str(int(value))` writes it; `None` where `int()` refuses.
pub fn integer(value: &Value) -> Option<String> {
    match value {
        Value::Boolean(truth) => Some(i32::from(*truth).to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::BigInteger(number) => Some(number.clone()),
        Value::Float(number) if number.is_finite() => {
            let whole = format!("{:.0}", number.trunc());
            Some(if whole == "-0" { "0".to_owned() } else { whole })
        }
        Value::Decimal(text) => {
            text.parse::<f64>().ok().filter(|number| number.is_finite()).and_then(|number| {
                if text.contains(['e', 'E']) {
                    integer(&Value::Float(number))
                } else {
                    let whole = text.split('.').next().unwrap_or_default();
                    Some(match whole {
                        "" | "-" | "-0" => "0".to_owned(),
                        whole => whole.to_owned(),
                    })
                }
            })
        }
        Value::Text(text) => text.trim().parse::<i128>().ok().map(|number| number.to_string()),
        _ => None,
    }
}

/// A value as `str()` writes a number; `None` for what is none.
pub fn number(value: &Value) -> Option<String> {
    match value {
        Value::Boolean(_) | Value::Integer(_) | Value::BigInteger(_) | Value::Float(_) => Some(repr(value)),
        Value::Decimal(text) => Some(text.clone()),
        Value::Text(text) => text.trim().parse::<f64>().ok().map(|_| text.trim().to_owned()),
        _ => None,
    }
}

/// A value as a JSON document.
pub fn json_tree(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(truth) => serde_json::Value::Bool(*truth),
        Value::Integer(number) => serde_json::Value::from(*number),
        Value::Float(number) => serde_json::Value::from(*number),
        Value::Json(tree) => (**tree).clone(),
        Value::List(items) => serde_json::Value::Array(items.iter().map(json_tree).collect()),
        Value::Text(text)
        | Value::BigInteger(text)
        | Value::Decimal(text)
        | Value::Date(text)
        | Value::Time(text)
        | Value::Timestamp(text)
        | Value::Uuid(text) => serde_json::Value::String(text.clone()),
        Value::Bytes(_) | Value::Interval { .. } => serde_json::Value::String(repr(value)),
    }
}

/// A span as the time that much after 1970 began, where databases without spans keep it.
pub fn epoch_timestamp(value: &Value) -> Option<String> {
    let Value::Interval { days, seconds, microseconds } = value else { return None };
    // Days since 0000-03-01, by the civil calendar's 400-year eras.
    let shifted = days.checked_add(719_468)?;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (1..=9999).contains(&year).then(|| {
        format!(
            "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}.{microseconds:06}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    })
}

/// A span as PostgreSQL's function, which `SQLAlchemy` writes for its literals.
#[expect(clippy::cast_precision_loss, reason = "Python's own total_seconds is a double too")]
pub fn make_interval(value: &Value) -> Option<String> {
    let Value::Interval { days, seconds, microseconds } = value else { return None };
    let whole =
        i128::from(*days) * 86_400_000_000 + i128::from(*seconds) * 1_000_000 + i128::from(*microseconds);
    Some(format!("make_interval(secs=>{})", float(whole as f64 / 1e6)))
}

/// What `SQLAlchemy` says of a value that cannot be sent for a column of type `Boolean`.
pub fn check_boolean(value: &Value) -> Result<(), CompileError> {
    match value {
        Value::Null | Value::Boolean(_) | Value::Integer(0 | 1) => Ok(()),
        Value::Integer(_) => {
            Err(statement_error("ValueError", &format!("Value {} is not None, True, or False", repr(value))))
        }
        _ => Err(statement_error("TypeError", &format!("Not a boolean value: {}", repr(value)))),
    }
}

/// `sqlalchemy.exc.StatementError` around an error of Python's own.
pub fn statement_error(class: &str, message: &str) -> CompileError {
    CompileError::Raised {
        exception: "sqlalchemy.exc.StatementError",
        message: format!("(builtins.{class}) {message}"),
    }
}
