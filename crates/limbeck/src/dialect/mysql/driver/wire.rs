//! The line to a server: a socket, TLS over it, and the packets of the client/server protocol
//! (<https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html>).
//!
//! Why not a ready-made client: the one there is always asks for several statements in a text and for
//! local files, which most of Python's drivers do not, and it does not tell whether a transaction is
//! open, on which it hangs whether a failed step can be taken back. What is needed here is small: text
//! in, text out, one statement at a time.

use rustls::{ClientConfig, ClientConnection, StreamOwned, pki_types::ServerName};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::{
    io::{self, Read, Write},
    net::{TcpStream, ToSocketAddrs},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

/// Where a server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    Tcp { host: String, port: u16 },
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
            Address::Tcp { host, port } => {
                let mut last = None;
                for address in (host.as_str(), *port).to_socket_addrs()? {
                    let attempt = match timeout {
                        Some(timeout) => TcpStream::connect_timeout(&address, timeout),
                        None => TcpStream::connect(address),
                    };
                    match attempt {
                        Ok(stream) => {
                            stream.set_nodelay(true)?;
                            return Ok(Self::Tcp(stream));
                        }
                        Err(error) => last = Some(error),
                    }
                }
                Err(last.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into()))
            }
            #[cfg(unix)]
            Address::Unix(path) => Ok(Self::Unix(UnixStream::connect(path)?)),
            #[cfg(not(unix))]
            Address::Unix(_) => {
                Err(io::Error::new(io::ErrorKind::Unsupported, "there are no Unix sockets here"))
            }
        }
    }

    fn set_timeouts(&self, read: Option<Duration>, write: Option<Duration>) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => {
                stream.set_read_timeout(read)?;
                stream.set_write_timeout(write)
            }
            #[cfg(unix)]
            Self::Unix(stream) => {
                stream.set_read_timeout(read)?;
                stream.set_write_timeout(write)
            }
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

/// A line to a server.
pub(super) struct Wire {
    stream: Stream,
    /// What was read and not looked at yet.
    input: Vec<u8>,
    read: usize,
    /// Number of the next packet.
    sequence: u8,
}

/// Longest payload of one packet.
const LONGEST: usize = 0xff_ffff;

impl Wire {
    /// Connects, without a word being said.
    pub fn connect(address: &Address, timeout: Option<Duration>) -> io::Result<Self> {
        let socket = Socket::connect(address, timeout)?;
        // The greeting is waited for no longer than the connection itself.
        socket.set_timeouts(timeout, timeout)?;
        Ok(Self { stream: Stream::Plain(socket), input: Vec::new(), read: 0, sequence: 0 })
    }

    /// Shakes hands for TLS.
    pub fn encrypt(
        &mut self,
        configuration: Arc<ClientConfig>,
        server_name: ServerName<'static>,
    ) -> io::Result<()> {
        let Stream::Plain(socket) = std::mem::replace(&mut self.stream, Stream::Gone) else {
            return Err(io::ErrorKind::NotConnected.into());
        };
        let session = ClientConnection::new(configuration, server_name).map_err(io::Error::other)?;
        let mut stream = Box::new(StreamOwned::new(session, socket));
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        self.stream = Stream::Tls(stream);
        Ok(())
    }

    /// Whether nobody on the way can read along.
    pub fn is_secret(&self) -> bool {
        match &self.stream {
            Stream::Tls(_) => true,
            #[cfg(unix)]
            Stream::Plain(Socket::Unix(_)) => true,
            Stream::Plain(Socket::Tcp(_)) | Stream::Gone => false,
        }
    }

    /// How long an answer, and the sending of a packet, is waited for.
    pub fn set_timeouts(&self, read: Option<Duration>, write: Option<Duration>) -> io::Result<()> {
        match &self.stream {
            Stream::Plain(socket) => socket.set_timeouts(read, write),
            Stream::Tls(stream) => stream.sock.set_timeouts(read, write),
            Stream::Gone => Ok(()),
        }
    }

    /// Begins a new exchange with a command.
    pub fn command(&mut self, command: u8, argument: &[u8]) -> io::Result<()> {
        self.sequence = 0;
        let mut payload = Vec::with_capacity(argument.len() + 1);
        payload.push(command);
        payload.extend_from_slice(argument);
        self.send(&payload)
    }

