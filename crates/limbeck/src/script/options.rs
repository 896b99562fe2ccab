//! What the options of `[alembic]` and `[tool.alembic]` mean: typed, with Alembic's defaults and splitting rules.

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::config::{Config, OptionValue};
use super::error::ScriptError;
use crate::python::{python_int, python_repr, python_strip};

/// One post-write hook: its name and its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostWriteHook {
    /// The name under which it is configured.
    pub name: String,
    /// `type`, `entrypoint`, `executable`, `options`, `cwd`…
    pub options: IndexMap<String, String>,
}

impl Config {
    /// `script_location` as written.
    pub fn script_location(&self) -> Result<String, ScriptError> {
        self.text_option("script_location")?
            .ok_or_else(|| ScriptError::command("No 'script_location' key found in configuration."))
    }

    /// `file_template`.
    pub fn file_template(&self) -> Result<String, ScriptError> {
        Ok(self.text_option("file_template")?.unwrap_or_else(|| "%(rev)s_%(slug)s".to_owned()))
    }

    /// `truncate_slug_length`; absent and 0 mean 40.
    pub fn truncate_slug_length(&self) -> Result<i64, ScriptError> {
        let name = "truncate_slug_length";
        let length = match self.alembic_option(name)? {
            None => 0,
            Some(OptionValue::Integer(length)) => length,
            Some(OptionValue::Boolean(flag)) => i64::from(flag),
            Some(OptionValue::Text(text)) => python_int(&text).ok_or_else(|| {
                let message = format!("invalid literal for int() with base 10: {}", python_repr(&text));
                ScriptError::python("ValueError", message).at(self.origin(name))
            })?,
            Some(OptionValue::List(_) | OptionValue::Table(_) | OptionValue::Tables(_)) => {
                return Err(self.wrong_type(name, "a number"));
            }
        };
        Ok(if length == 0 { 40 } else { length })
    }

    /// `timezone`; `None` is naive local time.
    pub fn timezone(&self) -> Result<Option<String>, ScriptError> {
        self.text_option("timezone")
    }

    /// `output_encoding`, the encoding of generated files.
    pub fn output_encoding(&self) -> Result<String, ScriptError> {
        Ok(self.text_option("output_encoding")?.unwrap_or_else(|| "utf-8".to_owned()))
    }

    /// `sourceless`.
    pub fn sourceless(&self) -> Result<bool, ScriptError> {
        self.boolean_option("sourceless")
    }

    /// `recursive_version_locations`.
    pub fn recursive_version_locations(&self) -> Result<bool, ScriptError> {
        self.boolean_option("recursive_version_locations")
    }

    /// `revision_environment`: whether env.py runs for `revision` and `history` too.
    pub fn revision_environment(&self) -> Result<bool, ScriptError> {
        let name = "revision_environment";
        match self.alembic_option(name)? {
            None => Ok(false),
            Some(OptionValue::Boolean(flag)) => Ok(flag),
            Some(OptionValue::Integer(number)) => Ok(number != 0),
            Some(OptionValue::Text(text)) => {
                let word = python_strip(&text).to_lowercase();
                match word.as_str() {
                    "true" | "yes" | "on" | "y" | "t" | "1" => Ok(true),
                    "false" | "no" | "off" | "n" | "f" | "0" => Ok(false),
                    _ => {
                        let message = format!("String is not true/false: {}", python_repr(&word));
                        Err(ScriptError::python("ValueError", message).at(self.origin(name)))
                    }
                }
            }
            Some(OptionValue::List(list)) => Ok(!list.is_empty()),
            Some(OptionValue::Table(table)) => Ok(!table.is_empty()),
            Some(OptionValue::Tables(tables)) => Ok(!tables.is_empty()),
        }
    }

    /// `version_locations` as written, or `None` for the single default one.
    pub fn version_locations(&self) -> Result<Option<Vec<String>>, ScriptError> {
        self.path_list("version_locations", &["path_separator", "version_path_separator"], &[',', ' '])
    }

    /// `prepend_sys_path`: directories that go before all others when modules are looked up.
    pub fn prepend_sys_path(&self) -> Result<Vec<String>, ScriptError> {
        Ok(self.path_list("prepend_sys_path", &["path_separator"], &[',', ' ', ':'])?.unwrap_or_default())
    }

