//! The line to a server: a socket, TLS over it, and the messages of protocol 3.0
//! (<https://www.postgresql.org/docs/current/protocol.html>).
//!
//! Why not a ready-made client: the ones there are bind typed parameters and read binary values, which
//! fits neither dynamic values nor types nobody has heard of; they tell neither a result's types in the
//! simple protocol nor whether a transaction is open, and look unknown types up by prepared statements,
//! which a pooler loses. What is needed here is small: text in, text out, one statement at a time.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "messages of the protocol: what is not waited for is passed over"
)]

use super::settings::Keepalive;
use bytes::BytesMut;
use postgres_protocol::message::backend::Message;
use rustls::{ClientConfig, ClientConnection, StreamOwned, pki_types::ServerName};
use socket2::{SockRef, TcpKeepalive};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

/// Where a server was reached, so that it can be reached again to cancel a statement.
#[derive(Clone, Debug)]
pub(super) enum Address {
    Tcp(SocketAddr),
    #[cfg_attr(not(unix), expect(dead_code, reason = "there are no Unix sockets"))]
    Unix(PathBuf),
}

enum Socket {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

impl Socket {
    fn connect(address: &Address, timeout: Option<Duration>) -> io::Result<Self> {
        match address {
            Address::Tcp(address) => {
                let stream = match timeout {
                    Some(timeout) => TcpStream::connect_timeout(address, timeout)?,
                    None => TcpStream::connect(address)?,
                };
                stream.set_nodelay(true)?;
                Ok(Self::Tcp(stream))
            }
            #[cfg(unix)]
            Address::Unix(path) => Ok(Self::Unix(UnixStream::connect(path)?)),
            #[cfg(not(unix))]
            Address::Unix(_) => {
                Err(io::Error::new(io::ErrorKind::Unsupported, "there are no Unix sockets here"))
            }
        }
    }

    fn set_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.set_read_timeout(timeout),
            #[cfg(unix)]
            Self::Unix(stream) => stream.set_read_timeout(timeout),
        }
    }
}

impl Read for Socket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.read(buffer),
            #[cfg(unix)]
            Self::Unix(stream) => stream.read(buffer),
        }
    }
}

impl Write for Socket {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.write(buffer),
            #[cfg(unix)]
            Self::Unix(stream) => stream.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.flush(),
            #[cfg(unix)]
            Self::Unix(stream) => stream.flush(),
        }
    }
}

enum Stream {
    Plain(Socket),
    Tls(Box<StreamOwned<ClientConnection, Socket>>),
    /// Between the two, and after a failure.
    Gone,
}

impl Stream {
    fn socket(&self) -> Option<&Socket> {
        match self {
            Self::Plain(socket) => Some(socket),
            Self::Tls(stream) => Some(&stream.sock),
            Self::Gone => None,
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(buffer),
            Self::Tls(stream) => stream.read(buffer),
            Self::Gone => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    fn write_all(&mut self, buffer: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(socket) => socket.write_all(buffer).and_then(|()| socket.flush()),
            Self::Tls(stream) => stream.write_all(buffer).and_then(|()| stream.flush()),
            Self::Gone => Err(io::ErrorKind::NotConnected.into()),
        }
    }
}

/// How a line is made secret.
#[derive(Clone)]
pub(super) struct Encryption {
    pub configuration: Arc<ClientConfig>,
    pub server_name: ServerName<'static>,
    /// Without asking first (`sslnegotiation=direct`).
    pub direct: bool,
}

/// Why there is no encrypted line.
pub(super) enum EncryptionError {
    /// The server has no TLS.
    Refused,
    /// The handshake failed.
    Handshake(io::Error),
    /// The line itself failed.
    Io(io::Error),
}

/// A line to a server.
pub(super) struct Wire {
    stream: Stream,
    input: BytesMut,
    /// What is to be sent next.
    pub output: BytesMut,
    /// Parameters the server has reported (`server_version`, `DateStyle`, …).
    pub parameters: BTreeMap<String, String>,
    deadline: Option<Instant>,
}

impl Wire {
    /// Connects, without a word being said.
    pub fn connect(address: &Address, deadline: Option<Instant>, keepalive: &Keepalive) -> io::Result<Self> {
        let timeout = match deadline {
            Some(deadline) => Some(remaining(deadline)?),
            None => None,
        };
        let socket = Socket::connect(address, timeout)?;
        if let Socket::Tcp(stream) = &socket {
            keep_alive(stream, keepalive);
        }
        Ok(Self {
            stream: Stream::Plain(socket),
            input: BytesMut::with_capacity(16 * 1024),
            output: BytesMut::with_capacity(8 * 1024),
            parameters: BTreeMap::new(),
            deadline,
        })
    }

