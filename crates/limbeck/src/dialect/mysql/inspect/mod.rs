//! MySQL and MariaDB: reads the schema of a database.
//!
//! Here, unlike elsewhere, each table is asked for by itself: only `SHOW CREATE TABLE` tells which
//! character set and which options were given and which are the server's own, and it is what
//! `SQLAlchemy` reads.
//!
//! Source: MySQL manual, "SHOW Statements" and "INFORMATION_SCHEMA Tables".

mod statement;
mod types;

use super::QUOTING_MYSQL;
use crate::{
    connection::{Connection, DatabaseError},
    dialect::catalogue::{self, Row},
    name::{Identifier, QualifiedName},
    reflect::{
        Inspector, Kinds, Listed, Notes, Parts, ReflectedDomain, Reflection, RelationKind, Scope, Visible,
    },
    schema::{Constraint, Index, MysqlTableOptions, Table},
    types::EnumType,
};

/// Errors of a table that is not there, and of a view whose tables are not.
const NO_SUCH_TABLE: &str = "1146";
const VIEW_INVALID: &str = "1356";

/// Reads a schema.
pub(super) struct MysqlInspector<'a> {
    connection: &'a mut dyn Connection,
    /// The dialect's name, which options of tables and indexes are told under.
    dialect: &'static str,
}

/// What `SHOW CREATE TABLE` answers.
enum Shown {
    Table(String),
    View(String),
}

impl<'a> MysqlInspector<'a> {
    /// An inspector over a connection.
    pub fn new(connection: &'a mut dyn Connection, dialect: &'static str) -> Self {
        Self { connection, dialect }
    }

    /// Names and kinds of all tables of a schema.
    fn listed(&mut self, schema: Option<&Identifier>) -> Result<Vec<(String, String)>, DatabaseError> {
        let sql = match schema {
            Some(schema) => format!("SHOW FULL TABLES FROM {}", QUOTING_MYSQL.quoted(&schema.text, false)),
            None => "SHOW FULL TABLES".to_owned(),
        };
        let rows = self.connection.query(&sql, &[])?;
        Ok(Row::all(&rows).filter_map(|row| Some((row.owned(0)?, row.owned(1)?))).collect())
    }

    /// `None` where there is nothing of that name.
    fn shown(&mut self, name: &QualifiedName) -> Result<Option<Shown>, DatabaseError> {
        let sql = format!("SHOW CREATE TABLE {}", quoted(name));
        let rows = match self.connection.query(&sql, &[]) {
            Err(error) if error.code.as_deref() == Some(NO_SUCH_TABLE) => return Ok(None),
            answer => answer?,
        };
        let text = Row::all(&rows).next().and_then(|row| row.owned(1));
        Ok(text.map(|text| {
            let text = text.trim();
            let before_body = text.split('`').next().unwrap_or_default().to_ascii_uppercase();
            if before_body.split_whitespace().any(|word| word == "TABLE") {
                Shown::Table(text.to_owned())
            } else {
                Shown::View(text.to_owned())
            }
        }))
    }

    fn reflect_schema(
        &mut self,
        scope: &Scope,
        schema: Option<&Identifier>,
        reflection: &mut Reflection,
    ) -> Result<(), DatabaseError> {
        let mut names: Vec<String> = if let Some(names) = scope.names_in(schema) {
            names.into_iter().map(ToOwned::to_owned).collect()
        } else {
            let is_wanted = |kind: &str| {
                (scope.kinds.tables && TABLES.contains(&kind)) || (scope.kinds.views && VIEWS.contains(&kind))
            };
            let listed = self.listed(schema)?;
            listed.into_iter().filter(|(_, kind)| is_wanted(kind)).map(|(name, _)| name).collect()
        };
        names.sort();
        for name in names {
            let name = QualifiedName { schema: schema.cloned(), name: name.into() };
            let Some(found) = self.relation(&name, scope.kinds)? else { continue };
            let (kind, mut found) = found;
            found.table.name = name.clone();
            if scope.parts.options {
                let options = MysqlTableOptions { options: found.options };
                if self.dialect == "mariadb" {
                    found.table.options.mariadb = options;
                } else {
                    found.table.options.mysql = options;
                }
            }
            if self.dialect == "mariadb" {
                for index in &mut found.table.indexes {
                    told_as_mariadb(index);
                }
            }
            keep(scope.parts, &mut found.table);
            for warning in found.warnings {
                if !reflection.warnings.contains(&warning) {
                    reflection.warnings.push(warning);
                }
            }
            reflection.notes.insert(name, Notes { kind, ..Notes::default() });
            reflection.metadata.tables.push(found.table);
        }
        Ok(())
    }

