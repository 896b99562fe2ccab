//! MySQL's and MariaDB's DDL, one function an operation.
//!
//! Source: MySQL manual, "Data Definition Statements"; spec/alembic-surface.md §5.

mod alter;
mod constraints;
mod indexes;
mod tables;

use super::{Mysql, types};
use crate::{
    dialect::{
        CompileContext, CompileError, Statement,
        ansi::{self, batch, columns, sequences, statement},
        writer::Speller,
    },
    op::{AddColumn, CommentOnTable, Operation, RenameTable},
    schema::{Column, Table},
    types::{ColumnType, DateTimeName, EnumOrigin, EnumType, FloatName, MysqlType, PostgresType},
};
use std::fmt::Write as _;

/// Qualified class of `SQLAlchemy`'s compiler, for its error messages.
const DDL_COMPILER: &str = "sqlalchemy.dialects.mysql.base.MySQLDDLCompiler";

/// What DDL is written with: the common speller, and the dialect as this family knows it.
pub(super) struct Writer<'a> {
    /// Names, strings and expressions.
    pub speller: Speller<'a>,
    /// Name and flavour.
    pub dialect: Mysql,
}

impl Writer<'_> {
    /// A type's text; `%` in the values of an enumeration is doubled as in any string.
    fn type_sql(&self, ty: &ColumnType) -> Result<String, CompileError> {
        types::type_sql(
            ty,
            &types::Spelling {
                dialect: self.dialect,
                capabilities: self.speller.capabilities,
                double_percent: self.speller.rendering.double_percent,
            },
        )
    }
}

/// The statements of an operation.
pub(super) fn compile(
    writer: &Writer<'_>,
    operation: &Operation,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    let speller = &writer.speller;
    match operation {
        Operation::CreateTable(operation) => tables::create(writer, operation),
        Operation::DropTable(operation) => Ok(vec![ansi::tables::drop(speller, operation)]),
        Operation::RenameTable(operation) => Ok(vec![rename_table(speller, operation)]),
        Operation::AddColumn(operation) => add_column(writer, operation),
        Operation::DropColumn(operation) => Ok(vec![columns::drop(speller, operation)]),
        Operation::AlterColumn(operation) => alter::alter_column(writer, operation),
        Operation::CreateIndex(operation) => {
            let table = Table::new(operation.table.clone());
            indexes::create(writer, &table, &operation.index, operation.if_not_exists).map(|sql| vec![sql])
        }
        Operation::DropIndex(operation) => indexes::drop(speller, operation).map(|sql| vec![sql]),
        Operation::AddConstraint(operation) => constraints::add(speller, operation).map(|sql| vec![sql]),
        Operation::DropConstraint(operation) => constraints::drop(writer, operation).map(|sql| vec![sql]),
        Operation::CommentOnTable(operation) => comment_on_table(speller, operation).map(|sql| vec![sql]),
        Operation::CreateEnum(operation) => enumeration_type(&operation.ty, "CreateEnumType"),
        Operation::DropEnum(operation) => enumeration_type(&operation.ty, "DropEnumType"),
        Operation::CreateSequence(operation) => {
            let mut create = sequences::create(speller, operation, "");
            // MariaDB's one word.
            create.sql = create.sql.replace("NO CYCLE", "NOCYCLE");
            Ok(vec![create])
        }
        Operation::DropSequence(operation) => Ok(vec![sequences::drop(speller, operation)]),
        Operation::CreateSchema(operation) => Ok(vec![sequences::create_schema(speller, operation)]),
        Operation::DropSchema(operation) => Ok(vec![sequences::drop_schema(speller, operation)]),
        Operation::BulkInsert(operation) => ansi::bulk_insert(speller.dialect, operation, context),
        Operation::Execute(operation) => ansi::execute(speller.dialect, operation, context),
        Operation::Batch(operation) => batch::compile(speller.dialect, operation, context, |_| false),
    }
}

/// An enumeration is part of its column, and there is no type to create or drop, except that
/// PostgreSQL's own class tries.
fn enumeration_type(ty: &EnumType, element: &str) -> Result<Vec<Statement>, CompileError> {
    if ty.origin == EnumOrigin::Postgres { Err(no_named_types(element)) } else { Ok(Vec::new()) }
}

/// The refusal of PostgreSQL's `CREATE TYPE` and its kin.
fn no_named_types(element: &str) -> CompileError {
    CompileError::cannot_render(
        DDL_COMPILER,
        &format!("<class 'sqlalchemy.dialects.postgresql.named_types.{element}'>"),
    )
}

/// `ALTER TABLE s.t RENAME TO s.u`: without the schema the table would move to the current one.
fn rename_table(speller: &Speller<'_>, operation: &RenameTable) -> Statement {
    let target =
        crate::name::QualifiedName { schema: operation.name.schema.clone(), name: operation.to.clone() };
    statement(format!(
        "ALTER TABLE {} RENAME TO {}",
        speller.altered_table(&operation.name),
        speller.altered_table(&target)
    ))
}

fn comment_on_table(speller: &Speller<'_>, operation: &CommentOnTable) -> Result<Statement, CompileError> {
    let text = match &operation.comment {
        Some(comment) => speller.string(comment)?,
        None => "''".to_owned(),
    };
    Ok(statement(format!("ALTER TABLE {} COMMENT {text}", speller.table(&operation.table))))
}

