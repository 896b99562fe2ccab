//! Types, from the words of `SHOW CREATE TABLE`.
//!
//! Source: MySQL manual, chapter "Data Types"; which class a word becomes is what `SQLAlchemy` 2.1 says.

use crate::types::{
    Binary, BinaryName, Boolean, CharacterOptions, ColumnType, EnumOrigin, EnumType, Fractional, Json,
    JsonOrigin, MysqlBlob, MysqlBlobName, MysqlCharacter, MysqlCharacterName, MysqlFloat, MysqlFloatName,
    MysqlInteger, MysqlIntegerName, MysqlNumeric, MysqlNumericName, MysqlSet, MysqlType, Spelling, Uuid,
};

/// What stands after a type's name.
#[derive(Debug, Default)]
pub(super) struct Told<'a> {
    /// What is in the parentheses.
    pub arguments: &'a str,
    pub unsigned: bool,
    pub zerofill: bool,
    pub charset: Option<&'a str>,
    pub collation: Option<&'a str>,
}

impl Told<'_> {
    fn number(&self, place: usize) -> Option<u32> {
        self.arguments.split(',').nth(place)?.trim().parse().ok()
    }

    fn scale(&self) -> Option<i32> {
        self.number(1).and_then(|scale| i32::try_from(scale).ok())
    }

    /// `'a','it''s'`.
    fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let mut rest = self.arguments;
        while let Some(start) = rest.find('\'') {
            let text = rest.get(start + 1..).unwrap_or_default();
            let mut end = text.len();
            let mut characters = text.char_indices().peekable();
            while let Some((place, character)) = characters.next() {
                if character == '\'' && characters.next_if(|(_, next)| *next == '\'').is_none() {
                    end = place;
                    break;
                }
            }
            texts.push(text.get(..end).unwrap_or_default().replace("''", "'"));
            rest = text.get(end + 1..).unwrap_or_default();
        }
        texts
    }

    fn options(&self) -> CharacterOptions {
        CharacterOptions {
            charset: self.charset.map(ToOwned::to_owned),
            collation: self.collation.map(ToOwned::to_owned),
            ..CharacterOptions::default()
        }
    }
}

/// The type of a word.
pub(super) fn read(word: &str, told: &Told<'_>) -> ColumnType {
    let name = word.to_ascii_lowercase();
    integer(&name, told)
        .or_else(|| number(&name, told))
        .or_else(|| character(&name, told))
        .or_else(|| time(&name, told))
        .map(ColumnType::Mysql)
        .or_else(|| shared(&name, told))
        .unwrap_or_else(|| ColumnType::Unknown(word.to_owned()))
}

/// Whether a column of this type could count itself up.
pub(super) fn is_integer(ty: &ColumnType) -> bool {
    matches!(ty, ColumnType::Mysql(MysqlType::Integer(_)))
}

fn integer(name: &str, told: &Told<'_>) -> Option<MysqlType> {
    let name = match name {
        "tinyint" => MysqlIntegerName::TinyInt,
        "smallint" => MysqlIntegerName::SmallInt,
        "mediumint" => MysqlIntegerName::MediumInt,
        "int" | "integer" => MysqlIntegerName::Integer,
        "bigint" => MysqlIntegerName::BigInt,
        _ => return None,
    };
    Some(MysqlType::Integer(MysqlInteger {
        name,
        display_width: told.number(0),
        unsigned: told.unsigned,
        zerofill: told.zerofill,
    }))
}

fn number(name: &str, told: &Told<'_>) -> Option<MysqlType> {
    let decimal = |name| {
        MysqlType::Numeric(MysqlNumeric {
            name,
            precision: told.number(0),
            scale: told.scale(),
            as_decimal: true,
            unsigned: told.unsigned,
            zerofill: told.zerofill,
        })
    };
    let float = |name, as_decimal| {
        MysqlType::Float(MysqlFloat {
            name,
            precision: told.number(0),
            scale: told.scale(),
            as_decimal,
            unsigned: told.unsigned,
            zerofill: told.zerofill,
        })
    };
    Some(match name {
        "decimal" | "fixed" => decimal(MysqlNumericName::Decimal),
        "numeric" => decimal(MysqlNumericName::Numeric),
        "float" => float(MysqlFloatName::Float, false),
        "double" => float(MysqlFloatName::Double, true),
        "bit" => MysqlType::Bit { length: told.number(0) },
        "year" => MysqlType::Year { display_width: told.number(0) },
        _ => return None,
    })
}

fn character(name: &str, told: &Told<'_>) -> Option<MysqlType> {
    let name = match name {
        "char" => MysqlCharacterName::Char,
        "varchar" => MysqlCharacterName::Varchar,
        "nchar" => MysqlCharacterName::Nchar,
        "nvarchar" => MysqlCharacterName::Nvarchar,
        "text" => MysqlCharacterName::Text,
        "tinytext" => MysqlCharacterName::TinyText,
        "mediumtext" => MysqlCharacterName::MediumText,
        "longtext" => MysqlCharacterName::LongText,
        "set" => {
            let values = told.texts();
            return Some(MysqlType::Set(MysqlSet {
                retrieve_as_bitwise: values.iter().any(String::is_empty),
                values,
                length: None,
                options: told.options(),
            }));
        }
        _ => return None,
    };
    Some(MysqlType::Character(MysqlCharacter { name, length: told.number(0), options: told.options() }))
}

fn time(name: &str, told: &Told<'_>) -> Option<MysqlType> {
    let fractional = Fractional { fsp: told.number(0), timezone: false };
    Some(match name {
        "datetime" => MysqlType::DateTime(fractional),
        "timestamp" => MysqlType::Timestamp(fractional),
        "time" => MysqlType::Time(fractional),
        _ => return None,
    })
}

/// Types that other databases have too.
fn shared(name: &str, told: &Told<'_>) -> Option<ColumnType> {
    let binary = |name| ColumnType::Binary(Binary { name, length: told.number(0) });
    let blob = |name| ColumnType::Mysql(MysqlType::Blob(MysqlBlob { name, length: told.number(0) }));
    Some(match name {
        "binary" => binary(BinaryName::Binary),
        "varbinary" => binary(BinaryName::Varbinary),
        "blob" => binary(BinaryName::Blob),
        "tinyblob" => blob(MysqlBlobName::TinyBlob),
        "mediumblob" => blob(MysqlBlobName::MediumBlob),
        "longblob" => blob(MysqlBlobName::LongBlob),
        "boolean" => ColumnType::Boolean(Boolean { spelling: Spelling::Standard, ..Boolean::default() }),
        "date" => ColumnType::Date(Spelling::Standard),
        "json" => ColumnType::Json(Json { origin: JsonOrigin::Mysql, none_as_null: false }),
        "uuid" => ColumnType::Uuid(Uuid { spelling: Spelling::Standard, ..Uuid::default() }),
        "enum" => ColumnType::Enum(Box::new(EnumType {
            origin: EnumOrigin::Mysql,
            values: told.texts(),
            collation: told.collation.map(ToOwned::to_owned),
            mysql: CharacterOptions { collation: None, ..told.options() },
            name: None,
            schema: None,
            native: true,
            create_constraint: false,
            length: None,
            create_type: true,
            metadata_owned: false,
        })),
        _ => return None,
    })
}
