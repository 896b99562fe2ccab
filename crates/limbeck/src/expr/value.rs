//! Values: what is bound, written inline, and read back from a database.

use serde::{Deserialize, Serialize};

/// A value in SQL. Dates and times are ISO 8601 text so that no precision is lost on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// `NULL`.
    Null,
    /// A truth value.
    Boolean(bool),
    /// An integer that fits 64 bits.
    Integer(i64),
    /// An integer of any size, in decimal.
    BigInteger(String),
    /// A double.
    Float(f64),
    /// An exact decimal number, as written.
    Decimal(String),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// `YYYY-MM-DD`.
    Date(String),
    /// `HH:MM:SS[.ffffff][+HH:MM]`.
    Time(String),
    /// `YYYY-MM-DD HH:MM:SS[.ffffff][+HH:MM]`.
    Timestamp(String),
    /// A span: whole days, seconds of a day, microseconds of a second (Python's `timedelta`).
    Interval {
        /// Days; may be negative.
        days: i64,
        /// 0..86,400.
        seconds: i64,
        /// 0..1,000,000.
        microseconds: i64,
    },
    /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, lower case.
    Uuid(String),
    /// A JSON document, as a tree.
    Json(Box<serde_json::Value>),
    /// A list: a PostgreSQL array, or the values of `IN`.
    List(Vec<Value>),
}
