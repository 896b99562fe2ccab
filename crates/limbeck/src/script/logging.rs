//! The logging sections of an ini file as `logging.config.fileConfig` applies them, and what a log record then looks like.
//!
//! Nothing is written here: [`LogState::emit`] says which text goes to which stream.

use std::path::Path;

use indexmap::{IndexMap, IndexSet};

use super::error::ScriptError;
use super::filename::CreateDate;
use super::ini::Ini;
use super::percent::{PercentValue, percent_format};
use crate::python::{python_repr, python_strip};

/// A level of `logging`, from its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Level(pub u8);

impl Level {
    /// No level of its own.
    pub const NOTSET: Self = Self(0);
    /// Details.
    pub const DEBUG: Self = Self(10);
    /// What is done.
    pub const INFO: Self = Self(20);
    /// What may be wrong.
    pub const WARNING: Self = Self(30);
    /// What failed.
    pub const ERROR: Self = Self(40);
    /// What ends the program.
    pub const CRITICAL: Self = Self(50);

    /// The name a record shows.
    pub fn name(self) -> String {
        match self {
            Self::NOTSET => "NOTSET".to_owned(),
            Self::DEBUG => "DEBUG".to_owned(),
            Self::INFO => "INFO".to_owned(),
            Self::WARNING => "WARNING".to_owned(),
            Self::ERROR => "ERROR".to_owned(),
            Self::CRITICAL => "CRITICAL".to_owned(),
            Self(number) => format!("Level {number}"),
        }
    }

    fn parse(word: &str) -> Result<Self, ScriptError> {
        match word {
            "NOTSET" => Ok(Self::NOTSET),
            "DEBUG" => Ok(Self::DEBUG),
            "INFO" => Ok(Self::INFO),
            "WARN" | "WARNING" => Ok(Self::WARNING),
            "ERROR" => Ok(Self::ERROR),
            "CRITICAL" | "FATAL" => Ok(Self::CRITICAL),
            _ => Err(ScriptError::python("ValueError", format!("Unknown level: {}", python_repr(word)))),
        }
    }
}

/// Where a handler writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stream {
    /// Standard error.
    Stderr,
    /// Standard output.
    Stdout,
    /// A file, emptied first unless `append`.
    File {
        /// The file, relative to the working directory.
        path: String,
        /// Keep what is in it.
        append: bool,
    },
    /// Nowhere.
    Null,
}

/// One handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandlerPlan {
    /// Where it writes.
    pub stream: Stream,
    /// Records below this level are passed over.
    pub level: Level,
    /// The `%`-style format.
    pub format: String,
    /// The format of `asctime`.
    pub date_format: Option<String>,
}

/// One logger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoggerPlan {
    /// Its own level, if it sets one.
    pub level: Option<Level>,
    /// Names of its handlers.
    pub handlers: Vec<String>,
    /// Whether records go on to its parents' handlers.
    pub propagate: bool,
}

/// What the logging sections of an ini file ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoggingPlan {
    /// The root logger.
    pub root: LoggerPlan,
    /// The others by their `qualname`.
    pub loggers: IndexMap<String, LoggerPlan>,
    /// The handlers by name.
    pub handlers: IndexMap<String, HandlerPlan>,
}

/// One record to log.
#[derive(Debug, Clone)]
pub struct LogRecord<'a> {
    /// The logger's name.
    pub logger: &'a str,
    /// The level.
    pub level: Level,
    /// The text.
    pub message: &'a str,
    /// When, in local time.
    pub time: CreateDate,
    /// The part of the second.
    pub milliseconds: u16,
}

#[derive(Debug, Clone, Default)]
struct Formatter {
    format: String,
    date_format: Option<String>,
}

impl LoggingPlan {
    /// `fileConfig(path)`: reads the file anew, without the defaults Alembic adds.
    pub fn from_file(path: &Path) -> Result<Self, ScriptError> {
        let shown = path.display();
        if !path.exists() {
            return Err(ScriptError::python("FileNotFoundError", format!("{shown} doesn't exist")));
        }
        let text = std::fs::read_to_string(path).map_err(|error| ScriptError::unreadable(path, &error))?;
        if text.is_empty() {
            return Err(ScriptError::python("RuntimeError", format!("{shown} is an empty file")));
        }
        let ini = Ini::parse(&text, path, &python_repr(&shown.to_string()), &IndexMap::new());
        let ini = ini.map_err(|error| {
            let ScriptError::Python { exception, message, origin } = &error else { return error };
            if !matches!(*exception, "configparser.ParsingError" | "configparser.MissingSectionHeaderError") {
                return error;
            }
            ScriptError::python("RuntimeError", format!("{shown} is invalid: {message}")).at(origin.clone())
        })?;
        Self::from_ini(&ini)
    }

