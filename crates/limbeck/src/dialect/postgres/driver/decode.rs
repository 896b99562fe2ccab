//! PostgreSQL's text output as values, the way the URL's driver gives them to Python.
//!
//! Text is what psycopg and psycopg2 read too, so types nobody has heard of come as their text. Types of
//! the database's own (object identifiers from 16384 on) are read in a second step, when their names
//! are known. Ranges, network addresses, money, bits, `tsvector`, `xml` and vectors are text.

use super::decode_time as time;
use crate::{
    connection::{DatabaseError, DatabaseErrorKind, DriverName, Rows},
    expr::Value,
};
use indexmap::{IndexMap, IndexSet};

/// The first object identifier that is not the server's own.
const FIRST_USER_TYPE: u32 = 16_384;

/// What a column's text means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Boolean,
    Integer,
    Real,
    Double,
    Numeric,
    Bytes,
    Date,
    Time,
    Timestamp,
    Interval,
    Uuid,
    Json,
    /// A row, as psycopg reads it: its fields as text.
    Record,
    Hstore,
    /// A position in the log, as asyncpg reads it: a number.
    LogPosition,
    /// Integers with spaces between, as asyncpg reads them: a list.
    Vector,
    /// The result of a function without one, as asyncpg reads it.
    Void,
    Array(Box<Kind>),
    /// To be read when more is known.
    Unknown(u32),
}

/// Reads the rows of one result after the other.
pub(super) struct Decoder {
    driver: DriverName,
    columns: Vec<Kind>,
    /// Columns of the result that counts.
    kept: Vec<Kind>,
    dates_are_iso: bool,
    learned: IndexMap<u32, Kind>,
}

fn data(message: impl Into<String>) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Data, message)
}

impl Decoder {
    pub fn new(driver: DriverName) -> Self {
        Self { driver, columns: Vec::new(), kept: Vec::new(), dates_are_iso: true, learned: IndexMap::new() }
    }

    pub fn set_columns(&mut self, types: Vec<u32>, dates_are_iso: bool) {
        self.dates_are_iso = dates_are_iso;
        self.columns = types.into_iter().map(|oid| self.kind(oid)).collect();
    }

    pub fn clear_columns(&mut self) {
        self.columns.clear();
    }

    pub fn keep_columns(&mut self) {
        self.kept = std::mem::take(&mut self.columns);
    }

    /// Lays the columns aside while the catalogue is asked.
    pub fn take_kept(&mut self) -> Kept {
        Kept(std::mem::take(&mut self.kept))
    }

    fn kind(&self, oid: u32) -> Kind {
        if self.driver == DriverName::Asyncpg
            && let Some(kind) = asyncpg(oid)
        {
            return kind;
        }
        match oid {
            2249 if self.driver.is_psycopg() => Kind::Record,
            oid if oid >= FIRST_USER_TYPE => self.learned.get(&oid).cloned().unwrap_or(Kind::Unknown(oid)),
            oid => scalar(oid).unwrap_or_else(|| match element(oid) {
                Some(element) => Kind::Array(Box::new(scalar(element).unwrap_or(Kind::Text))),
                None => Kind::Text,
            }),
        }
    }

    /// Reads one value of the current row.
    pub fn value(&self, index: usize, bytes: Option<&[u8]>) -> Result<Value, DatabaseError> {
        let Some(bytes) = bytes else {
            return Ok(Value::Null);
        };
        let text = std::str::from_utf8(bytes).map_err(|_| {
            data("the server sent text that is not UTF-8: is the database's encoding SQL_ASCII?")
        })?;
        self.read(self.columns.get(index).unwrap_or(&Kind::Text), text)
    }

