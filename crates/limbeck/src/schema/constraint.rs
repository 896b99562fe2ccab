//! Constraints.

use crate::{
    expr::Expr,
    name::{Identifier, QualifiedName},
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Any constraint but the primary key, which a table has in a place of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// `PRIMARY KEY`; only where a constraint is added or dropped by itself.
    PrimaryKey(PrimaryKeyConstraint),
    /// `UNIQUE`.
    Unique(UniqueConstraint),
    /// `FOREIGN KEY`.
    ForeignKey(ForeignKeyConstraint),
    /// `CHECK`.
    Check(CheckConstraint),
    /// PostgreSQL's `EXCLUDE`.
    Exclude(ExcludeConstraint),
}

/// The kind of a constraint where nothing else is known of it (`drop_constraint`'s `type_`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConstraintKind {
    /// `primary`
    Primary,
    /// `unique`
    Unique,
    /// `foreignkey`
    ForeignKey,
    /// `check`
    Check,
}

/// `PRIMARY KEY (…)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrimaryKeyConstraint {
    /// Its name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// Its columns, in order.
    #[serde(default)]
    pub columns: Vec<Identifier>,
    /// `[NOT] DEFERRABLE`.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// `INITIALLY …`.
    #[serde(default)]
    pub initially: Option<String>,
    /// PostgreSQL: `INCLUDE (…)`.
    #[serde(default)]
    pub include: Vec<Identifier>,
    /// A naming convention's template with the user's own tokens already filled in.
    #[serde(default)]
    pub naming_template: Option<String>,
    /// SQLite: `ON CONFLICT …`.
    #[serde(default)]
    pub sqlite_on_conflict: Option<String>,
    /// Comment.
    #[serde(default)]
    pub comment: Option<String>,
}

/// `UNIQUE (…)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UniqueConstraint {
    /// Its name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// Its columns, in order.
    #[serde(default)]
    pub columns: Vec<Identifier>,
    /// `[NOT] DEFERRABLE`.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// `INITIALLY …`.
    #[serde(default)]
    pub initially: Option<String>,
    /// PostgreSQL 15: `NULLS NOT DISTINCT`.
    #[serde(default)]
    pub nulls_not_distinct: Option<bool>,
    /// PostgreSQL: `INCLUDE (…)`.
    #[serde(default)]
    pub include: Vec<Identifier>,
    /// SQLite: `ON CONFLICT …`.
    #[serde(default)]
    pub sqlite_on_conflict: Option<String>,
    /// Comes from `Column(unique=True)`.
    #[serde(default)]
    pub from_column: bool,
    /// A naming convention's template with the user's own tokens already filled in.
    #[serde(default)]
    pub naming_template: Option<String>,
    /// Reflected: the index of the same name that MySQL shows besides it.
    #[serde(default)]
    pub duplicates_index: Option<String>,
    /// Comment.
    #[serde(default)]
    pub comment: Option<String>,
    /// Reflected: keywords as `SQLAlchemy` keeps them, each with its Python source; for generated scripts only.
    #[serde(default)]
    pub keywords: IndexMap<String, String>,
}

/// `FOREIGN KEY (…) REFERENCES …`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ForeignKeyConstraint {
    /// Its name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// Its columns, in order.
    #[serde(default)]
    pub columns: Vec<Identifier>,
    /// The table referred to.
    pub referred_table: QualifiedName,
    /// The columns referred to; empty: the primary key of that table.
    #[serde(default)]
    pub referred_columns: Vec<Identifier>,
    /// `ON UPDATE …`.
    #[serde(default)]
    pub on_update: Option<String>,
    /// `ON DELETE …`.
    #[serde(default)]
    pub on_delete: Option<String>,
    /// `[NOT] DEFERRABLE`.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// `INITIALLY …`.
    #[serde(default)]
    pub initially: Option<String>,
    /// `MATCH …`.
    #[serde(default, rename = "match")]
    pub match_: Option<String>,
    /// Added by an ALTER after all tables, where the database can.
    #[serde(default)]
    pub use_alter: bool,
    /// PostgreSQL: `NOT VALID`.
    #[serde(default)]
    pub not_valid: bool,
    /// Written as `ForeignKey()` on a column, not as a table constraint.
    #[serde(default)]
    pub from_column: bool,
    /// A naming convention's template with the user's own tokens already filled in.
    #[serde(default)]
    pub naming_template: Option<String>,
    /// Comment.
    #[serde(default)]
    pub comment: Option<String>,
}

