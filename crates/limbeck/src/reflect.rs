//! What is asked of a database about its schema, and the answer.
//!
//! Lives here: the trait, what may be asked, what comes back. Does not live here: the catalogue
//! queries (`dialect/<name>/inspect` and `sql/`), and what is made of a difference (`diff`).
//! Bulk is the primitive: one query for each kind of object, not for each table.

use crate::{
    connection::DatabaseError,
    name::{Identifier, QualifiedName},
    schema::MetaData,
    types::EnumType,
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is to be reflected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Schemas to look into; `None` is the connection's default one. Tables of the default schema
    /// come back without a schema when it was asked for as `None`.
    pub schemas: Vec<Option<Identifier>>,
    /// Only these tables; `None` is all of those schemas.
    #[serde(default)]
    pub tables: Option<Vec<QualifiedName>>,
    /// Tables, views, or both.
    #[serde(default)]
    pub kinds: Kinds,
    /// Permanent objects, temporary ones, or both.
    #[serde(default)]
    pub persistence: Persistence,
    /// What of each table.
    #[serde(default)]
    pub parts: Parts,
    /// pgvector's types are known: its Python package has been imported. Otherwise they are as
    /// unknown as they are to `SQLAlchemy` without that package.
    #[serde(default)]
    pub vectors: bool,
}

/// Kinds of objects that have columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the kind it names")]
pub struct Kinds {
    pub tables: bool,
    pub views: bool,
    pub materialized_views: bool,
}

impl Kinds {
    /// Everything that has columns.
    pub const ALL: Self = Self { tables: true, views: true, materialized_views: true };
}

impl Default for Kinds {
    /// Tables: views are never part of a comparison.
    fn default() -> Self {
        Self { tables: true, views: false, materialized_views: false }
    }
}

/// Whether temporary objects are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Persistence {
    /// Only those that last.
    #[default]
    Permanent,
    /// Only those of this session.
    Temporary,
    /// Both.
    Any,
}

/// What of each table is read; each is a query (or a part of one) that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "each is the part it names")]
#[expect(clippy::struct_excessive_bools, reason = "a set of independent choices")]
pub struct Parts {
    pub columns: bool,
    pub primary_keys: bool,
    pub unique_constraints: bool,
    pub foreign_keys: bool,
    pub check_constraints: bool,
    pub indexes: bool,
    /// Comments of tables; those of columns and constraints come with these.
    pub comments: bool,
    pub options: bool,
}

impl Parts {
    /// Nothing but the names.
    pub const NONE: Self = Self {
        columns: false,
        primary_keys: false,
        unique_constraints: false,
        foreign_keys: false,
        check_constraints: false,
        indexes: false,
        comments: false,
        options: false,
    };
    /// Everything.
    pub const ALL: Self = Self {
        columns: true,
        primary_keys: true,
        unique_constraints: true,
        foreign_keys: true,
        check_constraints: true,
        indexes: true,
        comments: true,
        options: true,
    };
}

impl Default for Parts {
    fn default() -> Self {
        Self::ALL
    }
}

impl Scope {
    /// All tables of the default schema.
    pub fn default_schema() -> Self {
        Self { schemas: vec![None], ..Self::default() }
    }

    /// All tables of some schemas.
    pub fn schemas(schemas: Vec<Option<Identifier>>) -> Self {
        Self { schemas, ..Self::default() }
    }

    /// One table or view, temporary ones included.
    pub fn table(name: &QualifiedName) -> Self {
        Self {
            schemas: vec![name.schema.clone()],
            tables: Some(vec![name.clone()]),
            kinds: Kinds::ALL,
            persistence: Persistence::Any,
            ..Self::default()
        }
    }

