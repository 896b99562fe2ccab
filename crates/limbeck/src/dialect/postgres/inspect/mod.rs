//! PostgreSQL: reads the schema of a database from its catalogues.
//!
//! One query for each kind of object and schema (`sql/*.sql`); here is what is made of their rows.
//! What comes out is what `SQLAlchemy` 2.1 reflects, with its names and its gaps; what else the
//! database knows is in the [`Notes`].
//!
//! Source: PostgreSQL manual, chapter "System Catalogs".

mod column_names;
mod columns;
mod constraints;
mod indexes;
mod named_types;
mod types;

use super::text;
use crate::{
    connection::{Connection, DatabaseError, Rows},
    dialect::catalogue::{self, Row},
    name::{Identifier, QualifiedName},
    python::python_repr,
    reflect::{
        Inspector, Kinds, Listed, Notes, Persistence, ReflectedDomain, Reflection, RelationKind, Scope,
        Visible,
    },
    schema::{MetaData, PostgresTableOptions, Table},
    types::EnumType,
};
use column_names::ColumnNames;
use indexmap::IndexMap;
use named_types::NamedTypes;
use std::collections::{BTreeSet, HashSet};

/// Up to so many names are asked for by name.
const MOST_NAMES: usize = 100;

/// Reads a PostgreSQL database's schema.
pub struct PostgresInspector<'a> {
    connection: &'a mut dyn Connection,
    /// Loaded when the first column has a type that is not the server's own.
    named_types: Option<NamedTypes>,
}

/// What the server can tell, by its version.
#[derive(Clone, Copy)]
struct Knows {
    identities: bool,
    partitions: bool,
    included_columns: bool,
    attached_indexes: bool,
    generated_columns: bool,
    nulls_not_distinct: bool,
    delete_columns: bool,
}

/// The tables of one schema while they are being filled.
struct Found {
    schema: Option<Identifier>,
    /// By object identifier; in the order of their names.
    tables: IndexMap<i64, (Table, Notes)>,
    names: ColumnNames,
    warnings: Vec<String>,
}

impl Found {
    /// Which of these tables some rows are about, by their first column.
    fn tables_of(&self, rows: &Rows) -> BTreeSet<i64> {
        let tables = Row::all(rows).filter_map(|row| row.number(0));
        tables.filter(|oid| self.tables.contains_key(oid)).collect()
    }

    /// What else is known of a table.
    fn notes(&mut self, oid: Option<i64>) -> Option<&mut Notes> {
        self.tables.get_mut(&oid?).map(|(_, notes)| notes)
    }

    fn table(&mut self, oid: Option<i64>) -> Option<&mut Table> {
        self.tables.get_mut(&oid?).map(|(table, _)| table)
    }
}

impl<'a> PostgresInspector<'a> {
    /// An inspector over a connection.
    pub fn new(connection: &'a mut dyn Connection) -> Self {
        Self { connection, named_types: None }
    }

    fn query(&mut self, sql: &str) -> Result<Rows, DatabaseError> {
        self.connection.query(sql, &[])
    }

    fn knows(&self) -> Knows {
        let server = self.connection.server();
        Knows {
            identities: server.at_least(&[10]),
            partitions: server.at_least(&[10]),
            included_columns: server.at_least(&[11]),
            attached_indexes: server.at_least(&[11]),
            generated_columns: server.at_least(&[12]),
            nulls_not_distinct: server.at_least(&[15]),
            delete_columns: server.at_least(&[15]),
        }
    }

    fn reflect_schema(
        &mut self,
        scope: &Scope,
        schema: Option<&Identifier>,
        reflection: &mut Reflection,
    ) -> Result<(), DatabaseError> {
        let names = scope.names_in(schema);
        if names.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        let kinds = kinds_of(scope.kinds);
        let in_text = names.as_deref().filter(|names| names.len() <= MOST_NAMES);
        let mut condition = condition(&kinds, scope.persistence, schema, in_text);
        let mut found = self.relations(schema, &condition)?;
        if let Some(names) = names.filter(|names| names.len() > MOST_NAMES) {
            let wanted: HashSet<&str> = names.into_iter().collect();
            let all = found.tables.len();
            found.tables.retain(|_, (table, _)| wanted.contains(table.name.name.as_str()));
            // Where most are wanted, the rows of the others cost less than asking for each by itself.
            if found.tables.len() * 2 < all {
                let tables: Vec<String> = found.tables.keys().map(ToString::to_string).collect();
                condition = format!("{condition} AND c.oid IN ({})", tables.join(", "));
            }
        }
        if found.tables.is_empty() {
            return Ok(());
        }
        let parts = scope.parts;
        if parts.columns {
            self.columns(&condition, scope.vectors, &mut found)?;
        }
        if parts.foreign_keys {
            self.foreign_keys(&condition, &mut found)?;
        }
        if parts.primary_keys || parts.unique_constraints {
            self.keys(&condition, parts.primary_keys, parts.unique_constraints, &mut found)?;
        }
        if parts.check_constraints {
            self.checks(&condition, &mut found)?;
        }
        if parts.indexes {
            self.indexes(&condition, &mut found)?;
        }
        for (table, notes) in found.tables.into_values() {
            reflection.notes.insert(table.name.clone(), notes);
            reflection.metadata.tables.push(table);
        }
        reflection.warnings.append(&mut found.warnings);
        Ok(())
    }

