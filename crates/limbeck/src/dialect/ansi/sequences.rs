//! Sequences and schemas.

use super::{columns::sequence_options, statement};
use crate::{
    dialect::{Statement, writer::Speller},
    op::{CreateSchema, CreateSequence, DropSchema, DropSequence},
};

/// `CREATE SEQUENCE [IF NOT EXISTS ]s{type}[ options]`.
pub fn create(speller: &Speller<'_>, operation: &CreateSequence, data_type: &str) -> Statement {
    let options = sequence_options(&operation.sequence.options);
    statement(format!(
        "CREATE SEQUENCE {}{}{data_type} {options}",
        if operation.if_not_exists { "IF NOT EXISTS " } else { "" },
        speller.table(&operation.sequence.name),
    ))
}

/// `DROP SEQUENCE [IF EXISTS ]s`.
pub fn drop(speller: &Speller<'_>, operation: &DropSequence) -> Statement {
    let words = if operation.if_exists { "IF EXISTS " } else { "" };
    statement(format!("DROP SEQUENCE {words}{}", speller.table(&operation.sequence.name)))
}

/// `CREATE SCHEMA [IF NOT EXISTS ]s`.
pub fn create_schema(speller: &Speller<'_>, operation: &CreateSchema) -> Statement {
    let words = if operation.if_not_exists { "IF NOT EXISTS " } else { "" };
    statement(format!("CREATE SCHEMA {words}{}", speller.name(&operation.name)))
}

/// `DROP SCHEMA [IF EXISTS ]s[ CASCADE]`.
pub fn drop_schema(speller: &Speller<'_>, operation: &DropSchema) -> Statement {
    statement(format!(
        "DROP SCHEMA {}{}{}",
        if operation.if_exists { "IF EXISTS " } else { "" },
        speller.name(&operation.name),
        if operation.cascade { " CASCADE" } else { "" }
    ))
}
