//! Where in the user's sources something was written.
//!
//! An [`Origin`] travels with every step into every error. How it is shown is the command
//! line's business.

use std::{fmt, panic::Location, path::Path, sync::Arc};

/// The user's place that asked for something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A place in Rust source, from `#[track_caller]`.
    Rust(&'static Location<'static>),
    /// A place in a file: a revision script, `env.py`, an ini file.
    File {
        /// The file, as the user would name it.
        path: Arc<Path>,
        /// Line, counted from 1.
        line: u32,
        /// Column, counted from 1; 0 when only the line is known.
        column: u32,
    },
    /// Nobody wrote it: the version table's own statements and the like.
    #[default]
    Generated,
}

impl Origin {
    /// A place in a file.
    pub fn file(path: impl AsRef<Path>, line: u32, column: u32) -> Self {
        Self::File { path: Arc::from(path.as_ref()), line, column }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rust(location) => write!(f, "{}:{}", location.file(), location.line()),
            Self::File { path, line, .. } => write!(f, "{}:{line}", path.display()),
            Self::Generated => f.write_str("(generated)"),
        }
    }
}
