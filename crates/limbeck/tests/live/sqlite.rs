//! The SQLite driver. Words and classes of errors are those of Python 3.11's `sqlite3`, tried by hand.

use crate::support::{Directory, connect, connect_args, connect_with, database_error, one, refusal};
use limbeck::{
    connection::{ConnectError, Connection, DatabaseErrorKind as Kind},
    expr::Value,
};
use serde_json::json;
use std::{
    thread,
    time::{Duration, Instant},
};

fn failure(connection: &mut dyn Connection, sql: &str) -> (Kind, String) {
    let error = connection.query(sql, &[]).unwrap_err();
    (error.kind, error.message)
}

#[test]
fn values_go_in_and_come_back() {
    let mut connection = connect("sqlite://").unwrap();
    connection.batch("CREATE TABLE t (a, b); CREATE TABLE u (c)").unwrap();
    let values = [
        Value::Null,
        Value::Boolean(true),
        Value::Integer(-5),
        Value::BigInteger("9223372036854775807".to_owned()),
        Value::Float(1.5),
        Value::Text("é\u{1F600}".to_owned()),
        Value::Bytes(vec![0, 255]),
        Value::Date("2020-01-02".to_owned()),
        Value::Timestamp("2020-01-02 03:04:05".to_owned()),
    ];
    let expected = [
        Value::Null,
        Value::Integer(1),
        Value::Integer(-5),
        Value::Integer(i64::MAX),
        Value::Float(1.5),
        Value::Text("é\u{1F600}".to_owned()),
        Value::Bytes(vec![0, 255]),
        Value::Text("2020-01-02".to_owned()),
        Value::Text("2020-01-02 03:04:05".to_owned()),
    ];
    for (value, expected) in values.into_iter().zip(expected) {
        let rows = connection.query("SELECT ? AS x", &[value]).unwrap();
        assert_eq!(rows.columns, ["x"]);
        assert_eq!(rows.rows, [[expected]]);
    }
    let rows = connection.query("INSERT INTO t VALUES (?, ?)", &[Value::Integer(1), Value::Null]).unwrap();
    assert_eq!((rows.affected, rows.last_insert_id), (Some(1), Some(1)));
    assert_eq!(connection.execute("UPDATE t SET b = 2", &[]).unwrap(), 1);
    assert_eq!(connection.query("CREATE TABLE v (d)", &[]).unwrap().affected, None);
    assert_eq!(connection.query("SELECT 1 WHERE 0", &[]).unwrap().columns, ["1"]);
    assert_eq!(connection.query("  -- nothing\n", &[]).unwrap().columns, Vec::<String>::new());
}

#[test]
fn errors_have_the_words_of_sqlite3() {
    let mut connection = connect("sqlite://").unwrap();
    let connection = connection.as_mut();
    connection.batch("CREATE TABLE b (x int not null unique check (x > 0))").unwrap();
    connection.batch("CREATE TABLE p (id integer primary key)").unwrap();
    for (sql, kind, message) in [
        ("SELECT * FROM nope", Kind::Operational, "no such table: nope"),
        ("CREATE TABLE b (x)", Kind::Operational, "table b already exists"),
        ("selec 1", Kind::Operational, "near \"selec\": syntax error"),
        ("INSERT INTO b VALUES (NULL)", Kind::Integrity, "NOT NULL constraint failed: b.x"),
        ("INSERT INTO b VALUES (1), (1)", Kind::Integrity, "UNIQUE constraint failed: b.x"),
        ("INSERT INTO b VALUES (-1)", Kind::Integrity, "CHECK constraint failed: x > 0"),
        ("INSERT INTO p VALUES ('x')", Kind::Integrity, "datatype mismatch"),
        ("SELECT abs(-9223372036854775808)", Kind::Operational, "integer overflow"),
        ("SELECT zeroblob(3000000000)", Kind::Data, "string or blob too big"),
        ("SELECT 1; SELECT 2", Kind::Programming, "You can only execute one statement at a time."),
        (
            "CREATE TABLE q (a); INSERT INTO q VALUES (1)",
            Kind::Programming,
            "You can only execute one statement at a time.",
        ),
        (
            "SELECT ?",
            Kind::Programming,
            "Incorrect number of bindings supplied. The current statement uses 1, and there are 0 supplied.",
        ),
        ("SELECT '\0'", Kind::Programming, "the query contains a null character"),
        (
            "SELECT CAST(x'ff' AS text) AS q",
            Kind::Operational,
            "Could not decode to UTF-8 column 'q' with text '\u{fffd}'",
        ),
    ] {
        assert_eq!(failure(connection, sql), (kind, message.to_owned()), "{sql}");
    }
    let error = connection.query("SELECT ?", &[Value::Decimal("1".to_owned())]).unwrap_err();
    assert_eq!(error.message, "Error binding parameter 1: type 'decimal.Decimal' is not supported");
    let error = connection.query("SELECT 'é', nope(1)", &[]).unwrap_err();
    assert_eq!((error.message.as_str(), error.position), ("no such function: nope", Some(13)));
    let error = connection.execute("INSERT INTO b VALUES (7), (7)", &[]).unwrap_err();
    assert_eq!(error.code.as_deref(), Some("SQLITE_CONSTRAINT_UNIQUE"));
    assert!(connection.query("SELECT 1; -- the end\n", &[]).is_ok());
}