    /// Reads the sections `formatters`, `handlers`, `loggers` and those they name.
    pub fn from_ini(ini: &Ini) -> Result<Self, ScriptError> {
        let mut formatters = IndexMap::new();
        for name in names(ini, "formatters")? {
            formatters.insert(name.clone(), formatter(ini, &name)?);
        }
        let mut handlers = IndexMap::new();
        for name in names(ini, "handlers")? {
            handlers.insert(name.clone(), handler(ini, &name, &formatters)?);
        }
        let mut listed = names(ini, "loggers")?;
        let root = listed.iter().position(|name| name == "root");
        let root = root.ok_or_else(|| ScriptError::python("ValueError", "list.remove(x): x not in list"))?;
        listed.remove(root);
        let mut plan = Self { root: logger(ini, "root", &handlers)?, loggers: IndexMap::new(), handlers };
        for name in listed {
            let section = format!("logger_{name}");
            let qualified = required(ini, &section, "qualname")?;
            let planned = logger(ini, &name, &plan.handlers)?;
            plan.loggers.insert(qualified, planned);
        }
        Ok(plan)
    }
}

fn key_error(key: &str) -> ScriptError {
    ScriptError::python("KeyError", python_repr(key))
}

fn required(ini: &Ini, section: &str, option: &str) -> Result<String, ScriptError> {
    if !ini.has_section(section) {
        return Err(key_error(section));
    }
    ini.get(section, option)?.ok_or_else(|| key_error(option))
}

fn comma_list(text: &str) -> Vec<String> {
    if text.is_empty() {
        Vec::new()
    } else {
        text.split(',').map(|name| python_strip(name).to_owned()).collect()
    }
}

fn names(ini: &Ini, section: &str) -> Result<Vec<String>, ScriptError> {
    Ok(comma_list(&required(ini, section, "keys")?))
}

fn refused(ini: &Ini, section: &str, option: &str, value: &str) -> ScriptError {
    ScriptError::Refused {
        message: format!("`{option} = {value}` in [{section}] is not supported"),
        help: "use a StreamHandler on sys.stderr or sys.stdout, a FileHandler, or a NullHandler, with `%`-style formats".to_owned(),
        origin: ini.origin(section, option),
    }
}

fn formatter(ini: &Ini, name: &str) -> Result<Formatter, ScriptError> {
    let section = format!("formatter_{name}");
    if !ini.has_section(&section) {
        return Err(key_error(&section));
    }
    for (option, plain) in [("style", "%"), ("class", "logging.Formatter")] {
        if let Some(value) =
            ini.get_raw(&section, option).filter(|value| !value.is_empty() && *value != plain)
        {
            return Err(refused(ini, &section, option, value));
        }
    }
    let format = ini
        .get_raw(&section, "format")
        .filter(|format| !format.is_empty())
        .unwrap_or("%(message)s")
        .to_owned();
    if !format.contains("%(") {
        let message = format!("Invalid format {} for '%' style", python_repr(&format));
        return Err(ScriptError::python("ValueError", message).at(ini.origin(&section, "format")));
    }
    let date_format = ini.get_raw(&section, "datefmt").filter(|format| !format.is_empty()).map(str::to_owned);
    Ok(Formatter { format, date_format })
}

fn handler(
    ini: &Ini,
    name: &str,
    formatters: &IndexMap<String, Formatter>,
) -> Result<HandlerPlan, ScriptError> {
    let section = format!("handler_{name}");
    let class = required(ini, &section, "class")?;
    let arguments = ini.get(&section, "args")?.unwrap_or_else(|| "()".to_owned());
    let unsupported = || refused(ini, &section, "args", &arguments);
    let given = literal_tuple(&arguments).ok_or_else(unsupported)?;
    let stream = match class.strip_prefix("logging.").unwrap_or(&class) {
        "NullHandler" => Stream::Null,
        "StreamHandler" => match given.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] | ["sys.stderr"] => Stream::Stderr,
            ["sys.stdout"] => Stream::Stdout,
            _ => return Err(unsupported()),
        },
        // Rotation matters to long-lived programs only.
        "FileHandler" | "handlers.RotatingFileHandler" | "handlers.TimedRotatingFileHandler" => {
            let unquote = |text: &str| {
                let inner = text.strip_prefix(['\'', '"'])?.strip_suffix(['\'', '"'])?;
                (!inner.contains('\\')).then(|| inner.to_owned())
            };
            let path = given.first().and_then(|text| unquote(text)).ok_or_else(unsupported)?;
            let append =
                given.get(1).is_none_or(|mode| unquote(mode).is_none_or(|mode| !mode.starts_with('w')));
            Stream::File { path, append }
        }
        _ => return Err(refused(ini, &section, "class", &class)),
    };
    let level = match ini.get(&section, "level")? {
        Some(level) => Level::parse(&level).map_err(|error| error.at(ini.origin(&section, "level")))?,
        None => Level::NOTSET,
    };
    let formatter = match ini.get(&section, "formatter")?.filter(|name| !name.is_empty()) {
        Some(name) => formatters.get(&name).ok_or_else(|| key_error(&name))?.clone(),
        None => Formatter { format: "%(message)s".to_owned(), date_format: None },
    };
    Ok(HandlerPlan { stream, level, format: formatter.format, date_format: formatter.date_format })
}

