//! PostgreSQL's refusals in the classes that psycopg gives them, and libpq's words for a connection
//! that did not come about.

use crate::connection::{DatabaseError, DatabaseErrorKind};
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::ErrorFields;
use std::io;

/// One ERROR or FATAL message of the server.
#[derive(Clone, Debug, Default)]
pub(super) struct ServerError {
    pub severity: String,
    pub code: String,
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
    pub position: Option<u32>,
}

impl ServerError {
    pub fn read(mut fields: ErrorFields<'_>) -> Self {
        let mut error = Self::default();
        while let Ok(Some(field)) = fields.next() {
            // Before the encoding is agreed on, a server may speak any.
            let value = String::from_utf8_lossy(field.value_bytes()).into_owned();
            match field.type_() {
                b'S' => error.severity = value,
                b'C' => error.code = value,
                b'M' => error.message = value,
                b'D' => error.detail = Some(value),
                b'H' => error.hint = Some(value),
                b'P' => error.position = value.parse().ok(),
                _ => {}
            }
        }
        error
    }

    /// As an answer to a statement.
    pub fn into_database_error(self) -> DatabaseError {
        DatabaseError {
            kind: kind(&self.code),
            code: Some(self.code),
            message: self.message,
            detail: self.detail,
            hint: self.hint,
            position: self.position,
        }
    }

    /// As libpq prints it when a connection fails: with severity, detail and hint.
    pub fn text(&self) -> String {
        let mut text = format!("{}:  {}", self.severity, self.message);
        for (label, part) in [("DETAIL", &self.detail), ("HINT", &self.hint)] {
            if let Some(part) = part {
                text.extend(["\n", label, ":  ", part.as_str()]);
            }
        }
        text
    }
}

/// The class of an SQLSTATE, as psycopg chooses it
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
pub(super) fn kind(code: &str) -> DatabaseErrorKind {
    match code.get(..2).unwrap_or_default() {
        "0A" => DatabaseErrorKind::NotSupported,
        "10" | "20" | "21" | "26" | "34" | "3D" | "3F" | "42" | "44" => DatabaseErrorKind::Programming,
        "22" => DatabaseErrorKind::Data,
        "23" => DatabaseErrorKind::Integrity,
        "24" | "25" | "2B" | "2D" => DatabaseErrorKind::Internal,
        "08" | "27" | "28" | "2F" | "38" | "39" | "3B" | "40" | "53" | "54" | "55" | "57" | "58" => {
            DatabaseErrorKind::Operational
        }
        _ => match code.get(..1).unwrap_or_default() {
            "F" | "H" => DatabaseErrorKind::Operational,
            "P" => DatabaseErrorKind::Programming,
            "X" => DatabaseErrorKind::Internal,
            _ => DatabaseErrorKind::Other,
        },
    }
}

/// The connection broke while it was used.
pub(super) fn lost(error: &io::Error) -> DatabaseError {
    let closed = matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
    );
    let message = if closed {
        "server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\
         \tbefore or while processing the request."
            .to_owned()
    } else {
        format!("consuming input failed: {}", words(error))
    };
    DatabaseError {
        code: Some("08006".to_owned()),
        ..DatabaseError::new(DatabaseErrorKind::Operational, message)
    }
}

/// An I/O error as the C library words it, without Rust's `(os error n)`.
pub(super) fn words(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

/// A failure to connect.
pub(super) fn connecting(message: impl Into<String>) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Operational, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes as `psycopg.errors.lookup(code)` gives them.
    #[test]
    fn sqlstates_have_psycopgs_classes() {
        for (code, expected) in [
            ("23505", DatabaseErrorKind::Integrity),
            ("42P01", DatabaseErrorKind::Programming),
            ("42P07", DatabaseErrorKind::Programming),
            ("22P02", DatabaseErrorKind::Data),
            ("25P02", DatabaseErrorKind::Internal),
            ("40P01", DatabaseErrorKind::Operational),
            ("55P03", DatabaseErrorKind::Operational),
            ("57014", DatabaseErrorKind::Operational),
            ("0A000", DatabaseErrorKind::NotSupported),
            ("P0001", DatabaseErrorKind::Programming),
            ("XX000", DatabaseErrorKind::Internal),
            ("HV000", DatabaseErrorKind::Operational),
            ("02000", DatabaseErrorKind::Other),
        ] {
            assert_eq!(kind(code), expected, "{code}");
        }
    }
}
