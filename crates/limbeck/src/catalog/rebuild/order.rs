//! The order of a rebuilt table's columns.

use super::RebuildError;
use std::collections::{HashMap, HashSet};

/// What `insert_before` and `insert_after` say about a new column, as pairs of neighbours.
///
/// A column with one neighbour gets the other one from the order of the columns that are there, or
/// from the pairs of another new column; without any hint it comes last.
pub(super) fn hints_for(
    column: &str,
    before: Option<&str>,
    after: Option<&str>,
    ordering: &[String],
    hints: &[(String, String)],
    reordered: bool,
) -> Result<Vec<(String, String)>, RebuildError> {
    let place = |name: &str| ordering.iter().position(|known| known == name);
    let (mut before, mut after) = (before.map(str::to_owned), after.map(str::to_owned));
    if !reordered {
        match (&before, &after) {
            (None, Some(name)) => {
                before = match place(name) {
                    Some(index) => ordering.get(index + 1).cloned(),
                    None => Some(
                        hints
                            .iter()
                            .rev()
                            .find(|(left, _)| left == name)
                            .map(|(_, right)| right.clone())
                            .ok_or_else(|| RebuildError::key(name))?,
                    ),
                };
            }
            (Some(name), None) => {
                after = match place(name) {
                    Some(index) => index.checked_sub(1).and_then(|index| ordering.get(index)).cloned(),
                    None => Some(
                        hints
                            .iter()
                            .rev()
                            .find(|(_, right)| right == name)
                            .map(|(left, _)| left.clone())
                            .ok_or_else(|| RebuildError::key(name))?,
                    ),
                };
            }
            (None, None) | (Some(_), Some(_)) => {}
        }
    }
    let mut out = Vec::new();
    let unplaced = before.is_none() && after.is_none();
    out.extend(before.map(|before| (column.to_owned(), before)));
    out.extend(after.map(|after| (after, column.to_owned())));
    if unplaced
        && !reordered
        && let Some(last) = ordering.last()
    {
        out.push((last.clone(), column.to_owned()));
    }
    Ok(out)
}

/// The columns in an order that keeps every pair, those that may come first in the order they have.
pub(super) fn sorted(columns: &[String], pairs: &[(String, String)]) -> Result<Vec<String>, RebuildError> {
    let mut before: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (left, right) in pairs.iter().filter(|(left, right)| left != right) {
        before.entry(right).or_default().insert(left);
    }
    let mut waiting: Vec<&String> = columns.iter().collect();
    let mut out = Vec::with_capacity(columns.len());
    while !waiting.is_empty() {
        let unplaced: HashSet<&str> = waiting.iter().map(|name| name.as_str()).collect();
        let (ready, rest): (Vec<&String>, Vec<&String>) = waiting
            .into_iter()
            .partition(|name| before.get(name.as_str()).is_none_or(|needed| needed.is_disjoint(&unplaced)));
        if ready.is_empty() {
            let names: Vec<String> = rest.iter().map(|name| format!("'{name}'")).collect();
            return Err(RebuildError::new(
                "sqlalchemy.exc.CircularDependencyError",
                format!("Circular dependency detected. ({})", names.join(", ")),
            ));
        }
        out.extend(ready.into_iter().cloned());
        waiting = rest;
    }
    Ok(out)
}
