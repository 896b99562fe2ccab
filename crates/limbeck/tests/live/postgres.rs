//! The PostgreSQL driver. Words of failed connections are psycopg 3.3's, with libpq 18.

use crate::support::{
    Directory, PostgresDatabase, connect, connect_args, connect_with, database_error, one, refusal,
};
use limbeck::{
    connection::{Connection, DatabaseErrorKind as Kind, DatabaseUrl},
    expr::Value,
};
use serde_json::json;
use std::{
    thread,
    time::{Duration, Instant},
};

#[test]
fn rows_counts_and_transactions() {
    let Some(database) = PostgresDatabase::new("rows") else { return };
    let mut connection = database.connect();
    assert_eq!(connection.server().product, "PostgreSQL");
    assert!(connection.server().at_least(&[9, 6]));
    connection.batch("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, NULL)").unwrap();
    let rows = connection.query("SELECT a, b, a AS a FROM t ORDER BY 1", &[]).unwrap();
    assert_eq!(rows.columns, ["a", "b", "a"]);
    assert_eq!(
        rows.rows,
        [
            [Value::Integer(1), Value::Text("x".to_owned()), Value::Integer(1)],
            [Value::Integer(2), Value::Null, Value::Integer(2)]
        ]
    );
    assert_eq!(rows.affected, Some(2));
    assert_eq!(connection.execute("UPDATE t SET b = 'y'", &[]).unwrap(), 2);
    let rows = connection.query("INSERT INTO t VALUES (3, 'z') RETURNING a", &[]).unwrap();
    assert_eq!((rows.affected, rows.rows.len()), (Some(1), 1));
    let rows = connection.query("SELECT a FROM t WHERE false", &[]).unwrap();
    assert_eq!((rows.columns.len(), rows.rows.len()), (1, 0));
    assert_eq!(connection.query("CREATE TABLE u ()", &[]).unwrap().affected, None);
    assert_eq!(connection.query("", &[]).unwrap().columns, Vec::<String>::new());

    assert!(!connection.in_transaction());
    connection.batch("BEGIN").unwrap();
    assert!(connection.in_transaction());
    assert_eq!(connection.query("SELECT nope", &[]).unwrap_err().kind, Kind::Programming);
    assert!(connection.in_transaction());
    let error = connection.query("SELECT 1", &[]).unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (Kind::Internal, Some("25P02")));
    connection.batch("ROLLBACK").unwrap();
    assert!(!connection.in_transaction());
    assert!(
        connection.query("SELECT $1", &[Value::Null]).unwrap_err().message.contains("binds no parameters")
    );
}

#[test]
fn errors_tell_code_detail_hint_and_position() {
    let Some(database) = PostgresDatabase::new("errors") else { return };
    let mut connection = database.connect();
    connection.batch("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)").unwrap();
    let error = connection.execute("INSERT INTO t VALUES (1)", &[]).unwrap_err();
    assert_eq!(error.kind, Kind::Integrity);
    assert_eq!(error.code.as_deref(), Some("23505"));
    assert_eq!(error.message, "duplicate key value violates unique constraint \"t_pkey\"");
    assert_eq!(error.detail.as_deref(), Some("Key (id)=(1) already exists."));
    let error = connection.query("SELECT 'é', nope FROM t", &[]).unwrap_err();
    assert_eq!((error.message.as_str(), error.position), ("column \"nope\" does not exist", Some(13)));
    let error = connection.query("SELECT lowr('x')", &[]).unwrap_err();
    assert!(error.hint.is_some());
    let error =
        connection.query("DO $$ BEGIN RAISE EXCEPTION 'mine' USING HINT = 'h'; END $$", &[]).unwrap_err();
    assert_eq!(
        (error.kind, error.message.as_str(), error.hint.as_deref()),
        (Kind::Programming, "mine", Some("h"))
    );
    let error = connection.query("COPY t FROM STDIN", &[]).unwrap_err();
    assert!(error.message.contains("COPY"), "{error:?}");
    let error = connection.query("COPY t TO STDOUT", &[]).unwrap_err();
    assert_eq!(error.kind, Kind::Programming);
    // The line is still good.
    assert_eq!(one(connection.as_mut(), "SELECT 1"), Value::Integer(1));
}

