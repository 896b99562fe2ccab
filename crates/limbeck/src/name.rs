//! Names as the user wrote them: identifiers and schema-qualified names.
//!
//! Lives here: what a name *is* (its text, whether its quoting was forced, how it came to be).
//! Does not live here: how a database quotes or shortens it (`dialect::writer`), nor how a
//! naming convention makes one (`schema::naming`).

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
use std::fmt;

/// How a name came to be; it decides what a naming convention and a length limit may do to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// Written by the user. Too long is an error; a convention with `%(constraint_name)s` applies.
    #[default]
    Plain,
    /// Marked final with `op.f()`: no convention applies to it any more; shortened with a hash
    /// when it is too long, as `SQLAlchemy` does with its `conv` strings.
    Final,
    /// Made by a convention or by `index=True`: shortened with a hash when it is too long.
    Generated,
}

/// One identifier: a table's, column's, index's, constraint's or schema's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier {
    /// The name without any quotes.
    pub text: String,
    /// `Some` forces quoting on or off (`SQLAlchemy`'s `quoted_name`); `None` leaves it to the dialect.
    pub quote: Option<bool>,
    /// How the name came to be.
    pub kind: NameKind,
}

impl Identifier {
    /// A name as a user writes it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), quote: None, kind: NameKind::Plain }
    }

    /// A name that no convention may change.
    pub fn new_final(text: impl Into<String>) -> Self {
        Self { text: text.into(), quote: None, kind: NameKind::Final }
    }

    /// A name that was made, not written, and may be shortened.
    pub fn generated(text: impl Into<String>) -> Self {
        Self { text: text.into(), quote: None, kind: NameKind::Generated }
    }

    /// The name's text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Identifier {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Identifier {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq<str> for Identifier {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Identifier {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum IdentifierForm {
    Text(String),
    Full {
        text: String,
        #[serde(default)]
        quote: Option<bool>,
        #[serde(default)]
        kind: NameKind,
    },
}

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match IdentifierForm::deserialize(deserializer)? {
            IdentifierForm::Text(text) => Self::new(text),
            IdentifierForm::Full { text, quote, kind } => Self { text, quote, kind },
        })
    }
}

impl Serialize for Identifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.quote.is_none() && self.kind == NameKind::Plain {
            return serializer.serialize_str(&self.text);
        }
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("text", &self.text)?;
        map.serialize_entry("quote", &self.quote)?;
        map.serialize_entry("kind", &self.kind)?;
        map.end()
    }
}

/// A name with the schema it lives in, if one was named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QualifiedName {
    /// The schema; `None` is whatever the connection's default is. A dotted text names a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Identifier>,
    /// The object's own name.
    pub name: Identifier,
}

impl QualifiedName {
    /// A name in the default schema.
    pub fn new(name: impl Into<Identifier>) -> Self {
        Self { schema: None, name: name.into() }
    }

    /// Whether both mean the same object: how a name is quoted or came to be does not matter.
    pub fn is_same(&self, other: &Self) -> bool {
        self.name.text == other.name.text && self.schema_text() == other.schema_text()
    }

    /// The schema's text; an empty one is none.
    pub fn schema_text(&self) -> Option<&str> {
        self.schema.as_ref().map(Identifier::as_str).filter(|text| !text.is_empty())
    }

    /// A name in a given schema.
    pub fn in_schema(schema: impl Into<Identifier>, name: impl Into<Identifier>) -> Self {
        Self { schema: Some(schema.into()), name: name.into() }
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => write!(f, "{}", self.name),
        }
    }
}
