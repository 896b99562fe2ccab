//! SQLite's failures in the classes and words of Python's `sqlite3`.

use crate::connection::{DatabaseError, DatabaseErrorKind};
use rusqlite::{Error, ffi};
use std::path::Path;

/// A failure while a statement is prepared or run.
#[expect(clippy::wildcard_enum_match_arm, reason = "the rest are mistakes in the use of the library")]
pub(super) fn translate(error: &Error) -> DatabaseError {
    match error {
        Error::SqliteFailure(code, message) => failure(*code, message.as_deref(), None),
        Error::SqlInputError { error, msg, sql, offset } => {
            failure(*error, Some(msg), position(sql, *offset))
        }
        Error::MultipleStatement => DatabaseError::new(
            DatabaseErrorKind::Programming,
            "You can only execute one statement at a time.",
        ),
        other => DatabaseError::new(DatabaseErrorKind::Other, other.to_string()),
    }
}

/// A failure while a database is opened: the words are SQLite's, the reason is looked for.
pub(super) fn opening(error: &Error, filename: &str) -> DatabaseError {
    let mut translated = translate(error);
    if translated.code.as_deref().is_some_and(|code| code.starts_with("SQLITE_CANTOPEN")) {
        // The library's words are what scripts look for; rusqlite adds the file name to them.
        "unable to open database file".clone_into(&mut translated.message);
        let path = filename.strip_prefix("file:").unwrap_or(filename);
        let path = path.split('?').next().unwrap_or(path);
        let path = Path::new(path);
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        translated.detail = Some(match parent {
            _ if path.is_dir() => format!("{} is a directory", path.display()),
            Some(parent) if !parent.exists() => format!("the directory {} does not exist", parent.display()),
            _ if !path.exists() => format!("{} does not exist and could not be made", path.display()),
            _ => format!("{} could not be opened for reading and writing", path.display()),
        });
        if parent.is_some_and(|parent| !parent.exists()) {
            translated.hint = Some("create the directory first: SQLite only creates the file".to_owned());
        }
    }
    translated
}

fn failure(code: ffi::Error, message: Option<&str>, position: Option<u32>) -> DatabaseError {
    let primary = code.extended_code & 0xff;
    let message = match message {
        Some(message) if !message.is_empty() => message.to_owned(),
        _ => ffi::code_to_str(code.extended_code).to_owned(),
    };
    DatabaseError {
        kind: kind(primary),
        code: Some(code_name(code.extended_code)),
        message,
        detail: None,
        hint: None,
        position,
    }
}

/// The exception class that Python's `sqlite3` chooses by primary result code.
fn kind(primary: i32) -> DatabaseErrorKind {
    match primary {
        ffi::SQLITE_INTERNAL | ffi::SQLITE_NOTFOUND => DatabaseErrorKind::Internal,
        ffi::SQLITE_ERROR
        | ffi::SQLITE_PERM
        | ffi::SQLITE_ABORT
        | ffi::SQLITE_BUSY
        | ffi::SQLITE_LOCKED
        | ffi::SQLITE_READONLY
        | ffi::SQLITE_INTERRUPT
        | ffi::SQLITE_IOERR
        | ffi::SQLITE_FULL
        | ffi::SQLITE_CANTOPEN
        | ffi::SQLITE_PROTOCOL
        | ffi::SQLITE_EMPTY
        | ffi::SQLITE_SCHEMA => DatabaseErrorKind::Operational,
        ffi::SQLITE_TOOBIG => DatabaseErrorKind::Data,
        ffi::SQLITE_CONSTRAINT | ffi::SQLITE_MISMATCH => DatabaseErrorKind::Integrity,
        // InterfaceError in Python, which has no kind of its own here.
        ffi::SQLITE_MISUSE | ffi::SQLITE_RANGE => DatabaseErrorKind::Programming,
        _ => DatabaseErrorKind::Other,
    }
}

