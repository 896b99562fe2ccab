//! Indexes.

use super::statement;
use crate::{
    dialect::{CompileError, Statement, writer::Speller},
    name::Identifier,
    op::DropIndex,
    schema::{Index, IndexElement},
};

/// The name of an index that is about to be made. Without one `SQLAlchemy` fails an assertion.
pub fn name(index: &Index) -> Result<&Identifier, CompileError> {
    index.name.as_ref().ok_or_else(|| CompileError::raised("builtins.AssertionError", ""))
}

/// The text of one element.
pub fn element(speller: &Speller<'_>, element: &IndexElement) -> Result<String, CompileError> {
    match element {
        IndexElement::Column(name) => Ok(speller.name(name)),
        IndexElement::Expression(expression) => speller.expression(expression),
    }
}

/// The elements with `, ` between them.
pub fn elements(speller: &Speller<'_>, index: &Index) -> Result<String, CompileError> {
    let texts: Result<Vec<_>, _> = index.elements.iter().map(|each| element(speller, each)).collect();
    Ok(texts?.join(", "))
}

/// `DROP INDEX {words}[s.]n`, with `words` such as `CONCURRENTLY `.
pub fn drop(speller: &Speller<'_>, operation: &DropIndex, words: &str) -> Result<Statement, CompileError> {
    let schema = match &operation.schema {
        Some(schema) if !schema.text.is_empty() => format!("{}.", speller.name(schema)),
        _ => String::new(),
    };
    Ok(statement(format!(
        "DROP INDEX {words}{}{schema}{}",
        if operation.if_exists { "IF EXISTS " } else { "" },
        speller.index_name(&operation.name)?
    )))
}
