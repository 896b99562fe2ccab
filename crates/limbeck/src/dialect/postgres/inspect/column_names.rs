//! What columns are called, by the numbers that constraints and indexes know them by.
//!
//! The catalogue names a column once; joining the names to every key, foreign key and index would make
//! the server do the same work several times.

use super::PostgresInspector;
use crate::{connection::DatabaseError, dialect::catalogue::Row, name::Identifier};
use std::collections::{BTreeSet, HashMap};

/// Names of the columns of some tables.
#[derive(Default)]
pub(super) struct ColumnNames {
    by_table: HashMap<i64, HashMap<i64, String>>,
}

impl ColumnNames {
    /// Notes a column.
    pub fn insert(&mut self, table: i64, number: i64, name: &str) {
        self.by_table.entry(table).or_default().insert(number, name.to_owned());
    }

    /// A column's name; one that cannot be found (it is being dropped) is left out.
    pub fn get(&self, table: i64, number: i64) -> Option<&str> {
        self.by_table.get(&table)?.get(&number).map(String::as_str)
    }

    /// Names of some columns of one table, in order.
    pub fn identifiers(&self, table: i64, numbers: &[i64]) -> Vec<Identifier> {
        numbers.iter().filter_map(|number| self.get(table, *number)).map(Identifier::from).collect()
    }
}

impl PostgresInspector<'_> {
    /// Asks for the names of the columns of tables that are not known yet.
    pub(super) fn learn_column_names(
        &mut self,
        tables: BTreeSet<i64>,
        names: &mut ColumnNames,
    ) -> Result<(), DatabaseError> {
        let unknown: BTreeSet<i64> =
            tables.into_iter().filter(|table| !names.by_table.contains_key(table)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        let sql = include_str!("../sql/column_names.sql").replace("{tables}", &list.join(", "));
        let rows = self.query(&sql)?;
        for row in Row::all(&rows) {
            if let (Some(table), Some(number), Some(name)) = (row.number(0), row.number(1), row.text(2)) {
                names.insert(table, number, name);
            }
        }
        Ok(())
    }
}

/// The numbers in an `int2vector` or `oidvector`, which come with spaces between.
pub(super) fn vector(text: Option<&str>) -> Vec<i64> {
    text.unwrap_or_default().split_whitespace().filter_map(|number| number.parse().ok()).collect()
}
