//! MySQL's refusals in the classes that Python's drivers give them, and the drivers' own words for a
//! connection that did not come about or broke.

use super::wire::Fields;
use crate::connection::{DatabaseError, DatabaseErrorKind};
use std::io;

/// An ERR packet.
pub(super) fn server(payload: &[u8]) -> DatabaseError {
    let mut fields = Fields(payload.get(1..).unwrap_or_default());
    let code = fields.number(2);
    if fields.0.first() == Some(&b'#') {
        fields.bytes(6);
    }
    with_code(code, Fields::text(fields.0))
}

/// An error with a number of the server's or the client's.
pub(super) fn with_code(code: u64, message: impl Into<String>) -> DatabaseError {
    DatabaseError { code: Some(code.to_string()), ..DatabaseError::new(kind(code), message) }
}

/// The class of a number, as `PyMySQL` chooses it
/// (<https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html>).
fn kind(code: u64) -> DatabaseErrorKind {
    match code {
        1007 | 1064 | 1102 | 1103 | 1110 | 1111 | 1112 | 1113 | 1146 | 1149 | 1166 | 1179 => {
            DatabaseErrorKind::Programming
        }
        1171 | 1230 | 1263 | 1264 | 1265 | 1366 | 1367 | 1406 | 1441 => DatabaseErrorKind::Data,
        1048 | 1062 | 1215 | 1216 | 1217 | 1451 | 1452 => DatabaseErrorKind::Integrity,
        1196 | 1235 | 1286 | 1289 => DatabaseErrorKind::NotSupported,
        0..=999 => DatabaseErrorKind::Internal,
        _ => DatabaseErrorKind::Operational,
    }
}

/// There is no server, or no way to it. `place` is how the driver names it.
pub(super) fn unreachable(place: &str, error: &io::Error) -> DatabaseError {
    with_code(2003, format!("Can't connect to MySQL server on '{place}' ({})", words(error)))
}

/// The connection broke while it was used.
pub(super) fn lost(error: &io::Error) -> DatabaseError {
    let late = matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
    let suffix = if late { " (timed out)" } else { "" };
    with_code(2013, format!("Lost connection to MySQL server during query{suffix}"))
}

/// The connection is closed.
pub(super) fn gone() -> DatabaseError {
    with_code(2006, "MySQL server has gone away")
}

/// An I/O error as Python shows it.
fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text).to_owned();
    match (error.raw_os_error(), error.kind()) {
        (Some(number), _) => format!("[Errno {number}] {plain}"),
        (None, io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => "timed out".to_owned(),
        (None, _) => match plain.strip_prefix("failed to lookup address information: ") {
            Some(reason) => format!("{}{reason}", resolver_number(reason)),
            None => plain,
        },
    }
}

/// The number that Python puts before a resolver's words (`socket.gaierror`); Rust keeps only the words. Those are the
/// C library's (`getaddrinfo(3)`).
fn resolver_number(reason: &str) -> &'static str {
    match reason {
        "Name or service not known" => "[Errno -2] ",
        "Temporary failure in name resolution" => "[Errno -3] ",
        "Non-recoverable failure in name resolution" => "[Errno -4] ",
        "No address associated with hostname" => "[Errno -5] ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{kind, server};
    use crate::connection::DatabaseErrorKind;

    /// Classes as `pymysql.err.error_map` gives them.
    #[test]
    fn numbers_have_pymysqls_classes() {
        for (code, expected) in [
            (1146, DatabaseErrorKind::Programming),
            (1064, DatabaseErrorKind::Programming),
            (1062, DatabaseErrorKind::Integrity),
            (1452, DatabaseErrorKind::Integrity),
            (1048, DatabaseErrorKind::Integrity),
            (1265, DatabaseErrorKind::Data),
            (1406, DatabaseErrorKind::Data),
            (1235, DatabaseErrorKind::NotSupported),
            (1045, DatabaseErrorKind::Operational),
            (1050, DatabaseErrorKind::Operational),
            (1213, DatabaseErrorKind::Operational),
            (4025, DatabaseErrorKind::Operational),
        ] {
            assert_eq!(kind(code), expected, "{code}");
        }
    }

    #[test]
    fn an_error_packet_is_read_with_and_without_a_state() {
        let error = server(b"\xff\x7a\x04#42S02Table 'a.b' doesn't exist");
        assert_eq!(
            (error.code.as_deref(), error.message.as_str()),
            (Some("1146"), "Table 'a.b' doesn't exist")
        );
        assert_eq!(server(b"\xff\x69\x04Host is blocked").message, "Host is blocked");
    }
}
