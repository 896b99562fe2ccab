//! Batches: several changes to one table, with or without building it anew.
//!
//! Lives here: the order and the refusals that all dialects share. Does not live here: which
//! changes need the table rebuilt (`<dialect>::ddl`), nor the rebuild (`sqlite::rebuild`).

use crate::{
    dialect::{CompileContext, CompileError, Dialect, Statement},
    op::{Batch, Operation, Recreate},
};

/// Whether a batch rebuilds its table; `needed` is the dialect's word on the operations so far.
pub fn recreates(batch: &Batch, operations: &[Operation], needed: impl Fn(&[Operation]) -> bool) -> bool {
    match batch.recreate {
        Recreate::Always => true,
        Recreate::Never => false,
        Recreate::Auto => needed(operations),
    }
}

/// Compiles a batch that keeps its table, or refuses one that does not.
pub fn compile(
    dialect: &dyn Dialect,
    batch: &Batch,
    context: &mut CompileContext<'_>,
    needed: impl Fn(&[Operation]) -> bool,
) -> Result<Vec<Statement>, CompileError> {
    for (number, operation) in batch.operations.iter().enumerate() {
        // Alembic decides with what was queued before this one.
        let before = batch.operations.get(..number).unwrap_or_default();
        if is_placed(operation) && !recreates(batch, before, &needed) {
            return Err(CompileError::command(
                "Can't specify insert_before or insert_after when using ALTER; please specify \
                 recreate='always'",
            ));
        }
    }
    if recreates(batch, &batch.operations, &needed) {
        return Err(refuse_rebuild(dialect, batch, context.rendering.offline));
    }
    let mut out = Vec::new();
    for operation in &batch.operations {
        if matches!(operation, Operation::CreateTable(_)) {
            return Err(CompileError::raised(
                "builtins.NotImplementedError",
                "Can't create table in batch mode",
            ));
        }
        if matches!(operation, Operation::DropTable(_)) {
            return Err(CompileError::raised(
                "builtins.NotImplementedError",
                "Can't drop table in batch mode",
            ));
        }
        out.extend(dialect.compile(operation, context)?);
    }
    Ok(out)
}

fn is_placed(operation: &Operation) -> bool {
    matches!(operation, Operation::AddColumn(add) if add.insert_before.is_some() || add.insert_after.is_some())
}

fn refuse_rebuild(dialect: &dyn Dialect, batch: &Batch, offline: bool) -> CompileError {
    if offline && batch.copy_from.is_none() {
        return CompileError::command(format!(
            "This operation cannot proceed in --sql mode; batch mode with dialect {} requires a live database \
             connection with which to reflect the table \"{}\". To generate a batch SQL migration script using \
             table \"move and copy\", a complete Table object should be passed to the \"copy_from\" argument \
             of the batch_alter_table() method so that table reflection can be skipped.",
            dialect.name(),
            batch.table.name
        ));
    }
    CompileError::unsupported(
        format!("rebuilding table {} in a batch", batch.table),
        "write the rebuild out: create a new table, copy the rows, drop the old table, rename the new one",
    )
}
