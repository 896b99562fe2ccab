//! The identifier of a revision, and the argument by which a caller names revisions. Resolving an argument is in `symbols`.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::text;

/// The identifier a revision file declares, such as `1975ea83b712`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId(Arc<str>);

impl RevisionId {
    /// Takes any text; [`super::Revision::new`] is where characters are checked.
    pub fn new(identifier: &str) -> Self {
        Self(Arc::from(identifier))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RevisionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, formatter)
    }
}

impl fmt::Display for RevisionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl Deref for RevisionId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for RevisionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RevisionId {
    fn from(identifier: &str) -> Self {
        Self::new(identifier)
    }
}

impl From<String> for RevisionId {
    fn from(identifier: String) -> Self {
        Self(Arc::from(identifier))
    }
}

impl From<&RevisionId> for String {
    fn from(identifier: &RevisionId) -> Self {
        identifier.0.to_string()
    }
}

impl PartialEq<str> for RevisionId {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for RevisionId {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

/// How a caller names revisions: nothing (the base), one symbol as typed by the user, or several (the rows of the version table).
///
/// One symbol and a list of one symbol are different values because relative forms such as `+1` and `label@X` are understood in
/// the former only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionArgument {
    /// No revision at all.
    Nothing,
    /// One symbol, not yet resolved.
    One(String),
    /// Any number of symbols, not yet resolved.
    Several(Vec<String>),
}

impl RevisionArgument {
    /// Whether Python would take the value for false.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::One(symbol) => symbol.is_empty(),
            Self::Several(symbols) => symbols.is_empty(),
        }
    }

    /// The value as a list; `None` for nothing at all.
    pub(super) fn to_list(&self) -> Option<Vec<String>> {
        match self {
            Self::Nothing => None,
            Self::One(symbol) => Some(vec![symbol.clone()]),
            Self::Several(symbols) => Some(symbols.clone()),
        }
    }
}

impl fmt::Display for RevisionArgument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => formatter.write_str("None"),
            Self::One(symbol) => formatter.write_str(symbol),
            Self::Several(symbols) => {
                formatter.write_str(&text::python_tuple(symbols.iter().map(String::as_str)))
            }
        }
    }
}

impl From<&str> for RevisionArgument {
    fn from(symbol: &str) -> Self {
        Self::One(symbol.to_owned())
    }
}

impl From<String> for RevisionArgument {
    fn from(symbol: String) -> Self {
        Self::One(symbol)
    }
}

impl From<&[String]> for RevisionArgument {
    fn from(symbols: &[String]) -> Self {
        Self::Several(symbols.to_vec())
    }
}

impl From<Vec<String>> for RevisionArgument {
    fn from(symbols: Vec<String>) -> Self {
        Self::Several(symbols)
    }
}
