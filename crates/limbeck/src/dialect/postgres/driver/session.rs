//! How a line becomes a session: which servers are tried in which order, with or without TLS, the
//! startup message and authentication.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "messages of the protocol: what is not waited for is passed over"
)]

use super::{
    certificate::Facts,
    error::{ServerError, connecting, words},
    settings::{ChannelBinding, Endpoint, Host, Settings, Target, TlsMode},
    tls,
    wire::{Address, Encryption, EncryptionError, Wire, is_timeout},
};
use crate::connection::{ConnectError, DatabaseError};
use fallible_iterator::FallibleIterator;
use postgres_protocol::{
    authentication::{
        md5_hash,
        sasl::{self, ScramSha256},
    },
    message::{
        backend::{AuthenticationSaslBody, ErrorFields, Message},
        frontend,
    },
};
use rustls::pki_types::ServerName;
use std::{
    io,
    net::{SocketAddr, ToSocketAddrs},
    path::Path,
    time::Instant,
};

/// A session and what is needed to cancel its statements.
pub(super) struct Session {
    pub wire: Wire,
    pub address: Address,
    pub encryption: Option<Encryption>,
    pub process: i32,
    pub secret: i32,
}

/// Why one attempt failed.
enum Failure {
    /// The server said no.
    Server(Box<ServerError>),
    /// Anything else, in libpq's words.
    Other(String),
    /// The server has no TLS; with `prefer` the same line goes on without.
    NoTls,
    /// The TLS handshake failed.
    Handshake(String),
}

impl Failure {
    fn refused(fields: ErrorFields<'_>) -> Self {
        Self::Server(Box::new(ServerError::read(fields)))
    }

    fn text(&self) -> String {
        match self {
            Self::Server(error) => error.text(),
            Self::Other(text) | Self::Handshake(text) => text.clone(),
            Self::NoTls => "server does not support SSL, but SSL was required".to_owned(),
        }
    }

    fn from_io(error: &io::Error) -> Self {
        Self::Other(if is_timeout(error) {
            "timeout expired".to_owned()
        } else if error.kind() == io::ErrorKind::UnexpectedEof {
            "server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\
             \tbefore or while processing the request."
                .to_owned()
        } else {
            words(error)
        })
    }
}

/// Connects to the first server that will do.
pub(super) fn connect(settings: &Settings) -> Result<Session, ConnectError> {
    let mut texts: Vec<String> = Vec::new();
    let mut standby_fallback = settings.target == Target::PreferStandby;
    loop {
        for endpoint in &settings.endpoints {
            if let Some(session) = try_endpoint(settings, endpoint, standby_fallback, &mut texts)? {
                return Ok(session);
            }
        }
        if !standby_fallback {
            break;
        }
        // Second round: any server will do.
        standby_fallback = false;
    }
    let text = texts.join("\n");
    let prefix = if settings.driver.is_psycopg() { "connection failed: " } else { "" };
    Err(connecting(format!("{prefix}{text}")).into())
}

fn try_endpoint(
    settings: &Settings,
    endpoint: &Endpoint,
    want_standby: bool,
    texts: &mut Vec<String>,
) -> Result<Option<Session>, ConnectError> {
    let addresses = match addresses(settings, endpoint) {
        Ok(addresses) => addresses,
        Err(text) => {
            texts.push(text);
            return Ok(None);
        }
    };
    for address in addresses {
        let place = place(endpoint, &address);
        let mut failed = |failure: &Failure| texts.push(format!("{place} failed: {}", failure.text()));
        match try_address(settings, endpoint, &address, &mut failed) {
            None => {}
            Some(mut session) => {
                if session.wire.parameters.contains_key("crdb_version") {
                    return Err(ConnectError::unsupported(
                        "CockroachDB",
                        "Limbeck migrates PostgreSQL, MySQL, MariaDB and SQLite databases: use Alembic itself for this one",
                    ));
                }
                match unfit(settings.target, want_standby, &mut session) {
                    Ok(None) => return Ok(Some(session)),
                    Ok(Some(reason)) => failed(&Failure::Other(reason)),
                    Err(error) => failed(&Failure::from_io(&error)),
                }
            }
        }
    }
    Ok(None)
}

