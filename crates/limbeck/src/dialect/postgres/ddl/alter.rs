//! `ALTER COLUMN`.

use super::constraints::constraint_text;
use crate::{
    dialect::{
        CompileError, Statement,
        ansi::{self, alter, columns, constraints, statement},
        writer::Speller,
    },
    op::{AlterColumn, CommentState, DefaultState},
    schema::{Column, Identity, SequenceOptions, Table},
};

pub(super) fn alter_column(
    speller: &Speller<'_>,
    operation: &AlterColumn,
) -> Result<Vec<Statement>, CompileError> {
    let out = ansi::as_far_as(|out| {
        let existing = operation.ty.existing.as_ref();
        for constraint in &operation.drop_type_checks {
            if constraints::is_written(speller, None, existing, constraint) {
                out.push(constraints::drop_type_check(speller, &operation.table, constraint)?);
            }
        }
        if let Some(ty) = &operation.ty.set {
            let using = operation.using.as_ref().map(|using| format!(" USING {using}")).unwrap_or_default();
            out.push(alter::change_type(speller, operation, ty, &using)?);
        } else if operation.using.is_some() {
            return Err(CompileError::command("postgresql_using must be used with the type_ parameter"));
        }
        out.extend(alter::nullable(speller, operation));
        match alter::default_change(operation)? {
            Some(alter::DefaultChange::Default(default)) => {
                out.push(alter::change_default(speller, operation, default)?);
            }
            Some(alter::DefaultChange::Identity) => out.push(change_identity(speller, operation)?),
            None => {}
        }
        if let Some(comment) = &operation.comment.set {
            let text = match comment {
                CommentState::Comment(text) => speller.string(text)?,
                CommentState::Nothing => "NULL".to_owned(),
            };
            out.push(statement(format!(
                "COMMENT ON COLUMN {}.{} IS {text}",
                speller.altered_table(&operation.table),
                speller.name(&operation.column)
            )));
        }
        out.extend(alter::rename(speller, operation, ""));
        let around = Table {
            columns: vec![Column::new(
                operation.column.clone(),
                operation.ty.set.clone().unwrap_or_default(),
            )],
            ..Table::new(operation.table.clone())
        };
        for constraint in &operation.add_type_checks {
            if constraints::is_written(speller, Some(&around), None, constraint) {
                let text = constraint_text(speller, &around, constraint)?;
                out.push(constraints::add(speller, &operation.table, &text));
            }
        }
        Ok(())
    })?;
    Ok(alter::with_warnings(out, alter::autoincrement_warning(operation).into_iter().collect()))
}

fn change_identity(speller: &Speller<'_>, operation: &AlterColumn) -> Result<Statement, CompileError> {
    let head = alter::head(speller, operation);
    let facet = &operation.server_default;
    let tail = match (&facet.existing, &facet.set) {
        (_, None | Some(DefaultState::Nothing)) => "DROP IDENTITY".to_owned(),
        (None | Some(DefaultState::Nothing), Some(DefaultState::Identity(set))) => {
            format!("ADD {}", columns::identity(set))
        }
        (Some(DefaultState::Identity(existing)), Some(DefaultState::Identity(set))) => {
            identity_differences(set, existing)
        }
        // Alembic compares an identity with something else and fails an assertion.
        (Some(DefaultState::Default(_) | DefaultState::Computed(_)), _)
        | (_, Some(DefaultState::Default(_) | DefaultState::Computed(_))) => {
            return Err(CompileError::raised("builtins.AssertionError", ""));
        }
    };
    Ok(statement(format!("{head} {tail}")))
}

/// `SET …` for each attribute that differs, in alphabetical order of the attributes' names.
fn identity_differences(set: &Identity, existing: &Identity) -> String {
    let mut out = Vec::new();
    if set.always != existing.always {
        out.push(format!("SET GENERATED {}", if set.always { "ALWAYS" } else { "BY DEFAULT" }));
    }
    let (new, old) = (&set.options, &existing.options);
    let mut option = |only: SequenceOptions, differs: bool| {
        if differs {
            out.push(format!("SET {}", columns::sequence_options(&only)));
        }
    };
    let none = SequenceOptions::default;
    // An attribute that was taken away is at its default again, which Alembic does not write.
    option(SequenceOptions { cache: new.cache, ..none() }, new.cache != old.cache && new.cache.is_some());
    option(SequenceOptions { cycle: new.cycle, ..none() }, new.cycle != old.cycle && new.cycle.is_some());
    option(
        SequenceOptions { increment: new.increment, ..none() },
        new.increment != old.increment && new.increment.is_some(),
    );
    option(
        SequenceOptions { maxvalue: new.maxvalue, ..none() },
        new.maxvalue != old.maxvalue && new.maxvalue.is_some(),
    );
    option(
        SequenceOptions { minvalue: new.minvalue, ..none() },
        new.minvalue != old.minvalue && new.minvalue.is_some(),
    );
    option(
        SequenceOptions { nomaxvalue: new.nomaxvalue, ..none() },
        new.nomaxvalue != old.nomaxvalue && new.nomaxvalue.is_some(),
    );
    option(
        SequenceOptions { nominvalue: new.nominvalue, ..none() },
        new.nominvalue != old.nominvalue && new.nominvalue.is_some(),
    );
    option(SequenceOptions { start: new.start, ..none() }, new.start != old.start && new.start.is_some());
    out.join(" ")
}
