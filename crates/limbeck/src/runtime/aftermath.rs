//! What a failed step leaves behind where statements that define something commit themselves (MySQL).
//!
//! Lives here: the words, and the [`Journal`] that tells what was committed.

use crate::revision::{RevisionId, RevisionStep};

/// Longest part of a statement that is shown.
const LONGEST: usize = 200;

/// Statements of one step as the server took them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// Statements that succeeded, in order.
    pub done: Vec<String>,
    /// How many of `done`, from the first, cannot be taken back.
    pub durable: usize,
    /// The statement that failed.
    pub failed: Option<String>,
    /// Whether it failed because what it makes is there, or what it drops is not.
    pub done_before: bool,
}

/// What took effect, and how to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aftermath {
    /// Facts, one a note.
    pub notes: Vec<String>,
    /// What to do.
    pub help: String,
}

impl Aftermath {
    /// `None` where nothing was left behind, as far as anybody can tell.
    pub(super) fn of(step: &RevisionStep, journal: &Journal) -> Option<Self> {
        let (durable, undone) = journal.done.split_at(journal.durable.min(journal.done.len()));
        // The revision that the version table is to name once the step is done.
        let ids: Vec<&str> = step.to.iter().map(RevisionId::as_str).collect();
        let target = if ids.is_empty() { "base".to_owned() } else { ids.join(" ") };
        if durable.is_empty() {
            // A run that was killed could not say anything.
            return journal.done_before.then(|| Self {
                notes: Vec::new(),
                help: format!(
                    "if an earlier run of this step ended in the middle, what it defined is still there, since the \
                     database commits each statement that defines something: undo that by hand and run the command \
                     again; or do the rest of the step by hand, then `stamp {target}`"
                ),
            });
        }
        let mut notes = vec![format!(
            "a part of this step took effect, since the database commits each statement that defines \
             something:{}",
            listed(durable)
        )];
        if !undone.is_empty() {
            notes.push(format!("taken back:{}", listed(undone)));
        }
        if let Some(failed) = &journal.failed {
            notes.push(format!("failed:{}", listed(std::slice::from_ref(failed))));
        }
        let help = format!(
            "undo what took effect by hand and run the command again; or do the rest of the step by hand, then \
             `stamp {target}`"
        );
        Some(Self { notes, help })
    }
}

/// Statements, one a line.
fn listed(statements: &[String]) -> String {
    let mut lines = String::new();
    for statement in statements {
        let line = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push_str("\n  ");
        lines.extend(line.chars().take(LONGEST));
        if line.chars().nth(LONGEST).is_some() {
            lines.push_str(" …");
        }
    }
    lines
}