#[test]
fn several_statements_do_what_each_driver_makes_of_them() {
    let Some(database) = PostgresDatabase::new("several") else { return };
    let sql = "SELECT 1 AS one; SELECT 2 AS two";
    let first = |driver: &str| connect(&database.text(driver)).unwrap().query(sql, &[]);
    assert_eq!(first("postgresql+psycopg").unwrap().rows, [[Value::Integer(1)]]);
    assert_eq!(first("postgresql+psycopg2").unwrap().rows, [[Value::Integer(2)]]);
    for driver in ["postgresql+asyncpg", "postgresql+pg8000"] {
        let url = database.url(driver);
        let url = DatabaseUrl { username: url.username.clone().or_else(|| Some("root".to_owned())), ..url };
        let mut connection = connect(&url.render(false)).unwrap();
        let error = connection.query(sql, &[]).unwrap_err();
        assert_eq!(error.message, "cannot insert multiple commands into a prepared statement", "{driver}");
        assert!(connection.query("COPY pg_class FROM STDIN", &[]).is_err());
        assert_eq!(one(connection.as_mut(), "SELECT 3"), Value::Integer(3));
    }
}

#[test]
fn many_rows_are_read_without_holding_them_twice() {
    let Some(database) = PostgresDatabase::new("many") else { return };
    let mut connection = database.connect();
    let rows = connection.query("SELECT i, repeat('x', 100) FROM generate_series(1, 200000) i", &[]).unwrap();
    assert_eq!(rows.rows.len(), 200_000);
    assert_eq!(rows.rows.last().unwrap()[0], Value::Integer(200_000));
}

#[test]
fn a_statement_is_ended_from_another_thread() {
    let Some(database) = PostgresDatabase::new("cancel") else { return };
    let mut connection = database.connect();
    let cancel = connection.canceller().unwrap();
    let thread = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        cancel();
    });
    let start = Instant::now();
    let error = connection.query("SELECT pg_sleep(20)", &[]).unwrap_err();
    assert_eq!(error.message, "canceling statement due to user request");
    assert_eq!((error.kind, error.code.as_deref()), (Kind::Operational, Some("57014")));
    assert!(start.elapsed() < Duration::from_secs(10));
    thread.join().unwrap();
    assert_eq!(one(connection.as_mut(), "SELECT 1"), Value::Integer(1));
}

#[test]
fn asyncpgs_command_timeout_ends_a_statement() {
    let Some(database) = PostgresDatabase::new("timeout") else { return };
    let mut connection =
        connect_args(&database.text("postgresql+asyncpg"), json!({ "command_timeout": 0.3 })).unwrap();
    let start = Instant::now();
    let error = connection.query("SELECT pg_sleep(20)", &[]).unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (Kind::Operational, "the command timeout has passed"));
    assert!(start.elapsed() < Duration::from_secs(10));
    assert_eq!(one(connection.as_mut(), "SELECT 1"), Value::Integer(1));
}

#[test]
fn a_lost_connection_says_so() {
    let Some(database) = PostgresDatabase::new("lost") else { return };
    let mut connection = database.connect();
    let process = connection.server_process().unwrap();
    database.connect().query(&format!("SELECT pg_terminate_backend({process}, 5000)"), &[]).unwrap();
    let error = connection.query("SELECT 1", &[]).unwrap_err();
    assert_eq!(error.kind, Kind::Operational, "{error:?}");
    assert!(!connection.in_transaction());
    assert_eq!(connection.query("SELECT 1", &[]).unwrap_err().message, "the connection is closed");
}

