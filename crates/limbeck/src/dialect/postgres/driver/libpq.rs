//! libpq's connection keywords
//! (<https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>).
//!
//! Explicit keywords win over a service's, those over variables, those over defaults. Every keyword is
//! honoured or refused, except the few of which nothing could be seen: `gssencmode` other than
//! `require`, Kerberos' names, `sslcompression`, `load_balance_hosts` and
//! `sslcertmode=allow`.

use super::{
    environment::Environment,
    keywords::Keywords,
    settings::{
        ChannelBinding, Endpoint, Host, Identity, Keepalive, Roots, Secret, Settings, Target, TlsMode,
        TlsSettings,
    },
};
use crate::connection::{ConnectError, DatabaseError, DatabaseErrorKind, DriverName, options::is_utf8_name};
use indexmap::IndexMap;
use serde_json::Value as Json;
use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// libpq's keywords and the variables that stand in for them.
const KEYWORDS: &[(&str, &str)] = &[
    ("service", "PGSERVICE"),
    ("user", "PGUSER"),
    ("password", "PGPASSWORD"),
    ("passfile", "PGPASSFILE"),
    ("channel_binding", "PGCHANNELBINDING"),
    ("connect_timeout", "PGCONNECT_TIMEOUT"),
    ("dbname", "PGDATABASE"),
    ("host", "PGHOST"),
    ("hostaddr", "PGHOSTADDR"),
    ("port", "PGPORT"),
    ("client_encoding", "PGCLIENTENCODING"),
    ("options", "PGOPTIONS"),
    ("application_name", "PGAPPNAME"),
    ("fallback_application_name", ""),
    ("keepalives", ""),
    ("keepalives_idle", ""),
    ("keepalives_interval", ""),
    ("keepalives_count", ""),
    ("tcp_user_timeout", ""),
    ("sslmode", "PGSSLMODE"),
    ("sslnegotiation", "PGSSLNEGOTIATION"),
    ("sslcompression", "PGSSLCOMPRESSION"),
    ("sslcert", "PGSSLCERT"),
    ("sslkey", "PGSSLKEY"),
    ("sslcertmode", "PGSSLCERTMODE"),
    ("sslpassword", ""),
    ("sslrootcert", "PGSSLROOTCERT"),
    ("sslcrl", "PGSSLCRL"),
    ("sslcrldir", "PGSSLCRLDIR"),
    ("sslsni", "PGSSLSNI"),
    ("requirepeer", "PGREQUIREPEER"),
    ("require_auth", "PGREQUIREAUTH"),
    ("min_protocol_version", "PGMINPROTOCOLVERSION"),
    ("max_protocol_version", "PGMAXPROTOCOLVERSION"),
    ("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"),
    ("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
    ("gssencmode", "PGGSSENCMODE"),
    ("krbsrvname", "PGKRBSRVNAME"),
    ("gsslib", "PGGSSLIB"),
    ("gssdelegation", "PGGSSDELEGATION"),
    ("replication", ""),
    ("target_session_attrs", "PGTARGETSESSIONATTRS"),
    ("load_balance_hosts", "PGLOADBALANCEHOSTS"),
    ("scram_client_key", ""),
    ("scram_server_key", ""),
    ("oauth_issuer", ""),
    ("oauth_client_id", ""),
    ("oauth_client_secret", ""),
    ("oauth_scope", ""),
    ("sslkeylogfile", ""),
];

/// Directories in which builds of libpq look for the server's socket.
const SOCKET_DIRECTORIES: &[&str] = &["/var/run/postgresql", "/tmp"];

/// What `application_name` is where nobody gives one.
pub(super) const APPLICATION_NAME: &str = "limbeck";

struct Parameters {
    driver: DriverName,
    values: IndexMap<String, String>,
}

impl Parameters {
    fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn fail(&self, message: &str) -> ConnectError {
        let prefix = if self.driver.is_psycopg() { "connection is bad: " } else { "" };
        ConnectError::Database(super::error::connecting(format!("{prefix}{message}")))
    }

    fn invalid(&self, name: &str, value: &str) -> ConnectError {
        self.fail(&format!("invalid {name} value: \"{value}\""))
    }

    fn integer(&self, name: &str) -> Result<Option<i64>, ConnectError> {
        self.get(name)
            .map(|value| {
                value.trim().parse().map_err(|_| {
                    self.fail(&format!("invalid integer value \"{value}\" for connection option \"{name}\""))
                })
            })
            .transpose()
    }
}

/// Reads psycopg's or psycopg2's keywords.
pub(super) fn settings(
    driver: DriverName,
    mut keywords: Keywords,
    environment: &Environment<'_>,
) -> Result<Settings, ConnectError> {
    python_keywords(driver, &mut keywords)?;
    let mut parameters = Parameters { driver, values: IndexMap::new() };
    for (name, value) in &keywords.values {
        if !KEYWORDS.iter().any(|(known, _)| known == name) {
            let prefix = if driver.is_psycopg() { "" } else { "invalid dsn: " };
            let message = format!("{prefix}invalid connection option \"{name}\"");
            return Err(DatabaseError::new(DatabaseErrorKind::Programming, message).into());
        }
        if !value.is_null() {
            parameters.values.insert(name.clone(), super::keywords::text(value));
        }
    }
    if !keywords.hosts.is_empty() {
        let join = |parts: Vec<String>| parts.join(",");
        if keywords.hosts.iter().any(|(host, _)| host.is_some()) {
            let hosts = keywords.hosts.iter().map(|(host, _)| host.clone().unwrap_or_default()).collect();
            parameters.values.insert("host".to_owned(), join(hosts));
        }
        let ports: Vec<String> = keywords
            .hosts
            .iter()
            .map(|(_, port)| port.map(|port| port.to_string()).unwrap_or_default())
            .collect();
        if ports.iter().any(|port| !port.is_empty()) {
            parameters.values.insert("port".to_owned(), join(ports));
        }
    }
    let service = parameters.get("service").map(str::to_owned).or_else(|| environment.filled("PGSERVICE"));
    if let Some(service) = service {
        for (name, value) in environment.service(&service).map_err(|message| parameters.fail(&message))? {
            if !KEYWORDS.iter().any(|(known, _)| *known == name) {
                return Err(parameters
                    .fail(&format!("invalid connection option \"{name}\" of service \"{service}\"")));
            }
            parameters.values.entry(name).or_insert(value);
        }
    }
    for (name, variable) in KEYWORDS {
        if !variable.is_empty()
            && !parameters.values.contains_key(*name)
            && let Some(value) = environment.get(variable)
        {
            parameters.values.insert((*name).to_owned(), value);
        }
    }
    refuse_unsupported(&parameters)?;
    assemble(&parameters, environment)
}

/// Keywords of the Python function that are not libpq's.
fn python_keywords(driver: DriverName, keywords: &mut Keywords) -> Result<(), ConnectError> {
    let opaque = |name: &str| {
        ConnectError::unsupported(
            format!("the connect argument {name}"),
            "remove it: Limbeck takes the driver's place",
        )
    };
    if driver.is_psycopg() {
        // Whether statements are prepared on the server changes no result; autocommit has been read.
        keywords.take("autocommit");
        keywords.values.shift_remove("prepare_threshold");
        for name in ["row_factory", "cursor_factory", "context", "conninfo"] {
            if keywords.take(name).is_some() {
                return Err(opaque(name));
            }
        }
        return Ok(());
    }
    if let Some(database) = keywords.take("database") {
        keywords.values.entry("dbname".to_owned()).or_insert(database);
    }
    for name in ["connection_factory", "cursor_factory", "dsn", "async", "async_"] {
        if keywords.take(name).is_some_and(|value| value != Json::Bool(false)) {
            return Err(opaque(name));
        }
    }
    Ok(())
}

fn refuse_unsupported(parameters: &Parameters) -> Result<(), ConnectError> {
    let refuse = |name: &str, help: &str| {
        Err(ConnectError::unsupported(format!("the connection parameter {name}"), help))
    };
    for name in
        ["replication", "scram_client_key", "scram_server_key", "requirepeer", "sslcrldir", "sslkeylogfile"]
    {
        if parameters.get(name).is_some() {
            return refuse(name, "remove it");
        }
    }
    if parameters.values.iter().any(|(name, value)| name.starts_with("oauth_") && !value.is_empty()) {
        return refuse("oauth_*", "use another way of authentication");
    }
    if parameters.get("sslpassword").is_some() {
        return refuse("sslpassword", "decrypt the client's key and give that file as sslkey");
    }
    if parameters.get("gssencmode") == Some("require") {
        return refuse("gssencmode=require", "use TLS (sslmode) in its place");
    }
    if let Some(encoding) = parameters.get("client_encoding")
        && !is_utf8_name(encoding)
    {
        return refuse("client_encoding", "remove it: text travels as UTF-8, which the server converts");
    }
    for name in ["min_protocol_version", "max_protocol_version"] {
        let needs_newer = match (name, parameters.get(name)) {
            ("min_protocol_version", Some(value)) => value != "3.0",
            _ => false,
        };
        if needs_newer {
            return refuse(name, "remove it: the protocol 3.0 is spoken");
        }
    }
    Ok(())
}

fn assemble(parameters: &Parameters, environment: &Environment<'_>) -> Result<Settings, ConnectError> {
    let user = match parameters.get("user") {
        Some(user) => user.to_owned(),
        None => environment
            .system_user()
            .ok_or_else(|| parameters.fail("could not look up the local user's name"))?,
    };
    let database = parameters.get("dbname").unwrap_or(&user).to_owned();
    if database.starts_with("postgresql://") || database.starts_with("postgres://") || database.contains('=')
    {
        return Err(ConnectError::unsupported(
            "a connection string as the name of a database",
            "write its parts in the URL",
        ));
    }
    let endpoints = endpoints(parameters, environment, &database, &user)?;
    let connect_timeout = match parameters.integer("connect_timeout")? {
        Some(seconds) if seconds > 0 => u64::try_from(seconds).ok().map(Duration::from_secs),
        // psycopg waits two minutes by default, libpq for ever.
        _ if parameters.driver.is_psycopg() => Some(Duration::from_secs(130)),
        _ => None,
    };
    let channel_binding = match parameters.get("channel_binding") {
        None | Some("prefer") => ChannelBinding::Prefer,
        Some("disable") => ChannelBinding::Disable,
        Some("require") => ChannelBinding::Require,
        Some(other) => return Err(parameters.invalid("channel_binding", other)),
    };
    let target = match parameters.get("target_session_attrs") {
        None => Target::Any,
        Some(value) => {
            Target::read(value).ok_or_else(|| parameters.invalid("target_session_attrs", value))?
        }
    };
    let mut startup = IndexMap::new();
    if let Some(options) = parameters.get("options") {
        startup.insert("options".to_owned(), options.to_owned());
    }
    let name = parameters
        .get("application_name")
        .or_else(|| parameters.get("fallback_application_name"))
        .unwrap_or(APPLICATION_NAME);
    startup.insert("application_name".to_owned(), name.to_owned());
    for (variable, setting) in [("PGDATESTYLE", "datestyle"), ("PGTZ", "timezone"), ("PGGEQO", "geqo")] {
        if let Some(value) = environment.filled(variable) {
            startup.insert(setting.to_owned(), value);
        }
    }
    Ok(Settings {
        driver: parameters.driver,
        endpoints,
        user,
        database,
        connect_timeout,
        command_timeout: None,
        tls: tls(parameters, environment)?,
        channel_binding,
        require_auth: parameters
            .get("require_auth")
            .map(|list| list.split(',').map(|method| method.trim().to_owned()).collect())
            .unwrap_or_default(),
        target,
        keepalive: keepalive(parameters)?,
        startup,
    })
}

fn endpoints(
    parameters: &Parameters,
    environment: &Environment<'_>,
    database: &str,
    user: &str,
) -> Result<Vec<Endpoint>, ConnectError> {
    let list = |name: &str| -> Vec<&str> {
        parameters.get(name).map(|text| text.split(',').collect()).unwrap_or_default()
    };
    let hosts = list("host");
    let addresses = list("hostaddr");
    let ports = list("port");
    let count = hosts.len().max(addresses.len()).max(1);
    if !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len() {
        return Err(parameters.fail(&format!(
            "could not match {} host names to {} hostaddr values",
            hosts.len(),
            addresses.len()
        )));
    }
    if ports.len() > 1 && ports.len() != count {
        return Err(
            parameters.fail(&format!("could not match {} port numbers to {count} hosts", ports.len()))
        );
    }
    let mut endpoints = Vec::new();
    for index in 0..count {
        let port_text = ports.get(index).or_else(|| ports.first()).copied().unwrap_or_default().trim();
        let port = match port_text {
            "" => 5432,
            text => {
                let number: i64 = text.parse().map_err(|_| {
                    parameters
                        .fail(&format!("invalid integer value \"{text}\" for connection option \"port\""))
                })?;
                u16::try_from(number)
                    .ok()
                    .filter(|port| *port > 0)
                    .ok_or_else(|| parameters.fail(&format!("invalid port number: \"{text}\"")))?
            }
        };
        let name = hosts.get(index).copied().unwrap_or_default().trim();
        let address = match addresses.get(index).map(|text| text.trim()).filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => Some(text.parse::<IpAddr>().map_err(|_| {
                parameters
                    .fail(&format!("could not parse network address \"{text}\": Name or service not known"))
            })?),
        };
        let host = match (name, address) {
            ("", Some(address)) => Host::Tcp { name: address.to_string(), address: Some(address) },
            ("", None) => default_host(port),
            (path, _) if path.starts_with('/') => Host::Unix(PathBuf::from(path)),
            (path, _) if path.starts_with('@') => {
                return Err(ConnectError::unsupported(
                    "an abstract Unix socket",
                    "give the directory of the socket",
                ));
            }
            (name, address) => Host::Tcp { name: name.to_owned(), address },
        };
        let password = parameters.get("password").map(str::to_owned).or_else(|| {
            let key = match &host {
                Host::Tcp { name, .. } => name.clone(),
                // The default socket is looked up under this name.
                Host::Unix(path) if name.is_empty() || is_default_socket(path) => "localhost".to_owned(),
                Host::Unix(path) => path.to_string_lossy().into_owned(),
            };
            environment.stored_password(parameters.get("passfile"), &key, port, database, user)
        });
        endpoints.push(Endpoint { host, port, password: password.map(Secret) });
    }
    Ok(endpoints)
}

