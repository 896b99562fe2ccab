//! The difference between two schemas, as directives for a revision.
//!
//! Lives here: what is compared, in which order, and the log lines of it. Does not live here: what
//! a database stores differently from what was declared (`dialect/<name>/compare`), and how a
//! directive is written down (`render`).

use crate::{name::QualifiedName, op::Operation};
use serde::{Deserialize, Serialize};

/// One entry of a revision's `upgrade()` or `downgrade()`, as hooks see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Directive {
    /// One operation by itself: a table created or dropped, an index of such a table.
    Operation(Operation),
    /// Changes to one table that is on both sides (`ModifyTableOps`).
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