/// Why a server is not of the kind that was asked for (`target_session_attrs`).
fn unfit(target: Target, want_standby: bool, session: &mut Session) -> io::Result<Option<String>> {
    let mut is_on = |name: &str, sql: &str| -> io::Result<bool> {
        // Reported from version 14 on; before, and behind poolers, it is asked for.
        if let Some(value) = session.wire.parameters.get(name) {
            return Ok(value == "on");
        }
        frontend::query(sql, &mut session.wire.output)?;
        session.wire.send()?;
        let mut answer = false;
        loop {
            match session.wire.receive()? {
                Message::DataRow(body) => answer = matches!(body.buffer().last(), Some(b't' | b'n')),
                Message::ReadyForQuery(_) => return Ok(answer),
                _ => {}
            }
        }
    };
    let mut standby = || is_on("in_hot_standby", "SELECT pg_catalog.pg_is_in_recovery()");
    // In the second round any server will do.
    let target = if target == Target::PreferStandby && !want_standby { Target::Any } else { target };
    let reason = match target {
        Target::Any => None,
        Target::Primary => standby()?.then_some("server is in hot standby mode"),
        Target::Standby | Target::PreferStandby => {
            (!standby()?).then_some("server is not in hot standby mode")
        }
        Target::ReadWrite | Target::ReadOnly => {
            let in_standby = standby()?;
            // "on" ends like "transaction" does not: only the value's last byte is looked at.
            let read_only =
                in_standby || is_on("default_transaction_read_only", "SHOW transaction_read_only")?;
            match (target, read_only) {
                (Target::ReadWrite, true) => Some("session is read-only"),
                (Target::ReadOnly, false) => Some("session is not read-only"),
                _ => None,
            }
        }
    };
    Ok(reason.map(str::to_owned))
}

fn addresses(settings: &Settings, endpoint: &Endpoint) -> Result<Vec<Address>, String> {
    match &endpoint.host {
        Host::Unix(directory) => {
            let name = format!(".s.PGSQL.{}", endpoint.port);
            // asyncpg takes the socket's own path as well.
            let path = if directory.to_string_lossy().contains(".s.PGSQL.") {
                directory.clone()
            } else {
                directory.join(name)
            };
            Ok(vec![Address::Unix(path)])
        }
        Host::Tcp { address: Some(address), .. } => {
            Ok(vec![Address::Tcp(SocketAddr::new(*address, endpoint.port))])
        }
        Host::Tcp { name, address: None } => match (name.as_str(), endpoint.port).to_socket_addrs() {
            Ok(found) => Ok(found.map(Address::Tcp).collect()),
            Err(error) => {
                let text = error.to_string();
                let reason = text.rsplit(": ").next().unwrap_or(&text);
                Err(if settings.driver.is_psycopg() {
                    format!("failed to resolve host '{name}': {reason}")
                } else {
                    format!("could not translate host name \"{name}\" to address: {reason}")
                })
            }
        },
    }
}

/// Where an attempt was made, in libpq's words.
fn place(endpoint: &Endpoint, address: &Address) -> String {
    match (address, &endpoint.host) {
        (Address::Unix(path), _) => format!("connection to server on socket \"{}\"", path.display()),
        (Address::Tcp(socket), Host::Tcp { name, .. }) if *name != socket.ip().to_string() => {
            format!("connection to server at \"{name}\" ({}), port {}", socket.ip(), endpoint.port)
        }
        (Address::Tcp(socket), _) => {
            format!("connection to server at \"{}\", port {}", socket.ip(), endpoint.port)
        }
    }
}

