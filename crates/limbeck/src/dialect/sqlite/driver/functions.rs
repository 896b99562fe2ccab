//! The two functions that `SQLAlchemy` adds to every SQLite connection: `regexp` (Python's `re.search`)
//! and `floor` (Python's `math.floor`, which gives an integer).

use regex::Regex;
use rusqlite::{
    Connection, Error, Result,
    functions::{Context, FunctionFlags},
    types::{Value, ValueRef},
};
use std::sync::Arc;

/// Adds them.
pub(super) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("regexp", 2, flags, regexp)?;
    connection.create_scalar_function("floor", 1, flags, |context| floor(context.get_raw(0)))
}

fn failed(message: impl Into<String>) -> Error {
    Error::UserFunctionError(message.into().into())
}

fn regexp(context: &Context<'_>) -> Result<Option<bool>> {
    let text = match context.get_raw(1) {
        ValueRef::Null => return Ok(None),
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map_err(|_| failed("regexp: the text is not UTF-8"))?
        }
        ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Blob(_) => {
            return Err(failed("user-defined function raised exception"));
        }
    };
    let regex: Arc<Regex> = context.get_or_create_aux(0, |pattern| -> std::result::Result<Regex, Error> {
        match pattern {
            ValueRef::Text(bytes) => {
                let pattern =
                    std::str::from_utf8(bytes).map_err(|_| failed("regexp: the pattern is not UTF-8"))?;
                compile(pattern).map_err(failed)
            }
            ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Blob(_) => {
                Err(failed("user-defined function raised exception"))
            }
        }
    })?;
    Ok(Some(regex.is_match(text)))
}

/// Translates a pattern of Python's `re`; what could mean something else in Rust is refused.
fn compile(pattern: &str) -> std::result::Result<Regex, String> {
    let refuse = |what: &str| format!("REGEXP pattern not supported by Limbeck ({what}): {pattern}");
    let mut translated = String::with_capacity(pattern.len());
    let mut characters = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('Z') if !in_class => translated.push_str(r"\z"),
                Some('b') if in_class => translated.push_str(r"\x08"),
                Some(
                    escaped @ ('A' | 'b' | 'B' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't' | 'f'
                    | 'v'),
                ) => {
                    translated.push('\\');
                    translated.push(escaped);
                }
                Some(escaped) if !escaped.is_alphanumeric() => {
                    translated.push('\\');
                    translated.push(escaped);
                }
                Some(escaped) => return Err(refuse(&format!("\\{escaped}"))),
                None => return Err(refuse("a backslash at the end")),
            },
            '[' if in_class => return Err(refuse("[ inside brackets")),
            '[' => {
                in_class = true;
                translated.push('[');
                if characters.peek() == Some(&'^') {
                    characters.next();
                    translated.push('^');
                }
                if characters.peek() == Some(&']') {
                    characters.next();
                    translated.push_str(r"\]");
                }
            }
            ']' if in_class => {
                in_class = false;
                translated.push(']');
            }
            '&' | '~' | '-' if in_class && characters.peek() == Some(&c) => {
                return Err(refuse("a doubled sign inside brackets"));
            }
            // Python's dollar also matches before a line break at the end.
            '$' if !in_class => translated.push_str(r"(?:\n?\z)"),
            '(' if !in_class && characters.peek() == Some(&'?') => {
                characters.next();
                if characters.peek() != Some(&':') {
                    return Err(refuse("(?"));
                }
                translated.push_str("(?");
            }
            '{' if !in_class && characters.peek() == Some(&',') => return Err(refuse("{,")),
            c => translated.push(c),
        }
    }
    Regex::new(&translated).map_err(|error| refuse(&error.to_string()))
}

fn floor(value: ValueRef<'_>) -> Result<Value> {
    match value {
        ValueRef::Integer(number) => Ok(Value::Integer(number)),
        ValueRef::Real(number) => {
            let floored = number.floor();
            // The bounds of 64 bits as doubles: 2^63 itself does not fit.
            if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&floored) {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "whole, and inside the bounds just checked"
                )]
                Ok(Value::Integer(floored as i64))
            } else {
                Err(failed("user-defined function raised exception"))
            }
        }
        ValueRef::Null | ValueRef::Text(_) | ValueRef::Blob(_) => {
            Err(failed("user-defined function raised exception"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compile;

    /// Expected values are `re.search(pattern, text) is not None` of `CPython` 3.11.
    #[test]
    fn patterns_mean_what_python_means() {
        for (pattern, text, expected) in [
            ("^[a-z]+$", "abc", true),
            ("^[a-z]+$", "abc\n", true),
            ("^[a-z]+$", "abc\nd", false),
            (r"\d{2,3}", "a12", true),
            (r"[]a]", "]", true),
            (r"^[^]]$", "]", false),
            (r"(?:ab)+\Z", "xabab", true),
            ("a|b$", "cb", true),
        ] {
            assert_eq!(compile(pattern).unwrap().is_match(text), expected, "{pattern} in {text:?}");
        }
        for pattern in ["(?=a)", r"(a)\1", "[[:alpha:]]", "[a&&b]", "a{,2}"] {
            assert!(compile(pattern).is_err(), "{pattern}");
        }
    }
}
