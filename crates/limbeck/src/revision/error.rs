//! What can be wrong with a graph or with a request to it, in Alembic's words, and how Alembic shows it.

use super::id::{RevisionArgument, RevisionId};
use super::text;

/// How Alembic shows an error; decides the first line and the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// `FAILED: {message}` on standard output, exit status 255.
    CommandError,
    /// A Python stack trace on standard error ending with `{exception}: {message}`, exit status 1.
    Traceback {
        /// The class as a stack trace spells it, with its module unless it is a built-in one.
        exception: &'static str,
    },
}

/// Any failure of the revision graph. `Display` is the text Alembic prints.
///
/// The functions that stand for one of Alembic's commands ([`super::RevisionMap::upgrade_steps`] and its kin) give
/// [`RevisionError::Command`] where Alembic does; loading the graph gives the bare error, because it depends on the command that
/// loads whether Alembic catches it. [`RevisionError::caught`] does what such a command does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RevisionError {
    /// Caught by a command, so that the user sees the message only.
    #[error("{message}")]
    Command {
        /// What the user sees after `FAILED: `.
        message: String,
        /// What was caught.
        #[source]
        cause: Box<RevisionError>,
    },
    /// An error that has nothing but its text.
    #[error("{0}")]
    Plain(String),
    /// The lower side of a range is no ancestor of the upper one.
    #[error("Revision {} is not an ancestor of revision {}", or_base(lower), or_base(upper))]
    RangeNotAncestor {
        /// The start of the range.
        lower: RevisionArgument,
        /// The end of the range.
        upper: RevisionArgument,
    },
    /// A symbol that must name one revision names several.
    #[error("Multiple heads are present for given argument '{argument}'; {}", join(heads))]
    MultipleHeads {
        /// The revisions it names.
        heads: Vec<RevisionId>,
        /// The symbol.
        argument: String,
    },
    /// A symbol names no revision, or more than one by a partial identifier, or one outside the branch.
    #[error("{message}")]
    Resolution {
        /// Why.
        message: String,
        /// The part of the symbol that was looked up.
        argument: String,
    },
    /// Revisions follow one another in a circle.
    #[error("Cycle is detected in revisions ({})", join(revisions))]
    CycleDetected {
        /// The revisions that cannot be reached both from the bases and from the heads.
        revisions: Vec<RevisionId>,
    },
    /// Revisions follow or depend on one another in a circle.
    #[error("Dependency cycle is detected in revisions ({})", join(revisions))]
    DependencyCycleDetected {
        /// The revisions that cannot be reached both from the bases and from the heads.
        revisions: Vec<RevisionId>,
    },
    /// A revision is its own parent.
    #[error("Self-loop is detected in revisions ({revision})")]
    LoopDetected {
        /// The revision.
        revision: RevisionId,
    },
    /// A revision depends on itself.
    #[error("Dependency self-loop is detected in revisions ({revision})")]
    DependencyLoopDetected {
        /// The revision.
        revision: RevisionId,
    },
    /// A parent or dependency that no file declares.
    #[error("{}", text::python_repr(key))]
    KeyMissing {
        /// The identifier that was looked up.
        key: String,
    },
    /// A step replaces a row that the version table does not hold.
    #[error("{}", text::python_repr(row))]
    RowMissing {
        /// The row's revision.
        row: String,
    },
    /// One of Alembic's own assertions; often its only answer to a request that cannot be met.
    #[error("{message}")]
    Assertion {
        /// Alembic's text, often empty.
        message: &'static str,
        /// What the user should know.
        meaning: &'static str,
    },
    /// Alembic took the last element of an empty list of rows.
    #[error("list index out of range")]
    OutOfRange,
    /// Alembic went on with a value that is no revision.
    #[error("{message}")]
    NoSuchAttribute {
        /// Python's text.
        message: String,
        /// What the user should know.
        meaning: &'static str,
    },
}

impl RevisionError {
    /// How Alembic shows this error.
    pub fn surface(&self) -> Surface {
        let exception = match self {
            Self::Command { .. } => return Surface::CommandError,
            Self::Plain(_) => "alembic.script.revision.RevisionError",
            Self::RangeNotAncestor { .. } => "alembic.script.revision.RangeNotAncestorError",
            Self::MultipleHeads { .. } => "alembic.script.revision.MultipleHeads",
            Self::Resolution { .. } => "alembic.script.revision.ResolutionError",
            Self::CycleDetected { .. } => "alembic.script.revision.CycleDetected",
            Self::DependencyCycleDetected { .. } => "alembic.script.revision.DependencyCycleDetected",
            Self::LoopDetected { .. } => "alembic.script.revision.LoopDetected",
            Self::DependencyLoopDetected { .. } => "alembic.script.revision.DependencyLoopDetected",
            Self::KeyMissing { .. } | Self::RowMissing { .. } => "KeyError",
            Self::Assertion { .. } => "AssertionError",
            Self::OutOfRange => "IndexError",
            Self::NoSuchAttribute { .. } => "AttributeError",
        };
        Surface::Traceback { exception }
    }

