//! SQLite: reads the schema of a database from `sqlite_master` and the pragma functions.
//!
//! SQLite tells columns, keys and indexes, but not what constraints are called, nor which CHECKs there
//! are; that is read from the text of the CREATE statement (`statement.rs`), as `SQLAlchemy` does and
//! with its gaps. What else there is (triggers, indexes on expressions) is in the [`Notes`].
//!
//! Source: SQLite's documentation, "PRAGMA Statements" and "The Schema Table".

mod constraints;
mod indexes;
mod statement;
mod types;

use crate::{
    connection::{Connection, DatabaseError, Rows},
    dialect::catalogue::{self, Row},
    expr::Expr,
    name::{Identifier, QualifiedName},
    reflect::{
        Inspector, Kinds, Listed, Notes, Persistence, ReflectedDomain, Reflection, RelationKind, Scope,
        Visible,
    },
    schema::{Column, Computed, PrimaryKeyConstraint, ServerDefault, Table},
    types::EnumType,
};
use indexmap::IndexMap;

/// Values of `table_xinfo`'s column `hidden`.
const HIDDEN: i64 = 1;
const STORED: i64 = 3;

/// How the stored text of a virtual table begins, whatever was written.
const VIRTUAL_TABLE: &str = "CREATE VIRTUAL TABLE ";

/// Reads a SQLite database's schema.
pub struct SqliteInspector<'a> {
    connection: &'a mut dyn Connection,
}

/// The tables of one schema while they are being filled, by name.
struct Found {
    /// The schema that was asked for.
    asked: Option<Identifier>,
    /// The database it is in: `main`, `temp`, or an attached one.
    database: String,
    tables: IndexMap<String, (Table, Notes)>,
    warnings: Vec<String>,
}

impl Found {
    fn warn(&mut self, warning: String) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// A query's text for these tables.
    fn fill(&self, sql: &str, scope: &str) -> String {
        sql.replace("{schema_text}", &quoted(&self.database, '\''))
            .replace("{schema}", &quoted(&self.database, '"'))
            .replace("{scope}", scope)
    }
}

fn quoted(text: &str, quote: char) -> String {
    let doubled = text.replace(quote, &format!("{quote}{quote}"));
    format!("{quote}{doubled}{quote}")
}

impl<'a> SqliteInspector<'a> {
    /// An inspector over a connection.
    pub fn new(connection: &'a mut dyn Connection) -> Self {
        Self { connection }
    }

    fn query(&mut self, sql: &str) -> Result<Rows, DatabaseError> {
        self.connection.query(sql, &[])
    }

    fn reflect_database(
        &mut self,
        scope: &Scope,
        asked: Option<&Identifier>,
        database: &str,
        reflection: &mut Reflection,
    ) -> Result<(), DatabaseError> {
        let names = scope.names_in(asked);
        if names.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        if asked.is_some() {
            // A pragma says of a database that is not attached that it is unknown, a query something else.
            self.query(&format!("PRAGMA {}.schema_version", quoted(database, '"')))?;
        }
        let mut found = self.objects(scope.kinds, asked, database, names.as_deref())?;
        if found.tables.is_empty() {
            return Ok(());
        }
        let condition = condition(scope.kinds, names.as_deref());
        let parts = scope.parts;
        if parts.columns || parts.primary_keys {
            self.columns(&condition, &mut found)?;
        }
        if parts.primary_keys {
            primary_keys(&mut found);
        }
        if parts.foreign_keys {
            self.foreign_keys(&condition, &mut found)?;
        }
        if parts.unique_constraints || parts.indexes {
            self.indexes(&condition, parts.unique_constraints, parts.indexes, &mut found)?;
        }
        for (_, (mut table, mut notes)) in std::mem::take(&mut found.tables) {
            if let Some(sql) = &notes.create_sql {
                if parts.check_constraints {
                    constraints::checks(sql, &mut table);
                }
                if parts.options {
                    let options = statement::options(sql);
                    table.options.sqlite.without_rowid = options.without_rowid;
                    table.options.sqlite.strict = options.strict;
                }
                notes.collations = statement::collations(sql);
            }
            reflection.notes.insert(table.name.clone(), notes);
            reflection.metadata.tables.push(table);
        }
        reflection.warnings.append(&mut found.warnings);
        Ok(())
    }

