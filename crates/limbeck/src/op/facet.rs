//! One property of a column that an operation may change.

use serde::{Deserialize, Serialize};

/// What is known of a property and what becomes of it.
///
/// *Unknown* (`existing: None`), *known and unchanged* (`existing: Some`, `set: None`) and
/// *changed* (`set: Some`) are different: MySQL's `MODIFY` repeats what is known, and reversing
/// an operation swaps the two.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet<T> {
    /// The value before, where known.
    #[serde(default = "none")]
    pub existing: Option<T>,
    /// The value after, where it changes.
    #[serde(default = "none")]
    pub set: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Default for Facet<T> {
    fn default() -> Self {
        Self { existing: None, set: None }
    }
}

impl<T: Clone> Facet<T> {
    /// The value after the operation, where known.
    pub fn after(&self) -> Option<&T> {
        self.set.as_ref().or(self.existing.as_ref())
    }

    /// The facet of the opposite operation; `None` where the value before is not known.
    pub fn reversed(&self) -> Option<Self> {
        match (&self.existing, &self.set) {
            (existing, None) => Some(Self { existing: existing.clone(), set: None }),
            (Some(existing), Some(set)) => {
                Some(Self { existing: Some(set.clone()), set: Some(existing.clone()) })
            }
            (None, Some(_)) => None,
        }
    }
}
