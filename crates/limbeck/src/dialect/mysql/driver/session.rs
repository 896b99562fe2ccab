//! Greeting, encryption, and saying who one is.
//!
//! Source: MySQL's "Connection Phase" and MariaDB's "Connecting".

use super::{
    error,
    settings::Settings,
    tls,
    wire::{Address, Fields, Wire},
};
use crate::connection::{ConnectError, DatabaseError, DatabaseErrorKind};
use ring::digest;
use rustls::pki_types::ServerName;
use std::io;

const LONG_PASSWORD: u64 = 1;
const FOUND_ROWS: u64 = 1 << 1;
const LONG_FLAG: u64 = 1 << 2;
const CONNECT_WITH_DB: u64 = 1 << 3;
const PROTOCOL_41: u64 = 1 << 9;
const SSL: u64 = 1 << 11;
const TRANSACTIONS: u64 = 1 << 13;
const SECURE_CONNECTION: u64 = 1 << 15;
const MULTI_STATEMENTS: u64 = 1 << 16;
const MULTI_RESULTS: u64 = 1 << 17;
const PLUGIN_AUTH: u64 = 1 << 19;
const CONNECT_ATTRS: u64 = 1 << 20;
const PLUGIN_AUTH_LENENC: u64 = 1 << 21;

/// `utf8mb4_general_ci`.
const CHARSET: u8 = 45;
const LONGEST_PACKET: u32 = 0x0100_0000;

/// A line to a server that knows who one is.
pub(super) struct Session {
    pub wire: Wire,
    /// The server's number for this connection.
    pub thread: u32,
    /// Status flags of the last answer.
    pub status: u16,
}

/// Connects and logs in.
pub(super) fn connect(settings: &Settings) -> Result<Session, ConnectError> {
    let place = settings.place();
    let mut wire = Wire::connect(&settings.address, settings.connect_timeout)
        .map_err(|error| error::unreachable(&place, &error))?;
    let greeting = wire.receive().map_err(|error| error::unreachable(&place, &error))?;
    if greeting.first() == Some(&0xff) {
        return Err(error::server(&greeting).into());
    }
    let greeting = Greeting::read(&greeting).ok_or_else(|| {
        DatabaseError::new(DatabaseErrorKind::Operational, "the server speaks another protocol")
    })?;
    let mut capabilities = LONG_PASSWORD
        | FOUND_ROWS
        | LONG_FLAG
        | PROTOCOL_41
        | TRANSACTIONS
        | SECURE_CONNECTION
        | MULTI_RESULTS
        | PLUGIN_AUTH
        | PLUGIN_AUTH_LENENC
        | CONNECT_ATTRS;
    if settings.several_statements {
        capabilities |= MULTI_STATEMENTS;
    }
    if settings.database.is_some() {
        capabilities |= CONNECT_WITH_DB;
    }
    capabilities &= greeting.capabilities | FOUND_ROWS;
    encrypt(&mut wire, settings, &greeting, &mut capabilities)?;
    let mut login = Login { wire, settings, nonce: greeting.nonce, plugin: greeting.plugin };
    login.introduce(capabilities).map_err(|error| error::unreachable(&place, &error))?;
    let status = login.authenticate()?;
    let wire = login.wire;
    wire.set_timeouts(settings.read_timeout, settings.write_timeout).map_err(|error| error::lost(&error))?;
    Ok(Session { wire, thread: greeting.thread, status })
}

/// What a server says first.
struct Greeting {
    thread: u32,
    capabilities: u64,
    nonce: Vec<u8>,
    plugin: String,
}

impl Greeting {
    fn read(payload: &[u8]) -> Option<Self> {
        let mut fields = Fields(payload);
        if fields.number(1) != 10 {
            return None;
        }
        fields.terminated();
        let thread = u32::try_from(fields.number(4)).ok()?;
        let mut nonce = fields.bytes(8).to_vec();
        fields.bytes(1);
        let mut capabilities = fields.number(2);
        // Character set and status.
        fields.bytes(3);
        capabilities |= fields.number(2) << 16;
        let length = usize::try_from(fields.number(1)).ok()?;
        fields.bytes(10);
        nonce.extend_from_slice(fields.bytes(length.saturating_sub(8).max(13)));
        nonce.truncate(20);
        let plugin = Fields::text(fields.terminated());
        Some(Self { thread, capabilities, nonce, plugin })
    }
}

