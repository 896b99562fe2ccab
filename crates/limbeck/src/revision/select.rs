//! Which revisions lie between the rows of the version table and a target, upwards and downwards, and what relative targets mean.

use std::collections::BTreeSet;

use super::error::RevisionError;
use super::id::{RevisionArgument, RevisionId};
use super::map::{Node, RevisionMap};
use super::symbols::Place;
use super::walk::Edges;

/// A relative target such as `label@symbol-2`.
struct Relative<'a> {
    branch_label: Option<&'a str>,
    symbol: Option<&'a str>,
    /// As written, with its sign.
    shown: &'a str,
    steps: i64,
}

/// How a range is selected; the settings of a walk through history and of an upgrade.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    /// The lower revisions belong to the range.
    pub(super) inclusive: bool,
    /// Branches and dependencies that do not follow the lower revisions belong to the range.
    pub(super) implicit_base: bool,
    /// A relative walk that goes too far is an error.
    pub(super) assert_relative_length: bool,
}

/// The revisions of a range and the heads it is walked from.
pub(super) struct Selection {
    pub(super) revisions: BTreeSet<Node>,
    pub(super) heads: Vec<Node>,
}

impl<'a> Relative<'a> {
    /// Reads `(label@)?(symbol)?[+-]digits` at the start of the target; what follows is ignored, as in Alembic.
    fn parse(target: &'a str) -> Option<Self> {
        for (position, _) in target.match_indices('@') {
            let (label, rest) = target.split_at_checked(position)?;
            if label.contains('\n') {
                break;
            }
            if !label.is_empty()
                && let Some(relative) = Self::unlabelled(rest.get(1..).unwrap_or_default(), Some(label))
            {
                return Some(relative);
            }
        }
        Self::unlabelled(target, None)
    }

    fn unlabelled(target: &'a str, branch_label: Option<&'a str>) -> Option<Self> {
        let is_word = |character: char| character == '_' || character.is_alphanumeric();
        let symbol_end = target.find(|character| !is_word(character))?;
        let (symbol, rest) = target.split_at_checked(symbol_end)?;
        let digits = rest.strip_prefix(['+', '-'])?;
        let digits_end = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
        if digits_end == 0 {
            return None;
        }
        let shown = rest.get(..=digits_end)?;
        let magnitude = digits.get(..digits_end)?.parse::<i64>().unwrap_or(i64::MAX);
        let steps = if shown.starts_with('-') { -magnitude } else { magnitude };
        Some(Self { branch_label, symbol: (!symbol.is_empty()).then_some(symbol), shown, steps })
    }

    /// The symbol looked up within the branch, when one is given.
    fn symbol_in_branch(&self) -> Option<String> {
        let symbol = self.symbol?;
        Some(self.branch_label.map_or_else(|| symbol.to_owned(), |label| format!("{label}@{symbol}")))
    }
}

fn place(node: Option<Node>) -> Place {
    node.map_or(Place::Nothing, Place::At)
}

impl RevisionMap {
    /// What lies above `lower` and is needed for `upper`.
    pub(super) fn select_upgrade(
        &self,
        upper: &RevisionArgument,
        lower: &RevisionArgument,
        range: Range,
        warnings: &mut Vec<String>,
    ) -> Result<Selection, RevisionError> {
        let mut targets = Vec::new();
        for target in self.upgrade_targets(lower, upper, range.assert_relative_length)? {
            targets.push(target.revision()?);
        }
        if let RevisionArgument::One(symbol) = lower
            && let Some((branch, _)) = symbol.split_once('@')
        {
            targets = self.targets_on_branch(&targets, branch)?;
        }
        let mut required = self.checked_ancestors(&targets)?;
        required.extend(&targets);

        let mut lower = lower.clone();
        let mut current = self.places_of(&lower)?;
        let outside = current.iter().any(|place| match place {
            Place::Nothing => false,
            Place::Base => true,
            Place::At(node) => !required.contains(node),
        });
        if !range.implicit_base && outside {
            return Err(RevisionError::RangeNotAncestor { lower, upper: upper.clone() });
        }
        if current.first() == Some(&Place::Nothing) {
            // A walk below the heads went too far; the lower side is taken again as relative to the upper one.
            let (_, found) = self.downgrade_target(upper, &lower, range.assert_relative_length, warnings)?;
            match found {
                Place::Nothing => return Err(RevisionError::not_a_revision()),
                Place::Base => {
                    current = Vec::new();
                    lower = RevisionArgument::Nothing;
                }
                Place::At(node) => {
                    current = vec![found];
                    lower = RevisionArgument::One(self.node(node).id().to_string());
                }
            }
        }
        let current = nodes(&current)?;
        let mut applied = self.checked_ancestors(&current)?;
        applied.extend(&current);
        let mut needs: BTreeSet<Node> = required.difference(&applied).copied().collect();
        if range.inclusive {
            needs.extend(nodes(&self.places_of(&lower)?)?);
        }
        if !current.is_empty() && !range.implicit_base {
            let above: BTreeSet<Node> =
                self.related(&self.names, Edges::Next, &current, true)?.into_iter().collect();
            needs.retain(|node| above.contains(node));
        }
        Ok(Selection { revisions: needs, heads: targets })
    }