fn is_default_socket(path: &Path) -> bool {
    SOCKET_DIRECTORIES.first().is_some_and(|default| path == Path::new(default))
}

/// The Unix socket of this machine's server; `localhost` where there are no such sockets.
fn default_host(port: u16) -> Host {
    if cfg!(unix) {
        let directory = SOCKET_DIRECTORIES
            .iter()
            .find(|directory| Path::new(directory).join(format!(".s.PGSQL.{port}")).exists())
            .or_else(|| SOCKET_DIRECTORIES.first())
            .copied()
            .unwrap_or("/tmp");
        Host::Unix(PathBuf::from(directory))
    } else {
        Host::Tcp { name: "localhost".to_owned(), address: None }
    }
}

fn tls(parameters: &Parameters, environment: &Environment<'_>) -> Result<TlsSettings, ConnectError> {
    let system = parameters.get("sslrootcert") == Some("system");
    let mode = match parameters.get("sslmode") {
        None if system => TlsMode::VerifyFull,
        None => TlsMode::Prefer,
        Some(value) => TlsMode::read(value).ok_or_else(|| parameters.invalid("sslmode", value))?,
    };
    if system && mode != TlsMode::VerifyFull {
        return Err(parameters.fail(&format!(
            "weak sslmode \"{}\" may not be used with sslrootcert=system (use \"verify-full\")",
            parameters.get("sslmode").unwrap_or_default()
        )));
    }
    let mut tls = TlsSettings::new(mode);
    tls.roots = if system {
        Some(Roots::System)
    } else {
        match parameters.get("sslrootcert") {
            Some(path) => Some(Roots::File(PathBuf::from(path))),
            None => environment.user_file("root.crt").map(Roots::File),
        }
    };
    match &tls.roots {
        Some(Roots::File(path)) if !path.exists() => {
            tls.missing_roots = Some(path.clone());
            tls.roots = None;
        }
        None => tls.missing_roots = environment.home().map(|home| home.join(".postgresql/root.crt")),
        Some(Roots::File(_) | Roots::System) => {}
    }
    tls.revoked = match parameters.get("sslcrl") {
        Some(path) => Some(PathBuf::from(path)),
        None => environment.user_file("root.crl"),
    };
    if parameters.get("sslcertmode") != Some("disable") {
        let certificate = match parameters.get("sslcert") {
            // A file that is not there means no certificate.
            Some(path) => Some(PathBuf::from(path)).filter(|path| path.exists()),
            None => environment.user_file("postgresql.crt"),
        };
        if let Some(certificate) = certificate {
            let key = parameters
                .get("sslkey")
                .map(PathBuf::from)
                .or_else(|| environment.home().map(|home| home.join(".postgresql/postgresql.key")))
                .filter(|path| path.exists())
                .ok_or_else(|| parameters.fail("certificate present, but not private key file"))?;
            tls.identity = Some(Identity { certificate, key });
        }
    }
    if parameters.get("sslcertmode") == Some("require") && tls.identity.is_none() {
        return Err(
            parameters.fail("sslcertmode value \"require\" needs a client certificate, and there is none")
        );
    }
    match parameters.get("ssl_min_protocol_version") {
        None | Some("TLSv1" | "TLSv1.1" | "TLSv1.2") => {}
        Some("TLSv1.3") => tls.minimum_1_3 = true,
        Some(other) => return Err(parameters.invalid("ssl_min_protocol_version", other)),
    }
    match parameters.get("ssl_max_protocol_version") {
        None | Some("TLSv1.3") => {}
        Some("TLSv1.2") => tls.maximum_1_2 = true,
        Some(other) => {
            return Err(ConnectError::unsupported(
                format!("ssl_max_protocol_version={other}"),
                "TLS 1.2 and 1.3 are spoken: remove it",
            ));
        }
    }
    tls.server_name = parameters.get("sslsni") != Some("0");
    tls.direct = match parameters.get("sslnegotiation") {
        None | Some("postgres") => false,
        Some("direct") if mode < TlsMode::Require => {
            return Err(parameters.fail(&format!(
                "weak sslmode \"{}\" may not be used with sslnegotiation=direct (use \"require\", \"verify-ca\", or \
                 \"verify-full\")",
                parameters.get("sslmode").unwrap_or("prefer")
            )));
        }
        Some("direct") => true,
        Some(other) => return Err(parameters.invalid("sslnegotiation", other)),
    };
    Ok(tls)
}

fn keepalive(parameters: &Parameters) -> Result<Keepalive, ConnectError> {
    let positive = |name: &str| -> Result<Option<u64>, ConnectError> {
        Ok(parameters.integer(name)?.filter(|value| *value > 0).and_then(|value| u64::try_from(value).ok()))
    };
    Ok(Keepalive {
        enabled: parameters.integer("keepalives")? != Some(0),
        idle: positive("keepalives_idle")?.map(Duration::from_secs),
        interval: positive("keepalives_interval")?.map(Duration::from_secs),
        retries: positive("keepalives_count")?.and_then(|value| u32::try_from(value).ok()),
        user_timeout: positive("tcp_user_timeout")?.map(Duration::from_millis),
    })
}