/// SQLite's own name for a result code (<https://www.sqlite.org/rescode.html>).
fn code_name(code: i32) -> String {
    let primary = match code & 0xff {
        ffi::SQLITE_ERROR => "SQLITE_ERROR",
        ffi::SQLITE_INTERNAL => "SQLITE_INTERNAL",
        ffi::SQLITE_PERM => "SQLITE_PERM",
        ffi::SQLITE_ABORT => "SQLITE_ABORT",
        ffi::SQLITE_BUSY => "SQLITE_BUSY",
        ffi::SQLITE_LOCKED => "SQLITE_LOCKED",
        ffi::SQLITE_NOMEM => "SQLITE_NOMEM",
        ffi::SQLITE_READONLY => "SQLITE_READONLY",
        ffi::SQLITE_INTERRUPT => "SQLITE_INTERRUPT",
        ffi::SQLITE_IOERR => "SQLITE_IOERR",
        ffi::SQLITE_CORRUPT => "SQLITE_CORRUPT",
        ffi::SQLITE_NOTFOUND => "SQLITE_NOTFOUND",
        ffi::SQLITE_FULL => "SQLITE_FULL",
        ffi::SQLITE_CANTOPEN => "SQLITE_CANTOPEN",
        ffi::SQLITE_PROTOCOL => "SQLITE_PROTOCOL",
        ffi::SQLITE_EMPTY => "SQLITE_EMPTY",
        ffi::SQLITE_SCHEMA => "SQLITE_SCHEMA",
        ffi::SQLITE_TOOBIG => "SQLITE_TOOBIG",
        ffi::SQLITE_CONSTRAINT => "SQLITE_CONSTRAINT",
        ffi::SQLITE_MISMATCH => "SQLITE_MISMATCH",
        ffi::SQLITE_MISUSE => "SQLITE_MISUSE",
        ffi::SQLITE_NOLFS => "SQLITE_NOLFS",
        ffi::SQLITE_AUTH => "SQLITE_AUTH",
        ffi::SQLITE_FORMAT => "SQLITE_FORMAT",
        ffi::SQLITE_RANGE => "SQLITE_RANGE",
        ffi::SQLITE_NOTADB => "SQLITE_NOTADB",
        _ => return format!("SQLITE_{code}"),
    };
    let suffix = match code {
        ffi::SQLITE_CONSTRAINT_CHECK => "_CHECK",
        ffi::SQLITE_CONSTRAINT_COMMITHOOK => "_COMMITHOOK",
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => "_FOREIGNKEY",
        ffi::SQLITE_CONSTRAINT_FUNCTION => "_FUNCTION",
        ffi::SQLITE_CONSTRAINT_NOTNULL => "_NOTNULL",
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY => "_PRIMARYKEY",
        ffi::SQLITE_CONSTRAINT_TRIGGER => "_TRIGGER",
        ffi::SQLITE_CONSTRAINT_UNIQUE => "_UNIQUE",
        ffi::SQLITE_CONSTRAINT_VTAB => "_VTAB",
        ffi::SQLITE_CONSTRAINT_ROWID => "_ROWID",
        ffi::SQLITE_CONSTRAINT_PINNED => "_PINNED",
        ffi::SQLITE_CONSTRAINT_DATATYPE => "_DATATYPE",
        ffi::SQLITE_BUSY_RECOVERY | ffi::SQLITE_READONLY_RECOVERY => "_RECOVERY",
        ffi::SQLITE_BUSY_SNAPSHOT => "_SNAPSHOT",
        ffi::SQLITE_BUSY_TIMEOUT => "_TIMEOUT",
        ffi::SQLITE_LOCKED_SHAREDCACHE => "_SHAREDCACHE",
        ffi::SQLITE_READONLY_CANTLOCK => "_CANTLOCK",
        ffi::SQLITE_READONLY_ROLLBACK | ffi::SQLITE_ABORT_ROLLBACK => "_ROLLBACK",
        ffi::SQLITE_READONLY_DBMOVED => "_DBMOVED",
        ffi::SQLITE_READONLY_CANTINIT => "_CANTINIT",
        ffi::SQLITE_READONLY_DIRECTORY => "_DIRECTORY",
        ffi::SQLITE_CANTOPEN_ISDIR => "_ISDIR",
        ffi::SQLITE_CANTOPEN_FULLPATH => "_FULLPATH",
        ffi::SQLITE_CORRUPT_INDEX => "_INDEX",
        _ => "",
    };
    format!("{primary}{suffix}")
}

/// Turns a byte offset into a character position from 1.
fn position(sql: &str, offset: i32) -> Option<u32> {
    let offset = usize::try_from(offset).ok()?;
    let before = sql.get(..offset)?;
    u32::try_from(before.chars().count() + 1).ok()
}
