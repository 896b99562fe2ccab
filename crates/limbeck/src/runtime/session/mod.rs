//! One connection with the transaction rules that `SQLAlchemy` gives it.
//!
//! A logical transaction begins by itself with the first statement (*autobegin*) or explicitly;
//! the physical `BEGIN` is sent as late as can be: on PostgreSQL before the first statement of any
//! kind, on SQLite just before the first statement that writes, so that leading PRAGMA, ATTACH and
//! VACUUM run outside (DESIGN §3, "SQLite sessions"). Scripts and the engine share one session.

mod away;
mod group;
mod interrupt;
mod pipeline;

use super::{aftermath::Journal, context::locked, error::Error, report::StatementLog, sink::refused};
use crate::{
    connection::{
        Connection, DatabaseError, DatabaseErrorKind, LockError, LockHolder, Rows, RunLock, ServerVersion,
    },
    dialect::{Dialect, ForeignKeySwitch},
    expr::Value,
};
use group::Group;
use std::{cell::RefCell, rc::Rc, time::Duration};

pub use interrupt::Interrupt;
pub(super) use pipeline::BEHIND;
use pipeline::Pipeline;

/// A session that the engine and a front end hold together.
pub type SharedSession = Rc<RefCell<Session>>;

/// How far a logical transaction has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Logical {
    /// None is open.
    Idle,
    /// Begun by a statement.
    Autobegun,
    /// Begun by `begin()`.
    Begun,
}

/// A connection and the state of its transaction.
pub struct Session {
    connection: Box<dyn Connection>,
    dialect: &'static dyn Dialect,
    url: String,
    logical: Logical,
    physical: bool,
    autocommit: bool,
    interrupt: Interrupt,
    savepoints: u32,
    /// The open transaction has written something.
    wrote: bool,
    /// The open transaction began with a statement that Python's driver would have committed.
    ahead: bool,
    log: Option<Box<dyn StatementLog>>,
    guard: Option<Guard>,
    journal: Option<Journal>,
    suspended: Option<Suspended>,
    /// Steps that are finished and wait to be committed together.
    group: Option<Group>,
    pipeline: Pipeline,
}

/// Foreign keys that are off until the transaction ends, and what was wrong with them before; `None` where
/// the database could not say.
struct Suspended {
    switch: ForeignKeySwitch,
    before: Option<Vec<Vec<Value>>>,
}

/// What must be true of the version table whenever a transaction begins: another run may have been
/// quicker. Only where the run lock does not last from one transaction to the next.
struct Guard {
    lock: RunLock,
    wait: Duration,
    select: String,
    expected: Vec<String>,
}

impl Session {
    /// Takes over a fresh connection.
    /// `url` is only shown; its password must be masked.
    pub fn new(
        connection: Box<dyn Connection>,
        dialect: &'static dyn Dialect,
        url: String,
        interrupt: Interrupt,
    ) -> Self {
        interrupt.watch(connection.canceller());
        Self {
            connection,
            dialect,
            url,
            logical: Logical::Idle,
            physical: false,
            autocommit: false,
            interrupt,
            savepoints: 0,
            wrote: false,
            ahead: false,
            log: None,
            guard: None,
            journal: None,
            suspended: None,
            group: None,
            pipeline: Pipeline::default(),
        }
    }

    /// From now on, what changes something is written down.
    pub fn start_journal(&mut self) {
        self.journal = Some(Journal::default());
    }

    /// What was written down since [`Session::start_journal`].
    pub fn take_journal(&mut self) -> Option<Journal> {
        let mut journal = self.journal.take()?;
        if !self.connection.in_transaction() {
            journal.durable = journal.done.len();
        }
        Some(journal)
    }

    /// Writes a statement down that was sent.
    fn note(&mut self, sql: &str, error: Option<&DatabaseError>) {
        let open = self.connection.in_transaction();
        let Some(journal) = &mut self.journal else { return };
        if let Some(error) = error {
            journal.failed = Some(sql.to_owned());
            journal.done_before = self.dialect.was_done_before(error);
        } else if !is_read(sql) {
            journal.done.push(sql.to_owned());
        }
        // A statement that commits does so before it is run: it may have failed all the same.
        if !open {
            journal.durable = journal.done.len();
        }
    }

    /// From now on, what is sent is said.
    pub fn set_log(&mut self, log: Box<dyn StatementLog>) {
        self.log = Some(log);
    }

    fn say(&self, message: &str) {
        if let Some(log) = &self.log {
            log.message(message);
        }
    }

