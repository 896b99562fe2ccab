//! Whether a column's default, computation or identity changed.
//!
//! With `compare_server_default=False` a column that has a default on either side is left alone altogether:
//! then neither computed columns nor identities are compared. Source: spec/alembic-surface.md §6.3, §6.5.

use super::{
    Pair,
    hooks::{ColumnRef, CompareError, CompareHooks},
    options::Switch,
    tables::{Comparator, Compared},
};
use crate::{
    dialect::{
        CompileError,
        compare::{DefaultVerdict, Defaults},
    },
    op::{AlterColumn, DefaultState},
    schema::{Column, Computed, Identity, ServerDefault, Table},
};
use std::borrow::Cow;

const LOG: &str = "alembic.autogenerate.compare.server_defaults";

impl<H: CompareHooks> Comparator<'_, H> {
    /// What the user's `compare_server_default` says; whether the question stays open.
    pub(super) fn user_default(
        &mut self,
        tables: Pair<&Table>,
        columns: Pair<&Column>,
        alter: &mut AlterColumn,
    ) -> Compared<bool, H> {
        let database = state(columns.database);
        if database == DefaultState::Nothing && !has_default(columns.model) {
            return Ok(true);
        }
        alter.server_default.existing = Some(database);
        match self.options.compare_server_default {
            Switch::Off => return Ok(false),
            Switch::On => return Ok(true),
            Switch::Callable => {}
        }
        let reflected = reflected_text(columns.database)?;
        let declared = self.declared_text(columns.model)?;
        let asked = Pair {
            database: ColumnRef { table: tables.database, column: columns.database },
            model: ColumnRef { table: tables.model, column: columns.model },
        };
        let texts = Pair { database: reflected, model: declared.as_deref() };
        match self.hooks.compare_server_default(asked, texts).map_err(CompareError::Hook)? {
            Some(true) => {
                alter.server_default.set = Some(state(columns.model));
                let callable = self.hooks.server_default_callable();
                let line = format!(
                    "User defined function {callable} detected server default on column '{}.{}'",
                    tables.model.name.name, columns.model.name
                );
                self.info(LOG, line);
                Ok(false)
            }
            Some(false) => Ok(false),
            None => Ok(true),
        }
    }

    /// Computed columns cannot be changed, so a difference is only warned of. Whether the question stays open.
    pub(super) fn computed(&mut self, tables: Pair<&Table>, columns: Pair<&Column>) -> Compared<bool, H> {
        let differ = match (&columns.database.computed, &columns.model.computed) {
            (None, None) => return Ok(true),
            (Some(_), None) => true,
            (database, Some(model)) => {
                let database = match database {
                    Some(database) => self.computed_text(database)?,
                    None => String::new(),
                };
                database != self.computed_text(model)?
            }
        };
        if differ {
            let text = format!(
                "Computed default on {}.{} cannot be modified",
                tables.model.name.name, columns.model.name
            );
            self.hooks.warn("UserWarning", text);
        }
        Ok(false)
    }

    fn computed_text(&self, computed: &Computed) -> Compared<String, H> {
        Ok(self.rules.computed_text(&self.speller.expression(&computed.expression)?))
    }

    /// Whether an identity changed, and whether the question stays open.
    pub(super) fn identity(
        &mut self,
        tables: Pair<&Table>,
        columns: Pair<&Column>,
        alter: &mut AlterColumn,
    ) -> Compared<bool, H> {
        let (database, model) = (&columns.database.identity, &columns.model.identity);
        if database.is_none() && model.is_none() {
            return Ok(true);
        }
        let other_default =
            |column: &Column| column.identity.is_none() && has_default(column) && !is_sequence(column);
        if other_default(columns.database) || other_default(columns.model) {
            // Alembic's own assertion: an identity on one side and another default on the other.
            return Err(CompareError::Compile(CompileError::raised("builtins.AssertionError", "")));
        }
        let differing = differing_attributes(database.as_deref(), model.as_deref());
        if differing.is_empty() && database.is_some() == model.is_some() {
            return Ok(true);
        }
        alter.server_default.set = Some(state(columns.model));
        if differing.is_empty() {
            return Ok(true);
        }
        let line = format!(
            "Detected server default on column '{}.{}': identity options attributes {}",
            tables.model.name.name,
            columns.model.name,
            crate::python::python_list(differing.into_iter())
        );
        self.info(LOG, line);
        Ok(false)
    }

    /// What the dialect says of two plain defaults.
    pub(super) fn dialect_default(
        &mut self,
        tables: Pair<&Table>,
        columns: Pair<&Column>,
        alter: &mut AlterColumn,
    ) -> Compared<bool, H> {
        let database = state(columns.database);
        if database == DefaultState::Nothing && !has_default(columns.model) {
            return Ok(false);
        }
        alter.server_default.existing = Some(database);
        if !is_plain(columns.database) || !is_plain(columns.model) {
            return Ok(false);
        }
        let reflected = reflected_text(columns.database)?;
        let declared = self.declared_text(columns.model)?;
        let defaults = Defaults {
            columns,
            texts: Pair { database: reflected, model: declared.as_deref() },
            counts: self.counts_itself_up(tables.model, columns.model)?,
        };
        let differ = match self.rules.defaults(&self.speller, &defaults)? {
            DefaultVerdict::Equal => false,
            DefaultVerdict::Differs => true,
            DefaultVerdict::Ask(sql) => !self.hooks.defaults_are_equal(&sql).map_err(CompareError::Hook)?,
        };
        if differ {
            alter.server_default.set = Some(state(columns.model));
            let line = format!(
                "Dialect impl <alembic.ddl.{}.{} object> detected server default on column '{}.{}'",
                implementation_module(self.dialect.name()),
                self.dialect.implementation_name(),
                tables.model.name.name,
                columns.model.name
            );
            self.info(LOG, line);
        }
        Ok(differ)
    }

    /// A declared default as text: a string as it is, an expression with its values inline.
    fn declared_text<'a>(&self, column: &'a Column) -> Compared<Option<Cow<'a, str>>, H> {
        Ok(match &column.server_default {
            Some(ServerDefault::Text(text)) => Some(Cow::Borrowed(text)),
            Some(ServerDefault::Expression(expression)) => {
                Some(Cow::Owned(self.speller.expression(expression)?))
            }
            Some(ServerDefault::Fetched | ServerDefault::Sequence(_)) | None => None,
        })
    }
}

