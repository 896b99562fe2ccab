//! Parameters: their names, their placeholders, and their values inline.
//!
//! Lives here: made-up names (`id_1`), the paramstyles, expanding lists, and the order in which
//! values are sent. Does not live here: how a database writes a value (`dialect::<name>::syntax`).

#![expect(clippy::wildcard_enum_match_arm, reason = "a value or type that is not named has nothing special")]

use crate::{
    dialect::{CompileError, ParameterStyle, expression::Compiler, literal, precedence},
    expr::{Bind, Value},
    types::ColumnType,
};
use indexmap::IndexMap;
use std::{collections::BTreeMap, fmt::Write};

/// Where a value without a type of its own takes one from.
#[derive(Clone, Copy, Debug)]
pub enum TypeHint<'a> {
    /// The value itself.
    Value,
    /// The expression it is compared or combined with.
    Compared(&'a ColumnType),
    /// The column it is written to.
    Column(&'a ColumnType),
}

/// What a marker in the text stands for; markers are replaced when the text is complete, so that
/// parameters are in the order of the text and not in the order of the compilation.
#[derive(Clone, Debug)]
pub(super) enum Marker {
    /// A value that is sent beside the text.
    Sent(Value),
    /// A named parameter under a numbering paramstyle.
    Numbered(String),
    /// Text that verbatim SQL around it must not be unescaped with.
    Inline(String),
}

/// Made-up names of one statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    counters: BTreeMap<String, u32>,
    by_key: BTreeMap<String, String>,
    truncated: u32,
}

impl Names {
    /// The next free name of a stem: `id_1`, `id_2`; the same key has the same name.
    pub(super) fn next(&mut self, stem: &str, key: Option<&str>, longest: usize) -> String {
        let key = key.map(|key| format!("{key} {stem}"));
        if let Some(name) = key.as_ref().and_then(|key| self.by_key.get(key)) {
            return name.clone();
        }
        let counter = self.counters.entry(stem.to_owned()).or_insert(0);
        *counter += 1;
        let mut name = format!("{stem}_{counter}");
        let room = longest.saturating_sub(6);
        if name.chars().count() > room {
            self.truncated += 1;
            name = format!("{}_{:x}", name.chars().take(room).collect::<String>(), self.truncated);
        }
        if let Some(key) = key {
            self.by_key.insert(key, name.clone());
        }
        name
    }
}

/// A made-up name's key and stem: `%(7 anon)s`.
pub(super) fn made_up(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix("%(")?.strip_suffix(")s")?.split_once(' ')
}

/// A stem that is safe in a made-up name.
fn sanitized(stem: &str) -> String {
    let mut result = String::with_capacity(stem.len());
    let mut replacing = false;
    for character in stem.chars() {
        if matches!(character, '%' | '(' | ')' | ' ' | '$') {
            if !replacing {
                result.push('_');
            }
            replacing = true;
        } else {
            result.push(character);
            replacing = false;
        }
    }
    result.trim_matches('_').to_owned()
}

/// A parameter's name with the characters replaced that placeholders cannot hold.
fn escaped(name: &str) -> String {
    name.chars()
        .map(|character| match character {
            '%' => 'P',
            '(' => 'A',
            ')' => 'Z',
            ':' => 'C',
            '.' | '[' | ']' | ' ' => '_',
            other => other,
        })
        .collect()
}