    fn read(&self, kind: &Kind, text: &str) -> Result<Value, DatabaseError> {
        let malformed = |what: &str| data(format!("the server's {what} could not be read: {text:?}"));
        Ok(match kind {
            Kind::Text | Kind::Unknown(_) => Value::Text(text.to_owned()),
            Kind::Boolean => Value::Boolean(text == "t"),
            Kind::Integer => Value::Integer(text.parse().map_err(|_| malformed("integer"))?),
            Kind::Real if self.driver == DriverName::Asyncpg => {
                // Its four bytes, widened.
                Value::Float(f64::from(text.parse::<f32>().map_err(|_| malformed("number"))?))
            }
            Kind::Real | Kind::Double => Value::Float(text.parse().map_err(|_| malformed("number"))?),
            Kind::Numeric => Value::Decimal(text.to_owned()),
            Kind::Void => Value::Null,
            Kind::LogPosition => {
                let (high, low) = text.split_once('/').ok_or_else(|| malformed("log position"))?;
                let half =
                    |digits: &str| u32::from_str_radix(digits, 16).map_err(|_| malformed("log position"));
                let position = (u64::from(half(high)?) << 32) | u64::from(half(low)?);
                i64::try_from(position)
                    .map_or_else(|_| Value::BigInteger(position.to_string()), Value::Integer)
            }
            Kind::Vector => Value::List(
                text.split_whitespace()
                    .map(|item| item.parse().map(Value::Integer).map_err(|_| malformed("vector")))
                    .collect::<Result<_, _>>()?,
            ),
            Kind::Bytes if !text.starts_with('\\') && self.driver == DriverName::Asyncpg => {
                // A `"char"`, which asyncpg takes for bytes.
                Value::Bytes(text.as_bytes().to_vec())
            }
            Kind::Bytes => Value::Bytes(bytes(text).ok_or_else(|| malformed("bytes"))?),
            Kind::Date => time::date(text, self.style())?,
            Kind::Time => time::time(text)?,
            Kind::Timestamp => time::timestamp(text, self.style())?,
            Kind::Interval => time::interval(text)?,
            Kind::Uuid => Value::Uuid(text.to_owned()),
            Kind::Json => Value::Json(Box::new(json(text)?)),
            Kind::Record => Value::List(record(text).ok_or_else(|| malformed("row"))?),
            Kind::Hstore => Value::Json(Box::new(hstore(text).ok_or_else(|| malformed("hstore"))?)),
            Kind::Array(element) => {
                let mut input = text;
                if input.starts_with('[') {
                    // Bounds other than from one: `[0:1]={1,2}`.
                    input = input.split_once('=').map_or(input, |(_, items)| items);
                }
                let mut reader = Items { rest: input };
                let list = reader.list(&mut |item| match item {
                    None => Ok(Value::Null),
                    Some(item) => self.read(element, item),
                })?;
                match list {
                    Some(list) if reader.rest.is_empty() => list,
                    _ => return Err(malformed("array")),
                }
            }
        })
    }

    fn style(&self) -> time::Style {
        time::Style { driver: self.driver, iso: self.dates_are_iso }
    }

    /// Types in the result that counts of which nothing is known yet.
    pub fn unknown_types(&self) -> Vec<u32> {
        let unknown: IndexSet<u32> = self
            .kept
            .iter()
            .filter_map(|kind| if let Kind::Unknown(oid) = kind { Some(*oid) } else { None })
            .filter(|oid| !self.learned.contains_key(oid))
            .collect();
        unknown.into_iter().collect()
    }

    /// Takes in what the catalogue says: identifier, name, category, element's identifier and name.
    pub fn learn(&mut self, asked: &[u32], answer: &Rows) {
        for oid in asked {
            self.learned.insert(*oid, Kind::Text);
        }
        for row in &answer.rows {
            let [
                Value::Integer(oid),
                Value::Text(name),
                Value::Text(category),
                Value::Integer(element),
                element_name,
            ] = row.as_slice()
            else {
                continue;
            };
            let Ok(oid) = u32::try_from(*oid) else { continue };
            let uses_hstore = self.driver.uses_libpq();
            let kind = if name == "hstore" && uses_hstore {
                Kind::Hstore
            } else if category == "A" && uses_hstore && *element_name == Value::Text("hstore".to_owned()) {
                Kind::Array(Box::new(Kind::Hstore))
            } else if category == "A" && self.driver == DriverName::Asyncpg {
                // asyncpg looks into types of the database's own; psycopg, unless told, gives their text.
                let element = u32::try_from(*element).ok().and_then(scalar).unwrap_or(Kind::Text);
                Kind::Array(Box::new(element))
            } else {
                Kind::Text
            };
            self.learned.insert(oid, kind);
        }
    }

    /// Takes them up again.
    pub fn restore_kept(&mut self, kept: Kept) {
        self.kept = kept.0;
    }

