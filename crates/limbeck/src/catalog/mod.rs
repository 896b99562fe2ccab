//! The schema as operations make it, with no database.
//!
//! Lives here: tables that are built anew (`rebuild`), names in SQL that nobody has parsed (`tokens`). Does
//! not live here: SQL that is written (`dialect`), a live database (`reflect`).

pub mod rebuild;
pub mod tokens;
