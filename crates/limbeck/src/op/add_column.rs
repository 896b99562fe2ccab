//! What comes with an added column.

use super::AddColumn;
use crate::schema::{Constraint, ForeignKeyConstraint};

impl AddColumn {
    /// The one foreign key that goes into the column's definition, if asked for and possible.
    pub fn inline_reference(&self) -> Option<&ForeignKeyConstraint> {
        if !self.inline_references {
            return None;
        }
        let mut keys = self.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::ForeignKey(key) => Some(key),
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::Check(_)
            | Constraint::Exclude(_) => None,
        });
        match (keys.next(), keys.next()) {
            (Some(key), None) if key.columns.len() == 1 => Some(key),
            _ => None,
        }
    }

    /// The constraints that follow an added column in statements of their own, in the order they were
    /// made: Alembic goes through a set of them, in no order at all.
    pub fn constraints_after(&self) -> Vec<&Constraint> {
        let inline = self.inline_reference();
        self.constraints
            .iter()
            .filter(|constraint| match constraint {
                Constraint::ForeignKey(key) => !inline.is_some_and(|inline| std::ptr::eq(inline, key)),
                Constraint::PrimaryKey(_) => false,
                Constraint::Check(check) => check.column.is_none(),
                Constraint::Unique(_) | Constraint::Exclude(_) => true,
            })
            .collect()
    }
}
