//! One revision: what its file declares, and what the rest of the graph makes of it. Built into a graph in `map`.

use std::path::{Path, PathBuf};

use indexmap::IndexSet;

use super::error::RevisionError;
use super::id::RevisionId;
use super::text;

/// Characters with a meaning in symbols, which an identifier therefore may not have.
const ILLEGAL_CHARACTERS: [char; 4] = ['+', '-', ':', '@'];

/// What a revision file declares; input of [`Revision::new`].
#[derive(Debug, Clone, Default)]
pub struct RevisionSource {
    /// `revision`.
    pub revision: String,
    /// `down_revision` as a list: empty for a base, more than one for a merge.
    pub down_revisions: Vec<String>,
    /// `depends_on` as written: identifiers or branch labels.
    pub depends_on: Vec<String>,
    /// `branch_labels` as written.
    pub branch_labels: Vec<String>,
    /// The module's docstring; empty when there is none.
    pub doc: String,
    /// The file, when there is one.
    pub path: Option<PathBuf>,
}

/// One revision of the graph.
#[derive(Debug, Clone)]
pub struct Revision {
    id: RevisionId,
    down_revisions: Vec<RevisionId>,
    depends_on: Vec<String>,
    declared_labels: Vec<String>,
    longdoc: String,
    path: Option<PathBuf>,
    // What follows is filled in by the map.
    pub(super) branch_labels: IndexSet<String>,
    pub(super) resolved_dependencies: Vec<RevisionId>,
    pub(super) normalized_dependencies: Vec<RevisionId>,
    pub(super) nextrev: IndexSet<RevisionId>,
    pub(super) all_nextrev: IndexSet<RevisionId>,
}

impl Revision {
    /// Checks what can be checked without the other revisions: that the revision is not its own parent or dependency, and that
    /// its identifier has no character with a meaning in symbols.
    pub fn new(source: RevisionSource) -> Result<Self, RevisionError> {
        let id = RevisionId::from(source.revision);
        if source.down_revisions.iter().any(|down| id == *down.as_str()) {
            return Err(RevisionError::LoopDetected { revision: id });
        }
        if source.depends_on.iter().any(|dependency| id == *dependency.as_str()) {
            return Err(RevisionError::DependencyLoopDetected { revision: id });
        }
        Self::verify_revision_id(&id)?;
        Ok(Self {
            id,
            down_revisions: source.down_revisions.into_iter().map(RevisionId::from).collect(),
            depends_on: source.depends_on,
            branch_labels: source.branch_labels.iter().cloned().collect(),
            declared_labels: source.branch_labels,
            longdoc: text::python_strip(&source.doc).to_owned(),
            path: source.path,
            resolved_dependencies: Vec::new(),
            normalized_dependencies: Vec::new(),
            nextrev: IndexSet::new(),
            all_nextrev: IndexSet::new(),
        })
    }

    /// Refuses an identifier with a character that has a meaning in symbols.
    pub fn verify_revision_id(identifier: &str) -> Result<(), RevisionError> {
        let found: Vec<String> = ILLEGAL_CHARACTERS
            .iter()
            .filter(|character| identifier.contains(**character))
            .map(char::to_string)
            .collect();
        if found.is_empty() {
            return Ok(());
        }
        let found = found.join(", ");
        Err(RevisionError::Plain(format!(
            "Character(s) '{found}' not allowed in revision identifier '{identifier}'"
        )))
    }

    /// The identifier.
    pub fn id(&self) -> &RevisionId {
        &self.id
    }

    /// `down_revision` as written, as a list.
    pub fn down_revisions(&self) -> &[RevisionId] {
        &self.down_revisions
    }

    /// The parents as listings show them: comma-joined, `<base>` for none.
    pub fn down_revisions_text(&self) -> String {
        if self.down_revisions.is_empty() {
            return "<base>".to_owned();
        }
        text::comma(self.down_revisions.iter().map(RevisionId::as_str))
    }

    /// `depends_on` as written: identifiers and branch labels.
    pub fn depends_on(&self) -> &[String] {
        &self.depends_on
    }

    /// `depends_on` with labels replaced by the identifiers they stand for.
    pub fn resolved_dependencies(&self) -> &[RevisionId] {
        &self.resolved_dependencies
    }

    /// The dependencies that no ancestor along `down_revision` declares already.
    pub fn normalized_dependencies(&self) -> &[RevisionId] {
        &self.normalized_dependencies
    }

    /// `branch_labels` as written in this revision's file.
    pub fn declared_labels(&self) -> &[String] {
        &self.declared_labels
    }

    /// Every branch label that applies here: its own and those that spread to it.
    pub fn branch_labels(&self) -> &IndexSet<String> {
        &self.branch_labels
    }

    /// The revisions that name this one as `down_revision`, in file order.
    pub fn nextrev(&self) -> &IndexSet<RevisionId> {
        &self.nextrev
    }

    /// The revisions that follow or depend on this one, in file order.
    pub fn all_nextrev(&self) -> &IndexSet<RevisionId> {
        &self.all_nextrev
    }

    /// The first paragraph of the docstring.
    pub fn doc(&self) -> &str {
        self.longdoc.split("\n\n").next().unwrap_or_default()
    }

    /// The docstring without blanks around it.
    pub fn longdoc(&self) -> &str {
        &self.longdoc
    }

    /// The file, when there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether no revision names this one as `down_revision`.
    pub fn is_head(&self) -> bool {
        self.nextrev.is_empty()
    }

    /// Whether nothing follows or depends on this revision.
    pub fn is_real_head(&self) -> bool {
        self.all_nextrev.is_empty()
    }

    /// Whether the revision has no `down_revision`.
    pub fn is_base(&self) -> bool {
        self.down_revisions.is_empty()
    }

    /// Whether the revision has neither `down_revision` nor `depends_on`.
    pub fn is_real_base(&self) -> bool {
        self.down_revisions.is_empty() && self.depends_on.is_empty()
    }

    /// Whether several revisions name this one as `down_revision`.
    pub fn is_branch_point(&self) -> bool {
        self.nextrev.len() > 1
    }

    /// Whether several revisions follow or depend on this one.
    pub(super) fn is_real_branch_point(&self) -> bool {
        self.all_nextrev.len() > 1
    }

    /// Whether the revision has several `down_revision`s.
    pub fn is_merge_point(&self) -> bool {
        self.down_revisions.len() > 1
    }

    /// The revision as its file declares it, without what a map made of it.
    pub(super) fn pristine(&self) -> Self {
        Self {
            branch_labels: self.declared_labels.iter().cloned().collect(),
            resolved_dependencies: Vec::new(),
            normalized_dependencies: Vec::new(),
            nextrev: IndexSet::new(),
            all_nextrev: IndexSet::new(),
            ..self.clone()
        }
    }

    /// Parents and resolved dependencies, each once.
    pub(super) fn all_down_revisions(&self) -> Vec<RevisionId> {
        unique(self.down_revisions.iter().chain(&self.resolved_dependencies))
    }

    /// Parents and normalized dependencies, each once: what the row of this revision replaces in the version table.
    pub fn normalized_down_revisions(&self) -> Vec<RevisionId> {
        unique(self.down_revisions.iter().chain(&self.normalized_dependencies))
    }
}

fn unique<'a>(ids: impl Iterator<Item = &'a RevisionId>) -> Vec<RevisionId> {
    let set: IndexSet<&RevisionId> = ids.collect();
    set.into_iter().cloned().collect()
}
