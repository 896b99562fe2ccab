//! Values and trees across the border between Python and the engine.
//!
//! Python to Rust: the stand-ins describe what they want as plain dicts, lists and scalars;
//! [`from_python`] reads them straight into the engine's types, with no tree in between. Rust to
//! Python: [`Values`] makes the objects a driver would have made.

mod tree;
mod values;

pub use tree::{TreeError, from_python, read};
pub use values::{Values, json_to_python, to_python};
