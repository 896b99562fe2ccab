//! Directives written down: as Python for a revision script, and the template around them.
//!
//! Does not live here: which directives there are (`diff`), and files (`script`).

pub mod python;
pub mod template;
