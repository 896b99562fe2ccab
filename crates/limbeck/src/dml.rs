//! Statements that read and write rows.
//!
//! Lives here: plain values for `SELECT`, `INSERT`, `UPDATE`, `DELETE`, as data migrations use
//! them. Does not live here: their text (`dialect::statement`).

use crate::{
    expr::Expr,
    name::{Identifier, QualifiedName},
    types::ColumnType,
};
use serde::{Deserialize, Serialize};

/// Any statement on rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// `SELECT`.
    Select(Box<Select>),
    /// `INSERT`.
    Insert(Box<Insert>),
    /// `UPDATE`.
    Update(Box<Update>),
    /// `DELETE`.
    Delete(Box<Delete>),
    /// Verbatim text.
    Text(crate::expr::Text),
}

/// Something rows come from.
///
/// The name of an alias may be made up: a text of the form `%(7 anon)s` (any key, a space, a stem)
/// becomes `anon_1`, with the next free number, wherever a reference spells it so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromClause {
    /// A table.
    Table(QualifiedName),
    /// A table or subquery under another name.
    Alias {
        /// What.
        source: Box<FromClause>,
        /// Its name here.
        name: Identifier,
    },
    /// A join.
    Join(Box<Join>),
    /// A subquery.
    Subquery(Box<Select>),
    /// Verbatim text.
    Text(String),
    /// A function that returns rows (`func.unnest(…).alias()`).
    Function(Box<crate::expr::Function>),
    /// `LATERAL …`.
    Lateral(Box<FromClause>),
    /// `(VALUES (…), …) AS name (columns)`.
    Values(Box<ValuesClause>),
}

/// Rows written out as a table (`sqlalchemy.values`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValuesClause {
    /// Its name; unnamed ones cannot be referred to.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// Its columns.
    pub columns: Vec<Target>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<Expr>>,
    /// `literal_binds=True`.
    #[serde(default)]
    pub literal_binds: bool,
}

/// `left JOIN right ON …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// Left side.
    pub left: FromClause,
    /// Right side.
    pub right: FromClause,
    /// Condition; `None` is a cross join.
    #[serde(default)]
    pub on: Option<Expr>,
    /// `LEFT OUTER JOIN`.
    #[serde(default)]
    pub outer: bool,
    /// `FULL OUTER JOIN`.
    #[serde(default)]
    pub full: bool,
}

/// `UNION` and its kin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the operator it names")]
pub enum SetOperator {
    Union,
    UnionAll,
    Except,
    ExceptAll,
    Intersect,
    IntersectAll,
}

/// A common table expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommonTable {
    /// Its name.
    pub name: Identifier,
    /// `WITH RECURSIVE`.
    #[serde(default)]
    pub recursive: bool,
    /// What it is.
    pub query: Box<Select>,
}

/// `SELECT`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Select {
    /// `WITH …`.
    #[serde(default)]
    pub with: Vec<CommonTable>,
    /// What is selected.
    #[serde(default)]
    pub columns: Vec<Expr>,
    /// From where: what `select_from` and `join` named. Plain tables that only the columns and the
    /// condition refer to may be left out; the compiler adds them in `SQLAlchemy`'s order and
    /// removes those that an enclosing statement has (correlation).
    #[serde(default)]
    pub from: Vec<FromClause>,
    /// Words after SELECT (`prefix_with`).
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Tables of the enclosing statement by explicit `correlate(…)`; `Some` of nothing is
    /// `correlate(None)`, and `None` the automatic way.
    #[serde(default)]
    pub correlate: Option<Vec<QualifiedName>>,
    /// `WHERE`.
    #[serde(default, rename = "where")]
    pub where_: Option<Expr>,
    /// `GROUP BY`.
    #[serde(default)]
    pub group_by: Vec<Expr>,
    /// `HAVING`.
    #[serde(default)]
    pub having: Option<Expr>,
    /// `ORDER BY`.
    #[serde(default)]
    pub order_by: Vec<Expr>,
    /// `LIMIT`.
    #[serde(default)]
    pub limit: Option<Expr>,
    /// `OFFSET`.
    #[serde(default)]
    pub offset: Option<Expr>,
    /// `DISTINCT`.
    #[serde(default)]
    pub distinct: bool,
    /// PostgreSQL: `DISTINCT ON (…)`.
    #[serde(default)]
    pub distinct_on: Vec<Expr>,
    /// `FOR UPDATE` and the like, as text after the statement; the front end checks the form.
    #[serde(default)]
    pub for_update: Option<ForUpdate>,
    /// Further selects joined by set operators; then `columns` to `having` describe the first.
    #[serde(default)]
    pub compound: Vec<(SetOperator, Select)>,
}

