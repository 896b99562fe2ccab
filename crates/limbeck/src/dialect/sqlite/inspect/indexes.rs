//! Indexes, and the unique constraints that SQLite implements by indexes of its own.

use super::{Found, SqliteInspector, constraints, statement};
use crate::{
    connection::DatabaseError,
    dialect::catalogue::Row,
    expr::Expr,
    schema::{Index, IndexElement},
};
use indexmap::IndexMap;

/// How SQLite calls the indexes that it makes for constraints.
const AUTOMATIC: &str = "sqlite_autoindex";

struct Listed {
    unique: bool,
    partial: bool,
    /// `None` is an expression, or the row's number.
    columns: Vec<Option<String>>,
}

impl SqliteInspector<'_> {
    /// Fills in unique constraints and indexes.
    pub(super) fn indexes(
        &mut self,
        scope: &str,
        with_uniques: bool,
        with_indexes: bool,
        found: &mut Found,
    ) -> Result<(), DatabaseError> {
        let rows = self.query(&found.fill(include_str!("../sql/indexes.sql"), scope))?;
        let mut listed: IndexMap<String, IndexMap<String, Listed>> = IndexMap::new();
        for row in Row::all(&rows) {
            let (Some(table), Some(index)) = (row.text(0), row.text(1)) else { continue };
            let (unique, partial) = (row.flag(2), row.flag(3));
            listed
                .entry(table.to_owned())
                .or_default()
                .entry(index.to_owned())
                .or_insert_with(|| Listed { unique, partial, columns: Vec::new() })
                .columns
                .push(row.owned(4));
        }
        for (name, indexes) in listed {
            let mut automatic = Vec::new();
            for (index_name, index) in indexes {
                let columns: Option<Vec<String>> = index.columns.into_iter().collect();
                let is_automatic = index_name.starts_with(AUTOMATIC);
                let mut predicate = None;
                if index.partial {
                    let notes = found.tables.get(&name).map(|(_, notes)| notes);
                    let sql = notes.and_then(|notes| notes.index_sql.get(&index_name));
                    predicate = sql.and_then(|sql| statement::predicate(sql));
                    if predicate.is_none() {
                        found.warn(format!(
                            "Failed to look up filter predicate of partial index {index_name}"
                        ));
                    }
                }
                let Some(columns) = columns else {
                    found.warn(format!(
                        "Skipped unsupported reflection of expression-based index {index_name}"
                    ));
                    continue;
                };
                if is_automatic {
                    automatic.push(columns);
                    continue;
                }
                let Some((table, _)) = found.tables.get_mut(&name).filter(|_| with_indexes) else { continue };
                // SQLite says with a number whether it is unique, and so does a generated script.
                let mut keywords = IndexMap::new();
                if index.unique {
                    keywords.insert("unique".to_owned(), Some("1".to_owned()));
                }
                table.indexes.push(Index {
                    keywords,
                    name: Some(index_name.into()),
                    elements: columns.into_iter().map(|column| IndexElement::Column(column.into())).collect(),
                    unique: index.unique,
                    sqlite_where: predicate.map(Expr::text),
                    ..Index::default()
                });
            }
            if with_uniques && let Some((table, notes)) = found.tables.get_mut(&name) {
                constraints::uniques(notes.create_sql.as_deref().unwrap_or_default(), automatic, table);
            }
        }
        Ok(())
    }
}
