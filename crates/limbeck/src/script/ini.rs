//! Ini files as Python's `configparser.ConfigParser` reads them: sections, `[DEFAULT]`, continuation lines, full-line comments,
//! and interpolation when a value is read. What the options mean is in `options`.

use std::fmt::Write as _;
use std::path::Path;

use indexmap::IndexMap;

use super::error::ScriptError;
use crate::origin::Origin;
use crate::python::{python_repr, python_strip};

/// How deep `%(name)s` may nest.
const INTERPOLATION_DEPTH: usize = 10;

const DEFAULT: &str = "DEFAULT";

type Section = IndexMap<String, Entry>;

/// One option: its text before interpolation, and its line (0 when it comes from no file).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Entry {
    raw: String,
    line: u32,
}

/// A parsed ini file. Option names are in lower case, section names as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ini {
    path: Option<std::path::PathBuf>,
    defaults: Section,
    sections: IndexMap<String, Section>,
}

/// What is known while lines are read.
struct Reader<'a> {
    ini: Ini,
    /// The file as Python shows it in messages.
    shown: &'a str,
    section: Option<String>,
    option: Option<String>,
    indent: usize,
    /// Lines that are neither sections nor options.
    bogus: Vec<(usize, String)>,
}

impl Ini {
    /// No file: the given defaults, and no section.
    pub fn empty(defaults: &IndexMap<String, String>) -> Self {
        let defaults = defaults
            .iter()
            .map(|(name, value)| (name.to_lowercase(), Entry { raw: value.clone(), line: 0 }))
            .collect();
        Self { path: None, defaults, sections: IndexMap::new() }
    }

    /// Parses a file's text. `shown` is the file as Python's messages show it: `PosixPath('alembic.ini')` for Alembic's own reading,
    /// `'alembic.ini'` for that of `fileConfig`.
    pub fn parse(
        text: &str,
        path: &Path,
        shown: &str,
        defaults: &IndexMap<String, String>,
    ) -> Result<Self, ScriptError> {
        let ini = Self { path: Some(path.to_owned()), ..Self::empty(defaults) };
        let mut reader = Reader { ini, shown, section: None, option: None, indent: 0, bogus: Vec::new() };
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for (index, line) in text.split_inclusive('\n').enumerate() {
            reader.line(index + 1, line)?;
        }
        reader.finish()
    }

    /// Names of all sections but `DEFAULT`.
    pub fn sections(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(String::as_str)
    }