    /// Sends one payload, in as many packets as it needs.
    pub fn send(&mut self, payload: &[u8]) -> io::Result<()> {
        let mut output = Vec::with_capacity(payload.len() + 4);
        let mut rest = payload;
        loop {
            let (piece, behind) = rest.split_at(rest.len().min(LONGEST));
            let length = u32::try_from(piece.len()).unwrap_or(0).to_le_bytes();
            output.extend_from_slice(length.get(..3).unwrap_or_default());
            output.push(self.sequence);
            self.sequence = self.sequence.wrapping_add(1);
            output.extend_from_slice(piece);
            rest = behind;
            // A full packet is followed by another one, an empty one if need be.
            if piece.len() < LONGEST {
                break;
            }
        }
        match &mut self.stream {
            Stream::Plain(socket) => socket.write_all(&output).and_then(|()| socket.flush()),
            Stream::Tls(stream) => stream.write_all(&output).and_then(|()| stream.flush()),
            Stream::Gone => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// The next payload.
    pub fn receive(&mut self) -> io::Result<Vec<u8>> {
        let mut payload = Vec::new();
        loop {
            let header = self.take(4)?;
            let [low, middle, high, sequence] = header.as_slice() else {
                return Err(io::ErrorKind::InvalidData.into());
            };
            let length = usize::from(*low) | usize::from(*middle) << 8 | usize::from(*high) << 16;
            self.sequence = sequence.wrapping_add(1);
            let piece = self.take(length)?;
            payload.extend_from_slice(&piece);
            if length < LONGEST {
                return Ok(payload);
            }
        }
    }

    fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.input.len() - self.read < length {
            if self.read > 0 {
                self.input.drain(..self.read);
                self.read = 0;
            }
            let mut chunk = [0_u8; 16 * 1024];
            let count = match &mut self.stream {
                Stream::Plain(socket) => socket.read(&mut chunk),
                Stream::Tls(stream) => stream.read(&mut chunk),
                Stream::Gone => Err(io::ErrorKind::NotConnected.into()),
            };
            match count {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => self.input.extend_from_slice(chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let taken = self.input.get(self.read..self.read + length).unwrap_or_default().to_vec();
        self.read += length;
        Ok(taken)
    }
}

/// Reads the fields of a payload one after the other; what is missing reads as nothing.
pub(super) struct Fields<'p>(pub &'p [u8]);

impl<'p> Fields<'p> {
    pub fn bytes(&mut self, count: usize) -> &'p [u8] {
        let (taken, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        taken
    }

    /// A little-endian number of so many bytes.
    pub fn number(&mut self, bytes: usize) -> u64 {
        self.bytes(bytes).iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// A number whose first byte says how long it is; `None` is NULL.
    pub fn length(&mut self) -> Option<u64> {
        match self.number(1) {
            0xfb => None,
            0xfc => Some(self.number(2)),
            0xfd => Some(self.number(3)),
            0xfe => Some(self.number(8)),
            small => Some(small),
        }
    }

    /// Bytes with their number before them; `None` is NULL.
    pub fn counted(&mut self) -> Option<&'p [u8]> {
        let length = self.length()?;
        Some(self.bytes(usize::try_from(length).unwrap_or(usize::MAX)))
    }

    /// Bytes up to a zero, which is passed over.
    pub fn terminated(&mut self) -> &'p [u8] {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        let text = self.bytes(end);
        self.bytes(1);
        text
    }

    pub fn text(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[test]
    fn numbers_of_all_lengths() {
        let mut fields = Fields(&[5, 0xfc, 1, 2, 0xfd, 1, 0, 1, 0xfb, 2, b'h', b'i', b'x', 0, 9]);
        assert_eq!(fields.length(), Some(5));
        assert_eq!(fields.length(), Some(0x201));
        assert_eq!(fields.length(), Some(0x1_0001));
        assert_eq!(fields.length(), None);
        assert_eq!(fields.counted(), Some(&b"hi"[..]));
        assert_eq!(fields.terminated(), b"x");
        assert_eq!(fields.number(4), 9);
    }
}
