//! SQLite's DDL, one function an operation.
//!
//! Source: SQLite's page "CREATE TABLE" and "ALTER TABLE"; spec/alembic-surface.md §5. What SQLite
//! cannot do but Alembic writes anyway (`ALTER COLUMN`) is written here too: the database refuses it.

use super::rebuild;
use crate::{
    dialect::{
        CompileContext, CompileError, CompileWarning, Statement,
        ansi::{self, alter, batch, columns, constraints, indexes, sequences, statement, tables},
        writer::Speller,
    },
    op::{AddColumn, AddConstraint, AlterColumn, CreateIndex, CreateTable, DropConstraint, Operation},
    schema::{
        Autoincrement, Column, Constraint, Index, PrimaryKeyConstraint, ServerDefault, Table,
        UniqueConstraint,
    },
    types::{ColumnType, PostgresType},
};
use std::fmt::Write as _;

const DDL_COMPILER: &str = "sqlalchemy.dialects.sqlite.base.SQLiteDDLCompiler";

const NO_ALTER: &str = "No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode \
                        feature which allows for SQLite migrations using a copy-and-move strategy.";

const SKIPPED: &str = "Skipping unsupported ALTER for creation of implicit constraint. Please refer to the batch \
                       mode feature which allows for SQLite migrations using a copy-and-move strategy.";

/// The statements of an operation.
pub(super) fn compile(
    speller: &Speller<'_>,
    operation: &Operation,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    match operation {
        Operation::CreateTable(operation) => create_table(speller, operation),
        Operation::DropTable(operation) => Ok(vec![tables::drop(speller, operation)]),
        Operation::RenameTable(operation) => Ok(vec![tables::rename(speller, operation)]),
        Operation::AddColumn(operation) => add_column(speller, operation),
        Operation::DropColumn(operation) => Ok(vec![columns::drop(speller, operation)]),
        Operation::AlterColumn(operation) => alter_column(speller, operation),
        Operation::CreateIndex(operation) => create_index(speller, operation).map(|sql| vec![sql]),
        Operation::DropIndex(operation) => indexes::drop(speller, operation, "").map(|sql| vec![sql]),
        Operation::AddConstraint(operation) => add_constraint(operation),
        Operation::DropConstraint(operation) => drop_constraint(operation),
        Operation::CommentOnTable(operation) => tables::comment(speller, operation).map(|sql| vec![sql]),
        // There are no enumeration types to create or to drop.
        Operation::CreateEnum(_) | Operation::DropEnum(_) => Ok(Vec::new()),
        Operation::CreateSequence(operation) => Ok(vec![sequences::create(speller, operation, "")]),
        Operation::DropSequence(operation) => Ok(vec![sequences::drop(speller, operation)]),
        Operation::CreateSchema(operation) => Ok(vec![sequences::create_schema(speller, operation)]),
        Operation::DropSchema(operation) => Ok(vec![sequences::drop_schema(speller, operation)]),
        Operation::BulkInsert(operation) => ansi::bulk_insert(speller.dialect, operation, context),
        Operation::Execute(operation) => ansi::execute(speller.dialect, operation, context),
        Operation::Batch(operation) => batch::compile_with(
            speller.dialect,
            operation,
            context,
            |operations| operations.iter().any(needs_rebuild),
            |context| rebuild::compile(speller, operation, context),
        ),
    }
}

/// Whether Alembic rebuilds the table for an operation of a batch: for everything but indexes and
/// columns that can be added as they are.
fn needs_rebuild(operation: &Operation) -> bool {
    let Operation::AddColumn(add) = operation else {
        return !matches!(operation, Operation::CreateIndex(_) | Operation::DropIndex(_));
    };
    let by_expression =
        matches!(add.column.server_default, Some(ServerDefault::Expression(_) | ServerDefault::Sequence(_)));
    let stored = add.column.computed.as_ref().is_some_and(|computed| computed.persisted == Some(true));
    // Each constraint that comes with it is queued as an operation of its own.
    by_expression || stored || !add.constraints_after().is_empty()
}

// Tables.

fn create_table(speller: &Speller<'_>, operation: &CreateTable) -> Result<Vec<Statement>, CompileError> {
    let table = &operation.table;
    for column in &table.columns {
        if let ColumnType::Postgres(PostgresType::Domain(domain)) = column.ty.for_dialect("sqlite")
            && domain.create_type
        {
            return Err(CompileError::cannot_render(
                DDL_COMPILER,
                "<class 'sqlalchemy.dialects.postgresql.named_types.CreateDomainType'>",
            ));
        }
    }
    let mut out = vec![tables::create(
        speller,
        operation,
        &tables::Parts {
            column: &|table, column| column_definition(speller, table, column),
            constraint: &|table, constraint| constraint_text(speller, table, constraint),
            omit_use_alter: false,
            suffix: table_suffix(table),
        },
    )?];
    for index in &table.indexes {
        out.push(index_statement(speller, table, index, false)?);
    }
    Ok(out)
}