    fn relations(&mut self, schema: Option<&Identifier>, scope: &str) -> Result<Found, DatabaseError> {
        let parent = |column: &str| {
            format!(
                "CASE WHEN c.relispartition THEN (SELECT p.{column}::text FROM pg_catalog.pg_inherits i JOIN \
                 pg_catalog.pg_class r ON r.oid = i.inhparent JOIN pg_catalog.pg_namespace s ON s.oid = \
                 r.relnamespace CROSS JOIN LATERAL (SELECT r.relname, s.nspname) p WHERE i.inhrelid = c.oid) END"
            )
        };
        let (partition_of, partition_of_schema, partition_by) = if self.knows().partitions {
            let by = "CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END".to_owned();
            (parent("relname"), parent("nspname"), by)
        } else {
            let nothing = || "NULL::text".to_owned();
            (nothing(), nothing(), nothing())
        };
        let sql = include_str!("../sql/relations.sql")
            .replace("{partition_of}", &partition_of)
            .replace("{partition_of_schema}", &partition_of_schema)
            .replace("{partition_by}", &partition_by)
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        let mut tables: Vec<_> = Row::all(&rows).filter_map(|row| relation(schema, row)).collect();
        tables.sort_by(|(_, (left, _)), (_, (right, _))| left.name.name.text.cmp(&right.name.name.text));
        Ok(Found {
            schema: schema.cloned(),
            tables: tables.into_iter().collect(),
            names: ColumnNames::default(),
            warnings: Vec::new(),
        })
    }
}

