//! What can go wrong in a run.

use crate::{
    connection::DatabaseError,
    dialect::CompileError,
    origin::Origin,
    revision::{RevisionError, RevisionId},
};
use thiserror::Error as ThisError;

/// Why a run stopped.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// An operation has no SQL.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The database refused a statement.
    #[error("{error}")]
    Database {
        /// Its words.
        #[source]
        error: DatabaseError,
        /// The statement it refused, if it was one.
        statement: Option<String>,
    },
    /// The script output could not be written.
    #[error("{0}")]
    Output(#[from] std::io::Error),
    /// The revisions asked for do not exist or do not fit.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// Alembic's own refusal, with its text (`FAILED: …`).
    #[error("{0}")]
    Command(String),
    /// Ctrl-C or SIGTERM.
    #[error("interrupted")]
    Interrupted,
    /// A statement that was not waited for has failed: `MigrationContext::fall_back` takes the run back to before it.
    #[error("a statement that was sent ahead has failed")]
    Behind,
    /// A front end's error, which knows more than the engine does.
    #[error("{0}")]
    FrontEnd(Box<dyn std::error::Error>),
}

/// An error and where it happened.
#[derive(Debug, ThisError)]
#[error("{error}")]
pub struct Located {
    /// What.
    #[source]
    pub error: Error,
    /// The user's place.
    pub origin: Origin,
    /// The revision whose step it was.
    pub revision: Option<RevisionId>,
}

impl Error {
    /// The database refused a statement.
    pub fn database(error: DatabaseError, statement: &str) -> Self {
        Self::Database { error, statement: Some(statement.to_owned()) }
    }
}

impl From<DatabaseError> for Error {
    fn from(error: DatabaseError) -> Self {
        Self::Database { error, statement: None }
    }
}
