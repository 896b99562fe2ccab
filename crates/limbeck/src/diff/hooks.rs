//! What a comparison asks of and tells to the outside: the user's callbacks, the database, the log.

use super::left_out::LeftOut;
use crate::{
    dialect::{CompileError, compare::Pair},
    op::{AlterColumn, Operation},
    schema::{Column, Constraint, Index, Table},
};
use std::collections::BTreeSet;
use thiserror::Error;

/// What a name or an object is, as `include_name` and `include_object` are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the kind it names")]
pub enum ObjectKind {
    Schema,
    Table,
    Column,
    Index,
    UniqueConstraint,
    ForeignKeyConstraint,
    CheckConstraint,
}

impl ObjectKind {
    /// The text of Alembic's `type_` argument.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Table => "table",
            Self::Column => "column",
            Self::Index => "index",
            Self::UniqueConstraint => "unique_constraint",
            Self::ForeignKeyConstraint => "foreign_key_constraint",
            Self::CheckConstraint => "check_constraint",
        }
    }
}

/// Where a name is: `include_name`'s `parent_names`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParentNames<'a> {
    /// The table, for what is in one.
    pub table: Option<&'a str>,
    /// The schema: outer `None` where there is no such key (for schemas), inner one for the default schema.
    pub schema: Option<Option<&'a str>>,
}

impl ParentNames<'_> {
    /// The key `schema_qualified_table_name`; `name` is what is asked about.
    pub fn qualified_table(&self, kind: ObjectKind, name: Option<&str>) -> Option<String> {
        let table = if kind == ObjectKind::Table { name } else { self.table };
        let table = table.filter(|table| !table.is_empty())?;
        Some(match self.schema? {
            Some(schema) if !schema.is_empty() => format!("{schema}.{table}"),
            _ => table.to_owned(),
        })
    }
}

/// An object that `include_object` is asked about.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each is the kind it names")]
pub enum ObjectRef<'a> {
    Table(&'a Table),
    Column(ColumnRef<'a>),
    Index {
        table: &'a Table,
        index: &'a Index,
        /// In the table's list of indexes.
        position: usize,
    },
    Constraint {
        table: &'a Table,
        constraint: &'a Constraint,
        /// In the table's list of constraints.
        position: usize,
    },
}

/// A column with its table.
#[derive(Clone, Copy, Debug)]
pub struct ColumnRef<'a> {
    /// The table, named as on its side.
    pub table: &'a Table,
    /// The column.
    pub column: &'a Column,
}

/// Groups of comparison functions (Alembic's *subgroups*) that somebody's `STOP` has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed(BTreeSet<String>);

impl Closed {
    /// Whether no more functions of a group are called.
    pub fn has(&self, group: &str) -> bool {
        self.0.contains(group)
    }

    /// Ends a group.
    pub fn close(&mut self, group: &str) {
        self.0.insert(group.to_owned());
    }

    /// Their names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl FromIterator<String> for Closed {
    fn from_iter<T: IntoIterator<Item = String>>(names: T) -> Self {
        Self(names.into_iter().collect())
    }
}

/// Where in the comparison of a table the project's own functions are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TablePoint {
    /// Before everybody else's functions for a table; its columns are compared.
    Before,
    /// After them.
    After,
    /// When the table is done. No function is called then.
    Done,
}

/// Where in the comparison of a column the project's own functions are called: around the three priorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the point it names")]
pub enum ColumnPoint {
    Before,
    AfterFirst,
    AfterMedium,
    AfterLast,
}

/// How loud a log line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the level it names")]
pub enum LogLevel {
    Info,
    Warning,
}

/// Everything a comparison needs from elsewhere. Nothing is called twice for the same question
/// unless Alembic does so too. Where there is no callback and no log, the given methods say what that means.
pub trait CompareHooks {
    /// What the user's callbacks and the database fail with.
    type Error;