fn table_suffix(table: &Table) -> String {
    let options = &table.options.sqlite;
    match (options.without_rowid, options.strict) {
        (true, true) => "\n WITHOUT ROWID,\n STRICT",
        (true, false) => "\n WITHOUT ROWID",
        (false, true) => "\n STRICT",
        (false, false) => "",
    }
    .to_owned()
}

// Columns.

/// Whether the primary key is written inside this column, as `AUTOINCREMENT` wants it.
fn has_inline_key(table: &Table, column: &Column) -> bool {
    table.options.sqlite.autoincrement
        && table.is_primary_key(column)
        && table.primary_key_columns().len() == 1
        && column.ty.is_integer("sqlite")
        && !columns::has_foreign_key(table, column)
}

fn column_definition(speller: &Speller<'_>, table: &Table, column: &Column) -> Result<String, CompileError> {
    let mut out = format!("{} {}", speller.name(&column.name), speller.type_sql(&column.ty)?);
    if let Some(collation) = &column.sqlite_collation {
        let _ = write!(out, " COLLATE {}", speller.dialect.quoting().quoted(collation, false));
    }
    if let Some(default) = &column.server_default
        && let Some(text) = columns::default_value(speller, default)?
    {
        if needs_parentheses(&text) {
            let _ = write!(out, " DEFAULT ({text})");
        } else {
            let _ = write!(out, " DEFAULT {text}");
        }
    }
    let on_conflict = &column.sqlite_on_conflict;
    if !columns::is_nullable(table, column) {
        out.push_str(" NOT NULL");
        out.push_str(&conflict(on_conflict.not_null.as_deref()));
    }
    if table.is_primary_key(column) {
        if column.autoincrement == Autoincrement::Yes && table.primary_key_columns().len() != 1 {
            return Err(CompileError::compile(
                "SQLite does not support autoincrement for composite primary keys",
            ));
        }
        if has_inline_key(table, column) {
            out.push_str(" PRIMARY KEY");
            out.push_str(&conflict(on_conflict.primary_key.as_deref()));
            out.push_str(" AUTOINCREMENT");
        }
    }
    if let Some(computed) = &column.computed {
        out.push(' ');
        out.push_str(&columns::computed(speller, computed)?);
    }
    Ok(out)
}

/// SQLite wants parentheses around a default that is neither a word nor a literal.
fn needs_parentheses(text: &str) -> bool {
    let is_literal = text.trim_start().starts_with(['\'', '"', '(']);
    // As Python's `.*\W.*` searched from the start: only the first line counts.
    let line = text.split('\n').next().unwrap_or(text);
    let has_line_feed = text.contains('\n');
    !is_literal && (has_line_feed || line.chars().any(|each| !(each.is_alphanumeric() || each == '_')))
}

fn conflict(clause: Option<&str>) -> String {
    clause.map(|clause| format!(" ON CONFLICT {clause}")).unwrap_or_default()
}

fn add_column(speller: &Speller<'_>, operation: &AddColumn) -> Result<Vec<Statement>, CompileError> {
    let table = columns::table_of(operation);
    let column = &operation.column;
    let definition = column_definition(speller, &table, column)?;
    let checks =
        columns::inline_checks(&table, column, &|constraint| constraint_text(speller, &table, constraint))?;
    let mut add = columns::add(speller, operation, &definition, &checks, ansi::keywords)?;
    for constraint in operation.constraints_after() {
        match skip_or_refuse(speller, &table, constraint) {
            Ok(warning) => add.warnings.extend(warning),
            // The column is there by then, until the step is undone.
            Err(error) => return Ok(vec![add, Statement::fails(error)]),
        }
    }
    let mut out = vec![add];
    for index in &operation.indexes {
        out.push(index_statement(speller, &table, index, false)?);
    }
    Ok(out)
}

/// A constraint that ALTER would have to add: a type's is left out with a warning, any other refused.
fn skip_or_refuse(
    speller: &Speller<'_>,
    table: &Table,
    constraint: &Constraint,
) -> Result<Option<CompileWarning>, CompileError> {
    match constraint {
        Constraint::Check(check) if check.type_of.is_some() => {
            let skipped = constraints::is_written(speller, Some(table), None, constraint);
            Ok(skipped.then(|| CompileWarning { category: "UserWarning", message: SKIPPED.to_owned() }))
        }
        Constraint::Check(_)
        | Constraint::PrimaryKey(_)
        | Constraint::Unique(_)
        | Constraint::ForeignKey(_)
        | Constraint::Exclude(_) => Err(no_alter()),
    }
}

fn no_alter() -> CompileError {
    CompileError::raised("builtins.NotImplementedError", NO_ALTER)
}