    /// The tables and views, with the text of their CREATE statements.
    fn objects(
        &mut self,
        kinds: Kinds,
        asked: Option<&Identifier>,
        database: &str,
        names: Option<&[&str]>,
    ) -> Result<Found, DatabaseError> {
        let mut found = Found {
            asked: asked.cloned(),
            database: database.to_owned(),
            tables: IndexMap::new(),
            warnings: Vec::new(),
        };
        let rows = self.query(&found.fill(include_str!("../sql/objects.sql"), ""))?;
        let mut tables = Vec::new();
        for row in Row::all(&rows) {
            let kind = match row.text(0) {
                Some("table") if kinds.tables => RelationKind::Table,
                Some("view") if kinds.views => RelationKind::View,
                _ => continue,
            };
            let Some(name) = row.text(1) else { continue };
            let is_wanted = match names {
                Some(names) => names.contains(&name),
                None => !name.starts_with("sqlite_"),
            };
            if is_wanted {
                let qualified = QualifiedName { schema: asked.cloned(), name: name.into() };
                let notes = Notes { kind, create_sql: row.owned(3), ..Notes::default() };
                tables.push((name.to_owned(), (Table::new(qualified), notes)));
            }
        }
        tables.sort_by(|(left, _), (right, _)| left.cmp(right));
        found.tables.extend(tables);
        self.shadows(&rows, &mut found)?;
        for row in Row::all(&rows) {
            let (Some(kind), Some(name), Some(table), Some(sql)) =
                (row.text(0), row.text(1), row.text(2), row.text(3))
            else {
                continue;
            };
            let Some((_, notes)) = found.tables.get_mut(table) else { continue };
            match kind {
                "index" => notes.index_sql.insert(name.to_owned(), sql.to_owned()),
                "trigger" => notes.trigger_sql.insert(name.to_owned(), sql.to_owned()),
                _ => None,
            };
        }
        Ok(found)
    }

    /// Marks the tables that virtual tables keep their content in; asks only where a name may be such a one.
    fn shadows(&mut self, objects: &Rows, found: &mut Found) -> Result<(), DatabaseError> {
        let owners: Vec<&str> = Row::all(objects)
            .filter(|row| row.text(3).is_some_and(|sql| sql.starts_with(VIRTUAL_TABLE)))
            .filter_map(|row| row.text(1))
            .collect();
        // The name of a shadow table is that of the virtual table, `_`, and which part it is.
        let owner_of = |name: &str| {
            let owners = owners.iter().filter(|owner| {
                let (start, rest) = (name.get(..owner.len()), name.get(owner.len()..));
                start.is_some_and(|start| start.eq_ignore_ascii_case(owner))
                    && rest.is_some_and(|rest| rest.starts_with('_'))
            });
            owners.max_by_key(|owner| owner.len()).map(|owner| (*owner).to_owned())
        };
        if !found.tables.keys().any(|name| owner_of(name).is_some()) {
            return Ok(());
        }
        let rows = self.query(&found.fill(include_str!("../sql/shadows.sql"), ""))?;
        for name in catalogue::names(&rows) {
            if let Some((_, notes)) = found.tables.get_mut(&name) {
                notes.shadow_of = owner_of(&name);
            }
        }
        Ok(())
    }

    fn columns(&mut self, scope: &str, found: &mut Found) -> Result<(), DatabaseError> {
        let rows = self.query(&found.fill(include_str!("../sql/columns.sql"), scope))?;
        for row in Row::all(&rows) {
            let hidden = row.number(6).unwrap_or_default();
            let (Some(table), Some(name)) = (row.text(0), row.text(1)) else { continue };
            if hidden == HIDDEN {
                continue;
            }
            let is_generated = hidden != 0;
            let (ty, warning) = types::read(row.text(2).unwrap_or_default(), is_generated);
            if let Some(warning) = warning {
                found.warn(warning);
            }
            let Some((table, notes)) = found.tables.get_mut(table) else { continue };
            let mut column = Column::new(name, ty);
            column.nullable = Some(!row.flag(3));
            column.server_default = row.text(4).map(|default| ServerDefault::Expression(Expr::text(default)));
            column.primary_key = row.flag(5);
            if is_generated {
                let sql = notes.create_sql.as_deref().unwrap_or_default();
                column.computed = Some(Box::new(Computed {
                    expression: Expr::text(statement::generated(sql, name)),
                    persisted: Some(hidden == STORED),
                }));
            }
            if column.primary_key {
                let key = table.primary_key.get_or_insert_with(PrimaryKeyConstraint::default);
                let place = row.number(5).and_then(|place| usize::try_from(place).ok()).unwrap_or(1);
                // The number says where in the key the column is; rows come in the table's order.
                while key.columns.len() < place {
                    key.columns.push(Identifier::default());
                }
                if let Some(slot) = place.checked_sub(1).and_then(|place| key.columns.get_mut(place)) {
                    *slot = name.into();
                }
            }
            table.columns.push(column);
        }
        Ok(())
    }
}

