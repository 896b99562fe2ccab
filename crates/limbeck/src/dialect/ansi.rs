//! Shared spellings that a dialect calls by name.
