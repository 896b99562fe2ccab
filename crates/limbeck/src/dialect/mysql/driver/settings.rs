//! From a URL and `connect_args` to what a connection is made with, by the names that Python's drivers
//! have for it. What has an effect is honoured or refused by name.

use super::wire::Address;
use crate::connection::{ConnectError, ConnectOptions, DatabaseUrl, DriverName, driver_name::MysqlDriver};
use serde_json::{Map, Value as Json};
use std::{path::PathBuf, time::Duration};

/// How much of a server's certificate is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TlsCheck {
    #[default]
    Nothing,
    Authority,
    Name,
}

/// TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tls {
    /// Without it there is no connection; otherwise it is used where the server has it.
    pub required: bool,
    pub check: TlsCheck,
    pub authority: Option<PathBuf>,
    /// Certificate and key of the client.
    pub identity: Option<(PathBuf, PathBuf)>,
}

/// Everything a connection is made with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settings {
    pub driver: MysqlDriver,
    pub mariadb: bool,
    pub address: Address,
    pub user: String,
    pub password: String,
    pub database: Option<String>,
    /// `None`: never.
    pub tls: Option<Tls>,
    pub connect_timeout: Option<Duration>,
    pub read_timeout: Option<Duration>,
    pub write_timeout: Option<Duration>,
    /// Several statements in one text.
    pub several_statements: bool,
    /// Statements sent before any other, in order.
    pub first_statements: Vec<String>,
}

impl Settings {
    /// How the driver names the server in errors.
    pub fn place(&self) -> String {
        match &self.address {
            Address::Tcp { host, .. } => host.clone(),
            Address::Unix(_) => "localhost".to_owned(),
        }
    }
}

/// Arguments that change nothing here, whatever they say.
const WITHOUT_EFFECT: &[&str] = &[
    "program_name",
    "max_allowed_packet",
    "binary_prefix",
    "buffered",
    "use_pure",
    "get_warnings",
    "echo",
    "auth_plugin",
    "pool_name",
    "pool_size",
    "pool_reset_session",
    "consume_results",
    "connection_attributes",
    "conn_attrs",
    "connect_attrs",
    "minsize",
    "maxsize",
    "loop",
    "prepared",
    "reconnect",
    "get_server_public_key",
];

/// Arguments that may say only this.
const ONLY: &[(&str, bool)] = &[
    ("use_unicode", true),
    ("compress", false),
    ("local_infile", false),
    ("allow_local_infile", false),
    ("defer_connect", false),
    ("named_pipe", false),
    ("raise_on_warnings", false),
    ("raw", false),
    ("force_ipv6", false),
    ("ansi_quotes", false),
];

/// The client's flags that a number in a URL may hold: `FOUND_ROWS` is set anyway.
const FOUND_ROWS: u64 = 2;
/// Several statements in one text.
const MULTI_STATEMENTS: u64 = 1 << 16;

/// Character sets that are UTF-8.
const UTF8: &[&str] = &["utf8mb4", "utf8", "utf8mb3"];

/// Reads everything.
pub(super) fn settings(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Settings, ConnectError> {
    let DriverName::Mysql { driver, mariadb } = DriverName::of(url)? else {
        return Err(ConnectError::unsupported("this driver", "name a driver of MySQL's"));
    };
    let mut given = Given::read(url, options)?;
    let host = given.text("host").filter(|host| !host.is_empty());
    let port = given.number("port")?;
    let socket = given.text("unix_socket");
    let address = match socket.filter(|socket| !socket.is_empty()) {
        Some(socket) => Address::Unix(PathBuf::from(socket)),
        None => Address::Tcp {
            host: host.unwrap_or_else(|| "localhost".to_owned()),
            port: port.and_then(|port| u16::try_from(port).ok()).filter(|port| *port != 0).unwrap_or(3306),
        },
    };
    let user = given.text("user").or_else(|| given.text("username"));
    let password = given.first_text(&["password", "passwd"]).unwrap_or_default();
    let database = given.first_text(&["database", "db"]).filter(|name| !name.is_empty());
    let tls = given.tls()?;
    let default_timeout = if driver == MysqlDriver::Mysqldb { None } else { Some(Duration::from_secs(10)) };
    let connect_timeout = match given.seconds("connect_timeout")? {
        Some(timeout) => Some(timeout),
        None => given.seconds("connection_timeout")?.or(default_timeout),
    };
    let flags = given.number("client_flag")?.unwrap_or(0);
    if flags & !(FOUND_ROWS | MULTI_STATEMENTS) != 0 {
        return Err(refused("client_flag", "leave out every flag but FOUND_ROWS and MULTI_STATEMENTS"));
    }
    // mysqlclient asks for several statements in a text unless it is told not to.
    let usual = driver == MysqlDriver::Mysqldb;
    let several_statements =
        given.boolean("multi_statements")?.unwrap_or(usual) || flags & MULTI_STATEMENTS != 0;
    let first_statements = given.first_statements()?;
    let settings = Settings {
        driver,
        mariadb,
        address,
        user: user.filter(|user| !user.is_empty()).unwrap_or_else(system_user),
        password,
        database,
        tls,
        connect_timeout,
        read_timeout: given.seconds("read_timeout")?,
        write_timeout: given.seconds("write_timeout")?,
        several_statements,
        first_statements,
    };
    given.finish()?;
    Ok(settings)
}

/// Whom a connection is for where nobody is named.
fn system_user() -> String {
    std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "root".to_owned())
}

