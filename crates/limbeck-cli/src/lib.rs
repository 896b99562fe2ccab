//! The command line of Limbeck.
//!
//! Lives here: arguments, what is printed where, exit codes, signals. Does not live here: what a
//! command does (`limbeck::command`), running env.py (`limbeck-python`). The program behaves the
//! same under any name; called `alembic` it prints that name in usage. Without the feature `python` the commands that
//! run env.py or revision scripts refuse.

mod args;
mod print;
mod report;
mod run;
#[cfg(feature = "python")]
mod signals;
mod words;

pub use run::run;

/// The version of Alembic whose behaviour this is.
pub const COMPATIBLE_VERSION: &str = "1.20.1";
