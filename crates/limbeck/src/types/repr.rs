//! Types as Python's `repr` shows them: the class and every argument that is not at its default.
//!
//! Log lines (`Detected type change from VARCHAR(length=50) to …`) and generated scripts are made of it. The
//! prefixes of a script (`sa.`, `postgresql.`) and a dialect's own forms are `render`'s. Arguments come in the
//! order of the class's own constructor, then its bases', as `SQLAlchemy` finds them.

use super::{
    ArrayType, Binary, BinaryName, Boolean, Character, CharacterName, CharacterOptions, ColumnType,
    DateTimeName, EnumOrigin, EnumType, Float, FloatName, JsonOrigin, MysqlType, Numeric, NumericName,
    PostgresType, Spelling, Uuid,
};
use crate::python::python_repr;

impl ColumnType {
    /// The type as Python's `repr` shows it, without a module before the class.
    pub fn python_repr(&self) -> String {
        match self {
            Self::Null | Self::Unknown(_) => "NullType()".to_owned(),
            Self::SmallInteger(spelling) => spelled(*spelling, "SmallInteger()", "SMALLINT()"),
            Self::Integer(spelling) => spelled(*spelling, "Integer()", "INTEGER()"),
            Self::BigInteger(spelling) => spelled(*spelling, "BigInteger()", "BIGINT()"),
            Self::Numeric(numeric) => numeric.python_repr(),
            Self::Float(float) => float.python_repr(),
            Self::Character(character) => character.python_repr(),
            Self::Boolean(boolean) => boolean.python_repr(),
            Self::Date(spelling) => spelled(*spelling, "Date()", "DATE()"),
            Self::Time(time) => {
                let class = if time.spelling == Spelling::Generic { "Time" } else { "TIME" };
                Arguments::new().flag("timezone", time.timezone).call(class)
            }
            Self::DateTime(date_time) => {
                Arguments::new().flag("timezone", date_time.timezone).call(match date_time.name {
                    DateTimeName::DateTime => "DateTime",
                    DateTimeName::StandardDateTime => "DATETIME",
                    DateTimeName::Timestamp => "TIMESTAMP",
                })
            }
            // Its arguments go to another object than the one that is shown: `SQLAlchemy` loses them.
            Self::Interval(_) => "Interval()".to_owned(),
            Self::Binary(binary) => binary.python_repr(),
            Self::Json(json) => {
                Arguments::new().flag("none_as_null", json.none_as_null).call(match json.origin {
                    JsonOrigin::SqliteBinary => "JSONB",
                    JsonOrigin::Generic | JsonOrigin::Sqlite | JsonOrigin::Mysql => "JSON",
                })
            }
            Self::Uuid(uuid) => uuid.python_repr(),
            Self::Enum(ty) => ty.python_repr(),
            Self::Array(array) => array.python_repr(),
            Self::Postgres(ty) => ty.python_repr(),
            Self::Mysql(ty) => ty.python_repr(),
            Self::Variant(variant) => variant.base.python_repr(),
            Self::Decorated(decorated) => decorated.repr.clone(),
            Self::UserDefined(ty) => ty.repr.clone(),
        }
    }
}

fn spelled(spelling: Spelling, generic: &str, standard: &str) -> String {
    match spelling {
        Spelling::Generic => generic.to_owned(),
        Spelling::Standard => standard.to_owned(),
    }
}

/// Arguments of a constructor, those at their default left out.
#[derive(Default)]
struct Arguments(Vec<String>);

impl Arguments {
    fn new() -> Self {
        Self::default()
    }

    fn positional(mut self, value: String) -> Self {
        self.0.push(value);
        self
    }

    fn value(mut self, name: &str, value: Option<impl ToString>) -> Self {
        if let Some(value) = value {
            self.0.push(format!("{name}={}", value.to_string()));
        }
        self
    }

    fn text(self, name: &str, value: Option<&str>) -> Self {
        self.value(name, value.map(python_repr))
    }

    /// `False` by default.
    fn flag(self, name: &str, value: bool) -> Self {
        self.value(name, value.then_some("True"))
    }

    /// `True` by default.
    fn unless(self, name: &str, value: bool) -> Self {
        self.value(name, (!value).then_some("False"))
    }

