//! A dialect's part of a comparison: what a database stores otherwise than it was declared.
//!
//! Lives here: the questions. The answers are in `dialect/<name>/compare.rs`, what most databases share in
//! `ansi::compare`. Does not live here: which tables and columns are compared, and in which order (`diff`).

use super::{CompileError, writer::Speller};
use crate::{
    schema::{Column, ForeignKeyConstraint, Index, Table, UniqueConstraint},
    types::ColumnType,
};

/// The same thing as it is in the database and as the model declares it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair<T> {
    /// As reflected.
    pub database: T,
    /// As declared.
    pub model: T,
}

/// What comes of comparing two indexes or constraints of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They mean the same.
    Equal,
    /// They do not; each reason is a piece of the log line.
    Differs(Vec<String>),
    /// They cannot be compared and are taken as equal; each reason is a piece of the log line.
    Unknown(Vec<String>),
}

/// What comes of comparing two indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexVerdict {
    /// Whether they mean the same.
    pub verdict: Verdict,
    /// Texts of warnings.
    pub warnings: Vec<String>,
    /// On which sides there are expressions that only their first columns stand for.
    pub approximate: Pair<bool>,
}

impl From<Verdict> for IndexVerdict {
    fn from(verdict: Verdict) -> Self {
        Self { verdict, warnings: Vec::new(), approximate: Pair::default() }
    }
}

/// What comes of comparing two defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultVerdict {
    /// They mean the same.
    Equal,
    /// They do not.
    Differs,
    /// The server has to say: a query with one truth value.
    Ask(String),
}

/// A column's default on both sides.
pub struct Defaults<'a> {
    /// The columns.
    pub columns: Pair<&'a Column>,
    /// The texts of their defaults.
    pub texts: Pair<Option<&'a str>>,
    /// The model's column is the primary key and counts itself up.
    pub counts: bool,
}

/// One of the indexes or unique constraints of a table that are about to be compared.
#[derive(Debug)]
pub struct Member<'a, T> {
    /// The object.
    pub item: &'a T,
    /// Its place among the table's indexes or constraints.
    pub position: usize,
}

impl<T> Clone for Member<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Member<'_, T> {}

/// The indexes and unique constraints of one table that are about to be compared.
#[derive(Clone, Debug, Default)]
pub struct Members<'a> {
    /// Unique constraints.
    pub uniques: Vec<Member<'a, UniqueConstraint>>,
    /// Indexes.
    pub indexes: Vec<Member<'a, Index>>,
}

/// A dialect's rules of comparison. There are no default bodies: what is shared is called by name.
pub trait Comparison: Send + Sync {
    /// Types of which one may stand for the other: groups of lower-case texts.
    fn type_synonyms(&self) -> &'static [&'static [&'static str]];

    /// Whether two types differ, where that does not show in their texts; `None` leaves it to the texts.
    fn types_differ(&self, types: Pair<&ColumnType>) -> Option<bool>;

    /// Options of a type of which a difference counts only where both sides have them: what stands
    /// behind each of these words (`collate`) in a type's text.
    fn type_options(&self) -> &'static [&'static str];

    /// What a reflected default is taken as, where not as it is.
    fn reflected_default(&self, text: &str) -> Option<String>;

    /// Whether two defaults differ.
    fn defaults(
        &self,
        speller: &Speller<'_>,
        defaults: &Defaults<'_>,
    ) -> Result<DefaultVerdict, CompileError>;

    /// A computed column's expression without what databases change in it.
    fn computed_text(&self, text: &str) -> String;

    /// Takes away what the database makes by itself or cannot tell of; gives texts of warnings.
    ///
    /// `tables` are the table itself on either side.
    fn correct_members(&self, members: &mut Pair<Members<'_>>, tables: Pair<Option<&Table>>) -> Vec<String>;

    /// Fills in what the database does not tell about a foreign key because it is its default.
    fn correct_foreign_key(&self, keys: Pair<&ForeignKeyConstraint>) -> Option<ForeignKeyConstraint>;

    /// Compares two indexes of one name; `table` is the model's.
    fn indexes(
        &self,
        speller: &Speller<'_>,
        table: &Table,
        indexes: Pair<&Index>,
    ) -> Result<IndexVerdict, CompileError>;

    /// What a difference of two unique constraints with the same columns is shown as, if there is one.
    fn unique_options(&self, uniques: Pair<&UniqueConstraint>) -> Option<String>;
}
