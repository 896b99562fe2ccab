//! Rows of catalogue queries, read by place.
//!
//! The queries are ours and their columns are cast to plain types; what is missing or of another
//! type reads as nothing, so that a catalogue of a newer server cannot end the program.

use crate::{connection::Rows, expr::Value};

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a>(pub &'a [Value]);

impl<'a> Row<'a> {
    /// All rows of an answer.
    pub fn all(rows: &'a Rows) -> impl Iterator<Item = Self> {
        rows.rows.iter().map(|row| Self(row))
    }

    /// Text, if there is any.
    pub fn text(&self, place: usize) -> Option<&'a str> {
        if let Value::Text(text) = self.0.get(place)? { Some(text) } else { None }
    }

    /// Text, in a string of its own.
    pub fn owned(&self, place: usize) -> Option<String> {
        self.text(place).map(ToOwned::to_owned)
    }

    /// A whole number.
    pub fn number(&self, place: usize) -> Option<i64> {
        if let Value::Integer(number) = self.0.get(place)? { Some(*number) } else { None }
    }

    /// A truth value; missing is false.
    pub fn flag(&self, place: usize) -> bool {
        matches!(self.0.get(place), Some(Value::Boolean(true))) || self.number(place).is_some_and(|n| n != 0)
    }

    /// A list; missing is empty.
    pub fn list(&self, place: usize) -> &'a [Value] {
        match self.0.get(place) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// A list of texts; NULL in it is an empty text.
    pub fn texts(&self, place: usize) -> Vec<String> {
        self.list(place)
            .iter()
            .map(|item| if let Value::Text(text) = item { text.clone() } else { String::new() })
            .collect()
    }

    /// A list of whole numbers.
    pub fn numbers(&self, place: usize) -> Vec<i64> {
        self.list(place)
            .iter()
            .map(|item| if let Value::Integer(number) = item { *number } else { 0 })
            .collect()
    }
}

/// The names in the first column.
pub(crate) fn names(rows: &Rows) -> Vec<String> {
    Row::all(rows).filter_map(|row| row.owned(0)).collect()
}

/// Where the parenthesis that opens at a byte of a text is closed. Texts in single and double
/// quotes are passed over; `None` where it never is.
pub(crate) fn closing_parenthesis(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (place, character) in text.get(open..)?.char_indices() {
        match (quote, character) {
            // A doubled quote closes and opens again at once.
            (Some(by), _) => quote = Some(by).filter(|by| *by != character),
            (None, '\'' | '"') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(open + place);
                }
            }
            (None, _) => {}
        }
    }
    None
}

/// A text without one pair of parentheses around all of it, if there is one.
pub(crate) fn without_parentheses(text: &str) -> &str {
    let inner = text.trim();
    if !inner.starts_with('(') || closing_parenthesis(inner, 0) != Some(inner.len() - 1) {
        return text;
    }
    inner.get(1..inner.len() - 1).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{closing_parenthesis, without_parentheses};

    // Expected: sqlalchemy.util.find_matching_paren and strip_outer_parens 2.1.9.
    #[test]
    fn parentheses_in_quotes_do_not_count() {
        assert_eq!(closing_parenthesis("(a = '(' AND b = ')')", 0), Some(20));
        assert_eq!(closing_parenthesis("((a)(b))", 0), Some(7));
        assert_eq!(closing_parenthesis("((a)", 0), None);
        assert_eq!(closing_parenthesis("(a = 'it''s (')", 0), Some(14));
        assert_eq!(without_parentheses("(a = '(' AND b = ')')"), "a = '(' AND b = ')'");
        assert_eq!(without_parentheses("(a) AND (b)"), "(a) AND (b)");
        assert_eq!(without_parentheses(" (a IS NOT NULL) "), "a IS NOT NULL");
        assert_eq!(without_parentheses("("), "(");
    }
}
