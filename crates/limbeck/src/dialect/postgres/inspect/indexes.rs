//! Indexes.

use super::{
    Found, PostgresInspector,
    column_names::{ColumnNames, vector},
    storage_parameters,
};
use crate::{
    connection::DatabaseError,
    dialect::catalogue::Row,
    expr::{Expr, Unary, UnaryOperator},
    python::python_repr,
    schema::{Index, IndexElement, PostgresIndexOptions},
};
use indexmap::IndexMap;
use std::collections::HashMap;

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
            .replace("{attached}", if knows.attached_indexes { "x.relispartition" } else { "false" })
            .replace("{scope}", scope);
        let rows = self.query(&sql)?;
        self.learn_column_names(found.tables_of(&rows), &mut found.names)?;
        let classes = self.query(include_str!("../sql/operator_classes.sql"))?;
        let classes: HashMap<i64, &str> =
            Row::all(&classes).filter_map(|row| Some((row.number(0)?, row.text(1)?))).collect();
        for row in Row::all(&rows) {
            let index = index(row, &found.names, &classes);
            if row.flag(14)
                && let (Some(name), Some(notes)) = (row.owned(1), found.notes(row.number(0)))
            {
                notes.attached_indexes.insert(name);
            }
            if let Some(table) = found.table(row.number(0)) {
                table.indexes.push(index);
            }
        }
        Ok(())
    }
}

fn index(row: Row<'_>, names: &ColumnNames, classes: &HashMap<i64, &str>) -> Index {
    let table = row.number(0).unwrap_or_default();
    let mut index = Index {
        name: row.owned(1).map(Into::into),
        unique: row.flag(2),
        duplicates_constraint: row.owned(1).filter(|_| row.flag(4)),
        postgres: PostgresIndexOptions {
            with: storage_parameters(row, 5),
            using: row.owned(6),
            where_: row.text(7).map(Expr::text),
            nulls_not_distinct: row.flag(9).then_some(true),
            invalid: !row.flag(3),
            ..PostgresIndexOptions::default()
        },
        ..Index::default()
    };
    let (numbers, chosen, options) = (vector(row.text(10)), vector(row.text(11)), vector(row.text(12)));
    let texts = row.texts(13);
    let key_count = row.number(8).and_then(|count| usize::try_from(count).ok()).unwrap_or(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        // An expression has no number.
        let is_expression = *number == 0;
        let text =
            if is_expression { texts.get(place).map(String::as_str) } else { names.get(table, *number) };
        let Some(text) = text else { continue };
        if place >= key_count {
            index.postgres.include.push(text.into());
            continue;
        }
        if let Some(class) = chosen.get(place).and_then(|class| classes.get(class)) {
            index.postgres.ops.insert(text.to_owned(), (*class).to_owned());
        }
        element(&mut index, text, is_expression, options.get(place).copied().unwrap_or_default());
    }
    index.keywords = keywords(&index.postgres);
    index
}

/// What Alembic keeps with a reflected index, in the order in which `SQLAlchemy` tells it. A condition is
/// plain text there and no expression.
fn keywords(options: &PostgresIndexOptions) -> IndexMap<String, Option<String>> {
    let condition =
        if let Some(Expr::Text(text)) = &options.where_ { Some(python_repr(&text.sql)) } else { None };
    let told = [
        ("ops", !options.ops.is_empty(), None),
        ("with", !options.with.is_empty(), None),
        ("using", options.using.is_some(), None),
        ("where", options.where_.is_some(), condition),
        ("include", !options.include.is_empty(), None),
        ("nulls_not_distinct", options.nulls_not_distinct.is_some(), None),
        ("invalid", options.invalid, Some("True".to_owned())),
    ];
    told.into_iter()
        .filter(|(_, is_told, _)| *is_told)
        .map(|(name, _, source)| (format!("postgresql_{name}"), source))
        .collect()
}

fn element(index: &mut Index, text: &str, is_expression: bool, options: i64) {
    let flags: &[(UnaryOperator, &str)] = match (options & DESCENDING != 0, options & NULLS_FIRST != 0) {
        (true, false) => &[(UnaryOperator::Descending, "desc"), (UnaryOperator::NullsLast, "nulls_last")],
        (true, true) => &[(UnaryOperator::Descending, "desc")],
        (false, true) => &[(UnaryOperator::NullsFirst, "nulls_first")],
        (false, false) => &[],
    };
    if is_expression {
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
