//! PostgreSQL's DDL, one function an operation.
//!
//! Source: PostgreSQL manual, part VI "SQL Commands"; spec/alembic-surface.md §5.

mod alter;
mod constraints;
mod enums;
mod indexes;

use crate::{
    dialect::{
        CompileContext, CompileError, CompileWarning, Statement,
        ansi::{self, batch, columns, rebuild, sequences, tables},
        writer::Speller,
    },
    op::{AddColumn, CreateTable, Operation},
    schema::{Column, Table},
    types::ColumnType,
};
use constraints::{constraint_text, on_delete};
use indexes::index_statement;
use indexmap::IndexMap;
use std::fmt::Write as _;

/// The statements of an operation.
pub(super) fn compile(
    speller: &Speller<'_>,
    operation: &Operation,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    match operation {
        Operation::CreateTable(operation) => create_table(speller, operation, context),
        Operation::DropTable(operation) => Ok(vec![tables::drop(speller, operation)]),
        Operation::RenameTable(operation) => Ok(vec![tables::rename(speller, operation)]),
        Operation::AddColumn(operation) => add_column(speller, operation),
        Operation::DropColumn(operation) => Ok(vec![columns::drop(speller, operation)]),
        Operation::AlterColumn(operation) => alter::alter_column(speller, operation),
        Operation::CreateIndex(operation) => indexes::create_index(speller, operation).map(|sql| vec![sql]),
        Operation::DropIndex(operation) => {
            let words = if operation.concurrently { "CONCURRENTLY " } else { "" };
            ansi::indexes::drop(speller, operation, words).map(|sql| vec![sql])
        }
        Operation::AddConstraint(operation) => {
            constraints::add_constraint(speller, operation).map(|sql| vec![sql])
        }
        Operation::DropConstraint(operation) => {
            ansi::constraints::drop(speller, operation).map(|sql| vec![sql])
        }
        Operation::CommentOnTable(operation) => tables::comment(speller, operation).map(|sql| vec![sql]),
        Operation::CreateEnum(operation) => enums::create_enum(speller, operation, context),
        Operation::DropEnum(operation) => enums::drop_enum(operation, context),
        Operation::CreateSequence(operation) => {
            let data_type = match &operation.sequence.data_type {
                Some(ty) => format!(" AS {}", speller.type_sql(ty)?),
                None => String::new(),
            };
            Ok(vec![sequences::create(speller, operation, &data_type)])
        }
        Operation::DropSequence(operation) => Ok(vec![sequences::drop(speller, operation)]),
        Operation::CreateSchema(operation) => Ok(vec![sequences::create_schema(speller, operation)]),
        Operation::DropSchema(operation) => Ok(vec![sequences::drop_schema(speller, operation)]),
        Operation::BulkInsert(operation) => ansi::bulk_insert(speller.dialect, operation, context),
        Operation::Execute(operation) => ansi::execute(speller.dialect, operation, context),
        Operation::Batch(operation) => batch::compile_with(
            speller.dialect,
            operation,
            context,
            |_| false,
            |context| {
                let ways = rebuild::Ways { drops_names_first: true, ..rebuild::Ways::default() };
                rebuild::compile(speller.dialect, operation, context, &ways)
            },
        ),
    }
}

// Tables.

fn create_table(
    speller: &Speller<'_>,
    operation: &CreateTable,
    context: &mut CompileContext<'_>,
) -> Result<Vec<Statement>, CompileError> {
    let table = &operation.table;
    ansi::as_far_as(|out| {
        for column in &table.columns {
            enums::types_before(speller, &column.ty, context, out)?;
        }
        let mut create = tables::create(
            speller,
            operation,
            &tables::Parts {
                column: &|table, column| column_definition(speller, table, column),
                constraint: &|table, constraint| constraint_text(speller, table, constraint).map(Some),
                omit_use_alter: true,
                suffix: table_suffix(speller, table),
            },
        )?;
        create.warnings =
            table.columns.iter().filter_map(|column| computed_warning(speller, table, column)).collect();
        out.push(create);
        for index in &table.indexes {
            out.push(index_statement(speller, table, index, false)?);
        }
        out.extend(tables::comments(speller, table)?);
        Ok(())
    })
}

fn table_suffix(speller: &Speller<'_>, table: &Table) -> String {
    let options = &table.options.postgres;
    let mut out = String::new();
    if !options.inherits.is_empty() {
        let _ = write!(out, "\n INHERITS ({})", speller.names(&options.inherits));
    }
    if let Some(partition) = &options.partition_by {
        let _ = write!(out, "\n PARTITION BY {partition}");
    }
    if let Some(method) = &options.using {
        let _ = write!(out, "\n USING {method}");
    }
    if !options.with.is_empty() {
        let _ = write!(out, "\n WITH ({})", storage_parameters(&options.with));
    }
    match options.with_oids {
        Some(true) => out.push_str("\n WITH OIDS"),
        Some(false) => out.push_str("\n WITHOUT OIDS"),
        None => {}
    }
    if let Some(action) = &options.on_commit {
        let _ = write!(out, "\n ON COMMIT {}", action.replace('_', " ").to_uppercase());
    }
    if let Some(tablespace) = &options.tablespace {
        let _ = write!(out, "\n TABLESPACE {}", speller.name(tablespace));
    }
    out
}