    /// Whether the section exists; `DEFAULT` does not count.
    pub fn has_section(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// Whether the section, or `DEFAULT` for every existing section, has the option.
    pub fn has_option(&self, section: &str, option: &str) -> bool {
        self.entry(section, &option.to_lowercase()).is_some()
    }

    fn entry(&self, section: &str, option: &str) -> Option<&Entry> {
        if section.is_empty() || section == DEFAULT {
            return self.defaults.get(option);
        }
        let options = self.sections.get(section)?;
        options.get(option).or_else(|| self.defaults.get(option))
    }

    /// The option's text as written; `None` when section or option is missing.
    pub fn get_raw(&self, section: &str, option: &str) -> Option<&str> {
        self.entry(section, &option.to_lowercase()).map(|entry| entry.raw.as_str())
    }

    /// The option's value with interpolation; `None` when section or option is missing.
    pub fn get(&self, section: &str, option: &str) -> Result<Option<String>, ScriptError> {
        let option = option.to_lowercase();
        match self.entry(section, &option) {
            None => Ok(None),
            Some(entry) => self.interpolated(section, &option, &entry.raw).map(Some),
        }
    }

    /// All options of a section with interpolation, those of `DEFAULT` first; `None` when the section is missing.
    pub fn items(&self, section: &str) -> Result<Option<IndexMap<String, String>>, ScriptError> {
        let Some(options) = self.sections.get(section) else {
            return Ok(None);
        };
        let mut items = IndexMap::new();
        for option in self.defaults.keys().chain(options.keys()) {
            if !items.contains_key(option)
                && let Some(value) = self.get(section, option)?
            {
                items.insert(option.clone(), value);
            }
        }
        Ok(Some(items))
    }

    /// Where the option is written.
    pub fn origin(&self, section: &str, option: &str) -> Origin {
        let line = self.entry(section, &option.to_lowercase()).map_or(0, |entry| entry.line);
        match &self.path {
            Some(path) if line > 0 => Origin::file(path, line, 0),
            _ => Origin::Generated,
        }
    }

    /// Adds an empty section unless it exists.
    pub fn add_section(&mut self, section: &str) {
        self.sections.entry(section.to_owned()).or_default();
    }

    /// Sets an option; the section is added when it is missing. A `%` that begins no valid interpolation is refused, as by
    /// `ConfigParser.set`.
    pub fn set(&mut self, section: &str, option: &str, value: &str) -> Result<(), ScriptError> {
        let mut rest = value.replace("%%", "");
        while let Some((start, end, _)) = reference(&rest) {
            rest.replace_range(start..end, "");
        }
        if let Some(position) = rest.find('%') {
            let position = rest.get(..position).unwrap_or_default().chars().count();
            return Err(ScriptError::python(
                "ValueError",
                format!("invalid interpolation syntax in {} at position {position}", python_repr(value)),
            ));
        }
        let options = if section.is_empty() || section == DEFAULT {
            &mut self.defaults
        } else {
            self.sections.entry(section.to_owned()).or_default()
        };
        options.insert(option.to_lowercase(), Entry { raw: value.to_owned(), line: 0 });
        Ok(())
    }

    /// Removes an option from the section itself; tells whether it was there.
    pub fn remove_option(&mut self, section: &str, option: &str) -> Result<bool, ScriptError> {
        let options = if section.is_empty() || section == DEFAULT {
            &mut self.defaults
        } else {
            self.sections.get_mut(section).ok_or_else(|| {
                ScriptError::python(
                    "configparser.NoSectionError",
                    format!("No section: {}", python_repr(section)),
                )
            })?
        };
        Ok(options.shift_remove(&option.to_lowercase()).is_some())
    }

    fn interpolated(&self, section: &str, option: &str, raw: &str) -> Result<String, ScriptError> {
        let mut out = String::with_capacity(raw.len());
        self.interpolate(section, option, raw, 1, &mut out)
            .map_err(|error| error.at(self.origin(section, option)))?;
        Ok(out)
    }

    fn interpolate(
        &self,
        section: &str,
        option: &str,
        text: &str,
        depth: usize,
        out: &mut String,
    ) -> Result<(), ScriptError> {
        let raw = self.get_raw(section, option).unwrap_or(text);
        let (shown_option, shown_section) = (python_repr(option), python_repr(section));
        if depth > INTERPOLATION_DEPTH {
            return Err(ScriptError::python(
                "configparser.InterpolationDepthError",
                format!(
                    "Recursion limit exceeded in value substitution: option {shown_option} in section {shown_section} contains an \
                     interpolation key which cannot be substituted in {INTERPOLATION_DEPTH} steps. Raw value: {}",
                    python_repr(raw)
                ),
            ));
        }
        let mut rest = text;
        while let Some((before, from_percent)) =
            rest.find('%').and_then(|position| rest.split_at_checked(position))
        {
            out.push_str(before);
            if let Some(after) = from_percent.strip_prefix("%%") {
                out.push('%');
                rest = after;
            } else if from_percent.starts_with("%(") {
                let Some((0, end, name)) = reference(from_percent) else {
                    return Err(ScriptError::python(
                        "configparser.InterpolationSyntaxError",
                        format!("bad interpolation variable reference {}", python_repr(from_percent)),
                    ));
                };
                let name = name.to_lowercase();
                let Some(value) = self.entry(section, &name) else {
                    return Err(ScriptError::python(
                        "configparser.InterpolationMissingOptionError",
                        format!(
                            "Bad value substitution: option {shown_option} in section {shown_section} contains an interpolation key \
                             {} which is not a valid option name. Raw value: {}",
                            python_repr(&name),
                            python_repr(raw)
                        ),
                    ));
                };
                if value.raw.contains('%') {
                    self.interpolate(section, option, &value.raw, depth + 1, out)?;
                } else {
                    out.push_str(&value.raw);
                }
                rest = from_percent.get(end..).unwrap_or_default();
            } else {
                return Err(ScriptError::python(
                    "configparser.InterpolationSyntaxError",
                    format!("'%' must be followed by '%' or '(', found: {}", python_repr(from_percent)),
                ));
            }
        }
        out.push_str(rest);
        Ok(())
    }
}

/// The first `%(name)s` of a text: where it begins and ends, and the name.
fn reference(text: &str) -> Option<(usize, usize, &str)> {
    for (start, _) in text.match_indices("%(") {
        let name_and_rest = text.get(start + 2..)?;
        if let Some(length) = name_and_rest.find(')')
            && length > 0
            && name_and_rest.get(length..).is_some_and(|rest| rest.starts_with(")s"))
        {
            return Some((start, start + 2 + length + 2, name_and_rest.get(..length)?));
        }
    }
    None
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), ScriptError> {
        let value = python_strip(line);
        if value.starts_with(['#', ';']) {
            return Ok(());
        }
        if value.is_empty() {
            // An empty line belongs to a value that goes on after it; others are cut off in the end.
            self.extend("");
            return Ok(());
        }
        let indent = line.chars().take_while(|character| crate::python::is_python_space(*character)).count();
        let continues = self.option.as_ref().is_some_and(|option| !option.is_empty());
        if continues && indent > self.indent {
            self.extend(value);
            return Ok(());
        }
        self.indent = indent;
        if let Some(header) = header(value) {
            return self.header(number, header);
        }
        if self.section.is_none() {
            let message = format!(
                "File contains no section headers.\nfile: {}, line: {number}\n{}",
                self.shown,
                python_repr(line)
            );
            return Err(self.error("configparser.MissingSectionHeaderError", message, number));
        }
        let Some((name, rest)) = value.find(['=', ':']).and_then(|position| value.split_at_checked(position))
        else {
            self.bogus.push((number, python_repr(line)));
            return Ok(());
        };
        if python_strip(name).is_empty() {
            self.bogus.push((number, python_repr(line)));
        }
        let text = python_strip(rest.get(1..).unwrap_or_default()).to_owned();
        self.option(number, &python_strip(name).to_lowercase(), text)
    }

