//! Batches: several changes to one table, with or without building it anew.
//!
//! Lives here: the order and the refusals that all dialects share. Does not live here: which
//! changes need the table rebuilt (`<dialect>::ddl`), nor the rebuild (`rebuild`, `sqlite::rebuild`).

use super::rebuild;
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

/// Compiles a batch; a table that is built anew is built as any database can.
pub fn compile(
    dialect: &dyn Dialect,
    batch: &Batch,
    context: &mut CompileContext<'_>,
    needed: impl Fn(&[Operation]) -> bool,
) -> Result<Vec<Statement>, CompileError> {
    compile_with(dialect, batch, context, needed, |context| {
        rebuild::compile(dialect, batch, context, &rebuild::Ways::default())
    })
}

/// Compiles a batch; `rebuild` compiles one that builds its table anew.
pub fn compile_with(
    dialect: &dyn Dialect,
    batch: &Batch,
    context: &mut CompileContext<'_>,
    needed: impl Fn(&[Operation]) -> bool,
    rebuild: impl FnOnce(&mut CompileContext<'_>) -> Result<Vec<Statement>, CompileError>,
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
        return rebuild(context);
    }
    super::as_far_as(|out| {
        for operation in &batch.operations {
            let misplaced = if matches!(operation, Operation::CreateTable(_)) {
                "create"
            } else if matches!(operation, Operation::DropTable(_)) {
                "drop"
            } else {
                out.extend(dialect.compile(operation, context)?);
                continue;
            };
            let message = format!("Can't {misplaced} table in batch mode");
            return Err(CompileError::raised("builtins.NotImplementedError", message));
        }
        Ok(())
    })
}

fn is_placed(operation: &Operation) -> bool {
    matches!(operation, Operation::AddColumn(add) if add.insert_before.is_some() || add.insert_after.is_some())
}
