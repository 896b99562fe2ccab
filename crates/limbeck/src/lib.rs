//! placeholder

pub mod revision;
