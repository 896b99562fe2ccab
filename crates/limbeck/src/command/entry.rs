//! How one revision is listed: in one line, and in a verbose entry.

use std::fmt::Write as _;

use crate::revision::Revision;
use crate::revision::text::{comma, python_lines};

/// Which parts the one-line form shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RevisionLine {
    /// Parents and dependencies before the identifier.
    pub parents: bool,
    /// Branch labels.
    pub labels: bool,
    /// `(branchpoint)` and `(mergepoint)`.
    pub tree: bool,
    /// The first paragraph of the docstring.
    pub doc: bool,
}

impl RevisionLine {
    /// The line; `is_current` adds `(current)`. A docstring of several lines gives as many.
    pub fn render(self, revision: &Revision, is_current: bool) -> String {
        let mut line = String::new();
        if self.parents {
            line.push_str(&revision.down_revisions_text());
            if !revision.depends_on().is_empty() {
                let _ = write!(line, " ({})", comma(revision.depends_on().iter().map(String::as_str)));
            }
            line.push_str(" -> ");
        }
        line.push_str(revision.id());
        if self.labels && !revision.branch_labels().is_empty() {
            let _ = write!(line, " ({})", comma(revision.branch_labels().iter().map(String::as_str)));
        }
        if revision.is_real_head() {
            line.push_str(" (head)");
        } else if revision.is_head() {
            line.push_str(" (effective head)");
        }
        if is_current {
            line.push_str(" (current)");
        }
        if self.tree {
            line.push_str(tree_marks(revision));
        }
        if self.doc {
            line.push_str(", ");
            line.push_str(revision.doc());
        }
        line
    }
}

fn tree_marks(revision: &Revision) -> &'static str {
    match (revision.is_branch_point(), revision.is_merge_point()) {
        (false, false) => "",
        (true, false) => " (branchpoint)",
        (false, true) => " (mergepoint)",
        (true, true) => " (branchpoint) (mergepoint)",
    }
}

/// The verbose form, which ends with an empty line.
pub fn verbose_entry(revision: &Revision, is_current: bool) -> String {
    let mut entry = format!(
        "Rev: {}{}{}{}\n",
        revision.id(),
        if revision.is_head() { " (head)" } else { "" },
        tree_marks(revision),
        if is_current { " (current)" } else { "" }
    );
    let parents = if revision.is_merge_point() { "Merges" } else { "Parent" };
    let _ = write!(entry, "{parents}: {}\n", revision.down_revisions_text());
    if !revision.depends_on().is_empty() {
        entry.push_str(&format!(
            "Also depends on: {}\n",
            comma(revision.depends_on().iter().map(String::as_str))
        ));
    }
    if revision.is_branch_point() {
        entry.push_str(&format!(
            "Branches into: {}\n",
            comma(revision.nextrev().iter().map(|id| id.as_str()))
        ));
    }
    if !revision.branch_labels().is_empty() {
        entry.push_str(&format!(
            "Branch names: {}\n",
            comma(revision.branch_labels().iter().map(String::as_str))
        ));
    }
    if let Some(path) = revision.path() {
        let _ = write!(entry, "Path: {}\n", path.display());
    }
    let doc: Vec<String> =
        python_lines(revision.longdoc()).into_iter().map(|line| format!("    {line}")).collect();
    let _ = write!(entry, "\n{}\n", doc.join("\n"));
    entry
}
