//! Tables.

use super::{Column, Constraint, Index, PrimaryKeyConstraint};
use crate::name::{Identifier, QualifiedName};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// `ON COMMIT` of a temporary table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the clause it names")]
pub enum OnCommit {
    PreserveRows,
    DeleteRows,
    Drop,
}

/// PostgreSQL's table options.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PostgresTableOptions {
    /// `INHERITS (…)`.
    #[serde(default)]
    pub inherits: Vec<Identifier>,
    /// `PARTITION BY …`.
    #[serde(default)]
    pub partition_by: Option<String>,
    /// `USING …`.
    #[serde(default)]
    pub using: Option<String>,
    /// `WITH (…)`, in order.
    #[serde(default)]
    pub with: IndexMap<String, String>,
    /// `WITH OIDS` / `WITHOUT OIDS`.
    #[serde(default)]
    pub with_oids: Option<bool>,
    /// `ON COMMIT …`, as written.
    #[serde(default)]
    pub on_commit: Option<String>,
    /// `TABLESPACE …`.
    #[serde(default)]
    pub tablespace: Option<Identifier>,
}

/// MySQL's and MariaDB's table options: names as written after `mysql_`, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MysqlTableOptions {
    /// Option and value.
    #[serde(default)]
    pub options: IndexMap<String, String>,
}

/// SQLite's table options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqliteTableOptions {
    /// `AUTOINCREMENT` on the primary key.
    #[serde(default)]
    pub autoincrement: bool,
    /// `WITHOUT ROWID`: `Some(false)` when `sqlite_with_rowid=True` was written out.
    #[serde(default)]
    pub without_rowid: bool,
    /// `STRICT`.
    #[serde(default)]
    pub strict: bool,
}

/// What only one database knows about a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableOptions {
    /// PostgreSQL's.
    #[serde(default)]
    pub postgres: PostgresTableOptions,
    /// MySQL's.
    #[serde(default)]
    pub mysql: MysqlTableOptions,
    /// MariaDB's, where given apart.
    #[serde(default)]
    pub mariadb: MysqlTableOptions,
    /// SQLite's.
    #[serde(default)]
    pub sqlite: SqliteTableOptions,
    /// A dialect's keywords (`mysql_engine`) as they were written, each with its Python source. Kept for
    /// rendering only.
    #[serde(default)]
    pub keywords: IndexMap<String, String>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: QualifiedName,
    /// Its columns, in order.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Its primary key; `None` derives one from the columns flagged `primary_key`.
    #[serde(default)]
    pub primary_key: Option<PrimaryKeyConstraint>,
    /// Every other constraint, in the order they were made.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// Its indexes, in the order they were made.
    #[serde(default)]
    pub indexes: Vec<Index>,
    /// Comment.
    #[serde(default)]
    pub comment: Option<String>,
    /// Words between CREATE and TABLE (`TEMPORARY`).
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// What only one database knows.
    #[serde(default)]
    pub options: TableOptions,
    /// `info`, kept for rendering only, as Python source.
    #[serde(default)]
    pub info: Option<String>,
}

impl Table {
    /// A table without anything in it.
    pub fn new(name: QualifiedName) -> Self {
        Self { name, ..Self::default() }
    }

    /// A reflected table as it would be declared: without the indexes that only implement a constraint,
    /// and without MySQL's unique constraints that are told as indexes too.
    #[must_use]
    pub fn without_duplicates(mut self) -> Self {
        self.indexes.retain(|index| index.duplicates_constraint.is_none());
        self.constraints.retain(|constraint| match constraint {
            Constraint::Unique(unique) => unique.duplicates_index.is_none(),
            Constraint::PrimaryKey(_)
            | Constraint::ForeignKey(_)
            | Constraint::Check(_)
            | Constraint::Exclude(_) => true,
        });
        self
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.text == name)
    }

    /// The names of the primary key's columns, whether it was declared by itself or on the columns.
    pub fn primary_key_columns(&self) -> Vec<&Identifier> {
        match &self.primary_key {
            Some(key) if !key.columns.is_empty() => key.columns.iter().collect(),
            _ => self.columns.iter().filter(|column| column.primary_key).map(|column| &column.name).collect(),
        }
    }

    /// Whether a column is in the primary key, whether declared by itself or on the column.
    pub fn is_primary_key(&self, column: &Column) -> bool {
        column.primary_key || self.primary_key_columns().iter().any(|name| name.text == column.name.text)
    }
}
