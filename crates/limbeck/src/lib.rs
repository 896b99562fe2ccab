//! Limbeck's engine: schema migrations as Alembic does them, as a library.
//!
//! The order of the modules is the order of what may use what; `cargo xtask tidy` checks it.

pub mod diagnostic;
pub mod name;
pub mod origin;
mod python;

pub mod types;

pub mod expr;

pub mod schema;

pub mod dml;

pub mod op;

pub mod catalog;

pub mod revision;

pub mod connection;

pub mod reflect;

pub mod dialect;

pub mod diff;

pub mod render;

pub mod runtime;

pub mod script;

pub mod error;

pub mod command;
