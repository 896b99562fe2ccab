//! The graph of revisions: which exist, what a symbol such as `head` or `label@-1` means, which steps lead from the rows of the
//! version table to a target, and which rows each step inserts, updates and deletes.
//!
//! Pure: nothing here reads a file, opens a connection or prints. Files become [`Revision`] values in `script`, statements are
//! sent by `runtime`. Everything is ordered by the order in which the files were listed, also where Alembic's order depends on a
//! hash seed, so two runs over the same directory give the same result.
//!
//! Alembic answers a few requests with a bare Python exception instead of a message; [`RevisionError::surface`] says which.

mod error;
mod heads;
mod id;
mod map;
#[expect(
    clippy::module_inception,
    reason = "the tree of the design: one file per concept, and the concept has the module's name"
)]
mod revision;
mod select;
mod step;
mod symbols;
mod walk;

pub(crate) use crate::python as text;
pub use error::{RevisionError, Surface};
pub use heads::{VersionChange, VersionUpdate};
pub use id::{RevisionArgument, RevisionId};
pub use map::RevisionMap;
pub use revision::{Revision, RevisionSource};
pub use step::{Direction, RevisionStep};
pub use symbols::Resolved;
