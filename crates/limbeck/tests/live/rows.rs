//! Values on their way into a database: what is stored is what SQLAlchemy stores.
//!
//! `stored.json` is recorded by `record_stored.py`.

#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test fails by panicking")]

#[cfg(feature = "postgres")]
use crate::support::PostgresDatabase;
use crate::support::connect;
use indexmap::IndexSet;
use limbeck::{
    connection::Connection,
    dialect::{CompileContext, CompileError, Dialect, Offline, Rendering, Statement, by_name},
    dml::{Insert, InsertSource, Target},
    expr::{Bind, Expr, Value},
    name::QualifiedName,
    op::Executable,
    types::ColumnType,
};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

#[derive(Deserialize)]
struct Case {
    python: String,
    #[serde(rename = "type")]
    ty: ColumnType,
    value: Value,
    ddl: BTreeMap<String, String>,
    postgresql: Option<Outcome>,
    sqlite: Option<Outcome>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Stored(Vec<Option<String>>),
    Error(String),
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/stored.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Compiles as for a live connection.
fn compile(dialect: &dyn Dialect, executable: &Executable) -> Result<Statement, CompileError> {
    let capabilities = dialect.capabilities(None);
    let mut context = CompileContext {
        capabilities: &capabilities,
        rendering: Rendering {
            literal_binds: capabilities.online_literals,
            style: capabilities.driver_style,
            double_percent: false,
            offline: false,
            bind_casts: false,
        },
        lookup: &mut Offline,
        created_types: &mut IndexSet::new(),
    };
    dialect.compile_executable(executable, None, &mut context)
}

fn store(connection: &mut dyn Connection, dialect: &dyn Dialect, case: &Case, read: &str) -> Outcome {
    let insert = Insert {
        table: QualifiedName::new("stored"),
        columns: vec![Target { name: "c".into(), ty: case.ty.clone() }],
        source: InsertSource::Values(vec![vec![Expr::Bind(Box::new(Bind {
            value: Some(case.value.clone()),
            anonymous: true,
            ..Bind::default()
        }))]]),
        ..Insert::default()
    };
    let executable = Executable::Statement(limbeck::dml::Statement::Insert(Box::new(insert)));
    let statement = match compile(dialect, &executable) {
        Ok(statement) => statement,
        Err(CompileError::Raised { exception, message }) => {
            return Outcome::Error(format!("{exception}: {message}"));
        }
        Err(error) => return Outcome::Error(error.to_string()),
    };
    if let Err(error) = connection.execute(&statement.sql, &statement.parameters) {
        return Outcome::Error(format!("{error} in {}", statement.sql));
    }
    let rows = connection.query(read, &[]).unwrap();
    let row = rows.rows.into_iter().next().unwrap();
    Outcome::Stored(
        row.into_iter()
            .map(|value| match value {
                Value::Null => None,
                Value::Text(text) => Some(text),
                other => Some(format!("{other:?}")),
            })
            .collect(),
    )
}

fn compare(
    name: &str,
    connection: &mut dyn Connection,
    read: &str,
    expected: impl Fn(&Case) -> Option<Outcome>,
) {
    let dialect = by_name(name).unwrap();
    let (mut compared, mut failures) = (0, String::new());
    for case in cases() {
        let (Some(expected), Some(ddl)) = (expected(&case), case.ddl.get(name)) else { continue };
        connection.batch("DROP TABLE IF EXISTS stored").unwrap();
        connection.batch(&format!("CREATE TABLE stored (c {ddl})")).unwrap();
        let actual = store(connection, dialect, &case, read);
        compared += 1;
        if actual != expected {
            let _ = writeln!(failures, "{}\n    expected {expected:?}\n    actual   {actual:?}", case.python);
        }
    }
    assert!(failures.is_empty(), "{compared} compared\n{failures}");
    assert!(compared > 70, "only {compared} values were compared");
}

#[cfg(feature = "sqlite")]
#[test]
fn sqlite_stores_what_sqlalchemy_stores() {
    let mut connection = connect("sqlite://").unwrap();
    compare("sqlite", &mut *connection, "SELECT typeof(c) || ' ' || quote(c) FROM stored", |case| {
        case.sqlite.clone()
    });
}

#[cfg(feature = "postgres")]
#[test]
fn postgresql_stores_what_sqlalchemy_stores() {
    let Some(database) = PostgresDatabase::new("stored") else { return };
    let mut connection = database.connect();
    connection
        .batch(
            "CREATE TYPE colour AS ENUM ('red', 'blue'); CREATE EXTENSION hstore; CREATE EXTENSION citext; \
             SET timezone = 'UTC'",
        )
        .unwrap();
    compare("postgresql", &mut *connection, "SELECT c::text FROM stored", |case| case.postgresql.clone());
}

/// Values stand in any place of a statement.
#[cfg(feature = "postgres")]
#[test]
fn postgresql_takes_values_anywhere() {
    let Some(database) = PostgresDatabase::new("anywhere") else { return };
    let mut connection = database.connect();
    let dialect = by_name("postgresql").unwrap();
    connection.batch("SET timezone = 'UTC'").unwrap();
    for (sql, binds, expected) in [
        ("SELECT (5 - :x)::text", r#"{"x": {"integer": -3}}"#, "8"),
        ("SELECT CAST(:x AS smallint)::text", r#"{"x": {"integer": -32768}}"#, "-32768"),
        ("SELECT (5 -:x)::text", r#"{"x": {"float": -1.5}}"#, "6.5"),
        ("SELECT (2 *:x)::text", r#"{"x": {"decimal": "-1.50"}}"#, "-3.00"),
        ("SELECT CAST(:x AS numeric)::text", r#"{"x": {"decimal": "NaN"}}"#, "NaN"),
        ("SELECT (:x || 'b')", r#"{"x": {"text": "a\\'"}}"#, r"a\'b"),
        ("SELECT jsonb_build_object('k', :x)::text", r#"{"x": {"text": "v"}}"#, r#"{"k": "v"}"#),
        ("SELECT jsonb_build_object('k', :x)::text", r#"{"x": {"integer": -1}}"#, r#"{"k": -1}"#),
        ("SELECT jsonb_build_object('k', :x)::text", r#"{"x": {"boolean": true}}"#, r#"{"k": true}"#),
        ("SELECT (:x + interval '1 day')::text", r#"{"x": {"date": "2020-01-02"}}"#, "2020-01-03 00:00:00"),
        (
            "SELECT (:x - :y)::text",
            r#"{"x": {"timestamp": "2020-01-02 03:04:05"}, "y": {"interval": {"days": 1, "seconds": 5, "microseconds": 7}}}"#,
            "2020-01-01 03:03:59.999993",
        ),
        (
            "SELECT (:x)::text",
            r#"{"x": {"timestamp": "2020-01-02 03:04:05+05:30"}}"#,
            "2020-01-01 21:34:05+00",
        ),
        ("SELECT encode(:x, 'hex')", r#"{"x": {"bytes": [0, 255, 39, 92]}}"#, "00ff275c"),
        ("SELECT array_to_string(:x, '-')", r#"{"x": {"list": [{"integer": -1}, {"integer": 2}]}}"#, "-1-2"),
        ("SELECT (3 = ANY(:x))::text", r#"{"x": {"list": [{"integer": 3}]}}"#, "true"),
        ("SELECT (3 = ANY(:x))::text", r#"{"x": {"list": []}}"#, "false"),
        (
            "SELECT CAST(:x AS text)",
            r#"{"x": {"uuid": "00000000-0000-0000-0000-000000000005"}}"#,
            "00000000-0000-0000-0000-000000000005",
        ),
        (r"SELECT :x || '\:y'", r#"{"x": {"text": "a\\:b"}}"#, r"a\:b:y"),
        (
            "SELECT g::text FROM generate_series(1, 9) g LIMIT :n OFFSET :m",
            r#"{"n": {"integer": 1}, "m": {"integer": 4}}"#,
            "5",
        ),
        (
            "SELECT string_agg(g::text, '') FROM generate_series(1, 9) g WHERE g IN :x",
            r#"{"x": {"list": [{"integer": 2}, {"integer": 4}]}}"#,
            "24",
        ),
        ("SELECT coalesce(:x, 'n')", r#"{"x": "null"}"#, "n"),
    ] {
        let binds: indexmap::IndexMap<String, Value> = serde_json::from_str(binds).unwrap();
        let binds = binds
            .into_iter()
            .map(|(name, value)| {
                let expanding = sql.contains("IN :x");
                (name.clone(), Bind { value: Some(value), name: Some(name), expanding, ..Bind::default() })
            })
            .collect();
        let text = limbeck::expr::Text { sql: sql.to_owned(), binds };
        let statement = compile(dialect, &Executable::Text(text)).unwrap();
        let rows = connection
            .query(&statement.sql, &[])
            .unwrap_or_else(|error| panic!("{}: {error}", statement.sql));
        assert_eq!(rows.rows, [[Value::Text(expected.to_owned())]], "{}", statement.sql);
    }
}
