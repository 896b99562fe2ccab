//! Words that PostgreSQL reserves, and names of types it has built in.
//!
//! Facts only, in alphabetical order so that they can be searched by halves. Source: PostgreSQL
//! manual, appendix C "SQL Key Words", as far as `SQLAlchemy` quotes them.

/// Words quoted wherever they are a name.
#[rustfmt::skip]
pub(super) const RESERVED: &[&str] = &[
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
    "between", "binary", "both", "case", "cast", "check", "collate", "column", "constraint", "create",
    "cross", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end",
    "except", "false", "fetch", "for", "foreign", "freeze", "from", "full", "grant", "group", "having",
    "ilike", "in", "initially", "inner", "intersect", "into", "is", "isnull", "join", "leading", "left",
    "like", "limit", "localtime", "localtimestamp", "natural", "new", "not", "notnull", "null", "of", "off",
    "offset", "old", "on", "only", "or", "order", "outer", "over", "overlaps", "placing", "primary",
    "references", "returning", "right", "select", "session_user", "similar", "some", "symmetric", "table",
    "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "verbose", "when",
    "where", "window", "with",
];

/// Names an enumeration without a schema may not have, since the built-in type would hide it.
#[rustfmt::skip]
pub(super) const BUILT_IN_TYPES: &[&str] = &[
    "\"char\"", "_array", "bigint", "bit", "bit varying", "boolean", "bytea", "character",
    "character varying", "cidr", "citext", "date", "datemultirange", "daterange", "double precision",
    "float", "hstore", "inet", "int4multirange", "int4range", "int8multirange", "int8range", "integer",
    "interval", "json", "jsonb", "macaddr", "macaddr8", "money", "name", "numeric", "nummultirange",
    "numrange", "oid", "real", "regclass", "regconfig", "smallint", "text", "time", "time with time zone",
    "time without time zone", "timestamp", "timestamp with time zone", "timestamp without time zone",
    "tsmultirange", "tsquery", "tsrange", "tstzmultirange", "tstzrange", "tsvector", "uuid",
];
