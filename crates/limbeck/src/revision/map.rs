//! Building the graph from its revisions: links, labels, dependencies, and the checks that refuse a broken graph.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::error::RevisionError;
use super::id::RevisionId;
use super::revision::Revision;
use super::walk::Edges;

/// The place of a revision in the order of files. Only [`RevisionMap`] makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Node(usize);

/// Identifiers, and branch labels after them, to revisions.
pub(super) type Names = IndexMap<RevisionId, Node>;

/// The graph of all revisions of a script directory.
#[derive(Debug, Clone, Default)]
pub struct RevisionMap {
    /// In file order. An identifier declared twice is here twice; names lead to the later one.
    nodes: Vec<Revision>,
    pub(super) names: Names,
    pub(super) heads: Vec<RevisionId>,
    pub(super) real_heads: Vec<RevisionId>,
    pub(super) bases: Vec<RevisionId>,
    pub(super) real_bases: Vec<RevisionId>,
    warnings: Vec<String>,
}

impl RevisionMap {
    /// Links the revisions, which must come in file order, and checks the graph.
    ///
    /// The error is not [`RevisionError::caught`] yet: whether Alembic shows a message or a stack trace for a broken graph
    /// depends on the command that loads it.
    pub fn new(revisions: impl IntoIterator<Item = Revision>) -> Result<Self, RevisionError> {
        let mut warnings = Vec::new();
        Self::with_warnings(revisions, &mut warnings)
    }

    /// As [`RevisionMap::new`], but hands out the warnings also when the graph is refused.
    pub fn with_warnings(
        revisions: impl IntoIterator<Item = Revision>,
        warnings: &mut Vec<String>,
    ) -> Result<Self, RevisionError> {
        let mut map = Self::default();
        let result = map.load(revisions.into_iter().collect());
        warnings.extend(map.warnings.iter().cloned());
        result.map(|()| map)
    }

    /// Texts of the `UserWarning`s that loading gave.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The revisions that no other names as `down_revision`, in file order.
    pub fn heads(&self) -> &[RevisionId] {
        &self.heads
    }

    /// The revisions that nothing follows or depends on, in file order: what `heads` means in a symbol.
    pub fn real_heads(&self) -> &[RevisionId] {
        &self.real_heads
    }

    /// The revisions without `down_revision`, in file order.
    pub fn bases(&self) -> &[RevisionId] {
        &self.bases
    }

    /// The revisions without `down_revision` and `depends_on`, in file order.
    pub fn real_bases(&self) -> &[RevisionId] {
        &self.real_bases
    }

    /// The revision with exactly this identifier or branch label.
    pub fn get(&self, name: &str) -> Option<&Revision> {
        self.names.get(name).map(|node| self.node(*node))
    }

    /// Every revision once, in file order.
    pub fn revisions(&self) -> impl Iterator<Item = &Revision> {
        self.names
            .iter()
            .filter(|(name, node)| self.node(**node).id() == *name)
            .map(|(_, node)| self.node(*node))
    }

    /// Whether there is no revision at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds one revision to a loaded graph, as generating a new file does.
    pub fn add(&mut self, revision: Revision, warnings: &mut Vec<String>) -> Result<(), RevisionError> {
        let position = self.names.get(revision.id().as_str()).copied();
        let mut revisions = Vec::with_capacity(self.nodes.len() + 1);
        for (index, node) in self.nodes.iter().enumerate() {
            // A file written again replaces what it declared before.
            if Some(Node(index)) != position {
                revisions.push(node.pristine());
            }
        }
        if position.is_some() {
            warnings.push(format!("Revision {} is present more than once", revision.id()));
        }
        revisions.push(revision);
        *self = Self::with_warnings(revisions, warnings)?;
        Ok(())
    }

    /// The revision at a place.
    pub(super) fn node(&self, node: Node) -> &Revision {
        // Places are made by this map only and revisions are never taken out, so the place exists.
        &self.nodes[node.0]
    }

    fn node_mut(&mut self, node: Node) -> &mut Revision {
        &mut self.nodes[node.0]
    }

