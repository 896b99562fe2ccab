//! `ALTER COLUMN`, one property a statement.

use super::{columns::default_value, statement};
use crate::{
    dialect::{CompileError, CompileWarning, Statement, writer::Speller},
    op::{AlterColumn, DefaultState},
    types::ColumnType,
};

/// `ALTER TABLE t ALTER COLUMN c`.
pub fn head(speller: &Speller<'_>, operation: &AlterColumn) -> String {
    format!(
        "ALTER TABLE {} ALTER COLUMN {}",
        speller.altered_table(&operation.table),
        speller.name(&operation.column)
    )
}

/// `… DROP NOT NULL` or `… SET NOT NULL`.
pub fn nullable(speller: &Speller<'_>, operation: &AlterColumn) -> Option<Statement> {
    let words = if operation.nullable.set? { "DROP NOT NULL" } else { "SET NOT NULL" };
    Some(statement(format!("{} {words}", head(speller, operation))))
}

/// `… TYPE …{using}`.
pub fn change_type(
    speller: &Speller<'_>,
    operation: &AlterColumn,
    ty: &ColumnType,
    using: &str,
) -> Result<Statement, CompileError> {
    Ok(statement(format!("{} TYPE {}{using}", head(speller, operation), speller.type_sql(ty)?)))
}

/// `ALTER TABLE t RENAME {words}c TO d`.
pub fn rename(speller: &Speller<'_>, operation: &AlterColumn, words: &str) -> Option<Statement> {
    let name = operation.name.as_ref()?;
    Some(statement(format!(
        "ALTER TABLE {} RENAME {words}{} TO {}",
        speller.altered_table(&operation.table),
        speller.name(&operation.column),
        speller.name(name)
    )))
}

/// What a change of the default is about.
pub enum DefaultChange<'o> {
    /// A plain default: `None` drops it.
    Default(Option<&'o crate::schema::ServerDefault>),
    /// From, to, or between identities.
    Identity,
}

/// Sorts out a change of the default; computed columns cannot be changed on any database.
pub fn default_change(operation: &AlterColumn) -> Result<Option<DefaultChange<'_>>, CompileError> {
    let Some(set) = &operation.server_default.set else { return Ok(None) };
    let existing = operation.server_default.existing.as_ref();
    if matches!(set, DefaultState::Computed(_)) || matches!(existing, Some(DefaultState::Computed(_))) {
        return Err(no_computed_change());
    }
    if matches!(set, DefaultState::Identity(_)) || matches!(existing, Some(DefaultState::Identity(_))) {
        return Ok(Some(DefaultChange::Identity));
    }
    Ok(Some(DefaultChange::Default(match set {
        DefaultState::Default(default) => Some(default),
        DefaultState::Nothing | DefaultState::Computed(_) | DefaultState::Identity(_) => None,
    })))
}

/// The refusal of a change of a computed column.
pub fn no_computed_change() -> CompileError {
    CompileError::compile(
        "Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is \
         not supported.",
    )
}

/// The refusal of dialects that cannot change identities.
pub fn no_identity_change() -> CompileError {
    CompileError::compile(
        "Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS IDENTITY, to or from an \
         existing column is not supported in this dialect.",
    )
}

/// `… SET DEFAULT x` or `… DROP DEFAULT`; `wrap` may put parentheses around the text.
pub fn change_default(
    speller: &Speller<'_>,
    operation: &AlterColumn,
    default: Option<&crate::schema::ServerDefault>,
) -> Result<Statement, CompileError> {
    let head = head(speller, operation);
    let Some(default) = default else { return Ok(statement(format!("{head} DROP DEFAULT"))) };
    let text = default_value(speller, default)?
        .ok_or_else(|| CompileError::raised("builtins.AssertionError", ""))?;
    Ok(statement(format!("{head} SET DEFAULT {text}")))
}

/// The warning about `autoincrement`, which only MySQL can change.
pub fn autoincrement_warning(operation: &AlterColumn) -> Option<CompileWarning> {
    let facet = &operation.autoincrement;
    (facet.set.is_some() || facet.existing.is_some()).then(|| CompileWarning {
        category: "UserWarning",
        message: "autoincrement and existing_autoincrement only make sense for MySQL".to_owned(),
    })
}

/// Attaches warnings to the first statement, or to an empty one where there is none.
pub fn with_warnings(mut statements: Vec<Statement>, warnings: Vec<CompileWarning>) -> Vec<Statement> {
    if warnings.is_empty() {
        return statements;
    }
    if statements.is_empty() {
        statements.push(Statement::default());
    }
    if let Some(first) = statements.first_mut() {
        first.warnings.extend(warnings);
    }
    statements
}