fn refused(name: &str, help: &str) -> ConnectError {
    ConnectError::unsupported(format!("the connection argument {name}"), help)
}

/// Arguments not looked at yet.
struct Given(Map<String, Json>);

impl Given {
    fn read(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Self, ConnectError> {
        let mut given = Map::new();
        let parts = [
            ("host", &url.host),
            ("database", &url.database),
            ("user", &url.username),
            ("password", &url.password),
        ];
        for (name, part) in parts {
            if let Some(text) = part {
                given.insert(name.to_owned(), Json::from(text.as_str()));
            }
        }
        if let Some(port) = url.port {
            given.insert("port".to_owned(), Json::from(port));
        }
        for (name, values) in &url.query {
            let [value] = values.as_slice() else {
                return Err(ConnectError::unsupported(
                    format!("the argument {name} more than once in a database URL"),
                    "give it once",
                ));
            };
            given.insert(name.clone(), Json::from(value.as_str()));
        }
        for (name, value) in &options.connect_args {
            given.insert(name.clone(), value.clone());
        }
        Ok(Self(given))
    }

    fn take(&mut self, name: &str) -> Option<Json> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name).map(|value| if let Json::String(text) = value { text } else { value.to_string() })
    }

    /// The first of several names for one thing; the others are passed over.
    fn first_text(&mut self, names: &[&str]) -> Option<String> {
        let mut found = None;
        for name in names {
            let value = self.text(name);
            found = found.or(value);
        }
        found
    }

    fn number(&mut self, name: &str) -> Result<Option<u64>, ConnectError> {
        match self.text(name) {
            None => Ok(None),
            Some(text) => text.trim().parse().map(Some).map_err(|_| {
                ConnectError::raised(
                    "builtins.ValueError",
                    format!("invalid literal for int() with base 10: '{text}'"),
                )
            }),
        }
    }

    fn seconds(&mut self, name: &str) -> Result<Option<Duration>, ConnectError> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let seconds: f64 = text.trim().parse().map_err(|_| {
            ConnectError::raised(
                "builtins.ValueError",
                format!("invalid literal for int() with base 10: '{text}'"),
            )
        })?;
        Ok(Duration::try_from_secs_f64(seconds).ok().filter(|duration| !duration.is_zero()))
    }

    fn boolean(&mut self, name: &str) -> Result<Option<bool>, ConnectError> {
        let Some(value) = self.take(name) else { return Ok(None) };
        match &value {
            Json::Bool(flag) => Ok(Some(*flag)),
            Json::Number(number) => Ok(Some(number.as_f64() != Some(0.0))),
            Json::String(text) => match text.to_lowercase().as_str() {
                "true" | "yes" | "on" | "y" | "t" | "1" => Ok(Some(true)),
                "false" | "no" | "off" | "n" | "f" | "0" => Ok(Some(false)),
                _ => Err(ConnectError::raised(
                    "builtins.ValueError",
                    format!("String is not true/false: '{text}'"),
                )),
            },
            Json::Null | Json::Array(_) | Json::Object(_) => Err(refused(name, "give True or False")),
        }
    }

    fn tls(&mut self) -> Result<Option<Tls>, ConnectError> {
        const SEPARATE: &[&str] = &[
            "ca",
            "capath",
            "cert",
            "key",
            "cipher",
            "check_hostname",
            "verify_mode",
            "key_password",
            "password",
        ];
        if self.boolean("ssl_disabled")? == Some(true) {
            return Ok(None);
        }
        let mode = self.text("ssl_mode").map(|mode| mode.to_uppercase());
        let mut parts = match self.take("ssl") {
            None | Some(Json::Bool(false)) => Map::new(),
            Some(Json::Bool(true)) => Map::from_iter([("required".to_owned(), Json::Bool(true))]),
            Some(Json::Object(parts)) => parts,
            Some(Json::String(text)) if matches!(text.to_lowercase().as_str(), "true" | "1") => {
                Map::from_iter([("required".to_owned(), Json::Bool(true))])
            }
            Some(_) => return Err(refused("ssl", "give a dictionary of ca, cert, key and check_hostname")),
        };
        for name in SEPARATE {
            if let Some(value) = self.take(&format!("ssl_{name}")) {
                parts.insert((*name).to_owned(), value);
            }
        }
        let verify_certificate = self.boolean("ssl_verify_cert")?;
        let verify_name = self.boolean("ssl_verify_identity")?;
        let mut parts = Self(parts);
        let required = !parts.0.is_empty() || verify_certificate.is_some() || verify_name.is_some();
        parts.take("required");
        for name in ["capath", "cipher", "key_password", "password"] {
            if parts.take(name).is_some() {
                return Err(refused(
                    &format!("ssl_{name}"),
                    "give the authority's certificates as one file (ssl_ca) and the key unencrypted",
                ));
            }
        }
        let authority = parts.first_text(&["ca", "cafile"]).map(PathBuf::from);
        let certificate = parts.first_text(&["cert", "certfile"]);
        let key = parts.first_text(&["key", "keyfile"]);
        let identity = certificate
            .map(|path| (PathBuf::from(&path), PathBuf::from(key.unwrap_or_else(|| path.clone()))));
        let check_name = parts.boolean("check_hostname")?;
        let verify_mode = parts.text("verify_mode").map(|mode| mode.to_lowercase());
        parts.finish_tls()?;
        let by_mode = match mode.as_deref() {
            None => None,
            Some("DISABLED") => return Ok(None),
            Some("PREFERRED") => Some((false, TlsCheck::Nothing)),
            Some("REQUIRED") => Some((true, TlsCheck::Nothing)),
            Some("VERIFY_CA") => Some((true, TlsCheck::Authority)),
            Some("VERIFY_IDENTITY") => Some((true, TlsCheck::Name)),
            Some(_) => {
                return Err(refused(
                    "ssl_mode",
                    "give DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY",
                ));
            }
        };
        let verifies = verify_name == Some(true)
            || match (verify_certificate, verify_mode.as_deref()) {
                (Some(verifies), _) => verifies,
                (None, Some(mode)) => !matches!(mode, "none" | "0" | "false" | "no"),
                (None, None) => authority.is_some() && verify_name.is_none(),
            };
        let check = match (verifies, verify_name.or(check_name)) {
            (false, _) => TlsCheck::Nothing,
            (true, Some(true)) => TlsCheck::Name,
            // Given by itself an authority vouches for the name too.
            (true, None) if verify_certificate.is_none() => TlsCheck::Name,
            (true, None | Some(false)) => TlsCheck::Authority,
        };
        let (required, check) = match by_mode {
            Some((mode_required, mode_check)) => (mode_required || required, mode_check),
            None => (required, check),
        };
        Ok(Some(Tls { required, check, authority, identity }))
    }

    fn finish_tls(self) -> Result<(), ConnectError> {
        match self.0.keys().next() {
            Some(name) => Err(refused(&format!("ssl[{name}]"), "remove it")),
            None => Ok(()),
        }
    }

    /// Statements that a driver sends before anything else.
    fn first_statements(&mut self) -> Result<Vec<String>, ConnectError> {
        let charset = self.text("charset").unwrap_or_else(|| "utf8mb4".to_owned());
        if !UTF8.contains(&charset.to_lowercase().as_str()) {
            return Err(refused("charset", "use utf8mb4: text travels as UTF-8"));
        }
        let mut statements = vec![match self.text("collation") {
            Some(collation) if is_word(&collation) => format!("SET NAMES {charset} COLLATE {collation}"),
            Some(_) => return Err(refused("collation", "give the name of a collation")),
            None => format!("SET NAMES {charset}"),
        }];
        if let Some(mode) = self.text("sql_mode") {
            statements.push(format!("SET sql_mode={}", super::super::values::string(&mode)));
        }
        if let Some(zone) = self.text("time_zone") {
            statements.push(format!("SET time_zone={}", super::super::values::string(&zone)));
        }
        if let Some(command) = self.text("init_command") {
            statements.push(command);
        }
        Ok(statements)
    }

    /// Refuses what nobody looked at.
    fn finish(mut self) -> Result<(), ConnectError> {
        // Whether statements commit themselves was read with the engine's options.
        self.take("autocommit");
        for name in WITHOUT_EFFECT {
            self.take(name);
        }
        for (name, wanted) in ONLY {
            if self.boolean(name)?.is_some_and(|value| value != *wanted) {
                let help = if *wanted { "leave it at True" } else { "leave it at False" };
                return Err(refused(name, help));
            }
        }
        let names: Vec<&String> =
            self.0.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name).collect();
        match names.first() {
            Some(name) => Err(refused(name, "remove it, or set it in the server's configuration")),
            None => Ok(()),
        }
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|each| each.is_ascii_alphanumeric() || each == '_')
}