    fn header(&mut self, number: usize, header: &str) -> Result<(), ScriptError> {
        self.option = None;
        self.section = Some(header.to_owned());
        if header == DEFAULT {
            return Ok(());
        }
        if self.ini.sections.contains_key(header) {
            let message = format!(
                "While reading from {} [line {number:2}]: section {} already exists",
                self.shown,
                python_repr(header)
            );
            return Err(self.error("configparser.DuplicateSectionError", message, number));
        }
        self.ini.sections.insert(header.to_owned(), Section::new());
        Ok(())
    }

    fn option(&mut self, number: usize, name: &str, raw: String) -> Result<(), ScriptError> {
        let line = u32::try_from(number).unwrap_or(u32::MAX);
        let shown_section = python_repr(self.section.as_deref().unwrap_or_default());
        let duplicate = self.options().get(name).is_some_and(|entry| entry.line > 0);
        if duplicate {
            let message = format!(
                "While reading from {} [line {number:2}]: option {} in section {shown_section} already exists",
                self.shown,
                python_repr(name)
            );
            return Err(self.error("configparser.DuplicateOptionError", message, number));
        }
        self.options().insert(name.to_owned(), Entry { raw, line });
        self.option = Some(name.to_owned());
        Ok(())
    }

    fn options(&mut self) -> &mut Section {
        match self.section.as_deref() {
            None | Some(DEFAULT) => &mut self.ini.defaults,
            Some(section) => self.ini.sections.entry(section.to_owned()).or_default(),
        }
    }

    fn extend(&mut self, value: &str) {
        if let Some(option) = self.option.clone().filter(|option| !option.is_empty())
            && let Some(entry) = self.options().get_mut(&option)
        {
            entry.raw.push('\n');
            entry.raw.push_str(value);
        }
    }

    fn error(&self, exception: &'static str, message: String, number: usize) -> ScriptError {
        let line = u32::try_from(number).unwrap_or(u32::MAX);
        let path = self.ini.path.clone().unwrap_or_default();
        ScriptError::Python { exception, message, origin: Origin::file(path, line, 0) }
    }