fn logger(
    ini: &Ini,
    name: &str,
    handlers: &IndexMap<String, HandlerPlan>,
) -> Result<LoggerPlan, ScriptError> {
    let section = format!("logger_{name}");
    let written = required(ini, &section, "handlers")?;
    let level = match ini.get(&section, "level")? {
        Some(level) => Some(Level::parse(&level).map_err(|error| error.at(ini.origin(&section, "level")))?),
        None => None,
    };
    let propagate = match ini.get(&section, "propagate")? {
        None => true,
        Some(text) => crate::python::python_int(&text).map(|number| number != 0).ok_or_else(|| {
            let message = format!("invalid literal for int() with base 10: {}", python_repr(&text));
            ScriptError::python("ValueError", message).at(ini.origin(&section, "propagate"))
        })?,
    };
    let names = comma_list(&written);
    match names.iter().find(|name| !handlers.contains_key(*name)) {
        Some(missing) => Err(key_error(missing)),
        None => Ok(LoggerPlan { level, handlers: names, propagate }),
    }
}

/// The elements of a Python tuple of simple literals, as written.
fn literal_tuple(text: &str) -> Option<Vec<String>> {
    let inner = python_strip(text).strip_prefix('(')?.strip_suffix(')')?;
    Some(inner.split(',').map(|part| python_strip(part).to_owned()).filter(|part| !part.is_empty()).collect())
}

/// The state of logging while a program runs: which loggers exist and which records are shown.
#[derive(Debug, Clone, Default)]
pub struct LogState {
    plan: Option<LoggingPlan>,
    existing: IndexSet<String>,
    disabled: IndexSet<String>,
    levels: IndexMap<String, Level>,
}

impl LogState {
    /// Before any configuration: warnings go to standard error as they are, records of `alembic` nowhere. `existing` are the
    /// loggers that importing Alembic and `SQLAlchemy` makes.
    pub fn new(existing: impl IntoIterator<Item = String>) -> Self {
        Self { existing: existing.into_iter().collect(), ..Self::default() }
    }

    /// A logger is asked for: it exists from now on.
    pub fn touch(&mut self, logger: &str) {
        self.existing.insert(logger.to_owned());
    }

    /// Applies a plan, as `fileConfig(…, disable_existing_loggers=…)` does: loggers that exist and are neither named nor below a
    /// named one that existed before are silenced.
    pub fn apply(&mut self, plan: LoggingPlan, disable_existing_loggers: bool) {
        for logger in &self.existing {
            if plan.loggers.contains_key(logger) {
                self.disabled.shift_remove(logger);
                continue;
            }
            let is_child = plan.loggers.keys().any(|named| {
                self.existing.contains(named)
                    && logger.strip_prefix(named.as_str()).is_some_and(|rest| rest.starts_with('.'))
            });
            if is_child {
                self.levels.shift_remove(logger);
            } else if disable_existing_loggers {
                self.disabled.insert(logger.clone());
            } else {
                self.disabled.shift_remove(logger);
            }
        }
        for (name, logger) in &plan.loggers {
            self.existing.insert(name.clone());
            self.disabled.shift_remove(name);
            if let Some(level) = logger.level {
                self.levels.insert(name.clone(), level);
            }
        }
        if let Some(level) = plan.root.level {
            self.levels.insert(String::new(), level);
        }
        self.plan = Some(plan);
    }

    /// `logging.getLogger(logger).setLevel(level)`; the root logger's name is empty.
    pub fn set_level(&mut self, logger: &str, level: Level) {
        self.levels.insert(logger.to_owned(), level);
    }

