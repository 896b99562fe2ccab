//! Runs Alembic's `env.py` and revision scripts in an embedded Python VM.
//!
//! Here lives everything that knows Python: the VM and what an import gives ([`vm`]), compiling
//! and running files ([`compile`]), values and trees across the border ([`convert`]), errors that
//! point into the user's files ([`traceback`]), and what can be read without running anything
//! ([`statics`], [`preflight`]). What a migration *does* is decided in crate `limbeck`; the frozen
//! stand-ins for `alembic` and `sqlalchemy` under `lib/` only describe it as plain trees.

pub mod autogenerate;
pub mod compile;
pub mod convert;
pub mod environment;
pub mod guards;
pub mod headers;
pub mod native;
pub mod nesting;
mod parallel;
pub mod preflight;
mod reporter;
pub mod revision;
mod script;
pub mod sql;
pub mod statics;
pub mod traceback;
pub mod verification;
pub mod vm;