fn add_column(writer: &Writer<'_>, operation: &AddColumn) -> Result<Vec<Statement>, CompileError> {
    let speller = &writer.speller;
    let table = columns::table_of(operation);
    let column = &operation.column;
    let definition = column_definition(writer, &table, column)?;
    if operation.inline_reference().is_some_and(|key| key.match_.is_some()) {
        return Err(constraints::no_match());
    }
    let checks = columns::inline_checks(&table, column, &|constraint| {
        constraints::text(speller, constraint).map(Some)
    })?;
    let mut out = vec![columns::add(speller, operation, &definition, &checks, ansi::keywords)?];
    for constraint in operation.constraints_after() {
        if ansi::constraints::is_written(speller, Some(&table), None, constraint) {
            let text = constraints::text(speller, constraint)?;
            out.push(ansi::constraints::add(speller, &operation.table, &text));
        }
    }
    for index in &operation.indexes {
        out.push(indexes::create(writer, &table, index, false)?);
    }
    Ok(out)
}

/// A column's text in `CREATE TABLE` and `ADD COLUMN`.
fn column_definition(writer: &Writer<'_>, table: &Table, column: &Column) -> Result<String, CompileError> {
    let speller = &writer.speller;
    let dialect = writer.dialect;
    refuse_half_a_precision(column.ty.for_dialect(dialect.name))?;
    let mut out = format!("{} {}", speller.name(&column.name), writer.type_sql(&column.ty)?);
    if let Some(computed) = &column.computed {
        out.push(' ');
        out.push_str(&columns::computed(speller, computed)?);
    }
    let nullable = columns::is_nullable(table, column);
    // MariaDB takes NOT NULL on a computed column only where it was asked for.
    let left_open = dialect.is_mariadb() && column.computed.is_some() && column.nullable.is_none();
    if !nullable && !left_open {
        out.push_str(" NOT NULL");
    } else if nullable && is_timestamp(column.ty.for_dialect(dialect.name)) {
        // Without the word a TIMESTAMP does not allow NULL on many a server.
        out.push_str(" NULL");
    }
    if let Some(comment) = &column.comment {
        out.push_str(" COMMENT ");
        out.push_str(&speller.string(comment)?);
    }
    let counts = columns::autoincrement_column(table, dialect.name)?
        .is_some_and(|counter| counter.name.text == column.name.text);
    let own_sequence = speller.capabilities.mysql.sequences
        && column.sequence.as_ref().is_some_and(|sequence| !sequence.optional);
    if counts && column.server_default.is_none() && column.computed.is_none() && !own_sequence {
        out.push_str(" AUTO_INCREMENT");
    } else if let Some(default) = &column.server_default
        && let Some(text) = columns::default_value(speller, default)?
    {
        if speller.capabilities.mysql.default_expressions && needs_parentheses(&text) {
            let _ = write!(out, " DEFAULT ({text})");
        } else {
            let _ = write!(out, " DEFAULT {text}");
        }
    }
    Ok(out)
}

/// A DOUBLE has precision and scale or neither. `SQLAlchemy` finds that out in a column's definition only.
#[expect(clippy::wildcard_enum_match_arm, reason = "asks about one type")]
fn refuse_half_a_precision(ty: &ColumnType) -> Result<(), CompileError> {
    match ty {
        ColumnType::Float(float)
            if float.precision.is_some()
                && matches!(
                    float.name,
                    FloatName::Double | FloatName::StandardDouble | FloatName::DoublePrecision
                ) =>
        {
            Err(CompileError::raised(
                "sqlalchemy.exc.ArgumentError",
                "You must specify both precision and scale or omit both altogether.",
            ))
        }
        _ => Ok(()),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "asks about the types that are called TIMESTAMP")]
fn is_timestamp(ty: &ColumnType) -> bool {
    match ty {
        ColumnType::DateTime(date_time) => date_time.name == DateTimeName::Timestamp,
        ColumnType::Mysql(MysqlType::Timestamp(_)) | ColumnType::Postgres(PostgresType::Timestamp { .. }) => {
            true
        }
        _ => false,
    }
}

/// Whether a default's text is an expression that has to stand in parentheses: anything with more in it
/// than a word, but literals, what is in parentheses already, and the current time with its own syntax.
fn needs_parentheses(text: &str) -> bool {
    let is_literal = text.trim_start().starts_with(['\'', '"', '(']);
    // As Python's `.*\W.*` matched at the start: only the first line counts.
    let line = text.split('\n').next().unwrap_or(text);
    let more_than_a_word =
        text.contains('\n') || line.chars().any(|each| !(each.is_alphanumeric() || each == '_'));
    !is_literal && more_than_a_word && !is_updating(text) && !is_current_time(text)
}

/// Whether `ON UPDATE` is in a default, in any case and with any number of blanks.
fn is_updating(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.match_indices("on").any(|(at, _)| {
        let rest = text.get(at + 2..).unwrap_or_default();
        rest.starts_with(' ') && rest.trim_start_matches(' ').starts_with("update")
    })
}

/// Whether a default begins with `now(6)` or `current_timestamp(6)`.
fn is_current_time(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let precision = text.strip_prefix("now(").or_else(|| text.strip_prefix("current_timestamp("));
    precision.is_some_and(|rest| {
        let behind = rest.trim_start_matches(|each: char| each.is_numeric());
        behind.len() < rest.len() && behind.starts_with(')')
    })
}

#[cfg(test)]
mod tests {
    use super::needs_parentheses;

    #[test]
    fn only_expressions_are_put_in_parentheses() {
        for text in [
            "CURRENT_TIMESTAMP",
            "now(6)",
            "CURRENT_TIMESTAMP(3)",
            "CURRENT_TIMESTAMP ON  UPDATE CURRENT_TIMESTAMP",
            "'a b'",
            " (1 + 2)",
            "\"x y\"",
            "5",
        ] {
            assert!(!needs_parentheses(text), "{text}");
        }
        for text in ["now()", "-5", "1 + 2", "uuid()", "current_timestamp()", "a\nb", "concat('a')"] {
            assert!(needs_parentheses(text), "{text}");
        }
    }
}
