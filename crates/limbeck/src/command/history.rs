//! `history`: revisions from the newest to the oldest.

use super::entry::{RevisionLine, verbose_entry};
use crate::error::Failure;
use crate::revision::{Revision, RevisionArgument, RevisionError, RevisionMap};

/// The two sides of `-r`; empty when not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryRange {
    /// The oldest revision.
    pub base: String,
    /// The newest revision.
    pub head: String,
}

impl HistoryRange {
    /// Whether a side is `current`, so that the rows of the database are needed.
    pub fn needs_rows(&self) -> bool {
        self.base == "current" || self.head == "current"
    }
}

/// Splits the value of `-r`. The error is a message of Alembic's for a missing colon; more than one is Python's `ValueError`.
pub fn parse_range(range: Option<&str>) -> Result<HistoryRange, RangeError> {
    let Some(range) = range else {
        return Ok(HistoryRange::default());
    };
    let sides: Vec<&str> = crate::python::python_strip(range).split(':').collect();
    match sides.as_slice() {
        [_] | [] => Err(RangeError::NoColon),
        [base, head] => Ok(HistoryRange { base: (*base).to_owned(), head: (*head).to_owned() }),
        _ => Err(RangeError::TooManyColons),
    }
}

/// What is wrong with the value of `-r`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// One of Alembic's messages.
    #[error("History range requires [start]:[end], [start]:, or :[end]")]
    NoColon,
    /// Python's `ValueError`.
    #[error("too many values to unpack (expected 2)")]
    TooManyColons,
}

impl From<RangeError> for Failure {
    fn from(error: RangeError) -> Self {
        match error {
            RangeError::NoColon => Self::command(error.to_string()),
            RangeError::TooManyColons => Self::exception("LB0102", format!("ValueError: {error}")),
        }
    }
}

/// A part of the history, newest first.
#[derive(Debug, Clone)]
pub struct History<'a> {
    /// Each revision, and whether the version table holds it (`false` when that was not asked for).
    pub revisions: Vec<(&'a Revision, bool)>,
    /// Texts of the `UserWarning`s that walking gave.
    pub warnings: Vec<String>,
}

/// Walks a range. `rows` are the rows of the version table when `-i` or `current` asks for them; `indicate_current` is `-i`.
pub fn history<'a>(
    map: &'a RevisionMap,
    range: &HistoryRange,
    rows: Option<&[String]>,
    indicate_current: bool,
) -> Result<History<'a>, RevisionError> {
    let rows = rows.unwrap_or_default();
    // The newer side is looked at first: only one of them can be the rows.
    let (head, base) = match (range.head.as_str(), range.base.as_str()) {
        ("current", base) => (RevisionArgument::from(rows), RevisionArgument::from(base)),
        (head, "current") => (RevisionArgument::from(head), RevisionArgument::from(rows)),
        (head, base) => (RevisionArgument::from(head), RevisionArgument::from(base)),
    };
    let mut warnings = Vec::new();
    let revisions = map.walk_revisions(&base, &head, &mut warnings)?;
    let is_current =
        |revision: &Revision| indicate_current && rows.iter().any(|row| *revision.id() == *row.as_str());
    Ok(History {
        revisions: revisions.into_iter().map(|revision| (revision, is_current(revision))).collect(),
        warnings,
    })
}

impl History<'_> {
    /// What is printed, one print each.
    pub fn lines(&self, verbose: bool) -> Vec<String> {
        let line = RevisionLine { parents: true, labels: true, tree: true, doc: true };
        let form = |(revision, is_current): &(&Revision, bool)| {
            if verbose { verbose_entry(revision, *is_current) } else { line.render(revision, *is_current) }
        };
        self.revisions.iter().map(form).collect()
    }
}