#[test]
fn parameters_are_honoured() {
    let Some(database) = PostgresDatabase::new("parameters") else { return };
    let base = database.text("postgresql");
    let mut connection =
        connect(&format!("{base}?options=-csearch_path%3Dfoo&application_name=mine&connect_timeout=5"))
            .unwrap();
    assert_eq!(one(connection.as_mut(), "SHOW search_path"), Value::Text("foo".to_owned()));
    assert_eq!(one(connection.as_mut(), "SHOW application_name"), Value::Text("mine".to_owned()));
    let mut connection =
        connect_args(&base, json!({ "options": "-c statement_timeout=7000", "connect_timeout": 3 })).unwrap();
    assert_eq!(one(connection.as_mut(), "SHOW statement_timeout"), Value::Text("7s".to_owned()));
    assert_eq!(one(connection.as_mut(), "SHOW application_name"), Value::Text("limbeck".to_owned()));
    let settings = json!({ "server_settings": { "search_path": "bar", "application_name": "a" } });
    let mut connection = connect_args(&database.text("postgresql+asyncpg"), settings).unwrap();
    assert_eq!(one(connection.as_mut(), "SHOW search_path"), Value::Text("bar".to_owned()));
    for (level, shown) in [("SERIALIZABLE", "serializable"), ("REPEATABLE_READ", "repeatable read")] {
        let mut connection = connect_with(&base, json!({ "isolation_level": level })).unwrap();
        assert_eq!(one(connection.as_mut(), "SHOW transaction_isolation"), Value::Text(shown.to_owned()));
    }
    let error = database_error(connect(&format!("{base}?bogus=1")));
    assert_eq!(
        (error.kind, error.message.as_str()),
        (Kind::Programming, "invalid connection option \"bogus\"")
    );
    let error = connect(&format!("{}?sslmode=require", database.text("postgresql+asyncpg"))).err().unwrap();
    assert_eq!(error.to_string(), "connect() got an unexpected keyword argument 'sslmode'");
    assert!(refusal(connect(&format!("{base}?requirepeer=postgres"))).contains("requirepeer"));
    assert!(refusal(connect(&format!("{base}?client_encoding=latin1"))).contains("client_encoding"));
    assert!(refusal(connect(&format!("{base}?gssencmode=require"))).contains("gssencmode"));
    connect(&format!("{base}?target_session_attrs=read-write")).unwrap();
    connect(&format!("{base}?target_session_attrs=prefer-standby")).unwrap();
    let error = database_error(connect(&format!("{base}?target_session_attrs=standby")));
    assert!(error.message.ends_with("failed: server is not in hot standby mode"), "{}", error.message);
}

#[test]
fn sessions_in_which_text_means_something_else_are_refused() {
    let Some(database) = PostgresDatabase::new("sessions") else { return };
    let base = database.text("postgresql");
    let url = format!("{base}?options=-cstandard_conforming_strings%3Doff");
    assert_eq!(database_error(connect(&url)).kind, Kind::NotSupported);
    let mut connection = connect(&base).unwrap();
    let error = connection.batch("SET client_encoding TO latin1").unwrap_err();
    assert_eq!(error.message, "client_encoding is LATIN1: Limbeck writes its statements for UTF8");
    let error = connection.query("SELECT 1", &[]).unwrap_err();
    assert_eq!(error.kind, Kind::NotSupported);
}