/// `name = value, …`; an empty value is a parameter without one.
fn storage_parameters(parameters: &IndexMap<String, String>) -> String {
    let texts: Vec<String> = parameters
        .iter()
        .map(|(name, value)| if value.is_empty() { name.clone() } else { format!("{name} = {value}") })
        .collect();
    texts.join(", ")
}

// Columns.

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a type of MySQL's is taken for what it generalizes, any other for itself"
)]
fn column_definition(speller: &Speller<'_>, table: &Table, column: &Column) -> Result<String, CompileError> {
    let identity = column.identity.as_ref().filter(|_| speller.capabilities.identity_columns);
    let mut out = speller.name(&column.name);
    let counts = columns::autoincrement_column(table, "postgresql")?
        .is_some_and(|counter| counter.name.text == column.name.text);
    let own_sequence = column.sequence.as_ref().is_some_and(|sequence| !sequence.optional);
    // Even one that is told to count (`autoincrement=True`) does not where the client fills it in.
    if counts && identity.is_none() && !own_sequence && !column.client_default {
        let generic;
        let ty = match column.ty.for_dialect("postgresql") {
            ColumnType::Mysql(ty) => {
                generic = ty.generic();
                &generic
            }
            ty => ty,
        };
        out.push_str(if matches!(ty, ColumnType::BigInteger(_)) {
            " BIGSERIAL"
        } else if matches!(ty, ColumnType::SmallInteger(_)) {
            " SMALLSERIAL"
        } else {
            " SERIAL"
        });
    } else {
        out.push(' ');
        out.push_str(&speller.type_sql(&column.ty)?);
        if let Some(default) = &column.server_default
            && let Some(text) = columns::default_value(speller, default)?
        {
            out.push_str(" DEFAULT ");
            out.push_str(&text);
        }
    }
    if let Some(computed) = &column.computed {
        out.push(' ');
        if speller.capabilities.virtual_generated_columns {
            out.push_str(&columns::computed(speller, computed)?);
        } else if computed.persisted == Some(false) {
            return Err(CompileError::compile(
                "PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to \
                 None or True for PostgreSQL support.",
            ));
        } else {
            let text = speller.expression(&computed.expression)?;
            let _ = write!(out, "GENERATED ALWAYS AS ({text}) STORED");
        }
    }
    if let Some(identity) = identity {
        out.push(' ');
        out.push_str(&columns::identity(identity));
    }
    match (columns::is_nullable(table, column), identity.is_some()) {
        (false, false) => out.push_str(" NOT NULL"),
        (true, true) => out.push_str(" NULL"),
        (false, true) | (true, false) => {}
    }
    Ok(out)
}

/// Before version 18 a computed column is stored whether it says so or not.
fn computed_warning(speller: &Speller<'_>, table: &Table, column: &Column) -> Option<CompileWarning> {
    let silent = column.computed.as_ref().is_some_and(|computed| computed.persisted.is_none());
    (silent && !speller.capabilities.virtual_generated_columns).then(|| CompileWarning {
        category: "SAWarning",
        message: format!(
            "Computed column {}.{} is being created as 'STORED' since the current PostgreSQL version does not \
             support VIRTUAL columns. On PostgreSQL 18+, when 'persisted' is not specified, no keyword will be \
             rendered and VIRTUAL will be used by default. Set 'persisted=True' to ensure STORED behavior \
             across all PostgreSQL versions.",
            table.name, column.name
        ),
    })
}

fn add_column(speller: &Speller<'_>, operation: &AddColumn) -> Result<Vec<Statement>, CompileError> {
    let table = columns::table_of(operation);
    let column = &operation.column;
    let definition = column_definition(speller, &table, column)?;
    let checks = columns::inline_checks(&table, column, &|constraint| {
        constraint_text(speller, &table, constraint).map(Some)
    })?;
    let mut add = columns::add(speller, operation, &definition, &checks, on_delete)?;
    add.warnings.extend(computed_warning(speller, &table, column));
    let mut out = vec![add];
    for constraint in operation.constraints_after() {
        if ansi::constraints::is_written(speller, Some(&table), None, constraint) {
            let text = constraint_text(speller, &table, constraint)?;
            out.push(ansi::constraints::add(speller, &operation.table, &text));
        }
    }
    for index in &operation.indexes {
        out.push(index_statement(speller, &table, index, false)?);
    }
    out.extend(tables::comments(speller, &Table { comment: None, ..table })?);
    Ok(out)
}
