//! The steps that lead from the rows of the version table to a target: upgrade, downgrade, stamp; and the walk through history.
//!
//! What a step does to the rows is in `heads`, because it depends on the rows held when the step runs.

use std::fmt;

use indexmap::IndexSet;

use super::error::{Catch, RevisionError};
use super::id::{RevisionArgument, RevisionId};
use super::map::{Node, RevisionMap};
use super::revision::Revision;
use super::select::Range;
use super::symbols::Place;
use super::text;

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Runs the revision's `upgrade()`.
    Upgrade,
    /// Runs the revision's `downgrade()`.
    Downgrade,
    /// Changes rows only, upwards.
    StampUpgrade {
        /// The rows begin a branch rather than move along one.
        branch_move: bool,
    },
    /// Changes rows only, downwards.
    StampDowngrade {
        /// The rows leave a branch rather than move along one.
        branch_move: bool,
    },
}

impl Direction {
    /// Whether the step goes up.
    pub fn is_upgrade(self) -> bool {
        matches!(self, Self::Upgrade | Self::StampUpgrade { .. })
    }

    /// Whether the step changes rows only.
    pub fn is_stamp(self) -> bool {
        matches!(self, Self::StampUpgrade { .. } | Self::StampDowngrade { .. })
    }

    /// The word in log lines, which is the name of the function that runs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
            Self::StampUpgrade { .. } | Self::StampDowngrade { .. } => "stamp_revision",
        }
    }
}

/// One step of an upgrade, a downgrade or a stamp. `Display` is what the log shows after `Running `.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionStep {
    /// What the step does.
    pub direction: Direction,
    /// The revision whose function runs; `None` for a stamp.
    pub revision: Option<RevisionId>,
    /// The revisions the step comes from as shown, dependencies left out.
    pub from: Vec<RevisionId>,
    /// The revisions the step goes to as shown, dependencies left out.
    pub to: Vec<RevisionId>,
    /// The upper side of the step: the revision, or the stamped ones.
    pub up_revisions: Vec<RevisionId>,
    /// The lower side of the step: parents, then normalized dependencies.
    pub down_revisions: Vec<RevisionId>,
    /// The first paragraph of the revision's docstring; empty for a stamp.
    pub doc: String,
}

impl RevisionStep {
    /// The step as `--sql` output names it: without the docstring.
    pub fn short_log(&self) -> String {
        let comma = |ids: &[RevisionId]| text::comma(ids.iter().map(RevisionId::as_str));
        format!("{} {} -> {}", self.direction.name(), comma(&self.from), comma(&self.to))
    }

    fn of_revision(revision: &Revision, direction: Direction) -> Self {
        let own = vec![revision.id().clone()];
        let parents = revision.down_revisions().to_vec();
        let (from, to) = if direction.is_upgrade() { (parents, own.clone()) } else { (own.clone(), parents) };
        Self {
            direction,
            revision: Some(revision.id().clone()),
            from,
            to,
            up_revisions: own,
            down_revisions: revision.normalized_down_revisions(),
            doc: revision.doc().to_owned(),
        }
    }

    fn stamp(from: Vec<RevisionId>, to: Vec<RevisionId>, direction: Direction) -> Self {
        let (up_revisions, down_revisions) =
            if direction.is_upgrade() { (to.clone(), from.clone()) } else { (from.clone(), to.clone()) };
        Self { direction, revision: None, from, to, up_revisions, down_revisions, doc: String::new() }
    }
}

impl fmt::Display for RevisionStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.short_log())?;
        if self.doc.is_empty() { Ok(()) } else { write!(formatter, ", {}", self.doc) }
    }
}

impl RevisionMap {
    /// The steps of `upgrade TARGET` for a database with these rows, first step first.
    pub fn upgrade_steps(&self, rows: &[String], target: &str) -> Result<Vec<RevisionStep>, RevisionError> {
        let target = RevisionArgument::from(target);
        let catch = Catch {
            ancestor: Some("Destination {end} is not a valid upgrade target from current head(s)"),
            end: Some(target.clone()),
            ..Catch::default()
        };
        let range = Range { inclusive: false, implicit_base: true, assert_relative_length: true };
        let mut steps = self
            .range(&target, &RevisionArgument::from(rows), range, &mut Vec::new())
            .map_err(|error| catch.wrap(error))?
            .into_iter()
            .map(|revision| RevisionStep::of_revision(revision, Direction::Upgrade))
            .collect::<Vec<_>>();
        steps.reverse();
        Ok(steps)
    }

