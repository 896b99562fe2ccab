//! What a symbol means: `head`, `heads`, `base`, identifiers and their beginnings, labels, `label@X`, `-N` below the heads.
//!
//! Symbols relative to another symbol or to the rows of the version table (`head-1`, `+1`) are in `select`: they mean different
//! things to upgrade and downgrade.

use std::collections::BTreeSet;

use super::error::{Catch, RevisionError};
use super::id::{RevisionArgument, RevisionId};
use super::map::{Node, RevisionMap};
use super::revision::Revision;
use super::text;

/// Where a symbol leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: no revision was asked for, or a walk went too far.
    Nothing,
    /// Just below a base, by walking down.
    Base,
    /// A revision.
    At(Node),
}

impl Place {
    /// The revision, or Alembic's assertion that there is one.
    pub(super) fn revision(self) -> Result<Node, RevisionError> {
        match self {
            Self::At(node) => Ok(node),
            Self::Nothing | Self::Base => Err(RevisionError::not_a_revision()),
        }
    }
}

/// Where a symbol leads, for commands.
#[derive(Debug, Clone, Copy)]
pub enum Resolved<'a> {
    /// A revision.
    Revision(&'a Revision),
    /// A walk down that ended exactly below a base.
    Base,
    /// A walk down that went further than that.
    Nothing,
}

impl<'a> Resolved<'a> {
    /// The revision, or the error Python gives when `attribute` of something else is asked for.
    pub fn revision(self, attribute: &str) -> Result<&'a Revision, RevisionError> {
        let kind = match self {
            Self::Revision(revision) => return Ok(revision),
            Self::Base => "str",
            Self::Nothing => "NoneType",
        };
        Err(RevisionError::NoSuchAttribute {
            message: format!("'{kind}' object has no attribute '{attribute}'"),
            meaning: "the symbol leads below the first revision",
        })
    }
}

/// A symbol split into what it names and the branch it is looked up in.
pub(super) struct Split {
    /// Identifiers to look up; empty for the base.
    pub(super) ids: Vec<String>,
    /// The part before `@`.
    pub(super) branch_label: Option<String>,
}

