//! `current`: the revisions a database is at.

use std::collections::BTreeSet;

use super::entry::{RevisionLine, verbose_entry};
use crate::revision::{Revision, RevisionError, RevisionId, RevisionMap};

/// The revisions a database is at.
#[derive(Debug, Clone)]
pub struct Current<'a> {
    /// The tips of the rows and everything below them, in file order.
    pub revisions: Vec<&'a Revision>,
    /// Whether the rows are exactly the heads: what `--check-heads` wants.
    pub is_at_heads: bool,
}

/// What `--check-heads` says when [`Current::is_at_heads`] does not hold.
pub const NOT_AT_HEADS: &str = "Database is not on all head revisions";

/// Whether the rows are exactly the heads, dependencies not counted. Alembic asks this before it looks the rows up.
pub fn is_at_heads(map: &RevisionMap, rows: &[String]) -> bool {
    let rows: BTreeSet<&str> = rows.iter().map(String::as_str).collect();
    let heads: BTreeSet<&str> = map.heads().iter().map(RevisionId::as_str).collect();
    rows == heads
}

/// Looks up the rows of the version table.
pub fn current<'a>(map: &'a RevisionMap, rows: &[String]) -> Result<Current<'a>, RevisionError> {
    Ok(Current { revisions: map.all_current(rows)?, is_at_heads: is_at_heads(map, rows) })
}

impl Current<'_> {
    /// What is printed, one print each. With `verbose`, a line that names the database comes first; it is the caller's.
    pub fn lines(&self, verbose: bool) -> Vec<String> {
        let line = RevisionLine { tree: true, ..RevisionLine::default() };
        let form = |revision: &&Revision| {
            if verbose { verbose_entry(revision, false) } else { line.render(revision, false) }
        };
        self.revisions.iter().map(form).collect()
    }
}
