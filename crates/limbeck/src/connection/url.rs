//! Database URLs, read and written as `SQLAlchemy`'s `make_url` and `URL` do.
//!
//! A password never leaves this type by accident: `Display` and `Debug` show `***`. What a URL
//! *means* to a driver does not live here but with the driver.

use super::ConnectError;
use crate::python::python_repr;
use indexmap::IndexMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What Python's `quote` never escapes, besides letters and digits.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'_').remove(b'.').remove(b'-').remove(b'~');
/// User names and passwords keep spaces and plus signs.
const CREDENTIAL: &AsciiSet = &UNRESERVED.remove(b' ').remove(b'+');
/// Database names keep slashes too.
const DATABASE: &AsciiSet = &CREDENTIAL.remove(b'/');
/// Query strings write a space as `+`, which is done after escaping.
const QUERY: &AsciiSet = &UNRESERVED.remove(b' ');

/// A database URL in its parts, decoded.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseUrl {
    /// `dialect` or `dialect+driver`, as written.
    pub drivername: String,
    /// User name; `Some("")` where there was an `@` with nothing before it.
    #[serde(default)]
    pub username: Option<String>,
    /// Password.
    #[serde(default)]
    pub password: Option<String>,
    /// Host name or address, without the brackets of IPv6.
    #[serde(default)]
    pub host: Option<String>,
    /// Port, of any size Python would take.
    #[serde(default)]
    pub port: Option<i64>,
    /// Database name, or a path.
    #[serde(default)]
    pub database: Option<String>,
    /// Query arguments in order of first appearance; one given more than once has several values.
    #[serde(default)]
    pub query: IndexMap<String, Vec<String>>,
}

impl DatabaseUrl {
    /// Reads a URL as `make_url(text)` does.
    ///
    /// Fails with `sqlalchemy.exc.ArgumentError` where it is none, and with `ValueError` where
    /// its port is no number.
    pub fn parse(text: &str) -> Result<Self, ConnectError> {
        Self::parse_with(text, false)
    }

    /// Reads a URL as `make_url(text, keep_blank_values=…)` does.
    pub fn parse_with(text: &str, keep_blank_values: bool) -> Result<Self, ConnectError> {
        let malformed = || ConnectError::argument("Could not parse SQLAlchemy URL from given URL string");
        let name_end =
            text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '+')).unwrap_or(text.len());
        let (name, rest) = text.split_at(name_end);
        let rest = rest.strip_prefix("://").filter(|_| !name.is_empty()).ok_or_else(malformed)?;

        let (username, password, rest) = split_credentials(rest);
        let (host, rest) = split_host(rest);
        let (port, rest) = match rest.strip_prefix(':') {
            Some(rest) => {
                let (port, rest) = split_at_any(rest, &['/', '?']);
                (Some(parse_port(port)?), rest)
            }
            None => (None, rest),
        };
        let (database, rest) = match rest.strip_prefix('/') {
            Some(rest) => {
                let (database, rest) = split_at_any(rest, &['?']);
                (Some(unquote(database)), rest)
            }
            None => (None, rest),
        };
        // Whatever follows a line break, or follows the host unread, is dropped by the original too.
        let query = rest.strip_prefix('?').map(|rest| split_at_any(rest, &['\n']).0).unwrap_or_default();

        Ok(Self {
            drivername: name.to_owned(),
            username: username.map(unquote),
            password: password.map(unquote),
            host: host.map(str::to_owned),
            port,
            database,
            query: parse_query(query, keep_blank_values),
        })
    }

    /// The part of the driver name before `+`.
    pub fn backend_name(&self) -> &str {
        self.drivername.split('+').next().unwrap_or_default()
    }

    /// The URL as text, with the password as `***` or in the clear (`render_as_string`).
    pub fn render(&self, hide_password: bool) -> String {
        let mut text = format!("{}://", self.drivername);
        if let Some(username) = &self.username {
            text.extend(utf8_percent_encode(username, CREDENTIAL));
            if let Some(password) = &self.password {
                text.push(':');
                if hide_password {
                    text.push_str("***");
                } else {
                    text.extend(utf8_percent_encode(password, CREDENTIAL));
                }
            }
            text.push('@');
        }
        match &self.host {
            Some(host) if host.contains(':') => {
                text.push('[');
                text.push_str(host);
                text.push(']');
            }
            Some(host) => text.push_str(host),
            None => {}
        }
        if let Some(port) = self.port {
            text.push(':');
            text.push_str(&port.to_string());
        }
        if let Some(database) = &self.database {
            text.push('/');
            text.extend(utf8_percent_encode(database, DATABASE));
        }
        let mut keys: Vec<&String> = self.query.keys().collect();
        keys.sort_unstable();
        let mut separator = '?';
        for key in keys {
            for value in self.query.get(key).into_iter().flatten() {
                text.push(separator);
                separator = '&';
                text.push_str(&quote_plus(key));
                text.push('=');
                text.push_str(&quote_plus(value));
            }
        }
        text
    }

    /// The last value of a query argument.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.query.get(name).and_then(|values| values.last()).map(String::as_str)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Query arguments may hold secrets as well.
        let mut shown = self.clone();
        for (name, values) in &mut shown.query {
            if matches!(name.as_str(), "password" | "sslpassword" | "passwd") {
                values.clear();
                values.push("***".to_owned());
            }
        }
        f.write_str(&shown.render(true).replace("%2A%2A%2A", "***"))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DatabaseUrl {
    type Err = ConnectError;

    fn from_str(text: &str) -> Result<Self, ConnectError> {
        Self::parse(text)
    }
}