    /// The revision with exactly this name, or Python's `KeyError`.
    pub(super) fn named(&self, name: &str) -> Result<Node, RevisionError> {
        named(&self.names, name)
    }

    fn load(&mut self, revisions: Vec<Revision>) -> Result<(), RevisionError> {
        self.nodes = revisions;
        let all: Vec<Node> = (0..self.nodes.len()).map(Node).collect();
        // Whether each revision is a head; a real one. Taken out one by one, a set would move all others each time.
        let mut heads = vec![true; all.len()];
        let mut real_heads = heads.clone();
        for &node in &all {
            let id = self.node(node).id().clone();
            if self.names.contains_key(&id) {
                self.warnings.push(format!("Revision {id} is present more than once"));
            }
            self.names.insert(id, node);
        }
        let identifiers = self.names.clone();
        self.add_branch_labels(&all)?;
        self.resolve_dependencies(&all)?;
        self.link(&mut heads, &mut real_heads)?;
        self.normalize_dependencies(&all)?;
        let bases: Vec<Node> = all.iter().copied().filter(|node| self.node(*node).is_base()).collect();
        let real_bases: Vec<Node> =
            all.iter().copied().filter(|node| self.node(*node).is_real_base()).collect();
        let marked = |marks: Vec<bool>| -> Vec<Node> {
            marks
                .into_iter()
                .enumerate()
                .filter(|(_, is_head)| *is_head)
                .map(|(index, _)| Node(index))
                .collect()
        };
        let heads = marked(heads);
        let real_heads = marked(real_heads);
        self.check_reachability(&identifiers, &heads, &bases, Edges::Versioned, Edges::Next)?;
        self.check_reachability(&identifiers, &real_heads, &real_bases, Edges::AllDown, Edges::AllNext)?;
        self.heads = self.ids(&heads);
        self.real_heads = self.ids(&real_heads);
        self.bases = self.ids(&bases);
        self.real_bases = self.ids(&real_bases);
        self.spread_branch_labels(&all)
    }

    /// The identifiers of the revisions at these places.
    pub(super) fn ids(&self, nodes: &[Node]) -> Vec<RevisionId> {
        nodes.iter().map(|node| self.node(*node).id().clone()).collect()
    }

    fn add_branch_labels(&mut self, all: &[Node]) -> Result<(), RevisionError> {
        for &node in all {
            for label in self.node(node).declared_labels().to_vec() {
                if let Some(&other) = self.names.get(label.as_str()) {
                    return Err(RevisionError::Plain(format!(
                        "Branch name '{label}' in revision {} already used by revision {}",
                        self.node(node).id(),
                        self.node(other).id()
                    )));
                }
                self.names.insert(RevisionId::from(label), node);
            }
        }
        Ok(())
    }

    fn resolve_dependencies(&mut self, all: &[Node]) -> Result<(), RevisionError> {
        for &node in all {
            let mut resolved = Vec::new();
            for dependency in self.node(node).depends_on() {
                resolved.push(self.node(self.named(dependency)?).id().clone());
            }
            self.node_mut(node).resolved_dependencies = resolved;
        }
        Ok(())
    }

    /// Tells every parent and dependency who follows it.
    fn link(&mut self, heads: &mut [bool], real_heads: &mut [bool]) -> Result<(), RevisionError> {
        let followers: Vec<Node> = self.names.values().copied().collect();
        for follower in followers {
            let follower_id = self.node(follower).id().clone();
            for down in self.node(follower).all_down_revisions() {
                let Some(&parent) = self.names.get(&down) else {
                    let text =
                        format!("Revision {down} referenced from {} is not present", self.shown(follower));
                    self.warnings.push(text);
                    return Err(RevisionError::KeyMissing { key: down.to_string() });
                };
                let versioned = self.node(follower).down_revisions().contains(&down);
                // A parent named by its label follows as a dependency would, as in Alembic.
                let next = self.node(follower).down_revisions().contains(self.node(parent).id());
                let parent_revision = self.node_mut(parent);
                parent_revision.all_nextrev.insert(follower_id.clone());
                if next {
                    parent_revision.nextrev.insert(follower_id.clone());
                }
                if let (true, Some(head)) = (versioned, heads.get_mut(parent.0)) {
                    *head = false;
                }
                if let Some(head) = real_heads.get_mut(parent.0) {
                    *head = false;
                }
            }
        }
        Ok(())
    }