    fn finish(mut self) -> Result<Ini, ScriptError> {
        if let Some((first, _)) = self.bogus.first() {
            let mut message = format!("Source contains parsing errors: {}", self.shown);
            for (number, line) in &self.bogus {
                let _ = write!(message, "\n\t[line {number:2}]: {line}");
            }
            return Err(self.error("configparser.ParsingError", message, *first));
        }
        let sections = self.ini.sections.values_mut().chain(std::iter::once(&mut self.ini.defaults));
        for entry in sections.flat_map(|section| section.values_mut()).filter(|entry| entry.line > 0) {
            entry.raw.truncate(entry.raw.trim_end_matches(crate::python::is_python_space).len());
        }
        Ok(self.ini)
    }
}

/// `[header]`, where the header goes to the last bracket of the line.
fn header(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('[')?;
    let end = inner.rfind(']').filter(|end| *end > 0)?;
    inner.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Ini, ScriptError> {
        let defaults = IndexMap::from([("here".to_owned(), "/project".to_owned())]);
        Ini::parse(text, Path::new("alembic.ini"), "PosixPath('alembic.ini')", &defaults)
    }

    fn failure(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn values_continue_on_indented_lines_with_blank_lines_between() {
        let ini = parse("[a]\nX = 1\n  2\n\n  3\n# no\n  4\n\ny: v = w ; kept\n").unwrap();
        assert_eq!(ini.get("a", "x").unwrap().as_deref(), Some("1\n2\n\n3\n4"));
        assert_eq!(ini.get("a", "Y").unwrap().as_deref(), Some("v = w ; kept"));
        assert_eq!(ini.origin("a", "y"), Origin::file("alembic.ini", 9, 0));
    }

    #[test]
    fn interpolation_is_lazy_and_nested() {
        let ini = parse("[a]\nx = %(here)s/%(y)s%%\ny = <%(here)s>\nbad = %(nope)s\nodd = 5%\n").unwrap();
        assert_eq!(ini.get("a", "x").unwrap().as_deref(), Some("/project/</project>%"));
        assert_eq!(
            ini.get("a", "bad").unwrap_err().to_string(),
            "Bad value substitution: option 'bad' in section 'a' contains an interpolation key 'nope' which is not a valid option \
             name. Raw value: '%(nope)s'"
        );
        assert_eq!(
            ini.get("a", "odd").unwrap_err().to_string(),
            "'%' must be followed by '%' or '(', found: '%'"
        );
    }

    #[test]
    fn a_value_that_refers_to_itself_ends() {
        let ini = parse("[a]\nx = %(x)s\n").unwrap();
        let message = ini.get("a", "x").unwrap_err().to_string();
        assert!(message.starts_with("Recursion limit exceeded"), "{message}");
    }

    #[test]
    fn refused_files_are_refused_in_pythons_words() {
        assert_eq!(
            failure("x = 1\n"),
            "File contains no section headers.\nfile: PosixPath('alembic.ini'), line: 1\n'x = 1\\n'"
        );
        assert_eq!(
            failure("[a]\nx=1\nX=2\n"),
            "While reading from PosixPath('alembic.ini') [line  3]: option 'x' in section 'a' already exists"
        );
        assert_eq!(
            failure("[a]\n[a]\n"),
            "While reading from PosixPath('alembic.ini') [line  2]: section 'a' already exists"
        );
        assert_eq!(
            failure("[a]\nnonsense\n= 3\n"),
            "Source contains parsing errors: PosixPath('alembic.ini')\n\t[line  2]: 'nonsense\\n'\n\t[line  3]: '= 3\\n'"
        );
    }

    #[test]
    fn set_wants_percent_signs_doubled() {
        let mut ini = Ini::default();
        ini.set("a", "URL", "x%%40%(here)s").unwrap();
        assert_eq!(ini.get_raw("a", "url"), Some("x%%40%(here)s"));
        assert_eq!(
            ini.set("a", "url", "x%40").unwrap_err().to_string(),
            "invalid interpolation syntax in 'x%40' at position 1"
        );
    }
}
