//! The family a type belongs to, as `SQLAlchemy`'s `_type_affinity` has it.
//!
//! Alembic's batch mode casts the values of a column when its type moves to another family.

use super::{ColumnType, EnumOrigin, PostgresType};

/// A family of types. Types that stand alone are a family each, called by their own name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the family it names")]
pub enum Affinity {
    Null,
    Integer,
    Numeric,
    Float,
    String,
    Boolean,
    Date,
    Time,
    DateTime,
    Interval,
    Binary,
    Json,
    Uuid,
    Array,
    /// PostgreSQL's named types: `postgresql.ENUM` and domains.
    Named,
    /// PostgreSQL's ranges and multiranges.
    Range,
    /// A user's class with a text of its own has none.
    None,
    /// A type that stands alone.
    Own(String),
}

impl ColumnType {
    /// The family of this type; that of a variant is the family of its base.
    pub fn affinity(&self) -> Affinity {
        match self {
            Self::Null | Self::Unknown(_) => Affinity::Null,
            Self::SmallInteger(_) | Self::Integer(_) | Self::BigInteger(_) => Affinity::Integer,
            Self::Numeric(_) => Affinity::Numeric,
            Self::Float(_) => Affinity::Float,
            Self::Character(_) => Affinity::String,
            Self::Boolean(_) => Affinity::Boolean,
            Self::Date(_) => Affinity::Date,
            Self::Time(_) => Affinity::Time,
            Self::DateTime(_) => Affinity::DateTime,
            Self::Interval(_) => Affinity::Interval,
            Self::Binary(_) => Affinity::Binary,
            Self::Json(_) => Affinity::Json,
            Self::Uuid(_) => Affinity::Uuid,
            Self::Enum(of) => match of.origin {
                EnumOrigin::Generic => Affinity::String,
                EnumOrigin::Postgres => Affinity::Named,
                EnumOrigin::Mysql => Affinity::Own("ENUM".to_owned()),
            },
            Self::Array(_) => Affinity::Array,
            Self::Postgres(ty) => postgres(ty),
            Self::Mysql(ty) => {
                let affinity = ty.generic().affinity();
                let alone = affinity == Affinity::Null;
                if alone { Affinity::Own(ty.class_name().to_owned()) } else { affinity }
            }
            Self::Variant(variant) => variant.base.affinity(),
            Self::Decorated(decorated) => decorated.implementation.affinity(),
            Self::UserDefined(_) => Affinity::None,
        }
    }
}

fn postgres(ty: &PostgresType) -> Affinity {
    match ty {
        PostgresType::Timestamp { .. } => Affinity::DateTime,
        PostgresType::Time { .. } => Affinity::Time,
        PostgresType::Interval { .. } => Affinity::Interval,
        PostgresType::Bit { .. } => Affinity::Own("BIT".to_owned()),
        PostgresType::Json { .. } | PostgresType::Jsonb { .. } => Affinity::Json,
        PostgresType::Hstore { .. } => Affinity::Own("HSTORE".to_owned()),
        PostgresType::Named(name) => match name.as_str() {
            "BYTEA" => Affinity::Binary,
            "CITEXT" => Affinity::String,
            name if name.ends_with("RANGE") => Affinity::Range,
            name => Affinity::Own(name.to_owned()),
        },
        PostgresType::Domain(_) => Affinity::Named,
        // pgvector's classes are user-defined types.
        PostgresType::Vector { .. } | PostgresType::HalfVector { .. } | PostgresType::SparseVector { .. } => {
            Affinity::None
        }
    }
}