    /// For a front end and the engine to hold together.
    pub fn shared(self) -> SharedSession {
        Rc::new(RefCell::new(self))
    }

    /// The database's dialect.
    pub fn dialect(&self) -> &'static dyn Dialect {
        self.dialect
    }

    /// The database's URL, its password masked.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Product and version of the server.
    pub fn server(&self) -> &ServerVersion {
        self.connection.server()
    }

    /// Whether a logical transaction is open, as `Connection.in_transaction()` says.
    pub fn in_transaction(&self) -> bool {
        self.logical != Logical::Idle
    }

    /// Whether the database holds an open transaction.
    pub fn is_physically_open(&self) -> bool {
        self.physical
    }

    /// Whether every statement commits itself.
    pub fn is_autocommit(&self) -> bool {
        self.autocommit
    }

    /// Switches self-committing statements on or off; legal between transactions only.
    pub fn set_autocommit(&mut self, autocommit: bool) {
        self.autocommit = autocommit;
    }

    /// Executes one statement; returns rows affected.
    pub fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError> {
        self.before(sql, parameters)?;
        let result = self.connection.execute(sql, parameters);
        self.note(sql, result.as_ref().err());
        self.after(result)
    }

    /// Executes one statement and fetches its rows.
    pub fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError> {
        self.before(sql, parameters)?;
        let result = self.connection.query(sql, parameters);
        self.note(sql, result.as_ref().err());
        self.after(result)
    }

    /// Executes a text of any number of statements.
    pub fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.before(sql, &[])?;
        let result = self.connection.batch(sql);
        self.note(sql, result.as_ref().err());
        self.after(result)
    }

    /// The bare connection, for questions that must not begin a transaction of their own.
    pub fn connection(&mut self) -> &mut dyn Connection {
        // What went wrong is found when it is asked for.
        let _ = self.settle();
        &mut *self.connection
    }

    /// Asks the catalogue something; begins a logical transaction like any statement.
    pub fn ask<T>(
        &mut self,
        question: impl FnOnce(&dyn Dialect, &mut dyn Connection) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        self.settle()?;
        self.prepare("SELECT")?;
        let result = question(self.dialect, &mut *self.connection);
        self.after(result)
    }

    /// Begins a logical transaction; nothing is sent yet. A transaction that a statement began is taken over.
    pub fn begin(&mut self) {
        self.touch();
        self.logical = Logical::Begun;
    }

    /// Notes that a statement would have begun a logical transaction, without sending `BEGIN`.
    pub fn touch(&mut self) {
        if self.logical == Logical::Idle {
            self.logical = Logical::Autobegun;
            self.say(if self.autocommit { BEGIN_IN_AUTOCOMMIT } else { "BEGIN (implicit)" });
        }
    }

    /// Begins the physical transaction under a run lock that does not last between transactions.
    pub fn begin_locked(
        &mut self,
        lock: RunLock,
        wait: Duration,
        on_wait: &mut dyn FnMut(&LockHolder),
    ) -> Result<(), LockError> {
        if self.physical || self.autocommit {
            return Ok(());
        }
        self.check()?;
        self.touch();
        lock.begin(&mut *self.connection, self.dialect.begin_statement(), wait, on_wait)?;
        self.physical = true;
        self.wrote = false;
        Ok(())
    }

    /// Does something in a transaction of its own under a run lock, whatever logical transaction is open.
    /// Only while the database holds none.
    pub(super) fn apart<T>(
        &mut self,
        lock: RunLock,
        wait: Duration,
        on_wait: &mut dyn FnMut(&LockHolder),
        action: impl FnOnce(&dyn Dialect, &mut dyn Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.check().map_err(|error| refused(error, ""))?;
        self.touch();
        lock.begin(&mut *self.connection, self.dialect.begin_statement(), wait, on_wait).map_err(locked)?;
        let result = action(self.dialect, &mut *self.connection);
        let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = self.connection.batch(end).map_err(|error| refused(error, end));
        if ended.is_err() && self.connection.in_transaction() {
            let _ = self.connection.batch("ROLLBACK");
        }
        let value = result?;
        ended.map(|()| value)
    }

    /// From now on, a transaction that a statement begins is begun under the lock and fails unless the
    /// version table holds the expected rows.
    pub fn guard(&mut self, lock: RunLock, wait: Duration, select: String, expected: Vec<String>) {
        self.guard = Some(Guard { lock, wait, select, expected });
    }

    /// Ends what [`Session::guard`] began.
    pub fn unguard(&mut self) {
        self.guard = None;
    }

    /// Switches foreign keys off until the transaction ends, where the database has them on; they are
    /// checked before it commits. `false` if it is too late: the transaction has written something.
    pub fn suspend_foreign_keys(&mut self) -> Result<bool, DatabaseError> {
        let Some(switch) = self.dialect.foreign_key_switch().filter(|_| self.suspended.is_none()) else {
            return Ok(true);
        };
        self.check()?;
        self.physical &= self.connection.in_transaction();
        let on = self.ask_switch(&switch)? == Some(Value::Integer(1));
        if !on || (self.physical && self.wrote) {
            return Ok(!on);
        }
        self.group = None;
        if std::mem::take(&mut self.physical) {
            // Begun early for the lock's sake; nothing is in it yet.
            self.connection.batch("COMMIT")?;
        }
        let before = self.connection.query(switch.check, &[]).ok().map(|found| found.rows);
        self.connection.batch(switch.off)?;
        self.suspended = Some(Suspended { switch, before });
        Ok(true)
    }

    /// What the database says of foreign keys: 1 where they are on.
    fn ask_switch(&mut self, switch: &ForeignKeySwitch) -> Result<Option<Value>, DatabaseError> {
        let answer = self.connection.query(switch.ask, &[])?;
        Ok(answer.rows.into_iter().next().and_then(|row| row.into_iter().next()))
    }

    /// Ends what [`Session::suspend_foreign_keys`] began, outside a transaction.
    pub fn resume_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        match self.suspended.take() {
            Some(suspended) => self.connection.batch(suspended.switch.on),
            None => Ok(()),
        }
    }

    /// Fails if rows refer to nothing that did not when foreign keys were switched off.
    fn check_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        let Some(Suspended { switch, before: Some(before) }) = &self.suspended else { return Ok(()) };
        let found = self.connection.query(switch.check, &[])?.rows;
        let Some(row) = found.into_iter().find(|row| !before.contains(row)) else { return Ok(()) };
        let shown = |place: usize| match row.get(place) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Integer(number)) => number.to_string(),
            _ => "?".to_owned(),
        };
        let mut error = DatabaseError::new(DatabaseErrorKind::Integrity, "FOREIGN KEY constraint failed");
        error.detail =
            Some(format!("row {} of table {} refers to no row of {}", shown(1), shown(0), shown(2)));
        Err(error)
    }

    /// Commits.
    pub fn commit(&mut self) -> Result<(), DatabaseError> {
        if let Err(error) = self.keep_ahead().and_then(|()| self.check_foreign_keys()) {
            let _ = self.rollback();
            return Err(error);
        }
        self.say_end("COMMIT");
        self.logical = Logical::Idle;
        self.savepoints = 0;
        self.wrote = false;
        self.group = None;
        if std::mem::take(&mut self.physical) {
            let result = self.commit_physical();
            self.after(result)?;
        }
        self.resume_foreign_keys()
    }

    /// Takes everything since the last commit back; steps that only wait to be committed are committed.
    pub fn rollback(&mut self) -> Result<(), DatabaseError> {
        self.forget_ahead();
        self.say_end("ROLLBACK");
        self.logical = Logical::Idle;
        self.savepoints = 0;
        self.wrote = false;
        if self.group.is_some() {
            self.leave_group()?;
        } else if std::mem::take(&mut self.physical) && self.connection.in_transaction() {
            self.connection.batch("ROLLBACK")?;
        }
        self.resume_foreign_keys()
    }

    fn say_end(&self, word: &str) {
        if self.logical == Logical::Idle {
            return;
        }
        if self.autocommit {
            let call = word.to_lowercase();
            self.say(&format!(
                "{word} using DBAPI connection.{call}(), has no effect due to autocommit mode"
            ));
        } else {
            self.say(word);
        }
    }

    fn savepoint_statement(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.settle()?;
        if let Some(log) = &self.log {
            log.statement(sql, &[]);
        }
        let result = self.connection.batch(sql);
        self.after(result)
    }

    /// Whether closing the connection now takes more back than it does with Python's driver: the open transaction
    /// holds DDL, which the driver would have committed by itself.
    pub fn would_lose_ddl(&self) -> bool {
        self.physical && self.wrote && self.ahead
    }

    /// Opens a savepoint and returns its name.
    pub fn savepoint(&mut self) -> Result<String, DatabaseError> {
        self.savepoints += 1;
        let name = format!("sa_savepoint_{}", self.savepoints);
        // A savepoint outside a transaction would itself be one; have the real one around it.
        if !self.physical {
            self.begin_physical(self.dialect.begin_statement())?;
        }
        self.savepoint_statement(&format!("SAVEPOINT {name}"))?;
        Ok(name)
    }

    /// Keeps what was done since a savepoint.
    pub fn release(&mut self, name: &str) -> Result<(), DatabaseError> {
        self.savepoint_statement(&format!("RELEASE SAVEPOINT {name}"))
    }

    /// Takes back what was done since a savepoint.
    pub fn rollback_to(&mut self, name: &str) -> Result<(), DatabaseError> {
        self.savepoint_statement(&format!("ROLLBACK TO SAVEPOINT {name}"))
    }

    /// Refuses if the run was interrupted.
    pub fn check(&self) -> Result<(), DatabaseError> {
        if self.interrupt.is_triggered() { Err(interrupted()) } else { Ok(()) }
    }

    fn before(&mut self, sql: &str, parameters: &[Value]) -> Result<(), DatabaseError> {
        self.settle()?;
        self.prepare(sql)?;
        if let Some(log) = &self.log {
            log.statement(sql, parameters);
        }
        Ok(())
    }

    fn prepare(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.check()?;
        self.touch();
        if self.autocommit {
            return Ok(());
        }
        if self.physical && !self.connection.in_transaction() {
            // The script sent COMMIT or ROLLBACK itself.
            self.physical = false;
            self.group = None;
        }
        if self.physical && !self.wrote && self.dialect.leaves_transaction(sql) {
            // Begun early for the lock's sake; nothing is in it yet.
            self.physical = false;
            self.group = None;
            let result = self.connection.batch("COMMIT");
            return self.after(result);
        }
        if !self.dialect.begins_before(sql) {
            return Ok(());
        }
        if !self.physical {
            self.begin_physical(self.dialect.begin_statement())?;
        }
        self.open_savepoint()?;
        if !self.wrote {
            self.ahead = !self.dialect.driver_begins_before(sql);
        }
        self.wrote = true;
        Ok(())
    }

    fn begin_physical(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let Some(guard) = self.guard.take() else {
            let result = self.connection.batch(sql);
            self.after(result)?;
            self.physical = true;
            return Ok(());
        };
        let begun = guard.lock.begin(&mut *self.connection, sql, guard.wait, &mut |_| {});
        self.after(
            begun.map_err(|error| DatabaseError::new(DatabaseErrorKind::Operational, error.to_string())),
        )?;
        self.physical = true;
        let rows = self.connection.query(&guard.select, &[]);
        let found = self.after(rows)?;
        let mut found: Vec<String> = found.rows.into_iter().flatten().filter_map(text).collect();
        let mut expected = guard.expected.clone();
        found.sort();
        expected.sort();
        let same = found == expected;
        self.guard = Some(guard);
        if same {
            return Ok(());
        }
        Err(DatabaseError::new(
            DatabaseErrorKind::Operational,
            "another run changed the version table while this step was between two transactions; run the command again",
        ))
    }

    fn after<T>(&self, result: Result<T, DatabaseError>) -> Result<T, DatabaseError> {
        // A cancelled statement fails in the database's own words; the run was interrupted all the same.
        if result.is_err() && self.interrupt.is_triggered() { Err(interrupted()) } else { result }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.interrupt.watch(None);
        self.forget_ahead();
        if self.group.is_some() {
            let _ = self.leave_group();
        } else if self.physical {
            let _ = self.connection.batch("ROLLBACK");
        }
    }
}

/// Whether a text only reads.
fn is_read(sql: &str) -> bool {
    let word: String = sql.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
    ["SELECT", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "SET", "USE"]
        .iter()
        .any(|read| read.eq_ignore_ascii_case(&word))
}

/// `SQLAlchemy`'s words for a transaction that is none.
const BEGIN_IN_AUTOCOMMIT: &str = "BEGIN (implicit; DBAPI should not BEGIN due to autocommit mode)";

fn text(value: Value) -> Option<String> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

/// What a statement of an interrupted run answers.
fn interrupted() -> DatabaseError {
    DatabaseError {
        kind: DatabaseErrorKind::Operational,
        code: Some(INTERRUPTED.to_owned()),
        message: "interrupted".to_owned(),
        detail: None,
        hint: None,
        position: None,
    }
}

/// Code of the error that stands for an interrupted run.
pub(super) const INTERRUPTED: &str = "LIMBECK_INTERRUPTED";
