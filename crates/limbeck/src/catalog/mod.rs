//! The schema as operations make it, with no database.
//!
//! A [`Catalog`] is a [`MetaData`] that operations are applied to, and what it does not know. It says three
//! things of a table: what it looks like, that it is not there, or that nobody can tell. Raw SQL is read for
//! the DDL in it (`ddl_text`); what cannot be read makes unknown what it mentions.
//!
//! Lives here: the values and the answers (this file), operations (`apply`), raw SQL (`ddl_text`), the names a
//! database gives to constraints without one (`default_names`), tables that are built anew (`rebuild`). Does
//! not live here: SQL that is written (`dialect`), a live database (`reflect`).
//!
//! Equal to what reflection would tell are names, columns, families of types, nullability, keys and the
//! columns of indexes; not the text of expressions.

mod apply;
mod ddl_text;
mod default_names;
mod parsed;
pub mod rebuild;
pub mod tokens;

use crate::{
    name::{Identifier, QualifiedName},
    schema::{MetaData, Table},
    types::EnumType,
};
use std::collections::BTreeSet;

/// An answer of a catalogue.
#[derive(Clone, Debug, PartialEq)]
pub enum Knowledge<T> {
    /// It is there and looks like this.
    Known(T),
    /// It is not there.
    Absent,
    /// Nobody can tell: it may be there or not, or look otherwise.
    Unknown,
}

impl<T> Knowledge<T> {
    /// What is known, if it is there for certain.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Unknown => None,
        }
    }
}

/// Whose rules hold where databases differ in what an operation leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// Constraints get names, enumerations are types of their own.
    Postgres,
    /// Constraints may have no name; batches build tables anew.
    Sqlite,
    /// Constraints get names, unique constraints are indexes.
    Mysql,
}

impl Flavor {
    /// The rules of a dialect by its name as in a URL.
    pub fn of(dialect: &str) -> Self {
        match dialect {
            "sqlite" => Self::Sqlite,
            "mysql" | "mariadb" => Self::Mysql,
            _ => Self::Postgres,
        }
    }

    /// The schema that a table without one is in.
    fn default_schema(self) -> &'static str {
        match self {
            Self::Postgres => "public",
            Self::Sqlite => "main",
            Self::Mysql => "",
        }
    }
}

/// A schema that operations are applied to.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    flavor: Flavor,
    metadata: MetaData,
    /// What is not in it is not there; otherwise it may be.
    complete: bool,
    /// Tables and types that may be there or not, or look otherwise than they did, in lower case.
    unknown: BTreeSet<String>,
}

impl Catalog {
    /// Of a database that has nothing in it yet: the history is known from its beginning.
    pub fn empty(flavor: Flavor) -> Self {
        Self { flavor, metadata: MetaData::default(), complete: true, unknown: BTreeSet::new() }
    }

    /// Of a database of which nothing is known.
    pub fn unknown(flavor: Flavor) -> Self {
        Self { complete: false, ..Self::empty(flavor) }
    }

    /// Of a database that was reflected.
    pub fn reflected(flavor: Flavor, metadata: MetaData) -> Self {
        Self { metadata, ..Self::empty(flavor) }
    }

    /// Everything that is known to be there.
    pub fn metadata(&self) -> &MetaData {
        &self.metadata
    }

    /// A table.
    pub fn table(&self, name: &QualifiedName) -> Knowledge<&Table> {
        if self.unknown.contains(&self.key(name)) {
            return Knowledge::Unknown;
        }
        match self.metadata.tables.iter().find(|table| self.is_same(&table.name, name)) {
            Some(table) => Knowledge::Known(table),
            None if self.complete => Knowledge::Absent,
            None => Knowledge::Unknown,
        }
    }

    /// An enumeration type.
    pub fn enum_type(&self, name: &Identifier, schema: Option<&Identifier>) -> Knowledge<&EnumType> {
        let name = QualifiedName { schema: schema.cloned(), name: name.clone() };
        if self.unknown.contains(&self.key(&name)) {
            return Knowledge::Unknown;
        }
        match self.metadata.enums.iter().find(|ty| self.is_type(ty, &name)) {
            Some(ty) => Knowledge::Known(ty),
            None if self.complete => Knowledge::Absent,
            None => Knowledge::Unknown,
        }
    }

    /// A name in the form in which it is told apart from others.
    fn key(&self, name: &QualifiedName) -> String {
        let schema = name.schema_text().filter(|schema| !schema.is_empty());
        let schema = schema.unwrap_or(self.flavor.default_schema());
        format!("{schema}.{}", name.name).to_lowercase()
    }

    fn is_same(&self, left: &QualifiedName, right: &QualifiedName) -> bool {
        self.key(left) == self.key(right)
    }

    fn is_type(&self, ty: &EnumType, name: &QualifiedName) -> bool {
        ty.name.as_ref().is_some_and(|own| {
            let own = QualifiedName { schema: ty.schema.clone(), name: own.clone() };
            self.is_same(&own, name)
        })
    }

    /// From now on nobody can tell what this is.
    fn forget(&mut self, name: &QualifiedName) {
        let key = self.key(name);
        self.metadata.tables.retain(|table| {
            let schema = table.name.schema_text().filter(|schema| !schema.is_empty());
            let schema = schema.unwrap_or(self.flavor.default_schema());
            format!("{schema}.{}", table.name.name).to_lowercase() != key
        });
        self.unknown.insert(key);
    }

    /// Text that nobody understands was run: what it mentions is unknown, and what is not there may be.
    fn forget_mentioned(&mut self, sql: &str) {
        let mentioned: BTreeSet<String> = tokens::tokens(sql)
            .iter()
            .filter_map(tokens::Token::name)
            .map(|name| name.to_lowercase())
            .collect();
        let tables: Vec<QualifiedName> = self
            .metadata
            .tables
            .iter()
            .filter(|table| mentioned.contains(&table.name.name.text.to_lowercase()))
            .map(|table| table.name.clone())
            .collect();
        for table in &tables {
            self.forget(table);
        }
        let enums: Vec<QualifiedName> = self
            .metadata
            .enums
            .iter()
            .filter_map(|ty| {
                let name = ty.name.clone()?;
                let is_mentioned = mentioned.contains(&name.text.to_lowercase());
                is_mentioned.then(|| QualifiedName { schema: ty.schema.clone(), name })
            })
            .collect();
        for name in &enums {
            let key = self.key(name);
            self.unknown.insert(key);
        }
        self.complete = false;
    }
}
