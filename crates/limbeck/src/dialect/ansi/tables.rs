//! Tables: `CREATE TABLE`, `DROP TABLE`, renaming and comments.

use super::{
    columns::{ColumnText, inline_checks, is_inline},
    constraints, statement,
};
use crate::{
    dialect::{CompileError, Statement, writer::Speller},
    name::QualifiedName,
    op::{CommentOnTable, CreateTable, DropTable, RenameTable},
    schema::{Constraint, Table},
};

/// The text of a constraint of a table; `None` leaves it out.
pub type ConstraintText<'a> = &'a dyn Fn(&Table, &Constraint) -> Result<Option<String>, CompileError>;

/// What a dialect puts into the frame of `CREATE TABLE`.
pub struct Parts<'a> {
    /// A column's definition without its CHECKs.
    pub column: ColumnText<'a>,
    /// A constraint's text; `None` leaves it out.
    pub constraint: ConstraintText<'a>,
    /// Whether foreign keys with `use_alter` are left out, as where ALTER can add them.
    pub omit_use_alter: bool,
    /// Everything after the closing parenthesis.
    pub suffix: String,
}

/// `CREATE TABLE …`, in the layout that `SQLAlchemy` writes: one part a line, tabs before it.
pub fn create(
    speller: &Speller<'_>,
    operation: &CreateTable,
    parts: &Parts<'_>,
) -> Result<Statement, CompileError> {
    let table = &operation.table;
    let mut lines = Vec::new();
    for column in table.columns.iter().filter(|column| !column.system) {
        let check = |constraint: &Constraint| (parts.constraint)(table, constraint);
        let text = (parts.column)(table, column)
            .and_then(|text| Ok(text + &inline_checks(table, column, &check)?))
            .map_err(|error| error.in_column(&table.name.name.text, &column.name.text))?;
        lines.push(text);
    }
    if let Some(key) = constraints::primary_key_of(table, speller.dialect.name())? {
        lines.extend((parts.constraint)(table, &Constraint::PrimaryKey(key))?);
    }
    for constraint in &table.constraints {
        let omitted = is_inline(constraint)
            || (parts.omit_use_alter && matches!(constraint, Constraint::ForeignKey(key) if key.use_alter))
            || !constraints::is_written(speller, Some(table), None, constraint);
        if !omitted {
            lines.extend((parts.constraint)(table, constraint)?);
        }
    }
    let mut out = String::from("CREATE ");
    for prefix in &table.prefixes {
        out.push_str(prefix);
        out.push(' ');
    }
    out.push_str("TABLE ");
    if operation.if_not_exists {
        out.push_str("IF NOT EXISTS ");
    }
    out.push_str(&speller.table(&table.name));
    out.push_str(" (");
    for (number, line) in lines.iter().enumerate() {
        out.push_str(if number == 0 { "\n\t" } else { ", \n\t" });
        out.push_str(line);
    }
    out.push_str("\n)");
    out.push_str(&parts.suffix);
    Ok(statement(out))
}

/// The comments of a table and its columns, for databases that set them apart.
pub fn comments(speller: &Speller<'_>, table: &Table) -> Result<Vec<Statement>, CompileError> {
    let mut out = Vec::new();
    if let Some(comment) = &table.comment {
        out.push(comment_on_table(speller, &table.name, Some(comment))?);
    }
    for column in &table.columns {
        if let Some(comment) = &column.comment {
            out.push(statement(format!(
                "COMMENT ON COLUMN {}.{} IS {}",
                speller.table(&table.name),
                speller.name(&column.name),
                speller.string(comment)?
            )));
        }
    }
    Ok(out)
}

fn comment_on_table(
    speller: &Speller<'_>,
    table: &QualifiedName,
    comment: Option<&str>,
) -> Result<Statement, CompileError> {
    let text = match comment {
        Some(comment) => speller.string(comment)?,
        None => "NULL".to_owned(),
    };
    Ok(statement(format!("COMMENT ON TABLE {} IS {text}", speller.table(table))))
}

/// `COMMENT ON TABLE t IS '…'` or `NULL`.
pub fn comment(speller: &Speller<'_>, operation: &CommentOnTable) -> Result<Statement, CompileError> {
    comment_on_table(speller, &operation.table, operation.comment.as_deref())
}

/// `DROP TABLE [IF EXISTS ]t`.
pub fn drop(speller: &Speller<'_>, operation: &DropTable) -> Statement {
    let words = if operation.if_exists { "IF EXISTS " } else { "" };
    statement(format!("DROP TABLE {words}{}", speller.table(&operation.name)))
}

/// `ALTER TABLE s.t RENAME TO u`: the new name has no schema.
pub fn rename(speller: &Speller<'_>, operation: &RenameTable) -> Statement {
    statement(format!(
        "ALTER TABLE {} RENAME TO {}",
        speller.altered_table(&operation.name),
        speller.name(&operation.to)
    ))
}
