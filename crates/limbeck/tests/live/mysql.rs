//! MySQL and MariaDB: the driver.

use crate::support::{MysqlDatabase, connect_args, database_error, one, refusal};
use limbeck::{
    connection::{Connection, DatabaseErrorKind, LockError, RunLock},
    expr::Value,
};
use serde_json::json;
use std::{thread, time::Duration};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// What `PyMySQL` gives for each, asked of the same server.
#[test]
fn values_are_read_as_pymysql_reads_them() {
    let Some(database) = MysqlDatabase::new("values") else { return };
    let mut connection = database.connect();
    for (sql, value) in [
        ("SELECT 5", Value::Integer(5)),
        ("SELECT 18446744073709551615", Value::BigInteger("18446744073709551615".to_owned())),
        ("SELECT 1.50", Value::Decimal("1.50".to_owned())),
        ("SELECT 1.5e0", Value::Float(1.5)),
        ("SELECT NULL", Value::Null),
        ("SELECT 'a''b\\\\c'", text("a'b\\c")),
        ("SELECT _utf8mb4 0xF09F9880", text("😀")),
        ("SELECT _binary 'ab'", Value::Bytes(b"ab".to_vec())),
        ("SELECT DATE '2020-01-02'", Value::Date("2020-01-02".to_owned())),
        ("SELECT TIMESTAMP '2020-01-02 03:04:05'", Value::Timestamp("2020-01-02 03:04:05".to_owned())),
        (
            "SELECT TIMESTAMP '2020-01-02 03:04:05.25'",
            Value::Timestamp("2020-01-02 03:04:05.250000".to_owned()),
        ),
        ("SELECT TIME '25:00:01'", Value::Interval { days: 1, seconds: 3601, microseconds: 0 }),
        ("SELECT b'101'", Value::Bytes(vec![5])),
    ] {
        assert_eq!(one(&mut *connection, sql), value, "{sql}");
    }
}

#[test]
fn errors_have_the_numbers_and_classes_of_pymysql() {
    let Some(database) = MysqlDatabase::new("errors") else { return };
    let mut connection = database.connect();
    connection.batch("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(3) NOT NULL)").unwrap();
    connection.batch("INSERT INTO t VALUES (1, 'a')").unwrap();
    for (sql, kind, code) in [
        ("SELEC 1", DatabaseErrorKind::Programming, "1064"),
        ("SELECT * FROM missing", DatabaseErrorKind::Programming, "1146"),
        ("INSERT INTO t VALUES (1, 'b')", DatabaseErrorKind::Integrity, "1062"),
        ("INSERT INTO t VALUES (2, NULL)", DatabaseErrorKind::Integrity, "1048"),
        ("INSERT INTO t VALUES (2, 'abcd')", DatabaseErrorKind::Data, "1406"),
        ("CREATE TABLE t (id INT)", DatabaseErrorKind::Operational, "1050"),
    ] {
        let error = connection.batch(sql).unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (kind, Some(code)), "{sql}: {error}");
    }
    assert_eq!(one(&mut *connection, "SELECT 1"), Value::Integer(1), "the connection is usable after errors");
}

/// Only mysqlclient asks for several statements in one text.
#[test]
fn several_statements_are_the_drivers_choice() {
    let Some(database) = MysqlDatabase::new("several") else { return };
    let mut connection = database.connect_as("mysql+mysqldb");
    connection.batch("CREATE TABLE t (a INT); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)").unwrap();
    assert_eq!(one(&mut *connection, "SELECT COUNT(*) FROM t"), Value::Integer(2));
    let error = connection.batch("INSERT INTO t VALUES (3); INSERT INTO missing VALUES (4)").unwrap_err();
    assert_eq!(error.code.as_deref(), Some("1146"));
    let mut connection = database.connect_as("mysql+pymysql");
    let error = connection.batch("INSERT INTO t VALUES (3); INSERT INTO t VALUES (4)").unwrap_err();
    assert_eq!(error.code.as_deref(), Some("1064"));
}

/// What decides whether a failed step can be taken back.
#[test]
fn the_driver_knows_when_a_statement_has_ended_the_transaction() {
    let Some(database) = MysqlDatabase::new("transactions") else { return };
    let mut connection = database.connect();
    connection.batch("CREATE TABLE t (a INT) ENGINE=InnoDB").unwrap();
    assert!(!connection.in_transaction());
    let begin = |connection: &mut dyn Connection| {
        connection.batch("START TRANSACTION").unwrap();
        connection.batch("INSERT INTO t VALUES (1)").unwrap();
        assert!(connection.in_transaction());
    };
    for (sql, succeeds) in [
        ("COMMIT", true),
        ("ALTER TABLE t COMMENT 'x'", true),
        // It fails, and has committed all the same.
        ("ALTER TABLE missing ADD COLUMN x INT", false),
    ] {
        begin(&mut *connection);
        assert_eq!(connection.batch(sql).is_ok(), succeeds, "{sql}");
        assert!(!connection.in_transaction(), "{sql}");
    }
    begin(&mut *connection);
    assert!(connection.batch("INSERT INTO t VALUES ('x', 'y')").is_err());
    assert!(connection.in_transaction(), "an ordinary error leaves the transaction open");
}

