//! Operations: one variant for each thing a migration does.
//!
//! Adding a variant breaks the build in each place that must think about it: every dialect's
//! `compile`, `reverse`, `describe`, `Catalog::apply` and the renderers. There are no wildcard
//! arms in those modules.

mod add_column;
mod describe;
mod facet;
mod naming;
mod reverse;

pub use facet::Facet;

use crate::{
    dml::{self, Insert},
    expr::{Expr, Text},
    name::{Identifier, QualifiedName},
    origin::Origin,
    schema::{
        Column, Computed, Constraint, ConstraintKind, Identity, Index, NamingConvention, Sequence,
        ServerDefault, Table,
    },
    types::{ColumnType, EnumType},
};
use serde::{Deserialize, Serialize};

/// An operation and who asked for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What to do.
    pub operation: Operation,
    /// The user's place that asked.
    pub origin: Origin,
}

/// Something a migration does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// `CREATE TABLE`, with its indexes and comments.
    CreateTable(Box<CreateTable>),
    /// `DROP TABLE`.
    DropTable(Box<DropTable>),
    /// `ALTER TABLE … RENAME TO`.
    RenameTable(RenameTable),
    /// `ALTER TABLE … ADD COLUMN`, with its constraints, index and comment.
    AddColumn(Box<AddColumn>),
    /// `ALTER TABLE … DROP COLUMN`.
    DropColumn(Box<DropColumn>),
    /// `ALTER TABLE … ALTER COLUMN` and its many spellings.
    AlterColumn(Box<AlterColumn>),
    /// `CREATE INDEX`.
    CreateIndex(Box<CreateIndex>),
    /// `DROP INDEX`.
    DropIndex(Box<DropIndex>),
    /// `ALTER TABLE … ADD CONSTRAINT`.
    AddConstraint(Box<AddConstraint>),
    /// `ALTER TABLE … DROP CONSTRAINT`.
    DropConstraint(Box<DropConstraint>),
    /// Sets or removes a table's comment.
    CommentOnTable(CommentOnTable),
    /// `CREATE TYPE … AS ENUM`.
    CreateEnum(CreateEnum),
    /// `DROP TYPE`.
    DropEnum(DropEnum),
    /// `CREATE SEQUENCE`.
    CreateSequence(CreateSequence),
    /// `DROP SEQUENCE`.
    DropSequence(DropSequence),
    /// `CREATE SCHEMA`.
    CreateSchema(CreateSchema),
    /// `DROP SCHEMA`.
    DropSchema(DropSchema),
    /// Many rows into one table.
    BulkInsert(Box<BulkInsert>),
    /// Any statement.
    Execute(Box<Execute>),
    /// Several changes to one table that may need the table rebuilt.
    Batch(Box<Batch>),
}

/// See [`Operation::CreateTable`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateTable {
    /// The table.
    pub table: Table,
    /// `IF NOT EXISTS`.
    #[serde(default)]
    pub if_not_exists: bool,
}

/// See [`Operation::DropTable`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropTable {
    /// Which.
    pub name: QualifiedName,
    /// `IF EXISTS`.
    #[serde(default)]
    pub if_exists: bool,
    /// What it looked like, where known; the reverse needs it.
    #[serde(default)]
    pub existing: Option<Table>,
}

/// See [`Operation::RenameTable`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenameTable {
    /// Which; its schema stays.
    pub name: QualifiedName,
    /// Its new name.
    pub to: Identifier,
}

/// See [`Operation::AddColumn`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddColumn {
    /// To which table.
    pub table: QualifiedName,
    /// The column.
    pub column: Column,
    /// Foreign keys, uniques and checks that came with it, in order of creation.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// Its index, if `index=True`.
    #[serde(default)]
    pub indexes: Vec<Index>,
    /// `IF NOT EXISTS`.
    #[serde(default)]
    pub if_not_exists: bool,
    /// Write a single foreign key into the column's definition.
    #[serde(default)]
    pub inline_references: bool,
    /// Write `PRIMARY KEY` into the column's definition.
    #[serde(default)]
    pub inline_primary_key: bool,
    /// Batch only: place it before this column.
    #[serde(default)]
    pub insert_before: Option<String>,
    /// Batch only: place it after this column.
    #[serde(default)]
    pub insert_after: Option<String>,
    /// Batch only: what the rows there are get, where the table is rebuilt: the column's client-side default.
    #[serde(default)]
    pub fill: Option<Expr>,
}

