//! Indexes.

use crate::{expr::Expr, name::Identifier};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What an index orders by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexElement {
    /// A column.
    Column(Identifier),
    /// An expression, `DESC` and `NULLS LAST` included.
    Expression(Expr),
}

/// PostgreSQL's index options.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PostgresIndexOptions {
    /// Access method.
    #[serde(default)]
    pub using: Option<String>,
    /// Condition of a partial index.
    #[serde(default, rename = "where")]
    pub where_: Option<Expr>,
    /// Storage parameters, in order.
    #[serde(default)]
    pub with: IndexMap<String, String>,
    /// Operator class by column key.
    #[serde(default)]
    pub ops: IndexMap<String, String>,
    /// `INCLUDE (…)`.
    #[serde(default)]
    pub include: Vec<Identifier>,
    /// `CONCURRENTLY`.
    #[serde(default)]
    pub concurrently: bool,
    /// `NULLS NOT DISTINCT`.
    #[serde(default)]
    pub nulls_not_distinct: Option<bool>,
    /// Tablespace.
    #[serde(default)]
    pub tablespace: Option<Identifier>,
    /// Reflected: a `CREATE INDEX CONCURRENTLY` failed and left it unusable.
    #[serde(default)]
    pub invalid: bool,
    /// Reflected: `desc`, `nulls_last`, `nulls_first` of elements that are expressions, by their text.
    /// `SQLAlchemy` tells them and leaves them out of the index it makes.
    #[serde(default)]
    pub expression_sorting: IndexMap<String, Vec<String>>,
}

/// MySQL's and MariaDB's index options.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MysqlIndexOptions {
    /// Prefix length of every column.
    #[serde(default)]
    pub length: Option<u32>,
    /// Prefix length by column.
    #[serde(default)]
    pub lengths: IndexMap<String, u32>,
    /// `FULLTEXT`, `SPATIAL`.
    #[serde(default)]
    pub prefix: Option<String>,
    /// `btree`, `hash`.
    #[serde(default)]
    pub using: Option<String>,
    /// Full-text parser.
    #[serde(default)]
    pub with_parser: Option<String>,
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// Its name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// What it orders by.
    #[serde(default)]
    pub elements: Vec<IndexElement>,
    /// `UNIQUE`.
    #[serde(default)]
    pub unique: bool,
    /// PostgreSQL's options.
    #[serde(default)]
    pub postgres: PostgresIndexOptions,
    /// MySQL's options.
    #[serde(default)]
    pub mysql: MysqlIndexOptions,
    /// MariaDB's options, where given apart.
    #[serde(default)]
    pub mariadb: MysqlIndexOptions,
    /// SQLite: condition of a partial index.
    #[serde(default)]
    pub sqlite_where: Option<Expr>,
    /// Reflected: the constraint this index only implements.
    #[serde(default)]
    pub duplicates_constraint: Option<String>,
    /// A naming convention's template with the user's own tokens already filled in.
    #[serde(default)]
    pub naming_template: Option<String>,
    /// A dialect's keywords (`postgresql_using`) in the order they were written, each with its Python source
    /// where it is plain data. Kept for rendering only.
    #[serde(default)]
    pub keywords: IndexMap<String, Option<String>>,
    /// Comes from `Column(index=True)`.
    #[serde(default)]
    pub from_column: bool,
}
