//! Indexes.

use super::{constraints::include, storage_parameters};
use crate::{
    dialect::{
        CompileError, Statement,
        ansi::{self, indexes, statement},
        writer::Speller,
    },
    expr::{Expr, UnaryOperator},
    name::Identifier,
    op::CreateIndex,
    schema::{Column, Index, IndexElement, Table},
    types::ColumnType,
};
use std::fmt::Write as _;

pub(super) fn create_index(
    speller: &Speller<'_>,
    operation: &CreateIndex,
) -> Result<Statement, CompileError> {
    let mut table = Table::new(operation.table.clone());
    // Alembic adds the columns of INCLUDE to the table it makes up.
    table.columns = operation
        .index
        .postgres
        .include
        .iter()
        .map(|name| Column::new(name.clone(), ColumnType::Null))
        .collect();
    written(speller, &table, &operation.index, operation.if_not_exists, named_by_text)
}

/// The directive calls an expression that is text by that text.
fn named_by_text(element: &IndexElement) -> Option<&str> {
    match element {
        IndexElement::Expression(Expr::Text(text)) => Some(&text.sql),
        IndexElement::Column(_) | IndexElement::Expression(_) => element_key(element),
    }
}

pub(super) fn index_statement(
    speller: &Speller<'_>,
    table: &Table,
    index: &Index,
    if_not_exists: bool,
) -> Result<Statement, CompileError> {
    written(speller, table, index, if_not_exists, element_key)
}

fn written(
    speller: &Speller<'_>,
    table: &Table,
    index: &Index,
    if_not_exists: bool,
    key: fn(&IndexElement) -> Option<&str>,
) -> Result<Statement, CompileError> {
    let options = &index.postgres;
    let mut out = format!(
        "CREATE {}INDEX {}{}{} ON {} ",
        if index.unique { "UNIQUE " } else { "" },
        if options.concurrently { "CONCURRENTLY " } else { "" },
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        speller.index_name(indexes::name(index)?)?,
        speller.table(&table.name)
    );
    if let Some(method) = options.using.as_deref().filter(|method| !method.is_empty()) {
        let _ = write!(out, "USING {} ", index_method(method)?);
    }
    let mut elements = Vec::new();
    for element in &index.elements {
        let mut text = indexes::element(speller, element)?;
        if let IndexElement::Expression(expression) = element
            && is_grouped(expression)
        {
            text = format!("({text})");
        }
        if let Some(class) = key(element).and_then(|key| options.ops.get(key)) {
            text = format!("{text} {class}");
        }
        elements.push(text);
    }
    let _ = write!(out, "({})", elements.join(", "));
    out.push_str(&include(speller, table, &options.include)?);
    match options.nulls_not_distinct {
        Some(true) => out.push_str(" NULLS NOT DISTINCT"),
        Some(false) => out.push_str(" NULLS DISTINCT"),
        None => {}
    }
    if !options.with.is_empty() {
        let _ = write!(out, " WITH ({})", storage_parameters(&options.with));
    }
    if let Some(tablespace) = options.tablespace.as_ref().filter(|name| !name.text.is_empty()) {
        let _ = write!(out, " TABLESPACE {}", speller.name(tablespace));
    }
    if let Some(condition) = &options.where_ {
        let _ = write!(out, " WHERE {}", speller.expression(condition)?);
    }
    Ok(statement(out))
}

/// PostgreSQL wants parentheses around an expression that is not a function call.
fn is_grouped(expression: &Expr) -> bool {
    if let Expr::Unary(unary) = expression {
        return matches!(unary.operator, UnaryOperator::Negative | UnaryOperator::BitwiseNot);
    }
    matches!(
        expression,
        Expr::Binary(_) | Expr::Connective(_) | Expr::Not(_) | Expr::Between(_) | Expr::Collate(_)
    )
}

/// The name by which operator classes are given.
fn element_key(element: &IndexElement) -> Option<&str> {
    match element {
        IndexElement::Column(name) => Some(&name.text),
        IndexElement::Expression(Expr::Column(column)) => Some(&column.name.text),
        IndexElement::Expression(Expr::Label(label)) => label.name.as_ref().map(Identifier::as_str),
        IndexElement::Expression(_) => None,
    }
}

pub(super) fn index_method(text: &str) -> Result<String, CompileError> {
    const PATTERN: &str = "^(?:btree|hash|gist|gin|[\\w_]+)$";
    let is_word =
        |text: &str| !text.is_empty() && text.chars().all(|each| each.is_alphanumeric() || each == '_');
    Ok(ansi::phrase(text, PATTERN, is_word)?.to_lowercase())
}
