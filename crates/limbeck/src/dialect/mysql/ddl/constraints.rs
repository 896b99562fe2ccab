//! Constraints.

use super::{DDL_COMPILER, Writer};
use crate::{
    dialect::{
        CompileError, Statement,
        ansi::{self, constraints, statement},
        writer::Speller,
    },
    op::{AddConstraint, DropConstraint},
    schema::{Constraint, ConstraintKind},
};

pub(super) fn add(speller: &Speller<'_>, operation: &AddConstraint) -> Result<Statement, CompileError> {
    Ok(constraints::add(speller, &operation.table, &text(speller, &operation.constraint)?))
}

/// A constraint's text in `CREATE TABLE` and behind `ADD`.
pub(super) fn text(speller: &Speller<'_>, constraint: &Constraint) -> Result<String, CompileError> {
    match constraint {
        Constraint::PrimaryKey(key) => Ok(format!(
            "{}{}",
            constraints::primary_key(speller, key)?,
            constraints::deferrability(key.deferrable, key.initially.as_deref())?
        )),
        Constraint::Unique(unique) => Ok(format!(
            "{}{}",
            constraints::unique(speller, unique, "")?,
            constraints::deferrability(unique.deferrable, unique.initially.as_deref())?
        )),
        Constraint::ForeignKey(key) => {
            if key.match_.is_some() {
                return Err(no_match());
            }
            let remote = speller.table(&key.referred_table);
            constraints::foreign_key(speller, key, &remote, ansi::keywords)
        }
        Constraint::Check(check) => constraints::check(speller, check),
        Constraint::Exclude(_) => Err(CompileError::cannot_render(
            DDL_COMPILER,
            "<class 'sqlalchemy.dialects.postgresql.ext.ExcludeConstraint'>",
        )),
    }
}

pub(super) fn no_match() -> CompileError {
    CompileError::compile(
        "MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be \
         ignored.",
    )
}

/// `ALTER TABLE t DROP …`, which is another word for each kind. `IF EXISTS` is not written, as Alembic
/// does not either.
pub(super) fn drop(writer: &Writer<'_>, operation: &DropConstraint) -> Result<Statement, CompileError> {
    let speller = &writer.speller;
    let words = match operation.kind {
        Some(ConstraintKind::Primary) => {
            return Ok(statement(format!(
                "ALTER TABLE {} DROP PRIMARY KEY",
                speller.table(&operation.table)
            )));
        }
        Some(ConstraintKind::ForeignKey) => "FOREIGN KEY",
        Some(ConstraintKind::Unique) => "INDEX",
        Some(ConstraintKind::Check) if writer.dialect.is_mariadb() => "CONSTRAINT",
        Some(ConstraintKind::Check) => "CHECK",
        None => {
            return Err(CompileError::raised(
                "builtins.NotImplementedError",
                "No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type",
            ));
        }
    };
    let name = match &operation.name {
        Some(name) => speller.constraint_name(name)?,
        // `SQLAlchemy` fails an assertion.
        None => return Err(CompileError::raised("builtins.AssertionError", "")),
    };
    Ok(statement(format!("ALTER TABLE {} DROP {words} {name}", speller.table(&operation.table))))
}