impl RevisionMap {
    /// The revisions a symbol means; nothing for `base`. Errors are as Alembic's commands show them.
    pub fn resolve(&self, argument: &RevisionArgument) -> Result<Vec<Resolved<'_>>, RevisionError> {
        let places = self.places_of(argument).map_err(RevisionError::caught)?;
        Ok(places.into_iter().map(|place| self.resolved(place)).collect())
    }

    /// As [`Self::resolve`] for the `--head` of a new revision, where several heads have a text of their own.
    pub fn resolve_for_new_revision(
        &self,
        argument: &RevisionArgument,
    ) -> Result<Vec<Resolved<'_>>, RevisionError> {
        let catch = Catch {
            multiple_heads: Some(
                "Multiple heads are present; please specify the head revision on which the new revision should be based, or \
                 perform a merge.",
            ),
            ..Catch::default()
        };
        let places = self.places_of(argument).map_err(|error| catch.wrap(error))?;
        Ok(places.into_iter().map(|place| self.resolved(place)).collect())
    }

    /// The one revision a symbol means, `None` for `base`. Errors are as Alembic's commands show them.
    pub fn resolve_one(&self, symbol: &str) -> Result<Option<&Revision>, RevisionError> {
        let found = self.revision_of(Some(symbol)).map_err(RevisionError::caught)?;
        Ok(found.map(|node| self.node(node)))
    }

    /// The identifiers behind a symbol without looking them up: `None` for `base`, all for `heads`, else the first. What
    /// `context.get_head_revision()` and its kin answer.
    pub fn as_revision_number(&self, symbol: Option<&str>) -> Result<RevisionArgument, RevisionError> {
        let split = self.split(symbol).map_err(RevisionError::caught)?;
        Ok(match (split.ids.first(), symbol) {
            (None, _) => RevisionArgument::Nothing,
            (Some(_), Some("heads")) => RevisionArgument::Several(split.ids),
            (Some(first), _) => RevisionArgument::One(first.clone()),
        })
    }

    /// The only head, `None` for an empty graph. Several heads are an error with the text for a whole script directory.
    pub fn current_head(&self) -> Result<Option<&RevisionId>, RevisionError> {
        let catch = Catch {
            multiple_heads: Some(
                "The script directory has multiple heads (due to branching).Please use get_heads(), or merge the branches using \
                 alembic merge.",
            ),
            ..Catch::default()
        };
        match self.head_of(None) {
            Ok(_) => Ok(self.heads.first()),
            Err(error) => Err(catch.wrap(error)),
        }
    }

    /// The rows and everything below them, reduced to the tips along `down_revision`: what `current` lists, in file order.
    pub fn all_current(&self, rows: &[String]) -> Result<Vec<&Revision>, RevisionError> {
        let nodes = self.current_tips(rows).map_err(RevisionError::caught)?;
        Ok(nodes.into_iter().map(|node| self.node(node)).collect())
    }

    pub(super) fn resolved(&self, place: Place) -> Resolved<'_> {
        match place {
            Place::Nothing => Resolved::Nothing,
            Place::Base => Resolved::Base,
            Place::At(node) => Resolved::Revision(self.node(node)),
        }
    }

    pub(super) fn current_tips(&self, rows: &[String]) -> Result<BTreeSet<Node>, RevisionError> {
        let mut top = Vec::new();
        for row in rows {
            for place in self.places(row)? {
                top.push(place.revision()?);
            }
        }
        let all = self.ancestors(&top, true)?;
        let mut tips = BTreeSet::new();
        for &node in &all {
            let above = self.descendants(&[node], false)?;
            if !above.iter().any(|other| *other != node && all.contains(other)) {
                tips.insert(node);
            }
        }
        Ok(tips)
    }

    /// The places of any argument.
    pub(super) fn places_of(&self, argument: &RevisionArgument) -> Result<Vec<Place>, RevisionError> {
        match argument {
            RevisionArgument::Nothing => Ok(Vec::new()),
            RevisionArgument::One(symbol) => self.places(symbol),
            RevisionArgument::Several(symbols) => {
                let mut places = Vec::new();
                for symbol in symbols {
                    places.extend(self.places(symbol)?);
                }
                Ok(places)
            }
        }
    }

    /// The places one symbol means.
    pub(super) fn places(&self, symbol: &str) -> Result<Vec<Place>, RevisionError> {
        let split = self.split(Some(symbol))?;
        if let [only] = split.ids.as_slice()
            && let Some(steps) = text::python_int(only)
            && steps < 0
        {
            return self.places_below_heads(steps, split.branch_label.as_deref());
        }
        let mut places = Vec::with_capacity(split.ids.len());
        for id in &split.ids {
            places.push(Place::At(self.lookup(id, split.branch_label.as_deref())?));
        }
        Ok(places)
    }

    fn places_below_heads(
        &self,
        steps: i64,
        branch_label: Option<&str>,
    ) -> Result<Vec<Place>, RevisionError> {
        let mut places = Vec::new();
        for head in self.places("heads")? {
            let labelled = match (branch_label, head) {
                (Some(label), Place::At(node)) => self.node(node).branch_labels.contains(label),
                _ => true,
            };
            if labelled {
                places.push(self.walk(head, steps, None, true)?);
            }
        }
        Ok(places)
    }

    /// The one revision a symbol means; `None` for the base.
    pub(super) fn revision_of(&self, symbol: Option<&str>) -> Result<Option<Node>, RevisionError> {
        let split = self.split(symbol)?;
        match split.ids.as_slice() {
            [] => match split.branch_label.as_deref() {
                // The branch must exist even where only its base is meant.
                Some(label) if !label.is_empty() => self.branch(label).map(|_| None),
                _ => Ok(None),
            },
            [only] => self.lookup(only, split.branch_label.as_deref()).map(Some),
            several => Err(RevisionError::MultipleHeads {
                heads: several.iter().map(|id| RevisionId::new(id)).collect(),
                argument: symbol.unwrap_or("None").to_owned(),
            }),
        }
    }

    /// Splits a symbol and replaces `head`, `heads` and `base`.
    pub(super) fn split(&self, symbol: Option<&str>) -> Result<Split, RevisionError> {
        let Some(symbol) = symbol else {
            return Ok(Split { ids: Vec::new(), branch_label: None });
        };
        let (branch_label, id) = match symbol.split_once('@') {
            Some((label, id)) => (Some(label), id),
            None => (None, symbol),
        };
        let ids = match id {
            "heads" => match branch_label {
                Some(label) if !label.is_empty() => self.filter_ids_for_lineage(&self.heads, label)?,
                _ => self.real_heads.clone(),
            },
            "head" => self.head_of(branch_label)?.into_iter().collect(),
            "base" => Vec::new(),
            other => vec![RevisionId::new(other)],
        };
        Ok(Split {
            ids: ids.iter().map(String::from).collect(),
            branch_label: branch_label.map(str::to_owned),
        })
    }

    fn head_of(&self, branch_label: Option<&str>) -> Result<Option<RevisionId>, RevisionError> {
        let label = branch_label.filter(|label| !label.is_empty());
        let heads = match label {
            Some(label) => self.filter_ids_for_lineage(&self.heads, label)?,
            None => self.heads.clone(),
        };
        if heads.len() > 1 {
            let argument = label.map_or_else(|| "head".to_owned(), |label| format!("{label}@head"));
            return Err(RevisionError::MultipleHeads { heads, argument });
        }
        Ok(heads.into_iter().next())
    }

    /// The revision that stands for a branch: by label, identifier or the beginning of one.
    pub(super) fn branch(&self, label: &str) -> Result<Node, RevisionError> {
        if let Some(node) = self.names.get(label) {
            return Ok(*node);
        }
        self.lookup(label, None).map_err(|error| {
            if matches!(error, RevisionError::Resolution { .. }) {
                let message = format!("No such branch: '{label}'");
                RevisionError::Resolution { message, argument: label.to_owned() }
            } else {
                error
            }
        })
    }

    /// Looks up an identifier, a label, or the beginning of one; with a branch, the revision must share its lineage.
    pub(super) fn lookup(&self, id: &str, check_branch: Option<&str>) -> Result<Node, RevisionError> {
        let check_branch = check_branch.filter(|label| !label.is_empty());
        let branch = check_branch.map(|label| self.branch(label)).transpose()?;
        let node = match self.names.get(id) {
            Some(node) => *node,
            None if id.is_empty() => {
                return Err(RevisionError::Assertion {
                    message: "",
                    meaning: "a revision symbol may not be empty",
                });
            }
            None => self.lookup_beginning(id, check_branch)?,
        };
        if let (Some(label), Some(branch)) = (check_branch, branch) {
            let revision = self.node(node).id();
            let own = self.lookup(revision, None)?;
            if !self.shares_lineage(own, &[self.lookup(self.node(branch).id(), None)?], false)? {
                return Err(RevisionError::Resolution {
                    message: format!("Revision {revision} is not a member of branch '{label}'"),
                    argument: id.to_owned(),
                });
            }
        }
        Ok(node)
    }

    fn lookup_beginning(&self, id: &str, check_branch: Option<&str>) -> Result<Node, RevisionError> {
        // A name of three characters or fewer is found only when it is given in full.
        let mut names: Vec<RevisionId> = self
            .names
            .keys()
            .filter(|name| name.chars().nth(3).is_some() && name.starts_with(id))
            .cloned()
            .collect();
        if let Some(label) = check_branch {
            names = self.filter_ids_for_lineage(&names, label)?;
        }
        let message = match names.as_slice() {
            [only] => return self.named(only),
            [] => {
                let hint = if id.chars().nth(3).is_none() {
                    "; please ensure at least four characters are present for partial revision identifier matches"
                } else {
                    ""
                };
                format!("No such revision or branch '{id}'{hint}")
            }
            several => {
                let shown: Vec<String> = several.iter().take(3).map(|name| format!("'{name}'")).collect();
                format!("Multiple revisions start with '{id}': {}...", shown.join(", "))
            }
        };
        Err(RevisionError::Resolution { message, argument: id.to_owned() })
    }

    /// Those of the identifiers that share lineage with a symbol.
    pub(super) fn filter_ids_for_lineage(
        &self,
        ids: &[RevisionId],
        against: &str,
    ) -> Result<Vec<RevisionId>, RevisionError> {
        let shares = self.shares(against)?;
        let mut kept = Vec::new();
        for id in ids {
            if shares.is_empty() || self.shares_lineage_named(self.lookup(id, None)?, &shares, false)? {
                kept.push(id.clone());
            }
        }
        Ok(kept)
    }

    /// Those of the revisions that share lineage with a symbol.
    pub(super) fn filter_nodes_for_lineage(
        &self,
        nodes: Vec<Node>,
        against: &str,
        include_dependencies: bool,
    ) -> Result<Vec<Node>, RevisionError> {
        let shares = self.shares(against)?;
        let mut kept = Vec::new();
        for node in nodes {
            if shares.is_empty() || self.shares_lineage_named(node, &shares, include_dependencies)? {
                kept.push(node);
            }
        }
        Ok(kept)
    }

    /// The names a symbol is compared by: its branch label and what it resolves to.
    fn shares(&self, against: &str) -> Result<Vec<String>, RevisionError> {
        let split = self.split(Some(against))?;
        Ok(split.branch_label.into_iter().filter(|label| !label.is_empty()).chain(split.ids).collect())
    }

    fn shares_lineage_named(
        &self,
        node: Node,
        names: &[String],
        include_dependencies: bool,
    ) -> Result<bool, RevisionError> {
        let mut against = Vec::with_capacity(names.len());
        for name in names {
            against.push(self.lookup(name, None)?);
        }
        self.shares_lineage(node, &against, include_dependencies)
    }

    fn shares_lineage(
        &self,
        node: Node,
        against: &[Node],
        include_dependencies: bool,
    ) -> Result<bool, RevisionError> {
        let above = self.descendants(&[node], include_dependencies)?;
        if against.iter().any(|other| above.contains(other)) {
            return Ok(true);
        }
        let below = self.ancestors(&[node], include_dependencies)?;
        Ok(against.iter().any(|other| below.contains(other)))
    }
}
