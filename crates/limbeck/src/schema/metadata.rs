//! A whole schema: tables, enumerations, sequences.

use super::{NamingConvention, Sequence, Table};
use crate::{
    name::{Identifier, QualifiedName},
    types::EnumType,
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A set of tables and what stands beside them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetaData {
    /// Schema of tables that name none.
    #[serde(default)]
    pub schema: Option<Identifier>,
    /// How unnamed constraints are called.
    #[serde(default)]
    pub naming_convention: Option<NamingConvention>,
    /// Tables, in the order they were declared.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// Enumerations that stand alone (reflected, or owned by the MetaData).
    #[serde(default)]
    pub enums: Vec<EnumType>,
    /// Sequences that stand alone.
    #[serde(default)]
    pub sequences: Vec<Sequence>,
}

impl MetaData {
    /// A table by its name.
    pub fn table(&self, name: &QualifiedName) -> Option<&Table> {
        self.tables.iter().find(|table| &table.name == name)
    }

    /// Tables by name, for many look-ups.
    pub fn by_name(&self) -> IndexMap<&QualifiedName, &Table> {
        self.tables.iter().map(|table| (&table.name, table)).collect()
    }
}
