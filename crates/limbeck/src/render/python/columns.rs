//! Columns and what they default to.

use super::{RenderError, RenderItem, Writer, boolean, python_repr};
use crate::{
    expr::Expr,
    name::QualifiedName,
    op::DefaultState,
    schema::{Autoincrement, Column, Computed, Identity, SequenceOptions, ServerDefault},
};

impl Writer<'_> {
    /// `sa.Column(…)`; `nullable` is what the column is in its table.
    pub(super) fn column(
        &mut self,
        table: Option<&QualifiedName>,
        column: &Column,
        nullable: bool,
    ) -> Result<String, RenderError> {
        if let Some(text) = self.asked(RenderItem::Column(table, column))? {
            return Ok(text);
        }
        let mut positional = Vec::new();
        let mut keywords = Vec::new();
        if let Some(default) = default_of(column) {
            let text = self.default_state(&default)?;
            match default {
                DefaultState::Computed(_) | DefaultState::Identity(_) => positional.push(text),
                DefaultState::Default(_) | DefaultState::Nothing => {
                    keywords.push(format!("server_default={text}"));
                }
            }
        }
        match column.autoincrement {
            Autoincrement::Auto => {}
            Autoincrement::Yes => keywords.push("autoincrement=True".to_owned()),
            Autoincrement::No => keywords.push("autoincrement=False".to_owned()),
            // Without quotes, as Alembic writes it.
            Autoincrement::IgnoreForeignKey => keywords.push("autoincrement=ignore_fk".to_owned()),
        }
        keywords.push(format!("nullable={}", boolean(nullable)));
        if column.system {
            keywords.push("system=True".to_owned());
        }
        if let Some(comment) = &column.comment {
            keywords.push(format!("comment={}", python_repr(comment)));
        }
        let conflict = &column.sqlite_on_conflict;
        for (name, value) in [
            ("sqlite_on_conflict_not_null", &conflict.not_null),
            ("sqlite_on_conflict_primary_key", &conflict.primary_key),
            ("sqlite_on_conflict_unique", &conflict.unique),
        ] {
            if let Some(value) = value {
                keywords.push(format!("{name}={}", python_repr(value)));
            }
        }
        let ty = self.column_type(&column.ty)?;
        let name = python_repr(&column.name.text);
        let arguments: Vec<String> = [name, ty].into_iter().chain(positional).chain(keywords).collect();
        Ok(format!("{}Column({})", self.sqlalchemy(), arguments.join(", ")))
    }

    /// What a column has in the place of a default, as an argument.
    pub(super) fn default_state(&mut self, state: &DefaultState) -> Result<String, RenderError> {
        if let Some(text) = self.asked(RenderItem::ServerDefault(state))? {
            return Ok(text);
        }
        match state {
            DefaultState::Nothing => Ok("None".to_owned()),
            DefaultState::Computed(computed) => self.computed(computed),
            DefaultState::Identity(identity) => Ok(self.identity(identity)),
            DefaultState::Default(ServerDefault::Text(text)) => Ok(python_repr(unquoted(text))),
            DefaultState::Default(ServerDefault::Expression(expression)) => {
                self.default_expression(expression)
            }
            DefaultState::Default(ServerDefault::Fetched) => {
                Ok(format!("{}FetchedValue()", self.sqlalchemy()))
            }
            DefaultState::Default(ServerDefault::Sequence(sequence)) => {
                self.default_expression(&Expr::NextValue(Box::new(sequence.name.clone())))
            }
        }
    }

    /// `sa.text('…')` of a default. On SQLite an expression needs parentheses.
    fn default_expression(&self, expression: &Expr) -> Result<String, RenderError> {
        let mut sql = self.sql(expression)?;
        if self.options.dialect.name() == "sqlite" && is_bare(&sql) {
            sql = format!("({sql})");
        }
        Ok(format!("{}text({})", self.sqlalchemy(), python_repr(&sql)))
    }

    fn computed(&self, computed: &Computed) -> Result<String, RenderError> {
        let persisted = computed
            .persisted
            .map(|persisted| format!("persisted={}", boolean(persisted)))
            .unwrap_or_default();
        Ok(format!(
            "{}Computed({}, {persisted})",
            self.sqlalchemy(),
            python_repr(&self.sql(&computed.expression)?)
        ))
    }

    fn identity(&self, identity: &Identity) -> String {
        let mut arguments = vec![format!("always={}", boolean(identity.always))];
        if let Some(on_null) = identity.on_null {
            arguments.push(format!("on_null={}", boolean(on_null)));
        }
        arguments.extend(sequence_options(&identity.options));
        format!("{}Identity({})", self.sqlalchemy(), arguments.join(", "))
    }
}

/// A column's default, computed expression or identity.
fn default_of(column: &Column) -> Option<DefaultState> {
    if let Some(computed) = &column.computed {
        return Some(DefaultState::Computed((**computed).clone()));
    }
    if let Some(identity) = &column.identity {
        return Some(DefaultState::Identity((**identity).clone()));
    }
    column.server_default.clone().map(DefaultState::Default)
}

fn sequence_options(options: &SequenceOptions) -> Vec<String> {
    let number = |name: &str, value: Option<i64>| value.map(|value| format!("{name}={value}"));
    let flag = |name: &str, value: Option<bool>| value.map(|value| format!("{name}={}", boolean(value)));
    [
        number("start", options.start),
        number("increment", options.increment),
        number("minvalue", options.minvalue),
        number("maxvalue", options.maxvalue),
        flag("nominvalue", options.nominvalue),
        flag("nomaxvalue", options.nomaxvalue),
        flag("cycle", options.cycle),
        number("cache", options.cache),
        flag("order", options.order),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A plain default without one quote at either end: Alembic takes them for SQL's.
fn unquoted(text: &str) -> &str {
    let text = text.strip_prefix('\'').unwrap_or(text);
    text.strip_suffix('\'').unwrap_or(text)
}

/// Whether Alembic takes a default's text on SQLite for an expression without parentheses: anything but a
/// single digit or point, a quoted text, or something in parentheses.
fn is_bare(sql: &str) -> bool {
    let between = |open: char, close: char| {
        sql.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inner| !inner.is_empty() && !inner.contains('\n'))
    };
    let digit = sql.len() == 1 && sql.chars().all(|character| character.is_ascii_digit() || character == '.');
    !(digit || between('\'', '\'') || between('(', ')'))
}
