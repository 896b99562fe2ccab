//! A table built anew in a batch: a new table, the rows copied, the old one dropped, the new one renamed.
//!
//! Lives here: the statements and their order, as Alembic sends them on every database. Does not live
//! here: what becomes of columns and constraints (`catalog::rebuild`), what only SQLite has to keep
//! (`sqlite::rebuild`).

use crate::{
    catalog::rebuild::{Rebuilt, Transfer, rebuild},
    dialect::{CompileContext, CompileError, CompileWarning, Dialect, Statement},
    dml::{self, FromClause, Insert, InsertSource, Select, Target},
    expr::{Cast, ColumnReference, Expr},
    op::{Batch, CreateIndex, CreateTable, DropConstraint, DropTable, Operation, RenameTable},
    schema::Table,
    types::ColumnType,
};

/// How databases differ in it.
pub struct Ways {
    /// Names of constraints are the schema's, so that the old table gives its own up first.
    pub drops_names_first: bool,
    /// Whether values that move to this type are cast.
    pub casts: fn(&ColumnType) -> bool,
    /// Generated columns are left to the database and not copied, which it would refuse.
    pub fills_generated: bool,
}

impl Default for Ways {
    fn default() -> Self {
        Self { drops_names_first: false, casts: |_| true, fills_generated: false }
    }
}

/// A table that is about to be rebuilt.
pub struct Existing {
    /// The table as it is.
    pub table: Table,
    /// The database said so, and not the script.
    pub reflected: bool,
    /// Texts of the warnings that came with it.
    pub warnings: Vec<String>,
}

/// The table as it is: as the script gave it, or as the database has it.
pub fn existing(
    dialect: &dyn Dialect,
    batch: &Batch,
    context: &mut CompileContext<'_>,
) -> Result<Existing, CompileError> {
    if let Some(table) = &batch.copy_from {
        return Ok(Existing { table: table.clone(), reflected: false, warnings: Vec::new() });
    }
    if context.rendering.offline {
        return Err(CompileError::command(format!(
            "This operation cannot proceed in --sql mode; batch mode with dialect {} requires a live database \
             connection with which to reflect the table \"{}\". To generate a batch SQL migration script using \
             table \"move and copy\", a complete Table object should be passed to the \"copy_from\" argument \
             of the batch_alter_table() method so that table reflection can be skipped.",
            dialect.name(),
            batch.table.name
        )));
    }
    match context.lookup.table(&batch.table)? {
        Some(found) => Ok(Existing { table: found.table, reflected: true, warnings: found.warnings }),
        None => Err(CompileError::raised("sqlalchemy.exc.NoSuchTableError", batch.table.name.text.clone())),
    }
}

/// The statements of a batch that builds its table anew.
pub fn compile(
    dialect: &dyn Dialect,
    batch: &Batch,
    context: &mut CompileContext<'_>,
    ways: &Ways,
) -> Result<Vec<Statement>, CompileError> {
    let Existing { table, reflected, warnings } = existing(dialect, batch, context)?;
    let mut rebuilt = rebuild(&table, batch, reflected)?;
    rebuilt.warnings.splice(0..0, warnings.into_iter().map(|warning| ("SAWarning", warning)));
    statements(dialect, &table, &rebuilt, context, ways)
}

/// The statements of a rebuild.
pub fn statements(
    dialect: &dyn Dialect,
    table: &Table,
    rebuilt: &Rebuilt,
    context: &mut CompileContext<'_>,
    ways: &Ways,
) -> Result<Vec<Statement>, CompileError> {
    let mut out = Vec::new();
    let mut send = |operation: Operation, out: &mut Vec<Statement>| -> Result<(), CompileError> {
        out.extend(dialect.compile(&operation, context)?);
        Ok(())
    };
    if ways.drops_names_first {
        for name in &rebuilt.kept_names {
            let drop = DropConstraint {
                table: table.name.clone(),
                name: Some(name.clone()),
                kind: None,
                if_exists: false,
                existing: None,
            };
            send(Operation::DropConstraint(Box::new(drop)), &mut out)?;
        }
    }
    let new = &rebuilt.table;
    let create = CreateTable { table: new.clone(), if_not_exists: false };
    send(Operation::CreateTable(Box::new(create)), &mut out)?;
    let dropped = |name: &crate::name::QualifiedName| {
        Operation::DropTable(Box::new(DropTable { name: name.clone(), if_exists: false, existing: None }))
    };
    if rebuilt.transfers.is_empty() {
        send(dropped(&new.name), &mut out)?;
        out.push(Statement::fails(CompileError::raised("builtins.KeyError", "'insert_from_select'")));
        return Ok(with_warnings(out, rebuilt));
    }
    let from = out.len();
    let copy = dml::Statement::Insert(Box::new(copying(table, rebuilt, ways)));
    let copy = dialect.compile_statement(&copy, context)?;
    out.push(copy);
    let mut send = |operation: Operation, out: &mut Vec<Statement>| -> Result<(), CompileError> {
        out.extend(dialect.compile(&operation, context)?);
        Ok(())
    };
    send(dropped(&table.name), &mut out)?;
    let mut cleanup = Vec::new();
    send(dropped(&new.name), &mut cleanup)?;
    let cleanup = cleanup.into_iter().map(|statement| statement.sql).next();
    out.iter_mut().skip(from).for_each(|statement| statement.cleanup.clone_from(&cleanup));
    let rename = RenameTable { name: new.name.clone(), to: table.name.name.clone() };
    send(Operation::RenameTable(rename), &mut out)?;
    for index in &rebuilt.indexes {
        let create = CreateIndex { table: table.name.clone(), index: index.clone(), if_not_exists: false };
        send(Operation::CreateIndex(Box::new(create)), &mut out)?;
    }
    if let Some(failure) = &rebuilt.failure {
        out.push(Statement::fails(failure.clone().into()));
    }
    Ok(with_warnings(out, rebuilt))
}

fn with_warnings(out: Vec<Statement>, rebuilt: &Rebuilt) -> Vec<Statement> {
    let warnings = rebuilt.warnings.iter();
    let warnings = warnings.map(|(category, message)| CompileWarning { category, message: message.clone() });
    super::alter::with_warnings(out, warnings.collect())
}

/// `INSERT INTO new (…) SELECT … FROM old`.
fn copying(table: &Table, rebuilt: &Rebuilt, ways: &Ways) -> Insert {
    let mut columns = Vec::new();
    let mut values = Vec::new();
    for transfer in &rebuilt.transfers {
        match transfer {
            Transfer::Copied(copied) if ways.fills_generated && copied.from.computed.is_some() => {}
            Transfer::Copied(copied) => {
                columns.push(Target { name: copied.to.clone(), ty: copied.from.ty.clone() });
                let mut value = Expr::Column(Box::new(ColumnReference {
                    table: Some(table.name.clone()),
                    name: copied.from.name.clone(),
                    ty: copied.from.ty.clone(),
                }));
                for ty in copied.casts.iter().filter(|ty| (ways.casts)(ty)) {
                    let cast = Cast { operand: value, ty: ty.clone(), coerce_only: false };
                    value = Expr::Cast(Box::new(cast));
                }
                values.push(value);
            }
            Transfer::Filled { to, value } => {
                columns.push(Target { name: to.clone(), ty: ColumnType::Null });
                values.push(value.clone());
            }
        }
    }
    Insert {
        table: rebuilt.table.name.clone(),
        columns,
        source: InsertSource::Select(Box::new(Select {
            columns: values,
            from: vec![FromClause::Table(table.name.clone())],
            ..Select::default()
        })),
        ..Insert::default()
    }
}
