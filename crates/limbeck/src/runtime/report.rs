//! What a run has to say while it runs: log lines and warnings.
//!
//! The texts and logger names are Alembic's (spec/alembic-surface.md §8). Where they go is the front end's
//! business: Python's logging, or the ini's logging sections without Python.

use crate::expr::Value;

/// Severity of a log line, with Python's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i32)]
pub enum Level {
    /// 10
    Debug = 10,
    /// 20
    Info = 20,
    /// 30
    Warning = 30,
    /// 40
    Error = 40,
}

/// Takes what a run has to say.
pub trait Reporter {
    /// A line for a logger.
    fn log(&self, level: Level, logger: &str, message: &str);

    /// A warning as Python's `warnings` module shows it; `category` is `UserWarning` or `SAWarning`.
    fn warn(&self, category: &str, message: &str);
}

/// Takes what a session sends to the database, for those who want to see it (`create_engine(echo=True)`).
pub trait StatementLog {
    /// The beginning or the end of a transaction, in `SQLAlchemy`'s words.
    fn message(&self, text: &str);

    /// A statement and the values bound to it.
    fn statement(&self, sql: &str, parameters: &[Value]);
}

/// Says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Reporter for Silent {
    fn log(&self, _level: Level, _logger: &str, _message: &str) {}
    fn warn(&self, _category: &str, _message: &str) {}
}
