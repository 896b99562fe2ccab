//! What is asked of a database about its schema, and the answer.
//!
//! Lives here: the trait, what may be asked, what comes back. Does not live here: the catalogue
//! queries (`dialect/<name>/inspect` and `sql/`), and what is made of a difference (`diff`).
//! Bulk is the primitive: one query for each kind of object, not for each table.

use crate::{
    connection::DatabaseError,
    name::{Identifier, QualifiedName},
    schema::MetaData,
};

/// What is to be reflected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Schemas to look into; `None` is the connection's default one. Tables of the default schema
    /// come back without a schema when it was asked for as `None`.
    pub schemas: Vec<Option<Identifier>>,
    /// Only these tables; `None` is all of those schemas.
    pub tables: Option<Vec<QualifiedName>>,
    /// Views and materialised views too (never part of a comparison).
    pub views: bool,
}

impl Scope {
    /// All tables of the default schema.
    pub fn default_schema() -> Self {
        Self { schemas: vec![None], tables: None, views: false }
    }

    /// One table.
    pub fn table(name: &QualifiedName) -> Self {
        Self { schemas: vec![name.schema.clone()], tables: Some(vec![name.clone()]), views: true }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reflection {
    /// Tables sorted by schema and name, with all that the model knows of them.
    pub metadata: MetaData,
    /// Texts of the warnings (`SAWarning`) that `SQLAlchemy` gives while it reflects the same
    /// (`Did not recognize type …`).
    pub warnings: Vec<String>,
}

/// Reads the schema of a database.
pub trait Inspector {
    /// Name of the schema that a table without one is in (`public`, `main`; MySQL: the database).
    fn default_schema_name(&mut self) -> Result<Option<String>, DatabaseError>;

    /// Names of all schemas, as `SQLAlchemy`'s `get_schema_names` gives them.
    fn schema_names(&mut self) -> Result<Vec<String>, DatabaseError>;

    /// Names of the tables of a schema, as `get_table_names` gives them.
    fn table_names(&mut self, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError>;

    /// Names of the views of a schema, as `get_view_names` gives them.
    fn view_names(&mut self, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError>;

    /// Everything in the scope, with one query for each kind of object.
    fn reflect(&mut self, scope: &Scope) -> Result<Reflection, DatabaseError>;
}