/// See [`Operation::DropColumn`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropColumn {
    /// From which table.
    pub table: QualifiedName,
    /// Which column.
    pub column: Identifier,
    /// `IF EXISTS`.
    #[serde(default)]
    pub if_exists: bool,
    /// What it looked like, where known.
    #[serde(default)]
    pub existing: Option<Column>,
}

/// See [`Operation::AlterColumn`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AlterColumn {
    /// Of which table.
    pub table: QualifiedName,
    /// Which column.
    pub column: Identifier,
    /// Its name.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// Whether NULL is allowed.
    #[serde(default)]
    pub nullable: Facet<bool>,
    /// Its type.
    #[serde(default, rename = "type")]
    pub ty: Facet<ColumnType>,
    /// MySQL: the type was given as a class. Alembic asks it for its kind, which only an object tells.
    #[serde(default)]
    pub type_is_class: bool,
    /// Its default; the inner `None` is *no default*.
    #[serde(default)]
    pub server_default: Facet<DefaultState>,
    /// Its comment; the inner `None` is *no comment*.
    #[serde(default)]
    pub comment: Facet<CommentState>,
    /// MySQL: whether it counts itself up.
    #[serde(default)]
    pub autoincrement: Facet<bool>,
    /// PostgreSQL: `USING …` of a change of type, verbatim.
    #[serde(default)]
    pub using: Option<String>,
    /// CHECK constraints that belonged to the old type.
    #[serde(default)]
    pub drop_type_checks: Vec<Constraint>,
    /// CHECK constraints that belong to the new type.
    #[serde(default)]
    pub add_type_checks: Vec<Constraint>,
    /// Batch only: move it before this column.
    #[serde(default)]
    pub insert_before: Option<String>,
    /// Batch only: move it after this column.
    #[serde(default)]
    pub insert_after: Option<String>,
}

/// What a column has in the place of a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefaultState {
    /// Nothing.
    Nothing,
    /// A default.
    Default(ServerDefault),
    /// It is computed.
    Computed(Computed),
    /// It is an identity.
    Identity(Identity),
}

/// A comment or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentState {
    /// None.
    Nothing,
    /// This text.
    Comment(String),
}

/// See [`Operation::CreateIndex`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateIndex {
    /// On which table.
    pub table: QualifiedName,
    /// The index.
    pub index: Index,
    /// `IF NOT EXISTS`.
    #[serde(default)]
    pub if_not_exists: bool,
}

/// See [`Operation::DropIndex`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropIndex {
    /// The index's name.
    pub name: Identifier,
    /// Its table, where given.
    #[serde(default)]
    pub table: Option<Identifier>,
    /// Its schema, where given.
    #[serde(default)]
    pub schema: Option<Identifier>,
    /// `IF EXISTS`.
    #[serde(default)]
    pub if_exists: bool,
    /// PostgreSQL: `CONCURRENTLY`.
    #[serde(default)]
    pub concurrently: bool,
    /// What it looked like, where known.
    #[serde(default)]
    pub existing: Option<Index>,
}

/// See [`Operation::AddConstraint`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddConstraint {
    /// To which table.
    pub table: QualifiedName,
    /// The constraint.
    pub constraint: Constraint,
}

/// See [`Operation::DropConstraint`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropConstraint {
    /// From which table.
    pub table: QualifiedName,
    /// Its name; unnamed ones cannot be dropped but in a batch.
    #[serde(default)]
    pub name: Option<Identifier>,
    /// Its kind, where given.
    #[serde(default)]
    pub kind: Option<ConstraintKind>,
    /// `IF EXISTS`.
    #[serde(default)]
    pub if_exists: bool,
    /// What it looked like, where known.
    #[serde(default)]
    pub existing: Option<Constraint>,
}

