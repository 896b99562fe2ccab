//! Columns whose values the database makes: computed columns, identities, sequences.

use crate::{expr::Expr, name::QualifiedName, types::ColumnType};
use serde::{Deserialize, Serialize};

/// `GENERATED ALWAYS AS (…)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Computed {
    /// The expression.
    pub expression: Expr,
    /// Stored, virtual, or the database's own default.
    #[serde(default)]
    pub persisted: Option<bool>,
}

/// Options that sequences and identities share; unset ones are not rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the SQL option it names")]
pub struct SequenceOptions {
    #[serde(default)]
    pub start: Option<i64>,
    #[serde(default)]
    pub increment: Option<i64>,
    #[serde(default)]
    pub minvalue: Option<i64>,
    #[serde(default)]
    pub maxvalue: Option<i64>,
    #[serde(default)]
    pub nominvalue: Option<bool>,
    #[serde(default)]
    pub nomaxvalue: Option<bool>,
    #[serde(default)]
    pub cycle: Option<bool>,
    #[serde(default)]
    pub cache: Option<i64>,
    #[serde(default)]
    pub order: Option<bool>,
}

/// `GENERATED … AS IDENTITY`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// ALWAYS, not BY DEFAULT.
    #[serde(default)]
    pub always: bool,
    /// Oracle's `ON NULL`; kept for rendering.
    #[serde(default)]
    pub on_null: Option<bool>,
    /// Start, increment and the rest.
    #[serde(default, flatten)]
    pub options: SequenceOptions,
}

/// A sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    /// Its name.
    pub name: QualifiedName,
    /// Start, increment and the rest.
    #[serde(default)]
    pub options: SequenceOptions,
    /// `AS type`.
    #[serde(default)]
    pub data_type: Option<ColumnType>,
    /// Only where the database has no other way.
    #[serde(default)]
    pub optional: bool,
}
