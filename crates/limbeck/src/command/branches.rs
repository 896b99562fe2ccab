//! `branches`: where the history forks.

use super::entry::{RevisionLine, verbose_entry};
use crate::revision::{Revision, RevisionError, RevisionMap};

/// One fork.
#[derive(Debug, Clone)]
pub struct BranchPoint<'a> {
    /// The revision that several others follow.
    pub revision: &'a Revision,
    /// Those others, in file order.
    pub children: Vec<&'a Revision>,
}

/// Every fork, newest first.
#[derive(Debug, Clone)]
pub struct Branches<'a> {
    /// The forks.
    pub points: Vec<BranchPoint<'a>>,
}

/// Lists the forks of the whole history.
pub fn branches(map: &RevisionMap) -> Result<Branches<'_>, RevisionError> {
    let mut points = Vec::new();
    for revision in map.walk_revisions(&"base".into(), &"heads".into(), &mut Vec::new())? {
        if !revision.is_branch_point() {
            continue;
        }
        let mut children = Vec::new();
        for id in revision.nextrev() {
            children.extend(map.resolve_one(id)?);
        }
        points.push(BranchPoint { revision, children });
    }
    Ok(Branches { points })
}

impl Branches<'_> {
    /// What is printed, one print each; an entry has several lines and ends with an empty one.
    pub fn lines(&self, verbose: bool) -> Vec<String> {
        let parent = RevisionLine { labels: true, tree: true, ..RevisionLine::default() };
        let child = RevisionLine { doc: verbose, ..parent };
        let form = |point: &BranchPoint<'_>| {
            let revision = point.revision;
            let head = if verbose { verbose_entry(revision, false) } else { parent.render(revision, false) };
            let blanks = " ".repeat(revision.id().chars().count());
            let children =
                point.children.iter().map(|other| format!("{blanks} -> {}", child.render(other, false)));
            format!("{head}\n{}\n", children.collect::<Vec<_>>().join("\n"))
        };
        self.points.iter().map(form).collect()
    }
}
