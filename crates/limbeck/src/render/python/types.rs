//! Types with the prefixes of a script: `sa.`, a dialect's module with its import, or the class's own module.

use std::fmt::Write as _;

use super::{RenderError, RenderItem, Writer, optional, python_repr};
use crate::types::{ColumnType, Domain, EnumOrigin, JsonOrigin, PostgresType};

/// Where a type's class comes from.
enum Home<'a> {
    SqlAlchemy,
    Dialect(&'static str),
    User(&'a str),
}

impl Writer<'_> {
    /// A type as an argument.
    pub(super) fn column_type(&mut self, ty: &ColumnType) -> Result<String, RenderError> {
        if let Some(text) = self.asked(RenderItem::Type(ty))? {
            return Ok(text);
        }
        if let ColumnType::Variant(variant) = ty {
            let mut text = self.column_type(&variant.base)?;
            let mut variants: Vec<_> = variant.variants.iter().collect();
            variants.sort_by_key(|(dialect, _)| *dialect);
            for (dialect, ty) in variants {
                let variant = self.column_type(ty)?;
                let _ = write!(text, ".with_variant({variant}, {})", python_repr(dialect));
            }
            return Ok(text);
        }
        let prefix = match home(ty) {
            Home::SqlAlchemy => self.sqlalchemy().to_owned(),
            Home::Dialect(name) => self.dialect_module(name),
            Home::User(module) => match &self.options.user_prefix {
                Some(prefix) => prefix.clone(),
                None => format!("{module}."),
            },
        };
        // Only PostgreSQL's own way of rendering looks into its types; elsewhere what is inside goes without a
        // prefix, as in Alembic.
        let looks_inside = self.options.dialect.name() == "postgresql";
        let inside = if looks_inside || !is_postgres(ty) { self.with_types_inside(ty)? } else { None };
        let written = inside.unwrap_or_else(|| ty.python_repr());
        Ok(format!("{prefix}{written}"))
    }

    /// A type that holds others, which get prefixes too; `None` for any other.
    fn with_types_inside(&mut self, ty: &ColumnType) -> Result<Option<String>, RenderError> {
        if let ColumnType::Array(array) = ty {
            let item = self.column_type(&array.item)?;
            return Ok(Some(match array.dimensions {
                Some(dimensions) => format!("ARRAY({item}, dimensions={dimensions})"),
                None => format!("ARRAY({item})"),
            }));
        }
        let ColumnType::Postgres(own) = ty else { return Ok(None) };
        Ok(match own {
            PostgresType::Domain(domain) => Some(self.domain(domain)?),
            PostgresType::Json { astext_type: inner, .. }
            | PostgresType::Jsonb { astext_type: inner, .. }
            | PostgresType::Hstore { text_type: inner } => Some(self.with_inner(ty, inner.as_deref())?),
            PostgresType::Timestamp { .. }
            | PostgresType::Time { .. }
            | PostgresType::Interval { .. }
            | PostgresType::Bit { .. }
            | PostgresType::Named(_)
            | PostgresType::Vector { .. }
            | PostgresType::HalfVector { .. }
            | PostgresType::SparseVector { .. } => None,
        })
    }

    /// `postgresql.`, and its import.
    fn dialect_module(&mut self, name: &str) -> String {
        self.import(&format!("from sqlalchemy.dialects import {name}"));
        format!("{name}.")
    }

    /// A type that holds another, which gets a prefix too.
    fn with_inner(&mut self, ty: &ColumnType, inner: Option<&ColumnType>) -> Result<String, RenderError> {
        let text = ColumnType::Character(crate::types::Character {
            name: crate::types::CharacterName::Text,
            ..crate::types::Character::default()
        });
        let inner = inner.unwrap_or(&text);
        let written = ty.python_repr();
        let plain = format!("_type={}", inner.python_repr());
        Ok(written.replacen(&plain, &format!("_type={}", self.column_type(inner)?), 1))
    }

    fn domain(&mut self, domain: &Domain) -> Result<String, RenderError> {
        let mut arguments = vec![python_repr(&domain.name.text), self.column_type(&domain.data_type)?];
        if domain.collation.is_some() {
            arguments.push(format!("collation={}", optional(domain.collation.as_deref())));
        }
        if let Some(default) = &domain.default {
            let quoted = default.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            arguments.push(
                match quoted
                    .filter(|_| !domain.reflected)
                    .filter(|text| !text.replace("''", "").contains('\''))
                {
                    Some(text) => format!("default={}", python_repr(&text.replace("''", "'"))),
                    None if domain.reflected => format!("default={}", python_repr(default)),
                    None => format!("default={}text({})", self.sqlalchemy(), python_repr(default)),
                },
            );
        }
        if domain.constraint_name.is_some() {
            arguments.push(format!("constraint_name={}", optional(domain.constraint_name.as_deref())));
        }
        if domain.not_null == Some(true) {
            arguments.push("not_null=True".to_owned());
        }
        if let Some(check) = &domain.check {
            arguments.push(format!("check={}", python_repr(check)));
        }
        if let Some(schema) = &domain.schema {
            arguments.push(format!("schema={}", python_repr(&schema.text)));
        }
        if !domain.create_type {
            arguments.push("create_type=False".to_owned());
        }
        Ok(format!("DOMAIN({})", arguments.join(", ")))
    }
}

