//! How one revision is listed: in one line, and in a verbose entry.

use std::fmt::Write as _;

use crate::python::{comma, python_lines};
use crate::revision::{Revision, RevisionId};

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
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(entry, "{name}: {value}");
    };
    line(if revision.is_merge_point() { "Merges" } else { "Parent" }, &revision.down_revisions_text());
    if !revision.depends_on().is_empty() {
        line("Also depends on", &comma(revision.depends_on().iter().map(String::as_str)));
    }
    if revision.is_branch_point() {
        line("Branches into", &comma(revision.nextrev().iter().map(RevisionId::as_str)));
    }
    if !revision.branch_labels().is_empty() {
        line("Branch names", &comma(revision.branch_labels().iter().map(String::as_str)));
    }
    if let Some(path) = revision.path() {
        line("Path", &path.display().to_string());
    }
    let doc: Vec<String> =
        python_lines(revision.longdoc()).into_iter().map(|line| format!("    {line}")).collect();
    let _ = writeln!(entry, "\n{}", doc.join("\n"));
    entry
}