    /// The targets that carry the branch's label, for a lower side such as `label@base`.
    fn targets_on_branch(&self, targets: &[Node], branch: &str) -> Result<Vec<Node>, RevisionError> {
        let mut label = branch;
        if let Some(node) = self.revision_of(Some(branch))?
            && *self.node(node).id() == *branch
        {
            // A revision stands for its branch, which must then have exactly one name.
            let labels = &self.node(node).branch_labels;
            match (labels.first(), labels.len()) {
                (Some(only), 1) => label = only,
                _ => {
                    return Err(RevisionError::Assertion {
                        message: "",
                        meaning: "a revision before `@` must be on a branch with exactly one label",
                    });
                }
            }
        }
        let unique: BTreeSet<Node> = targets.iter().copied().collect();
        Ok(unique.into_iter().filter(|node| self.node(*node).branch_labels.contains(label)).collect())
    }

    /// What stands above the target and is applied.
    pub(super) fn select_downgrade(
        &self,
        rows: &RevisionArgument,
        target: &RevisionArgument,
        warnings: &mut Vec<String>,
    ) -> Result<Selection, RevisionError> {
        let (branch_label, target) = self.downgrade_target(rows, target, true, warnings)?;
        let mut roots: Vec<Node> = match target {
            // Counted by name: a labelled base counts twice, which decides whether roots are filtered below.
            Place::Nothing | Place::Base => {
                self.names.values().copied().filter(|node| self.node(*node).is_base()).collect()
            }
            Place::At(node) => {
                let mut roots = Vec::new();
                for id in &self.node(node).nextrev {
                    for place in self.places(id)? {
                        roots.push(place.revision()?);
                    }
                }
                roots
            }
        };
        if let Some(label) = branch_label.filter(|label| !label.is_empty())
            && roots.len() > 1
        {
            let below = self.ancestors(&[self.branch(&label)?], false)?;
            let wanted: BTreeSet<Node> = roots.into_iter().filter(|root| below.contains(root)).collect();
            roots = wanted.into_iter().collect();
            if roots.is_empty() {
                return Err(RevisionError::Plain(
                    "Not a valid downgrade target from current heads".to_owned(),
                ));
            }
        }
        let heads = nodes(&self.places_of(rows)?)?;
        let mut dropped = self.descendants(&roots, true)?;
        let active = self.ancestors(&heads, true)?;
        dropped.retain(|node| active.contains(node));
        if let Place::At(node) = target
            && dropped.is_empty()
            && !heads.contains(&node)
        {
            return Err(RevisionError::RangeNotAncestor {
                lower: RevisionArgument::One("Nothing to drop".to_owned()),
                upper: rows.clone(),
            });
        }
        Ok(Selection { revisions: dropped, heads })
    }

    fn upgrade_targets(
        &self,
        rows: &RevisionArgument,
        target: &RevisionArgument,
        assert_relative_length: bool,
    ) -> Result<Vec<Place>, RevisionError> {
        let relative = match target {
            RevisionArgument::One(symbol) => Relative::parse(symbol),
            RevisionArgument::Nothing | RevisionArgument::Several(_) => None,
        };
        let Some(relative) = relative else {
            return self.places_of(target);
        };
        let Some(symbol) = relative.symbol else {
            if relative.steps <= 0 {
                return Err(RevisionError::relative(&relative.steps.to_string(), relative.steps));
            }
            let start = self.upgrade_start(rows, relative.branch_label)?;
            let found = self.walk(start, relative.steps, relative.branch_label, assert_relative_length)?;
            return match found {
                Place::Nothing => Err(RevisionError::relative(relative.shown, relative.steps)),
                Place::Base | Place::At(_) => Ok(vec![found]),
            };
        };
        let found = if relative.steps > 0 {
            let start = place(self.revision_of(Some(symbol))?);
            self.walk(start, relative.steps, relative.branch_label, assert_relative_length)?
        } else {
            let start = place(self.revision_of(relative.symbol_in_branch().as_deref())?);
            self.walk(start, relative.steps, None, assert_relative_length)?
        };
        Ok(vec![found])
    }

