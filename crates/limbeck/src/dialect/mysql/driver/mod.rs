//! The driver of MySQL and MariaDB: one connection, statements as text, rows read from text.
//!
//! No parameters are bound: the renderer writes values into the statement, as `PyMySQL` and mysqlclient
//! do.

mod decode;
mod error;
mod session;
mod settings;
mod tls;
mod wire;

use crate::{
    connection::{
        ConnectError, ConnectOptions, Connection, DatabaseError, DatabaseErrorKind, DatabaseUrl,
        IsolationLevel, Rows, ServerVersion,
    },
    expr::Value,
};
use decode::ResultColumn;
use session::Session;
use settings::Settings;
use std::io;
use wire::Fields;

/// `COM_QUERY`.
const QUERY: u8 = 3;
/// `COM_QUIT`.
const QUIT: u8 = 1;
/// `COM_PING`.
const PING: u8 = 14;
/// A transaction is open.
const IN_TRANSACTION: u16 = 1;
/// Another result follows.
const MORE_RESULTS: u16 = 8;

/// One connection to one server.
pub struct MysqlConnection {
    session: Session,
    settings: Settings,
    version: ServerVersion,
    /// The line broke.
    lost: bool,
}

/// Connects as an engine of this URL and these options would.
pub fn connect(url: &DatabaseUrl, options: &ConnectOptions) -> Result<MysqlConnection, ConnectError> {
    let settings = settings::settings(url, options)?;
    let session = session::connect(&settings)?;
    let version = ServerVersion { product: "MySQL".to_owned(), parts: Vec::new() };
    let mut connection = MysqlConnection { session, settings, version, lost: false };
    for statement in connection.settings.first_statements.clone() {
        connection.batch(&statement)?;
    }
    connection.look()?;
    match options.isolation_level {
        None | Some(IsolationLevel::Autocommit) => {}
        Some(level) => {
            connection.batch(&format!("SET SESSION TRANSACTION ISOLATION LEVEL {}", level.sql()))?;
        }
    }
    Ok(connection)
}

/// Reads `VERSION()`, such as `8.0.36`, `10.11.6-MariaDB-log` or `5.5.5-10.11.6-MariaDB`.
fn server_version(text: &str) -> ServerVersion {
    let mariadb = text.to_lowercase().contains("mariadb");
    let text = if mariadb { text.strip_prefix("5.5.5-").unwrap_or(text) } else { text };
    let end = text.find(|each: char| !each.is_ascii_digit() && each != '.').unwrap_or(text.len());
    let parts = text.get(..end).unwrap_or_default().split('.').map_while(|part| part.parse().ok()).collect();
    ServerVersion { product: if mariadb { "MariaDB" } else { "MySQL" }.to_owned(), parts }
}

impl MysqlConnection {
    /// Asks whose server it is, and refuses one in which the text that is sent would mean something else.
    fn look(&mut self) -> Result<(), ConnectError> {
        // What the engine begins it also ends; what it does not begin commits itself.
        self.batch("SET autocommit = 1")?;
        let rows = self.query("SELECT VERSION(), @@sql_mode", &[])?;
        let text = |place: usize| match rows.rows.first().and_then(|row| row.get(place)) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        self.version = server_version(&text(0));
        if self.settings.mariadb && self.version.product != "MariaDB" {
            let parts: Vec<String> = self.version.parts.iter().map(ToString::to_string).collect();
            return Err(ConnectError::raised(
                "sqlalchemy.exc.InvalidRequestError",
                format!("MySQL version {} is not a MariaDB variant.", parts.join(".")),
            ));
        }
        if text(1).split(',').any(|mode| mode == "NO_BACKSLASH_ESCAPES") {
            return Err(ConnectError::unsupported(
                "the sql_mode NO_BACKSLASH_ESCAPES",
                "take it out of sql_mode for this account, or set sql_mode with the connection argument of that name",
            ));
        }
        Ok(())
    }

    /// Sends a text and reads all results; the last one with rows, or the last one, counts.
    fn run(&mut self, sql: &str) -> Result<Rows, DatabaseError> {
        if self.lost {
            return Err(error::gone());
        }
        if sql.contains('\0') {
            return Err(DatabaseError::new(
                DatabaseErrorKind::Programming,
                "the query contains a null character",
            ));
        }
        match self.converse(sql) {
            Ok(outcome) => outcome,
            Err(error) => {
                self.lost = true;
                Err(error::lost(&error))
            }
        }
    }

    fn converse(&mut self, sql: &str) -> io::Result<Result<Rows, DatabaseError>> {
        self.session.wire.command(QUERY, sql.as_bytes())?;
        let mut first = None;
        loop {
            let rows = match self.result()? {
                Ok(rows) => rows,
                Err(error) => {
                    self.refresh_status()?;
                    return Ok(Err(error));
                }
            };
            // Python's cursors show the first result of several.
            first.get_or_insert(rows);
            if self.session.status & MORE_RESULTS == 0 {
                return Ok(Ok(first.unwrap_or_default()));
            }
        }
    }

