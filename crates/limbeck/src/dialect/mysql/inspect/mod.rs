//! MySQL and MariaDB: reads the schema of a database.
//!
//! Source: MySQL manual, "SHOW Statements" and "INFORMATION_SCHEMA Tables".

use super::QUOTING_MYSQL;
use crate::{
    connection::{Connection, DatabaseError, DatabaseErrorKind},
    dialect::catalogue::{self, Row},
    name::{Identifier, QualifiedName},
    reflect::{Inspector, Listed, ReflectedDomain, Reflection, Scope, Visible},
    types::EnumType,
};

/// Reads a schema.
pub(super) struct MysqlInspector<'a> {
    connection: &'a mut dyn Connection,
}

impl<'a> MysqlInspector<'a> {
    /// An inspector over a connection.
    pub fn new(connection: &'a mut dyn Connection) -> Self {
        Self { connection }
    }
}

impl Inspector for MysqlInspector<'_> {
    fn default_schema_name(&mut self) -> Result<Option<String>, DatabaseError> {
        let rows = self.connection.query("SELECT DATABASE()", &[])?;
        Ok(Row::all(&rows).next().and_then(|row| row.owned(0)))
    }

    fn schema_names(&mut self) -> Result<Vec<String>, DatabaseError> {
        Ok(catalogue::names(&self.connection.query("SHOW SCHEMAS", &[])?))
    }

    fn names(&mut self, kind: Listed, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError> {
        let kinds: &[&str] = match kind {
            Listed::Tables => &["BASE TABLE"],
            Listed::Views => &["VIEW", "SYSTEM VIEW"],
            Listed::TemporaryTables
            | Listed::ForeignTables
            | Listed::TemporaryViews
            | Listed::MaterializedViews
            | Listed::Sequences => return Ok(Vec::new()),
        };
        let sql = match schema {
            Some(schema) => format!("SHOW FULL TABLES FROM {}", QUOTING_MYSQL.quoted(&schema.text, false)),
            None => "SHOW FULL TABLES".to_owned(),
        };
        let rows = self.connection.query(&sql, &[])?;
        Ok(Row::all(&rows)
            .filter(|row| row.text(1).is_some_and(|kind| kinds.contains(&kind)))
            .filter_map(|row| row.owned(0))
            .collect())
    }

    fn view_definition(&mut self, name: &QualifiedName) -> Result<Option<String>, DatabaseError> {
        let rows =
            self.connection.query(&format!("SHOW CREATE TABLE {}", QUOTING_MYSQL.qualified(name)), &[])?;
        Ok(Row::all(&rows).next().and_then(|row| row.owned(1)))
    }

    fn enums(&mut self, _schema: Option<&str>) -> Result<Vec<Visible<EnumType>>, DatabaseError> {
        Ok(Vec::new())
    }

    fn domains(&mut self, _schema: Option<&str>) -> Result<Vec<ReflectedDomain>, DatabaseError> {
        Ok(Vec::new())
    }

    fn reflect(&mut self, _scope: &Scope) -> Result<Reflection, DatabaseError> {
        Err(DatabaseError::new(
            DatabaseErrorKind::NotSupported,
            "reading the tables of a MySQL database is not supported yet",
        ))
    }
}
