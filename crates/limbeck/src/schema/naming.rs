//! Naming conventions: how constraints and indexes without a name get one.
//!
//! Lives here: the templates and what their tokens stand for. Does not live here: which operations
//! bring constraints with them (`op::naming`), nor how long a name may be (`dialect::writer`).
//! Source: spec/alembic-surface.md §5 (head) for the tokens.

use super::{Column, Constraint, ConstraintKind, Index, IndexElement, PrimaryKeyConstraint, Table};
use crate::{
    expr::{ColumnReference, Expr, columns_by_level, columns_of},
    name::{Identifier, NameKind, QualifiedName},
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What `SQLAlchemy` says where a convention needs a name and there is none.
pub const NAME_REQUIRED: &str =
    "Naming convention including %(constraint_name)s token requires that constraint is explicitly named.";

/// The template for indexes where no convention was given at all.
const DEFAULT_INDEX: &str = "ix_%(column_0_label)s";

/// Templates by kind: `ix`, `uq`, `ck`, `fk`, `pk`. Without any, indexes are called
/// `ix_%(column_0_label)s` and nothing else gets a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NamingConvention {
    /// Kind and template, such as `uq` and `uq_%(table_name)s_%(column_0_name)s`.
    pub templates: IndexMap<String, String>,
}

/// Why a convention gives no name; real `SQLAlchemy` raises the same exception.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct NamingError {
    /// Qualified name of the exception's class.
    pub exception: &'static str,
    /// Its text.
    pub message: String,
}

impl NamingError {
    fn new(exception: &'static str, message: impl Into<String>) -> Self {
        Self { exception, message: message.into() }
    }
}

/// Which tables a foreign key can look its columns up in while it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referents {
    /// Those it refers to are there, as in a model or where a foreign key is made by itself.
    Known,
    /// Only its own, as where Alembic creates a table or adds a column: any other is an error.
    OwnTable,
}

/// A column as a template sees it.
struct NamedColumn {
    name: String,
    /// Whether it belongs to the table, or is just a name in an expression.
    bound: bool,
}

/// What the tokens of a template are filled from.
struct Subject<'a> {
    table: &'a QualifiedName,
    /// The table's columns as far as known: they may go by another key than their name.
    known: &'a [Column],
    name: Option<&'a Identifier>,
    columns: Vec<NamedColumn>,
    /// Set for a foreign key: the table and the columns it refers to.
    referred: Option<(&'a QualifiedName, &'a [Identifier])>,
    referents: Referents,
    class: &'static str,
}

impl NamingConvention {
    /// A convention of kinds and templates.
    pub fn new<K: Into<String>, V: Into<String>>(templates: impl IntoIterator<Item = (K, V)>) -> Self {
        Self { templates: templates.into_iter().map(|(kind, text)| (kind.into(), text.into())).collect() }
    }

    /// The template of a kind (`ix`, `uq`, `ck`, `fk`, `pk`).
    pub fn template(&self, kind: &str) -> Option<&str> {
        if self.templates.is_empty() {
            return (kind == "ix").then_some(DEFAULT_INDEX);
        }
        self.templates.get(kind).map(String::as_str)
    }

    /// Names everything in a table that has no name of its own.
    pub fn apply_to_table(&self, table: &mut Table, referents: Referents) -> Result<(), NamingError> {
        self.apply_to_primary_key(table)?;
        let Table { name, columns, constraints, indexes, .. } = table;
        for constraint in constraints {
            self.apply_to_constraint(name, columns, constraint, referents)?;
        }
        for index in indexes {
            self.apply_to_index(name, columns, index)?;
        }
        Ok(())
    }

    fn apply_to_primary_key(&self, table: &mut Table) -> Result<(), NamingError> {
        let columns: Vec<Identifier> = table.primary_key_columns().into_iter().cloned().collect();
        if columns.is_empty() {
            return Ok(());
        }
        let mut key = PrimaryKeyConstraint { columns, ..table.primary_key.clone().unwrap_or_default() };
        self.name_primary_key(&table.name, &table.columns, &mut key)?;
        if let Some(name) = key.name {
            // The list of columns stays as it was: an empty one still means those that are flagged.
            table.primary_key.get_or_insert_default().name = Some(name);
        }
        Ok(())
    }

