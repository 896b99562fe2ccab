//! From a URL and `connect_args` to a driver's own keywords, as `SQLAlchemy`'s dialects hand them over.

use super::environment::Environment;
use super::settings::Settings;
use crate::connection::{ConnectError, ConnectOptions, DatabaseUrl, DriverName};
use indexmap::IndexMap;
use serde_json::Value as Json;

/// One host with its port, both as given.
pub(super) type HostPort = (Option<String>, Option<i64>);

/// The keywords a driver would be called with.
#[derive(Debug, Default)]
pub(super) struct Keywords {
    /// Everything but hosts from the URL's query.
    pub values: IndexMap<String, Json>,
    /// Hosts of the URL's query (`?host=a:1&host=b:2`, `?host=a,b&port=1,2`).
    pub hosts: Vec<HostPort>,
}

/// Reads everything; what a driver does not know is refused as it refuses it.
pub(super) fn settings(
    url: &DatabaseUrl,
    options: &ConnectOptions,
    environment: &Environment<'_>,
) -> Result<Settings, ConnectError> {
    let driver = DriverName::of(url)?;
    let mut keywords = Keywords::read(url, driver)?;
    for (name, value) in &options.connect_args {
        if name == "host" || name == "port" {
            // A host here wins over all of the URL's.
            keywords.hosts.clear();
        }
        keywords.values.insert(name.clone(), value.clone());
    }
    match driver {
        DriverName::Asyncpg => super::asyncpg::settings(keywords, environment),
        DriverName::Pg8000 => super::pg8000::settings(keywords, environment),
        DriverName::Psycopg
        | DriverName::PsycopgAsync
        | DriverName::Psycopg2
        | DriverName::Psycopg2Cffi
        | DriverName::Pysqlite
        | DriverName::Mysql { .. }
        | DriverName::Aiosqlite => super::libpq::settings(driver, keywords, environment),
    }
}

impl Keywords {
    fn read(url: &DatabaseUrl, driver: DriverName) -> Result<Self, ConnectError> {
        let mut keywords = Self::default();
        let database = if driver.uses_libpq() { "dbname" } else { "database" };
        let parts = [
            ("host", &url.host),
            (database, &url.database),
            ("user", &url.username),
            ("password", &url.password),
        ];
        for (name, part) in parts {
            if let Some(text) = part.as_deref().filter(|text| !text.is_empty()) {
                keywords.values.insert(name.to_owned(), Json::from(text));
            }
        }
        if let Some(port) = url.port.filter(|port| *port != 0) {
            keywords.values.insert("port".to_owned(), Json::from(port));
        }
        if driver != DriverName::Pg8000 {
            keywords.hosts = hosts(url)?;
        }
        for (name, values) in &url.query {
            match (name.as_str(), values.as_slice()) {
                ("host" | "port", _) if !keywords.hosts.is_empty() => {}
                (_, [value]) => {
                    keywords.values.insert(name.clone(), Json::from(value.as_str()));
                }
                _ => {
                    return Err(ConnectError::unsupported(
                        format!("the argument {name} more than once in a database URL"),
                        "give it once",
                    ));
                }
            }
        }
        if keywords.hosts.iter().any(|(host, _)| host.is_some()) {
            keywords.values.shift_remove("host");
        }
        Ok(keywords)
    }

    /// Takes a keyword out.
    pub fn take(&mut self, name: &str) -> Option<Json> {
        self.values.shift_remove(name).filter(|value| !value.is_null())
    }

    /// Takes a keyword out as text, as Python's `str` writes it.
    pub fn take_text(&mut self, name: &str) -> Option<String> {
        self.take(name).map(|value| text(&value))
    }
}

/// Python's `str` of a plain value.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::Null => "None".to_owned(),
        Json::Number(_) | Json::Array(_) | Json::Object(_) => value.to_string(),
    }
}

/// Hosts and ports of the query, as `SQLAlchemy` splits them.
fn hosts(url: &DatabaseUrl) -> Result<Vec<HostPort>, ConnectError> {
    let mut integrated = false;
    let mut hosts: Vec<Option<String>> = Vec::new();
    let mut ports: Vec<Option<String>> = Vec::new();
    match url.query.get("host").map(Vec::as_slice) {
        None => {}
        Some([single]) => {
            hosts = single.split(',').map(|host| Some(host.to_owned())).collect();
            if let ([only], false) = (hosts.as_slice(), url.query.contains_key("port"))
                && let Some((name, port)) = only.clone().unwrap_or_default().split_once(':')
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
                && port.chars().all(|c| c.is_ascii_digit())
            {
                integrated = true;
                hosts = vec![Some(name.to_owned())];
                ports = vec![Some(port.to_owned()).filter(|port| !port.is_empty())];
            }
        }
        Some(several) => {
            integrated = true;
            for token in several {
                let (host, port) =
                    token.split_once(':').map_or((token.as_str(), None), |(h, p)| (h, Some(p)));
                hosts.push(Some(host.to_owned()));
                ports.push(port.map(str::to_owned));
            }
        }
    }
    if let Some(given) = url.query.get("port") {
        if integrated {
            return Err(ConnectError::argument(
                "Can't mix 'multihost' formats together; use \"host=h1,h2,h3&port=p1,p2,p3\" or \
                 \"host=h1:p1&host=h2:p2&host=h3:p3\" separately",
            ));
        }
        ports = match given.as_slice() {
            [single] => single.split(',').map(|port| Some(port.to_owned())).collect(),
            several => several.iter().cloned().map(Some).collect(),
        };
    }
    let mut numbers = Vec::new();
    for port in &ports {
        numbers.push(match port.as_deref().filter(|port| !port.is_empty()) {
            None => None,
            Some(port) => Some(port.trim().parse::<i64>().map_err(|_| {
                ConnectError::argument(format!("Received non-integer port arguments: {ports:?}"))
            })?),
        });
    }
    let mismatch = !numbers.is_empty()
        && ((hosts.is_empty() && numbers.len() > 1)
            || (!hosts.is_empty() && hosts.len() != numbers.len() && (hosts.len() > 1 || numbers.len() > 1)));
    if mismatch {
        return Err(ConnectError::argument("number of hosts and ports don't match"));
    }
    if hosts.is_empty() {
        // A port alone belongs to the URL's own host.
        return Ok(numbers.into_iter().map(|port| (None, port)).collect());
    }
    Ok(hosts
        .into_iter()
        .enumerate()
        .map(|(index, host)| (host, numbers.get(index).copied().flatten()))
        .collect())
}
