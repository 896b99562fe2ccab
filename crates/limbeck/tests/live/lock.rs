//! The run lock.

use crate::support::{Directory, PostgresDatabase, connect, connect_args};
use limbeck::connection::{Connection, DatabaseError, LockError, LockHolder, Rows, RunLock, ServerVersion};
use limbeck::expr::Value;
use serde_json::json;
use std::{
    thread,
    time::{Duration, Instant},
};

const NAME: &str = "public.alembic_version";

#[test]
fn only_one_run_holds_the_lock_and_the_other_hears_who() {
    let Some(database) = PostgresDatabase::new("lock") else { return };
    let mut first = database.connect();
    let mut second = database.connect();
    let none = &mut |_: &LockHolder| panic!("nobody holds it");
    let lock = RunLock::acquire(first.as_mut(), "postgresql", NAME, Duration::from_secs(5), none).unwrap();
    assert!(matches!(lock, RunLock::Session { .. }) && lock.holds_between_transactions());

    let mut heard = Vec::new();
    let start = Instant::now();
    let error =
        RunLock::acquire(second.as_mut(), "postgresql", NAME, Duration::from_millis(700), &mut |holder| {
            heard.push(holder.clone());
        })
        .unwrap_err();
    assert!(start.elapsed() >= Duration::from_millis(600) && start.elapsed() < Duration::from_secs(5));
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].process, first.server_process().map(i64::from));
    assert_eq!(heard[0].application_name.as_deref(), Some("limbeck"));
    assert_eq!(heard[0].state.as_deref(), Some("idle"));
    assert!(heard[0].since.is_some());
    assert!(
        matches!(error, LockError::TimedOut { .. }) && error.to_string().contains("application limbeck"),
        "{error}"
    );

    // Another version table is another lock.
    let other = RunLock::acquire(second.as_mut(), "postgresql", "other.v", Duration::ZERO, none).unwrap();
    other.release(second.as_mut()).unwrap();

    // Given back while somebody waits.
    let url = database.text("postgresql");
    let waiting = thread::spawn(move || {
        let mut second = connect(&url).unwrap();
        RunLock::acquire(second.as_mut(), "postgresql", NAME, Duration::from_secs(20), &mut |_| {}).is_ok()
    });
    thread::sleep(Duration::from_millis(400));
    lock.release(first.as_mut()).unwrap();
    assert!(waiting.join().unwrap());

    // And by the end of a connection.
    let mut third = database.connect();
    let _lock =
        RunLock::acquire(third.as_mut(), "postgresql", NAME, Duration::from_secs(5), &mut |_| {}).unwrap();
    drop(third);
    let _lock =
        RunLock::acquire(first.as_mut(), "postgresql", NAME, Duration::from_secs(5), &mut |_| {}).unwrap();
}

/// A connection that a pooler stands behind: the process it was told of is not the one that answers.
struct Pooled(Box<dyn Connection>);

impl Connection for Pooled {
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError> {
        self.0.execute(sql, parameters)
    }
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError> {
        self.0.query(sql, parameters)
    }
    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.0.batch(sql)
    }
    fn server(&self) -> &ServerVersion {
        self.0.server()
    }
    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        None
    }
    fn in_transaction(&self) -> bool {
        self.0.in_transaction()
    }
    fn server_process(&self) -> Option<i32> {
        Some(-1)
    }
}

#[test]
fn behind_a_pooler_each_transaction_takes_the_lock() {
    let Some(database) = PostgresDatabase::new("pooler") else { return };
    let (mut first, mut second) = (Pooled(database.connect()), Pooled(database.connect()));
    let wait = Duration::from_millis(300);
    let lock = RunLock::acquire(&mut first, "postgresql", NAME, wait, &mut |_| panic!("no waiting")).unwrap();
    let same =
        RunLock::acquire(&mut second, "postgresql", NAME, wait, &mut |_| panic!("no waiting")).unwrap();
    assert!(
        matches!(lock, RunLock::Transaction { .. }) && lock == same && !lock.holds_between_transactions()
    );
    lock.begin(&mut first, "BEGIN", wait, &mut |_| panic!("no waiting")).unwrap();
    let mut waits = 0;
    let error = lock.begin(&mut second, "BEGIN", wait, &mut |_| waits += 1).unwrap_err();
    assert!(matches!(error, LockError::TimedOut { .. }));
    assert_eq!(waits, 1);
    assert!(!second.in_transaction());
    first.batch("COMMIT").unwrap();
    lock.begin(&mut second, "BEGIN", wait, &mut |_| panic!("no waiting")).unwrap();
    second.batch("COMMIT").unwrap();
}

#[test]
#[cfg(feature = "sqlite")]
fn on_sqlite_each_transaction_begins_immediately() {
    let directory = Directory::new();
    let url = format!("sqlite:///{}", directory.path("a.db"));
    let mut first = connect(&url).unwrap();
    let mut second = connect_args(&url, json!({ "timeout": 0 })).unwrap();
    let wait = Duration::from_millis(600);
    let lock = RunLock::acquire(first.as_mut(), "sqlite", NAME, wait, &mut |_| {}).unwrap();
    assert_eq!(lock, RunLock::Immediate);
    assert!(!lock.holds_between_transactions());
    lock.begin(first.as_mut(), "BEGIN", wait, &mut |_| panic!("no waiting")).unwrap();
    let mut waits = 0;
    assert!(lock.begin(second.as_mut(), "BEGIN", wait, &mut |_| waits += 1).is_err());
    assert_eq!(waits, 1);
    first.batch("COMMIT").unwrap();
    lock.begin(second.as_mut(), "BEGIN", wait, &mut |_| panic!("no waiting")).unwrap();
    assert!(second.in_transaction());
    second.batch("ROLLBACK").unwrap();
    lock.release(second.as_mut()).unwrap();
}