    /// Character set and collation of a type of MySQL's.
    fn characters(self, options: &CharacterOptions, collation: Option<&str>) -> Self {
        self.text("charset", options.charset.as_deref())
            .text("collation", collation)
            .flag("ascii", options.ascii)
            .flag("binary", options.binary)
            .flag("unicode", options.unicode)
            .flag("national", options.national)
    }

    fn call(self, class: &str) -> String {
        format!("{class}({})", self.0.join(", "))
    }
}

impl Numeric {
    fn python_repr(&self) -> String {
        Arguments::new()
            .value("precision", self.precision)
            .value("scale", self.scale)
            .unless("asdecimal", self.as_decimal)
            .call(match self.name {
                NumericName::Numeric => "Numeric",
                NumericName::StandardNumeric => "NUMERIC",
                NumericName::Decimal => "DECIMAL",
            })
    }
}

impl Float {
    fn python_repr(&self) -> String {
        Arguments::new().value("precision", self.precision).flag("asdecimal", self.as_decimal).call(
            match self.name {
                FloatName::Float => "Float",
                FloatName::Double => "Double",
                FloatName::StandardFloat => "FLOAT",
                FloatName::Real => "REAL",
                FloatName::StandardDouble => "DOUBLE",
                FloatName::DoublePrecision => "DOUBLE_PRECISION",
            },
        )
    }
}

impl Character {
    fn python_repr(&self) -> String {
        Arguments::new().value("length", self.length).text("collation", self.collation.as_deref()).call(
            match self.name {
                CharacterName::String => "String",
                CharacterName::Text => "Text",
                CharacterName::Unicode => "Unicode",
                CharacterName::UnicodeText => "UnicodeText",
                CharacterName::Varchar => "VARCHAR",
                CharacterName::Char => "CHAR",
                CharacterName::Nvarchar => "NVARCHAR",
                CharacterName::Nchar => "NCHAR",
                CharacterName::StandardText => "TEXT",
                CharacterName::Clob => "CLOB",
            },
        )
    }
}

impl Boolean {
    fn python_repr(&self) -> String {
        let name = self.name.as_ref().map(|name| name.text.as_str());
        Arguments::new()
            .flag("create_constraint", self.create_constraint)
            .text("name", name)
            .call(if self.spelling == Spelling::Generic { "Boolean" } else { "BOOLEAN" })
    }
}

impl Binary {
    fn python_repr(&self) -> String {
        Arguments::new().value("length", self.length).call(match self.name {
            BinaryName::LargeBinary => "LargeBinary",
            BinaryName::PickleType => "PickleType",
            BinaryName::Blob => "BLOB",
            BinaryName::Binary => "BINARY",
            BinaryName::Varbinary => "VARBINARY",
        })
    }
}

impl Uuid {
    fn python_repr(&self) -> String {
        let arguments = Arguments::new().unless("as_uuid", self.as_uuid);
        match self.spelling {
            Spelling::Generic => arguments.unless("native_uuid", self.native).call("Uuid"),
            Spelling::Standard => arguments.call("UUID"),
        }
    }
}

impl EnumType {
    fn python_repr(&self) -> String {
        let mut arguments = Arguments::new();
        for value in &self.values {
            arguments = arguments.positional(python_repr(value));
        }
        let arguments = arguments
            .text("name", self.name.as_ref().map(|name| name.text.as_str()))
            .text("schema", self.schema.as_ref().map(|schema| schema.text.as_str()));
        match self.origin {
            EnumOrigin::Generic => arguments
                .unless("native_enum", self.native)
                .flag("create_constraint", self.create_constraint)
                .value("length", self.length)
                .call("Enum"),
            EnumOrigin::Postgres => arguments.unless("create_type", self.create_type).call("ENUM"),
            EnumOrigin::Mysql => {
                // Neither the name nor the length is among what MySQL's class shows.
                let values = self
                    .values
                    .iter()
                    .fold(Arguments::new(), |arguments, value| arguments.positional(python_repr(value)));
                values.characters(&self.mysql, self.collation.as_deref()).call("ENUM")
            }
        }
    }
}

impl ArrayType {
    fn python_repr(&self) -> String {
        Arguments::new()
            .positional(self.item.python_repr())
            .value("dimensions", self.dimensions)
            .call("ARRAY")
    }
}

