//! Databases that exist for one test.

use limbeck::{
    connection::{ConnectError, ConnectOptions, Connection, DatabaseError, DatabaseUrl},
    dialect::open,
    expr::Value,
};
use serde_json::{Map, json};
use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A name nobody else has.
pub fn unique(prefix: &str) -> String {
    format!("{prefix}_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
}

/// A directory that goes with the test.
pub struct Directory(pub PathBuf);

impl Directory {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(unique("limbeck_live"));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _removed = std::fs::remove_dir_all(&self.0);
    }
}

pub fn connect(url: &str) -> Result<Box<dyn Connection>, ConnectError> {
    open::connect(&DatabaseUrl::parse(url)?, &ConnectOptions::default())
}

#[expect(clippy::needless_pass_by_value, reason = "called with json!(…)")]
pub fn connect_with(url: &str, keywords: serde_json::Value) -> Result<Box<dyn Connection>, ConnectError> {
    let url = DatabaseUrl::parse(url)?;
    let empty = Map::new();
    let options = ConnectOptions::from_keywords(&url, keywords.as_object().unwrap_or(&empty))?;
    open::connect(&url, &options)
}

/// Connects with `connect_args` only.
#[expect(clippy::needless_pass_by_value, reason = "called with json!(…)")]
pub fn connect_args(url: &str, arguments: serde_json::Value) -> Result<Box<dyn Connection>, ConnectError> {
    connect_with(url, json!({ "connect_args": arguments }))
}

pub fn database_error<T>(result: Result<T, ConnectError>) -> DatabaseError {
    match result {
        Err(ConnectError::Database(error)) => error,
        Err(other) => panic!("not the database's: {other:?}"),
        Ok(_) => panic!("no error"),
    }
}

pub fn refusal<T>(result: Result<T, ConnectError>) -> String {
    match result {
        Err(ConnectError::Unsupported { feature, help }) => format!("{feature}: {help}"),
        Err(other) => panic!("no refusal: {other:?}"),
        Ok(_) => panic!("no error"),
    }
}

/// The one value of a query.
pub fn one(connection: &mut dyn Connection, sql: &str) -> Value {
    let rows = connection.query(sql, &[]).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    rows.rows
        .into_iter()
        .next()
        .and_then(|row| row.into_iter().next())
        .unwrap_or_else(|| panic!("{sql}: no row"))
}

/// A PostgreSQL database that goes with the test; `None`, said aloud, where there is no server.
#[cfg(feature = "postgres")]
pub struct PostgresDatabase {
    base: DatabaseUrl,
    pub name: String,
}

#[cfg(feature = "postgres")]
impl PostgresDatabase {
    pub fn new(test: &str) -> Option<Self> {
        let Ok(base) = std::env::var("LIMBECK_TEST_POSTGRES") else {
            eprintln!("SKIPPED {test}: LIMBECK_TEST_POSTGRES is not set, nothing was tested");
            return None;
        };
        let base = DatabaseUrl::parse(&base).unwrap();
        let name = unique("limbeck_test");
        let mut connection = open::connect(&base, &ConnectOptions::default()).unwrap();
        connection.batch(&format!("CREATE DATABASE {name}")).unwrap();
        Some(Self { base, name })
    }

    pub fn url(&self, drivername: &str) -> DatabaseUrl {
        DatabaseUrl {
            drivername: drivername.to_owned(),
            database: Some(self.name.clone()),
            ..self.base.clone()
        }
    }

    pub fn text(&self, drivername: &str) -> String {
        self.url(drivername).render(false)
    }

    pub fn connect(&self) -> Box<dyn Connection> {
        open::connect(&self.url("postgresql"), &ConnectOptions::default()).unwrap()
    }
}

#[cfg(feature = "postgres")]
impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        if let Ok(mut connection) = open::connect(&self.base, &ConnectOptions::default()) {
            let _dropped = connection.batch(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

/// A MySQL or MariaDB database that goes with the test; `None`, said aloud, where there is no server.
#[cfg(feature = "mysql")]
pub struct MysqlDatabase {
    base: DatabaseUrl,
    pub name: String,
}

#[cfg(feature = "mysql")]
impl MysqlDatabase {
    pub fn new(test: &str) -> Option<Self> {
        let Ok(base) = std::env::var("LIMBECK_TEST_MYSQL") else {
            eprintln!("SKIPPED {test}: LIMBECK_TEST_MYSQL is not set, nothing was tested");
            return None;
        };
        let base = DatabaseUrl::parse(&base).unwrap();
        let name = unique("limbeck_test");
        let mut connection = open::connect(&base, &ConnectOptions::default()).unwrap();
        connection.batch(&format!("CREATE DATABASE {name}")).unwrap();
        Some(Self { base, name })
    }

    pub fn text(&self, drivername: &str) -> String {
        let url = DatabaseUrl {
            drivername: drivername.to_owned(),
            database: Some(self.name.clone()),
            ..self.base.clone()
        };
        url.render(false)
    }

    pub fn connect(&self) -> Box<dyn Connection> {
        self.connect_as("mysql+pymysql")
    }

    pub fn connect_as(&self, drivername: &str) -> Box<dyn Connection> {
        connect(&self.text(drivername)).unwrap()
    }
}

#[cfg(feature = "mysql")]
impl Drop for MysqlDatabase {
    fn drop(&mut self) {
        if let Ok(mut connection) = open::connect(&self.base, &ConnectOptions::default()) {
            let _dropped = connection.batch(&format!("DROP DATABASE {}", self.name));
        }
    }
}