    fn name_primary_key(
        &self,
        table: &QualifiedName,
        known: &[Column],
        key: &mut PrimaryKeyConstraint,
    ) -> Result<(), NamingError> {
        let template = key.naming_template.as_deref().or_else(|| self.template("pk"));
        let subject = Subject {
            table,
            known,
            name: key.name.as_ref(),
            columns: texts(&key.columns),
            referred: None,
            referents: Referents::Known,
            class: "PrimaryKeyConstraint",
        };
        if let Some(name) = subject.new_name(template)? {
            key.name = Some(name);
        }
        Ok(())
    }

    /// Names a constraint; `known` are the table's columns as far as they are known.
    ///
    /// A CHECK that a type brought with it keeps being unnamed where the template wants a name: it
    /// is only an error where that CHECK is written, so the template stays with the constraint.
    pub fn apply_to_constraint(
        &self,
        table: &QualifiedName,
        known: &[Column],
        constraint: &mut Constraint,
        referents: Referents,
    ) -> Result<(), NamingError> {
        match constraint {
            Constraint::PrimaryKey(key) => self.name_primary_key(table, known, key),
            Constraint::Unique(unique) => {
                let template = unique.naming_template.as_deref().or_else(|| self.template("uq"));
                let subject = Subject {
                    table,
                    known,
                    name: unique.name.as_ref(),
                    columns: texts(&unique.columns),
                    referred: None,
                    referents: Referents::Known,
                    class: "UniqueConstraint",
                };
                if let Some(name) = subject.new_name(template)? {
                    unique.name = Some(name);
                }
                Ok(())
            }
            Constraint::ForeignKey(key) => {
                let template = key.naming_template.as_deref().or_else(|| self.template("fk"));
                let subject = Subject {
                    table,
                    known,
                    name: key.name.as_ref(),
                    columns: texts(&key.columns),
                    referred: Some((&key.referred_table, &key.referred_columns)),
                    referents,
                    class: "ForeignKeyConstraint",
                };
                if let Some(name) = subject.new_name(template)? {
                    key.name = Some(name);
                }
                Ok(())
            }
            Constraint::Check(check) => {
                let template = check.naming_template.as_deref().or_else(|| self.template("ck"));
                let columns = match &check.type_of {
                    Some(column) => vec![NamedColumn { name: column.text.clone(), bound: true }],
                    None => columns_of(&check.condition).into_iter().map(NamedColumn::of).collect(),
                };
                let subject = Subject {
                    table,
                    known,
                    name: check.name.as_ref(),
                    columns,
                    referred: None,
                    referents: Referents::Known,
                    class: "CheckConstraint",
                };
                if check.type_of.is_some()
                    && check.name.is_none()
                    && let Some(template) = template.filter(|template| wants_name(template))
                {
                    check.naming_template = Some(template.to_owned());
                    return Ok(());
                }
                if let Some(name) = subject.new_name(template)? {
                    check.name = Some(name);
                }
                Ok(())
            }
            Constraint::Exclude(_) => Ok(()),
        }
    }

    /// Names an index; `known` are the table's columns as far as they are known.
    pub fn apply_to_index(
        &self,
        table: &QualifiedName,
        known: &[Column],
        index: &mut Index,
    ) -> Result<(), NamingError> {
        let template = index.naming_template.as_deref().or_else(|| self.template("ix"));
        let columns = index_columns(index);
        let attached = index.elements.iter().filter_map(first_column).any(|column| column.bound);
        if !attached && index.name.is_none() {
            // Expressions over columns that belong to no table: `SQLAlchemy` finds no name either.
            return Ok(());
        }
        let subject = Subject {
            table,
            known,
            name: index.name.as_ref(),
            columns,
            referred: None,
            referents: Referents::Known,
            class: "Index",
        };
        if let Some(name) = subject.new_name(template)? {
            index.name = Some(name);
        }
        Ok(())
    }

