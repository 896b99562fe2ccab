//! The SQLite driver: one connection of the bundled library, with the manners of Python's `sqlite3`.
//!
//! Foreign keys are off as they are in Python, the lock is waited for as long as Python waits, and
//! errors carry the words and classes that `sqlite3` gives them. When a transaction begins is not
//! decided here (`runtime`).

mod error;
mod functions;
mod target;

pub use target::SqliteTarget;

use crate::{
    connection::{
        ConnectError, ConnectOptions, Connection, DatabaseError, DatabaseErrorKind, DatabaseUrl,
        IsolationLevel, Rows, ServerVersion,
    },
    expr::Value,
};
use rusqlite::{Batch, OpenFlags, Statement, fallible_iterator::FallibleIterator, types::ValueRef};
use std::time::Duration;

/// One connection to one SQLite database.
pub struct SqliteConnection {
    inner: rusqlite::Connection,
    version: ServerVersion,
}

/// Opens the database that a URL and an engine's options name.
pub fn connect(url: &DatabaseUrl, options: &ConnectOptions) -> Result<SqliteConnection, ConnectError> {
    let target = SqliteTarget::of(url, options)?;
    let connection = SqliteConnection::open(&target)?;
    match options.isolation_level {
        Some(IsolationLevel::ReadUncommitted) => connection.pragma("PRAGMA read_uncommitted = 1")?,
        Some(IsolationLevel::Serializable) => connection.pragma("PRAGMA read_uncommitted = 0")?,
        Some(IsolationLevel::Autocommit | IsolationLevel::ReadCommitted | IsolationLevel::RepeatableRead)
        | None => {}
    }
    Ok(connection)
}

impl SqliteConnection {
    /// Opens a database file, or one in memory.
    pub fn open(target: &SqliteTarget) -> Result<Self, DatabaseError> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        flags |= OpenFlags::SQLITE_OPEN_FULL_MUTEX;
        if target.uri {
            flags |= OpenFlags::SQLITE_OPEN_URI;
        }
        let inner = rusqlite::Connection::open_with_flags(&target.filename, flags)
            .map_err(|error| error::opening(&error, &target.filename))?;
        Self::over(inner, target.timeout)
    }

    fn over(inner: rusqlite::Connection, timeout: Duration) -> Result<Self, DatabaseError> {
        inner.busy_timeout(timeout).map_err(|error| error::translate(&error))?;
        functions::register(&inner).map_err(|error| error::translate(&error))?;
        let parts = rusqlite::version().split('.').map_while(|part| part.parse().ok()).collect();
        let version = ServerVersion { product: "SQLite".to_owned(), parts };
        let connection = Self { inner, version };
        // The bundled library is compiled with foreign keys on; Python's is not, and a table rebuilt
        // under them would take its children's rows along.
        connection.pragma("PRAGMA foreign_keys = OFF")?;
        Ok(connection)
    }

    fn pragma(&self, sql: &str) -> Result<(), DatabaseError> {
        self.inner.execute_batch(sql).map_err(|error| error::translate(&error))
    }

    /// Prepares the one statement of a text; `None` where there is only white space and comments.
    fn prepare(&self, sql: &str) -> Result<Option<Statement<'_>>, DatabaseError> {
        if sql.contains('\0') {
            return Err(DatabaseError::new(
                DatabaseErrorKind::Programming,
                "the query contains a null character",
            ));
        }
        let mut batch = Batch::new(&self.inner, sql);
        let Some(statement) = batch.next().map_err(|error| error::translate(&error))? else {
            return Ok(None);
        };
        // A second statement need not be valid to be one too many: it may need what the first makes.
        if matches!(batch.next(), Ok(None)) {
            Ok(Some(statement))
        } else {
            Err(DatabaseError::new(
                DatabaseErrorKind::Programming,
                "You can only execute one statement at a time.",
            ))
        }
    }
}

