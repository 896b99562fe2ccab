//! The values a template is given, and how Python shows them.

use crate::python::{python_list, python_repr, python_tuple};
use indexmap::IndexMap;
use std::fmt;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateValue {
    /// Not given at all: false, and an error where it is written.
    Undefined,
    /// `None`.
    Nothing,
    /// A string, or an object by its text (`create_date`).
    Text(String),
    /// A tuple of strings.
    Tuple(Vec<String>),
    /// A list of strings.
    List(Vec<String>),
}

impl TemplateValue {
    /// Whether Python takes it for true.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Undefined | Self::Nothing => false,
            Self::Text(text) => !text.is_empty(),
            Self::Tuple(items) | Self::List(items) => !items.is_empty(),
        }
    }

    /// `repr(value)`.
    pub fn repr(&self) -> String {
        match self {
            Self::Undefined => "Undefined".to_owned(),
            Self::Nothing => "None".to_owned(),
            Self::Text(text) => python_repr(text),
            Self::Tuple(items) => python_tuple(items.iter().map(String::as_str)),
            Self::List(items) => python_list(items.iter().map(String::as_str)),
        }
    }
}

/// `str(value)`.
impl fmt::Display for TemplateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Undefined | Self::Nothing | Self::Tuple(_) | Self::List(_) => f.write_str(&self.repr()),
        }
    }
}

/// What a template may name, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateVariables {
    values: IndexMap<String, TemplateValue>,
}

impl TemplateVariables {
    /// Gives a name a value.
    pub fn set(&mut self, name: impl Into<String>, value: TemplateValue) {
        self.values.insert(name.into(), value);
    }

    /// A value by its name.
    pub fn get(&self, name: &str) -> Option<&TemplateValue> {
        self.values.get(name)
    }

    /// Every name with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &TemplateValue)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }
}