    /// Names wanted in one of its schemas; `None` is all of them.
    pub fn names_in(&self, schema: Option<&Identifier>) -> Option<Vec<&str>> {
        let tables = self.tables.as_ref()?;
        let schema = schema.map(Identifier::as_str);
        Some(
            tables
                .iter()
                .filter(|table| table.schema_text() == schema)
                .map(|table| table.name.text.as_str())
                .collect(),
        )
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reflection {
    /// Tables sorted by schema and name, with all that `SQLAlchemy` knows of them. Defaults, checks,
    /// computed columns and conditions of indexes are the database's text, verbatim
    /// ([`crate::expr::Expr::text`]); a type nobody knows is [`crate::types::ColumnType::Unknown`].
    pub metadata: MetaData,
    /// What else is known of each table. Never compared, never rendered.
    #[serde(skip)]
    pub notes: IndexMap<QualifiedName, Notes>,
    /// Texts of the warnings (`SAWarning`) that `SQLAlchemy` gives while it reflects the same
    /// (`Did not recognize type …`).
    #[serde(default)]
    pub warnings: Vec<String>,
}

impl Reflection {
    /// What else is known of a table.
    pub fn notes_of(&self, table: &QualifiedName) -> Option<&Notes> {
        self.notes
            .get(table)
            .or_else(|| self.notes.iter().find(|(name, _)| name.is_same(table)).map(|(_, notes)| notes))
    }
}

/// What is known of a table besides what `SQLAlchemy` tells: for rebuilding it without loss, and for
/// not proposing to drop what is not the project's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The kind of object.
    pub kind: RelationKind,
    /// PostgreSQL: the extension it belongs to.
    pub extension: Option<String>,
    /// PostgreSQL: the table it is a partition of.
    pub partition_of: Option<QualifiedName>,
    /// PostgreSQL: `RANGE (created)` of a partitioned table.
    pub partition_by: Option<String>,
    /// PostgreSQL: names of indexes that belong to an index of the table that this one is a partition of.
    pub attached_indexes: BTreeSet<String>,
    /// PostgreSQL: names of constraints that a constraint of another table brings with it: those of partitions and of
    /// inheriting tables, and what a foreign key to a partitioned table needs for each partition.
    pub inherited_constraints: BTreeSet<String>,
    /// PostgreSQL: names of CHECKs that are `NOT VALID`. They are not in the model, because what
    /// `SQLAlchemy` makes of a table does not have it either.
    pub unvalidated_checks: Vec<String>,
    /// PostgreSQL: names of CHECKs that are `NO INHERIT`.
    pub uninherited_checks: Vec<String>,
    /// SQLite: the virtual table that this one holds a part of (a shadow table).
    pub shadow_of: Option<String>,
    /// SQLite: the CREATE statement, verbatim.
    pub create_sql: Option<String>,
    /// SQLite: `CREATE INDEX` statements by name, also those of indexes the model has no place for.
    pub index_sql: IndexMap<String, String>,
    /// SQLite: `CREATE TRIGGER` statements by name.
    pub trigger_sql: IndexMap<String, String>,
    /// SQLite: collations of columns other than `BINARY`, by column.
    pub collations: IndexMap<String, String>,
}

/// Kinds of objects with columns, as the database tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the kind it names")]
pub enum RelationKind {
    #[default]
    Table,
    PartitionedTable,
    ForeignTable,
    View,
    MaterializedView,
}

/// Things whose names can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the kind it names")]
pub enum Listed {
    Tables,
    TemporaryTables,
    ForeignTables,
    Views,
    TemporaryViews,
    MaterializedViews,
    Sequences,
}

/// A type with a name of its own, and whether that name needs no schema (it is on the search path).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visible<T> {
    /// The type; its schema is always filled in.
    #[serde(rename = "type")]
    pub ty: T,
    /// Its name needs no schema.
    pub visible: bool,
}

/// A domain, its base type still text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReflectedDomain {
    /// Its name.
    pub name: String,
    /// Its schema.
    pub schema: String,
    /// Its name needs no schema.
    pub visible: bool,
    /// The base type, without parameters: `SQLAlchemy` leaves those of a domain away.
    #[serde(rename = "type")]
    pub base: String,
    /// NULL is allowed.
    pub nullable: bool,
    /// Its default.
    pub default: Option<String>,
    /// Its checks, in the order in which they are tested.
    pub constraints: Vec<DomainCheck>,
    /// Its collation, also where that is the usual one.
    pub collation: Option<String>,
}

/// A CHECK of a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DomainCheck {
    /// Its name.
    pub name: String,
    /// Its condition.
    pub check: String,
}

/// Reads the schema of a database.
pub trait Inspector {
    /// Name of the schema that a table without one is in (`public`, `main`; MySQL: the database).
    fn default_schema_name(&mut self) -> Result<Option<String>, DatabaseError>;

    /// Names of all schemas, as `SQLAlchemy`'s `get_schema_names` gives them.
    fn schema_names(&mut self) -> Result<Vec<String>, DatabaseError>;

    /// Names of one kind of object in a schema, in the order `SQLAlchemy` gives them
    /// (`get_table_names` and the like); empty where the database has no such kind.
    fn names(&mut self, kind: Listed, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError>;

    /// The text of a view; `None` where there is no such view.
    fn view_definition(&mut self, name: &QualifiedName) -> Result<Option<String>, DatabaseError>;

    /// Enumeration types of a schema, of the search path (`None`), or of all schemas (`*`).
    fn enums(&mut self, schema: Option<&str>) -> Result<Vec<Visible<EnumType>>, DatabaseError>;

    /// Domains of a schema, of the search path (`None`), or of all schemas (`*`).
    fn domains(&mut self, schema: Option<&str>) -> Result<Vec<ReflectedDomain>, DatabaseError>;

    /// Everything in the scope, with one query for each kind of object. What is not there is not in
    /// the answer.
    fn reflect(&mut self, scope: &Scope) -> Result<Reflection, DatabaseError>;

    /// Names of the tables of a schema.
    fn table_names(&mut self, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError> {
        self.names(Listed::Tables, schema)
    }

    /// Names of the views of a schema.
    fn view_names(&mut self, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError> {
        self.names(Listed::Views, schema)
    }
}
