//! The configuration of a project: which files it comes from, and raw access to them. What options mean is in `options`.

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::error::ScriptError;
use super::ini::Ini;
use super::percent::{PercentValue, percent_format};
use crate::origin::Origin;
use crate::python::{python_list, python_repr};

/// The name by which a file is taken for TOML.
const PYPROJECT: &str = "pyproject.toml";

/// Which files to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigFiles {
    /// The ini file; it need not exist.
    pub ini: Option<PathBuf>,
    /// The TOML file; it need not exist.
    pub toml: Option<PathBuf>,
}

impl ConfigFiles {
    /// Chooses from what `-c` gave and from `ALEMBIC_CONFIG`.
    pub fn choose(given: &[PathBuf], environment: Option<&str>) -> Result<Self, ScriptError> {
        let is_toml = |path: &Path| path.file_name().is_some_and(|name| name == PYPROJECT);
        let mut ini = PathBuf::from("alembic.ini");
        let mut toml = PathBuf::from(PYPROJECT);
        if let Some(path) = environment.map(PathBuf::from) {
            if is_toml(&path) {
                toml = path;
            } else {
                ini = path;
            }
        }
        let (tomls, inis): (Vec<&PathBuf>, Vec<&PathBuf>) = given.iter().partition(|path| is_toml(path));
        let traceback = |message: &str| ScriptError::python("alembic.util.exc.CommandError", message);
        match inis.as_slice() {
            [] => {}
            [only] => ini.clone_from(only),
            _ => return Err(traceback("only one ini file may be indicated")),
        }
        match tomls.as_slice() {
            [] => {}
            [only] => toml.clone_from(only),
            _ => return Err(traceback("pyproject.toml indicated more than once")),
        }
        Ok(Self { ini: Some(ini), toml: Some(toml) })
    }
}

/// A value of `[tool.alembic]`, or an ini option, after interpolation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    /// A string; every ini option is one.
    Text(String),
    /// A list of strings.
    List(Vec<String>),
    /// A table of strings.
    Table(IndexMap<String, String>),
    /// A list of tables of strings.
    Tables(Vec<IndexMap<String, String>>),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
}

/// The configuration of a project, as `alembic.config.Config` offers it.
#[derive(Debug, Clone)]
pub struct Config {
    files: ConfigFiles,
    section: String,
    ini: Ini,
    toml: toml::Table,
    toml_arguments: IndexMap<String, String>,
    /// What `-x` gave, in order.
    pub x_arguments: Vec<String>,
    /// `-q` was given.
    pub quiet: bool,
}

impl Config {
    /// Reads the files. `section` is the ini section that `-n` names; `config_args` are names that values may refer to.
    pub fn load(
        files: ConfigFiles,
        section: &str,
        config_args: &IndexMap<String, String>,
    ) -> Result<Self, ScriptError> {
        let mut ini_arguments = config_args.clone();
        let here = files.ini.as_deref().map_or_else(|| ".".to_owned(), directory_of);
        ini_arguments.insert("here".to_owned(), here);
        let ini = if let Some(path) = &files.ini {
            let shown = format!(
                "PosixPath({})",
                python_repr(&super::directory::python_path(path).display().to_string())
            );
            match std::fs::read(path) {
                Ok(bytes) => Ini::parse(&decode(bytes, path)?, path, &shown, &ini_arguments)?,
                // ConfigParser passes over a file that cannot be opened; what is missing shows later.
                Err(_) => Ini::empty(&ini_arguments),
            }
        } else {
            let mut ini = Ini::empty(&ini_arguments);
            ini.add_section(section);
            ini
        };
        let mut toml_arguments = config_args.clone();
        let mut table = toml::Table::new();
        if let Some(path) = files.toml.as_deref().filter(|path| path.exists()) {
            toml_arguments.insert("here".to_owned(), directory_of(path));
            table = read_toml(path)?;
        }
        Ok(Self {
            files,
            section: section.to_owned(),
            ini,
            toml: table,
            toml_arguments,
            x_arguments: Vec::new(),
            quiet: false,
        })
    }