/// Tries one address, encrypted or not as the mode wants it, the second way where the first fails.
fn try_address(
    settings: &Settings,
    endpoint: &Endpoint,
    address: &Address,
    failed: &mut dyn FnMut(&Failure),
) -> Option<Session> {
    let mode = match address {
        // A Unix socket is never encrypted.
        Address::Unix(_) => TlsMode::Disable,
        Address::Tcp(_) => settings.tls.mode,
    };
    let ways: &[bool] = match mode {
        TlsMode::Disable => &[false],
        TlsMode::Allow => &[false, true],
        TlsMode::Prefer => &[true, false],
        TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull => &[true],
    };
    for (index, encrypted) in ways.iter().enumerate() {
        let last = index + 1 == ways.len();
        let encryption = if *encrypted { encryption(settings, endpoint) } else { Ok(None) };
        let failure = match encryption {
            Ok(encryption) => match attempt(settings, endpoint, address, encryption) {
                Ok(session) => return Some(session),
                Err(failure) => failure,
            },
            Err(text) => Failure::Other(text),
        };
        match &failure {
            // The second way is worth trying only after an answer: a closed port stays closed.
            Failure::NoTls if !last => {}
            Failure::Server(_) | Failure::Handshake(_) if !last => failed(&failure),
            Failure::Server(_) | Failure::Handshake(_) | Failure::NoTls | Failure::Other(_) => {
                failed(&failure);
                return None;
            }
        }
    }
    None
}

fn encryption(settings: &Settings, endpoint: &Endpoint) -> Result<Option<Encryption>, String> {
    let Host::Tcp { name, .. } = &endpoint.host else {
        return Ok(None);
    };
    if settings.tls.mode >= TlsMode::VerifyCa && settings.tls.roots.is_none() {
        let path = settings.tls.missing_roots.as_deref().unwrap_or(Path::new("~/.postgresql/root.crt"));
        return Err(format!(
            "root certificate file \"{}\" does not exist\nEither provide the file, use the system's trusted roots with \
             sslrootcert=system, or change sslmode to disable server certificate verification.",
            path.display()
        ));
    }
    let configuration = tls::configuration(&settings.tls)?;
    let server_name = ServerName::try_from(name.clone())
        .or_else(|_| ServerName::try_from("localhost"))
        .map_err(|error| format!("SSL error: {error}"))?;
    Ok(Some(Encryption { configuration, server_name, direct: settings.tls.direct }))
}

fn attempt(
    settings: &Settings,
    endpoint: &Endpoint,
    address: &Address,
    encryption: Option<Encryption>,
) -> Result<Session, Failure> {
    let deadline = settings.connect_timeout.map(|timeout| Instant::now() + timeout);
    let mut wire = Wire::connect(address, deadline, &settings.keepalive).map_err(|error| {
        let question = match (error.kind(), address) {
            (io::ErrorKind::ConnectionRefused, Address::Tcp(_)) => {
                "\n\tIs the server running on that host and accepting TCP/IP connections?"
            }
            (io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound, Address::Unix(_)) => {
                "\n\tIs the server running locally and accepting connections on that socket?"
            }
            _ => "",
        };
        match Failure::from_io(&error) {
            Failure::Other(text) => Failure::Other(format!("{text}{question}")),
            failure => failure,
        }
    })?;
    if let Some(encryption) = &encryption {
        wire.encrypt(encryption).map_err(|error| match error {
            EncryptionError::Refused => Failure::NoTls,
            EncryptionError::Handshake(error) if is_timeout(&error) => Failure::from_io(&error),
            EncryptionError::Handshake(error) => {
                Failure::Handshake(tls::words(&error, &encryption.server_name.to_str()))
            }
            EncryptionError::Io(error) => Failure::from_io(&error),
        })?;
    }
    start(&mut wire, settings).map_err(|error| Failure::from_io(&error))?;
    authenticate(&mut wire, settings, endpoint)?;
    let mut session = Session { wire, address: address.clone(), encryption, process: 0, secret: 0 };
    loop {
        match session.wire.receive().map_err(|error| Failure::from_io(&error))? {
            Message::BackendKeyData(body) => {
                session.process = body.process_id();
                session.secret = body.secret_key();
            }
            Message::ErrorResponse(body) => return Err(Failure::refused(body.fields())),
            Message::ReadyForQuery(_) => break,
            _ => {}
        }
    }
    session.wire.wait_for_ever().map_err(|error| Failure::from_io(&error))?;
    Ok(session)
}

