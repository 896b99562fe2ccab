//! The schema model: tables and what belongs to them, declared and reflected alike.
//!
//! Lives here: plain values. Does not live here: changes (`op`), the schema after a history
//! (`catalog`), comparison (`diff`), SQL (`dialect`).

mod column;
mod constraint;
mod identity;
mod index;
mod metadata;
pub mod naming;
mod table;

pub use column::{Autoincrement, Column, ServerDefault};
pub use constraint::{
    CheckConstraint, Constraint, ConstraintKind, ExcludeConstraint, ExcludeElement, ForeignKeyConstraint,
    PrimaryKeyConstraint, UniqueConstraint,
};
pub use identity::{Computed, Identity, Sequence, SequenceOptions};
pub use index::{Index, IndexElement, MysqlIndexOptions, PostgresIndexOptions};
pub use metadata::MetaData;
pub use naming::{NamingConvention, NamingError, Referents};
pub use table::{MysqlTableOptions, OnCommit, PostgresTableOptions, SqliteTableOptions, Table, TableOptions};