fn encrypt(
    wire: &mut Wire,
    settings: &Settings,
    greeting: &Greeting,
    capabilities: &mut u64,
) -> Result<(), ConnectError> {
    let Some(wanted) = &settings.tls else { return Ok(()) };
    let Address::Tcp { host, .. } = &settings.address else { return Ok(()) };
    if greeting.capabilities & SSL == 0 {
        if wanted.required {
            return Err(error::with_code(
                2026,
                "SSL connection error: SSL is required but the server doesn't support it",
            )
            .into());
        }
        return Ok(());
    }
    let failed = |message: String| error::with_code(2026, format!("SSL connection error: {message}"));
    let configuration = tls::configuration(wanted).map_err(failed)?;
    let name = ServerName::try_from(host.clone()).map_err(|error| failed(error.to_string()))?;
    *capabilities |= SSL;
    let mut request = head(*capabilities);
    request.truncate(32);
    wire.send(&request).map_err(|error| error::lost(&error))?;
    wire.encrypt(configuration, name).map_err(|error| failed(error.to_string()))?;
    Ok(())
}

/// The fields that the request for TLS and the answer to the greeting begin with.
fn head(capabilities: u64) -> Vec<u8> {
    let flags = u32::try_from(capabilities & 0xffff_ffff).unwrap_or_default();
    let mut payload = Vec::with_capacity(128);
    payload.extend_from_slice(&flags.to_le_bytes());
    payload.extend_from_slice(&LONGEST_PACKET.to_le_bytes());
    payload.push(CHARSET);
    payload.extend_from_slice(&[0; 23]);
    payload
}

/// A text with its length, which is short, before it.
fn counted(payload: &mut Vec<u8>, bytes: &[u8]) {
    match u8::try_from(bytes.len()) {
        Ok(length) if length < 0xfb => payload.push(length),
        _ => {
            payload.push(0xfc);
            payload.extend_from_slice(&u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_le_bytes());
        }
    }
    payload.extend_from_slice(bytes.get(..usize::from(u16::MAX)).unwrap_or(bytes));
}

/// A conversation about who one is.
struct Login<'s> {
    wire: Wire,
    settings: &'s Settings,
    nonce: Vec<u8>,
    plugin: String,
}

