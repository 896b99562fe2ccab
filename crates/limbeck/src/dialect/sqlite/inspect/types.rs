//! Types, from the words of the CREATE statement.
//!
//! SQLite takes any words and knows five affinities. Words that are a type's name become that type,
//! any others what their affinity is. Source: SQLite's documentation, "Datatypes In SQLite", section
//! "Determination Of Column Affinity"; which class a word becomes is what `SQLAlchemy` 2.1 says.

use crate::{
    dialect::writer::python_repr,
    types::{
        Binary, BinaryName, Boolean, Character, CharacterName, ColumnType, DateTime, DateTimeName, Float,
        FloatName, Json, JsonOrigin, Numeric, NumericName, Spelling, Time,
    },
};

/// The type of upper-case words, and a warning where their parameters do not fit it.
pub(super) fn read(words: &str, is_generated: bool) -> (ColumnType, Option<String>) {
    let stripped;
    let words = if is_generated {
        // SQLite counts GENERATED ALWAYS to the type.
        stripped = words.replace("GENERATED", "").replace("ALWAYS", "");
        stripped.trim()
    } else {
        words
    };
    let end = words
        .char_indices()
        .find(|(_, character)| !(character.is_alphanumeric() || *character == '_' || *character == ' '))
        .map_or(words.len(), |(place, _)| place);
    let (name, rest) = words.split_at(end);
    let given = rest
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map(|(inner, _)| numbers(inner))
        .filter(|_| !name.is_empty());
    let given_or_none = given.as_deref().unwrap_or_default();
    let parameters: Vec<u32> = given_or_none.iter().filter_map(|text| text.parse().ok()).collect();
    let kind = kind_of(name);
    if let Some(ty) = make(kind, &parameters) {
        return (ty, None);
    }
    let texts: Vec<String> = given_or_none.iter().map(|text| python_repr(text)).collect();
    let warning = format!(
        "Could not instantiate type <class 'sqlalchemy.{}'> with reflected arguments [{}]; using no arguments.",
        class_of(kind),
        texts.join(", ")
    );
    (make(kind, &[]).unwrap_or_default(), Some(warning))
}

fn numbers(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_numeric())
        .filter(|number| !number.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// The name of the class, by the words.
fn kind_of(name: &str) -> &'static str {
    match name {
        "BIGINT" => "BIGINT",
        "BLOB" => "BLOB",
        "BOOL" | "BOOLEAN" => "BOOLEAN",
        "CHAR" => "CHAR",
        "DATE" | "DATE_CHAR" => "DATE",
        "DATETIME" | "DATETIME_CHAR" => "DATETIME",
        "DOUBLE" => "DOUBLE",
        "DECIMAL" => "DECIMAL",
        "FLOAT" => "FLOAT",
        "INT" | "INTEGER" => "INTEGER",
        "JSON" => "JSON",
        "JSONB" => "JSONB",
        "NUMERIC" => "NUMERIC",
        "REAL" => "REAL",
        "SMALLINT" => "SMALLINT",
        "TEXT" => "TEXT",
        "TIME" | "TIME_CHAR" => "TIME",
        "TIMESTAMP" => "TIMESTAMP",
        "VARCHAR" => "VARCHAR",
        "NVARCHAR" => "NVARCHAR",
        "NCHAR" => "NCHAR",
        name if name.contains("INT") => "INTEGER",
        name if ["CHAR", "CLOB", "TEXT"].iter().any(|word| name.contains(word)) => "TEXT",
        name if name.is_empty() || name.contains("BLOB") => "NullType",
        name if ["REAL", "FLOA", "DOUB"].iter().any(|word| name.contains(word)) => "REAL",
        _ => "NUMERIC",
    }
}

fn class_of(kind: &str) -> String {
    match kind {
        "JSON" | "JSONB" => format!("dialects.sqlite.json.{kind}"),
        _ => format!("sql.sqltypes.{kind}"),
    }
}

/// A type with parameters; `None` where its constructor does not take so many.
fn make(kind: &str, parameters: &[u32]) -> Option<ColumnType> {
    let first = parameters.first().copied();
    let is_set = first.is_some_and(|number| number != 0);
    let at_most = |count: usize| (parameters.len() <= count).then_some(());
    let character = |name| ColumnType::Character(Character { name, length: first, collation: None });
    let float = |name| {
        let as_decimal = parameters.get(1).is_some_and(|number| *number != 0);
        ColumnType::Float(Float { name, precision: first, as_decimal })
    };
    let numeric = |name| {
        ColumnType::Numeric(Numeric {
            name,
            precision: first,
            scale: parameters.get(1).and_then(|scale| i32::try_from(*scale).ok()),
            as_decimal: parameters.get(3).is_none_or(|number| *number != 0),
        })
    };
    let date_time = |name| ColumnType::DateTime(DateTime { name, timezone: is_set });
    let json = |origin| ColumnType::Json(Json { origin, none_as_null: is_set });
    let (count, ty) = match kind {
        "BIGINT" => (0, ColumnType::BigInteger(Spelling::Standard)),
        "INTEGER" => (0, ColumnType::Integer(Spelling::Standard)),
        "SMALLINT" => (0, ColumnType::SmallInteger(Spelling::Standard)),
        "DATE" => (0, ColumnType::Date(Spelling::Standard)),
        "BLOB" => (1, ColumnType::Binary(Binary { name: BinaryName::Blob, length: first })),
        "BOOLEAN" => (
            4,
            ColumnType::Boolean(Boolean {
                spelling: Spelling::Standard,
                create_constraint: is_set,
                name: None,
            }),
        ),
        "CHAR" => (3, character(CharacterName::Char)),
        "VARCHAR" => (3, character(CharacterName::Varchar)),
        "NVARCHAR" => (3, character(CharacterName::Nvarchar)),
        "NCHAR" => (3, character(CharacterName::Nchar)),
        "TEXT" => (3, character(CharacterName::StandardText)),
        "DATETIME" => (1, date_time(DateTimeName::StandardDateTime)),
        "TIMESTAMP" => (1, date_time(DateTimeName::Timestamp)),
        "TIME" => (1, ColumnType::Time(Time { spelling: Spelling::Standard, timezone: is_set })),
        "DOUBLE" => (3, float(FloatName::StandardDouble)),
        "FLOAT" => (3, float(FloatName::StandardFloat)),
        "REAL" => (3, float(FloatName::Real)),
        "DECIMAL" => (4, numeric(NumericName::Decimal)),
        "NUMERIC" => (4, numeric(NumericName::StandardNumeric)),
        "JSON" => (1, json(JsonOrigin::Sqlite)),
        "JSONB" => (1, json(JsonOrigin::SqliteBinary)),
        _ => (0, ColumnType::Null),
    };
    at_most(count).map(|()| ty)
}