    /// The name under which an index is dropped: only a template with `%(constraint_name)s` changes it.
    pub fn dropped_index(
        &self,
        table: &QualifiedName,
        name: &Identifier,
    ) -> Result<Option<Identifier>, NamingError> {
        let subject = Subject {
            table,
            known: &[],
            name: Some(name),
            // Alembic makes up an index over a column of this name.
            columns: vec![NamedColumn { name: "x".to_owned(), bound: true }],
            referred: None,
            referents: Referents::Known,
            class: "Index",
        };
        subject.new_name(self.template("ix"))
    }

    /// The name under which a constraint of a kind is dropped; nothing is known of its columns.
    pub fn dropped_constraint(
        &self,
        table: &QualifiedName,
        kind: ConstraintKind,
        name: Option<&Identifier>,
    ) -> Result<Option<Identifier>, NamingError> {
        let (template, class) = match kind {
            ConstraintKind::Primary => ("pk", "PrimaryKeyConstraint"),
            ConstraintKind::Unique => ("uq", "UniqueConstraint"),
            ConstraintKind::ForeignKey => ("fk", "ForeignKeyConstraint"),
            ConstraintKind::Check => ("ck", "CheckConstraint"),
        };
        let nowhere = QualifiedName::default();
        let referred = (kind == ConstraintKind::ForeignKey).then_some((&nowhere, &[] as &[Identifier]));
        let subject = Subject {
            table,
            known: &[],
            name,
            columns: Vec::new(),
            referred,
            referents: Referents::Known,
            class,
        };
        subject.new_name(self.template(template))
    }
}

fn texts(names: &[Identifier]) -> Vec<NamedColumn> {
    names.iter().map(|name| NamedColumn { name: name.text.clone(), bound: true }).collect()
}

impl NamedColumn {
    fn of(column: &ColumnReference) -> Self {
        Self { name: column.name.text.clone(), bound: column.table.is_some() }
    }
}

/// The first column of an element of an index.
fn first_column(element: &IndexElement) -> Option<NamedColumn> {
    match element {
        IndexElement::Column(name) => Some(NamedColumn { name: name.text.clone(), bound: true }),
        // Alembic makes a column of the text.
        IndexElement::Expression(Expr::Text(text)) => {
            Some(NamedColumn { name: text.sql.clone(), bound: true })
        }
        IndexElement::Expression(expression) => {
            columns_by_level(expression).first().map(|column| NamedColumn::of(column))
        }
    }
}

/// The columns of an index: the first of each expression. One that comes again takes the place of
/// the one before.
fn index_columns(index: &Index) -> Vec<NamedColumn> {
    let mut out: Vec<NamedColumn> = Vec::new();
    for found in index.elements.iter().filter_map(first_column) {
        match out.iter_mut().find(|column| column.name == found.name) {
            Some(column) => *column = found,
            None => out.push(found),
        }
    }
    out
}

fn wants_name(template: &str) -> bool {
    template.contains("constraint_name")
}

