//! Indexes.

use super::{Found, PostgresInspector, storage_parameters};
use crate::{
    connection::DatabaseError,
    dialect::catalogue::Row,
    expr::{Expr, Unary, UnaryOperator},
    schema::{Index, IndexElement, PostgresIndexOptions},
};

/// Bits of `pg_index.indoption`.
const DESCENDING: i64 = 1;
const NULLS_FIRST: i64 = 2;

impl PostgresInspector<'_> {
    /// Fills in indexes, those that implement a constraint too.
    pub(super) fn indexes(&mut self, scope: &str, found: &mut Found) -> Result<(), DatabaseError> {
        let knows = self.knows();
        let key_count = if knows.included_columns { "i.indnkeyatts::bigint" } else { "i.indnatts::bigint" };
        let nulls = if knows.nulls_not_distinct { "i.indnullsnotdistinct" } else { "false" };
        let sql = include_str!("../sql/indexes.sql")
            .replace("{key_count}", key_count)
            .replace("{nulls_not_distinct}", nulls)
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        let mut current = None;
        for row in Row::all(&rows) {
            let Some(table) = found.table(row.number(0)) else { continue };
            if current != row.number(1) {
                current = row.number(1);
                table.indexes.push(begin(row));
            }
            if let Some(index) = table.indexes.last_mut() {
                element(index, row);
            }
        }
        Ok(())
    }
}

/// An index without its elements.
fn begin(row: Row<'_>) -> Index {
    Index {
        name: row.owned(2).map(Into::into),
        unique: row.flag(3),
        duplicates_constraint: row.owned(2).filter(|_| row.flag(5)),
        postgres: PostgresIndexOptions {
            with: storage_parameters(row, 6),
            using: row.owned(7),
            where_: row.text(8).map(Expr::text),
            nulls_not_distinct: row.flag(10).then_some(true),
            invalid: !row.flag(4),
            ..PostgresIndexOptions::default()
        },
        ..Index::default()
    }
}

fn element(index: &mut Index, row: Row<'_>) {
    let Some(text) = row.text(11) else { return };
    let place = index.elements.len() + index.postgres.include.len();
    if row.number(9).and_then(|count| usize::try_from(count).ok()).is_some_and(|count| place >= count) {
        index.postgres.include.push(text.into());
        return;
    }
    if let Some(class) = row.owned(13) {
        index.postgres.ops.insert(text.to_owned(), class);
    }
    let options = row.number(14).unwrap_or_default();
    let flags: &[(UnaryOperator, &str)] = match (options & DESCENDING != 0, options & NULLS_FIRST != 0) {
        (true, false) => &[(UnaryOperator::Descending, "desc"), (UnaryOperator::NullsLast, "nulls_last")],
        (true, true) => &[(UnaryOperator::Descending, "desc")],
        (false, true) => &[(UnaryOperator::NullsFirst, "nulls_first")],
        (false, false) => &[],
    };
    if row.flag(12) {
        if !flags.is_empty() {
            let words = flags.iter().map(|(_, word)| (*word).to_owned()).collect();
            index.postgres.expression_sorting.insert(text.to_owned(), words);
        }
        index.elements.push(IndexElement::Expression(Expr::text(text)));
        return;
    }
    if flags.is_empty() {
        index.elements.push(IndexElement::Column(text.into()));
        return;
    }
    let sorted = flags.iter().fold(Expr::column(text), |operand, (operator, _)| {
        Expr::Unary(Box::new(Unary { operator: *operator, operand }))
    });
    index.elements.push(IndexElement::Expression(sorted));
}