    /// Whether a record of this level would be handled.
    pub fn is_enabled(&self, logger: &str, level: Level) -> bool {
        !self.disabled.contains(logger) && level >= self.effective_level(logger)
    }

    /// The logger's own level or that of the nearest parent that has one.
    pub fn effective_level(&self, logger: &str) -> Level {
        let set =
            ancestry(logger).find_map(|name| self.levels.get(name).filter(|level| **level != Level::NOTSET));
        set.copied().unwrap_or_else(|| self.levels.get("").copied().unwrap_or(Level::WARNING))
    }

    /// The lines to write for a record, with where they go; each ends without a line break.
    pub fn emit(&self, record: &LogRecord<'_>) -> Result<Vec<(Stream, String)>, ScriptError> {
        if !self.is_enabled(record.logger, record.level) {
            return Ok(Vec::new());
        }
        let Some(plan) = &self.plan else {
            // Alembic gives its logger a handler that drops everything; for all others Python's last resort shows warnings.
            let is_alembic = record.logger == "alembic" || record.logger.starts_with("alembic.");
            let shown = !is_alembic && record.level >= Level::WARNING;
            return Ok(if shown { vec![(Stream::Stderr, record.message.to_owned())] } else { Vec::new() });
        };
        let mut lines = Vec::new();
        let mut found = false;
        for name in ancestry(record.logger) {
            let logger = if name.is_empty() { Some(&plan.root) } else { plan.loggers.get(name) };
            let Some(logger) = logger else { continue };
            for handler in logger.handlers.iter().filter_map(|name| plan.handlers.get(name)) {
                found = true;
                if record.level >= handler.level {
                    lines.push((handler.stream.clone(), render(handler, record)?));
                }
            }
            if !name.is_empty() && !logger.propagate {
                break;
            }
        }
        if !found && record.level >= Level::WARNING {
            lines.push((Stream::Stderr, record.message.to_owned()));
        }
        Ok(lines)
    }
}

/// A logger's name and those of its parents; the root's is empty.
fn ancestry(logger: &str) -> impl Iterator<Item = &str> {
    let own = (!logger.is_empty() && logger != "root").then_some(logger);
    std::iter::successors(own, |name| name.rfind('.').and_then(|end| name.get(..end)))
        .chain(std::iter::once(""))
}

fn render(handler: &HandlerPlan, record: &LogRecord<'_>) -> Result<String, ScriptError> {
    let time = record.time;
    percent_format(&handler.format, &|name| {
        Some(match name {
            "name" => record.logger.into(),
            "levelname" => PercentValue::Text(record.level.name()),
            "levelno" => PercentValue::Integer(i64::from(record.level.0)),
            "message" => record.message.into(),
            "asctime" => PercentValue::Text(match &handler.date_format {
                Some(format) => time_text(format, time),
                None => format!("{},{:03}", time_text("%Y-%m-%d %H:%M:%S", time), record.milliseconds),
            }),
            "created" => PercentValue::Float(seconds(time.epoch) + f64::from(record.milliseconds) / 1000.0),
            "msecs" => PercentValue::Float(f64::from(record.milliseconds)),
            "process" => PercentValue::Integer(i64::from(std::process::id())),
            "processName" => "MainProcess".into(),
            "threadName" => "MainThread".into(),
            "module" => record.logger.rsplit('.').next().unwrap_or_default().into(),
            "thread" | "relativeCreated" | "lineno" => PercentValue::Integer(0),
            "funcName" | "pathname" | "filename" => "".into(),
            "taskName" => "None".into(),
            _ => return None,
        })
    })
}

#[expect(clippy::cast_precision_loss, reason = "a time in seconds fits a float")]
fn seconds(epoch: i64) -> f64 {
    epoch as f64
}