    /// The steps of `downgrade TARGET` for a database with these rows, first step first. Texts of `UserWarning`s are added to
    /// `warnings`, also when the answer is an error.
    pub fn downgrade_steps(
        &self,
        rows: &[String],
        target: &str,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<RevisionStep>, RevisionError> {
        let target = RevisionArgument::from(target);
        let catch = Catch {
            ancestor: Some("Destination {end} is not a valid downgrade target from current head(s)"),
            end: Some(target.clone()),
            ..Catch::default()
        };
        let selected = |warnings: &mut Vec<String>| -> Result<Vec<RevisionStep>, RevisionError> {
            let selection = self.select_downgrade(&RevisionArgument::from(rows), &target, warnings)?;
            let order = self.topological_order(&selection.revisions, &selection.heads)?;
            let revisions = self.of_ids(&order)?;
            Ok(revisions
                .into_iter()
                .map(|revision| RevisionStep::of_revision(revision, Direction::Downgrade))
                .collect())
        };
        selected(warnings).map_err(|error| catch.wrap(error))
    }

    /// The steps of `stamp TARGETS` for a database with these rows.
    pub fn stamp_steps(
        &self,
        rows: &[String],
        targets: &[String],
    ) -> Result<Vec<RevisionStep>, RevisionError> {
        let catch = Catch {
            multiple_heads: Some("Multiple heads are present; please specify a single target revision"),
            ..Catch::default()
        };
        self.select_stamp(rows, targets).map_err(|error| catch.wrap(error))
    }

    fn select_stamp(&self, rows: &[String], targets: &[String]) -> Result<Vec<RevisionStep>, RevisionError> {
        let base = ["base".to_owned()];
        let targets = if targets.is_empty() { &base } else { targets };
        let held = self.places_of(&RevisionArgument::from(rows))?;
        let mut filtered: IndexSet<Node> = IndexSet::new();
        for target in targets.iter().filter(|target| !target.is_empty()) {
            let mut nodes = Vec::with_capacity(held.len());
            for place in &held {
                nodes.push(place.revision()?);
            }
            filtered.extend(self.filter_nodes_for_lineage(nodes, target, true)?);
        }
        let filtered: Vec<Node> = filtered.into_iter().collect();
        let mut destinations = self.places_of(&RevisionArgument::from(targets))?;
        if destinations.is_empty() {
            destinations.push(Place::Nothing);
        }
        let mut steps = Vec::new();
        for destination in destinations {
            if destination == Place::Nothing {
                let leave = Direction::StampDowngrade { branch_move: true };
                steps.extend(
                    self.ids(&filtered)
                        .into_iter()
                        .map(|head| RevisionStep::stamp(vec![head], Vec::new(), leave)),
                );
                continue;
            }
            let node = destination.revision()?;
            if filtered.contains(&node) {
                continue;
            }
            let above = self.descendants(&[node], true)?;
            let below = self.ancestors(&[node], true)?;
            let heads_above = filtered.iter().any(|head| above.contains(head));
            let heads_below = filtered.iter().any(|head| below.contains(head));
            let to = self.ids(&[node]);
            let (from, direction) = match (heads_above, heads_below) {
                (true, true) => {
                    return Err(RevisionError::Assertion {
                        message: "",
                        meaning: "the version table holds revisions both above and below the one to stamp",
                    });
                }
                (true, false) => (self.ids(&filtered), Direction::StampDowngrade { branch_move: false }),
                (false, true) => (self.ids(&filtered), Direction::StampUpgrade { branch_move: false }),
                (false, false) => (Vec::new(), Direction::StampUpgrade { branch_move: true }),
            };
            steps.push(RevisionStep::stamp(from, to, direction));
        }
        Ok(steps)
    }

    /// The revisions from `head` down to `base`, both included, newest first: what `history` lists. An empty argument stands for
    /// `base` and `heads`.
    pub fn walk_revisions(
        &self,
        base: &RevisionArgument,
        head: &RevisionArgument,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<&Revision>, RevisionError> {
        let or = |argument: &RevisionArgument, default: &str| {
            if argument.is_empty() { RevisionArgument::from(default) } else { argument.clone() }
        };
        let (base, head) = (or(base, "base"), or(head, "heads"));
        let catch = Catch { start: Some(base.clone()), end: Some(head.clone()), ..Catch::default() };
        let range = Range { inclusive: true, implicit_base: false, assert_relative_length: false };
        self.range(&head, &base, range, warnings).map_err(|error| catch.wrap(error))
    }

    fn range(
        &self,
        upper: &RevisionArgument,
        lower: &RevisionArgument,
        range: Range,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<&Revision>, RevisionError> {
        let selection = self.select_upgrade(upper, lower, range, warnings)?;
        let order = self.topological_order(&selection.revisions, &selection.heads)?;
        self.of_ids(&order)
    }

    fn of_ids(&self, ids: &[RevisionId]) -> Result<Vec<&Revision>, RevisionError> {
        ids.iter().map(|id| self.named(id).map(|node| self.node(node))).collect()
    }
}
