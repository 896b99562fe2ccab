//! Columns.

use super::{Computed, Identity, Sequence};
use crate::{
    expr::{Expr, Text},
    name::Identifier,
    types::ColumnType,
};
use serde::{Deserialize, Serialize};

/// Whether a column counts itself up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Autoincrement {
    /// Yes for a single integer primary key without a default and without a foreign key.
    #[default]
    Auto,
    /// Yes.
    Yes,
    /// No.
    No,
    /// As `Auto`, a foreign key notwithstanding.
    IgnoreForeignKey,
}

/// A default that the database fills in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerDefault {
    /// A plain string: written as a quoted literal.
    Text(String),
    /// An expression. In a reflected column: the database's text, verbatim ([`Expr::text`]).
    Expression(Expr),
    /// There is one, the model does not say which (`FetchedValue`); never rendered.
    Fetched,
    /// The next value of a sequence.
    Sequence(Box<Sequence>),
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: Identifier,
    /// Its type.
    #[serde(default, rename = "type")]
    pub ty: ColumnType,
    /// Whether NULL is allowed; unset means: unless it is in the primary key.
    #[serde(default)]
    pub nullable: Option<bool>,
    /// Part of the primary key.
    #[serde(default)]
    pub primary_key: bool,
    /// Whether it counts itself up.
    #[serde(default)]
    pub autoincrement: Autoincrement,
    /// A default that the database fills in.
    #[serde(default)]
    pub server_default: Option<ServerDefault>,
    /// A column computed from others.
    #[serde(default)]
    pub computed: Option<Box<Computed>>,
    /// An identity column.
    #[serde(default)]
    pub identity: Option<Box<Identity>>,
    /// A sequence given as the client-side default (`Column(…, Sequence("s"))`).
    #[serde(default)]
    pub sequence: Option<Box<Sequence>>,
    /// Whether something else fills it in on the client's side (`Column(…, default=…)`): it does not count itself up then.
    #[serde(default)]
    pub client_default: bool,
    /// Comment.
    #[serde(default)]
    pub comment: Option<String>,
    /// Reflected from PostgreSQL: the sequence that the default reads and that a column of this name
    /// owns, which makes the column a SERIAL.
    #[serde(default)]
    pub owned_sequence: Option<String>,
    /// A system column such as `xmin`: never created, never compared.
    #[serde(default)]
    pub system: bool,
    /// SQLite: `ON CONFLICT` of `NOT NULL`, primary key and unique, in that order.
    #[serde(default)]
    pub sqlite_on_conflict: SqliteOnConflict,
    /// SQLite: a collation whatever the type is, as a stored definition has it.
    #[serde(default)]
    pub sqlite_collation: Option<String>,
    /// `info` and other annotations are not kept; the name the front end knows it by, where different.
    #[serde(default)]
    pub key: Option<String>,
}

/// SQLite's per-column conflict clauses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SqliteOnConflict {
    /// Of `NOT NULL`.
    #[serde(default)]
    pub not_null: Option<String>,
    /// Of an inline primary key.
    #[serde(default)]
    pub primary_key: Option<String>,
    /// Of an inline unique.
    #[serde(default)]
    pub unique: Option<String>,
}

impl ServerDefault {
    /// The text of a reflected default, as the database has it.
    pub fn reflected_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Expression(Expr::Text(Text { sql: text, .. })) => Some(text),
            Self::Expression(_) | Self::Fetched | Self::Sequence(_) => None,
        }
    }
}

impl Column {
    /// A column with a name and a type, everything else at its default.
    pub fn new(name: impl Into<Identifier>, ty: ColumnType) -> Self {
        Self { name: name.into(), ty, ..Self::default() }
    }

    /// Whether NULL is allowed, the default applied: not in the primary key, nor in an identity.
    pub fn is_nullable(&self) -> bool {
        let by_identity = self.identity.as_ref().map(|identity| identity.on_null == Some(true));
        self.nullable.unwrap_or(!self.primary_key && by_identity.unwrap_or(true))
    }
}
