//! Moving along the links: everything above or below some revisions, topological order, and walking a number of steps.

use std::collections::BTreeSet;

use super::error::RevisionError;
use super::id::RevisionId;
use super::map::{Names, Node, RevisionMap, named};
use super::symbols::Place;

/// Which links to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    /// Down, along `down_revision`.
    Versioned,
    /// Down, along `down_revision` and normalized dependencies.
    Normalized,
    /// Down, along `down_revision` and all dependencies.
    AllDown,
    /// Up, along `down_revision`.
    Next,
    /// Up, along `down_revision` and all dependencies.
    AllNext,
}

impl Edges {
    /// The way down that counts dependencies, or not.
    pub(super) fn down(include_dependencies: bool) -> Self {
        if include_dependencies { Self::Normalized } else { Self::Versioned }
    }

    /// The way up that counts dependencies, or not.
    pub(super) fn up(include_dependencies: bool) -> Self {
        if include_dependencies { Self::AllNext } else { Self::Next }
    }
}

impl RevisionMap {
    fn linked(&self, node: Node, edges: Edges) -> Vec<RevisionId> {
        let revision = self.node(node);
        match edges {
            Edges::Versioned => revision.down_revisions().to_vec(),
            Edges::Normalized => revision.normalized_down_revisions(),
            Edges::AllDown => revision.all_down_revisions(),
            Edges::Next => revision.nextrev.iter().cloned().collect(),
            Edges::AllNext => revision.all_nextrev.iter().cloned().collect(),
        }
    }

    /// The targets and everything reached from them, each once, depth first. With `check`, refuses a target that is reached from
    /// another one.
    pub(super) fn related(
        &self,
        names: &Names,
        edges: Edges,
        targets: &[Node],
        check: bool,
    ) -> Result<Vec<Node>, RevisionError> {
        let mut seen: BTreeSet<Node> = BTreeSet::new();
        let mut found = Vec::new();
        for &target in targets {
            let mut todo = vec![target];
            let mut from_target: BTreeSet<Node> = BTreeSet::new();
            while let Some(node) = todo.pop() {
                if check {
                    from_target.insert(node);
                }
                if !seen.insert(node) {
                    continue;
                }
                for id in self.linked(node, edges) {
                    let next = named(names, &id)?;
                    if *self.node(next).id() != id {
                        return Err(RevisionError::Plain(
                            "Dependency resolution failed; broken map".to_owned(),
                        ));
                    }
                    todo.push(next);
                }
                found.push(node);
            }
            if check {
                let overlaps: Vec<String> = from_target
                    .iter()
                    .filter(|node| **node != target && targets.contains(node))
                    .map(|node| self.node(*node).id().to_string())
                    .collect();
                if !overlaps.is_empty() {
                    return Err(RevisionError::Plain(format!(
                        "Requested revision {} overlaps with other requested revisions {}",
                        self.node(target).id(),
                        overlaps.join(", ")
                    )));
                }
            }
        }
        Ok(found)
    }

    /// The targets and everything below them.
    pub(super) fn ancestors(
        &self,
        targets: &[Node],
        include_dependencies: bool,
    ) -> Result<BTreeSet<Node>, RevisionError> {
        Ok(self
            .related(&self.names, Edges::down(include_dependencies), targets, false)?
            .into_iter()
            .collect())
    }

    /// As [`Self::ancestors`], refusing targets of which one is below another.
    pub(super) fn checked_ancestors(&self, targets: &[Node]) -> Result<BTreeSet<Node>, RevisionError> {
        Ok(self.related(&self.names, Edges::Normalized, targets, true)?.into_iter().collect())
    }

    /// The targets and everything above them.
    pub(super) fn descendants(
        &self,
        targets: &[Node],
        include_dependencies: bool,
    ) -> Result<BTreeSet<Node>, RevisionError> {
        Ok(self.related(&self.names, Edges::up(include_dependencies), targets, false)?.into_iter().collect())
    }