fn alter_column(speller: &Speller<'_>, operation: &AlterColumn) -> Result<Vec<Statement>, CompileError> {
    let mut warnings: Vec<CompileWarning> = alter::autoincrement_warning(operation).into_iter().collect();
    let out = ansi::as_far_as(|out| {
        out.extend(alter::nullable(speller, operation));
        match alter::default_change(operation)? {
            Some(alter::DefaultChange::Default(default)) => {
                out.push(alter::change_default(speller, operation, default)?);
            }
            Some(alter::DefaultChange::Identity) => return Err(alter::no_identity_change()),
            None => {}
        }
        if let Some(ty) = &operation.ty.set {
            out.push(alter::change_type(speller, operation, ty, "")?);
        }
        if operation.comment.set.is_some() {
            return Err(CompileError::cannot_render(
                DDL_COMPILER,
                "<class 'alembic.ddl.base.ColumnComment'>: <class 'alembic.ddl.base.ColumnComment'> construct has \
                 no default compilation handler.",
            ));
        }
        out.extend(alter::rename(speller, operation, "COLUMN "));
        let ty = operation.ty.set.clone().unwrap_or_default();
        let around = Table {
            columns: vec![Column::new(operation.column.clone(), ty)],
            ..Table::new(operation.table.clone())
        };
        for constraint in &operation.add_type_checks {
            warnings.extend(skip_or_refuse(speller, &around, constraint)?);
        }
        Ok(())
    })?;
    Ok(alter::with_warnings(out, warnings))
}

// Constraints.

fn add_constraint(_operation: &AddConstraint) -> Result<Vec<Statement>, CompileError> {
    Err(no_alter())
}

fn drop_constraint(_operation: &DropConstraint) -> Result<Vec<Statement>, CompileError> {
    Err(no_alter())
}

fn constraint_text(
    speller: &Speller<'_>,
    table: &Table,
    constraint: &Constraint,
) -> Result<Option<String>, CompileError> {
    match constraint {
        Constraint::PrimaryKey(key) => primary_key_text(speller, table, key),
        Constraint::Unique(unique) => unique_text(speller, table, unique).map(Some),
        Constraint::ForeignKey(key) => {
            // A foreign key into another database file is left out: SQLite cannot follow it.
            if table.name.schema_text() != key.referred_table.schema_text() {
                return Ok(None);
            }
            let remote = speller.name(&key.referred_table.name);
            constraints::foreign_key(speller, key, &remote, ansi::keywords).map(Some)
        }
        Constraint::Check(check) => constraints::check(speller, check).map(Some),
        Constraint::Exclude(_) => Err(CompileError::cannot_render(
            DDL_COMPILER,
            "<class 'sqlalchemy.dialects.postgresql.ext.ExcludeConstraint'>",
        )),
    }
}

fn primary_key_text(
    speller: &Speller<'_>,
    table: &Table,
    key: &PrimaryKeyConstraint,
) -> Result<Option<String>, CompileError> {
    let only = match key.columns.as_slice() {
        [name] => table.column(&name.text),
        _ => None,
    };
    if only.is_some_and(|column| has_inline_key(table, column)) {
        return Ok(None);
    }
    let clause = key
        .sqlite_on_conflict
        .as_deref()
        .or_else(|| only.and_then(|column| column.sqlite_on_conflict.primary_key.as_deref()));
    Ok(Some(format!(
        "{}{}{}",
        constraints::primary_key(speller, key)?,
        constraints::deferrability(key.deferrable, key.initially.as_deref())?,
        conflict(clause)
    )))
}

fn unique_text(
    speller: &Speller<'_>,
    table: &Table,
    unique: &UniqueConstraint,
) -> Result<String, CompileError> {
    let only = match unique.columns.as_slice() {
        [name] => table.column(&name.text),
        _ => None,
    };
    let clause = unique
        .sqlite_on_conflict
        .as_deref()
        .or_else(|| only.and_then(|column| column.sqlite_on_conflict.unique.as_deref()));
    Ok(format!(
        "{}{}{}",
        constraints::unique(speller, unique, "")?,
        constraints::deferrability(unique.deferrable, unique.initially.as_deref())?,
        conflict(clause)
    ))
}

// Indexes.

fn create_index(speller: &Speller<'_>, operation: &CreateIndex) -> Result<Statement, CompileError> {
    let table = Table::new(operation.table.clone());
    index_statement(speller, &table, &operation.index, operation.if_not_exists)
}

fn index_statement(
    speller: &Speller<'_>,
    table: &Table,
    index: &Index,
    if_not_exists: bool,
) -> Result<Statement, CompileError> {
    let schema = match &table.name.schema {
        Some(schema) if !schema.text.is_empty() => format!("{}.", speller.name(schema)),
        _ => String::new(),
    };
    let mut out = format!(
        "CREATE {}INDEX {}{schema}{} ON {} ({})",
        if index.unique { "UNIQUE " } else { "" },
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        speller.index_name(indexes::name(index)?)?,
        speller.name(&table.name.name),
        indexes::elements(speller, index)?
    );
    if let Some(condition) = &index.sqlite_where {
        let _ = write!(out, " WHERE {}", speller.expression(condition)?);
    }
    Ok(statement(out))
}