impl Subject<'_> {
    /// The name a template gives; `None` leaves the name as it is.
    fn new_name(&self, template: Option<&str>) -> Result<Option<Identifier>, NamingError> {
        let Some(template) = template else { return Ok(None) };
        match self.name.map(|name| name.kind) {
            Some(NameKind::Final | NameKind::Generated) => Ok(None),
            Some(NameKind::Plain) if !wants_name(template) => Ok(None),
            Some(NameKind::Plain) | None => Ok(Some(Identifier::generated(self.fill(template)?))),
        }
    }

    /// Fills a template in: `%(token)s`, and `%%` for a percent sign.
    fn fill(&self, template: &str) -> Result<String, NamingError> {
        let mut out = String::new();
        let mut rest = template;
        while let Some(at) = rest.find('%') {
            let (before, after) = rest.split_at(at);
            out.push_str(before);
            let after = after.get(1..).unwrap_or_default();
            if let Some(tail) = after.strip_prefix('%') {
                out.push('%');
                rest = tail;
            } else if let Some((token, tail)) =
                after.strip_prefix('(').and_then(|inner| inner.split_once(")s"))
            {
                out.push_str(&self.token(token)?);
                rest = tail;
            } else {
                return Err(NamingError::new(
                    "builtins.ValueError",
                    format!(
                        "unsupported format in naming convention {template:?}: only %(token)s and %% are"
                    ),
                ));
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    fn token(&self, token: &str) -> Result<String, NamingError> {
        match token {
            "table_name" => return Ok(self.table.name.text.clone()),
            "constraint_name" => {
                return self
                    .name
                    .map(|name| name.text.clone())
                    .ok_or_else(|| NamingError::new("sqlalchemy.exc.InvalidRequestError", NAME_REQUIRED));
            }
            "referred_table_name" => {
                let (table, columns) = self.referred()?;
                if columns.is_empty() {
                    return Err(out_of_range());
                }
                return Ok(table.name.text.clone());
            }
            _ => {}
        }
        let unknown = || NamingError::new("builtins.KeyError", format!("'{token}'"));
        let (referred, rest) = match token.strip_prefix("referred_") {
            Some(rest) => (true, rest),
            None => (false, token),
        };
        let rest = rest.strip_prefix("column_").ok_or_else(unknown)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = rest.split_at(digits);
        let number: usize = number.parse().map_err(|_| unknown())?;
        // `column_0N_name` joins all columns without anything between, `column_0_N_name` with `_`.
        let (separator, attribute) = if let Some(attribute) = rest.strip_prefix("_N_") {
            (Some("_"), attribute)
        } else if let Some(attribute) = rest.strip_prefix("N_") {
            (Some(""), attribute)
        } else {
            (None, rest.strip_prefix('_').ok_or_else(unknown)?)
        };
        let is_known =
            if referred { attribute == "name" } else { matches!(attribute, "name" | "key" | "label") };
        if !is_known || (separator.is_some() && number != 0) {
            return Err(unknown());
        }
        let one = |number: usize| {
            if referred { self.referred_column(number) } else { Ok(self.column(number, attribute)) }
        };
        match separator {
            Some(separator) => {
                let count = if referred { self.referred()?.1.len() } else { self.columns.len() };
                Ok((0..count).map(one).collect::<Result<Vec<_>, _>>()?.join(separator))
            }
            None => one(number),
        }
    }

    fn referred(&self) -> Result<(&QualifiedName, &[Identifier]), NamingError> {
        self.referred.ok_or_else(|| {
            NamingError::new(
                "builtins.AttributeError",
                format!("'{}' object has no attribute 'elements'", self.class),
            )
        })
    }

    fn referred_column(&self, number: usize) -> Result<String, NamingError> {
        let (table, columns) = self.referred()?;
        let name = columns.get(number).ok_or_else(out_of_range)?;
        if self.referents == Referents::OwnTable && !table.is_same(self.table) {
            let own = self.columns.get(number).map_or("", |column| column.name.as_str());
            return Err(NamingError::new(
                "sqlalchemy.exc.NoReferencedTableError",
                format!(
                    "Foreign key associated with column '{}.{own}' could not find table '{table}' with which to \
                     generate a foreign key to target column '{name}'",
                    self.table.name
                ),
            ));
        }
        Ok(name.text.clone())
    }

    /// A column's name, key or label; nothing where there are fewer columns.
    fn column(&self, number: usize, attribute: &str) -> String {
        let Some(NamedColumn { name, bound }) = self.columns.get(number) else { return String::new() };
        match attribute {
            "label" if !bound => name.clone(),
            "key" => self
                .known
                .iter()
                .find(|column| column.name.text == *name)
                .and_then(|column| column.key.clone())
                .unwrap_or_else(|| name.clone()),
            "label" => match &self.table.schema {
                Some(schema) if !schema.text.is_empty() => {
                    format!("{}_{}_{name}", schema.text.replace('.', "_"), self.table.name)
                }
                _ => format!("{}_{name}", self.table.name),
            },
            _ => name.clone(),
        }
    }
}

fn out_of_range() -> NamingError {
    NamingError::new("builtins.IndexError", "list index out of range")
}