impl Login<'_> {
    /// Answers the greeting.
    fn introduce(&mut self, capabilities: u64) -> io::Result<()> {
        let mut payload = head(capabilities);
        payload.extend_from_slice(self.settings.user.as_bytes());
        payload.push(0);
        let proof = self.proof().unwrap_or_default();
        counted(&mut payload, &proof);
        if capabilities & CONNECT_WITH_DB != 0 {
            payload.extend_from_slice(self.settings.database.as_deref().unwrap_or_default().as_bytes());
            payload.push(0);
        }
        if capabilities & PLUGIN_AUTH != 0 {
            payload.extend_from_slice(self.plugin.as_bytes());
            payload.push(0);
        }
        if capabilities & CONNECT_ATTRS != 0 {
            let mut attributes = Vec::new();
            for (name, value) in [("_client_name", "limbeck"), ("_client_version", env!("CARGO_PKG_VERSION"))]
            {
                counted(&mut attributes, name.as_bytes());
                counted(&mut attributes, value.as_bytes());
            }
            counted(&mut payload, &attributes);
        }
        self.wire.send(&payload)
    }

    /// What a plugin asks first; `None` for one that is not known.
    fn proof(&self) -> Option<Vec<u8>> {
        let password = self.settings.password.as_bytes();
        if password.is_empty() {
            return Some(Vec::new());
        }
        match self.plugin.as_str() {
            "mysql_native_password" | "" => Some(native(password, &self.nonce)),
            "caching_sha2_password" => Some(caching_sha2(password, &self.nonce)),
            "mysql_clear_password" | "sha256_password" | "dialog" if self.wire.is_secret() => {
                Some(terminated(password))
            }
            "auth_socket" | "unix_socket" => Some(Vec::new()),
            _ => None,
        }
    }

    /// Speaks with the server until it is satisfied; gives its status flags.
    fn authenticate(&mut self) -> Result<u16, ConnectError> {
        let place = self.settings.place();
        let broken = |error: io::Error| error::unreachable(&place, &error);
        loop {
            let answer = self.wire.receive().map_err(broken)?;
            match answer.first() {
                Some(0) => {
                    let mut fields = Fields(answer.get(1..).unwrap_or_default());
                    fields.length();
                    fields.length();
                    return Ok(u16::try_from(fields.number(2)).unwrap_or_default());
                }
                Some(0xfe) => {
                    let mut fields = Fields(answer.get(1..).unwrap_or_default());
                    self.plugin = Fields::text(fields.terminated());
                    self.nonce = fields.0.to_vec();
                    self.nonce.truncate(20);
                    let Some(proof) = self.proof() else { return Err(self.unknown_plugin()) };
                    self.wire.send(&proof).map_err(broken)?;
                }
                // The password was right and in the server's memory: its answer follows.
                Some(1) if answer.get(1) == Some(&3) => {}
                // It was not in its memory: it wants the password itself.
                Some(1) if answer.get(1) == Some(&4) && self.plugin == "caching_sha2_password" => {
                    if !self.wire.is_secret() {
                        return Err(ConnectError::unsupported(
                            "the password for caching_sha2_password over a line that is not encrypted",
                            "do not disable TLS (ssl_disabled), or connect through the server's socket",
                        ));
                    }
                    let password = terminated(self.settings.password.as_bytes());
                    self.wire.send(&password).map_err(broken)?;
                }
                Some(0xff) => return Err(error::server(&answer).into()),
                _ => return Err(self.unknown_plugin()),
            }
        }
    }

    fn unknown_plugin(&self) -> ConnectError {
        ConnectError::unsupported(
            format!("the server's authentication plugin {}", self.plugin),
            "use an account with mysql_native_password or caching_sha2_password",
        )
    }
}

fn terminated(password: &[u8]) -> Vec<u8> {
    let mut bytes = password.to_vec();
    bytes.push(0);
    bytes
}

fn exclusive_or(one: &[u8], other: &[u8]) -> Vec<u8> {
    one.iter().zip(other).map(|(one, other)| one ^ other).collect()
}

/// `SHA1(password) XOR SHA1(nonce + SHA1(SHA1(password)))`.
fn native(password: &[u8], nonce: &[u8]) -> Vec<u8> {
    let hash = |bytes: &[u8]| digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes);
    let once = hash(password);
    let twice = hash(once.as_ref());
    exclusive_or(once.as_ref(), hash(&[nonce, twice.as_ref()].concat()).as_ref())
}

/// `SHA256(password) XOR SHA256(SHA256(SHA256(password)) + nonce)`.
fn caching_sha2(password: &[u8], nonce: &[u8]) -> Vec<u8> {
    let hash = |bytes: &[u8]| digest::digest(&digest::SHA256, bytes);
    let once = hash(password);
    let twice = hash(once.as_ref());
    exclusive_or(once.as_ref(), hash(&[twice.as_ref(), nonce].concat()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::{caching_sha2, native};

    /// As `pymysql._auth.scramble_native_password` and `scramble_caching_sha2` give them.
    #[test]
    fn passwords_are_scrambled_as_by_pymysql() {
        let nonce: Vec<u8> = (1..=20).collect();
        let hexadecimal = |bytes: &[u8]| crate::dialect::literal::hexadecimal(bytes);
        assert_eq!(hexadecimal(&native(b"secret", &nonce)), "b32bb3a583e1340c0a1108d58b1be49781ad8c2f");
        assert_eq!(
            hexadecimal(&caching_sha2(b"secret", &nonce)),
            "746ebe205d56a0707acb3e796e834e0dd7b1d61743b26bd5202c7a623230c7c9"
        );
    }
}
