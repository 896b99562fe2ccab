//! Sessions: steps that are committed together, statements that are sent ahead.

#[cfg(feature = "postgres")]
use crate::support::PostgresDatabase;
use crate::support::{Directory, connect, one};
use limbeck::{
    dialect::by_name,
    expr::Value,
    runtime::{Interrupt, Session},
};

fn session(url: &str, dialect: &str) -> Session {
    let connection = connect(url).unwrap();
    Session::new(connection, by_name(dialect).unwrap(), String::new(), Interrupt::default())
}

const TABLES: &str = "SELECT count(*) FROM sqlite_master";

#[test]
fn finished_steps_wait_and_only_the_failing_one_is_taken_back() {
    let directory = Directory::new();
    let url = format!("sqlite:///{}", directory.path("group.db"));
    let (mut session, mut other) = (session(&url, "sqlite"), connect(&url).unwrap());
    let mut seen = || one(other.as_mut(), TABLES);
    session.begin();
    session.execute("CREATE TABLE a (x)", &[]).unwrap();
    session.commit_later().unwrap();
    assert!(session.is_grouping() && !session.in_transaction());
    assert_eq!(seen(), Value::Integer(0));
    session.begin();
    session.execute("CREATE TABLE b (x)", &[]).unwrap();
    session.commit_later().unwrap();
    assert_eq!(seen(), Value::Integer(0));
    session.begin();
    session.execute("CREATE TABLE c (x)", &[]).unwrap();
    session.execute("CREATE TABLE a (x)", &[]).unwrap_err();
    session.rollback().unwrap();
    assert_eq!(seen(), Value::Integer(2));
    assert!(!session.is_grouping());
    session.begin();
    session.execute("CREATE TABLE d (x)", &[]).unwrap();
    session.commit_later().unwrap();
    session.flush().unwrap();
    assert_eq!(seen(), Value::Integer(3));
}

#[test]
fn nothing_waits_where_a_commit_may_fail_for_what_was_done_before() {
    let directory = Directory::new();
    let url = format!("sqlite:///{}", directory.path("keys.db"));
    let (mut session, mut other) = (session(&url, "sqlite"), connect(&url).unwrap());
    session.execute("PRAGMA foreign_keys = ON", &[]).unwrap();
    session.rollback().unwrap();
    session.begin();
    session.execute("CREATE TABLE a (x)", &[]).unwrap();
    session.commit_later().unwrap();
    assert!(!session.is_grouping());
    assert_eq!(one(other.as_mut(), TABLES), Value::Integer(1));
}

#[test]
fn a_finished_step_does_not_wait_for_long() {
    let directory = Directory::new();
    let url = format!("sqlite:///{}", directory.path("long.db"));
    let (mut session, mut other) = (session(&url, "sqlite"), connect(&url).unwrap());
    for (name, expected) in [("a", 0), ("b", 2)] {
        session.begin();
        session.execute(&format!("CREATE TABLE {name} (x)"), &[]).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(120));
        session.commit_later().unwrap();
        assert_eq!(one(other.as_mut(), TABLES), Value::Integer(expected));
    }
}

#[cfg(feature = "postgres")]
#[test]
fn what_was_sent_ahead_of_a_failure_is_taken_back() {
    let Some(database) = PostgresDatabase::new("pipeline") else { return };
    let mut session = session(&database.text("postgresql"), "postgresql");
    assert!(session.can_run_ahead());
    session.begin();
    session.execute("CREATE TABLE before (x integer)", &[]).unwrap();
    session.send_ahead("CREATE TABLE a (x integer)", None).unwrap();
    session.send_ahead("INSERT INTO a VALUES (1), (2)", Some(2)).unwrap();
    session.keep_ahead().unwrap();
    assert_eq!(session.progress(), (0, 0));
    session.send_ahead("CREATE TABLE b (x integer)", None).unwrap();
    session.send_ahead("CREATE TABLE a (x integer)", None).unwrap();
    session.send_ahead("CREATE TABLE c (x integer)", None).unwrap();
    // The answers are read before anything else is asked.
    assert!(session.query("SELECT 1", &[]).is_err() && session.ahead_failed());
    assert!(session.send_ahead("CREATE TABLE d (x integer)", None).is_err());
    assert!(session.take_back_ahead().is_none());
    // A count that is not what it must be is a failure too.
    session.send_ahead("UPDATE a SET x = 3 WHERE x = 1", Some(2)).unwrap();
    assert!(session.commit().is_err());
    assert_eq!(
        one(
            database.connect().as_mut(),
            "SELECT count(*) FROM pg_class WHERE relname IN ('before', 'a', 'b', 'c', 'd')"
        ),
        Value::Integer(0)
    );
    session.execute("CREATE TABLE e (x integer)", &[]).unwrap();
    session.commit().unwrap();
    assert_eq!(one(database.connect().as_mut(), "SELECT count(*) FROM e"), Value::Integer(0));
}

#[test]
fn the_catalogue_is_asked_elsewhere_and_the_session_is_as_before() {
    let directory = Directory::new();
    let session = session(&format!("sqlite:///{}", directory.path("away.db")), "sqlite").shared();
    session.borrow_mut().execute("CREATE TABLE a (x)", &[]).unwrap();
    let names = |dialect: &dyn limbeck::dialect::Dialect,
                 connection: &mut dyn limbeck::connection::Connection| {
        dialect.inspector(connection).table_names(None)
    };
    let (asked, meanwhile) = Session::ask_while(&session, names, || {
        let mut session = session.borrow_mut();
        assert_eq!(session.server().product, "SQLite");
        (session.query("SELECT 1", &[]).unwrap_err().message, session.in_transaction())
    });
    assert_eq!(asked.unwrap(), ["a"]);
    assert!(meanwhile.0.contains("before or after the comparison"), "{}", meanwhile.0);
    assert!(meanwhile.1);
    let failing = |_: &dyn limbeck::dialect::Dialect,
                   connection: &mut dyn limbeck::connection::Connection| {
        connection.query("SELECT * FROM nothing", &[]).map(drop)
    };
    let (asked, ()) = Session::ask_while(&session, failing, || ());
    assert!(asked.unwrap_err().message.contains("nothing"));
    session.borrow_mut().rollback().unwrap();
    let (asked, number) = Session::ask_while(&session, names, || 7);
    assert_eq!((asked.unwrap(), number), (Vec::<String>::new(), 7));
}