    /// Asks for TLS and shakes hands.
    pub fn encrypt(&mut self, encryption: &Encryption) -> Result<(), EncryptionError> {
        if !encryption.direct {
            postgres_protocol::message::frontend::ssl_request(&mut self.output);
            self.send().map_err(EncryptionError::Io)?;
            let mut answer = [0_u8];
            self.apply_deadline().map_err(EncryptionError::Io)?;
            let read = self.stream.read(&mut answer).map_err(EncryptionError::Io)?;
            if read == 0 {
                return Err(EncryptionError::Io(io::ErrorKind::UnexpectedEof.into()));
            }
            if answer != *b"S" {
                return Err(EncryptionError::Refused);
            }
        }
        let Stream::Plain(socket) = std::mem::replace(&mut self.stream, Stream::Gone) else {
            return Err(EncryptionError::Io(io::ErrorKind::NotConnected.into()));
        };
        let session =
            ClientConnection::new(Arc::clone(&encryption.configuration), encryption.server_name.clone())
                .map_err(|error| EncryptionError::Handshake(io::Error::other(error)))?;
        let mut stream = Box::new(StreamOwned::new(session, socket));
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).map_err(EncryptionError::Handshake)?;
        }
        self.stream = Stream::Tls(stream);
        Ok(())
    }

    /// The server's certificate, on an encrypted line.
    pub fn certificate(&self) -> Option<&[u8]> {
        match &self.stream {
            Stream::Tls(stream) => {
                stream.conn.peer_certificates().and_then(|chain| chain.first()).map(AsRef::as_ref)
            }
            Stream::Plain(_) | Stream::Gone => None,
        }
    }

    pub fn is_encrypted(&self) -> bool {
        matches!(self.stream, Stream::Tls(_))
    }

    /// Until when answers are waited for; `None` for ever.
    pub fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.deadline = deadline;
    }

    fn apply_deadline(&self) -> io::Result<()> {
        let timeout = match self.deadline {
            Some(deadline) => Some(remaining(deadline)?),
            None => None,
        };
        match self.stream.socket() {
            Some(socket) => socket.set_timeout(timeout),
            None => Ok(()),
        }
    }

    /// Sends what is in `output`.
    pub fn send(&mut self) -> io::Result<()> {
        let result = self.stream.write_all(&self.output);
        self.output.clear();
        result
    }

    /// The next message; reports of parameters, notices and notifications are dealt with here.
    pub fn receive(&mut self) -> io::Result<Message> {
        loop {
            while let Some(message) = Message::parse(&mut self.input)? {
                match message {
                    Message::ParameterStatus(body) => {
                        self.parameters.insert(body.name()?.to_owned(), body.value()?.to_owned());
                    }
                    // psycopg does not show notices either.
                    Message::NoticeResponse(_) | Message::NotificationResponse(_) => {}
                    message => return Ok(message),
                }
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.deadline.is_some() {
            self.apply_deadline()?;
        }
        let mut chunk = [0_u8; 16 * 1024];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(length) => {
                    self.input.extend_from_slice(chunk.get(..length).unwrap_or_default());
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes the deadline off the socket.
    pub fn wait_for_ever(&mut self) -> io::Result<()> {
        self.deadline = None;
        self.apply_deadline()
    }
}

/// Whether an error is a deadline that passed.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

fn remaining(deadline: Instant) -> io::Result<Duration> {
    match deadline.checked_duration_since(Instant::now()) {
        Some(left) if !left.is_zero() => Ok(left),
        _ => Err(io::ErrorKind::TimedOut.into()),
    }
}

/// Keepalive is a wish: a system that lacks a setting still connects.
fn keep_alive(stream: &TcpStream, keepalive: &Keepalive) {
    let socket = SockRef::from(stream);
    if keepalive.enabled {
        let mut wish = TcpKeepalive::new();
        if let Some(idle) = keepalive.idle {
            wish = wish.with_time(idle);
        }
        #[cfg(any(target_os = "linux", target_os = "macos", target_os = "windows"))]
        {
            if let Some(interval) = keepalive.interval {
                wish = wish.with_interval(interval);
            }
            if let Some(retries) = keepalive.retries {
                wish = wish.with_retries(retries);
            }
        }
        let _set = socket.set_tcp_keepalive(&wish);
    }
    #[cfg(target_os = "linux")]
    if let Some(timeout) = keepalive.user_timeout {
        let _set = socket.set_tcp_user_timeout(Some(timeout));
    }
}
