//! Constraints.

use super::indexes::index_method;
use crate::{
    dialect::{
        CompileError, Statement,
        ansi::{self, constraints},
        postgres::types,
        writer::Speller,
    },
    name::Identifier,
    op::AddConstraint,
    schema::{Constraint, ExcludeConstraint, Table, UniqueConstraint},
    types::ColumnType,
};
use regex::Regex;
use std::{fmt::Write as _, sync::LazyLock};

pub(super) fn add_constraint(
    speller: &Speller<'_>,
    operation: &AddConstraint,
) -> Result<Statement, CompileError> {
    let table = constraints::table_around(operation);
    let text = constraint_text(speller, &table, &operation.constraint)?;
    Ok(constraints::add(speller, &operation.table, &text))
}

pub(super) fn constraint_text(
    speller: &Speller<'_>,
    table: &Table,
    constraint: &Constraint,
) -> Result<String, CompileError> {
    match constraint {
        Constraint::PrimaryKey(key) => Ok(format!(
            "{}{}{}",
            constraints::primary_key(speller, key)?,
            include(speller, table, &key.include)?,
            constraints::deferrability(key.deferrable, key.initially.as_deref())?
        )),
        Constraint::Unique(unique) => unique_text(speller, table, unique),
        Constraint::ForeignKey(key) => {
            let remote = speller.table(&key.referred_table);
            let text = constraints::foreign_key(speller, key, &remote, on_delete)?;
            Ok(text + not_valid(key.not_valid))
        }
        Constraint::Check(check) => {
            if let Some(column) = check.type_of.as_ref().and_then(|name| table.column(&name.text))
                && matches!(column.ty.for_dialect("postgresql"), ColumnType::Array(array)
                    if matches!(&array.item, ColumnType::Enum(ty) if !types::is_native(ty)))
            {
                return Err(CompileError::compile(
                    "PostgreSQL dialect cannot produce the CHECK constraint for ARRAY of non-native ENUM; \
                     please specify create_constraint=False on this Enum datatype.",
                ));
            }
            let text = constraints::check(speller, check)?;
            // Inside a column `SQLAlchemy` takes another path, which knows nothing of validity.
            Ok(if check.column.is_some() { text } else { text + not_valid(check.not_valid) })
        }
        Constraint::Exclude(exclude) => exclude_text(speller, exclude),
    }
}

fn not_valid(not_valid: bool) -> &'static str {
    if not_valid { " NOT VALID" } else { "" }
}

fn unique_text(
    speller: &Speller<'_>,
    table: &Table,
    unique: &UniqueConstraint,
) -> Result<String, CompileError> {
    let distinctness = match unique.nulls_not_distinct {
        Some(true) => "NULLS NOT DISTINCT ",
        Some(false) => "NULLS DISTINCT ",
        None => "",
    };
    Ok(format!(
        "{}{}{}",
        constraints::unique(speller, unique, distinctness)?,
        include(speller, table, &unique.include)?,
        constraints::deferrability(unique.deferrable, unique.initially.as_deref())?
    ))
}

pub(super) fn include(
    speller: &Speller<'_>,
    table: &Table,
    included: &[Identifier],
) -> Result<String, CompileError> {
    if included.is_empty() {
        return Ok(String::new());
    }
    constraints::known_columns(table, included)?;
    Ok(format!(" INCLUDE ({})", speller.names(included)))
}

fn exclude_text(speller: &Speller<'_>, exclude: &ExcludeConstraint) -> Result<String, CompileError> {
    let mut elements = Vec::new();
    for element in &exclude.elements {
        let class = element.operator_class.as_ref().map(|class| format!(" {class}")).unwrap_or_default();
        elements.push(format!(
            "{}{class} WITH {}",
            speller.expression(&element.expression)?,
            element.operator
        ));
    }
    let mut out = format!(
        "{}EXCLUDE USING {} ({})",
        constraints::preamble(speller, exclude.name.as_ref())?,
        index_method(exclude.using.as_deref().unwrap_or("gist"))?,
        elements.join(", ")
    );
    if let Some(condition) = &exclude.where_ {
        let _ = write!(out, " WHERE ({})", speller.expression(condition)?);
    }
    out.push_str(&constraints::deferrability(exclude.deferrable, exclude.initially.as_deref())?);
    Ok(out)
}

/// Keywords, and a list of columns after `SET NULL` and `SET DEFAULT`.
const ON_DELETE: &str =
    r#"^\w+(?:\s+\w+)*(?:\s*\(\s*(?:[\w$]+|"(?:[^"]|"")+")(?:\s*,\s*(?:[\w$]+|"(?:[^"]|"")+"))*\s*\))?$"#;

static ON_DELETE_PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ON_DELETE).ok());

pub(super) fn on_delete(text: &str) -> Result<&str, CompileError> {
    ansi::phrase(text, ON_DELETE, |text| {
        ON_DELETE_PATTERN.as_ref().is_some_and(|pattern| pattern.is_match(text))
    })
}
