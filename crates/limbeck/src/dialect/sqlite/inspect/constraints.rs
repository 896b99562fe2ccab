//! Foreign keys, CHECKs, and unique constraints from the indexes that implement them.

use super::{Found, SqliteInspector, quoted, statement};
use crate::{
    connection::DatabaseError,
    dialect::{catalogue::Row, writer::python_repr},
    expr::Expr,
    name::QualifiedName,
    schema::{CheckConstraint, Constraint, ForeignKeyConstraint, Table, UniqueConstraint},
};
use indexmap::IndexMap;

/// Columns, table and columns: what a foreign key of the text and one of the pragma are matched by.
type Signature = (Vec<String>, String, Vec<String>);

/// One foreign key of `foreign_key_list`.
#[derive(Default)]
struct Listed {
    columns: Vec<String>,
    referred_table: String,
    referred_columns: Vec<String>,
}

impl SqliteInspector<'_> {
    /// Fills in foreign keys: which there are says the pragma; names and options are in the text.
    pub(super) fn foreign_keys(&mut self, scope: &str, found: &mut Found) -> Result<(), DatabaseError> {
        let rows = self.query(&found.fill(include_str!("../sql/foreign_keys.sql"), scope))?;
        let mut listed: IndexMap<String, IndexMap<i64, Listed>> = IndexMap::new();
        let mut keys_of: IndexMap<String, Vec<String>> = IndexMap::new();
        for row in Row::all(&rows) {
            let (Some(table), Some(number)) = (row.text(0), row.number(1)) else { continue };
            let (referred, column) = (row.text(2).unwrap_or_default(), row.owned(3).unwrap_or_default());
            let keys = listed.entry(table.to_owned()).or_default();
            let key = match keys.entry(number) {
                indexmap::map::Entry::Occupied(entry) => entry.into_mut(),
                indexmap::map::Entry::Vacant(entry) => {
                    let mut key = Listed { referred_table: referred.to_owned(), ..Listed::default() };
                    if row.text(4).is_none_or(str::is_empty) {
                        // No columns named: the primary key of the table referred to.
                        if !keys_of.contains_key(referred) {
                            let columns = self.primary_key_of(referred, found)?;
                            keys_of.insert(referred.to_owned(), columns);
                        }
                        key.referred_columns = keys_of.get(referred).cloned().unwrap_or_default();
                    }
                    entry.insert(key)
                }
            };
            key.columns.push(column);
            key.referred_columns.extend(row.owned(4).filter(|name| !name.is_empty()));
        }
        let mut warnings = Vec::new();
        let schema = found.asked.clone();
        for (name, keys) in listed {
            let Some((table, notes)) = found.tables.get_mut(&name) else { continue };
            let sql = notes.create_sql.as_deref().unwrap_or_default();
            for mut key in matched(keys.into_values(), sql, &name, &mut warnings) {
                key.referred_table.schema.clone_from(&schema);
                table.constraints.push(Constraint::ForeignKey(key));
            }
        }
        for warning in warnings {
            found.warn(warning);
        }
        Ok(())
    }

    fn primary_key_of(&mut self, table: &str, found: &Found) -> Result<Vec<String>, DatabaseError> {
        let rows = self.query(&format!(
            "SELECT name FROM pragma_table_info({}, {}) WHERE pk > 0 ORDER BY pk",
            quoted(table, '\''),
            quoted(&found.database, '\'')
        ))?;
        Ok(crate::dialect::catalogue::names(&rows))
    }
}

fn matched(
    keys: impl Iterator<Item = Listed>,
    sql: &str,
    table: &str,
    warnings: &mut Vec<String>,
) -> Vec<ForeignKeyConstraint> {
    let mut unmatched: IndexMap<Signature, ForeignKeyConstraint> = IndexMap::new();
    for key in keys {
        let constraint = ForeignKeyConstraint {
            columns: key.columns.iter().map(|name| name.as_str().into()).collect(),
            referred_table: QualifiedName::new(key.referred_table.as_str()),
            referred_columns: key.referred_columns.iter().map(|name| name.as_str().into()).collect(),
            ..ForeignKeyConstraint::default()
        };
        unmatched.insert((key.columns, key.referred_table, key.referred_columns), constraint);
    }
    let mut named = Vec::new();
    for text in statement::foreign_keys(sql) {
        let signature = (text.columns, text.referred_table, text.referred_columns);
        let Some(mut constraint) = unmatched.shift_remove(&signature) else {
            let (columns, referred_table, referred_columns) = signature;
            let parts: Vec<String> = columns
                .iter()
                .chain(std::iter::once(&referred_table))
                .chain(&referred_columns)
                .map(|part| python_repr(part))
                .collect();
            warnings.push(format!(
                "WARNING: SQL-parsed foreign key constraint '({})' could not be located in PRAGMA foreign_keys for \
                 table {table}",
                parts.join(", ")
            ));
            continue;
        };
        constraint.name = text.name.map(Into::into);
        constraint.on_delete = text.on_delete;
        constraint.on_update = text.on_update;
        constraint.deferrable = text.deferrable;
        constraint.initially = text.initially;
        named.push(constraint);
    }
    // The rest was written on columns, without names.
    named.extend(unmatched.into_values());
    named
}

/// Fills in the CHECKs of a table from its text.
pub(super) fn checks(sql: &str, table: &mut Table) {
    for (name, condition) in statement::checks(sql) {
        let check = CheckConstraint::new(name.map(Into::into), Expr::text(condition));
        table.constraints.push(Constraint::Check(check));
    }
}

/// Fills in unique constraints: those the text has, if there is an index for their columns.
/// `automatic` has the columns of each index that SQLite made by itself.
pub(super) fn uniques(sql: &str, mut automatic: Vec<Vec<String>>, table: &mut Table) {
    for (name, columns) in statement::uniques(sql) {
        let Some(place) = automatic.iter().position(|indexed| *indexed == columns) else { continue };
        let columns = automatic.swap_remove(place);
        table.constraints.push(Constraint::Unique(UniqueConstraint {
            name: name.map(Into::into),
            columns: columns.into_iter().map(Into::into).collect(),
            ..UniqueConstraint::default()
        }));
    }
}