    /// `include_name`: whether something of this name in the database is looked at.
    fn include_name(
        &mut self,
        name: Option<&str>,
        kind: ObjectKind,
        parents: ParentNames<'_>,
    ) -> Result<bool, Self::Error> {
        let _ = (name, kind, parents);
        Ok(true)
    }

    /// `include_object`: whether something is part of the comparison. `object` is on the database's side
    /// where `reflected`, `compare_to` on the other one.
    fn include_object(
        &mut self,
        object: ObjectRef<'_>,
        name: Option<&str>,
        kind: ObjectKind,
        reflected: bool,
        compare_to: Option<ObjectRef<'_>>,
    ) -> Result<bool, Self::Error> {
        let _ = (object, name, kind, reflected, compare_to);
        Ok(true)
    }

    /// `compare_type` where it is a callable: whether the types differ; `None` leaves it to the dialect.
    fn compare_type(&mut self, columns: Pair<ColumnRef<'_>>) -> Result<Option<bool>, Self::Error> {
        let _ = columns;
        Ok(None)
    }

    /// `compare_server_default` where it is a callable: whether the defaults differ, whose texts are
    /// given besides; `None` leaves it to the dialect.
    fn compare_server_default(
        &mut self,
        columns: Pair<ColumnRef<'_>>,
        texts: Pair<Option<&str>>,
    ) -> Result<Option<bool>, Self::Error> {
        let _ = (columns, texts);
        Ok(None)
    }

    /// Runs a query of one truth value (PostgreSQL compares two defaults so); NULL is `false`.
    fn defaults_are_equal(&mut self, sql: &str) -> Result<bool, Self::Error>;

    /// `str()` of the user's `compare_server_default`, for the log line about it.
    fn server_default_callable(&mut self) -> String {
        String::new()
    }

    /// Whether the project has functions of its own for tables or columns: only then is the function for tables called,
    /// and each table gets a directive, if an empty one.
    fn has_own_functions(&self) -> bool {
        false
    }

    /// Whether it has some for columns: only then is the function for columns called.
    fn has_own_column_functions(&self) -> bool {
        false
    }

    /// A table's own functions are called. `found` are the operations since the point before, `closed` the groups
    /// that have ended; the answer is which have now.
    fn own_table_functions(
        &mut self,
        _point: TablePoint,
        _tables: Pair<Option<&Table>>,
        _found: &[Operation],
        closed: Closed,
    ) -> Result<Closed, Self::Error> {
        Ok(closed)
    }

    /// A column's own functions are called. `alter` is what was found so far; the answer is which groups have ended,
    /// and whether the column changes.
    fn own_column_functions(
        &mut self,
        _point: ColumnPoint,
        _columns: Pair<ColumnRef<'_>>,
        _alter: &AlterColumn,
        closed: Closed,
    ) -> Result<(Closed, bool), Self::Error> {
        Ok((closed, false))
    }

    /// A table of the database as it is compared: its defaults are taken as the dialect does.
    fn taken(&mut self, _table: &Table) {}

    /// A log line.
    fn log(&mut self, logger: &'static str, level: LogLevel, text: String) {
        let _ = (logger, level, text);
    }

    /// Something that no model has is not proposed for dropping. It was asked for with `include_object` before.
    fn left_out(&mut self, object: LeftOut);

    /// A Python warning; `category` is its class (`UserWarning`, `SAWarning`).
    fn warn(&mut self, category: &'static str, text: String);
}

/// Why there is no comparison.
#[derive(Debug, Error)]
pub enum CompareError<E> {
    /// A callback or the database failed.
    #[error("{0}")]
    Hook(E),
    /// A type, an expression or the model itself is one that real Alembic and `SQLAlchemy` refuse as well, or
    /// that we do.
    #[error(transparent)]
    Compile(CompileError),
}

impl<E> From<CompileError> for CompareError<E> {
    fn from(error: CompileError) -> Self {
        Self::Compile(error)
    }
}
