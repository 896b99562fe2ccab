//! Indexes.

use super::Writer;
use crate::{
    dialect::{
        CompileError, CompileWarning, Statement,
        ansi::{indexes, statement},
        writer::Speller,
    },
    expr::{Expr, UnaryOperator},
    name::{Identifier, QualifiedName},
    op::DropIndex,
    schema::{Index, IndexElement, MysqlIndexOptions, Table},
};
use std::fmt::Write as _;

pub(super) fn create(
    writer: &Writer<'_>,
    table: &Table,
    index: &Index,
    if_not_exists: bool,
) -> Result<Statement, CompileError> {
    let speller = &writer.speller;
    let mariadb = writer.dialect.name == "mariadb";
    let options = if mariadb { &index.mariadb } else { &index.mysql };
    let mut elements = Vec::new();
    for element in &index.elements {
        let mut text = indexes::element(speller, element)?;
        if let IndexElement::Expression(expression) = element
            && is_grouped(expression)
        {
            text = format!("({text})");
        }
        if let Some(length) = prefix_length(options, element, &text) {
            let _ = write!(text, "({length})");
        }
        elements.push(text);
    }
    let mut out = String::from("CREATE ");
    if index.unique {
        out.push_str("UNIQUE ");
    }
    if let Some(prefix) = options.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
        out.push_str(prefix);
        out.push(' ');
    }
    let _ = write!(
        out,
        "INDEX {}{} ON {} ({})",
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        speller.index_name(indexes::name(index)?)?,
        speller.table(&table.name),
        elements.join(", ")
    );
    let mut warnings = Vec::new();
    if let Some(parser) = with_fallback(writer, index, "with_parser", &mut warnings, |it| &it.with_parser) {
        let _ = write!(out, " WITH PARSER {parser}");
    }
    if let Some(using) = with_fallback(writer, index, "using", &mut warnings, |it| &it.using) {
        let _ = write!(out, " USING {}", speller.text_name(using));
    }
    Ok(Statement { warnings, ..statement(out) })
}

/// An option that MariaDB takes from MySQL's where it has none of its own, with a warning.
fn with_fallback<'i>(
    writer: &Writer<'_>,
    index: &'i Index,
    name: &str,
    warnings: &mut Vec<CompileWarning>,
    option: fn(&MysqlIndexOptions) -> &Option<String>,
) -> Option<&'i String> {
    let fallback = option(&index.mysql).as_ref();
    if writer.dialect.name != "mariadb" {
        return fallback;
    }
    let own = option(&index.mariadb).as_ref();
    if own.is_none() && fallback.is_some() {
        warnings.push(CompileWarning {
            category: "SADeprecationWarning",
            message: format!(
                "Using 'mysql_{name}' with the 'mariadb' dialect is deprecated; please additionally specify \
                 'mariadb_{name}'."
            ),
        });
    }
    own.or(fallback)
}

/// The number of characters of an element that are indexed.
fn prefix_length(options: &MysqlIndexOptions, element: &IndexElement, text: &str) -> Option<u32> {
    if options.length.is_some() {
        return options.length;
    }
    let name = match element {
        IndexElement::Column(name) => Some(name.text.as_str()),
        IndexElement::Expression(Expr::Column(column)) => Some(column.name.text.as_str()),
        IndexElement::Expression(_) => None,
    };
    name.and_then(|name| options.lengths.get(name)).or_else(|| options.lengths.get(text)).copied()
}

/// Whether an element is an expression, which has to stand in parentheses of its own.
fn is_grouped(expression: &Expr) -> bool {
    if let Expr::Unary(unary) = expression {
        return !matches!(unary.operator, UnaryOperator::Descending | UnaryOperator::Ascending);
    }
    matches!(
        expression,
        Expr::Binary(_) | Expr::Not(_) | Expr::Between(_) | Expr::Collate(_) | Expr::Function(_)
    )
}

/// `DROP INDEX [IF EXISTS ]n ON t`; without a table Alembic makes one up.
pub(super) fn drop(speller: &Speller<'_>, operation: &DropIndex) -> Result<Statement, CompileError> {
    let table = QualifiedName {
        schema: operation.schema.clone(),
        name: operation.table.clone().unwrap_or_else(|| Identifier::new("no_table")),
    };
    Ok(statement(format!(
        "DROP INDEX {}{} ON {}",
        if operation.if_exists { "IF EXISTS " } else { "" },
        speller.index_name(&operation.name)?,
        speller.table(&table)
    )))
}
