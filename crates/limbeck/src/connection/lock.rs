//! The run lock: two containers that start at once do not both migrate.
//!
//! PostgreSQL: a session advisory lock, taken before the version table is read and kept until
//! [`RunLock::release`] or the end of the connection. Behind a pooler that hands out another server
//! process per transaction such a lock would stay behind on a stranger's session, so there
//! [`RunLock::begin`] takes a transaction lock at the start of every transaction instead.
//!
//! MySQL: a named lock (`GET_LOCK`), which no commit gives back, taken before the version table is read.
//!
//! SQLite: a run of several transactions cannot hold the database's lock from one to the next without
//! locking readers out for the whole run, so nothing is held between steps. Each step begins with
//! `BEGIN IMMEDIATE`, waited for here.
//!
//! **Recommendation to the runtime** wherever [`RunLock::holds_between_transactions`] is false: after
//! [`RunLock::begin`] read the version table again, and leave out a step that another process has
//! applied meanwhile. With both rules two runs interleave step by step and end in the same state.
//!
//! The lock is advisory: it keeps out other Limbeck runs, not Alembic's.

use super::{Connection, DatabaseError, DatabaseErrorKind, Rows};
use crate::expr::Value;
use md5::{Digest, Md5};
use std::{
    fmt::{self, Write as _},
    thread,
    time::{Duration, Instant},
};
use thiserror::Error;

/// How long a lock is waited for where nobody says otherwise.
pub const DEFAULT_WAIT: Duration = Duration::from_mins(1);
/// How often the lock is asked for.
const POLL: Duration = Duration::from_millis(250);
/// How often a wait is reported while the holder stays the same.
const REPORT: Duration = Duration::from_secs(10);

/// Who holds the lock that is waited for, as far as the database tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockHolder {
    /// Server process.
    pub process: Option<i64>,
    /// `application_name` of its session.
    pub application_name: Option<String>,
    /// Role.
    pub user: Option<String>,
    /// Client's address; `None` for a Unix socket.
    pub client_address: Option<String>,
    /// `active`, `idle in transaction`, …
    pub state: Option<String>,
    /// When its session began, as the server writes it.
    pub since: Option<String>,
    /// How long has been waited so far.
    pub waited: Duration,
}

impl fmt::Display for LockHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(process) = self.process else {
            return f.write_str("another connection");
        };
        write!(f, "process {process}")?;
        let mut details = String::new();
        let parts = [
            ("application ", &self.application_name),
            ("user ", &self.user),
            ("from ", &self.client_address),
            ("", &self.state),
            ("since ", &self.since),
        ];
        for (label, part) in parts {
            if let Some(part) = part.as_deref().filter(|part| !part.is_empty()) {
                let separator = if details.is_empty() { "" } else { ", " };
                write!(details, "{separator}{label}{part}")?;
            }
        }
        if !details.is_empty() {
            write!(f, " ({details})")?;
        }
        Ok(())
    }
}

/// Why there is no lock.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LockError {
    /// Somebody else kept it for longer than was to be waited.
    #[error("the run lock is held by {holder}; gave up after {} s", waited.as_secs())]
    TimedOut {
        /// Who.
        holder: Box<LockHolder>,
        /// How long was waited.
        waited: Duration,
    },
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// What is told about a wait: at its start, when the holder changes, and every ten seconds.
pub type OnWait<'a> = &'a mut dyn FnMut(&LockHolder);

/// A lock held for a run, or the way to take it at each transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a lock is released by `release`, or by the end of the connection"]
pub enum RunLock {
    /// PostgreSQL: held by the session.
    Session {
        /// The advisory lock's key.
        key: i64,
    },
    /// PostgreSQL behind a pooler: taken in each transaction.
    Transaction {
        /// The advisory lock's key.
        key: i64,
    },
    /// SQLite: `BEGIN IMMEDIATE`.
    Immediate,
    /// MySQL: a named lock, held by the session.
    Named {
        /// What its name is made of.
        key: i64,
    },
    /// A database without locks.
    None,
}

