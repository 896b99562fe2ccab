//! The operation that undoes an operation, where enough is known.

use super::{
    AddColumn, AddConstraint, AlterColumn, CommentOnTable, CreateEnum, CreateIndex, CreateSchema,
    CreateSequence, CreateTable, DropColumn, DropConstraint, DropEnum, DropIndex, DropSchema, DropSequence,
    DropTable, Operation, RenameTable,
};
use crate::{
    name::QualifiedName,
    schema::{Constraint, ConstraintKind},
};

impl Operation {
    /// The operation that undoes this one; `None` where what was there before is not known.
    pub fn reverse(&self) -> Option<Self> {
        Some(match self {
            Self::CreateTable(operation) => Self::DropTable(Box::new(DropTable {
                name: operation.table.name.clone(),
                if_exists: operation.if_not_exists,
                existing: Some(operation.table.clone()),
            })),
            Self::DropTable(operation) => Self::CreateTable(Box::new(CreateTable {
                table: operation.existing.clone()?,
                if_not_exists: operation.if_exists,
            })),
            Self::RenameTable(operation) => Self::RenameTable(RenameTable {
                name: QualifiedName { schema: operation.name.schema.clone(), name: operation.to.clone() },
                to: operation.name.name.clone(),
            }),
            Self::AddColumn(operation) => Self::DropColumn(Box::new(DropColumn {
                table: operation.table.clone(),
                column: operation.column.name.clone(),
                if_exists: operation.if_not_exists,
                existing: Some(operation.column.clone()),
            })),
            Self::DropColumn(operation) => Self::AddColumn(Box::new(AddColumn {
                table: operation.table.clone(),
                column: operation.existing.clone()?,
                constraints: Vec::new(),
                indexes: Vec::new(),
                if_not_exists: operation.if_exists,
                inline_references: false,
                inline_primary_key: false,
                insert_before: None,
                insert_after: None,
                fill: None,
            })),
            Self::AlterColumn(operation) => Self::AlterColumn(Box::new(reverse_alter(operation)?)),
            Self::CreateIndex(operation) => Self::DropIndex(Box::new(DropIndex {
                name: operation.index.name.clone()?,
                table: Some(operation.table.name.clone()),
                schema: operation.table.schema.clone(),
                if_exists: operation.if_not_exists,
                concurrently: operation.index.postgres.concurrently,
                existing: Some(operation.index.clone()),
            })),
            Self::DropIndex(operation) => Self::CreateIndex(Box::new(CreateIndex {
                table: QualifiedName { schema: operation.schema.clone(), name: operation.table.clone()? },
                index: operation.existing.clone()?,
                if_not_exists: operation.if_exists,
            })),
            Self::AddConstraint(operation) => Self::DropConstraint(Box::new(DropConstraint {
                table: operation.table.clone(),
                name: operation.constraint.name().cloned(),
                kind: constraint_kind(&operation.constraint),
                if_exists: false,
                existing: Some(operation.constraint.clone()),
            })),
            Self::DropConstraint(operation) => Self::AddConstraint(Box::new(AddConstraint {
                table: operation.table.clone(),
                constraint: operation.existing.clone()?,
            })),
            Self::CommentOnTable(operation) => Self::CommentOnTable(CommentOnTable {
                table: operation.table.clone(),
                comment: operation.existing.clone(),
                existing: operation.comment.clone(),
            }),
            Self::CreateEnum(operation) => {
                Self::DropEnum(DropEnum { ty: operation.ty.clone(), check_first: operation.check_first })
            }
            Self::DropEnum(operation) => {
                Self::CreateEnum(CreateEnum { ty: operation.ty.clone(), check_first: operation.check_first })
            }
            Self::CreateSequence(operation) => Self::DropSequence(DropSequence {
                sequence: operation.sequence.clone(),
                if_exists: operation.if_not_exists,
            }),
            Self::DropSequence(operation) => Self::CreateSequence(CreateSequence {
                sequence: operation.sequence.clone(),
                if_not_exists: operation.if_exists,
            }),
            Self::CreateSchema(operation) => Self::DropSchema(DropSchema {
                name: operation.name.clone(),
                if_exists: operation.if_not_exists,
                cascade: false,
            }),
            Self::DropSchema(operation) => Self::CreateSchema(CreateSchema {
                name: operation.name.clone(),
                if_not_exists: operation.if_exists,
            }),
            Self::BulkInsert(_) | Self::Execute(_) => return None,
            Self::Batch(operation) => {
                let mut batch = (**operation).clone();
                batch.operations =
                    operation.operations.iter().rev().map(Self::reverse).collect::<Option<_>>()?;
                Self::Batch(Box::new(batch))
            }
        })
    }
}

fn reverse_alter(operation: &AlterColumn) -> Option<AlterColumn> {
    Some(AlterColumn {
        table: operation.table.clone(),
        column: operation.name.clone().unwrap_or_else(|| operation.column.clone()),
        name: operation.name.as_ref().map(|_| operation.column.clone()),
        nullable: operation.nullable.reversed()?,
        ty: operation.ty.reversed()?,
        server_default: operation.server_default.reversed()?,
        comment: operation.comment.reversed()?,
        // What MySQL repeats with every change is repeated, unless the change is to it.
        autoincrement: operation.autoincrement.reversed().unwrap_or_else(|| operation.autoincrement.clone()),
        using: None,
        drop_type_checks: operation.add_type_checks.clone(),
        add_type_checks: operation.drop_type_checks.clone(),
        insert_before: None,
        insert_after: None,
        type_is_class: false,
    })
}

fn constraint_kind(constraint: &Constraint) -> Option<ConstraintKind> {
    match constraint {
        Constraint::PrimaryKey(_) => Some(ConstraintKind::Primary),
        Constraint::Unique(_) => Some(ConstraintKind::Unique),
        Constraint::ForeignKey(_) => Some(ConstraintKind::ForeignKey),
        Constraint::Check(_) => Some(ConstraintKind::Check),
        Constraint::Exclude(_) => None,
    }
}
