//! Shared spellings that a dialect calls by name.
//!
//! Lives here: DDL as most databases write it, in small functions that a dialect composes. Does
//! not live here: any choice between dialects; where they differ, the difference is an argument
//! or the dialect writes the text itself.

pub mod alter;
pub mod batch;
pub mod columns;
pub mod compare;
pub mod constraints;
pub mod indexes;
pub mod rebuild;
pub mod sequences;
pub mod tables;
pub mod types;

use super::{CompileContext, CompileError, Dialect, Statement, writer::python_repr};
use crate::{
    dml,
    op::{BulkInsert, Execute},
};

/// Words separated by spaces: what `ON DELETE`, `INITIALLY` and their like may be.
pub const KEYWORD_PHRASE: &str = r"^\w+(?:\s+\w+)*$";

/// A phrase that goes into SQL unquoted, if it looks like nothing else.
///
/// `pattern` is quoted in the error as it is; `matches` decides.
pub fn phrase<'a>(
    text: &'a str,
    pattern: &str,
    matches: impl Fn(&str) -> bool,
) -> Result<&'a str, CompileError> {
    if matches(text) {
        return Ok(text);
    }
    Err(CompileError::compile(format!(
        "Unexpected SQL phrase: {} (matching against {})",
        python_repr(text),
        python_repr(pattern)
    )))
}

/// A phrase of keywords only.
pub fn keywords(text: &str) -> Result<&str, CompileError> {
    phrase(text, KEYWORD_PHRASE, is_keyword_phrase)
}

/// Whether a text is made of words and of white space between them.
pub fn is_keyword_phrase(text: &str) -> bool {
    // Python's `$` also matches before a last line feed.
    let text = text.strip_suffix('\n').unwrap_or(text);
    !text.is_empty()
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && text.chars().all(|each| each.is_alphanumeric() || each == '_' || each.is_whitespace())
}

/// One statement without warnings; white space at both ends is of no use to any database.
pub fn statement(sql: impl AsRef<str>) -> Statement {
    Statement::new(sql.as_ref().trim())
}

/// The statements that `write` makes. Where it fails as real Alembic does, what it made before stays: Alembic
/// has sent that by then.
pub fn as_far_as(
    write: impl FnOnce(&mut Vec<Statement>) -> Result<(), CompileError>,
) -> Result<Vec<Statement>, CompileError> {
    let mut out = Vec::new();
    match write(&mut out) {
        Ok(()) => Ok(out),
        Err(error @ CompileError::Raised { .. }) if !out.is_empty() => {
            out.push(Statement::fails(error));
            Ok(out)
        }
        Err(error) => Err(error),
    }
}

/// One INSERT a row.
pub fn bulk_insert(
    dialect: &dyn Dialect,
    operation: &BulkInsert,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    operation
        .rows
        .iter()
        .map(|row| dialect.compile_statement(&dml::Statement::Insert(Box::new(row.clone())), context))
        .collect()
}

/// Any statement, once for each set of parameters.
pub fn execute(
    dialect: &dyn Dialect,
    operation: &Execute,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    if operation.parameters.is_empty() {
        return Ok(vec![dialect.compile_executable(&operation.statement, None, context)?]);
    }
    operation
        .parameters
        .iter()
        .map(|parameters| dialect.compile_executable(&operation.statement, Some(parameters), context))
        .collect()
}