    /// One sentence for the user where the text alone says nothing.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Assertion { meaning, .. } | Self::NoSuchAttribute { meaning, .. } => Some(meaning),
            Self::Command { cause, .. } => cause.help(),
            Self::OutOfRange => Some("the version table holds a revision together with one of its ancestors"),
            Self::KeyMissing { .. } => Some(
                "no revision file declares this identifier; restore the file that did, or name another revision",
            ),
            Self::RowMissing { .. } => Some(
                "the version table does not hold the revision that this step replaces; \
                 go to one revision after the other, or use `stamp --purge`",
            ),
            Self::CycleDetected { .. } | Self::LoopDetected { .. } => Some(
                "each of these has another one, or itself, above it and below it: \
                 one `down_revision` among them must name an earlier revision, or None",
            ),
            Self::DependencyCycleDetected { .. } | Self::DependencyLoopDetected { .. } => Some(
                "each of these follows or depends on another one, or itself, that depends on it: \
                 take one `depends_on` or `down_revision` among them away",
            ),
            Self::Plain(_)
            | Self::RangeNotAncestor { .. }
            | Self::MultipleHeads { .. }
            | Self::Resolution { .. } => None,
        }
    }

    /// The error as a command reports it that gives no context of its own.
    #[must_use]
    pub fn caught(self) -> Self {
        Catch::default().wrap(self)
    }

    /// `Relative revision -3 didn't produce 3 migrations`; `shown` is the distance as the message shows it.
    pub(super) fn relative(shown: &str, steps: i64) -> Self {
        Self::Plain(format!("Relative revision {shown} didn't produce {} migrations", steps.unsigned_abs()))
    }

    /// Alembic's assertion that a value is a revision.
    pub(super) fn not_a_revision() -> Self {
        Self::Assertion { message: "", meaning: "the symbol leads past the first or the last revision" }
    }
}

/// What a command adds to an error of the graph.
#[derive(Debug, Default, Clone)]
pub(super) struct Catch {
    /// Text for a range that is none; `{start}` and `{end}` are replaced.
    pub(super) ancestor: Option<&'static str>,
    /// Text for several heads.
    pub(super) multiple_heads: Option<&'static str>,
    /// The start of the range as the user named it.
    pub(super) start: Option<RevisionArgument>,
    /// The end of the range as the user named it.
    pub(super) end: Option<RevisionArgument>,
}

impl Catch {
    /// Turns an error of the graph into what the user sees; Python's own exceptions pass.
    pub(super) fn wrap(&self, error: RevisionError) -> RevisionError {
        let message = match &error {
            RevisionError::RangeNotAncestor { lower, upper } => {
                let start = self.start.as_ref().unwrap_or(lower).to_string();
                let end = self.end.as_ref().unwrap_or(upper).to_string();
                self.ancestor
                    .unwrap_or(
                        "Requested range {start}:{end} does not refer to ancestor/descendant revisions along the same branch",
                    )
                    .replace("{start}", &start)
                    .replace("{end}", &end)
            }
            RevisionError::MultipleHeads { argument, .. } => {
                let argument = match &self.end {
                    Some(end) if !end.is_empty() => end.to_string(),
                    _ => argument.clone(),
                };
                self.multiple_heads.map_or_else(|| several_heads(&argument), str::to_owned)
            }
            RevisionError::Resolution { argument, .. } => {
                format!("Can't locate revision identified by '{argument}'")
            }
            RevisionError::Plain(_)
            | RevisionError::CycleDetected { .. }
            | RevisionError::DependencyCycleDetected { .. }
            | RevisionError::LoopDetected { .. }
            | RevisionError::DependencyLoopDetected { .. } => error.to_string(),
            RevisionError::Command { .. }
            | RevisionError::KeyMissing { .. }
            | RevisionError::RowMissing { .. }
            | RevisionError::Assertion { .. }
            | RevisionError::OutOfRange
            | RevisionError::NoSuchAttribute { .. } => return error,
        };
        RevisionError::Command { message, cause: Box::new(error) }
    }
}

fn join(revisions: &[RevisionId]) -> String {
    text::comma(revisions.iter().map(RevisionId::as_str))
}

fn several_heads(argument: &str) -> String {
    format!(
        "Multiple head revisions are present for given argument '{argument}'; please specify a specific target \
         revision, '<branchname>@{argument}' to narrow to a specific head, or 'heads' for all heads"
    )
}

fn or_base(argument: &RevisionArgument) -> String {
    if argument.is_empty() { "base".to_owned() } else { argument.to_string() }
}
