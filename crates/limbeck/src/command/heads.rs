//! `heads`: the revisions that nothing follows.

use super::entry::{RevisionLine, verbose_entry};
use crate::revision::{Revision, RevisionArgument, RevisionError, RevisionMap};

/// The heads, in file order.
#[derive(Debug, Clone)]
pub struct Heads<'a> {
    /// The revisions.
    pub revisions: Vec<&'a Revision>,
}

/// Lists the heads; with `resolve_dependencies` those that something depends on are left out.
pub fn heads(map: &RevisionMap, resolve_dependencies: bool) -> Result<Heads<'_>, RevisionError> {
    let argument = if resolve_dependencies {
        RevisionArgument::from("heads")
    } else {
        RevisionArgument::Several(map.heads().iter().map(String::from).collect())
    };
    let found: Result<Vec<&Revision>, RevisionError> =
        map.resolve(&argument)?.into_iter().map(|resolved| resolved.revision("cmd_format")).collect();
    Ok(Heads { revisions: found? })
}

impl Heads<'_> {
    /// What is printed, one print each.
    pub fn lines(&self, verbose: bool) -> Vec<String> {
        let line = RevisionLine { labels: true, ..RevisionLine::default() };
        let form = |revision: &&Revision| {
            if verbose { verbose_entry(revision, false) } else { line.render(revision, false) }
        };
        self.revisions.iter().map(form).collect()
    }
}
