//! The few rules of Python's that texts depend on: `repr`, `strip`, `splitlines`, `int`.
//!
//! Lives here: values of Python's own types as text. Does not live here: how types, tables and operations
//! are shown (`types::repr`, `diff::diffs`, `render`).

use std::fmt::Write as _;

/// `repr()` of a string.
pub(crate) fn python_repr(value: &str) -> String {
    let quote = if value.contains('\'') && !value.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(value.len() + 2);
    out.push(quote);
    for character in value.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ if character.is_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(character));
            }
            // Python escapes every separator but the plain blank.
            '\u{a0}' | '\u{ad}' => {
                let _ = write!(out, "\\x{:02x}", u32::from(character));
            }
            '\u{1680}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
            | '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push(quote);
    out
}

/// `repr()` of a tuple of strings.
pub(crate) fn python_tuple<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let parts: Vec<String> = values.map(python_repr).collect();
    if let [only] = parts.as_slice() { format!("({only},)") } else { format!("({})", parts.join(", ")) }
}

/// `repr()` of a list of strings.
pub(crate) fn python_list<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let parts: Vec<String> = values.map(python_repr).collect();
    format!("[{}]", parts.join(", "))
}

/// Whether Python's `str.isspace` holds: the Unicode blanks and four ASCII separators that Rust leaves out.
pub(crate) fn is_python_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// `str.strip()`.
pub(crate) fn python_strip(value: &str) -> &str {
    value.trim_matches(is_python_space)
}

/// `str.splitlines()`.
pub(crate) fn python_lines(value: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut characters = value.char_indices().peekable();
    while let Some((position, character)) = characters.next() {
        let is_break = matches!(
            character,
            '\n' | '\r'
                | '\u{b}'
                | '\u{c}'
                | '\u{1c}'
                | '\u{1d}'
                | '\u{1e}'
                | '\u{85}'
                | '\u{2028}'
                | '\u{2029}'
        );
        if !is_break {
            continue;
        }
        lines.push(value.get(start..position).unwrap_or_default());
        start = position + character.len_utf8();
        if character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n') {
            characters.next();
            start += 1;
        }
    }
    if start < value.len() {
        lines.push(value.get(start..).unwrap_or_default());
    }
    lines
}

/// `int(text)`; values beyond the range of `i64` are cut to it, which no caller can tell from the real value.
pub(crate) fn python_int(value: &str) -> Option<i64> {
    let value = python_strip(value);
    let (negative, digits) = match value.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('+').unwrap_or(value)),
    };
    if digits.is_empty() || digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
        return None;
    }
    let mut number: i64 = 0;
    for character in digits.chars().filter(|character| *character != '_') {
        let digit = i64::from(character.to_digit(10)?);
        number = number.saturating_mul(10).saturating_add(digit);
    }
    Some(if negative { -number } else { number })
}

/// `", ".join(values)`.
pub(crate) fn comma<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    values.into_iter().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_prefers_single_quotes() {
        assert_eq!(python_repr("a"), "'a'");
        assert_eq!(python_repr("it's"), "\"it's\"");
        assert_eq!(python_repr("it's \"x\""), "'it\\'s \"x\"'");
        assert_eq!(python_repr("a\tb\\\u{1}é"), "'a\\tb\\\\\\x01é'");
    }

    #[test]
    fn int_takes_what_python_takes() {
        assert_eq!(python_int(" -1_0 "), Some(-10));
        assert_eq!(python_int("+3"), Some(3));
        assert_eq!(python_int("0001"), Some(1));
        assert_eq!(python_int("1__0"), None);
        assert_eq!(python_int("12ab"), None);
        assert_eq!(python_int(""), None);
    }

    #[test]
    fn lines_end_where_python_ends_them() {
        assert_eq!(python_lines("a\r\nb\rc\n\nd"), ["a", "b", "c", "", "d"]);
        assert!(python_lines("").is_empty());
        assert_eq!(python_lines("a\n"), ["a"]);
    }
}