    /// One table or view.
    fn relation(
        &mut self,
        name: &QualifiedName,
        kinds: Kinds,
    ) -> Result<Option<(RelationKind, statement::Statement)>, DatabaseError> {
        Ok(match self.shown(name)? {
            Some(Shown::Table(sql)) if kinds.tables => {
                Some((RelationKind::Table, statement::read(&sql, name.schema.as_ref())))
            }
            Some(Shown::View(_)) if kinds.views => {
                let rows = match self.connection.query(&format!("DESCRIBE {}", quoted(name)), &[]) {
                    Err(error) if error.code.as_deref() == Some(VIEW_INVALID) => return Ok(None),
                    answer => answer?,
                };
                let lines: Vec<String> = Row::all(&rows).filter_map(described).collect();
                Some((RelationKind::View, statement::read(&lines.join("\n"), name.schema.as_ref())))
            }
            _ => None,
        })
    }
}

/// Kinds of `SHOW FULL TABLES`.
const TABLES: &[&str] = &["BASE TABLE"];
const VIEWS: &[&str] = &["VIEW", "SYSTEM VIEW"];

fn quoted(name: &QualifiedName) -> String {
    let quote = |identifier: &Identifier| QUOTING_MYSQL.quoted(&identifier.text, false);
    match &name.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&name.name)),
        None => quote(&name.name),
    }
}

/// A row of DESCRIBE as the line of a CREATE TABLE. `SQLAlchemy` takes every column of a view for
/// nullable.
fn described(row: Row<'_>) -> Option<String> {
    let name = row.text(0)?.replace('`', "``");
    let ty = row.text(1)?;
    let default = match row.text(4) {
        None | Some("") => String::new(),
        Some(text) if text.contains("auto_increment") => String::new(),
        Some(text) if text == "NULL" || (ty.starts_with("timestamp") && text.starts_with('C')) => {
            format!(" DEFAULT {text}")
        }
        Some(text) => format!(" DEFAULT '{}'", text.replace('\'', "''")),
    };
    let extra = row.text(5).unwrap_or_default();
    Some(format!("  `{name}` {ty}{default} {extra}"))
}

/// Leaves away what was not asked for.
fn keep(parts: Parts, table: &mut Table) {
    if !parts.columns {
        table.columns.clear();
    }
    if !parts.primary_keys {
        table.primary_key = None;
        for column in &mut table.columns {
            column.primary_key = false;
        }
    }
    table.constraints.retain(|constraint| match constraint {
        Constraint::PrimaryKey(_) => parts.primary_keys,
        Constraint::Unique(_) => parts.unique_constraints,
        Constraint::ForeignKey(_) => parts.foreign_keys,
        Constraint::Check(_) => parts.check_constraints,
        Constraint::Exclude(_) => true,
    });
    if !parts.indexes {
        table.indexes.clear();
    }
    if !parts.comments {
        table.comment = None;
    }
}

/// `mariadb://` tells the options of its indexes under its own name.
fn told_as_mariadb(index: &mut Index) {
    index.mariadb = std::mem::take(&mut index.mysql);
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
        let kinds = match kind {
            Listed::Tables => TABLES,
            Listed::Views => VIEWS,
            Listed::Sequences => &["SEQUENCE"],
            Listed::TemporaryTables
            | Listed::ForeignTables
            | Listed::TemporaryViews
            | Listed::MaterializedViews => return Ok(Vec::new()),
        };
        let listed = self.listed(schema)?;
        Ok(listed
            .into_iter()
            .filter(|(_, kind)| kinds.contains(&kind.as_str()))
            .map(|(name, _)| name)
            .collect())
    }

    fn view_definition(&mut self, name: &QualifiedName) -> Result<Option<String>, DatabaseError> {
        Ok(match self.shown(name)? {
            Some(Shown::View(text)) => Some(text),
            Some(Shown::Table(_)) | None => None,
        })
    }

    fn enums(&mut self, _schema: Option<&str>) -> Result<Vec<Visible<EnumType>>, DatabaseError> {
        Ok(Vec::new())
    }

    fn domains(&mut self, _schema: Option<&str>) -> Result<Vec<ReflectedDomain>, DatabaseError> {
        Ok(Vec::new())
    }

    fn reflect(&mut self, scope: &Scope) -> Result<Reflection, DatabaseError> {
        let mut reflection = Reflection::default();
        for schema in &scope.schemas {
            self.reflect_schema(scope, schema.as_ref(), &mut reflection)?;
        }
        reflection
            .metadata
            .tables
            .sort_by(|left, right| left.name.schema_text().cmp(&right.name.schema_text()));
        Ok(reflection)
    }
}
