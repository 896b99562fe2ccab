//! Names for the constraints and indexes that an operation brings or takes away.

use super::Operation;
use crate::{
    name::QualifiedName,
    schema::{NamingConvention, NamingError, Referents},
};

impl NamingConvention {
    /// Gives names to whatever in an operation has none, and completes plain names where the
    /// template says so. Names that are final or generated already stay.
    pub fn apply_to_operation(&self, operation: &mut Operation) -> Result<(), NamingError> {
        match operation {
            Operation::CreateTable(operation) => {
                self.apply_to_table(&mut operation.table, Referents::OwnTable)
            }
            Operation::AddColumn(operation) => {
                let columns = [operation.column.clone()];
                for constraint in &mut operation.constraints {
                    self.apply_to_constraint(&operation.table, &columns, constraint, Referents::OwnTable)?;
                }
                for index in &mut operation.indexes {
                    self.apply_to_index(&operation.table, &columns, index)?;
                }
                Ok(())
            }
            Operation::AlterColumn(operation) => {
                let checks = operation.drop_type_checks.iter_mut().chain(&mut operation.add_type_checks);
                for constraint in checks {
                    self.apply_to_constraint(&operation.table, &[], constraint, Referents::Known)?;
                }
                Ok(())
            }
            Operation::CreateIndex(operation) => {
                self.apply_to_index(&operation.table, &[], &mut operation.index)
            }
            Operation::DropIndex(operation) => {
                let table = QualifiedName {
                    schema: operation.schema.clone(),
                    name: operation.table.clone().unwrap_or_else(|| "no_table".into()),
                };
                if let Some(name) = self.dropped_index(&table, &operation.name)? {
                    operation.name = name;
                }
                Ok(())
            }
            Operation::AddConstraint(operation) => {
                self.apply_to_constraint(&operation.table, &[], &mut operation.constraint, Referents::Known)
            }
            Operation::DropConstraint(operation) => {
                let Some(kind) = operation.kind else { return Ok(()) };
                let name = self.dropped_constraint(&operation.table, kind, operation.name.as_ref())?;
                if let Some(name) = name {
                    operation.name = Some(name);
                }
                Ok(())
            }
            Operation::Batch(operation) => {
                operation.operations.iter_mut().try_for_each(|inner| self.apply_to_operation(inner))
            }
            Operation::DropTable(_)
            | Operation::RenameTable(_)
            | Operation::DropColumn(_)
            | Operation::CommentOnTable(_)
            | Operation::CreateEnum(_)
            | Operation::DropEnum(_)
            | Operation::CreateSequence(_)
            | Operation::DropSequence(_)
            | Operation::CreateSchema(_)
            | Operation::DropSchema(_)
            | Operation::BulkInsert(_)
            | Operation::Execute(_) => Ok(()),
        }
    }
}
