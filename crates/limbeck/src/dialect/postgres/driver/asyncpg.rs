//! asyncpg's connection arguments (<https://magicstack.github.io/asyncpg/current/api/index.html#connection>).
//!
//! Without effect, and so accepted: everything about statement caches, `loop`, Kerberos' names.

use super::{
    environment::Environment,
    keywords::Keywords,
    libpq::APPLICATION_NAME,
    settings::{
        ChannelBinding, Endpoint, Host, Identity, Keepalive, Roots, Secret, Settings, Target, TlsMode,
        TlsSettings,
    },
};
use crate::connection::{ConnectError, DriverName};
use indexmap::IndexMap;
use serde_json::Value as Json;
use std::{path::PathBuf, time::Duration};

const WITHOUT_EFFECT: &[&str] = &[
    "prepared_statement_cache_size",
    "statement_cache_size",
    "max_cached_statement_lifetime",
    "max_cacheable_statement_size",
    "prepared_statement_name_func",
    "krbsrvname",
    "gsslib",
    "loop",
];

fn client_error(message: impl Into<String>) -> ConnectError {
    ConnectError::raised("asyncpg.exceptions.ClientConfigurationError", message)
}

/// Reads the arguments of `asyncpg.connect`.
pub(super) fn settings(
    mut keywords: Keywords,
    environment: &Environment<'_>,
) -> Result<Settings, ConnectError> {
    for name in WITHOUT_EFFECT {
        keywords.values.shift_remove(*name);
    }
    let user = keywords
        .take_text("user")
        .or_else(|| environment.filled("PGUSER"))
        .or_else(|| environment.login_name())
        .ok_or_else(|| client_error("could not determine user name to connect with"))?;
    let password = keywords.take_text("password").or_else(|| environment.get("PGPASSWORD"));
    let database = keywords
        .take_text("database")
        .or_else(|| environment.get("PGDATABASE"))
        .unwrap_or_else(|| user.clone());
    let endpoints = endpoints(&mut keywords, environment, password.as_deref(), &database, &user)?;
    let has_tcp = endpoints.iter().any(|endpoint| matches!(endpoint.host, Host::Tcp { .. }));
    let tls = tls(&mut keywords, environment, has_tcp)?;
    let connect_timeout = number(&mut keywords, "timeout", false)?.unwrap_or(Duration::from_mins(1));
    let command_timeout = number(&mut keywords, "command_timeout", true)?;
    let target =
        keywords.take_text("target_session_attrs").or_else(|| environment.filled("PGTARGETSESSIONATTRS"));
    let target = match target.as_deref() {
        None => Target::Any,
        Some(value) => Target::read(value)
            .ok_or_else(|| client_error(format!("target_session_attrs is not known: {value:?}")))?,
    };
    let mut startup = IndexMap::new();
    match keywords.take("server_settings") {
        None => {}
        Some(Json::Object(given)) => {
            for (name, value) in given {
                let Json::String(value) = value else {
                    return Err(client_error("server_settings is expected to be None or a Dict[str, str]"));
                };
                startup.insert(name, value);
            }
        }
        Some(_) => return Err(client_error("server_settings is expected to be None or a Dict[str, str]")),
    }
    startup.entry("application_name".to_owned()).or_insert_with(|| APPLICATION_NAME.to_owned());
    for name in ["service", "servicefile", "dsn", "async_creator_fn", "connection_class", "record_class"] {
        if keywords.take(name).is_some() {
            return Err(ConnectError::unsupported(
                format!("the connect argument {name} of asyncpg"),
                "write the database's address in the URL",
            ));
        }
    }
    if let Some(name) = keywords.values.keys().next() {
        return Err(ConnectError::raised(
            "builtins.TypeError",
            format!("connect() got an unexpected keyword argument '{name}'"),
        ));
    }
    Ok(Settings {
        driver: DriverName::Asyncpg,
        endpoints,
        user,
        database,
        connect_timeout: Some(connect_timeout),
        command_timeout,
        tls,
        channel_binding: ChannelBinding::Prefer,
        require_auth: Vec::new(),
        target,
        keepalive: Keepalive::default(),
        startup,
    })
}

fn number(keywords: &mut Keywords, name: &str, text_too: bool) -> Result<Option<Duration>, ConnectError> {
    let Some(value) = keywords.take(name) else {
        return Ok(None);
    };
    let as_text = value.as_str().filter(|_| text_too);
    let seconds = value.as_f64().or_else(|| as_text.and_then(|text| text.trim().parse().ok()));
    match seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
        Some(duration) => Ok(Some(duration)),
        None => Err(ConnectError::unsupported(
            format!("the value of the asyncpg argument {name}"),
            "give a number of seconds in connect_args",
        )),
    }
}

