//! Types, from the text that `format_type()` gives them.
//!
//! Source: PostgreSQL manual, chapter 8 "Data Types" and "System Information Functions"
//! (`format_type`). Which class a type becomes is what `SQLAlchemy` 2.1 reflects it as.

use super::named_types::NamedTypes;
use crate::{
    reflect::ReflectedDomain,
    types::{
        ArrayType, Boolean, Character, CharacterName, ColumnType, Domain, EnumType, Float, FloatName,
        Numeric, NumericName, PostgresType, Spelling, Uuid,
    },
};

/// Turns texts into types.
pub(super) struct Reader<'a> {
    /// Enumerations and domains, where any column needs them.
    pub named: Option<&'a NamedTypes>,
    /// Whether pgvector's types are known.
    pub vectors: bool,
}

/// A type's text taken apart: `character varying(50)[]`.
struct Parsed {
    /// Without parameters and brackets.
    name: String,
    parameters: Vec<String>,
    is_array: bool,
}

fn parse(text: &str) -> Parsed {
    let mut name = text.to_owned();
    let mut parameters = Vec::new();
    if let (Some(open), Some(close)) = (text.find('('), text.rfind(')'))
        && open < close
    {
        let inner = text.get(open + 1..close).unwrap_or_default();
        if !inner.is_empty() {
            parameters = inner.split(',').map(|parameter| parameter.trim().to_owned()).collect();
        }
        name = [text.get(..open), text.get(close + 1..)].into_iter().flatten().collect();
    }
    let length = name.len();
    while name.ends_with("[]") {
        name.truncate(name.len() - 2);
    }
    Parsed { is_array: name.len() < length, name, parameters }
}

impl Parsed {
    fn number(&self, place: usize) -> Option<u32> {
        self.parameters.get(place)?.parse().ok()
    }
}

impl Reader<'_> {
    /// Whether a type's text may name an enumeration or a domain.
    pub fn needs_named_types(text: &str) -> bool {
        let parsed = parse(text);
        !is_interval(&parsed.name) && own(&parsed, None, true).is_none()
    }

    /// The type of a text. `whose` names the thing that has it, for the warning.
    pub fn read(
        &self,
        text: Option<&str>,
        whose: impl Fn() -> String,
        collation: Option<&str>,
        warnings: &mut Vec<String>,
    ) -> ColumnType {
        let Some(text) = text else {
            warnings.push(format!("PostgreSQL format_type() returned NULL for {}", whose()));
            return ColumnType::Null;
        };
        let parsed = parse(text);
        let known = if is_interval(&parsed.name) {
            Some(interval(&parsed))
        } else {
            own(&parsed, collation, self.vectors)
        };
        let Some(ty) = known.or_else(|| self.named(&parsed.name, collation, warnings)) else {
            warnings.push(format!("Did not recognize type '{}' of {}", parsed.name, whose()));
            return ColumnType::Unknown(text.to_owned());
        };
        if parsed.is_array {
            // The server keeps neither the number of dimensions nor their sizes.
            return ColumnType::Array(Box::new(ArrayType { postgres: true, item: ty, dimensions: None }));
        }
        ty
    }

    fn named(&self, name: &str, collation: Option<&str>, warnings: &mut Vec<String>) -> Option<ColumnType> {
        let named = self.named?;
        let key = name_parts(name);
        if let Some(found) = named.enums.get(&key) {
            let mut ty: EnumType = found.ty.clone();
            if found.visible {
                ty.schema = None;
            }
            ty.collation = collation.map(ToOwned::to_owned);
            return Some(ColumnType::Enum(Box::new(ty)));
        }
        let raw = named.domains.get(&key)?;
        let mut domain = self.domain(raw, warnings);
        if raw.visible {
            domain.schema = None;
        }
        if let Some(collation) = collation {
            domain.collation = Some(collation.to_owned());
        }
        Some(ColumnType::Postgres(PostgresType::Domain(Box::new(domain))))
    }

    /// A domain with its schema.
    fn domain(&self, raw: &ReflectedDomain, warnings: &mut Vec<String>) -> Domain {
        let data_type = self.read(
            Some(&raw.base),
            || format!("DOMAIN '{}'", raw.name),
            raw.collation.as_deref(),
            warnings,
        );
        let check = raw.constraints.first();
        Domain {
            name: raw.name.as_str().into(),
            schema: Some(raw.schema.as_str().into()),
            data_type,
            collation: raw.collation.clone(),
            default: raw.default.clone(),
            reflected: true,
            constraint_name: check.map(|check| check.name.clone()),
            not_null: Some(!raw.nullable),
            check: check.map(|check| check.check.clone()),
            create_type: false,
        }
    }
}

fn is_interval(name: &str) -> bool {
    name == "interval" || name.starts_with("interval ")
}

