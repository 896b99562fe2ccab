//! How names and literals are spelled: quoting, reserved words, length limits.
//!
//! Lives here: [`Quoting`], what a dialect says about its identifiers, and [`Speller`], the bundle
//! of a dialect and a rendering that every DDL function writes with. Does not live here: the
//! statements (`ansi`, `<dialect>::ddl`), nor expressions (`dialect::expression`).

use super::{Capabilities, CompileContext, CompileError, Dialect, Rendering};
pub(crate) use crate::python::python_repr;
use crate::{
    expr::{Expr, Value},
    name::{Identifier, NameKind, QualifiedName},
    types::ColumnType,
};
use md5::{Digest, Md5};
use std::fmt::Write as _;

/// How a dialect quotes identifiers.
#[derive(Clone, Copy, Debug)]
pub struct Quoting {
    /// Quote character on both sides; doubled inside.
    pub quote: char,
    /// Words that must be quoted, in lower case and in alphabetical order.
    pub reserved: &'static [&'static str],
}

impl Quoting {
    /// Whether a name without forced quoting has to be quoted: reserved words, anything but
    /// lower-case letters, digits, `_` and `$`, and names that begin with a digit or `$`.
    pub fn required(&self, text: &str) -> bool {
        let Some(first) = text.chars().next() else { return true };
        first.is_ascii_digit()
            || first == '$'
            || !text
                .chars()
                .all(|each| each.is_ascii_lowercase() || each.is_ascii_digit() || matches!(each, '_' | '$'))
            || self.reserved.binary_search(&text).is_ok()
    }

    /// An identifier, quoted where it must be or where quoting is forced.
    ///
    /// `double_percent` doubles `%` inside quotes, for texts whose parameter style asks for it.
    pub fn quote(&self, identifier: &Identifier, double_percent: bool) -> String {
        match identifier.quote {
            Some(true) => self.quoted(&identifier.text, double_percent),
            Some(false) => identifier.text.clone(),
            None => self.quote_text(&identifier.text, double_percent),
        }
    }

    /// A name with its schema, each part quoted where it must be.
    pub fn qualified(&self, name: &QualifiedName) -> String {
        match &name.schema {
            Some(schema) => format!("{}.{}", self.quote(schema, false), self.quote(&name.name, false)),
            None => self.quote(&name.name, false),
        }
    }

    /// A name without a quoting of its own, quoted where it must be.
    pub fn quote_text(&self, text: &str, double_percent: bool) -> String {
        if self.required(text) { self.quoted(text, double_percent) } else { text.to_owned() }
    }

    /// A name in quotes.
    pub fn quoted(&self, text: &str, double_percent: bool) -> String {
        let mut out = String::with_capacity(text.len() + 2);
        out.push(self.quote);
        for each in text.chars() {
            if each == self.quote || (each == '%' && double_percent) {
                out.push(each);
            }
            out.push(each);
        }
        out.push(self.quote);
        out
    }
}

/// A name no longer than a limit, in characters.
///
/// Final and generated names are cut and end in four digits of their MD5 hash, as `SQLAlchemy`
/// does with its truncated labels; a plain name that is too long is its `IdentifierError`. The
/// text of that error always names the limit for identifiers in general.
pub fn fit(
    identifier: &Identifier,
    limit: usize,
    maximum_identifier_length: usize,
) -> Result<Identifier, CompileError> {
    let length = identifier.text.chars().count();
    if identifier.kind == NameKind::Plain {
        if length > maximum_identifier_length {
            return Err(CompileError::Raised {
                exception: "sqlalchemy.exc.IdentifierError",
                message: format!(
                    "Identifier '{identifier}' exceeds maximum length of {maximum_identifier_length} characters"
                ),
            });
        }
        return Ok(identifier.clone());
    }
    if length <= limit {
        return Ok(identifier.clone());
    }
    let mut text: String = identifier.text.chars().take(limit.saturating_sub(8)).collect();
    let digest = Md5::digest(identifier.text.as_bytes());
    text.push('_');
    for byte in digest.iter().skip(14) {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(Identifier { text, quote: identifier.quote, kind: identifier.kind })
}

/// A dialect, what its server can do, and how text is written: what DDL is spelled with.
#[derive(Clone, Copy)]
pub struct Speller<'a> {
    /// The dialect.
    pub dialect: &'a dyn Dialect,
    /// What its server can do.
    pub capabilities: &'a Capabilities,
    /// How values and text are written.
    pub rendering: Rendering,
}

impl<'a> Speller<'a> {
    /// The speller of a compilation.
    pub fn new<'c: 'a>(dialect: &'a dyn Dialect, context: &CompileContext<'c>) -> Self {
        Self { dialect, capabilities: context.capabilities, rendering: context.rendering }
    }

    /// A column's, table's or schema's name. No limit applies: the server has its own.
    pub fn name(&self, identifier: &Identifier) -> String {
        self.dialect.quoting().quote(identifier, self.rendering.double_percent)
    }

    /// A name that is only text.
    pub fn text_name(&self, text: &str) -> String {
        self.dialect.quoting().quote_text(text, self.rendering.double_percent)
    }

    /// Names with `, ` between them.
    pub fn names<'n>(&self, names: impl IntoIterator<Item = &'n Identifier>) -> String {
        names.into_iter().map(|name| self.name(name)).collect::<Vec<_>>().join(", ")
    }

    /// A table with its schema, which is quoted as one word even if it has dots in it.
    pub fn table(&self, table: &QualifiedName) -> String {
        match &table.schema {
            Some(schema) if !schema.text.is_empty() => {
                format!("{}.{}", self.name(schema), self.name(&table.name))
            }
            _ => self.name(&table.name),
        }
    }

    /// A table as Alembic's own `ALTER TABLE` constructs write it: the parts of a dotted schema
    /// are quoted one by one, unless its quoting is forced.
    pub fn altered_table(&self, table: &QualifiedName) -> String {
        match &table.schema {
            Some(schema) if schema.text.is_empty() => self.name(&table.name),
            Some(schema) if schema.quote.is_some() => {
                format!("{}.{}", self.name(schema), self.name(&table.name))
            }
            Some(schema) => {
                let parts: Vec<String> = schema.text.split('.').map(|part| self.text_name(part)).collect();
                format!("{}.{}", parts.join("."), self.name(&table.name))
            }
            None => self.name(&table.name),
        }
    }

    /// A constraint's name, shortened where it may be.
    pub fn constraint_name(&self, name: &Identifier) -> Result<String, CompileError> {
        let maximum = self.capabilities.max_identifier_length;
        let limit = self.capabilities.max_constraint_name_length.unwrap_or(maximum);
        Ok(self.name(&fit(name, limit, maximum)?))
    }

    /// An index's name, shortened where it may be.
    pub fn index_name(&self, name: &Identifier) -> Result<String, CompileError> {
        let maximum = self.capabilities.max_identifier_length;
        let limit = self.capabilities.max_index_name_length.unwrap_or(maximum);
        Ok(self.name(&fit(name, limit, maximum)?))
    }

    /// A type's text.
    pub fn type_sql(&self, ty: &ColumnType) -> Result<String, CompileError> {
        self.dialect.type_sql(ty, self.capabilities)
    }

    /// A quoted string.
    pub fn string(&self, text: &str) -> Result<String, CompileError> {
        self.dialect.literal(&Value::Text(text.to_owned()), &ColumnType::varchar(None), &self.rendering)
    }

    /// An expression with its values inline.
    pub fn expression(&self, expression: &Expr) -> Result<String, CompileError> {
        self.dialect.compile_expression(expression, &self.rendering)
    }
}