fn start(wire: &mut Wire, settings: &Settings) -> io::Result<()> {
    let fixed = [
        ("user", settings.user.as_str()),
        ("database", settings.database.as_str()),
        ("client_encoding", "UTF8"),
    ];
    let given = settings.startup.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let given = given.filter(|(name, _)| !fixed.iter().any(|(taken, _)| taken == name));
    frontend::startup_message(fixed.into_iter().chain(given), &mut wire.output)?;
    wire.send()
}

fn authenticate(wire: &mut Wire, settings: &Settings, endpoint: &Endpoint) -> Result<(), Failure> {
    let io_failure = |error: io::Error| Failure::from_io(&error);
    let password = || {
        endpoint
            .password
            .as_ref()
            .map(|secret| secret.0.as_bytes())
            .filter(|password| !password.is_empty())
            .ok_or_else(|| Failure::Other("fe_sendauth: no password supplied".to_owned()))
    };
    let mut bound = false;
    let mut method = "none";
    loop {
        match wire.receive().map_err(io_failure)? {
            Message::AuthenticationOk => {
                allowed(settings, method)?;
                if settings.channel_binding == ChannelBinding::Require && !bound {
                    return Err(Failure::Other(
                        "channel binding required, but server authenticated client without channel binding"
                            .to_owned(),
                    ));
                }
                return Ok(());
            }
            Message::AuthenticationCleartextPassword => {
                method = "password";
                allowed(settings, method)?;
                require_no_binding(settings)?;
                frontend::password_message(password()?, &mut wire.output).map_err(io_failure)?;
                wire.send().map_err(io_failure)?;
            }
            Message::AuthenticationMd5Password(body) => {
                method = "md5";
                allowed(settings, method)?;
                require_no_binding(settings)?;
                let hash = md5_hash(settings.user.as_bytes(), password()?, body.salt());
                frontend::password_message(hash.as_bytes(), &mut wire.output).map_err(io_failure)?;
                wire.send().map_err(io_failure)?;
            }
            Message::AuthenticationSasl(body) => {
                method = "scram-sha-256";
                allowed(settings, method)?;
                bound = scram(wire, settings, password()?, &body)?;
            }
            Message::ErrorResponse(body) => return Err(Failure::refused(body.fields())),
            Message::AuthenticationGss | Message::AuthenticationSspi => {
                return Err(Failure::Other(
                    "the server asks for GSSAPI or SSPI authentication, which Limbeck does not do".to_owned(),
                ));
            }
            _ => return Err(Failure::Other("authentication method not supported".to_owned())),
        }
    }
}

fn require_no_binding(settings: &Settings) -> Result<(), Failure> {
    if settings.channel_binding == ChannelBinding::Require {
        return Err(Failure::Other(
            "channel binding required but not supported by server's authentication request".to_owned(),
        ));
    }
    Ok(())
}

/// libpq's `require_auth`: a list of methods, or of methods that must not be.
fn allowed(settings: &Settings, method: &str) -> Result<(), Failure> {
    let list = &settings.require_auth;
    if list.is_empty() {
        return Ok(());
    }
    let negative = list.iter().all(|entry| entry.starts_with('!'));
    let named = list.iter().any(|entry| entry.strip_prefix('!').unwrap_or(entry) == method);
    if named != negative {
        return Ok(());
    }
    let did = match method {
        "password" => "server requested a cleartext password",
        "md5" => "server requested a hashed password",
        "none" => "server did not request authentication",
        _ => "server requested SASL authentication",
    };
    Err(Failure::Other(format!("authentication method requirement \"{}\" failed: {did}", list.join(","))))
}