impl MysqlType {
    /// The type as Python's `repr` shows it, without a module before the class.
    pub fn python_repr(&self) -> String {
        let class = self.class_name();
        match self {
            Self::Integer(integer) => Arguments::new()
                .value("display_width", integer.display_width)
                .flag("unsigned", integer.unsigned)
                .flag("zerofill", integer.zerofill)
                .call(class),
            Self::Numeric(numeric) => Arguments::new()
                .flag("unsigned", numeric.unsigned)
                .flag("zerofill", numeric.zerofill)
                .value("precision", numeric.precision)
                .value("scale", numeric.scale)
                .unless("asdecimal", numeric.as_decimal)
                .call(class),
            Self::Float(float) => Arguments::new()
                .value("precision", float.precision)
                .value("scale", float.scale)
                .flag("asdecimal", float.as_decimal)
                .flag("unsigned", float.unsigned)
                .flag("zerofill", float.zerofill)
                .call(class),
            Self::Bit { length } => Arguments::new().value("length", *length).call(class),
            Self::Year { display_width } => {
                Arguments::new().value("display_width", *display_width).call(class)
            }
            Self::DateTime(time) | Self::Timestamp(time) | Self::Time(time) => {
                Arguments::new().flag("timezone", time.timezone).value("fsp", time.fsp).call(class)
            }
            Self::Character(character) => Arguments::new()
                .characters(&character.options, character.options.collation.as_deref())
                .value("length", character.length)
                .call(class),
            Self::Set(set) => set
                .values
                .iter()
                .fold(Arguments::new(), |arguments, value| arguments.positional(python_repr(value)))
                .characters(&set.options, set.options.collation.as_deref())
                .flag("retrieve_as_bitwise", set.retrieve_as_bitwise)
                .call(class),
            Self::Blob(blob) => Arguments::new().value("length", blob.length).call(class),
            Self::Inet4 | Self::Inet6 => Arguments::new().call(class),
        }
    }
}

impl PostgresType {
    /// The type as Python's `repr` shows it, without a module before the class.
    pub fn python_repr(&self) -> String {
        // Left out by the user, the type of texts in documents is an object all the same.
        let text_type = |ty: &Option<Box<ColumnType>>| {
            ty.as_ref().map_or_else(|| "Text()".to_owned(), |ty| ty.python_repr())
        };
        match self {
            Self::Timestamp { precision, timezone } => {
                Arguments::new().flag("timezone", *timezone).value("precision", *precision).call("TIMESTAMP")
            }
            Self::Time { precision, timezone } => {
                Arguments::new().flag("timezone", *timezone).value("precision", *precision).call("TIME")
            }
            Self::Interval { fields, precision } => Arguments::new()
                .value("precision", *precision)
                .text("fields", fields.as_deref())
                .call("INTERVAL"),
            Self::Bit { length, varying } => {
                // A BIT that is not VARYING has a length of 1 where none was given.
                let length = length.or((!*varying).then_some(1));
                Arguments::new().value("length", length).flag("varying", *varying).call("BIT")
            }
            Self::Json { none_as_null, astext_type } => Arguments::new()
                .flag("none_as_null", *none_as_null)
                .value("astext_type", Some(text_type(astext_type)))
                .call("JSON"),
            Self::Jsonb { none_as_null, astext_type } => Arguments::new()
                .flag("none_as_null", *none_as_null)
                .value("astext_type", Some(text_type(astext_type)))
                .call("JSONB"),
            Self::Hstore { text_type: ty } => {
                Arguments::new().value("text_type", Some(text_type(ty))).call("HSTORE")
            }
            Self::Named(name) => format!("{}()", name.to_uppercase()),
            // Everything else about it is keyword-only, which the `repr` does not look at.
            Self::Domain(domain) => Arguments::new()
                .positional(python_repr(&domain.name.text))
                .positional(domain.data_type.python_repr())
                .call("DOMAIN"),
            Self::Vector { dimensions } => Arguments::new().value("dim", *dimensions).call("VECTOR"),
            Self::HalfVector { dimensions } => Arguments::new().value("dim", *dimensions).call("HALFVEC"),
            Self::SparseVector { dimensions } => Arguments::new().value("dim", *dimensions).call("SPARSEVEC"),
        }
    }
}