impl RunLock {
    /// Takes the lock of a version table, or finds how it is to be taken.
    ///
    /// `name` is the version table's name with its schema (`public.alembic_version`), `dialect` the
    /// dialect's name. Waits at most for `wait`.
    pub fn acquire(
        connection: &mut dyn Connection,
        dialect: &str,
        name: &str,
        wait: Duration,
        on_wait: OnWait<'_>,
    ) -> Result<Self, LockError> {
        match dialect {
            "postgresql" => {}
            "sqlite" => return Ok(Self::Immediate),
            "mysql" | "mariadb" => {
                let key = key(name);
                let attempt = format!("SELECT GET_LOCK({}, 0)", lock_name(key));
                return wait_for(connection, wait, on_wait, &mut |connection| {
                    named(connection, &attempt, key)
                })
                .map(|_| Self::Named { key });
            }
            _ => return Ok(Self::None),
        }
        let key = key(name);
        let attempt = match connection.server_process() {
            Some(process) => {
                format!("SELECT CASE WHEN pg_backend_pid() = {process} THEN pg_try_advisory_lock({key}) END")
            }
            None => format!("SELECT pg_try_advisory_lock({key})"),
        };
        match wait_for(connection, wait, on_wait, &mut |connection| advisory(connection, &attempt, key))? {
            Taken::Yes => {
                notice_the_end(connection);
                Ok(Self::Session { key })
            }
            Taken::OtherProcess => Ok(Self::Transaction { key }),
        }
    }

    /// Whether the lock lasts from one transaction to the next. Where it does not, the version table
    /// is to be read again after [`RunLock::begin`].
    pub fn holds_between_transactions(self) -> bool {
        matches!(self, Self::Session { .. } | Self::Named { .. } | Self::None)
    }

    /// Begins a transaction under the lock. `begin` is the statement where the lock has none of its own.
    pub fn begin(
        self,
        connection: &mut dyn Connection,
        begin: &str,
        wait: Duration,
        on_wait: OnWait<'_>,
    ) -> Result<(), LockError> {
        match self {
            Self::Session { .. } | Self::Named { .. } | Self::None => Ok(connection.batch(begin)?),
            Self::Transaction { key } => {
                connection.batch(begin)?;
                let attempt = format!("SELECT pg_try_advisory_xact_lock({key})");
                let taken = wait_for(connection, wait, on_wait, &mut |connection| {
                    advisory(connection, &attempt, key)
                });
                if taken.is_err() {
                    // The transaction held nothing yet; its own end can fail only with the connection.
                    let _ended = connection.batch("ROLLBACK");
                }
                taken.map(|_| ())
            }
            Self::Immediate => wait_for(connection, wait, on_wait, &mut |connection| match connection
                .batch("BEGIN IMMEDIATE")
            {
                Ok(()) => Ok(Attempt::Taken(Taken::Yes)),
                Err(error) if is_busy(&error) => Ok(Attempt::Held(LockHolder::default())),
                Err(error) => Err(error),
            })
            .map(|_| ()),
        }
    }

    /// Gives the lock back. The end of the connection does so too.
    pub fn release(self, connection: &mut dyn Connection) -> Result<(), DatabaseError> {
        match self {
            Self::Session { key } => {
                connection.query(&format!("SELECT pg_advisory_unlock({key})"), &[]).map(|_| ())
            }
            Self::Named { key } => {
                connection.query(&format!("SELECT RELEASE_LOCK({})", lock_name(key)), &[]).map(|_| ())
            }
            Self::Transaction { .. } | Self::Immediate | Self::None => Ok(()),
        }
    }
}

/// Has the server look after its client while a statement runs. Otherwise a run that was killed keeps the lock, and its
/// transaction, until the statement of that moment is done. From PostgreSQL 14; some systems cannot, and go without.
fn notice_the_end(connection: &mut dyn Connection) {
    if connection.server().at_least(&[14]) && !connection.in_transaction() {
        let _without = connection.batch("SET client_connection_check_interval = '2s'");
    }
}

/// A lock's name as an expression: names are those of the whole server, so the database is in it. No
/// name may be longer than 64 characters.
fn lock_name(key: i64) -> String {
    format!("CONCAT('limbeck {key:x} ', MD5(COALESCE(DATABASE(), '')))")
}

fn named(connection: &mut dyn Connection, sql: &str, key: i64) -> Result<Attempt, DatabaseError> {
    match first(&connection.query(sql, &[])?) {
        Some(Value::Integer(1)) => Ok(Attempt::Taken(Taken::Yes)),
        Some(Value::Integer(0)) => Ok(Attempt::Held(named_holder(connection, key)?)),
        other => Err(DatabaseError::new(
            DatabaseErrorKind::Internal,
            format!("the server answered {other:?} when it was asked for a lock"),
        )),
    }
}