/// A reflected default's text. Alembic fails on the way to it where there is something else in its place.
fn reflected_text(column: &Column) -> Result<Option<&str>, CompileError> {
    let no_argument = |class: &str| {
        Err(CompileError::raised(
            "builtins.AttributeError",
            format!("'{class}' object has no attribute 'arg'"),
        ))
    };
    if column.computed.is_some() {
        return no_argument("Computed");
    }
    if column.identity.is_some() {
        return no_argument("Identity");
    }
    Ok(column.server_default.as_ref().and_then(ServerDefault::reflected_text))
}

/// Alembic's module of a dialect's class: MariaDB's is in MySQL's.
fn implementation_module(dialect: &str) -> &str {
    if dialect == "mariadb" { "mysql" } else { dialect }
}

fn has_default(column: &Column) -> bool {
    column.server_default.is_some() || column.computed.is_some() || column.identity.is_some()
}

fn is_sequence(column: &Column) -> bool {
    matches!(column.server_default, Some(ServerDefault::Sequence(_)))
}

/// Whether a column has a text or an expression as its default, or none.
fn is_plain(column: &Column) -> bool {
    column.computed.is_none()
        && column.identity.is_none()
        && match &column.server_default {
            Some(ServerDefault::Text(_) | ServerDefault::Expression(_)) | None => true,
            Some(ServerDefault::Fetched | ServerDefault::Sequence(_)) => false,
        }
}

/// What a column has in the place of a default.
fn state(column: &Column) -> DefaultState {
    if let Some(computed) = &column.computed {
        DefaultState::Computed((**computed).clone())
    } else if let Some(identity) = &column.identity {
        DefaultState::Identity((**identity).clone())
    } else if let Some(default) = &column.server_default {
        DefaultState::Default(default.clone())
    } else {
        DefaultState::Nothing
    }
}

/// The attributes of two identities that differ, in alphabetical order; what only the model leaves at its
/// default does not count.
fn differing_attributes(database: Option<&Identity>, model: Option<&Identity>) -> Vec<&'static str> {
    // A text for any value: numbers and truth values are never compared with one another.
    let attributes = |identity: Option<&Identity>| -> [(&'static str, Option<String>); 8] {
        let options = identity.map(|identity| &identity.options);
        let number = |value: fn(&crate::schema::SequenceOptions) -> Option<i64>| {
            options.and_then(value).map(|value| value.to_string())
        };
        let flag = |value: fn(&crate::schema::SequenceOptions) -> Option<bool>| {
            options.and_then(value).map(|value| value.to_string())
        };
        [
            ("cache", number(|options| options.cache)),
            ("cycle", flag(|options| options.cycle)),
            ("increment", number(|options| options.increment)),
            ("maxvalue", number(|options| options.maxvalue)),
            ("minvalue", number(|options| options.minvalue)),
            ("nomaxvalue", flag(|options| options.nomaxvalue)),
            ("nominvalue", flag(|options| options.nominvalue)),
            ("start", number(|options| options.start)),
        ]
    };
    let mut differing = Vec::new();
    let always = |identity: Option<&Identity>| identity.is_some_and(|identity| identity.always);
    if always(database) != always(model) {
        differing.push("always");
    }
    for ((name, database), (_, model)) in attributes(database).into_iter().zip(attributes(model)) {
        if database != model && model.is_some() {
            differing.push(name);
        }
    }
    differing
}