#[test]
fn failed_connections_have_libpqs_words() {
    let refused =
        "failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?";
    let error = database_error(connect("postgresql://u:secret@127.0.0.1:59/d"));
    assert_eq!(
        (error.kind, error.message),
        (
            Kind::Operational,
            format!("connection failed: connection to server at \"127.0.0.1\", port 59 {refused}")
        )
    );
    let error = database_error(connect("postgresql+psycopg2://u:secret@127.0.0.1:59/d"));
    assert_eq!(error.message, format!("connection to server at \"127.0.0.1\", port 59 {refused}"));
    let error = database_error(connect("postgresql:///d?host=/nonexistent&port=59"));
    assert_eq!(
        error.message,
        "connection failed: connection to server on socket \"/nonexistent/.s.PGSQL.59\" failed: No such file or directory\n\
         \tIs the server running locally and accepting connections on that socket?"
    );
    for (url, text) in [
        ("postgresql://u@h/d?sslmode=bogus", "connection is bad: invalid sslmode value: \"bogus\""),
        ("postgresql://u@h:70000/d", "connection is bad: invalid port number: \"70000\""),
        (
            "postgresql:///d?user=u&host=a,b&connect_timeout=x",
            "connection is bad: invalid integer value \"x\" for connection option \"connect_timeout\"",
        ),
    ] {
        assert_eq!(database_error(connect(url)).message, text, "{url}");
    }
    let Some(database) = PostgresDatabase::new("failures") else { return };
    let url = DatabaseUrl { database: Some("no such".to_owned()), ..database.url("postgresql") };
    let error = database_error(connect(&url.render(false)));
    assert!(
        error.message.ends_with("failed: FATAL:  database \"no such\" does not exist"),
        "{}",
        error.message
    );
    assert_eq!(error.kind, Kind::Operational);
    let url = DatabaseUrl { username: Some("no such".to_owned()), ..database.url("postgresql") };
    let error = database_error(connect(&url.render(false)));
    assert!(error.message.contains("FATAL:  role \"no such\" does not exist"), "{}", error.message);
}

#[test]
fn variables_password_files_and_services_are_read() {
    let Some(database) = PostgresDatabase::new("environment") else { return };
    let base = database.url("postgresql");
    let (host, port) = (base.host.clone().unwrap_or_default(), base.port.unwrap_or(5432));
    let user = base.username.clone().unwrap_or_default();
    let directory = Directory::new();
    std::fs::write(
        directory.path(".pg_service.conf"),
        format!(
            "# mine\n[other]\nhost=x\n[mine]\nhost={host}\nport={port}\ndbname={}\nuser={user}\n",
            database.name
        ),
    )
    .unwrap();
    let home = directory.0.to_str().unwrap().to_owned();
    let in_environment = |url: &str, variables: &[(&str, &str)]| {
        limbeck::dialect::postgres::driver::connect_in(
            &DatabaseUrl::parse(url).unwrap(),
            &limbeck::connection::ConnectOptions::default(),
            &|name| {
                let found =
                    variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
                found.or_else(|| (name == "HOME").then(|| home.clone()))
            },
        )
    };
    let port = port.to_string();
    let variables = [
        ("PGHOST", host.as_str()),
        ("PGPORT", port.as_str()),
        ("PGUSER", user.as_str()),
        ("PGDATABASE", database.name.as_str()),
        ("PGTZ", "Asia/Tokyo"),
        ("PGAPPNAME", "by variable"),
    ];
    let mut connection = in_environment("postgresql://", &variables).unwrap();
    assert_eq!(one(&mut connection, "SELECT current_database()"), Value::Text(database.name.clone()));
    assert_eq!(one(&mut connection, "SHOW timezone"), Value::Text("Asia/Tokyo".to_owned()));
    assert_eq!(one(&mut connection, "SHOW application_name"), Value::Text("by variable".to_owned()));
    let mut connection = in_environment("postgresql+asyncpg://", &variables).unwrap();
    assert_eq!(one(&mut connection, "SELECT current_database()"), Value::Text(database.name.clone()));
    let mut connection = in_environment("postgresql:///?service=mine", &[]).unwrap();
    assert_eq!(one(&mut connection, "SELECT current_database()"), Value::Text(database.name.clone()));
    let error = database_error(in_environment("postgresql://", &[("PGSERVICE", "none")]));
    assert_eq!(error.message, "connection is bad: definition of service \"none\" not found");
}