/// `CHECK (…)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckConstraint {
    /// Its name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// The condition.
    pub condition: Expr,
    /// `[NOT] DEFERRABLE`.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// `INITIALLY …`.
    #[serde(default)]
    pub initially: Option<String>,
    /// Rendered inside this column's definition (`Column(…, CheckConstraint())`).
    #[serde(default)]
    pub column: Option<Identifier>,
    /// Made by this column's type (`Boolean`, `Enum` with `create_constraint`); a dialect with a native type leaves it out.
    #[serde(default)]
    pub type_of: Option<Identifier>,
    /// PostgreSQL: `NOT VALID`.
    #[serde(default)]
    pub not_valid: bool,
    /// PostgreSQL: `NO INHERIT`.
    #[serde(default)]
    pub no_inherit: bool,
    /// A naming convention's template with the user's own tokens already filled in.
    #[serde(default)]
    pub naming_template: Option<String>,
    /// Comment.
    #[serde(default)]
    pub comment: Option<String>,
    /// Reflected: keywords as `SQLAlchemy` keeps them, each with its Python source; for generated scripts only.
    #[serde(default)]
    pub keywords: IndexMap<String, String>,
}

impl CheckConstraint {
    /// A constraint beside the columns, without options.
    pub fn new(name: Option<Identifier>, condition: Expr) -> Self {
        Self {
            name,
            condition,
            deferrable: None,
            initially: None,
            column: None,
            type_of: None,
            not_valid: false,
            no_inherit: false,
            naming_template: None,
            comment: None,
            keywords: IndexMap::default(),
        }
    }
}

/// One element of an EXCLUDE constraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExcludeElement {
    /// Column or expression.
    pub expression: Expr,
    /// Operator class, if any.
    #[serde(default)]
    pub operator_class: Option<String>,
    /// The operator (`&&`, `=`).
    pub operator: String,
}

/// PostgreSQL's `EXCLUDE`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExcludeConstraint {
    /// Its name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// Elements with their operators.
    pub elements: Vec<ExcludeElement>,
    /// Index method; `gist` unless given.
    #[serde(default)]
    pub using: Option<String>,
    /// `WHERE (…)`.
    #[serde(default, rename = "where")]
    pub where_: Option<Expr>,
    /// `[NOT] DEFERRABLE`.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// `INITIALLY …`.
    #[serde(default)]
    pub initially: Option<String>,
}

impl Constraint {
    /// The constraint's name, if it has one.
    pub fn name(&self) -> Option<&Identifier> {
        match self {
            Self::PrimaryKey(constraint) => constraint.name.as_ref(),
            Self::Unique(constraint) => constraint.name.as_ref(),
            Self::ForeignKey(constraint) => constraint.name.as_ref(),
            Self::Check(constraint) => constraint.name.as_ref(),
            Self::Exclude(constraint) => constraint.name.as_ref(),
        }
    }

    /// Gives it a name, or takes it away.
    pub fn set_name(&mut self, name: Option<Identifier>) {
        match self {
            Self::PrimaryKey(constraint) => constraint.name = name,
            Self::Unique(constraint) => constraint.name = name,
            Self::ForeignKey(constraint) => constraint.name = name,
            Self::Check(constraint) => constraint.name = name,
            Self::Exclude(constraint) => constraint.name = name,
        }
    }
}
