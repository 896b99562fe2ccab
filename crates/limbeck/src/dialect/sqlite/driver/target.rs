//! Which file a URL and an engine's `connect_args` name, and how it is opened.

use crate::connection::{
    ConnectError, ConnectOptions, DatabaseUrl,
    options::{read_boolean, truthy},
};
use serde_json::Value as Json;
use std::{
    path::{Component, Path, PathBuf},
    time::Duration,
};

/// Arguments that `SQLAlchemy` takes out of a URL's query for Python's `sqlite3`.
const DRIVER_ARGUMENTS: &[&str] =
    &["uri", "timeout", "isolation_level", "detect_types", "check_same_thread", "cached_statements"];

/// A database file (or memory) and how it is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct SqliteTarget {
    /// An absolute path, `:memory:`, or with `uri` what SQLite reads as a URI.
    pub filename: String,
    /// Whether the file name may be a URI.
    pub uri: bool,
    /// How long a lock is waited for; Python's default is five seconds.
    pub timeout: Duration,
}

impl SqliteTarget {
    /// Reads a URL as `SQLAlchemy`'s dialect does and `connect_args` as Python's `sqlite3.connect` does.
    pub fn of(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Self, ConnectError> {
        let named = |part: &Option<String>| part.as_deref().is_some_and(|text| !text.is_empty());
        if named(&url.username)
            || named(&url.password)
            || named(&url.host)
            || url.port.is_some_and(|port| port != 0)
        {
            return Err(ConnectError::argument(format!(
                "Invalid SQLite URL: {url}\nValid SQLite URL forms are:\n sqlite:///:memory: (or, sqlite://)\n \
                 sqlite:///relative/path/to/file.db\n sqlite:////absolute/path/to/file.db"
            )));
        }
        let mut target = Self { filename: String::new(), uri: false, timeout: Duration::from_secs(5) };
        for name in DRIVER_ARGUMENTS {
            let Some(value) = url.argument(name) else { continue };
            match *name {
                "uri" => target.uri = flag(name, value)?,
                "timeout" => target.timeout = seconds(value.trim().parse().ok(), name)?,
                "check_same_thread" => drop(flag(name, value)?),
                "detect_types" => no_detection(value.trim() == "0")?,
                // `cached_statements` changes no result; an isolation level in a URL is not passed on
                // by `SQLAlchemy` either (it hands over only what it has converted).
                _ => {}
            }
        }
        let uri_arguments: Vec<(&String, &Vec<String>)> =
            url.query.iter().filter(|(name, _)| !DRIVER_ARGUMENTS.contains(&name.as_str())).collect();
        target.filename = if target.uri {
            let mut sorted = uri_arguments;
            sorted.sort_unstable();
            let pairs: Vec<String> = sorted
                .into_iter()
                .flat_map(|(name, values)| values.iter().map(move |value| format!("{name}={value}")))
                .collect();
            let mut filename = url.database.clone().unwrap_or_default();
            if !pairs.is_empty() {
                filename.push('?');
                filename.push_str(&pairs.join("&"));
            }
            filename
        } else {
            if !uri_arguments.is_empty() {
                let names: Vec<&str> = uri_arguments.iter().map(|(name, _)| name.as_str()).collect();
                return Err(ConnectError::unsupported(
                    format!("the argument {} of a SQLite URL", names.join(", ")),
                    "add uri=true and begin the path with file:, or remove it: without that it has no effect",
                ));
            }
            match url.database.as_deref() {
                None | Some("" | ":memory:") => ":memory:".to_owned(),
                Some(path) => absolute(path),
            }
        };
        target.connect_arguments(options)?;
        Ok(target)
    }

    fn connect_arguments(&mut self, options: &ConnectOptions) -> Result<(), ConnectError> {
        for (name, value) in &options.connect_args {
            match name.as_str() {
                "timeout" => self.timeout = seconds(value.as_f64(), name)?,
                "uri" => self.uri = truthy(value),
                "check_same_thread" | "cached_statements" => {}
                "detect_types" => no_detection(!truthy(value))?,
                "isolation_level" => {
                    // `ConnectOptions` has read None as autocommit; the three kinds of BEGIN differ only
                    // in when locks are taken.
                    let level = value.as_str().map(str::to_uppercase);
                    let known = matches!(level.as_deref(), Some("" | "DEFERRED" | "IMMEDIATE" | "EXCLUSIVE"));
                    if !(known || value.is_null()) {
                        return Err(ConnectError::raised(
                            "builtins.ValueError",
                            "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'",
                        ));
                    }
                }
                "autocommit" => {
                    if !(value == &Json::Bool(true) || value.as_i64() == Some(-1)) {
                        return Err(ConnectError::unsupported(
                            "the connect argument autocommit=False of sqlite3",
                            "remove it: a step's transaction is begun by Limbeck",
                        ));
                    }
                }
                "factory" => {
                    if !value.is_null() {
                        return Err(ConnectError::unsupported(
                            "the connect argument factory of sqlite3",
                            "remove it: Limbeck takes the driver's place",
                        ));
                    }
                }
                other => {
                    return Err(ConnectError::raised(
                        "builtins.TypeError",
                        format!("'{other}' is an invalid keyword argument for Connection()"),
                    ));
                }
            }
        }
        Ok(())
    }
}

fn flag(name: &str, value: &str) -> Result<bool, ConnectError> {
    read_boolean(value).ok_or_else(|| {
        ConnectError::raised(
            "builtins.ValueError",
            format!("String is not true/false: '{}' ({name})", value.trim().to_lowercase()),
        )
    })
}

fn seconds(value: Option<f64>, name: &str) -> Result<Duration, ConnectError> {
    // SQLite counts milliseconds in 31 bits.
    let bounded = value.map(|value| value.clamp(0.0, 2_147_483.0));
    bounded.and_then(|value| Duration::try_from_secs_f64(value).ok()).ok_or_else(|| {
        ConnectError::raised(
            "builtins.ValueError",
            format!("could not convert the argument {name} to a number"),
        )
    })
}

fn no_detection(off: bool) -> Result<(), ConnectError> {
    if off {
        return Ok(());
    }
    Err(ConnectError::unsupported(
        "the connect argument detect_types of sqlite3",
        "remove it: values are converted by the types of the columns",
    ))
}

/// Python's `os.path.abspath`: joined to the current directory, `.` and `..` folded as text.
fn absolute(path: &str) -> String {
    let joined = match std::env::current_dir() {
        Ok(directory) => directory.join(path),
        Err(_) => PathBuf::from(path),
    };
    let mut folded = PathBuf::new();
    for component in joined.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if folded.parent().is_some() {
                    folded.pop();
                }
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => folded.push(component),
        }
    }
    Path::new(&folded).to_string_lossy().into_owned()
}
