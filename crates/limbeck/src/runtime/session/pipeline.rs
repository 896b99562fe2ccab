//! Statements that are sent before the answers to those before them have come.
//!
//! Where server and client are two processes, a plain step (see `Run::set_plain`) can be worked out while the
//! server still does what the steps before it sent. Only inside a transaction, and only behind a savepoint:
//! what turns out to have failed is taken back to it, and done again with every answer waited for, so that
//! the error is met where it belongs.

use super::Session;
use crate::connection::{DatabaseError, DatabaseErrorKind};
use std::collections::VecDeque;

/// Answers that may be owed: the server's buffers hold more, and a client that ran further ahead would win nothing.
const MOST: usize = 64;

/// Bytes that may be unanswered: less than any socket holds, so that neither side ever waits for the other to read.
const MOST_BYTES: usize = 16 * 1024;

/// What everything since the last point where all was well is taken back to.
const SAVEPOINT: &str = "limbeck_pipeline";

/// Code of the error that stands for an earlier statement's failure.
pub(in crate::runtime) const BEHIND: &str = "LIMBECK_BEHIND";

/// What was sent ahead (`PostgreSQL`'s manual calls it pipelining).
#[derive(Default)]
pub(super) struct Pipeline {
    owed: VecDeque<Owed>,
    sent: u64,
    answered: u64,
    /// The first statement that failed, and why.
    failed: Option<(String, DatabaseError)>,
    savepoint: bool,
}

/// An answer that has not been read.
struct Owed {
    statement: String,
    /// How many rows it must speak of, where that matters.
    expected: Option<u64>,
}

impl Session {
    /// Whether statements can be sent ahead here.
    pub fn can_run_ahead(&self) -> bool {
        self.connection.can_pipeline() && !self.autocommit && self.log.is_none() && self.journal.is_none()
    }

    /// Sends a statement whose answer is looked at later; `expected`: how many rows it must change.
    /// To be called while [`Session::is_full`] is false.
    pub fn send_ahead(&mut self, sql: &str, expected: Option<u64>) -> Result<(), DatabaseError> {
        if self.ahead_failed() {
            return Err(behind());
        }
        self.prepare_ahead(sql)?;
        if !std::mem::replace(&mut self.pipeline.savepoint, true) {
            self.owe(&format!("SAVEPOINT {SAVEPOINT}"), None)?;
        }
        self.owe(sql, expected)
    }

    fn owe(&mut self, sql: &str, expected: Option<u64>) -> Result<(), DatabaseError> {
        let sent = self.connection.send(sql);
        self.after(sent)?;
        self.pipeline.owed.push_back(Owed { statement: sql.to_owned(), expected });
        self.pipeline.sent += 1;
        Ok(())
    }

    /// The transaction is begun, and what has to be said about it is said, with all answers there.
    fn prepare_ahead(&mut self, sql: &str) -> Result<(), DatabaseError> {
        if self.physical && self.logical != super::Logical::Idle && self.wrote {
            return self.check();
        }
        self.settle()?;
        self.prepare(sql)
    }

    /// Whether nothing more may be sent before an answer has come.
    pub fn is_full(&self, next: usize) -> bool {
        let owed = &self.pipeline.owed;
        let bytes = owed.iter().fold(next, |bytes, owed| bytes.saturating_add(owed.statement.len()));
        !owed.is_empty() && (owed.len() >= MOST || bytes > MOST_BYTES)
    }

    /// How many statements were sent ahead, and how many of them are known to be well.
    pub fn progress(&self) -> (u64, u64) {
        (self.pipeline.sent, self.pipeline.answered)
    }

    /// Whether something sent ahead is known to have failed.
    pub fn ahead_failed(&self) -> bool {
        self.pipeline.failed.is_some()
    }

    /// Reads one answer, if one is owed; `false` where none was.
    pub fn receive_ahead(&mut self) -> Result<bool, DatabaseError> {
        let Some(Owed { statement, expected }) = self.pipeline.owed.pop_front() else { return Ok(false) };
        let error = match self.connection.receive() {
            Ok(changed) if expected.is_none_or(|expected| expected == changed) => {
                if self.pipeline.failed.is_none() {
                    self.pipeline.answered += 1;
                    return Ok(true);
                }
                behind()
            }
            Ok(_) => behind(),
            Err(error) => error,
        };
        self.pipeline.failed.get_or_insert((statement, error));
        self.check()?;
        Err(behind())
    }

    /// Reads all answers that are owed.
    pub(super) fn settle(&mut self) -> Result<(), DatabaseError> {
        let mut result = Ok(());
        while !self.pipeline.owed.is_empty() {
            // The answers after one that failed are owed all the same.
            let received = self.receive_ahead();
            if result.is_ok() {
                result = received.map(drop);
            }
        }
        result?;
        if self.pipeline.failed.is_some() { Err(behind()) } else { Ok(()) }
    }

    /// All was well: what was sent ahead stays.
    pub fn keep_ahead(&mut self) -> Result<(), DatabaseError> {
        self.settle()?;
        if std::mem::take(&mut self.pipeline).savepoint {
            let result = self.connection.batch(&format!("RELEASE SAVEPOINT {SAVEPOINT}"));
            self.after(result)?;
        }
        Ok(())
    }

    /// Something was not: all that was sent ahead is taken back. Gives the statement that failed, and why, if
    /// it cannot be tried again: the connection is gone.
    pub fn take_back_ahead(&mut self) -> Option<(String, DatabaseError)> {
        // What failed is met again.
        let _ = self.settle();
        let Pipeline { failed, savepoint, .. } = std::mem::take(&mut self.pipeline);
        if savepoint {
            let back = format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}; RELEASE SAVEPOINT {SAVEPOINT}");
            if let Err(error) = self.connection.batch(&back) {
                return failed.or(Some((back, error)));
            }
        }
        None
    }

    /// Nothing is asked any more of what was sent ahead: the transaction is taken back as a whole.
    pub(super) fn forget_ahead(&mut self) {
        let _ = self.settle();
        self.pipeline = Pipeline::default();
    }
}

fn behind() -> DatabaseError {
    DatabaseError {
        code: Some(BEHIND.to_owned()),
        ..DatabaseError::new(DatabaseErrorKind::Operational, "a statement that was sent ahead has failed")
    }
}