fn primary_keys(found: &mut Found) {
    for (table, notes) in found.tables.values_mut() {
        if let (Some(key), Some(sql)) = (&mut table.primary_key, &notes.create_sql) {
            key.name = statement::primary_key_name(sql).map(Into::into);
        }
    }
}

/// The condition on `sqlite_master m` that all queries share.
fn condition(kinds: Kinds, names: Option<&[&str]>) -> String {
    let kinds = match (kinds.tables, kinds.views) {
        (true, true) => "m.type IN ('table', 'view')",
        (true, false) => "m.type = 'table'",
        (false, true) => "m.type = 'view'",
        (false, false) => "false",
    };
    let Some(names) = names else { return format!("{kinds} AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'") };
    let names: Vec<String> = names.iter().map(|name| quoted(name, '\'')).collect();
    format!("{kinds} AND m.name IN ({})", names.join(", "))
}

impl Inspector for SqliteInspector<'_> {
    fn default_schema_name(&mut self) -> Result<Option<String>, DatabaseError> {
        Ok(Some("main".to_owned()))
    }

    fn schema_names(&mut self) -> Result<Vec<String>, DatabaseError> {
        let rows = self.query("SELECT name FROM pragma_database_list WHERE name <> 'temp' ORDER BY seq")?;
        Ok(catalogue::names(&rows))
    }

    fn names(&mut self, kind: Listed, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError> {
        let (kind, master) = match kind {
            Listed::Tables => ("table", "sqlite_master"),
            Listed::Views => ("view", "sqlite_master"),
            Listed::TemporaryTables => ("table", "sqlite_temp_master"),
            Listed::TemporaryViews => ("view", "sqlite_temp_master"),
            Listed::ForeignTables | Listed::MaterializedViews | Listed::Sequences => return Ok(Vec::new()),
        };
        let master = match schema {
            Some(schema) => format!("{}.{master}", quoted(&schema.text, '"')),
            None => master.to_owned(),
        };
        let rows = self.query(&format!(
            "SELECT name FROM {master} WHERE type = '{kind}' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
        ))?;
        Ok(catalogue::names(&rows))
    }

    fn view_definition(&mut self, name: &QualifiedName) -> Result<Option<String>, DatabaseError> {
        let databases = databases(name.schema.as_ref(), Persistence::Any);
        for database in databases {
            let rows = self.query(&format!(
                "SELECT sql FROM {}.sqlite_master WHERE type = 'view' AND name = {}",
                quoted(database, '"'),
                quoted(&name.name.text, '\'')
            ))?;
            if let Some(sql) = catalogue::names(&rows).pop() {
                return Ok(Some(sql));
            }
        }
        Ok(None)
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
            for database in databases(schema.as_ref(), scope.persistence) {
                self.reflect_database(scope, schema.as_ref(), database, &mut reflection)?;
            }
        }
        reflection
            .metadata
            .tables
            .sort_by(|left, right| left.name.schema_text().cmp(&right.name.schema_text()));
        Ok(reflection)
    }
}

/// Which databases a schema means: temporary objects are in the namespace of those without a schema.
fn databases(schema: Option<&Identifier>, persistence: Persistence) -> Vec<&str> {
    match (schema, persistence) {
        (Some(schema), Persistence::Permanent | Persistence::Any) => vec![schema.as_str()],
        (Some(_), Persistence::Temporary) => Vec::new(),
        (None, Persistence::Permanent) => vec!["main"],
        (None, Persistence::Temporary) => vec!["temp"],
        (None, Persistence::Any) => vec!["main", "temp"],
    }
}