    /// The revision that `+N` counts from.
    fn upgrade_start(
        &self,
        rows: &RevisionArgument,
        branch_label: Option<&str>,
    ) -> Result<Place, RevisionError> {
        let ambiguous =
            || RevisionError::Plain("Ambiguous upgrade from multiple current revisions".to_owned());
        let rows = rows.to_list().unwrap_or_default();
        let Some(label) = branch_label else {
            return match rows.as_slice() {
                [] => Ok(Place::Nothing),
                [only] => Ok(place(self.revision_of(Some(only))?)),
                _ => Err(ambiguous()),
            };
        };
        let current = self.places_of(&RevisionArgument::Several(rows))?;
        if label == "base" && !current.is_empty() {
            // Everything shares lineage with the base, also what is no revision.
            return if let [only] = current.as_slice() { Ok(*only) } else { Err(ambiguous()) };
        }
        let current = nodes(&current)?;
        let mut starts = self.filter_nodes_for_lineage(current.clone(), label, false)?;
        if starts.is_empty() {
            let below: Vec<Node> = self.ancestors(&current, true)?.into_iter().collect();
            let active = self.filter_nodes_for_lineage(below, label, false)?;
            let mut passed = BTreeSet::new();
            for node in &active {
                passed.extend(self.node(*node).normalized_down_revisions());
            }
            starts = active.into_iter().filter(|node| !passed.contains(self.node(*node).id())).collect();
        }
        match starts.as_slice() {
            [] => Ok(Place::Nothing),
            [only] => Ok(Place::At(*only)),
            _ => Err(ambiguous()),
        }
    }

    /// The branch and the revision a downgrade goes to.
    fn downgrade_target(
        &self,
        rows: &RevisionArgument,
        target: &RevisionArgument,
        assert_relative_length: bool,
        warnings: &mut Vec<String>,
    ) -> Result<(Option<String>, Place), RevisionError> {
        let target = match target {
            RevisionArgument::Nothing => return Ok((None, Place::Nothing)),
            RevisionArgument::One(symbol) => symbol,
            RevisionArgument::Several(_) => {
                return Err(RevisionError::Assertion {
                    message: "Expected downgrade target in string form",
                    meaning: "the lower side of a range cannot be a list",
                });
            }
        };
        let Some(relative) = Relative::parse(target) else {
            let (branch_label, symbol) = match target.rsplit_once('@') {
                Some((label, symbol)) if !label.is_empty() => (Some(label.to_owned()), symbol),
                Some((_, symbol)) => (None, symbol),
                None => (None, target.as_str()),
            };
            return Ok((branch_label, place(self.revision_of(Some(symbol))?)));
        };
        let too_far = || RevisionError::Plain("Walked too far".to_owned());
        let label = relative.branch_label.map(str::to_owned);
        if relative.steps >= 0 {
            let Some(symbol) = relative.symbol else {
                return Err(RevisionError::relative(relative.shown, relative.steps));
            };
            let start = place(self.revision_of(Some(symbol))?);
            let found = self.walk(start, relative.steps, relative.branch_label, assert_relative_length)?;
            return if found == Place::Nothing { Err(too_far()) } else { Ok((label, found)) };
        }
        if let Some(symbol) = relative.symbol_in_branch() {
            let start = place(self.revision_of(Some(&symbol))?);
            let found = self.walk(start, relative.steps, None, assert_relative_length)?;
            return if found == Place::Nothing { Err(too_far()) } else { Ok((label, found)) };
        }
        let (label, symbol) = self.downgrade_start(rows, &relative, warnings)?;
        let start = place(self.revision_of(Some(&format!("{label}@{symbol}")))?);
        match self.walk(start, relative.steps, None, assert_relative_length)? {
            Place::Nothing => Err(RevisionError::relative(relative.shown, relative.steps)),
            found @ (Place::Base | Place::At(_)) => Ok((Some(label), found)),
        }
    }

    /// The branch and the revision that `-N` counts from.
    fn downgrade_start(
        &self,
        rows: &RevisionArgument,
        relative: &Relative<'_>,
        warnings: &mut Vec<String>,
    ) -> Result<(String, String), RevisionError> {
        let rows = rows.to_list().unwrap_or_default();
        let Some(label) = relative.branch_label else {
            let Some(first) = rows.first() else {
                return Err(RevisionError::relative(relative.shown, relative.steps));
            };
            if rows.iter().any(|row| row != first) {
                warnings.push(
                    "downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a future release.".to_owned(),
                );
            }
            // Only the branch of that row is stepped down.
            return Ok((first.clone(), first.clone()));
        };
        let ids: Vec<RevisionId> = rows.iter().map(|row| RevisionId::new(row)).collect();
        let on_branch = self.filter_ids_for_lineage(&ids, label)?;
        let mut starts: Vec<String> = on_branch.iter().map(String::from).collect();
        if starts.is_empty() {
            // The branch may be applied only as a dependency of the rows.
            let tips: Vec<Node> = self.current_tips(&rows)?.into_iter().collect();
            let on_branch = self.filter_nodes_for_lineage(tips, label, false)?;
            starts = self.ids(&on_branch).iter().map(String::from).collect();
        }
        match starts.as_slice() {
            [only] => Ok((label.to_owned(), only.clone())),
            _ => Err(RevisionError::Assertion {
                message: "",
                meaning: "the database must be at exactly one revision of the branch to go down relative to it",
            }),
        }
    }
}

fn nodes(places: &[Place]) -> Result<Vec<Node>, RevisionError> {
    places.iter().map(|place| place.revision()).collect()
}
