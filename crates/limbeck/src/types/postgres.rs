//! Types that only PostgreSQL (or one of its extensions) has.

use super::ColumnType;
use crate::name::Identifier;
use serde::{Deserialize, Serialize};

/// A type of PostgreSQL's own.
///
/// Source: PostgreSQL manual, chapter 8 "Data Types"; pgvector's README for the vector types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostgresType {
    /// `TIMESTAMP(p) WITH[OUT] TIME ZONE`.
    Timestamp {
        /// Digits of a second's fraction.
        #[serde(default)]
        precision: Option<u32>,
        /// With an offset.
        #[serde(default)]
        timezone: bool,
    },
    /// `TIME(p) WITH[OUT] TIME ZONE`.
    Time {
        /// Digits of a second's fraction.
        #[serde(default)]
        precision: Option<u32>,
        /// With an offset.
        #[serde(default)]
        timezone: bool,
    },
    /// `INTERVAL fields (p)`.
    Interval {
        /// `YEAR TO MONTH` and the like.
        #[serde(default)]
        fields: Option<String>,
        /// Digits of a second's fraction.
        #[serde(default)]
        precision: Option<u32>,
    },
    /// `BIT(n)` and `BIT VARYING(n)`.
    Bit {
        /// Number of bits.
        #[serde(default)]
        length: Option<u32>,
        /// Up to, not exactly.
        #[serde(default)]
        varying: bool,
    },
    /// `JSON` with PostgreSQL's own options (`postgresql.JSON`).
    Json {
        /// `None` is SQL NULL.
        #[serde(default)]
        none_as_null: bool,
        /// Type of `->>` results.
        #[serde(default)]
        astext_type: Option<Box<ColumnType>>,
    },
    /// `JSONB`.
    Jsonb {
        /// `None` is SQL NULL.
        #[serde(default)]
        none_as_null: bool,
        /// Type of `->>` results.
        #[serde(default)]
        astext_type: Option<Box<ColumnType>>,
    },
    /// `HSTORE`.
    Hstore {
        /// Type of the values.
        #[serde(default)]
        text_type: Option<Box<ColumnType>>,
    },
    /// A type with no parameters; the name in capitals as the class is called (`INET`, `TSVECTOR`, `INT4RANGE`…).
    Named(String),
    /// A domain.
    Domain(Box<Domain>),
    /// pgvector's `vector(n)`.
    Vector {
        /// Number of dimensions.
        #[serde(default)]
        dimensions: Option<u32>,
    },
    /// pgvector's `halfvec(n)`.
    HalfVector {
        /// Number of dimensions.
        #[serde(default)]
        dimensions: Option<u32>,
    },
    /// pgvector's `sparsevec(n)`.
    SparseVector {
        /// Number of dimensions.
        #[serde(default)]
        dimensions: Option<u32>,
    },
}

/// A domain: a type with checks of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    /// Its name.
    pub name: Identifier,
    /// Its schema.
    #[serde(default)]
    pub schema: Option<Identifier>,
    /// What it is made of.
    pub data_type: ColumnType,
    /// Collation.
    #[serde(default)]
    pub collation: Option<String>,
    /// Default, as SQL text.
    #[serde(default)]
    pub default: Option<String>,
    /// The default is the database's own text. `SQLAlchemy` keeps a reflected one as a plain string, and a
    /// generated script shows it as one.
    #[serde(default)]
    pub reflected: bool,
    /// Name of the CHECK.
    #[serde(default)]
    pub constraint_name: Option<String>,
    /// NOT NULL.
    #[serde(default)]
    pub not_null: Option<bool>,
    /// Condition of the CHECK, as SQL text.
    #[serde(default)]
    pub check: Option<String>,
    /// CREATE DOMAIN together with the table.
    #[serde(default = "super::yes")]
    pub create_type: bool,
}