#[test]
fn files_that_cannot_be_opened_say_why() {
    let directory = Directory::new();
    let error = database_error(connect(&format!("sqlite:///{}", directory.path("no/such/a.db"))));
    assert_eq!((error.kind, error.message.as_str()), (Kind::Operational, "unable to open database file"));
    assert!(error.detail.unwrap().contains("does not exist"));
    let error = database_error(connect(&format!("sqlite:///{}", directory.0.display())));
    assert_eq!(error.message, "unable to open database file");

    std::fs::write(
        directory.path("text.db"),
        "This is certainly not a database, whatever its name may say. ".repeat(20),
    )
    .unwrap();
    let mut connection = match connect(&format!("sqlite:///{}", directory.path("text.db"))) {
        Ok(connection) => connection,
        Err(ConnectError::Database(error)) => {
            assert_eq!((error.kind, error.message.as_str()), (Kind::Other, "file is not a database"));
            return;
        }
        Err(other) => panic!("{other:?}"),
    };
    assert_eq!(
        failure(connection.as_mut(), "SELECT * FROM t"),
        (Kind::Other, "file is not a database".to_owned())
    );
}

#[test]
fn urls_name_files_as_in_sqlalchemy() {
    let directory = Directory::new();
    let path = directory.path("a b.db");
    connect(&format!("sqlite:///{path}")).unwrap().batch("CREATE TABLE t (a)").unwrap();
    let mut read_only = connect(&format!("sqlite:///file:{path}?mode=ro&uri=true")).unwrap();
    assert_eq!(
        failure(read_only.as_mut(), "CREATE TABLE u (a)"),
        (Kind::Operational, "attempt to write a readonly database".to_owned())
    );
    let error =
        database_error(connect(&format!("sqlite:///file:{}?mode=rw&uri=true", directory.path("none.db"))));
    assert_eq!(error.message, "unable to open database file");
    assert!(refusal(connect(&format!("sqlite:///{path}?mode=ro"))).contains("uri=true"));
    assert!(refusal(connect(&format!("sqlite:///{path}?detect_types=1"))).contains("detect_types"));
    let error = connect("sqlite://user@host/x.db").err().unwrap();
    assert!(
        error
            .to_string()
            .starts_with("Invalid SQLite URL: sqlite://user@host/x.db\nValid SQLite URL forms are:")
    );
    let error = connect_args("sqlite://", json!({ "bogus": 1 })).err().unwrap();
    assert_eq!(error.to_string(), "'bogus' is an invalid keyword argument for Connection()");
    connect_args("sqlite://", json!({ "check_same_thread": false, "timeout": 15 })).unwrap();
    let error = connect_with("sqlite://", json!({ "isolation_level": "bogus" })).err().unwrap();
    assert_eq!(
        error.to_string(),
        "Invalid value 'BOGUS' for isolation_level. Valid isolation levels for 'sqlite' are READ UNCOMMITTED, SERIALIZABLE, AUTOCOMMIT"
    );
}

#[test]
fn foreign_keys_are_off_and_functions_are_there() {
    let mut connection = connect("sqlite://").unwrap();
    let connection = connection.as_mut();
    assert_eq!(one(connection, "PRAGMA foreign_keys"), Value::Integer(0));
    assert_eq!(one(connection, "SELECT 'abc' REGEXP '^a.c$'"), Value::Integer(1));
    assert_eq!(one(connection, "SELECT 'abd' REGEXP '^a.c$'"), Value::Integer(0));
    assert_eq!(one(connection, "SELECT NULL REGEXP 'a'"), Value::Null);
    assert_eq!(one(connection, "SELECT floor(2.7)"), Value::Integer(2));
    assert_eq!(connection.server().product, "SQLite");
    assert!(connection.server().at_least(&[3, 40]));
}

#[test]
fn a_lock_is_waited_for_as_long_as_asked() {
    let directory = Directory::new();
    let url = format!("sqlite:///{}", directory.path("a.db"));
    let mut first = connect(&url).unwrap();
    first.batch("CREATE TABLE t (a); BEGIN IMMEDIATE").unwrap();
    assert!(first.in_transaction());
    let start = Instant::now();
    let mut second = connect_args(&url, json!({ "timeout": 0.3 })).unwrap();
    assert_eq!(
        failure(second.as_mut(), "INSERT INTO t VALUES (1)"),
        (Kind::Operational, "database is locked".to_owned())
    );
    assert!(start.elapsed() >= Duration::from_millis(250) && start.elapsed() < Duration::from_secs(4));
    first.batch("COMMIT").unwrap();
    assert!(!first.in_transaction());
    assert_eq!(second.execute("INSERT INTO t VALUES (1)", &[]).unwrap(), 1);
}

#[test]
fn a_statement_is_ended_from_another_thread() {
    let mut connection = connect("sqlite://").unwrap();
    let cancel = connection.canceller().unwrap();
    let thread = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        cancel();
    });
    let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    assert_eq!(failure(connection.as_mut(), sql), (Kind::Operational, "interrupted".to_owned()));
    thread.join().unwrap();
}