impl Compiler<'_> {
    /// Writes a parameter, or its value.
    pub(super) fn bind(&mut self, bind: &Bind, hint: TypeHint<'_>) -> Result<(), CompileError> {
        self.bind_as(bind, hint, None)
    }

    /// As [`Compiler::bind`], with a name in place of a made-up one.
    pub(super) fn bind_as(
        &mut self,
        bind: &Bind,
        hint: TypeHint<'_>,
        name: Option<&str>,
    ) -> Result<(), CompileError> {
        let value = self.value_of(bind);
        let ty = effective_type(bind, value.as_ref(), hint);
        let inline = bind.inline || self.flags.literal_binds;
        let expanding = bind.expanding;
        if self.rendering.offline && !inline {
            let name = match name {
                Some(name) => name.to_owned(),
                None => self.bind_name(bind),
            };
            return self.placeholder(&name, &ty, expanding);
        }
        let inline = inline || self.flags.literal_execute;
        if expanding {
            return self.expanded(bind, value.as_ref(), &ty, inline);
        }
        let Some(value) = value else {
            if self.rendering.offline || inline && bind.name.is_none() {
                self.out.push_str("NULL");
                return Ok(());
            }
            return Err(missing_value(bind));
        };
        self.value(&value, &ty, inline)
    }

    /// A parameter's value, given beside the statement or with it.
    fn value_of(&self, bind: &Bind) -> Option<Value> {
        if !bind.anonymous
            && let Some(given) = bind.name.as_ref().and_then(|name| self.given?.get(name))
        {
            return given.value.clone();
        }
        bind.value.clone()
    }

    /// A parameter's name.
    fn bind_name(&mut self, bind: &Bind) -> String {
        match &bind.name {
            Some(name) if !bind.anonymous => name.clone(),
            other => {
                let stem = sanitized(other.as_deref().unwrap_or("param"));
                let key = bind.identity.map(|identity| format!("bind {identity}"));
                self.names.next(&stem, key.as_deref(), self.capabilities.max_identifier_length)
            }
        }
    }

    /// Writes a value inline or has it sent.
    pub(super) fn value(&mut self, value: &Value, ty: &ColumnType, inline: bool) -> Result<(), CompileError> {
        if !inline {
            let stored = self.syntax.stored(value, ty, &self.rendering)?;
            self.mark(Marker::Sent(stored));
            return Ok(());
        }
        if self.rendering.offline {
            let text = self.literal_text(value, ty)?;
            self.out.push_str(&text);
        } else {
            let text = self.syntax.online_literal(self, value, ty)?;
            self.mark(Marker::Inline(text));
        }
        Ok(())
    }

    /// A value as `SQLAlchemy` writes it inline.
    pub(super) fn literal_text(&self, value: &Value, ty: &ColumnType) -> Result<String, CompileError> {
        let ty = ty.for_dialect(self.dialect.name());
        if *value == Value::Null {
            return Ok("NULL".to_owned());
        }
        self.syntax.literal(self, value, ty)
    }

    pub(super) fn mark(&mut self, marker: Marker) {
        self.out.push('\0');
        self.out.push_str(&self.markers.len().to_string());
        self.out.push('\0');
        self.markers.push(marker);
    }

    /// Writes a placeholder.
    pub(super) fn placeholder(
        &mut self,
        name: &str,
        ty: &ColumnType,
        expanding: bool,
    ) -> Result<(), CompileError> {
        let name = escaped(name);
        if expanding || self.flags.literal_execute {
            let (open, close) = if expanding { ("(", ")") } else { ("", "") };
            let _ = write!(self.out, "{open}__[POSTCOMPILE_{name}]{close}");
            return Ok(());
        }
        match self.rendering.style {
            ParameterStyle::Named => {
                self.out.push(':');
                self.out.push_str(&name);
            }
            ParameterStyle::QuestionMark => self.out.push('?'),
            ParameterStyle::Format => self.out.push_str("%s"),
            ParameterStyle::PythonFormat => {
                self.out.push_str("%(");
                self.out.push_str(&name);
                self.out.push_str(")s");
            }
            ParameterStyle::NumericDollar => self.mark(Marker::Numbered(name)),
        }
        if let Some(cast) = self.syntax.bind_cast(self, ty.for_dialect(self.dialect.name()))? {
            self.out.push_str("::");
            self.out.push_str(&cast);
        }
        Ok(())
    }

    /// Writes the list behind `IN`.
    fn expanded(
        &mut self,
        bind: &Bind,
        value: Option<&Value>,
        ty: &ColumnType,
        inline: bool,
    ) -> Result<(), CompileError> {
        let items = match value {
            Some(Value::List(items)) => items.as_slice(),
            Some(other) => std::slice::from_ref(other),
            None if self.rendering.offline => {
                self.out.push_str("(NULL)");
                return Ok(());
            }
            None => return Err(missing_value(bind)),
        };
        self.out.push('(');
        // SQLAlchemy's literals have the word before an empty set too.
        let rows = matches!(items.first(), Some(Value::List(_)))
            || items.is_empty() && self.flags.in_width > 1 && self.rendering.offline;
        if rows && self.syntax.tuples_in_values() {
            self.out.push_str("VALUES ");
        }
        if items.is_empty() {
            let text = self.syntax.empty_set(self.flags.not_in, self.flags.in_width);
            self.out.push_str(&text);
        }
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.out.push_str(", ");
            }
            match item {
                Value::List(row) => {
                    self.out.push('(');
                    for (position, item) in row.iter().enumerate() {
                        if position > 0 {
                            self.out.push_str(", ");
                        }
                        self.value(item, &literal::type_of_value(item), inline)?;
                    }
                    self.out.push(')');
                }
                item => {
                    let own;
                    let ty = if *ty == ColumnType::Null {
                        own = literal::type_of_value(item);
                        &own
                    } else {
                        ty
                    };
                    self.value(item, ty, inline)?;
                }
            }
        }
        self.out.push(')');
        Ok(())
    }

    /// The text with its markers replaced, and the values in the order of their placeholders.
    pub(super) fn finish(self) -> Result<(String, Vec<Value>), CompileError> {
        let Self { out, markers, rendering, .. } = self;
        if markers.is_empty() && !out.contains('\0') {
            return Ok((out, Vec::new()));
        }
        let mut numbers: IndexMap<String, usize> = IndexMap::new();
        let mut values = Vec::new();
        let mut text = String::with_capacity(out.len());
        for (position, piece) in out.split('\0').enumerate() {
            if position % 2 == 0 {
                text.push_str(piece);
                continue;
            }
            let marker = piece.parse::<usize>().ok().and_then(|index| markers.get(index));
            match marker {
                Some(Marker::Inline(inline)) => text.push_str(inline),
                Some(Marker::Sent(value)) => {
                    values.push(value.clone());
                    match rendering.style {
                        ParameterStyle::NumericDollar => {
                            let _ = write!(text, "${}", values.len());
                        }
                        ParameterStyle::Format | ParameterStyle::PythonFormat => text.push_str("%s"),
                        ParameterStyle::QuestionMark | ParameterStyle::Named => text.push('?'),
                    }
                }
                Some(Marker::Numbered(name)) => {
                    let next = numbers.len() + 1;
                    let number = *numbers.entry(name.clone()).or_insert(next);
                    let _ = write!(text, "${number}");
                }
                None => {
                    return Err(CompileError::unsupported(
                        "a null character in an SQL text",
                        "pass the text as a parameter, or remove the character",
                    ));
                }
            }
        }
        Ok((text, values))
    }
}

/// The type a parameter is written with.
fn effective_type(bind: &Bind, value: Option<&Value>, hint: TypeHint<'_>) -> ColumnType {
    if bind.ty != ColumnType::Null {
        return bind.ty.clone();
    }
    let of_value = |value: Option<&Value>| match value {
        Some(Value::List(items)) if bind.expanding => {
            items.first().map_or(ColumnType::Null, literal::type_of_value)
        }
        Some(value) => literal::type_of_value(value),
        None => ColumnType::Null,
    };
    match hint {
        TypeHint::Column(ty) => ty.clone(),
        TypeHint::Value => of_value(value),
        TypeHint::Compared(ty) => {
            precedence::compared_type(ty, value).cloned().unwrap_or_else(|| of_value(value))
        }
    }
}

fn missing_value(bind: &Bind) -> CompileError {
    let name = bind.name.as_deref().unwrap_or("param");
    CompileError::Raised {
        exception: "sqlalchemy.exc.StatementError",
        message: format!(
            "(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter {}",
            literal::repr_text(name)
        ),
    }
}