fn interval(parsed: &Parsed) -> ColumnType {
    let fields = parsed.name.strip_prefix("interval ").filter(|fields| !fields.is_empty());
    ColumnType::Postgres(PostgresType::Interval {
        fields: fields.map(ToOwned::to_owned),
        precision: only_number(parsed),
    })
}

fn only_number(parsed: &Parsed) -> Option<u32> {
    if parsed.parameters.len() == 1 { parsed.number(0) } else { None }
}

/// A type of the server's own, or of an extension whose types `SQLAlchemy` knows.
fn own(parsed: &Parsed, collation: Option<&str>, vectors: bool) -> Option<ColumnType> {
    let character = |name: CharacterName| {
        ColumnType::Character(Character {
            name,
            length: parsed.number(0),
            collation: collation.map(ToOwned::to_owned),
        })
    };
    let timestamp = |timezone| PostgresType::Timestamp { precision: only_number(parsed), timezone };
    let time = |timezone| PostgresType::Time { precision: only_number(parsed), timezone };
    let lower = parsed.name.to_lowercase();
    Some(match lower.as_str() {
        "integer" => ColumnType::Integer(Spelling::Standard),
        "bigint" => ColumnType::BigInteger(Spelling::Standard),
        "smallint" => ColumnType::SmallInteger(Spelling::Standard),
        "numeric" => {
            let (precision, scale) = match parsed.parameters.as_slice() {
                [precision, scale] => (precision.parse().ok(), scale.parse().ok()),
                _ => (None, None),
            };
            ColumnType::Numeric(Numeric {
                name: NumericName::StandardNumeric,
                precision,
                scale,
                as_decimal: true,
            })
        }
        "double precision" => float(FloatName::DoublePrecision, Some(53)),
        "real" => float(FloatName::Real, parsed.number(0)),
        "float" => float(FloatName::StandardFloat, parsed.number(0)),
        "character varying" => character(CharacterName::Varchar),
        "character" => character(CharacterName::Char),
        "text" => character(CharacterName::StandardText),
        "\"char\"" | "name" => character(CharacterName::String),
        "boolean" => ColumnType::Boolean(Boolean { spelling: Spelling::Standard, ..Boolean::default() }),
        "date" => ColumnType::Date(Spelling::Standard),
        "uuid" => ColumnType::Uuid(Uuid { spelling: Spelling::Standard, ..Uuid::default() }),
        "timestamp with time zone" => ColumnType::Postgres(timestamp(true)),
        "timestamp without time zone" | "timestamp" => ColumnType::Postgres(timestamp(false)),
        "time with time zone" => ColumnType::Postgres(time(true)),
        "time without time zone" | "time" => ColumnType::Postgres(time(false)),
        "bit" => bit(Some(parsed.number(0).unwrap_or(1)), false),
        "bit varying" => bit(only_number(parsed), true),
        "json" => ColumnType::Postgres(PostgresType::Json { none_as_null: false, astext_type: None }),
        "jsonb" => ColumnType::Postgres(PostgresType::Jsonb { none_as_null: false, astext_type: None }),
        "hstore" => ColumnType::Postgres(PostgresType::Hstore { text_type: None }),
        "inet" | "cidr" | "macaddr" | "macaddr8" | "money" | "oid" | "regclass" | "regconfig" | "bytea"
        | "tsvector" | "tsquery" | "citext" | "int4range" | "int8range" | "numrange" | "daterange"
        | "tsrange" | "tstzrange" | "int4multirange" | "int8multirange" | "nummultirange"
        | "datemultirange" | "tsmultirange" | "tstzmultirange" => {
            ColumnType::Postgres(PostgresType::Named(lower.to_uppercase()))
        }
        "vector" if vectors => ColumnType::Postgres(PostgresType::Vector { dimensions: parsed.number(0) }),
        "halfvec" if vectors => {
            ColumnType::Postgres(PostgresType::HalfVector { dimensions: parsed.number(0) })
        }
        "sparsevec" if vectors => {
            ColumnType::Postgres(PostgresType::SparseVector { dimensions: parsed.number(0) })
        }
        _ => return None,
    })
}

fn float(name: FloatName, precision: Option<u32>) -> ColumnType {
    ColumnType::Float(Float { name, precision, as_decimal: false })
}

fn bit(length: Option<u32>, varying: bool) -> ColumnType {
    ColumnType::Postgres(PostgresType::Bit { length, varying })
}

/// The parts of a name with dots, each without its quotes.
fn name_parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                if let Some(part) = parts.last_mut() {
                    part.push('"');
                }
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(String::new()),
            other => {
                if let Some(part) = parts.last_mut() {
                    part.push(other);
                }
            }
        }
    }
    parts
}