impl Inspector for PostgresInspector<'_> {
    fn default_schema_name(&mut self) -> Result<Option<String>, DatabaseError> {
        let rows = self.query("SELECT pg_catalog.current_schema()::text")?;
        Ok(catalogue::names(&rows).pop())
    }

    fn schema_names(&mut self) -> Result<Vec<String>, DatabaseError> {
        let rows = self.query(
            "SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE left(n.nspname, 3) <> 'pg_' \
             ORDER BY n.nspname",
        )?;
        Ok(catalogue::names(&rows))
    }

    fn names(&mut self, kind: Listed, schema: Option<&Identifier>) -> Result<Vec<String>, DatabaseError> {
        let (kinds, persistence) = match kind {
            Listed::Tables => ("'r', 'p'", Persistence::Permanent),
            Listed::TemporaryTables => ("'r', 'p'", Persistence::Temporary),
            Listed::ForeignTables => ("'f'", Persistence::Any),
            Listed::Views => ("'v'", Persistence::Permanent),
            Listed::TemporaryViews => ("'v'", Persistence::Temporary),
            Listed::MaterializedViews => ("'m'", Persistence::Permanent),
            Listed::Sequences => ("'S'", Persistence::Any),
        };
        // Without an order, as SQLAlchemy asks: what comes is the order of the catalogue.
        let rows = self.query(&format!(
            "SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = \
             c.relnamespace WHERE {}",
            condition(kinds, persistence, schema, None)
        ))?;
        Ok(catalogue::names(&rows))
    }

    fn view_definition(&mut self, name: &QualifiedName) -> Result<Option<String>, DatabaseError> {
        let condition =
            condition("'v', 'm'", Persistence::Any, name.schema.as_ref(), Some(&[name.name.text.as_str()]));
        let rows = self.query(&format!(
            "SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n \
             ON n.oid = c.relnamespace WHERE {condition}"
        ))?;
        Ok(catalogue::names(&rows).pop())
    }

    fn enums(&mut self, schema: Option<&str>) -> Result<Vec<Visible<EnumType>>, DatabaseError> {
        named_types::enums(self.connection, schema)
    }

    fn domains(&mut self, schema: Option<&str>) -> Result<Vec<ReflectedDomain>, DatabaseError> {
        named_types::domains(self.connection, schema)
    }

    fn reflect(&mut self, scope: &Scope) -> Result<Reflection, DatabaseError> {
        let mut reflection = Reflection { metadata: MetaData::default(), ..Reflection::default() };
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

fn relation(schema: Option<&Identifier>, row: Row<'_>) -> Option<(i64, (Table, Notes))> {
    let name = QualifiedName { schema: schema.cloned(), name: row.owned(1)?.into() };
    let mut table = Table::new(name);
    table.comment = row.owned(3);
    let options = &mut table.options.postgres;
    options.with = storage_parameters(row, 4);
    options.using = row.owned(5);
    options.tablespace = row.owned(6).map(Into::into);
    options.inherits = row.texts(7).into_iter().map(Into::into).collect();
    table.options.keywords = keywords(&table.options.postgres);
    let kind = match row.text(2) {
        Some("p") => RelationKind::PartitionedTable,
        Some("f") => RelationKind::ForeignTable,
        Some("v") => RelationKind::View,
        Some("m") => RelationKind::MaterializedView,
        _ => RelationKind::Table,
    };
    let notes = Notes {
        kind,
        extension: row.owned(8),
        partition_of: row.owned(9).map(|name| match row.owned(10) {
            Some(schema) => QualifiedName::in_schema(schema, name),
            None => QualifiedName::new(name),
        }),
        partition_by: row.owned(11),
        ..Notes::default()
    };
    Some((row.number(0)?, (table, notes)))
}

/// A table's keywords as `SQLAlchemy` keeps them, each with its Python source.
fn keywords(options: &PostgresTableOptions) -> IndexMap<String, String> {
    let mut keywords = IndexMap::new();
    let mut add = |name: &str, source: String| keywords.insert(format!("postgresql_{name}"), source);
    if let Some(using) = &options.using {
        add("using", python_repr(using));
    }
    let parents: Vec<String> = options.inherits.iter().map(|name| python_repr(&name.text)).collect();
    match parents.as_slice() {
        [] => {}
        [parent] => {
            add("inherits", format!("({parent},)"));
        }
        parents => {
            add("inherits", format!("({})", parents.join(", ")));
        }
    }
    if !options.with.is_empty() {
        let pairs = options.with.iter();
        let pairs: Vec<String> =
            pairs.map(|(name, value)| format!("{}: {}", python_repr(name), python_repr(value))).collect();
        add("with", format!("{{{}}}", pairs.join(", ")));
    }
    if let Some(tablespace) = &options.tablespace {
        add("tablespace", python_repr(&tablespace.text));
    }
    keywords
}

/// `name=value` texts, in order.
fn storage_parameters(row: Row<'_>, place: usize) -> IndexMap<String, String> {
    row.texts(place)
        .iter()
        .filter_map(|option| option.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn kinds_of(kinds: Kinds) -> String {
    let mut letters = Vec::new();
    if kinds.tables {
        letters.push("'r', 'p', 'f'");
    }
    if kinds.views {
        letters.push("'v'");
    }
    if kinds.materialized_views {
        letters.push("'m'");
    }
    if letters.is_empty() { "''".to_owned() } else { letters.join(", ") }
}

/// The condition on `pg_class c` and `pg_namespace n` that all queries of a schema share.
fn condition(
    kinds: &str,
    persistence: Persistence,
    schema: Option<&Identifier>,
    names: Option<&[&str]>,
) -> String {
    let mut sql = format!("c.relkind IN ({kinds})");
    match persistence {
        Persistence::Permanent => sql.push_str(" AND c.relpersistence <> 't'"),
        Persistence::Temporary => sql.push_str(" AND c.relpersistence = 't'"),
        Persistence::Any => {}
    }
    sql.push_str(" AND ");
    sql.push_str(&in_schema(schema.map(Identifier::as_str), "pg_catalog.pg_table_is_visible(c.oid)"));
    if let Some(names) = names {
        let names: Vec<String> = names.iter().map(|name| text(name)).collect();
        sql.push_str(" AND c.relname IN (");
        sql.push_str(&names.join(", "));
        sql.push(')');
    }
    sql
}

/// In a schema; without one, on the search path (whose first entry, `pg_catalog`, does not count).
fn in_schema(schema: Option<&str>, is_visible: &str) -> String {
    match schema {
        Some(schema) => format!("n.nspname = {}", text(schema)),
        None => format!("{is_visible} AND n.nspname <> 'pg_catalog'"),
    }
}