/// Text before the first of some characters, and the rest from there on.
fn split_at_any<'a>(text: &'a str, stops: &[char]) -> (&'a str, &'a str) {
    text.split_at(text.find(stops).unwrap_or(text.len()))
}

/// `username[:password]@`, if it is there.
///
/// The original's pattern lets a user name hold `@` and a password hold anything but `@`, so an `@`
/// far to the right makes a password of what looks like a port and a path.
fn split_credentials(text: &str) -> (Option<&str>, Option<&str>, &str) {
    let (run, after) = split_at_any(text, &[':', '/']);
    if let Some(secret) = after.strip_prefix(':')
        && let Some((password, rest)) = secret.split_once('@')
    {
        return (Some(run), Some(password), rest);
    }
    match run.rfind('@') {
        Some(at) => {
            let (username, rest) = text.split_at(at);
            (Some(username), None, rest.strip_prefix('@').unwrap_or(rest))
        }
        None => (None, None, text),
    }
}

/// `[address]` or `host`, if it is there.
fn split_host(text: &str) -> (Option<&str>, &str) {
    if let Some(inner) = text.strip_prefix('[') {
        let (run, _) = split_at_any(inner, &['/', '?']);
        if let Some(end) = run.rfind(']').filter(|end| *end > 0) {
            let (address, rest) = inner.split_at(end);
            return (Some(address), rest.strip_prefix(']').unwrap_or(rest));
        }
    }
    let (host, rest) = split_at_any(text, &['/', ':', '?']);
    (Some(host).filter(|host| !host.is_empty()), rest)
}

/// What Python's `int` makes of a port.
fn parse_port(text: &str) -> Result<i64, ConnectError> {
    let invalid = || {
        ConnectError::raised(
            "builtins.ValueError",
            format!("invalid literal for int() with base 10: {}", python_repr(text)),
        )
    };
    let trimmed = text.trim();
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    // An underscore may stand between two digits.
    let well_formed = !digits.is_empty()
        && digits.split('_').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if !well_formed {
        return Err(invalid());
    }
    let number: i64 = digits.replace('_', "").parse().map_err(|_| invalid())?;
    Ok(if negative { -number } else { number })
}

fn unquote(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn quote_plus(text: &str) -> String {
    utf8_percent_encode(text, QUERY).to_string().replace(' ', "+")
}

/// Python's `parse_qsl`.
fn parse_query(text: &str, keep_blank_values: bool) -> IndexMap<String, Vec<String>> {
    let mut query: IndexMap<String, Vec<String>> = IndexMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if value.is_empty() && !keep_blank_values {
            continue;
        }
        let decode = |text: &str| unquote(&text.replace('+', " "));
        query.entry(decode(name)).or_default().push(decode(value));
    }
    query
}
