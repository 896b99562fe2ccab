//! Naming conventions: how constraints and indexes without a name get one.
//!
//! Source: spec/alembic-surface.md §5 (head) for the tokens.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Templates by kind: `ix`, `uq`, `ck`, `fk`, `pk`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NamingConvention {
    /// Kind and template, such as `uq` and `uq_%(table_name)s_%(column_0_name)s`.
    pub templates: IndexMap<String, String>,
}
