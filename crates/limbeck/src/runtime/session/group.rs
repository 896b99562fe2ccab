//! Several steps in one transaction, where each step has a transaction of its own.
//!
//! A commit waits for the disk, and on SQLite that is most of the time a small step takes. What a step has
//! done is promised to nobody before the program ends or does something else that can be seen from outside,
//! so steps that only send DDL wait for each other, for [`LONGEST`] at most. Each still is a unit: the one
//! that fails is taken back to a savepoint, and those before it are committed. What a kill takes back is
//! what a kill a moment earlier would have taken back, and the version table goes with it.

use super::{Logical, Session};
use crate::{connection::DatabaseError, expr::Value};
use std::time::{Duration, Instant};

/// How long a finished step waits to be committed, unless the one after it takes longer.
const LONGEST: Duration = Duration::from_millis(100);

/// Around what the step that runs has done.
const SAVEPOINT: &str = "limbeck_step";

/// Finished steps whose transaction is still open.
pub(super) struct Group {
    /// When the oldest of them was finished.
    since: Instant,
    /// What the step that runs has done is in a savepoint; before its first statement there is none.
    savepoint: bool,
}

impl Session {
    /// Ends a step as [`Session::commit`] does, but leaves its transaction open for the next one, if that
    /// is possible here. [`Session::flush`] commits it.
    pub fn commit_later(&mut self) -> Result<(), DatabaseError> {
        if !self.may_group() {
            return self.commit();
        }
        self.say_end("COMMIT");
        self.logical = Logical::Idle;
        self.savepoints = 0;
        self.wrote = false;
        let before = self.group.take();
        if before.as_ref().is_some_and(|group| group.savepoint) {
            let result = self.connection.batch(&format!("RELEASE SAVEPOINT {SAVEPOINT}"));
            if let Err(error) = self.after(result) {
                self.group = before;
                return Err(error);
            }
        }
        let since = before.map_or_else(Instant::now, |group| group.since);
        self.group = Some(Group { since, savepoint: false });
        if since.elapsed() > LONGEST { self.flush() } else { Ok(()) }
    }

    /// Commits the finished steps that wait. To be called between steps.
    pub fn flush(&mut self) -> Result<(), DatabaseError> {
        if self.group.take().is_none() || !std::mem::take(&mut self.physical) {
            return Ok(());
        }
        let result = self.commit_physical();
        self.after(result)
    }

    /// Whether finished steps wait to be committed.
    pub fn is_grouping(&self) -> bool {
        self.group.is_some()
    }

    /// Only in a transaction that a commit ends without looking at what is in it: where foreign keys are on,
    /// a commit may fail for a step that is long over.
    fn may_group(&mut self) -> bool {
        if !self.physical
            || self.autocommit
            || self.suspended.is_some()
            || self.interrupt.is_triggered()
            || !self.connection.in_transaction()
        {
            return false;
        }
        // Inside a transaction they cannot be switched on.
        self.group.is_some()
            || self.dialect.foreign_key_switch().is_some_and(|switch| {
                self.ask_switch(&switch).is_ok_and(|state| state == Some(Value::Integer(0)))
            })
    }

    /// Before the first statement of a step that shares its transaction.
    pub(super) fn open_savepoint(&mut self) -> Result<(), DatabaseError> {
        let Some(group) = self.group.as_mut().filter(|group| !group.savepoint && self.physical) else {
            return Ok(());
        };
        group.savepoint = true;
        let result = self.connection.batch(&format!("SAVEPOINT {SAVEPOINT}"));
        self.after(result)
    }

    /// Takes back what the step that runs has done, and commits the steps before it.
    pub(super) fn leave_group(&mut self) -> Result<(), DatabaseError> {
        let Some(group) = self.group.take() else { return Ok(()) };
        // Where the database has ended the transaction by itself (a full disk) nothing is left to keep.
        if !std::mem::take(&mut self.physical) || !self.connection.in_transaction() {
            return Ok(());
        }
        if group.savepoint
            && let Err(error) = self.connection.batch(&format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}"))
        {
            let _ = self.connection.batch("ROLLBACK");
            return Err(error);
        }
        self.commit_physical()
    }

    pub(super) fn commit_physical(&mut self) -> Result<(), DatabaseError> {
        let result = self.connection.batch("COMMIT");
        if result.is_err() && self.connection.in_transaction() {
            // A COMMIT that failed (a deferred constraint on SQLite, a lock) leaves the transaction open.
            let _ = self.connection.batch("ROLLBACK");
        }
        result
    }
}
