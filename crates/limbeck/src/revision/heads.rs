//! What a step does to the rows of the version table, given the rows held at that moment. Sending the statements is `runtime`'s.

use std::collections::BTreeSet;

use super::error::RevisionError;
use super::id::RevisionId;
use super::map::{Node, RevisionMap};
use super::step::{Direction, RevisionStep};
use super::text;

/// One statement on the version table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionChange {
    /// A row appears.
    Insert(RevisionId),
    /// A row is replaced.
    Update {
        /// The row before.
        from: RevisionId,
        /// The row after.
        to: RevisionId,
    },
    /// A row disappears.
    Delete(RevisionId),
}

/// What one step does to the version table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionUpdate {
    /// The statements in order.
    pub changes: Vec<VersionChange>,
    /// The text for the log at level DEBUG.
    pub log: String,
}

/// Some rows become one, or one becomes some.
struct Several {
    others: Vec<RevisionId>,
    last: RevisionId,
}

impl RevisionMap {
    /// The changes a step makes to these rows, which are changed accordingly. Rows are a set: a repeated one is held once.
    ///
    /// An error leaves the rows as far as Alembic had changed them; it is never caught by a command.
    pub fn version_changes(
        &self,
        rows: &mut Vec<String>,
        step: &RevisionStep,
    ) -> Result<VersionUpdate, RevisionError> {
        let mut seen = BTreeSet::new();
        rows.retain(|row| seen.insert(row.clone()));
        let update = if step.direction.is_stamp() {
            stamp_changes(rows, step)?
        } else if step.direction.is_upgrade() {
            self.upgrade_changes(rows, step)?
        } else {
            self.downgrade_changes(rows, step)?
        };
        for change in &update.changes {
            apply(rows, change)?;
        }
        Ok(update)
    }

    fn upgrade_changes(&self, rows: &[String], step: &RevisionStep) -> Result<VersionUpdate, RevisionError> {
        let down = &step.down_revisions;
        let held: Vec<&RevisionId> = down.iter().filter(|id| holds(rows, id)).collect();
        let Some(to) = step.up_revisions.first() else {
            return Err(RevisionError::not_a_revision());
        };
        match held.as_slice() {
            [] => Ok(insert(to)),
            [only] if down.len() > 1 => Ok(update(only, to)),
            [_, _, ..] if down.len() > 1 => {
                let others: Vec<&String> =
                    rows.iter().filter(|row| !down.iter().any(|id| *id == *row.as_str())).collect();
                let from =
                    if others.is_empty() { down.clone() } else { self.without_ancestors(down, &others)? };
                merge(from, to)
            }
            _ => match down.first() {
                Some(only) => Ok(update(only, to)),
                None => Ok(insert(to)),
            },
        }
    }

    fn downgrade_changes(
        &self,
        rows: &[String],
        step: &RevisionStep,
    ) -> Result<VersionUpdate, RevisionError> {
        let down = &step.down_revisions;
        let Some(own) = step.up_revisions.first() else {
            return Err(RevisionError::not_a_revision());
        };
        if holds(rows, own) {
            let others: Vec<&String> = rows.iter().filter(|row| *own != *row.as_str()).collect();
            let to =
                if others.is_empty() { self.topmost(down)? } else { self.without_ancestors(down, &others)? };
            if to.is_empty() {
                return Ok(delete(own));
            }
            if down.len() > 1 {
                let Several { others, last } = last_of(to)?;
                let listed = text::python_tuple(others.iter().map(RevisionId::as_str));
                let log = format!("unmerge, insert {listed}, update {own} to {last}");
                let mut changes: Vec<VersionChange> = others.into_iter().map(VersionChange::Insert).collect();
                changes.push(VersionChange::Update { from: own.clone(), to: last });
                return Ok(VersionUpdate { changes, log });
            }
        }
        if let [only] = down.as_slice() {
            return Ok(update(own, only));
        }
        let held: Vec<&RevisionId> = down.iter().filter(|id| holds(rows, id)).collect();
        match held.as_slice() {
            [only] => Ok(update(own, only)),
            _ => Err(RevisionError::Assertion {
                message: "Can't do an UPDATE because downrevision is ambiguous",
                meaning: "the version table does not hold the revision that is downgraded",
            }),
        }
    }

    /// The identifiers that are not below any of the rows, in file order.
    fn without_ancestors(
        &self,
        ids: &[RevisionId],
        rows: &[&String],
    ) -> Result<Vec<RevisionId>, RevisionError> {
        let mut nodes = Vec::new();
        for row in rows {
            for place in self.places(row)? {
                nodes.push(place.revision()?);
            }
        }
        let below = self.ancestors(&nodes, true)?;
        self.outside(ids, &below)
    }