    /// Reads again, with what has been learned, what was left as text.
    pub fn finish(&mut self, rows: &mut Rows) -> Result<(), DatabaseError> {
        let kept = std::mem::take(&mut self.kept);
        for (index, kind) in kept.iter().enumerate() {
            let Kind::Unknown(oid) = kind else { continue };
            let Some(learned) = self.learned.get(oid).filter(|kind| **kind != Kind::Text) else { continue };
            for row in &mut rows.rows {
                if let Some(slot) = row.get_mut(index)
                    && let Value::Text(text) = slot
                {
                    let value = self.read(learned, text)?;
                    *slot = value;
                }
            }
        }
        Ok(())
    }
}

/// Columns laid aside.
pub(super) struct Kept(Vec<Kind>);

/// Types of the server's own (`pg_type.dat`).
fn scalar(oid: u32) -> Option<Kind> {
    Some(match oid {
        16 => Kind::Boolean,
        17 => Kind::Bytes,
        20 | 21 | 23 | 26 => Kind::Integer,
        700 => Kind::Real,
        701 => Kind::Double,
        1700 => Kind::Numeric,
        1082 => Kind::Date,
        1083 | 1266 => Kind::Time,
        1114 | 1184 => Kind::Timestamp,
        1186 => Kind::Interval,
        2950 => Kind::Uuid,
        114 | 3802 => Kind::Json,
        _ => return None,
    })
}

/// What asyncpg reads otherwise than psycopg.
fn asyncpg(oid: u32) -> Option<Kind> {
    Some(match oid {
        18 => Kind::Bytes,
        22 | 30 => Kind::Vector,
        2278 => Kind::Void,
        3220 => Kind::LogPosition,
        _ => return None,
    })
}

/// The element of an array type of the server's own.
fn element(oid: u32) -> Option<u32> {
    Some(match oid {
        143 => 142,
        199 => 114,
        629 => 628,
        651 => 650,
        719 => 718,
        775 => 774,
        791 => 790,
        1000 => 16,
        1001 => 17,
        1002 => 18,
        1003 => 19,
        1005 => 21,
        1006 => 22,
        1007 => 23,
        1008 => 24,
        1009 => 25,
        1010 => 27,
        1011 => 28,
        1012 => 29,
        1013 => 30,
        1014 => 1042,
        1015 => 1043,
        1016 => 20,
        1017 => 600,
        1018 => 601,
        1019 => 602,
        1021 => 700,
        1022 => 701,
        1027 => 604,
        1028 => 26,
        1034 => 1033,
        1040 => 829,
        1041 => 869,
        1115 => 1114,
        1182 => 1082,
        1183 => 1083,
        1185 => 1184,
        1187 => 1186,
        1231 => 1700,
        1263 => 2275,
        1270 => 1266,
        1561 => 1560,
        1563 => 1562,
        2201 => 1790,
        2207 => 2202,
        2208 => 2203,
        2209 => 2204,
        2210 => 2205,
        2211 => 2206,
        2949 => 2970,
        2951 => 2950,
        3221 => 3220,
        3643 => 3614,
        3644 => 3642,
        3645 => 3615,
        3735 => 3734,
        3770 => 3769,
        3807 => 3802,
        3905 => 3904,
        3907 => 3906,
        3909 => 3908,
        3911 => 3910,
        3913 => 3912,
        3927 => 3926,
        4073 => 4072,
        4090 => 4089,
        4097 => 4096,
        4192 => 4191,
        6150 => 4451,
        6151 => 4532,
        6152 => 4533,
        6153 => 4534,
        6155 => 4535,
        6157 => 4536,
        _ => return None,
    })
}

/// `\x…`, or the older form with octal escapes.
fn bytes(text: &str) -> Option<Vec<u8>> {
    if let Some(digits) = text.strip_prefix("\\x") {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        return digits
            .as_bytes()
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
                _ => None,
            })
            .collect();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        if *byte != b'\\' {
            bytes.push(*byte);
            rest = after;
        } else if let Some(after) = after.strip_prefix(b"\\") {
            bytes.push(b'\\');
            rest = after;
        } else {
            let octal = std::str::from_utf8(after.get(..3)?).ok()?;
            bytes.push(u8::from_str_radix(octal, 8).ok()?);
            rest = after.get(3..)?;
        }
    }
    Some(bytes)
}

