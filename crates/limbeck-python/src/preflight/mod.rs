//! The check before the first statement of a run: whether every name that pending revisions take
//! from `alembic` and `sqlalchemy` is there.
//!
//! Two halves. [`collect`] reads a file and lists what it certainly asks for; it needs no VM and
//! runs on the compiling threads. [`check`] asks the stand-ins themselves, in the VM, so that there
//! is no list to keep. What only running can tell is left to running: a name behind a test of
//! another dialect, inside a `try` that takes the failure, or in a function nobody calls.

mod collect;
mod conditions;
mod plain;
pub mod probe;
mod top_level;

pub use collect::{Collected, Parsed, Use, collect};
pub use probe::{Probe, check};
pub use top_level::TopLevel;

/// Which function of the file is going to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `upgrade()`.
    Upgrade,
    /// `downgrade()`.
    Downgrade,
}

impl Direction {
    /// The function's name.
    pub fn function(self) -> &'static str {
        match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
        }
    }
}
