//! PostgreSQL.

#[cfg(feature = "postgres")]
pub mod driver;
