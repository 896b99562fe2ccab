//! What can be wrong with the configuration or with the files of a script directory.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::origin::Origin;
use crate::revision::{RevisionError, Surface};

/// Any failure of reading configuration or version files. `Display` is the text Alembic prints; the place is [`Self::origin`].
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// One of Alembic's own messages.
    #[error("{message}")]
    Command {
        /// What the user sees after `FAILED: `.
        message: String,
        /// What to do, where there is more to say.
        help: Option<String>,
        /// The user's place, when there is one.
        origin: Origin,
    },
    /// Something that Python itself refuses.
    #[error("{message}")]
    Python {
        /// The class as a stack trace spells it.
        exception: &'static str,
        /// Python's text.
        message: String,
        /// The user's place, when there is one.
        origin: Origin,
    },
    /// Something that works in Alembic but not here.
    #[error("{message}")]
    Refused {
        /// What is not supported.
        message: String,
        /// What to do.
        help: String,
        /// The user's place, when there is one.
        origin: Origin,
    },
    /// A graph that does not hold together.
    #[error("{error}")]
    Revision {
        /// What is wrong.
        error: RevisionError,
        /// The file that declares it.
        origin: Origin,
    },
}

impl ScriptError {
    /// One of Alembic's own messages, with no place.
    pub fn command(message: impl Into<String>) -> Self {
        Self::Command { message: message.into(), help: None, origin: Origin::Generated }
    }

    /// Something that Python itself refuses, with no place.
    pub fn python(exception: &'static str, message: impl Into<String>) -> Self {
        Self::Python { exception, message: message.into(), origin: Origin::Generated }
    }

    /// A file that cannot be read.
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let (exception, message) = super::writing::python_os_error_parts(error, path);
        Self::Python { exception, message, origin: Origin::file(path, 1, 0) }
    }

    /// Says where, unless the place is known already.
    #[must_use]
    pub fn at(mut self, place: Origin) -> Self {
        let origin = match &mut self {
            Self::Command { origin, .. }
            | Self::Python { origin, .. }
            | Self::Refused { origin, .. }
            | Self::Revision { origin, .. } => origin,
        };
        if *origin == Origin::Generated {
            *origin = place;
        }
        self
    }

    /// The user's place; [`Origin::Generated`] when there is none.
    pub fn origin(&self) -> &Origin {
        match self {
            Self::Command { origin, .. }
            | Self::Python { origin, .. }
            | Self::Refused { origin, .. }
            | Self::Revision { origin, .. } => origin,
        }
    }

    /// How Alembic shows this error. A refusal is shown as a message.
    pub fn surface(&self) -> Surface {
        match self {
            Self::Command { .. } | Self::Refused { .. } => Surface::CommandError,
            Self::Python { exception, .. } => Surface::Traceback { exception },
            Self::Revision { error, .. } => error.surface(),
        }
    }

    /// The error as a command reports it that catches errors of the graph while it loads.
    #[must_use]
    pub fn caught(self) -> Self {
        match self {
            Self::Revision { error, origin } => Self::Revision { error: error.caught(), origin },
            other @ (Self::Command { .. } | Self::Python { .. } | Self::Refused { .. }) => other,
        }
    }

    /// The error as plain data.
    pub fn diagnostic(&self, code: &'static str) -> Diagnostic {
        let diagnostic = Diagnostic::error(code, self.to_string()).at(self.origin().clone(), "");
        match self {
            Self::Revision { error, .. } => match error.help() {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            },
            Self::Refused { help, .. } | Self::Command { help: Some(help), .. } => {
                diagnostic.help(help.clone())
            }
            Self::Command { help: None, .. } | Self::Python { .. } => diagnostic,
        }
    }
}
