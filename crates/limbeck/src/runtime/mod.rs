//! Running migrations: sessions, transactions, the version table, the order of events.
//!
//! Everything a migration does passes through [`MigrationContext::invoke`] or
//! [`MigrationContext::execute`], and nothing else in the engine asks whether it runs online or
//! offline: that is the sink's business. Transaction policy lives in `transactions` only. Does not
//! live here: what SQL an operation is (`dialect`), which revisions run (`revision`), reading
//! scripts (`script`).

mod aftermath;
mod context;
mod error;
mod known;
mod operations;
mod pipeline;
mod report;
mod session;
mod sink;
mod transactions;
mod version_table;

pub use aftermath::{Aftermath, Journal};
pub use context::{ContextInfo, ContextOptions, MigrationContext, Plain, Plan, Run, StepOutcome};
pub use error::{Error, Located};
pub use report::{Level, Reporter, Silent, StatementLog};
pub use session::{Interrupt, Session, SharedSession};
pub use sink::{Outcome, Recorder, ScriptFile, ScriptWriter, Sink};
pub use transactions::{AutocommitScope, Scope};
pub use version_table::VersionTable;
