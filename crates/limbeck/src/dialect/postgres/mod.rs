//! postgres.

pub mod rows;
pub mod syntax;
pub mod values;