/// A JSON document; a number that would lose digits on the way is an error.
fn json(text: &str) -> Result<serde_json::Value, DatabaseError> {
    let mut in_string = false;
    let mut escaped = false;
    let mut number = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if in_string {
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        if c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E') {
            number.push(c);
            continue;
        }
        let is_integer = number.len() > 18 && number.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if is_integer && number.parse::<i64>().is_err() && number.parse::<u64>().is_err() {
            return Err(DatabaseError::new(
                DatabaseErrorKind::NotSupported,
                format!(
                    "a JSON document holds the integer {number}, which does not fit 64 bits: cast it to text"
                ),
            ));
        }
        number.clear();
        in_string = c == '"';
    }
    serde_json::from_str(text).map_err(|error| data(format!("a JSON document could not be read: {error}")))
}

/// The items of `{…}`.
struct Items<'a> {
    rest: &'a str,
}

type ReadItem<'f> = &'f mut dyn FnMut(Option<&str>) -> Result<Value, DatabaseError>;

impl Items<'_> {
    /// A list with its lists inside; `None` where the text is not one.
    fn list(&mut self, read: ReadItem<'_>) -> Result<Option<Value>, DatabaseError> {
        let Some(rest) = self.rest.strip_prefix('{') else { return Ok(None) };
        self.rest = rest;
        let mut items = Vec::new();
        if let Some(rest) = self.rest.strip_prefix('}') {
            self.rest = rest;
            return Ok(Some(Value::List(items)));
        }
        loop {
            if self.rest.starts_with('{') {
                match self.list(read)? {
                    Some(list) => items.push(list),
                    None => return Ok(None),
                }
            } else if let Some(quoted) = self.rest.strip_prefix('"') {
                let Some((text, rest)) = unquote(quoted) else { return Ok(None) };
                self.rest = rest;
                items.push(read(Some(&text))?);
            } else {
                let mut text = String::new();
                let mut characters = self.rest.char_indices();
                let mut end = self.rest.len();
                while let Some((at, c)) = characters.next() {
                    match c {
                        ',' | '}' | ';' => {
                            end = at;
                            break;
                        }
                        '\\' => text.extend(characters.next().map(|(_, c)| c)),
                        c => text.push(c),
                    }
                }
                self.rest = self.rest.get(end..).unwrap_or_default();
                items.push(if text == "NULL" { read(None)? } else { read(Some(&text))? });
            }
            if let Some(rest) = self.rest.strip_prefix([',', ';']) {
                self.rest = rest;
            } else if let Some(rest) = self.rest.strip_prefix('}') {
                self.rest = rest;
                return Ok(Some(Value::List(items)));
            } else {
                return Ok(None);
            }
        }
    }
}

/// Text up to the closing quote, with backslashes and doubled quotes taken out, and the rest.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => text.push(characters.next()?.1),
            '"' => {
                let rest = quoted.get(at + 1..)?;
                if !rest.starts_with('"') {
                    return Some((text, rest));
                }
                characters.next();
                text.push('"');
            }
            c => text.push(c),
        }
    }
    None
}

/// `(1,"a b",)`: fields as text, an empty one is NULL.
fn record(text: &str) -> Option<Vec<Value>> {
    let mut rest = text.strip_prefix('(')?.strip_suffix(')')?;
    if rest.is_empty() {
        return Some(Vec::new());
    }
    let mut fields = Vec::new();
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (field, after) = unquote(quoted)?;
            fields.push(Value::Text(field));
            rest = after;
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let (field, after) = rest.split_at(end);
            fields.push(if field.is_empty() { Value::Null } else { Value::Text(field.to_owned()) });
            rest = after;
        }
        if rest.is_empty() {
            return Some(fields);
        }
        rest = rest.strip_prefix(',')?;
    }
}

/// `"a"=>"1", "b"=>NULL` as a dictionary.
fn hstore(text: &str) -> Option<serde_json::Value> {
    let mut map = serde_json::Map::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (key, after) = unquote(rest.strip_prefix('"')?)?;
        let after = after.strip_prefix("=>")?;
        let value = if let Some(after) = after.strip_prefix("NULL") {
            rest = after;
            serde_json::Value::Null
        } else {
            let (value, after) = unquote(after.strip_prefix('"')?)?;
            rest = after;
            serde_json::Value::String(value)
        };
        map.insert(key, value);
        rest = rest.strip_prefix(", ").unwrap_or(rest);
    }
    Some(serde_json::Value::Object(map))
}
