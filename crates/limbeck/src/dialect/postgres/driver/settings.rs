//! What a connection needs to be made, whoever's keywords it was given in.
//!
//! The keywords themselves are read in `libpq`, `asyncpg` and `pg8000`.

use crate::connection::DriverName;
use indexmap::IndexMap;
use std::{fmt, net::IpAddr, path::PathBuf, time::Duration};

/// A password: never shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// A name or an address; with libpq's `hostaddr` the address is known and the name only checked.
    Tcp { name: String, address: Option<IpAddr> },
    /// The directory of a Unix socket.
    Unix(PathBuf),
}

/// One server to be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Endpoint {
    pub host: Host,
    pub port: u16,
    pub password: Option<Secret>,
}

/// libpq's `sslmode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TlsMode {
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl TlsMode {
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "disable" => Self::Disable,
            "allow" => Self::Allow,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }
}

/// Where trusted certificates come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Roots {
    /// A PEM file.
    File(PathBuf),
    /// The operating system's.
    System,
}

/// A client's certificate and key, both PEM files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// How the line is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TlsSettings {
    pub mode: TlsMode,
    pub roots: Option<Roots>,
    /// The file of root certificates that was looked for and is not there.
    pub missing_roots: Option<PathBuf>,
    pub revoked: Option<PathBuf>,
    pub identity: Option<Identity>,
    /// Only TLS 1.3.
    pub minimum_1_3: bool,
    /// Only TLS 1.2.
    pub maximum_1_2: bool,
    /// Tell the server's name in the clear.
    pub server_name: bool,
    /// `sslnegotiation=direct`.
    pub direct: bool,
}

impl TlsSettings {
    pub fn new(mode: TlsMode) -> Self {
        Self {
            mode,
            roots: None,
            missing_roots: None,
            revoked: None,
            identity: None,
            minimum_1_3: false,
            maximum_1_2: false,
            server_name: true,
            direct: false,
        }
    }
}

/// libpq's `channel_binding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChannelBinding {
    Disable,
    Prefer,
    Require,
}

/// libpq's `target_session_attrs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

impl Target {
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "any" => Self::Any,
            "read-write" => Self::ReadWrite,
            "read-only" => Self::ReadOnly,
            "primary" => Self::Primary,
            "standby" => Self::Standby,
            "prefer-standby" => Self::PreferStandby,
            _ => return None,
        })
    }
}

/// TCP keepalive; `None` is the system's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keepalive {
    pub enabled: bool,
    pub idle: Option<Duration>,
    pub interval: Option<Duration>,
    pub retries: Option<u32>,
    pub user_timeout: Option<Duration>,
}

impl Default for Keepalive {
    fn default() -> Self {
        Self { enabled: true, idle: None, interval: None, retries: None, user_timeout: None }
    }
}

/// Everything a connection needs to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// Whose habits are followed.
    pub driver: DriverName,
    pub endpoints: Vec<Endpoint>,
    pub user: String,
    pub database: String,
    /// For one attempt.
    pub connect_timeout: Option<Duration>,
    /// For one statement.
    pub command_timeout: Option<Duration>,
    pub tls: TlsSettings,
    pub channel_binding: ChannelBinding,
    /// Authentication methods allowed (or, with `!`, forbidden); empty for all.
    pub require_auth: Vec<String>,
    pub target: Target,
    pub keepalive: Keepalive,
    /// Parameters of the startup message besides user, database and encoding.
    pub startup: IndexMap<String, String>,
}