    /// Children before parents and dependencies, one line after another; lines begin in file order of their heads.
    pub(super) fn topological_order(
        &self,
        revisions: &BTreeSet<Node>,
        heads: &[Node],
    ) -> Result<Vec<RevisionId>, RevisionError> {
        let mut todo: BTreeSet<RevisionId> =
            revisions.iter().map(|node| self.node(*node).id().clone()).collect();
        let mut ordered = Vec::with_capacity(todo.len());
        let mut lines = self.first_lines(heads, &todo)?;
        let mut current = 0;
        let mut switches = 0;
        while let Some(line) = lines.get(current) {
            let candidate = line.head.clone();
            let blocking = lines
                .iter()
                .position(|other| other.head != candidate && other.ancestors.contains(&candidate));
            if let Some(other) = blocking {
                // Another line still has to pass above this revision.
                current = other;
                switches += 1;
                if switches > lines.len() {
                    return Err(self.hidden_cycle());
                }
                continue;
            }
            switches = 0;
            if todo.remove(&candidate) {
                ordered.push(candidate.clone());
            }
            let node = self.named(&candidate)?;
            let revision = self.node(node);
            let mut next = revision
                .normalized_down_revisions()
                .into_iter()
                .filter(|down| todo.contains(down) && !lines.iter().any(|line| line.head == *down))
                .collect::<Vec<_>>()
                .into_iter();
            let Some(first) = next.next() else {
                lines.remove(current);
                current = current.saturating_sub(1);
                continue;
            };
            let straight =
                revision.normalized_dependencies().is_empty() && revision.down_revisions().len() == 1;
            if let (true, Some(line)) = (straight, lines.get_mut(current)) {
                line.ancestors.remove(&candidate);
                line.head = first;
                continue;
            }
            let replacement = self.line(first)?;
            if let Some(line) = lines.get_mut(current) {
                *line = replacement;
            }
            for head in next {
                lines.push(self.line(head)?);
            }
        }
        if todo.is_empty() {
            Ok(ordered)
        } else {
            Err(RevisionError::Assertion {
                message: "",
                meaning: "the range takes in revisions that are reached through a dependency only; \
                          name heads from which every one of them is reached",
            })
        }
    }

    /// A circle that loading does not see because a head and a base reach all of it. Alembic walks such a graph for ever.
    fn hidden_cycle(&self) -> RevisionError {
        let in_circle = |node: Node| {
            let parents: Result<Vec<Node>, RevisionError> =
                self.node(node).normalized_down_revisions().iter().map(|id| self.named(id)).collect();
            parents
                .and_then(|parents| self.ancestors(&parents, true))
                .is_ok_and(|below| below.contains(&node))
        };
        let nodes: BTreeSet<Node> = self.names.values().copied().filter(|node| in_circle(*node)).collect();
        let mut revisions = self.ids(&nodes.into_iter().collect::<Vec<_>>());
        revisions.sort();
        RevisionError::DependencyCycleDetected { revisions }
    }

    fn first_lines(&self, heads: &[Node], todo: &BTreeSet<RevisionId>) -> Result<Vec<Line>, RevisionError> {
        let mut wanted: Vec<(usize, RevisionId)> = Vec::new();
        for &head in heads {
            let id = self.node(head).id();
            if todo.contains(id) && !wanted.iter().any(|(_, other)| other == id) {
                wanted.push((self.names.get_index_of(id).unwrap_or(usize::MAX), id.clone()));
            }
        }
        wanted.sort();
        wanted.into_iter().map(|(_, id)| self.line(id)).collect()
    }

    fn line(&self, head: RevisionId) -> Result<Line, RevisionError> {
        let node = self.named(&head)?;
        let ancestors =
            self.ancestors(&[node], true)?.into_iter().map(|node| self.node(node).id().clone()).collect();
        Ok(Line { head, ancestors })
    }

    /// Goes `steps` up (or down, when negative) from `start`; nothing means below every base going up, above every head going
    /// down. Walking too far gives [`Place::Nothing`] with `no_overwalk` and stops early without.
    pub(super) fn walk(
        &self,
        start: Place,
        steps: i64,
        branch_label: Option<&str>,
        no_overwalk: bool,
    ) -> Result<Place, RevisionError> {
        let mut place = start;
        for _ in 0..steps.unsigned_abs() {
            let mut next =
                if steps > 0 { self.places_above(place, branch_label)? } else { self.places_below(place)? };
            match (next.pop(), next.is_empty()) {
                (None, _) => return Ok(if no_overwalk { Place::Nothing } else { place }),
                (Some(only), true) => place = only,
                (Some(_), false) => return Err(RevisionError::Plain("Ambiguous walk".to_owned())),
            }
        }
        Ok(place)
    }

    fn places_above(&self, place: Place, branch_label: Option<&str>) -> Result<Vec<Place>, RevisionError> {
        let ids: Vec<RevisionId> = match place {
            Place::Nothing => self.bases.clone(),
            Place::At(node) => self.node(node).nextrev.iter().cloned().collect(),
            Place::Base => return Err(RevisionError::not_a_revision()),
        };
        let mut above = Vec::new();
        for id in ids {
            for found in self.places(&id)? {
                above.push(found.revision()?);
            }
        }
        let above = match branch_label {
            Some(label) if !label.is_empty() => self.filter_nodes_for_lineage(above, label, false)?,
            _ => above,
        };
        Ok(above.into_iter().map(Place::At).collect())
    }

    fn places_below(&self, place: Place) -> Result<Vec<Place>, RevisionError> {
        let ids = match place {
            Place::Base => return Ok(Vec::new()),
            Place::Nothing => self.heads.clone(),
            Place::At(node) => self.node(node).down_revisions().to_vec(),
        };
        let mut below = Vec::new();
        for id in ids {
            below.extend(self.places(&id)?);
        }
        Ok(if below.is_empty() { vec![Place::Base] } else { below })
    }
}

/// One line of the topological walk: the next revision to give out and everything below it.
struct Line {
    head: RevisionId,
    ancestors: BTreeSet<RevisionId>,
}