fn endpoints(
    keywords: &mut Keywords,
    environment: &Environment<'_>,
    password: Option<&str>,
    database: &str,
    user: &str,
) -> Result<Vec<Endpoint>, ConnectError> {
    let default_port = match keywords.take("port") {
        Some(Json::Array(ports)) => ports.iter().map(Json::as_i64).collect(),
        Some(value) => vec![super::keywords::text(&value).trim().parse().ok()],
        None => Vec::new(),
    };
    let mut given: Vec<(String, Option<i64>)> = Vec::new();
    if keywords.hosts.iter().any(|(host, _)| host.is_some()) {
        if keywords.hosts.len() > 1 {
            if keywords.hosts.iter().any(|(host, _)| host.as_deref().unwrap_or_default().is_empty()) {
                return Err(ConnectError::argument(
                    "All hosts are required to be present for asyncpg multiple host URL",
                ));
            }
            if keywords.hosts.iter().any(|(_, port)| port.unwrap_or(0) == 0) {
                return Err(ConnectError::argument(
                    "All ports are required to be present for asyncpg multiple host URL",
                ));
            }
        }
        given = keywords.hosts.iter().map(|(host, port)| (host.clone().unwrap_or_default(), *port)).collect();
    } else {
        match keywords.take("host") {
            Some(Json::Array(hosts)) => {
                given = hosts.iter().map(|host| (super::keywords::text(host), None)).collect();
            }
            Some(host) => given.push((super::keywords::text(&host), None)),
            None => {}
        }
    }
    keywords.values.shift_remove("host");
    let url_port = keywords.hosts.iter().find(|(host, _)| host.is_none()).and_then(|(_, port)| *port);
    given.retain(|(host, _)| !host.is_empty());
    let mut implied = false;
    if given.is_empty() {
        if let Some(hosts) = environment.filled("PGHOST") {
            given = hosts.split(',').map(|host| (host.to_owned(), None)).collect();
        } else {
            implied = true;
            given = ["/run/postgresql", "/var/run/postgresql", "/tmp", "/private/tmp", "localhost"]
                .iter()
                .map(|host| ((*host).to_owned(), None))
                .collect();
        }
    }
    let variable: Vec<i64> = environment
        .filled("PGPORT")
        .map(|ports| ports.split(',').filter_map(|port| port.trim().parse().ok()).collect())
        .unwrap_or_default();
    let passfile = keywords.take_text("passfile");
    let mut endpoints = Vec::new();
    for (index, (name, port)) in given.iter().enumerate() {
        let port = port
            .or(url_port)
            .or_else(|| default_port.get(index).or(default_port.first()).copied().flatten())
            .or_else(|| variable.get(index).or(variable.first()).copied())
            .unwrap_or(5432);
        let port =
            u16::try_from(port).map_err(|_| client_error(format!("the port {port} is out of range")))?;
        let password = password.map(str::to_owned).or_else(|| {
            let key = if implied { "localhost" } else { name };
            environment.stored_password(passfile.as_deref(), key, port, database, user)
        });
        let host = if name.starts_with('/') {
            Host::Unix(PathBuf::from(name))
        } else {
            Host::Tcp { name: name.clone(), address: None }
        };
        endpoints.push(Endpoint { host, port, password: password.map(Secret) });
    }
    Ok(endpoints)
}

fn tls(
    keywords: &mut Keywords,
    environment: &Environment<'_>,
    has_tcp: bool,
) -> Result<TlsSettings, ConnectError> {
    let direct = keywords.take("direct_tls");
    let given = keywords.take("ssl");
    let mode = match &given {
        Some(Json::Bool(true)) => {
            let mut tls = TlsSettings::new(TlsMode::VerifyFull);
            tls.roots = Some(Roots::System);
            return Ok(tls);
        }
        Some(Json::Bool(false)) => TlsMode::Disable,
        Some(Json::String(text)) => read_mode(text)?,
        Some(_) => {
            return Err(ConnectError::unsupported(
                "an SSLContext as asyncpg's argument ssl",
                "name the mode as text (ssl=\"verify-full\") and the files by PGSSLROOTCERT, PGSSLCERT and PGSSLKEY",
            ));
        }
        None => match environment.filled("PGSSLMODE") {
            Some(text) => read_mode(&text)?,
            None if has_tcp => TlsMode::Prefer,
            None => TlsMode::Disable,
        },
    };
    let mut tls = TlsSettings::new(mode);
    let file = |variable: &str, name: &str| {
        environment.filled(variable).map(PathBuf::from).or_else(|| environment.user_file(name))
    };
    if mode >= TlsMode::Require {
        tls.roots = file("PGSSLROOTCERT", "root.crt").map(Roots::File);
        tls.revoked = file("PGSSLCRL", "root.crl");
    }
    if mode > TlsMode::Disable
        && let Some(certificate) = file("PGSSLCERT", "postgresql.crt")
    {
        let key = file("PGSSLKEY", "postgresql.key").unwrap_or_else(|| certificate.clone());
        tls.identity = Some(Identity { certificate, key });
    }
    tls.minimum_1_3 = environment.filled("PGSSLMINPROTOCOLVERSION").as_deref() == Some("TLSv1.3");
    tls.maximum_1_2 = environment.filled("PGSSLMAXPROTOCOLVERSION").as_deref() == Some("TLSv1.2");
    tls.direct = direct.as_ref().is_some_and(crate::connection::options::truthy);
    if tls.direct && mode < TlsMode::Require {
        return Err(client_error("direct TLS requires sslmode=require, verify-ca, or verify-full"));
    }
    Ok(tls)
}

fn read_mode(text: &str) -> Result<TlsMode, ConnectError> {
    TlsMode::read(&text.replace('_', "-")).ok_or_else(|| {
        client_error(
            "`sslmode` parameter must be one of: disable, allow, prefer, require, verify-ca, verify-full",
        )
    })
}