    /// The post-write hooks in the order they run. An ini section `[post_write_hooks]` hides those of TOML.
    pub fn post_write_hooks(&self) -> Result<Vec<PostWriteHook>, ScriptError> {
        if let Some(section) = self.section_items("post_write_hooks")? {
            let names = legacy_split(section.get("hooks").map_or("", String::as_str), &[',', ' ']);
            return Ok(names
                .into_iter()
                .filter(|name| !name.is_empty())
                .map(|name| {
                    let prefix = format!("{name}.");
                    let own =
                        section.iter().filter_map(|(key, value)| Some((key.strip_prefix(&prefix)?, value)));
                    let options = own.map(|(key, value)| (key.to_owned(), value.clone())).collect();
                    PostWriteHook { name, options }
                })
                .collect());
        }
        let tables = match self.toml_option("post_write_hooks")? {
            None => return Ok(Vec::new()),
            Some(OptionValue::Tables(tables)) => tables,
            Some(OptionValue::List(list)) if list.is_empty() => return Ok(Vec::new()),
            Some(_) => return Err(self.wrong_type("post_write_hooks", "an array of tables")),
        };
        let mut hooks = Vec::with_capacity(tables.len());
        for mut options in tables {
            let name = options.shift_remove("name").ok_or_else(|| {
                ScriptError::python("KeyError", "'name'").at(self.origin("post_write_hooks"))
            })?;
            hooks.push(PostWriteHook { name, options });
        }
        Ok(hooks)
    }

    /// A string option, numbers shown as text.
    fn text_option(&self, name: &str) -> Result<Option<String>, ScriptError> {
        match self.alembic_option(name)? {
            None => Ok(None),
            Some(OptionValue::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong_type(name, "a string")),
        }
    }

    fn wrong_type(&self, name: &str, wanted: &str) -> ScriptError {
        ScriptError::Refused {
            message: format!("the value of `{name}` in [tool.alembic] is not {wanted}"),
            help: format!("write {wanted}"),
            origin: self.origin(name),
        }
    }

    fn path_list(
        &self,
        name: &str,
        separators: &[&'static str],
        legacy: &[char],
    ) -> Result<Option<Vec<String>>, ScriptError> {
        let written = self.ini().get(self.section(), name)?.filter(|text| !text.is_empty());
        if let Some(text) = written {
            return Ok(Some(match self.path_separator(separators)? {
                Some(separator) => text
                    .split(separator)
                    .filter(|part| !part.is_empty())
                    .map(|part| python_strip(part).to_owned())
                    .collect(),
                None => legacy_split(&text, legacy),
            }));
        }
        match self.toml_option(name)? {
            None => Ok(None),
            Some(OptionValue::List(list)) => Ok(Some(list)),
            Some(_) => Err(self.wrong_type(name, "a list of strings")),
        }
    }

    fn path_separator(&self, names: &[&'static str]) -> Result<Option<char>, ScriptError> {
        for name in names {
            let Some(word) = self.main_option(name)? else { continue };
            return match word.as_str() {
                "space" => Ok(Some(' ')),
                "newline" => Ok(Some('\n')),
                "os" => Ok(Some(if cfg!(windows) { ';' } else { ':' })),
                ":" => Ok(Some(':')),
                ";" => Ok(Some(';')),
                _ => {
                    let message = format!(
                        "'{word}' is not a valid value for {name}; expected 'space', 'newline', 'os', ':', ';'"
                    );
                    Err(ScriptError::python("ValueError", message).at(self.origin(name)))
                }
            };
        }
        Ok(None)
    }

    /// A location on disk: a path, or `package:sub/dir` looked up in `prepend_sys_path` and `PYTHONPATH`.
    pub fn locate(&self, location: &str, option: &str) -> Result<PathBuf, ScriptError> {
        let (false, Some((package, rest))) = (Path::new(location).is_absolute(), location.split_once(':'))
        else {
            return Ok(super::directory::python_path(Path::new(location)));
        };
        let mut roots: Vec<PathBuf> = self.prepend_sys_path()?.into_iter().map(PathBuf::from).collect();
        if let Some(path) = std::env::var_os("PYTHONPATH") {
            roots.extend(std::env::split_paths(&path));
        }
        for root in roots {
            let folder = package.split('.').fold(root, |folder, part| folder.join(part));
            if folder.is_dir() {
                return Ok(rest.split(':').fold(folder, |folder, part| folder.join(part)));
            }
        }
        Err(ScriptError::Refused {
            message: format!("package {} of `{option} = {location}` is in no directory of `prepend_sys_path`", python_repr(package)),
            help: "add the directory that holds the package to `prepend_sys_path`, or write the location as a path".to_owned(),
            origin: self.origin(option),
        })
    }
}

/// Splits at commas with any blanks after them, at runs of blanks, and at colons where those count.
fn legacy_split(text: &str, separators: &[char]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !separators.contains(&character) {
            if let Some(part) = parts.last_mut() {
                part.push(character);
            }
            continue;
        }
        if character != ':' {
            while characters.next_if_eq(&' ').is_some() {}
        }
        parts.push(String::new());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::legacy_split;

    #[test]
    fn legacy_lists_split_as_the_old_patterns_did() {
        assert_eq!(legacy_split("a, b  c,d ,e", &[',', ' ']), ["a", "b", "c", "d", "", "e"]);
        assert_eq!(legacy_split("a:b", &[',', ' ', ':']), ["a", "b"]);
        assert_eq!(legacy_split("", &[',', ' ']), [""]);
    }
}
