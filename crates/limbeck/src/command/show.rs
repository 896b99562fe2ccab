//! `show`: verbose entries of the revisions a symbol means.

use super::entry::verbose_entry;
use crate::revision::{Revision, RevisionArgument, RevisionError, RevisionMap};

/// The revisions a symbol means.
#[derive(Debug, Clone)]
pub struct Show<'a> {
    /// The revisions.
    pub revisions: Vec<&'a Revision>,
}

/// Resolves a symbol; for `current` the rows of the version table are the argument.
pub fn show<'a>(map: &'a RevisionMap, argument: &RevisionArgument) -> Result<Show<'a>, RevisionError> {
    let found: Result<Vec<&Revision>, RevisionError> =
        map.resolve(argument)?.into_iter().map(|resolved| resolved.revision("log_entry")).collect();
    Ok(Show { revisions: found? })
}

impl Show<'_> {
    /// What is printed, one print each.
    pub fn lines(&self) -> Vec<String> {
        self.revisions.iter().map(|revision| verbose_entry(revision, false)).collect()
    }
}