    /// Reads one result.
    fn result(&mut self) -> io::Result<Result<Rows, DatabaseError>> {
        let head = self.session.wire.receive()?;
        match head.first() {
            Some(0xff) => return Ok(Err(error::server(&head))),
            Some(0) => return Ok(Ok(self.acknowledged(&head))),
            // The server wants a file of the client's: it gets none.
            Some(0xfb) => {
                self.session.wire.send(&[])?;
                let _answer = self.result()?;
                return Ok(Err(error::with_code(
                    1148,
                    "The used command is not allowed because local files are never sent to the server",
                )));
            }
            _ => {}
        }
        let count = Fields(&head).length().unwrap_or_default();
        let mut columns = Vec::new();
        for _ in 0..count {
            columns.push(ResultColumn::read(&self.session.wire.receive()?));
        }
        self.session.wire.receive()?;
        let mut rows = Vec::new();
        loop {
            let payload = self.session.wire.receive()?;
            match payload.first() {
                Some(0xff) => return Ok(Err(error::server(&payload))),
                Some(0xfe) if payload.len() < 9 => {
                    let mut fields = Fields(payload.get(1..).unwrap_or_default());
                    fields.number(2);
                    self.session.status = u16::try_from(fields.number(2)).unwrap_or_default();
                    break;
                }
                _ => {}
            }
            let mut fields = Fields(&payload);
            rows.push(columns.iter().map(|column| column.value(fields.counted())).collect());
        }
        Ok(Ok(Rows {
            columns: columns.into_iter().map(|column| column.name).collect(),
            affected: u64::try_from(rows.len()).ok(),
            rows,
            last_insert_id: None,
        }))
    }

    /// An OK packet.
    fn acknowledged(&mut self, payload: &[u8]) -> Rows {
        let mut fields = Fields(payload.get(1..).unwrap_or_default());
        let affected = fields.length();
        let last_insert_id = fields.length().and_then(|id| i64::try_from(id).ok());
        self.session.status = u16::try_from(fields.number(2)).unwrap_or_default();
        Rows { affected, last_insert_id, ..Rows::default() }
    }

    /// Asks for the status, which an error does not tell: a statement that failed may have committed what
    /// was open before it, and a deadlock takes the whole transaction back.
    fn refresh_status(&mut self) -> io::Result<()> {
        self.session.wire.command(PING, &[])?;
        let answer = self.session.wire.receive()?;
        if answer.first() == Some(&0) {
            self.acknowledged(&answer);
        }
        Ok(())
    }
}

impl Connection for MysqlConnection {
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError> {
        Ok(self.query(sql, parameters)?.affected.unwrap_or(0))
    }

    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError> {
        if !parameters.is_empty() {
            return Err(DatabaseError::new(
                DatabaseErrorKind::NotSupported,
                "values are written into the statement and not bound to it",
            ));
        }
        self.run(sql)
    }

    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.run(sql).map(|_| ())
    }

    fn server(&self) -> &ServerVersion {
        &self.version
    }

    /// Another connection tells the server to end the statement.
    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        let mut settings = self.settings.clone();
        settings.database = None;
        let thread = self.session.thread;
        Some(Box::new(move || {
            if let Ok(mut session) = session::connect(&settings) {
                let sql = format!("KILL QUERY {thread}");
                // The run ends with or without it.
                let _sent = session.wire.command(QUERY, sql.as_bytes()).and_then(|()| session.wire.receive());
            }
        }))
    }

    fn in_transaction(&self) -> bool {
        !self.lost && self.session.status & IN_TRANSACTION != 0
    }

    fn server_process(&self) -> Option<i32> {
        i32::try_from(self.session.thread).ok()
    }
}

impl Drop for MysqlConnection {
    fn drop(&mut self) {
        if !self.lost {
            // The server notices the end of the line in any case.
            let _sent = self.session.wire.command(QUIT, &[]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::server_version;

    #[test]
    fn versions_of_both_flavours() {
        for (text, product, parts) in [
            ("8.0.36", "MySQL", &[8, 0, 36][..]),
            ("8.4.0-log", "MySQL", &[8, 4, 0]),
            ("10.11.6-MariaDB-0+deb12u1", "MariaDB", &[10, 11, 6]),
            ("5.5.5-10.4.30-MariaDB-log", "MariaDB", &[10, 4, 30]),
            ("", "MySQL", &[]),
        ] {
            let version = server_version(text);
            assert_eq!((version.product.as_str(), version.parts.as_slice()), (product, parts), "{text}");
        }
    }
}
