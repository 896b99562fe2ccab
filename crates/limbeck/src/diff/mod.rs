//! The difference between two schemas, as directives for a revision.
//!
//! Lives here: what is compared, in which order, and the log lines of it. Does not live here: what
//! a database stores differently from what was declared (`dialect/<name>/compare`), and how a
//! directive is written down (`render`).
//!
//! A caller with a database first asks which schemas and tables to reflect ([`schemas_to_reflect`],
//! [`tables_to_reflect`]), reflects those, and gives the result to [`compare`] beside the model. What Alembic does
//! in the order of a Python set is done in one order here: the database's tables by schema and name, what is
//! removed from a table as it was reflected, what is added as the model declares it.

mod checks;
mod columns;
mod defaults;
mod diffs;
mod foreign_keys;
mod hooks;
mod left_out;
mod members;
mod options;
mod order;
mod scope;
mod tables;
mod types;

pub use crate::dialect::compare::Pair;
pub use hooks::{
    Closed, ColumnPoint, ColumnRef, CompareError, CompareHooks, LogLevel, ObjectKind, ObjectRef, ParentNames,
    TablePoint,
};
pub use left_out::{LeftOut, Reason, notes};
pub use options::{CompareOptions, Plugins, Switch};
pub use order::{SortedTables, sorted_tables};
pub use scope::{schemas_to_reflect, tables_to_reflect};
pub use tables::compare;

use crate::{
    name::QualifiedName,
    op::Operation,
    schema::{Constraint, MetaData},
};
use serde::{Deserialize, Serialize};

/// One entry of a revision's `upgrade()` or `downgrade()`, as hooks see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Directive {
    /// One operation by itself: a table created or dropped, an index of such a table.
    Operation(Operation),
    /// Changes to one table that is on both sides, or indexes of a new or dropped one (`ModifyTableOps`).
    ModifyTable(ModifyTable),
}

/// See [`Directive::ModifyTable`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModifyTable {
    /// Which table.
    pub table: QualifiedName,
    /// The changes, in order.
    pub operations: Vec<Operation>,
}

impl Directive {
    /// The directive that undoes this one; `None` where what was there before is not known.
    pub fn reverse(&self) -> Option<Self> {
        Some(match self {
            Self::Operation(operation) => Self::Operation(operation.reverse()?),
            Self::ModifyTable(modify) => Self::ModifyTable(ModifyTable {
                table: modify.table.clone(),
                operations: modify.operations.iter().rev().map(Operation::reverse).collect::<Option<_>>()?,
            }),
        })
    }

    /// The operations in it, in order.
    pub fn operations(&self) -> &[Operation] {
        match self {
            Self::Operation(operation) => std::slice::from_ref(operation),
            Self::ModifyTable(modify) => &modify.operations,
        }
    }
}

/// A constraint as one that is added by itself: no longer part of a column or a type.
fn by_itself(constraint: &Constraint) -> Constraint {
    let mut constraint = constraint.clone();
    match &mut constraint {
        Constraint::Unique(unique) => {
            unique.from_column = false;
            unique.duplicates_index = None;
        }
        Constraint::ForeignKey(key) => key.from_column = false,
        Constraint::Check(check) => {
            check.column = None;
            check.type_of = None;
        }
        Constraint::PrimaryKey(_) | Constraint::Exclude(_) => {}
    }
    constraint
}

/// What `upgrade()` is to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UpgradeOps {
    /// In order.
    pub directives: Vec<Directive>,
}

/// What `downgrade()` is to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DowngradeOps {
    /// In order.
    pub directives: Vec<Directive>,
}

impl UpgradeOps {
    /// Whether there is nothing to do. A table without changes in it counts, as in Alembic.
    pub fn is_empty(&self) -> bool {
        self.directives.is_empty()
    }

    /// Everything undone, last first; `None` where an operation cannot be undone, which none that
    /// [`compare`] made is.
    pub fn reverse(&self) -> Option<DowngradeOps> {
        let directives = self.directives.iter().rev().map(Directive::reverse).collect::<Option<_>>()?;
        Some(DowngradeOps { directives })
    }

    /// Every operation, in order.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.directives.iter().flat_map(Directive::operations)
    }

    /// Each change as `check` and `compare_metadata` show it: the `repr` of a tuple, or of a list of them
    /// where it is about one column. `database` and `models` are what was compared.
    pub fn as_diffs(&self, database: &MetaData, models: &[&MetaData]) -> Vec<String> {
        let known = diffs::Known::new(database, models);
        self.operations().map(|operation| known.diff(operation)).collect()
    }
}
