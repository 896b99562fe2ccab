//! pg8000's connection arguments: no variables, no files (<https://github.com/tlocke/pg8000>).

use super::{
    environment::Environment,
    keywords::{Keywords, text},
    libpq::APPLICATION_NAME,
    settings::{
        ChannelBinding, Endpoint, Host, Keepalive, Roots, Secret, Settings, Target, TlsMode, TlsSettings,
    },
};
use crate::connection::{ConnectError, DriverName, options::truthy};
use indexmap::IndexMap;
use serde_json::Value as Json;
use std::{path::PathBuf, time::Duration};

/// Reads the arguments of `pg8000.connect`.
pub(super) fn settings(
    mut keywords: Keywords,
    _environment: &Environment<'_>,
) -> Result<Settings, ConnectError> {
    let user = keywords.take_text("user").ok_or_else(|| {
        ConnectError::raised("builtins.TypeError", "connect() missing 1 required positional argument: 'user'")
    })?;
    let database = keywords.take_text("database").unwrap_or_else(|| user.clone());
    let password = keywords.take_text("password").map(Secret);
    let port_text = keywords.take("port").map_or_else(|| "5432".to_owned(), |port| text(&port));
    let port: u16 = port_text.trim().parse().map_err(|_| {
        ConnectError::raised("builtins.ValueError", format!("the port {port_text} is not a port number"))
    })?;
    let name = keywords.take_text("host").unwrap_or_else(|| "localhost".to_owned());
    let host = match keywords.take_text("unix_sock") {
        Some(path) => {
            let path = PathBuf::from(path);
            match path.parent() {
                Some(directory) => Host::Unix(directory.to_owned()),
                None => Host::Unix(path),
            }
        }
        None => Host::Tcp { name, address: None },
    };
    let mut tls = TlsSettings::new(TlsMode::Prefer);
    match keywords.take("ssl_context") {
        None => {}
        Some(Json::Bool(true)) => {
            tls.mode = TlsMode::VerifyFull;
            tls.roots = Some(Roots::System);
        }
        Some(Json::Bool(false)) => tls.mode = TlsMode::Disable,
        Some(_) => {
            return Err(ConnectError::unsupported(
                "an SSLContext as pg8000's argument ssl_context",
                "give ssl_context=True, or use psycopg with sslmode and sslrootcert",
            ));
        }
    }
    let connect_timeout = match keywords.take("timeout") {
        None => None,
        Some(Json::Number(seconds)) => {
            seconds.as_f64().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        }
        Some(_) => {
            return Err(ConnectError::unsupported(
                "the value of pg8000's timeout",
                "give a number in connect_args",
            ));
        }
    };
    let keepalive = Keepalive {
        enabled: keywords.take("tcp_keepalive").is_none_or(|value| truthy(&value)),
        ..Keepalive::default()
    };
    let mut startup = IndexMap::new();
    if let Some(Json::Object(given)) = keywords.take("startup_params") {
        for (name, value) in given {
            startup.insert(name, text(&value));
        }
    }
    let application = keywords.take_text("application_name").unwrap_or_else(|| APPLICATION_NAME.to_owned());
    startup.insert("application_name".to_owned(), application);
    for name in ["source_address", "replication", "sock"] {
        if keywords.take(name).is_some() {
            return Err(ConnectError::unsupported(
                format!("the connect argument {name} of pg8000"),
                "remove it",
            ));
        }
    }
    if let Some((name, _)) = keywords.values.iter().find(|(_, value)| !value.is_null()) {
        return Err(ConnectError::raised(
            "builtins.TypeError",
            format!("connect() got an unexpected keyword argument '{name}'"),
        ));
    }
    Ok(Settings {
        driver: DriverName::Pg8000,
        endpoints: vec![Endpoint { host, port, password }],
        user,
        database,
        connect_timeout,
        // Its timeout is the socket's, for every statement too.
        command_timeout: connect_timeout,
        tls,
        channel_binding: ChannelBinding::Prefer,
        require_auth: Vec::new(),
        target: Target::Any,
        keepalive,
        startup,
    })
}