/// See [`Operation::CommentOnTable`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentOnTable {
    /// Which table.
    pub table: QualifiedName,
    /// The new comment; `None` removes it.
    #[serde(default)]
    pub comment: Option<String>,
    /// The old one, where known.
    #[serde(default)]
    pub existing: Option<String>,
}

/// See [`Operation::CreateEnum`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateEnum {
    /// The type.
    #[serde(rename = "type")]
    pub ty: EnumType,
    /// Ask the catalogue first; offline nothing is asked.
    #[serde(default)]
    pub check_first: bool,
}

/// See [`Operation::DropEnum`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropEnum {
    /// The type.
    #[serde(rename = "type")]
    pub ty: EnumType,
    /// Ask the catalogue first; offline nothing is asked.
    #[serde(default)]
    pub check_first: bool,
}

/// See [`Operation::CreateSequence`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateSequence {
    /// The sequence.
    pub sequence: Sequence,
    /// `IF NOT EXISTS`.
    #[serde(default)]
    pub if_not_exists: bool,
}

/// See [`Operation::DropSequence`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropSequence {
    /// The sequence.
    pub sequence: Sequence,
    /// `IF EXISTS`.
    #[serde(default)]
    pub if_exists: bool,
}

/// See [`Operation::CreateSchema`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateSchema {
    /// Its name.
    pub name: Identifier,
    /// `IF NOT EXISTS`.
    #[serde(default)]
    pub if_not_exists: bool,
}

/// See [`Operation::DropSchema`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropSchema {
    /// Its name.
    pub name: Identifier,
    /// `IF EXISTS`.
    #[serde(default)]
    pub if_exists: bool,
    /// `CASCADE`.
    #[serde(default)]
    pub cascade: bool,
}

/// See [`Operation::BulkInsert`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkInsert {
    /// Into which table.
    pub table: QualifiedName,
    /// One INSERT each, with one row each; rows may name different columns.
    pub rows: Vec<Insert>,
    /// Rows may be sent together.
    #[serde(default)]
    pub multiple: bool,
}

/// See [`Operation::Execute`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Execute {
    /// What to execute.
    pub statement: Executable,
    /// Parameters given beside it, by name; several sets execute it several times.
    #[serde(default)]
    pub parameters: Vec<indexmap::IndexMap<String, crate::expr::Bind>>,
}

/// Something that can be executed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Executable {
    /// Text with `:name` parameters.
    Text(Text),
    /// Text that is sent as it is (`exec_driver_sql`).
    Verbatim(String),
    /// A statement on rows.
    Statement(dml::Statement),
    /// A bare expression (`connection.scalar(func.now())`), wrapped in a SELECT.
    Expression(Expr),
}

/// When a batch rebuilds its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recreate {
    /// Where the database cannot do it otherwise.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// See [`Operation::Batch`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Which table.
    pub table: QualifiedName,
    /// When to rebuild.
    #[serde(default)]
    pub recreate: Recreate,
    /// The changes, in order; each names the same table.
    pub operations: Vec<Operation>,
    /// The table as it is, in place of reflection.
    #[serde(default)]
    pub copy_from: Option<Table>,
    /// Columns, constraints and indexes added to the new table, and its options (`table_args`, `table_kwargs`).
    #[serde(default)]
    pub table_args: Option<Table>,
    /// Names of the options among `table_kwargs`, as written (`sqlite_strict`): the others stay as they are.
    #[serde(default)]
    pub table_options: Vec<String>,
    /// Columns that replace reflected ones, and constraints beside the reflected ones (`reflect_args`).
    #[serde(default)]
    pub reflect_args: Option<Table>,
    /// Reflected columns as listeners of the script changed them, with what their types bring (`reflect_kwargs`).
    #[serde(default)]
    pub reflect_changes: Option<Table>,
    /// Names for constraints without one: of the reflected table, or of the metadata that `copy_from` is in.
    #[serde(default)]
    pub naming_convention: Option<NamingConvention>,
    /// Groups of columns whose order among themselves is given.
    #[serde(default)]
    pub partial_reordering: Vec<Vec<String>>,
}