    /// `[tool.limbeck] python_packages`: packages of the project's virtual environment that may be imported.
    pub fn python_packages(&self) -> Vec<String> {
        let Some(text) = self.files.toml.as_deref().and_then(|path| std::fs::read_to_string(path).ok())
        else {
            return Vec::new();
        };
        let document: toml::Table = text.parse().unwrap_or_default();
        let packages = document
            .get("tool")
            .and_then(|tool| tool.get("limbeck")?.get("python_packages")?.as_array().cloned());
        packages.unwrap_or_default().iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }

    /// Which files were chosen; they need not exist.
    pub fn files(&self) -> &ConfigFiles {
        &self.files
    }

    /// The ini section options are read from: `alembic`, or what `-n` named.
    pub fn section(&self) -> &str {
        &self.section
    }

    /// The ini file's content.
    pub fn ini(&self) -> &Ini {
        &self.ini
    }

    /// `Config.get_main_option`.
    pub fn main_option(&self, name: &str) -> Result<Option<String>, ScriptError> {
        self.section_option(&self.section, name)
    }

    /// `Config.get_section_option`.
    pub fn section_option(&self, section: &str, name: &str) -> Result<Option<String>, ScriptError> {
        if !self.ini.has_section(section) {
            let file = self
                .files
                .ini
                .as_deref()
                .map_or("None".to_owned(), |path| python_repr(&path.display().to_string()));
            return Err(ScriptError::command(format!(
                "No config file {file} found, or file has no '[{section}]' section"
            )));
        }
        self.ini.get(section, name)
    }

    /// `Config.get_section`: all options with those of `DEFAULT`; `None` when the section is missing.
    pub fn section_items(&self, section: &str) -> Result<Option<IndexMap<String, String>>, ScriptError> {
        self.ini.items(section)
    }

    /// `Config.set_main_option`.
    pub fn set_main_option(&mut self, name: &str, value: &str) -> Result<(), ScriptError> {
        let section = self.section.clone();
        self.set_section_option(&section, name, value)
    }

    /// `Config.set_section_option`.
    pub fn set_section_option(&mut self, section: &str, name: &str, value: &str) -> Result<(), ScriptError> {
        self.ini.set(section, name, value)
    }

    /// Removes an option of any ini section.
    pub fn remove_option(&mut self, section: &str, name: &str) -> Result<(), ScriptError> {
        self.ini.remove_option(section, name).map(|_| ())
    }

    /// `Config.remove_main_option`.
    pub fn remove_main_option(&mut self, name: &str) -> Result<(), ScriptError> {
        let section = self.section.clone();
        self.ini.remove_option(&section, name).map(|_| ())
    }

    /// `Config.get_alembic_option`: the ini option when there is one, else the key of `[tool.alembic]`.
    pub fn alembic_option(&self, name: &str) -> Result<Option<OptionValue>, ScriptError> {
        if self.ini.has_option(&self.section, name) {
            return Ok(self.ini.get(&self.section, name)?.map(OptionValue::Text));
        }
        self.toml_option(name)
    }

    /// The key of `[tool.alembic]`, its strings interpolated.
    pub fn toml_option(&self, name: &str) -> Result<Option<OptionValue>, ScriptError> {
        let Some(value) = self.toml.get(name) else {
            return Ok(None);
        };
        let place = || self.origin(name);
        let unsupported = || {
            ScriptError::command(format!("unsupported TOML value type for key: {}", python_repr(name)))
                .at(place())
        };
        let text = |value: &toml::Value| -> Result<String, ScriptError> {
            match value {
                toml::Value::String(text) => self.interpolated(text).map_err(|error| error.at(place())),
                toml::Value::Integer(_)
                | toml::Value::Float(_)
                | toml::Value::Boolean(_)
                | toml::Value::Datetime(_)
                | toml::Value::Array(_)
                | toml::Value::Table(_) => Err(unsupported()),
            }
        };
        let strings = |table: &toml::Table| -> Result<IndexMap<String, String>, ScriptError> {
            table.iter().map(|(key, value)| Ok((key.clone(), text(value)?))).collect()
        };
        let value = match value {
            toml::Value::String(_) => OptionValue::Text(text(value)?),
            toml::Value::Integer(number) => OptionValue::Integer(*number),
            toml::Value::Boolean(flag) => OptionValue::Boolean(*flag),
            toml::Value::Table(table) => OptionValue::Table(strings(table)?),
            toml::Value::Array(items) => {
                let tables: Vec<&toml::Table> = items.iter().filter_map(toml::Value::as_table).collect();
                if !items.is_empty() && tables.len() == items.len() {
                    OptionValue::Tables(tables.into_iter().map(strings).collect::<Result<_, _>>()?)
                } else {
                    OptionValue::List(items.iter().map(text).collect::<Result<_, _>>()?)
                }
            }
            toml::Value::Float(_) | toml::Value::Datetime(_) => return Err(unsupported()),
        };
        Ok(Some(value))
    }

