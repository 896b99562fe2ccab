//! What SQLite stores otherwise than it was declared.
//!
//! Source: spec/alembic-surface.md §6.3 to §6.5.

use crate::{
    dialect::{
        CompileError, ansi,
        compare::{Comparison, DefaultVerdict, Defaults, IndexVerdict, Members, Pair},
        writer::Speller,
    },
    schema::{ForeignKeyConstraint, Index, Table, UniqueConstraint},
    types::ColumnType,
};

/// See [`Comparison`].
pub(super) struct Rules;

impl Comparison for Rules {
    fn type_synonyms(&self) -> &'static [&'static [&'static str]] {
        &[ansi::compare::TYPE_SYNONYMS]
    }

    fn types_differ(&self, _types: Pair<&ColumnType>) -> Option<bool> {
        None
    }

    fn type_options(&self) -> &'static [&'static str] {
        &[]
    }

    fn reflected_default(&self, text: &str) -> Option<String> {
        is_bare_expression(text).then(|| format!("({text})"))
    }

    fn defaults(
        &self,
        _speller: &Speller<'_>,
        defaults: &Defaults<'_>,
    ) -> Result<DefaultVerdict, CompileError> {
        let bare =
            |text: Option<&'_ str>| text.map(|text| without_quotes(without_parentheses(text)).to_owned());
        let Pair { database, model } = defaults.texts;
        Ok(if bare(database) == bare(model) { DefaultVerdict::Equal } else { DefaultVerdict::Differs })
    }

    fn computed_text(&self, text: &str) -> String {
        ansi::compare::computed_text(text)
    }

    fn correct_members(&self, members: &mut Pair<Members<'_>>, _tables: Pair<Option<&Table>>) -> Vec<String> {
        let Pair { database, model } = members;
        ansi::compare::skip_expression_indexes("sqlite", &database.indexes, &mut model.indexes)
    }

    fn correct_foreign_key(&self, _keys: Pair<&ForeignKeyConstraint>) -> Option<ForeignKeyConstraint> {
        None
    }

    fn indexes(
        &self,
        _speller: &Speller<'_>,
        _table: &Table,
        indexes: Pair<&Index>,
    ) -> Result<IndexVerdict, CompileError> {
        Ok(ansi::compare::indexes(indexes))
    }

    fn unique_options(&self, _uniques: Pair<&UniqueConstraint>) -> Option<String> {
        None
    }
}

/// Whether a default is an expression that DDL has to put into parentheses: anything but one digit or point,
/// a quoted text, and what is in parentheses already.
///
/// That a number of several digits counts as an expression is Alembic's doing (quirk 8 of the specification),
/// and rendering a declared default goes by it too.
pub fn is_bare_expression(text: &str) -> bool {
    let is_digit = text.len() == 1 && text.starts_with(|each: char| each.is_ascii_digit() || each == '.');
    !(text.is_empty()
        || is_digit
        || enclosed(text, '\'', '\'').is_some()
        || enclosed(text, '(', ')').is_some())
}

/// What is between two characters: something, on one line.
fn enclosed(text: &str, open: char, close: char) -> Option<&str> {
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    (!inner.is_empty() && !inner.contains('\n')).then_some(inner)
}

fn without_parentheses(text: &str) -> &str {
    enclosed(text, '(', ')').unwrap_or(text)
}

/// Without the single quotes around it, which may be in double ones.
fn without_quotes(text: &str) -> &str {
    let start = text.strip_prefix('"').unwrap_or(text);
    let inner = start.strip_suffix('"').unwrap_or(start);
    enclosed(inner, '\'', '\'').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{is_bare_expression, without_parentheses, without_quotes};

    #[test]
    fn only_single_digits_quotes_and_parentheses_stay_bare() {
        for text in ["", "5", ".", "'x'", "(now())", "('a')"] {
            assert!(!is_bare_expression(text), "{text}");
        }
        for text in ["10", "now()", "''", "()", "'a\nb'", "x'y'z"] {
            assert!(is_bare_expression(text), "{text}");
        }
    }

    #[test]
    fn wrappings_go() {
        assert_eq!(without_parentheses("(a)"), "a");
        assert_eq!(without_parentheses("()"), "()");
        assert_eq!(without_quotes("\"'a'\""), "a");
        assert_eq!(without_quotes("'a'"), "a");
        assert_eq!(without_quotes("\"a\""), "\"a\"");
        assert_eq!(without_quotes("'a"), "'a");
    }
}
