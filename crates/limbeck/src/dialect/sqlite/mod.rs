//! SQLite.

#[cfg(feature = "sqlite")]
pub mod driver;
