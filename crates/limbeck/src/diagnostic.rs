//! An error as plain data: what is shown, with no opinion on how.
//!
//! Everything that fails turns into a [`Diagnostic`]; the command line renders it for people
//! (annotated source) or as JSON. Codes are stable and each has a page under `docs/errors/`.

use crate::origin::Origin;
use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing more was done.
    Error,
    /// Done all the same.
    Warning,
}

/// A place in the user's sources and what is the matter with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub origin: Origin,
    /// What is the matter there; may be empty.
    pub message: String,
}

/// One error or warning, ready to be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code such as `LB0203`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The first line. Where Alembic has a text of its own, it is that text.
    pub message: String,
    /// Places, the most telling first.
    pub labels: Vec<Label>,
    /// What else is known, such as the state the database is in now.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error with a code and a first line, nothing else yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A warning with a code and a first line, nothing else yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, origin: Origin, message: impl Into<String>) -> Self {
        if origin != Origin::Generated {
            self.labels.push(Label { origin, message: message.into() });
        }
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}