impl Connection for SqliteConnection {
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError> {
        let rows = self.query(sql, parameters)?;
        Ok(rows.affected.unwrap_or(0))
    }

    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError> {
        let Some(mut statement) = self.prepare(sql)? else {
            return Ok(Rows::default());
        };
        bind(&mut statement, parameters)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = Vec::new();
        let mut cursor = statement.raw_query();
        while let Some(row) = cursor.next().map_err(|error| error::translate(&error))? {
            let mut values = Vec::with_capacity(columns.len());
            for (index, name) in columns.iter().enumerate() {
                let value = row.get_ref(index).map_err(|error| error::translate(&error))?;
                values.push(read(value, name)?);
            }
            rows.push(values);
        }
        drop(cursor);
        let kind = FirstWord::of(sql);
        Ok(Rows {
            columns,
            rows,
            affected: (kind != FirstWord::Other).then(|| self.inner.changes()),
            last_insert_id: (kind == FirstWord::Insert).then(|| self.inner.last_insert_rowid()),
        })
    }

    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let mut batch = Batch::new(&self.inner, sql);
        while let Some(mut statement) = batch.next().map_err(|error| error::translate(&error))? {
            let mut cursor = statement.raw_query();
            while cursor.next().map_err(|error| error::translate(&error))?.is_some() {}
        }
        Ok(())
    }

    fn server(&self) -> &ServerVersion {
        &self.version
    }

    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        let handle = self.inner.get_interrupt_handle();
        Some(Box::new(move || handle.interrupt()))
    }

    fn in_transaction(&self) -> bool {
        !self.inner.is_autocommit()
    }
}

/// What a statement begins with, as `sqlite3` looks at it to decide on row counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FirstWord {
    /// INSERT or REPLACE.
    Insert,
    /// UPDATE or DELETE.
    Change,
    /// Anything else, WITH … INSERT too: `sqlite3` gives it no row count.
    Other,
}

impl FirstWord {
    fn of(sql: &str) -> Self {
        let mut rest = sql.trim_start();
        loop {
            let after = if rest.starts_with("--") {
                rest.split_once('\n').map(|(_, after)| after)
            } else if rest.starts_with("/*") {
                rest.split_once("*/").map(|(_, after)| after)
            } else {
                break;
            };
            rest = after.unwrap_or_default().trim_start();
        }
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        match rest.get(..end).unwrap_or_default().to_ascii_uppercase().as_str() {
            "INSERT" | "REPLACE" => Self::Insert,
            "UPDATE" | "DELETE" => Self::Change,
            _ => Self::Other,
        }
    }
}

/// Binds values as `sqlite3` does: what it has no form for is an error and never guessed.
fn bind(statement: &mut Statement<'_>, parameters: &[Value]) -> Result<(), DatabaseError> {
    let wanted = statement.parameter_count();
    if wanted != parameters.len() {
        return Err(DatabaseError::new(
            DatabaseErrorKind::Programming,
            format!(
                "Incorrect number of bindings supplied. The current statement uses {wanted}, and there are {} \
                 supplied.",
                parameters.len()
            ),
        ));
    }
    for (index, value) in parameters.iter().enumerate() {
        let position = index + 1;
        let result = match value {
            Value::Null => statement.raw_bind_parameter(position, rusqlite::types::Null),
            Value::Boolean(flag) => statement.raw_bind_parameter(position, i64::from(*flag)),
            Value::Integer(number) => statement.raw_bind_parameter(position, number),
            Value::BigInteger(digits) => match digits.parse::<i64>() {
                Ok(number) => statement.raw_bind_parameter(position, number),
                Err(_) => {
                    return Err(DatabaseError::new(
                        DatabaseErrorKind::Data,
                        "Python int too large to convert to SQLite INTEGER",
                    ));
                }
            },
            Value::Float(number) => statement.raw_bind_parameter(position, number),
            Value::Text(text) | Value::Date(text) | Value::Timestamp(text) => {
                statement.raw_bind_parameter(position, text.as_str())
            }
            Value::Bytes(bytes) => statement.raw_bind_parameter(position, bytes.as_slice()),
            Value::Decimal(_) => return Err(unbindable(position, "decimal.Decimal")),
            Value::Time(_) => return Err(unbindable(position, "datetime.time")),
            Value::Interval { .. } => return Err(unbindable(position, "datetime.timedelta")),
            Value::Uuid(_) => return Err(unbindable(position, "UUID")),
            Value::Json(_) => return Err(unbindable(position, "dict")),
            Value::List(_) => return Err(unbindable(position, "list")),
        };
        result.map_err(|error| error::translate(&error))?;
    }
    Ok(())
}

fn unbindable(position: usize, class: &str) -> DatabaseError {
    DatabaseError::new(
        DatabaseErrorKind::Programming,
        format!("Error binding parameter {position}: type '{class}' is not supported"),
    )
}

/// Reads one value; a declared type is not interpreted.
fn read(value: ValueRef<'_>, column: &str) -> Result<Value, DatabaseError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Float(number),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => {
                return Err(DatabaseError::new(
                    DatabaseErrorKind::Operational,
                    format!(
                        "Could not decode to UTF-8 column '{column}' with text '{}'",
                        String::from_utf8_lossy(bytes)
                    ),
                ));
            }
        },
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}
