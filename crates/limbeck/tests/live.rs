//! Against real databases: SQLite always, PostgreSQL and MySQL where `LIMBECK_TEST_POSTGRES` and
//! `LIMBECK_TEST_MYSQL` hold the URL of a database on a server on which databases may be made and dropped.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests are tests too"
)]

#[path = "live/support.rs"]
mod support;

#[path = "live/catalog.rs"]
mod catalog;
#[path = "live/inspect.rs"]
mod inspect;
#[cfg(feature = "postgres")]
#[path = "live/lock.rs"]
mod lock;
#[cfg(feature = "mysql")]
#[path = "live/mysql.rs"]
mod mysql;
#[cfg(feature = "postgres")]
#[path = "live/postgres.rs"]
mod postgres;
#[path = "live/rows.rs"]
mod rows;
#[cfg(feature = "sqlite")]
#[path = "live/session.rs"]
mod session;
#[cfg(feature = "sqlite")]
#[path = "live/sqlite.rs"]
mod sqlite;
#[path = "live/syntax.rs"]
mod syntax;
#[cfg(feature = "postgres")]
#[path = "live/tls.rs"]
mod tls;
#[cfg(feature = "postgres")]
#[path = "live/values.rs"]
mod values;