/// Row locks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the clause it names")]
pub struct ForUpdate {
    #[serde(default)]
    pub share: bool,
    #[serde(default)]
    pub key: bool,
    #[serde(default)]
    pub nowait: bool,
    #[serde(default)]
    pub skip_locked: bool,
    /// `OF` these tables.
    #[serde(default)]
    pub of: Vec<Identifier>,
}

/// A column a statement writes, with its type so that values are written as the type asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The column.
    pub name: Identifier,
    /// Its type.
    #[serde(default, rename = "type")]
    pub ty: ColumnType,
}

/// What an INSERT inserts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InsertSource {
    /// Rows of values, each as long as the list of columns. No row at all: the columns that the
    /// parameters given beside the statement name, or all of them, each a parameter of its own name.
    Values(Vec<Vec<Expr>>),
    /// The rows of a query.
    Select(Box<Select>),
    /// `DEFAULT VALUES`.
    #[default]
    Defaults,
}

/// `ON CONFLICT` (PostgreSQL, SQLite).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OnConflict {
    /// Columns or expressions of the unique index meant.
    #[serde(default)]
    pub elements: Vec<Expr>,
    /// Its condition.
    #[serde(default)]
    pub index_where: Option<Expr>,
    /// Or the constraint's name.
    #[serde(default)]
    pub constraint: Option<Identifier>,
    /// `DO UPDATE SET`; empty is `DO NOTHING`.
    #[serde(default)]
    pub set: Vec<(Target, Expr)>,
    /// Condition of the update.
    #[serde(default, rename = "where")]
    pub where_: Option<Expr>,
}

/// `ON DUPLICATE KEY UPDATE` (MySQL, MariaDB).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OnDuplicateKey {
    /// The table by which columns in `set` refer to the row that was to be inserted.
    pub inserted: Identifier,
    /// What is set, in order.
    pub set: Vec<(Target, Expr)>,
}

/// `INSERT`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Insert {
    /// Into which table.
    pub table: QualifiedName,
    /// Which columns, in order.
    #[serde(default)]
    pub columns: Vec<Target>,
    /// What.
    pub source: InsertSource,
    /// `ON CONFLICT`.
    #[serde(default)]
    pub on_conflict: Option<OnConflict>,
    /// `ON DUPLICATE KEY UPDATE`.
    #[serde(default)]
    pub on_duplicate_key: Option<OnDuplicateKey>,
    /// `RETURNING`.
    #[serde(default)]
    pub returning: Vec<Expr>,
    /// Words after INSERT (`IGNORE`, `OR REPLACE`).
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Primary key columns without a value, which a database with RETURNING is asked for where
    /// nothing else is; empty for `inline()`.
    #[serde(default)]
    pub implicit_returning: Vec<Expr>,
}

/// `UPDATE`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// Which table.
    pub table: QualifiedName,
    /// Its name in the statement, where aliased.
    #[serde(default)]
    pub alias: Option<Identifier>,
    /// What is set, in order.
    #[serde(default)]
    pub set: Vec<(Target, Expr)>,
    /// The table's columns: those that the parameters given beside the statement name are set too,
    /// and all of them where there are neither parameters nor `set`.
    #[serde(default)]
    pub columns: Vec<Target>,
    /// Further tables (`UPDATE … FROM`).
    #[serde(default)]
    pub from: Vec<FromClause>,
    /// `WHERE`.
    #[serde(default, rename = "where")]
    pub where_: Option<Expr>,
    /// `RETURNING`.
    #[serde(default)]
    pub returning: Vec<Expr>,
}

/// `DELETE`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Delete {
    /// Which table.
    pub table: QualifiedName,
    /// Further tables (`DELETE … USING`).
    #[serde(default)]
    pub using: Vec<FromClause>,
    /// `WHERE`.
    #[serde(default, rename = "where")]
    pub where_: Option<Expr>,
    /// `RETURNING`.
    #[serde(default)]
    pub returning: Vec<Expr>,
}
