//! The whole of what is asked of a database driver, and what is said to one before it connects:
//! the URL, the driver's name, the engine's options, the run lock.
//!
//! Blocking, one connection, object safe; the adapters are in `dialect/<name>/driver`, opened by
//! `dialect::open`, and no driver's own type appears in the public API.

pub mod driver_name;
pub mod lock;
pub mod options;
pub mod url;

pub use driver_name::DriverName;
pub use lock::{LockError, LockHolder, RunLock};
pub use options::{ConnectOptions, IsolationLevel};
pub use url::DatabaseUrl;

use crate::expr::Value;
use std::fmt;
use thiserror::Error;

/// A server's product and version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServerVersion {
    /// The product as it calls itself (`PostgreSQL`, `MariaDB`, `SQLite`).
    pub product: String,
    /// Numeric parts, the most significant first (`[15, 4]`, `[3, 45, 1]`).
    pub parts: Vec<u32>,
}

impl ServerVersion {
    /// Whether the version is at least the given one.
    pub fn at_least(&self, parts: &[u32]) -> bool {
        self.parts.as_slice() >= parts
    }
}

impl fmt::Display for ServerVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(ToString::to_string).collect();
        write!(f, "{} {}", self.product, parts.join("."))
    }
}

/// Rows that came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Column names, in order.
    pub columns: Vec<String>,
    /// Each row as long as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// Rows affected, where the statement wrote some.
    pub affected: Option<u64>,
    /// The row id SQLite and MySQL gave to the last inserted row.
    pub last_insert_id: Option<i64>,
}

/// What kind of failure it is; decides which of `SQLAlchemy`'s exceptions a script sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseErrorKind {
    /// A constraint was violated (`IntegrityError`).
    Integrity,
    /// The statement is wrong (`ProgrammingError`).
    Programming,
    /// The database could not do it now: connection, lock, missing table on SQLite (`OperationalError`).
    Operational,
    /// A value does not fit (`DataError`).
    Data,
    /// The database does not have it (`NotSupportedError`).
    NotSupported,
    /// Internal to the database (`InternalError`).
    Internal,
    /// Anything else (`DatabaseError`).
    Other,
}

/// What a database said when it refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct DatabaseError {
    /// Kind of failure.
    pub kind: DatabaseErrorKind,
    /// SQLSTATE or the vendor's code (`23505`, `SQLITE_BUSY`).
    pub code: Option<String>,
    /// Its words.
    pub message: String,
    /// Its further words (PostgreSQL's DETAIL).
    pub detail: Option<String>,
    /// Its hint.
    pub hint: Option<String>,
    /// Where in the statement, in characters from 1.
    pub position: Option<u32>,
}

impl DatabaseError {
    /// An error with words only.
    pub fn new(kind: DatabaseErrorKind, message: impl Into<String>) -> Self {
        Self { kind, code: None, message: message.into(), detail: None, hint: None, position: None }
    }
}

/// Why there is no connection: the URL, the options or the database say no.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ConnectError {
    /// Limbeck does not do this, real Alembic might: a refusal.
    #[error("{feature} is not supported")]
    Unsupported {
        /// What.
        feature: String,
        /// What to do.
        help: String,
    },
    /// Real `SQLAlchemy` or Python refuses this too, with this exception and text.
    #[error("{message}")]
    Raised {
        /// Qualified name of the exception class, such as `sqlalchemy.exc.NoSuchModuleError`.
        exception: &'static str,
        /// Its text.
        message: String,
    },
    /// The database, or the way to it.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl ConnectError {
    /// A refusal.
    pub fn unsupported(feature: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Unsupported { feature: feature.into(), help: help.into() }
    }

    /// An exception that the original raises too.
    pub fn raised(exception: &'static str, message: impl Into<String>) -> Self {
        Self::Raised { exception, message: message.into() }
    }

    /// `sqlalchemy.exc.ArgumentError`.
    pub fn argument(message: impl Into<String>) -> Self {
        Self::raised("sqlalchemy.exc.ArgumentError", message)
    }
}

/// One connection to one database.
pub trait Connection: Send {
    /// Executes one statement with `?` (SQLite, MySQL) or `$1` (PostgreSQL) parameters; returns rows affected.
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError>;

    /// Executes one statement and fetches all its rows.
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError>;

    /// Executes a text of any number of statements, without parameters and without results.
    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError>;

    /// Whether statements may be sent before the answers to earlier ones were read.
    fn can_pipeline(&self) -> bool {
        false
    }

    /// Sends one statement whose answer [`Connection::receive`] reads later, in the order they were sent. Only where
    /// [`Connection::can_pipeline`], and with few bytes unanswered: nothing is read here.
    fn send(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let _ = sql;
        Err(DatabaseError::new(DatabaseErrorKind::NotSupported, "this driver reads every answer at once"))
    }

    /// Reads the answer to the oldest statement that [`Connection::send`] sent; rows affected.
    fn receive(&mut self) -> Result<u64, DatabaseError> {
        Err(DatabaseError::new(DatabaseErrorKind::NotSupported, "no answer is owed"))
    }

    /// Product and version, asked once when the connection was made.
    fn server(&self) -> &ServerVersion;

    /// A handle by which another thread (a signal's) ends the running statement.
    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>>;

    /// Whether a transaction is open right now, as the driver knows it.
    fn in_transaction(&self) -> bool;

    /// The process that the server said it had given this connection, where it has processes. One that
    /// then answers under another number is behind a connection pooler.
    fn server_process(&self) -> Option<i32> {
        None
    }
}

impl<C: Connection + ?Sized> Connection for &mut C {
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError> {
        (**self).execute(sql, parameters)
    }
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError> {
        (**self).query(sql, parameters)
    }
    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        (**self).batch(sql)
    }
    fn can_pipeline(&self) -> bool {
        (**self).can_pipeline()
    }
    fn send(&mut self, sql: &str) -> Result<(), DatabaseError> {
        (**self).send(sql)
    }
    fn receive(&mut self) -> Result<u64, DatabaseError> {
        (**self).receive()
    }
    fn server(&self) -> &ServerVersion {
        (**self).server()
    }
    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        (**self).canceller()
    }
    fn in_transaction(&self) -> bool {
        (**self).in_transaction()
    }
    fn server_process(&self) -> Option<i32> {
        (**self).server_process()
    }
}

impl<C: Connection + ?Sized> Connection for Box<C> {
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError> {
        (**self).execute(sql, parameters)
    }
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError> {
        (**self).query(sql, parameters)
    }
    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        (**self).batch(sql)
    }
    fn can_pipeline(&self) -> bool {
        (**self).can_pipeline()
    }
    fn send(&mut self, sql: &str) -> Result<(), DatabaseError> {
        (**self).send(sql)
    }
    fn receive(&mut self) -> Result<u64, DatabaseError> {
        (**self).receive()
    }
    fn server(&self) -> &ServerVersion {
        (**self).server()
    }
    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        (**self).canceller()
    }
    fn in_transaction(&self) -> bool {
        (**self).in_transaction()
    }
    fn server_process(&self) -> Option<i32> {
        (**self).server_process()
    }
}