    /// `Config.get_alembic_boolean_option`: only the exact word `true` is true in an ini file, only booleans count in TOML.
    pub fn boolean_option(&self, name: &str) -> Result<bool, ScriptError> {
        if self.ini.has_option(&self.section, name) {
            return Ok(self.ini.get(&self.section, name)?.is_some_and(|value| value == "true"));
        }
        match self.toml.get(name) {
            None => Ok(false),
            Some(toml::Value::Boolean(flag)) => Ok(*flag),
            Some(_) => {
                let message = format!("boolean value expected for TOML parameter {}", python_repr(name));
                Err(ScriptError::command(message).at(self.origin(name)))
            }
        }
    }

    /// Where an option is written.
    pub fn origin(&self, name: &str) -> Origin {
        if self.ini.has_option(&self.section, name) {
            return self.ini.origin(&self.section, name);
        }
        match &self.files.toml {
            Some(path) if self.toml.contains_key(name) => Origin::file(path, 1, 0),
            _ => Origin::Generated,
        }
    }

    fn interpolated(&self, text: &str) -> Result<String, ScriptError> {
        percent_format(text, &|name| {
            self.toml_arguments.get(name).map(|value| PercentValue::Text(value.clone()))
        })
    }

    /// The arguments given by `-x`, as `context.get_x_argument(as_dictionary=True)` sees them.
    pub fn x_dictionary(&self) -> IndexMap<String, String> {
        let pairs =
            self.x_arguments.iter().map(|argument| argument.split_once('=').unwrap_or((argument, "")));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// The arguments given by `-x` as Python shows a list, for messages.
    pub fn x_arguments_shown(&self) -> String {
        python_list(self.x_arguments.iter().map(String::as_str))
    }
}

/// The absolute directory of a file, with forward slashes.
fn directory_of(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.parent().unwrap_or(Path::new("/")).display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

fn decode(bytes: Vec<u8>, path: &Path) -> Result<String, ScriptError> {
    String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let byte = bytes.get(position).copied().unwrap_or_default();
        let lines = bytes.iter().take(position).filter(|byte| **byte == b'\n').count();
        let line = u32::try_from(lines + 1).unwrap_or(u32::MAX);
        ScriptError::Python {
            exception: "UnicodeDecodeError",
            message: format!(
                "'utf-8' codec can't decode byte 0x{byte:02x} in position {position}: invalid start byte"
            ),
            origin: Origin::file(path, line, 0),
        }
    })
}

fn read_toml(path: &Path) -> Result<toml::Table, ScriptError> {
    let bytes = std::fs::read(path).map_err(|error| ScriptError::unreadable(path, &error))?;
    let text = decode(bytes, path)?;
    let mut document: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        ScriptError::Python {
            exception: "tomllib.TOMLDecodeError",
            message: format!("{} (at line {line}, column {column})", error.message()),
            origin: Origin::file(path, line, column),
        }
    })?;
    let Some(tool) = document.remove("tool") else {
        return Ok(toml::Table::new());
    };
    match tool {
        toml::Value::Table(mut tool) => match tool.remove("alembic") {
            None => Ok(toml::Table::new()),
            Some(toml::Value::Table(table)) => Ok(table),
            Some(_) => Err(ScriptError::command("Incorrect TOML format").at(Origin::file(path, 1, 0))),
        },
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Array(_) => {
            Err(ScriptError::command("Incorrect TOML format").at(Origin::file(path, 1, 0)))
        }
    }
}