#[test]
fn a_statement_is_ended_from_another_thread() {
    let Some(database) = MysqlDatabase::new("cancel") else { return };
    let mut connection = database.connect();
    let cancel = connection.canceller().unwrap();
    let waiting = thread::spawn(move || {
        thread::sleep(Duration::from_millis(300));
        cancel();
    });
    let started = std::time::Instant::now();
    let _ended = connection.query("SELECT SLEEP(20)", &[]);
    assert!(started.elapsed() < Duration::from_secs(10));
    waiting.join().unwrap();
    assert_eq!(one(&mut *connection, "SELECT 1"), Value::Integer(1), "the connection itself is alive");
}

#[test]
fn two_runs_wait_for_each_other() {
    let Some(database) = MysqlDatabase::new("lock") else { return };
    let (mut one_run, mut other) = (database.connect(), database.connect());
    let wait = Duration::from_millis(600);
    let lock = RunLock::acquire(&mut *one_run, "mysql", "alembic_version", wait, &mut |_| {}).unwrap();
    assert!(lock.holds_between_transactions());
    // DDL commits, and keeps the lock.
    one_run.batch("CREATE TABLE t (a INT)").unwrap();
    let mut told = Vec::new();
    let error = RunLock::acquire(&mut *other, "mysql", "alembic_version", wait, &mut |holder| {
        told.push(holder.process);
    })
    .unwrap_err();
    assert!(matches!(error, LockError::TimedOut { .. }), "{error}");
    assert_eq!(told, [one_run.server_process().map(i64::from)]);
    lock.release(&mut *one_run).unwrap();
    RunLock::acquire(&mut *other, "mysql", "alembic_version", wait, &mut |_| {})
        .unwrap()
        .release(&mut *other)
        .unwrap();
}

#[test]
fn connection_arguments_are_honoured_or_refused_by_name() {
    let Some(database) = MysqlDatabase::new("arguments") else { return };
    let url = database.text("mysql+pymysql");
    let mut connection = connect_args(
        &url,
        json!({"init_command": "SET @x = 7", "sql_mode": "ANSI_QUOTES", "read_timeout": 5}),
    )
    .unwrap();
    assert_eq!(one(&mut *connection, "SELECT @x"), Value::Integer(7));
    assert_eq!(one(&mut *connection, "SELECT @@sql_mode"), text("ANSI_QUOTES"));
    let mut connection =
        connect_args(&format!("{url}?charset=utf8mb4&ssl_disabled=true"), json!({})).unwrap();
    assert_eq!(one(&mut *connection, "SELECT @@character_set_client"), text("utf8mb4"));
    for (arguments, name) in [
        (json!({"local_infile": true}), "local_infile"),
        (json!({"charset": "latin1"}), "charset"),
        (json!({"cursorclass": "x"}), "cursorclass"),
        (json!({"sql_mode": "NO_BACKSLASH_ESCAPES"}), "NO_BACKSLASH_ESCAPES"),
    ] {
        let words = refusal(connect_args(&url, arguments));
        assert!(words.contains(name), "{words}");
    }
    let error = database_error(connect_args(&url.replace("root@", "nobody:wrong@"), json!({})));
    // 1698 where the server has only accounts of the operating system's users.
    assert!(matches!(error.code.as_deref(), Some("1045" | "1698")), "{error:?}");
    assert_eq!(error.kind, DatabaseErrorKind::Operational);
    assert!(!error.message.contains("wrong"), "{error}");
    let error = database_error(connect_args("mysql+pymysql://root@127.0.0.1:1/x", json!({})));
    assert_eq!(
        error.message,
        "Can't connect to MySQL server on '127.0.0.1' ([Errno 111] Connection refused)"
    );
}

/// Passwords of both usual plugins; the second where the server has it.
#[test]
fn passwords_are_proven() {
    let Some(database) = MysqlDatabase::new("password") else { return };
    let mut connection = database.connect();
    let user = database.name.chars().rev().take(20).collect::<String>();
    for plugin in ["mysql_native_password", "caching_sha2_password"] {
        let create = match one(&mut *connection, "SELECT VERSION()") {
            Value::Text(version) if version.contains("MariaDB") => {
                if plugin != "mysql_native_password" {
                    continue;
                }
                format!("CREATE USER '{user}'@'%' IDENTIFIED BY 's3cret'")
            }
            _ => format!("CREATE USER '{user}'@'%' IDENTIFIED WITH {plugin} BY 's3cret'"),
        };
        connection.batch(&create).unwrap();
        let url = database.text("mysql+pymysql").replace("root@", &format!("{user}:s3cret@"));
        let url = url.replace(&database.name, "");
        let mut other = connect_args(&url, json!({})).unwrap();
        assert_eq!(one(&mut *other, "SELECT 1"), Value::Integer(1));
        connection.batch(&format!("DROP USER '{user}'@'%'")).unwrap();
    }
}

#[test]
fn local_files_are_never_sent() {
    let Some(database) = MysqlDatabase::new("infile") else { return };
    let mut connection = database.connect();
    connection.batch("CREATE TABLE t (a VARCHAR(200))").unwrap();
    assert!(connection.batch("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t").is_err());
    assert_eq!(one(&mut *connection, "SELECT COUNT(*) FROM t"), Value::Integer(0));
}