/// SCRAM-SHA-256, bound to the TLS channel where both sides can.
fn scram(
    wire: &mut Wire,
    settings: &Settings,
    password: &[u8],
    offer: &AuthenticationSaslBody,
) -> Result<bool, Failure> {
    let io_failure = |error: io::Error| Failure::from_io(&error);
    let mut plain = false;
    let mut plus = false;
    let mut mechanisms = offer.mechanisms();
    while let Some(mechanism) = mechanisms.next().map_err(io_failure)? {
        plain |= mechanism == sasl::SCRAM_SHA_256;
        plus |= mechanism == sasl::SCRAM_SHA_256_PLUS;
    }
    let end_point = wire
        .certificate()
        .filter(|_| settings.channel_binding != ChannelBinding::Disable)
        .and_then(|der| Facts::read(der).and_then(|facts| facts.end_point(der)));
    let (mechanism, binding, bound) = match end_point {
        Some(hash) if plus => {
            (sasl::SCRAM_SHA_256_PLUS, sasl::ChannelBinding::tls_server_end_point(hash), true)
        }
        _ if settings.channel_binding == ChannelBinding::Require => {
            return Err(Failure::Other(
                if wire.is_encrypted() {
                    "channel binding is required, but server did not offer an authentication method that supports \
                     channel binding"
                } else {
                    "channel binding required, but SSL not in use"
                }
                .to_owned(),
            ));
        }
        // The crate's words are those of the server's side: "the server did not ask" and "we cannot".
        Some(_) if plain => (sasl::SCRAM_SHA_256, sasl::ChannelBinding::unrequested(), false),
        None if plain => (sasl::SCRAM_SHA_256, sasl::ChannelBinding::unsupported(), false),
        _ => {
            return Err(Failure::Other(
                "none of the server's SASL authentication mechanisms are supported".to_owned(),
            ));
        }
    };
    let mut exchange = ScramSha256::new(password, binding);
    frontend::sasl_initial_response(mechanism, exchange.message(), &mut wire.output).map_err(io_failure)?;
    wire.send().map_err(io_failure)?;
    loop {
        match wire.receive().map_err(io_failure)? {
            Message::AuthenticationSaslContinue(body) => {
                exchange.update(body.data()).map_err(io_failure)?;
                frontend::sasl_response(exchange.message(), &mut wire.output).map_err(io_failure)?;
                wire.send().map_err(io_failure)?;
            }
            Message::AuthenticationSaslFinal(body) => {
                exchange
                    .finish(body.data())
                    .map_err(|_| Failure::Other("incorrect server signature".to_owned()))?;
                return Ok(bound);
            }
            Message::ErrorResponse(body) => return Err(Failure::refused(body.fields())),
            _ => return Err(Failure::Other("unexpected message during authentication".to_owned())),
        }
    }
}

/// Asks a server to end what a process is doing, on a line of its own.
pub(super) fn cancel(
    address: &Address,
    encryption: Option<&Encryption>,
    process: i32,
    secret: i32,
) -> Result<(), DatabaseError> {
    let failed =
        |error: io::Error| connecting(format!("could not send the request to cancel: {}", words(&error)));
    let deadline = Instant::now() + std::time::Duration::from_secs(10);
    let mut wire =
        Wire::connect(address, Some(deadline), &super::settings::Keepalive::default()).map_err(failed)?;
    if let Some(encryption) = encryption {
        wire.encrypt(encryption).map_err(|error| match error {
            EncryptionError::Handshake(error) | EncryptionError::Io(error) => failed(error),
            EncryptionError::Refused => connecting("could not send the request to cancel: no TLS"),
        })?;
    }
    frontend::cancel_request(process, secret, &mut wire.output);
    wire.send().map_err(failed)?;
    // The server closes the line when it has passed the signal on.
    let _closed = wire.receive();
    Ok(())
}
