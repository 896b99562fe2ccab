//! What is in the database, in no model, and yet not proposed for dropping: what the database refuses to drop by
//! itself, or what would take rows along that the models keep.
//!
//! Lives here: what such objects are, and how they are told. Does not live here: how the database marks them
//! (`dialect/<name>/inspect`, [`crate::reflect::Notes`]). Alembic proposes them all, in files that fail or lose rows.

use super::{
    hooks::CompareHooks,
    tables::{Comparator, Place, place},
};
use crate::{
    name::{Identifier, QualifiedName},
    reflect::Notes,
};
use std::collections::BTreeSet;

/// An object that is left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The table, named as it was reflected.
    pub table: QualifiedName,
    /// The index or constraint of it; `None` is the table itself.
    pub member: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// Why an object is left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// PostgreSQL: it belongs to this extension.
    Extension(String),
    /// PostgreSQL: it is a partition of this table, which stays.
    Partition(QualifiedName),
    /// PostgreSQL: it came with an index of the table that its table is a partition of.
    AttachedIndex,
    /// PostgreSQL: it came with a constraint of another table, or of the table that its own is a partition of.
    InheritedConstraint,
    /// SQLite: it holds what this virtual table consists of.
    Shadow(String),
}

/// So many objects are named in one note.
const MOST: usize = 8;

/// Objects of one note: which, why they stay, and what drops them.
type Kind = (fn(&Reason) -> bool, &'static str, &'static str);

/// What is to be said of the objects that were left out: one text for each reason, none where there are none.
pub fn notes(left_out: &BTreeSet<LeftOut>) -> Vec<String> {
    let kinds: [Kind; 5] = [
        (
            |reason| matches!(reason, Reason::Extension(_)),
            "an extension owns them",
            "DROP EXTENSION drops them, DROP TABLE fails",
        ),
        (
            |reason| matches!(reason, Reason::Partition(_)),
            "they are partitions of tables that stay",
            "to drop one with its rows, write op.drop_table() into a revision",
        ),
        (
            |reason| matches!(reason, Reason::AttachedIndex),
            "they are parts of indexes of partitioned tables",
            "they go with those, DROP INDEX fails",
        ),
        (
            |reason| matches!(reason, Reason::InheritedConstraint),
            "they come from constraints on partitioned or inherited tables",
            "they go with those, DROP CONSTRAINT fails",
        ),
        (
            |reason| matches!(reason, Reason::Shadow(_)),
            "virtual tables consist of them",
            "DROP TABLE of the virtual table drops them",
        ),
    ];
    let note = |(wanted, why, remedy): Kind| {
        let objects: Vec<&LeftOut> = left_out.iter().filter(|object| wanted(&object.reason)).collect();
        let text = || format!("not proposed for dropping, because {why}: {}; {remedy}", listed(&objects));
        (!objects.is_empty()).then(text)
    };
    kinds.into_iter().filter_map(note).collect()
}

/// The first objects, and how many more there are.
fn listed(objects: &[&LeftOut]) -> String {
    let mut names: Vec<String> = objects.iter().take(MOST).map(|object| shown(object)).collect();
    match objects.len().saturating_sub(MOST) {
        0 => {}
        more => names.push(format!("and {more} more")),
    }
    names.join(", ")
}

fn shown(object: &LeftOut) -> String {
    let table = &object.table;
    match (&object.reason, &object.member) {
        (Reason::Extension(other) | Reason::Shadow(other), _) => format!("{table} ({other})"),
        (Reason::Partition(parent), _) => format!("{table} ({})", parent.name),
        (_, Some(member)) => format!("{member} (on {table})"),
        (_, None) => table.to_string(),
    }
}

impl<H: CompareHooks> Comparator<'_, H> {
    /// What the database knows of a table.
    pub(super) fn notes_of(&self, table: &QualifiedName) -> Option<&Notes> {
        self.notes.get(table)
    }

    /// Why a table that is in no model stays nevertheless; `is_declared` says whether a table is in a model.
    pub(super) fn reason_to_stay(
        &self,
        table: &QualifiedName,
        is_declared: impl Fn(Place<'_>) -> bool,
    ) -> Option<Reason> {
        let notes = self.notes_of(table)?;
        if let Some(extension) = &notes.extension {
            return Some(Reason::Extension(extension.clone()));
        }
        if let Some(virtual_table) = &notes.shadow_of {
            return Some(Reason::Shadow(virtual_table.clone()));
        }
        // A partition may be partitioned itself.
        let mut parent = self.parent(table);
        while let Some(name) = parent {
            let is_owned = self.notes_of(&name).is_some_and(|notes| notes.extension.is_some());
            if is_owned || is_declared(place(&name)) {
                return Some(Reason::Partition(name));
            }
            parent = self.parent(&name);
        }
        None
    }

    /// The table that one is a partition of, named as the comparison names it.
    pub(super) fn parent(&self, table: &QualifiedName) -> Option<QualifiedName> {
        let parent = self.notes_of(table)?.partition_of.as_ref()?;
        let schema =
            parent.schema_text().filter(|schema| Some(*schema) != self.options.default_schema.as_deref());
        let named = QualifiedName { schema: schema.map(Identifier::from), name: parent.name.clone() };
        // Of several schemas on the search path all tables come without one.
        let bare = QualifiedName { schema: None, name: parent.name.clone() };
        let is_bare =
            table.schema.is_none() && !self.notes.contains_key(&named) && self.notes.contains_key(&bare);
        Some(if is_bare { bare } else { named })
    }

    /// Whether an index or a constraint came with one of another table.
    pub(super) fn is_brought(&self, table: &QualifiedName, member: Option<&str>, reason: &Reason) -> bool {
        let Some((member, notes)) = member.zip(self.notes_of(table)) else { return false };
        match reason {
            Reason::AttachedIndex => notes.attached_indexes.contains(member),
            Reason::InheritedConstraint => notes.inherited_constraints.contains(member),
            Reason::Extension(_) | Reason::Partition(_) | Reason::Shadow(_) => false,
        }
    }

    /// Leaves out an index or a constraint that the database does not drop by itself; gives whether it does so.
    pub(super) fn leaves_out(&mut self, table: &QualifiedName, member: Option<&str>, reason: Reason) -> bool {
        let is_left_out = self.is_brought(table, member, &reason);
        if is_left_out {
            let member = member.map(str::to_owned);
            self.hooks.left_out(LeftOut { table: table.clone(), member, reason });
        }
        is_left_out
    }
}