/// Who holds a named lock; nobody, where it was given back in between.
fn named_holder(connection: &mut dyn Connection, key: i64) -> Result<LockHolder, DatabaseError> {
    let sql = format!(
        "SELECT ID, USER, HOST, COMMAND FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK({})",
        lock_name(key)
    );
    let rows = connection.query(&sql, &[])?;
    let mut holder = LockHolder::default();
    let Some(row) = rows.rows.first() else {
        return Ok(holder);
    };
    let text = |index: usize| match row.get(index) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    if let Some(Value::Integer(process)) = row.first() {
        holder.process = Some(*process);
    }
    holder.user = text(1);
    holder.client_address = text(2);
    holder.state = text(3);
    Ok(holder)
}

/// The key of a version table: advisory locks are per database already.
fn key(name: &str) -> i64 {
    let digest = Md5::digest(format!("limbeck run lock\0{name}").as_bytes());
    digest.iter().take(8).fold(0_i64, |key, byte| (key << 8) | i64::from(*byte))
}

enum Taken {
    Yes,
    OtherProcess,
}

enum Attempt {
    Taken(Taken),
    Held(LockHolder),
}

fn wait_for(
    connection: &mut dyn Connection,
    wait: Duration,
    on_wait: OnWait<'_>,
    attempt: &mut dyn FnMut(&mut dyn Connection) -> Result<Attempt, DatabaseError>,
) -> Result<Taken, LockError> {
    let start = Instant::now();
    let mut reported: Option<(Instant, Option<i64>)> = None;
    loop {
        let mut holder = match attempt(connection)? {
            Attempt::Taken(taken) => return Ok(taken),
            Attempt::Held(holder) => holder,
        };
        holder.waited = start.elapsed();
        let due = reported.is_none_or(|(at, process)| process != holder.process || at.elapsed() >= REPORT);
        if due {
            on_wait(&holder);
            reported = Some((Instant::now(), holder.process));
        }
        let waited = start.elapsed();
        let Some(left) = wait.checked_sub(waited).filter(|left| !left.is_zero()) else {
            return Err(LockError::TimedOut { holder: Box::new(holder), waited });
        };
        thread::sleep(POLL.min(left));
    }
}

fn advisory(connection: &mut dyn Connection, sql: &str, key: i64) -> Result<Attempt, DatabaseError> {
    match first(&connection.query(sql, &[])?) {
        Some(Value::Boolean(true)) => Ok(Attempt::Taken(Taken::Yes)),
        Some(Value::Null) => Ok(Attempt::Taken(Taken::OtherProcess)),
        Some(Value::Boolean(false)) => Ok(Attempt::Held(holder(connection, key)?)),
        other => Err(DatabaseError::new(
            DatabaseErrorKind::Internal,
            format!("the server answered {other:?} when it was asked for a lock"),
        )),
    }
}

fn first(rows: &Rows) -> Option<&Value> {
    rows.rows.first().and_then(|row| row.first())
}

/// Who holds an advisory lock; nobody, where it was given back in between.
fn holder(connection: &mut dyn Connection, key: i64) -> Result<LockHolder, DatabaseError> {
    // The server keeps a 64-bit key as two unsigned halves.
    let [high, low] = [(key >> 32) & 0xffff_ffff, key & 0xffff_ffff];
    let sql = format!(
        "SELECT l.pid::bigint, a.application_name::text, a.usename::text, host(a.client_addr), a.state, \
         a.backend_start::text \
         FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
         AND l.classid::bigint = {high} AND l.objid::bigint = {low} \
         AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) LIMIT 1"
    );
    let rows = connection.query(&sql, &[])?;
    let mut holder = LockHolder::default();
    let Some(row) = rows.rows.first() else {
        return Ok(holder);
    };
    let text = |index: usize| match row.get(index) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    if let Some(Value::Integer(process)) = row.first() {
        holder.process = Some(*process);
    }
    holder.application_name = text(1);
    holder.user = text(2);
    holder.client_address = text(3);
    holder.state = text(4);
    holder.since = text(5);
    Ok(holder)
}

fn is_busy(error: &DatabaseError) -> bool {
    error.code.as_deref().is_some_and(|code| code.starts_with("SQLITE_BUSY"))
}