    /// The identifiers that are not below another one of them, in file order.
    fn topmost(&self, ids: &[RevisionId]) -> Result<Vec<RevisionId>, RevisionError> {
        let mut below = BTreeSet::new();
        for id in ids {
            let node = self.lookup(id, None)?;
            below.extend(self.ancestors(&[node], true)?.into_iter().filter(|other| *other != node));
        }
        self.outside(ids, &below)
    }

    fn outside(&self, ids: &[RevisionId], below: &BTreeSet<Node>) -> Result<Vec<RevisionId>, RevisionError> {
        let mut kept = BTreeSet::new();
        for id in ids {
            let node = self.lookup(id, None)?;
            if !below.contains(&node) {
                kept.insert(node);
            }
        }
        let kept: Vec<Node> = kept.into_iter().collect();
        Ok(self.ids(&kept))
    }
}

fn stamp_changes(rows: &[String], step: &RevisionStep) -> Result<VersionUpdate, RevisionError> {
    let one = |ids: &[RevisionId]| match ids {
        [only] => Ok(only.clone()),
        _ => {
            Err(RevisionError::Assertion { message: "", meaning: "a stamp needs exactly one revision here" })
        }
    };
    let missing = |ids: &[RevisionId]| ids.iter().any(|id| !holds(rows, id));
    match step.direction {
        Direction::StampDowngrade { branch_move: true } => return Ok(delete(&one(&step.from)?)),
        Direction::StampUpgrade { branch_move }
            if (branch_move || missing(&step.from)) && missing(&step.to) =>
        {
            return Ok(insert(&one(&step.to)?));
        }
        Direction::StampUpgrade { .. }
        | Direction::StampDowngrade { .. }
        | Direction::Upgrade
        | Direction::Downgrade => {}
    }
    if step.from.len() > 1 {
        return merge(step.from.clone(), &one(&step.to)?);
    }
    Ok(update(&one(&step.from)?, &one(&step.to)?))
}

fn holds(rows: &[String], id: &RevisionId) -> bool {
    rows.iter().any(|row| *id == *row.as_str())
}

fn insert(id: &RevisionId) -> VersionUpdate {
    VersionUpdate { changes: vec![VersionChange::Insert(id.clone())], log: format!("new branch insert {id}") }
}

fn delete(id: &RevisionId) -> VersionUpdate {
    VersionUpdate { changes: vec![VersionChange::Delete(id.clone())], log: format!("branch delete {id}") }
}

fn update(from: &RevisionId, to: &RevisionId) -> VersionUpdate {
    VersionUpdate {
        changes: vec![VersionChange::Update { from: from.clone(), to: to.clone() }],
        log: format!("update {from} to {to}"),
    }
}

fn merge(from: Vec<RevisionId>, to: &RevisionId) -> Result<VersionUpdate, RevisionError> {
    let Several { others, last } = last_of(from)?;
    let listed = text::python_list(others.iter().map(RevisionId::as_str));
    let log = format!("merge, delete {listed}, update {last} to {to}");
    let mut changes: Vec<VersionChange> = others.into_iter().map(VersionChange::Delete).collect();
    changes.push(VersionChange::Update { from: last, to: to.clone() });
    Ok(VersionUpdate { changes, log })
}

/// Alembic takes the last one of a list that may turn out empty.
fn last_of(mut ids: Vec<RevisionId>) -> Result<Several, RevisionError> {
    match ids.pop() {
        Some(last) => Ok(Several { others: ids, last }),
        None => Err(RevisionError::OutOfRange),
    }
}

fn apply(rows: &mut Vec<String>, change: &VersionChange) -> Result<(), RevisionError> {
    let absent = |id: &RevisionId, rows: &[String]| {
        if holds(rows, id) {
            Err(RevisionError::Assertion {
                message: "",
                meaning: "the version table already holds the revision to be written",
            })
        } else {
            Ok(())
        }
    };
    let remove =
        |id: &RevisionId, rows: &mut Vec<String>| match rows.iter().position(|row| *id == *row.as_str()) {
            Some(position) => Ok(rows.remove(position)),
            None => Err(RevisionError::RowMissing { row: id.to_string() }),
        };
    match change {
        VersionChange::Insert(id) => {
            absent(id, rows)?;
            rows.push(id.to_string());
        }
        VersionChange::Delete(id) => {
            remove(id, rows)?;
        }
        VersionChange::Update { from, to } => {
            absent(to, rows)?;
            remove(from, rows)?;
            rows.push(to.to_string());
        }
    }
    Ok(())
}
