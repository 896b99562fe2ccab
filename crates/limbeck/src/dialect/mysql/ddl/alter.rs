//! `ALTER COLUMN`: MySQL states a column anew, so what does not change has to be known.

use super::{Writer, constraints};
use crate::{
    dialect::{
        CompileError, Statement,
        ansi::{self, alter, columns, constraints::is_written, statement},
        precedence,
    },
    op::{AlterColumn, CommentState, DefaultState},
    schema::{Column, Table},
    types::{ColumnType, MysqlType, PostgresType},
};

pub(super) fn alter_column(
    writer: &Writer<'_>,
    operation: &AlterColumn,
) -> Result<Vec<Statement>, CompileError> {
    let speller = &writer.speller;
    let facet = &operation.server_default;
    refuse_generated(operation)?;
    let ty = operation.ty.after();
    // Not being told of a default counts like being told of one: any change of a DATETIME is a CHANGE.
    let drops_default = facet.set == Some(DefaultState::Nothing);
    let timed = ty.is_some_and(|ty| is_date_time(precedence::plain(ty)))
        && !operation.type_is_class
        && !drops_default;
    let mut out = Vec::new();
    if operation.name.is_some() || timed {
        let name = operation.name.as_ref().unwrap_or(&operation.column);
        let specification = specification(writer, operation)?;
        out.push(statement(format!(
            "{} CHANGE {} {} {specification}",
            head(writer, operation),
            speller.name(&operation.column),
            speller.name(name)
        )));
    } else if operation.nullable.set.is_some()
        || operation.ty.set.is_some()
        || operation.autoincrement.set.is_some()
        || operation.comment.set.is_some()
    {
        let specification = specification(writer, operation)?;
        out.push(statement(format!(
            "{} MODIFY {} {specification}",
            head(writer, operation),
            speller.name(&operation.column)
        )));
    } else if let Some(state) = &facet.set {
        let text = match default_text(writer, state)? {
            Some(text) => format!("SET DEFAULT {text}"),
            None => "DROP DEFAULT".to_owned(),
        };
        out.push(statement(format!(
            "{} ALTER COLUMN {} {text}",
            head(writer, operation),
            speller.name(&operation.column)
        )));
    }
    let around = Table {
        columns: vec![Column::new(operation.column.clone(), operation.ty.set.clone().unwrap_or_default())],
        ..Table::new(operation.table.clone())
    };
    for constraint in &operation.add_type_checks {
        if is_written(speller, Some(&around), None, constraint) {
            let text = constraints::text(speller, constraint)?;
            out.push(ansi::constraints::add(speller, &operation.table, &text));
        }
    }
    Ok(out)
}

fn head(writer: &Writer<'_>, operation: &AlterColumn) -> String {
    format!("ALTER TABLE {}", writer.speller.altered_table(&operation.table))
}

/// Computed columns and identities cannot be changed, neither from nor to.
///
/// Where one is known, Alembic goes through the changes one by one, for each of which MySQL has no
/// statement.
fn refuse_generated(operation: &AlterColumn) -> Result<(), CompileError> {
    let facet = &operation.server_default;
    let states = [facet.set.as_ref(), facet.existing.as_ref()];
    let is_computed = states.iter().any(|state| matches!(state, Some(DefaultState::Computed(_))));
    let is_identity = states.iter().any(|state| matches!(state, Some(DefaultState::Identity(_))));
    if !is_computed && !is_identity {
        return Ok(());
    }
    let one_by_one = || {
        CompileError::raised(
            "builtins.NotImplementedError",
            "Individual alter column constructs not supported by MySQL",
        )
    };
    match (operation.nullable.set, &facet.set, &operation.ty.set) {
        (Some(_), ..) | (None, None, Some(_)) => Err(one_by_one()),
        (None, Some(_), _) if is_computed => Err(alter::no_computed_change()),
        (None, Some(_), _) => Err(alter::no_identity_change()),
        (None, None, None) => Ok(()),
    }
}

/// Type, nullability, default and comment as they are to be.
fn specification(writer: &Writer<'_>, operation: &AlterColumn) -> Result<String, CompileError> {
    let Some(ty) = operation.ty.after() else {
        return Err(CompileError::command(
            "All MySQL CHANGE/MODIFY COLUMN operations require the existing type.",
        ));
    };
    let nullable = operation.nullable.after().copied().unwrap_or(true);
    let mut out = writer.type_sql(ty)?;
    out.push_str(if nullable { " NULL" } else { " NOT NULL" });
    if operation.autoincrement.after() == Some(&true) {
        out.push_str(" AUTO_INCREMENT");
    }
    if let Some(state) = operation.server_default.after()
        && let Some(text) = default_text(writer, state)?
    {
        out.push_str(" DEFAULT ");
        out.push_str(&text);
    }
    if let Some(CommentState::Comment(comment)) = operation.comment.after() {
        out.push_str(" COMMENT ");
        out.push_str(&writer.speller.string(comment)?);
    }
    Ok(out)
}

/// A default's text, without the parentheses that a new column's would get: Alembic does not add them.
fn default_text(writer: &Writer<'_>, state: &DefaultState) -> Result<Option<String>, CompileError> {
    let text = match state {
        DefaultState::Nothing => return Ok(None),
        DefaultState::Default(default) => columns::default_value(&writer.speller, default)?,
        DefaultState::Computed(_) | DefaultState::Identity(_) => None,
    };
    // What has no text fails an assertion in Alembic.
    text.map(Some).ok_or_else(|| CompileError::raised("builtins.AssertionError", ""))
}

/// Whether a type is a date with a time; variants do not count, as in `SQLAlchemy`.
fn is_date_time(ty: &ColumnType) -> bool {
    matches!(
        ty,
        ColumnType::DateTime(_)
            | ColumnType::Mysql(MysqlType::DateTime(_) | MysqlType::Timestamp(_))
            | ColumnType::Postgres(PostgresType::Timestamp { .. })
    )
}