/// `time.strftime` in the C locale, for the directives that log formats use; others stay as written.
fn time_text(format: &str, time: CreateDate) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    let month = MONTHS.get(usize::from(time.month.saturating_sub(1))).copied().unwrap_or_default();
    let day = DAYS.get(weekday(time)).copied().unwrap_or_default();
    let short = |name: &str| name.chars().take(3).collect::<String>();
    let hour = match time.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('Y') => out.push_str(&time.year.to_string()),
            Some('y') => two(&mut out, time.year % 100),
            Some('m') => two(&mut out, i64::from(time.month)),
            Some('d') => two(&mut out, i64::from(time.day)),
            Some('H') => two(&mut out, i64::from(time.hour)),
            Some('I') => two(&mut out, i64::from(hour)),
            Some('M') => two(&mut out, i64::from(time.minute)),
            Some('S') => two(&mut out, i64::from(time.second)),
            Some('p') => out.push_str(if time.hour < 12 { "AM" } else { "PM" }),
            Some('B') => out.push_str(month),
            Some('b' | 'h') => out.push_str(&short(month)),
            Some('A') => out.push_str(day),
            Some('a') => out.push_str(&short(day)),
            Some('F') => out.push_str(&time_text("%Y-%m-%d", time)),
            Some('T' | 'X') => out.push_str(&time_text("%H:%M:%S", time)),
            Some('R') => out.push_str(&time_text("%H:%M", time)),
            Some('D' | 'x') => out.push_str(&time_text("%m/%d/%y", time)),
            Some('%') | None => out.push('%'),
            Some(other) => {
                out.push('%');
                out.push(other);
            }
        }
    }
    out
}

fn two(out: &mut String, number: i64) {
    if number < 10 {
        out.push('0');
    }
    out.push_str(&number.to_string());
}

/// The day of the week, 0 for Sunday (Sakamoto's rule).
fn weekday(time: CreateDate) -> usize {
    const OFFSETS: [i64; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let offset = OFFSETS.get(usize::from(time.month.saturating_sub(1))).copied().unwrap_or_default();
    let year = if time.month < 3 { time.year - 1 } else { time.year };
    let day = year + year / 4 - year / 100 + year / 400 + offset + i64::from(time.day);
    usize::try_from(day.rem_euclid(7)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STOCK: &str = "[loggers]\nkeys = root,sqlalchemy, alembic\n[handlers]\nkeys = console\n[formatters]\nkeys = generic\n\
        [logger_root]\nlevel = WARNING\nhandlers = console\nqualname =\n\
        [logger_sqlalchemy]\nlevel = WARNING\nhandlers =\nqualname = sqlalchemy.engine\n\
        [logger_alembic]\nlevel = INFO\nhandlers =\nqualname = alembic\n\
        [handler_console]\nclass = StreamHandler\nargs = (sys.stderr,)\nlevel = NOTSET\nformatter = generic\n\
        [formatter_generic]\nformat = %(asctime)s %(levelname)-5.5s [%(name)s] %(message)s\ndatefmt = %a %d %b %H:%M:%S\n";

    fn state() -> LogState {
        let ini = Ini::parse(STOCK, Path::new("a.ini"), "'a.ini'", &IndexMap::new()).unwrap();
        let mut state = LogState::new(["alembic", "alembic.runtime.migration", "other"].map(str::to_owned));
        state.apply(LoggingPlan::from_ini(&ini).unwrap(), true);
        state
    }

    fn emit(state: &LogState, logger: &str, level: Level) -> Vec<(Stream, String)> {
        let time = CreateDate { epoch: 0, year: 2026, month: 11, day: 21, hour: 9, minute: 5, second: 7 };
        state.emit(&LogRecord { logger, level, message: "text", time, milliseconds: 42 }).unwrap()
    }

    #[test]
    fn the_stock_configuration() {
        let state = state();
        assert_eq!(
            emit(&state, "alembic.runtime.migration", Level::INFO),
            [(Stream::Stderr, "Sat 21 Nov 09:05:07 INFO  [alembic.runtime.migration] text".to_owned())]
        );
        assert!(emit(&state, "alembic.runtime.migration", Level::DEBUG).is_empty());
        assert!(emit(&state, "sqlalchemy.engine.Engine", Level::INFO).is_empty());
        assert_eq!(emit(&state, "sqlalchemy.engine.Engine", Level::WARNING).len(), 1);
        assert!(emit(&state, "other", Level::ERROR).is_empty(), "existed before and is not named");
        assert_eq!(emit(&state, "new", Level::ERROR).len(), 1);
    }

    #[test]
    fn before_configuration() {
        let state = LogState::default();
        assert!(emit(&state, "alembic.util.messaging", Level::ERROR).is_empty());
        assert_eq!(emit(&state, "other", Level::ERROR), [(Stream::Stderr, "text".to_owned())]);
        assert!(emit(&state, "other", Level::INFO).is_empty());
    }

    #[test]
    fn a_file_without_logging_sections() {
        let ini = Ini::parse("[alembic]\n", Path::new("a.ini"), "'a.ini'", &IndexMap::new()).unwrap();
        assert_eq!(LoggingPlan::from_ini(&ini).unwrap_err().to_string(), "'formatters'");
    }
}