/// Whether the class is PostgreSQL's.
fn is_postgres(ty: &ColumnType) -> bool {
    matches!(home(ty), Home::Dialect("postgresql"))
}

fn home(ty: &ColumnType) -> Home<'_> {
    match ty {
        ColumnType::Null
        | ColumnType::SmallInteger(_)
        | ColumnType::Integer(_)
        | ColumnType::BigInteger(_)
        | ColumnType::Numeric(_)
        | ColumnType::Float(_)
        | ColumnType::Character(_)
        | ColumnType::Boolean(_)
        | ColumnType::Date(_)
        | ColumnType::Time(_)
        | ColumnType::DateTime(_)
        | ColumnType::Interval(_)
        | ColumnType::Binary(_)
        | ColumnType::Uuid(_)
        | ColumnType::Variant(_)
        | ColumnType::Unknown(_) => Home::SqlAlchemy,
        ColumnType::Json(json) => match json.origin {
            JsonOrigin::Generic => Home::SqlAlchemy,
            JsonOrigin::Mysql => Home::Dialect("mysql"),
            JsonOrigin::Sqlite | JsonOrigin::SqliteBinary => Home::Dialect("sqlite"),
        },
        ColumnType::Enum(ty) => match ty.origin {
            EnumOrigin::Generic => Home::SqlAlchemy,
            EnumOrigin::Postgres => Home::Dialect("postgresql"),
            EnumOrigin::Mysql => Home::Dialect("mysql"),
        },
        ColumnType::Array(array) if !array.postgres => Home::SqlAlchemy,
        ColumnType::Postgres(PostgresType::Vector { .. }) => Home::User("pgvector.sqlalchemy.vector"),
        ColumnType::Postgres(PostgresType::HalfVector { .. }) => Home::User("pgvector.sqlalchemy.halfvec"),
        ColumnType::Postgres(PostgresType::SparseVector { .. }) => {
            Home::User("pgvector.sqlalchemy.sparsevec")
        }
        ColumnType::Postgres(_) | ColumnType::Array(_) => Home::Dialect("postgresql"),
        ColumnType::Mysql(_) => Home::Dialect("mysql"),
        ColumnType::Decorated(ty) => module_home(&ty.module),
        ColumnType::UserDefined(ty) => module_home(&ty.module),
    }
}

/// A class of `SQLAlchemy`'s own may be decorated too.
fn module_home(module: &str) -> Home<'_> {
    let Some(inside) = module.strip_prefix("sqlalchemy.") else { return Home::User(module) };
    match inside.strip_prefix("dialects.") {
        None => Home::SqlAlchemy,
        Some(inside) => match inside.split('.').next() {
            Some("postgresql") => Home::Dialect("postgresql"),
            Some("mysql") => Home::Dialect("mysql"),
            Some("sqlite") => Home::Dialect("sqlite"),
            _ => Home::User(module),
        },
    }
}
