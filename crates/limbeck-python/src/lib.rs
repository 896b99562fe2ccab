//! Runs Alembic's `env.py` and revision scripts in an embedded Python VM.
//!
//! Here lives everything that knows Python: the VM and what an import gives ([`vm`]), compiling
//! and running files ([`compile`]), values and trees across the border ([`convert`]), errors that
//! point into the user's files ([`traceback`]), and what can be read without running anything
//! ([`statics`], [`preflight`]). What a migration *does* is decided in crate `limbeck`; the frozen
//! stand-ins for `alembic` and `sqlalchemy` under `lib/` only describe it as plain trees.
//!
//! Without the feature `machine` only what reads files is here ([`headers`], [`statics`]): enough for commands that
//! look at the graph of revisions.

#[cfg(feature = "machine")]
mod ahead;
#[cfg(feature = "machine")]
pub mod autogenerate;
pub mod compile;
#[cfg(feature = "machine")]
pub mod convert;
#[cfg(feature = "machine")]
pub mod environment;
#[cfg(feature = "machine")]
mod frozen;
#[cfg(feature = "machine")]
pub mod guards;
pub mod headers;
#[cfg(feature = "machine")]
pub mod native;
pub mod nesting;
mod parallel;
#[cfg(feature = "machine")]
pub mod preflight;
#[cfg(feature = "machine")]
mod reporter;
#[cfg(feature = "machine")]
pub mod revision;
#[cfg(feature = "machine")]
mod script;
mod source;
#[cfg(feature = "machine")]
pub mod sql;
pub mod statics;
#[cfg(feature = "machine")]
pub mod traceback;
#[cfg(feature = "machine")]
pub mod verification;
#[cfg(feature = "machine")]
pub mod vm;
