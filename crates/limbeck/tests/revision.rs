//! The revision graph against `.case` files, and against real Alembic over random graphs where it is at hand.
//!
//! A `.case` file has a graph and cases that use it. `rev NAME [< PARENT…] [deps NAME…] [labels NAME…]` declares a revision;
//! `rows`, `run`, `step`, `after`, `warn`, `failed` (a message, exit status 255), `raise` (a stack trace, exit status 1) and
//! `lists` describe a case.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "revision/cases.rs"]
mod cases;
#[path = "revision/oracle.rs"]
mod oracle;