    /// A revision as the warning about a missing parent shows it, while the graph is not complete.
    fn shown(&self, node: Node) -> String {
        let revision = self.node(node);
        format!(
            "{} -> {}{}{}{}, {}",
            revision.down_revisions_text(),
            revision.id(),
            if revision.is_head() { " (head)" } else { "" },
            if revision.is_branch_point() { " (branchpoint)" } else { "" },
            if revision.is_merge_point() { " (mergepoint)" } else { "" },
            revision.doc()
        )
    }

    fn normalize_dependencies(&mut self, all: &[Node]) -> Result<(), RevisionError> {
        for &node in all {
            let mut normalized = self.node(node).resolved_dependencies.clone();
            if normalized.is_empty() {
                continue;
            }
            for ancestor in self.related(&self.names, Edges::Versioned, &[node], false)? {
                if ancestor != node {
                    let declared = &self.node(ancestor).resolved_dependencies;
                    normalized.retain(|dependency| !declared.contains(dependency));
                }
            }
            self.node_mut(node).normalized_dependencies = normalized;
        }
        Ok(())
    }

    /// Refuses the graph unless each revision is reached both downwards from the heads and upwards from the bases.
    fn check_reachability(
        &self,
        identifiers: &Names,
        heads: &[Node],
        bases: &[Node],
        down: Edges,
        up: Edges,
    ) -> Result<(), RevisionError> {
        if identifiers.is_empty() {
            return Ok(());
        }
        let detected = |revisions| match up {
            Edges::AllNext => RevisionError::DependencyCycleDetected { revisions },
            Edges::Next | Edges::Versioned | Edges::AllDown | Edges::Normalized => {
                RevisionError::CycleDetected { revisions }
            }
        };
        if heads.is_empty() || bases.is_empty() {
            return Err(detected(identifiers.keys().cloned().collect()));
        }
        let reached = |targets, edges| -> Result<BTreeSet<RevisionId>, RevisionError> {
            let nodes = self.related(identifiers, edges, targets, false)?;
            Ok(nodes.into_iter().map(|node| self.node(node).id().clone()).collect())
        };
        let from_heads = reached(heads, down)?;
        let from_bases = reached(bases, up)?;
        let lost: BTreeSet<RevisionId> = identifiers
            .keys()
            .filter(|id| !from_heads.contains(*id) || !from_bases.contains(*id))
            .cloned()
            .collect();
        if lost.is_empty() { Ok(()) } else { Err(detected(lost.into_iter().collect())) }
    }

    /// Gives each label to all descendants of its revision, then downwards from the last of them as far as the line is straight.
    fn spread_branch_labels(&mut self, all: &[Node]) -> Result<(), RevisionError> {
        for &node in all {
            if self.node(node).declared_labels().is_empty() {
                continue;
            }
            let descendants = self.related(&self.names, Edges::Next, &[node], false)?;
            let labels = self.node(node).branch_labels.clone();
            let mut last = node;
            for descendant in descendants {
                self.node_mut(descendant).branch_labels.extend(labels.iter().cloned());
                last = descendant;
            }
            let mut parent = last;
            while !self.node(parent).is_real_branch_point() && !self.node(parent).is_merge_point() {
                self.node_mut(parent).branch_labels.extend(labels.iter().cloned());
                match self.node(parent).down_revisions() {
                    [down] => parent = self.named(down)?,
                    _ => break,
                }
            }
        }
        Ok(())
    }
}

/// The revision behind a name, or Python's `KeyError`.
pub(super) fn named(names: &Names, name: &str) -> Result<Node, RevisionError> {
    names.get(name).copied().ok_or_else(|| RevisionError::KeyMissing { key: name.to_owned() })
}
