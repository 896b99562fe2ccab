//! An operation in plain words, for errors and plans.

use super::Operation;

impl Operation {
    /// The operation in a few words, as a person would say it: `create table users`.
    pub fn describe(&self) -> String {
        match self {
            Self::CreateTable(operation) => format!("create table {}", operation.table.name),
            Self::DropTable(operation) => format!("drop table {}", operation.name),
            Self::RenameTable(operation) => format!("rename table {} to {}", operation.name, operation.to),
            Self::AddColumn(operation) => format!("add column {}.{}", operation.table, operation.column.name),
            Self::DropColumn(operation) => format!("drop column {}.{}", operation.table, operation.column),
            Self::AlterColumn(operation) => format!("alter column {}.{}", operation.table, operation.column),
            Self::CreateIndex(operation) => match &operation.index.name {
                Some(name) => format!("create index {name} on {}", operation.table),
                None => format!("create an index on {}", operation.table),
            },
            Self::DropIndex(operation) => format!("drop index {}", operation.name),
            Self::AddConstraint(operation) => match operation.constraint.name() {
                Some(name) => format!("add constraint {name} to {}", operation.table),
                None => format!("add a constraint to {}", operation.table),
            },
            Self::DropConstraint(operation) => match &operation.name {
                Some(name) => format!("drop constraint {name} from {}", operation.table),
                None => format!("drop an unnamed constraint from {}", operation.table),
            },
            Self::CommentOnTable(operation) => format!("comment on table {}", operation.table),
            Self::CreateEnum(operation) => format!("create type {}", enum_name(&operation.ty)),
            Self::DropEnum(operation) => format!("drop type {}", enum_name(&operation.ty)),
            Self::CreateSequence(operation) => format!("create sequence {}", operation.sequence.name),
            Self::DropSequence(operation) => format!("drop sequence {}", operation.sequence.name),
            Self::CreateSchema(operation) => format!("create schema {}", operation.name),
            Self::DropSchema(operation) => format!("drop schema {}", operation.name),
            Self::BulkInsert(operation) => {
                format!("insert {} rows into {}", operation.rows.len(), operation.table)
            }
            Self::Execute(_) => "execute SQL".to_owned(),
            Self::Batch(operation) => format!("alter table {} in a batch", operation.table),
        }
    }
}

fn enum_name(ty: &crate::types::EnumType) -> &str {
    ty.name.as_ref().map_or("(unnamed)", |name| name.text.as_str())
}
