//! The PostgreSQL driver: one connection, statements as text, rows read from text.
//!
//! No parameters are bound: the renderer writes values into the statement, as psycopg2 does. For
//! psycopg and psycopg2 the simple query protocol is spoken, for asyncpg and pg8000 the extended one,
//! so that a text of several statements does what it does with each of them.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "messages of the protocol: what is not waited for is passed over"
)]

mod asyncpg;
mod certificate;
mod decode;
mod decode_time;
mod environment;
mod error;
mod keywords;
mod libpq;
mod pg8000;
mod session;
mod settings;
mod tls;
mod wire;

use crate::{
    connection::{
        ConnectError, ConnectOptions, Connection, DatabaseError, DatabaseErrorKind, DatabaseUrl, DriverName,
        IsolationLevel, Rows, ServerVersion,
    },
    expr::Value,
};
use decode::Decoder;
use environment::Environment;
use error::{ServerError, lost};
use fallible_iterator::FallibleIterator;
use postgres_protocol::{
    IsNull,
    message::{backend::Message, frontend},
};
use session::Session;
use std::{
    io,
    time::{Duration, Instant},
};
use wire::is_timeout;

/// One connection to one PostgreSQL database.
pub struct PostgresConnection {
    session: Session,
    driver: DriverName,
    version: ServerVersion,
    decoder: Decoder,
    command_timeout: Option<Duration>,
    /// `I` idle, `T` in a transaction, `E` in a failed one.
    status: u8,
    /// The line broke.
    lost: bool,
}

/// Connects as an engine of this URL and these options would.
pub fn connect(url: &DatabaseUrl, options: &ConnectOptions) -> Result<PostgresConnection, ConnectError> {
    connect_in(url, options, &|name| std::env::var(name).ok())
}

/// Connects with environment variables of the caller's choice.
pub fn connect_in(
    url: &DatabaseUrl,
    options: &ConnectOptions,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<PostgresConnection, ConnectError> {
    let settings = keywords::settings(url, options, &Environment::new(variable))?;
    let session = session::connect(&settings)?;
    let version = server_version(session.wire.parameters.get("server_version").map_or("", String::as_str));
    let mut connection = PostgresConnection {
        session,
        driver: settings.driver,
        version,
        decoder: Decoder::new(settings.driver),
        command_timeout: settings.command_timeout,
        status: b'I',
        lost: false,
    };
    connection.check_session()?;
    if matches!(settings.driver, DriverName::Psycopg2 | DriverName::Psycopg2Cffi)
        && !connection.dates_are_iso()
    {
        // psycopg2 does so on every connection.
        connection.batch("SET DATESTYLE TO 'ISO'")?;
    }
    match options.isolation_level {
        None | Some(IsolationLevel::Autocommit) => {}
        Some(level) => connection
            .batch(&format!("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL {}", level.sql()))?,
    }
    Ok(connection)
}

/// Reads `server_version`, such as `15.4 (Debian 15.4-1)` or `18beta1`.
fn server_version(text: &str) -> ServerVersion {
    let mut parts = Vec::new();
    for part in text.split_whitespace().next().unwrap_or_default().split('.') {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse() else { break };
        parts.push(number);
        if digits.len() < part.len() {
            break;
        }
    }
    ServerVersion { product: "PostgreSQL".to_owned(), parts }
}

/// What came of one text: the rows of the statement whose rows count, and an error if there was one.
#[derive(Default)]
struct Outcome {
    rows: Option<Rows>,
    current: Option<Rows>,
    error: Option<DatabaseError>,
}

impl PostgresConnection {
    fn dates_are_iso(&self) -> bool {
        self.session.wire.parameters.get("DateStyle").is_none_or(|style| style.starts_with("ISO"))
    }

    /// Refuses a session in which the text that is sent would mean something else.
    fn check_session(&self) -> Result<(), DatabaseError> {
        for (name, wanted) in [("client_encoding", "UTF8"), ("standard_conforming_strings", "on")] {
            if let Some(value) = self.session.wire.parameters.get(name)
                && value != wanted
            {
                return Err(DatabaseError {
                    hint: Some(format!("SET {name} TO {wanted}, or set it so for the role or the database")),
                    ..DatabaseError::new(
                        DatabaseErrorKind::NotSupported,
                        format!("{name} is {value}: Limbeck writes its statements for {wanted}"),
                    )
                });
            }
        }
        Ok(())
    }

    /// Refuses what cannot be sent at all.
    fn check_text(&self, sql: &str) -> Result<(), DatabaseError> {
        if self.lost {
            return Err(DatabaseError {
                code: Some("08003".to_owned()),
                ..DatabaseError::new(DatabaseErrorKind::Operational, "the connection is closed")
            });
        }
        if sql.contains('\0') {
            return Err(DatabaseError::new(
                DatabaseErrorKind::Programming,
                "the query contains a null character",
            ));
        }
        Ok(())
    }

    /// Which protocol statements are spoken in, as the driver does whose manners these are.
    fn is_simple(&self) -> bool {
        !matches!(self.driver, DriverName::Asyncpg | DriverName::Pg8000)
    }

    fn run(&mut self, sql: &str, simple: bool) -> Result<Rows, DatabaseError> {
        self.check_text(sql)?;
        let deadline = self.command_timeout.map(|timeout| Instant::now() + timeout);
        let outcome = self.write(sql, simple).and_then(|()| self.read_answer(simple, deadline));
        self.read_rows(outcome)
    }

    /// What an answer comes to.
    fn read_rows(&mut self, outcome: io::Result<Outcome>) -> Result<Rows, DatabaseError> {
        self.decoder.clear_columns();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                self.lost = true;
                return Err(lost(&error));
            }
        };
        if let Some(error) = outcome.error {
            return Err(error);
        }
        self.check_session()?;
        let mut rows = outcome.rows.unwrap_or_default();
        self.finish(&mut rows)?;
        Ok(rows)
    }

    /// Sends a text.
    fn write(&mut self, sql: &str, simple: bool) -> io::Result<()> {
        let wire = &mut self.session.wire;
        if simple {
            frontend::query(sql, &mut wire.output)?;
        } else {
            frontend::parse("", sql, [], &mut wire.output)?;
            frontend::bind("", "", [], [], |(): (), _| Ok(IsNull::Yes), [], &mut wire.output)
                .map_err(|_| io::Error::other("a statement could not be sent"))?;
            frontend::describe(b'P', "", &mut wire.output)?;
            frontend::execute("", 0, &mut wire.output)?;
            frontend::sync(&mut wire.output);
        }
        wire.send()
    }

    /// Reads all answers to a text.
    fn read_answer(&mut self, simple: bool, deadline: Option<Instant>) -> io::Result<Outcome> {
        if deadline.is_some() {
            self.session.wire.set_deadline(deadline);
        }
        let mut timed_out = false;
        let mut outcome = Outcome::default();
        let dates_are_iso = self.dates_are_iso();
        loop {
            let message = match self.session.wire.receive() {
                Ok(message) => message,
                Err(error) if is_timeout(&error) && deadline.is_some() && !timed_out => {
                    // The statement is ended, and then its end waited for.
                    timed_out = true;
                    let session = &mut self.session;
                    session.wire.wait_for_ever()?;
                    session::cancel(
                        &session.address,
                        session.encryption.as_ref(),
                        session.process,
                        session.secret,
                    )
                    .map_err(|error| io::Error::other(error.message))?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            match message {
                Message::RowDescription(body) => {
                    let mut columns = Vec::new();
                    let mut types = Vec::new();
                    let mut fields = body.fields();
                    while let Some(field) = fields.next()? {
                        columns.push(field.name().to_owned());
                        types.push(field.type_oid());
                    }
                    self.decoder.set_columns(types, dates_are_iso);
                    outcome.current = Some(Rows { columns, ..Rows::default() });
                }
                Message::DataRow(body) => {
                    if outcome.error.is_some() || !self.counts(&outcome) {
                        continue;
                    }
                    let mut values = Vec::new();
                    let mut ranges = body.ranges();
                    let mut index = 0;
                    while let Some(range) = ranges.next()? {
                        let bytes = range.and_then(|range| body.buffer().get(range));
                        match self.decoder.value(index, bytes) {
                            Ok(value) => values.push(value),
                            Err(error) => {
                                outcome.error = Some(error);
                                break;
                            }
                        }
                        index += 1;
                    }
                    if let Some(current) = &mut outcome.current {
                        current.rows.push(values);
                    }
                }
                Message::CommandComplete(body) => {
                    let affected = body.tag()?.rsplit(' ').next().and_then(|count| count.parse().ok());
                    let rows = Rows { affected, ..outcome.current.take().unwrap_or_default() };
                    if outcome.rows.is_none() || self.last_counts() {
                        self.decoder.keep_columns();
                        outcome.rows = Some(rows);
                    }
                }
                Message::EmptyQueryResponse => {
                    outcome.rows.get_or_insert_default();
                }
                Message::CopyInResponse(_) => {
                    frontend::copy_fail("COPY FROM STDIN is not supported", &mut self.session.wire.output)?;
                    if !simple {
                        frontend::sync(&mut self.session.wire.output);
                    }
                    self.session.wire.send()?;
                }
                Message::CopyOutResponse(_) => {
                    outcome.error = Some(DatabaseError::new(
                        DatabaseErrorKind::Programming,
                        "COPY TO STDOUT cannot be used in a statement: copy to a file or read with SELECT",
                    ));
                }
                Message::ErrorResponse(body) => {
                    let error = ServerError::read(body.fields());
                    let fatal = error.severity == "FATAL" || error.severity == "PANIC";
                    let mut error = error.into_database_error();
                    if timed_out {
                        error = DatabaseError {
                            code: error.code,
                            detail: Some(error.message),
                            ..DatabaseError::new(
                                DatabaseErrorKind::Operational,
                                "the command timeout has passed",
                            )
                        };
                    }
                    outcome.error = Some(error);
                    outcome.current = None;
                    if fatal {
                        self.lost = true;
                        return Ok(outcome);
                    }
                }
                Message::ReadyForQuery(body) => {
                    self.status = body.status();
                    if deadline.is_some() {
                        self.session.wire.wait_for_ever()?;
                    }
                    return Ok(outcome);
                }
                _ => {}
            }
        }
    }

    /// Whether the last of several statements is the one whose rows are read (psycopg2), and not the
    /// first (psycopg).
    fn last_counts(&self) -> bool {
        matches!(self.driver, DriverName::Psycopg2 | DriverName::Psycopg2Cffi)
    }

    fn counts(&self, outcome: &Outcome) -> bool {
        outcome.rows.is_none() || self.last_counts()
    }

    /// Reads what could only be read once the types of the database's own were known.
    fn finish(&mut self, rows: &mut Rows) -> Result<(), DatabaseError> {
        let unknown = self.decoder.unknown_types();
        if !unknown.is_empty() && !rows.rows.is_empty() && self.status != b'E' {
            let columns = self.decoder.take_kept();
            let list: Vec<String> = unknown.iter().map(ToString::to_string).collect();
            let sql = format!(
                "SELECT t.oid, t.typname::text, t.typcategory::text, t.typelem, e.typname::text \
                 FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' \
                 WHERE t.oid IN ({})",
                list.join(", ")
            );
            let answer = self.run(&sql, true)?;
            self.decoder.learn(&unknown, &answer);
            self.decoder.restore_kept(columns);
        }
        self.decoder.finish(rows)
    }
}

impl Connection for PostgresConnection {
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, DatabaseError> {
        let rows = self.query(sql, parameters)?;
        Ok(rows.affected.unwrap_or(0))
    }

    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Rows, DatabaseError> {
        if !parameters.is_empty() {
            return Err(DatabaseError::new(
                DatabaseErrorKind::Programming,
                "this driver binds no parameters: write the values into the statement",
            ));
        }
        self.run(sql, self.is_simple())
    }

    fn batch(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.run(sql, true).map(drop)
    }

    /// A statement's time counts from when it is sent: with a limit to it each is waited for.
    fn can_pipeline(&self) -> bool {
        self.command_timeout.is_none()
    }

    fn send(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.check_text(sql)?;
        let sent = self.write(sql, self.is_simple());
        self.lost |= sent.is_err();
        sent.map_err(|error| lost(&error))
    }

    fn receive(&mut self) -> Result<u64, DatabaseError> {
        self.check_text("")?;
        let outcome = self.read_answer(self.is_simple(), None);
        Ok(self.read_rows(outcome)?.affected.unwrap_or(0))
    }

    fn server(&self) -> &ServerVersion {
        &self.version
    }

    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        let address = self.session.address.clone();
        let encryption = self.session.encryption.clone();
        let (process, secret) = (self.session.process, self.session.secret);
        Some(Box::new(move || {
            // Nobody is there to hear that it could not be asked for.
            let _asked = session::cancel(&address, encryption.as_ref(), process, secret);
        }))
    }

    fn in_transaction(&self) -> bool {
        !self.lost && self.status != b'I'
    }

    fn server_process(&self) -> Option<i32> {
        Some(self.session.process).filter(|process| *process != 0)
    }
}

impl Drop for PostgresConnection {
    fn drop(&mut self) {
        if !self.lost {
            frontend::terminate(&mut self.session.wire.output);
            let _said = self.session.wire.send();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::server_version;

    #[test]
    fn versions_are_read_from_what_servers_report() {
        for (text, parts) in [
            ("15.20 (Debian 15.20-0+deb12u1)", vec![15, 20]),
            ("18beta1", vec![18]),
            ("9.6.24", vec![9, 6, 24]),
            ("17devel", vec![17]),
            ("", vec![]),
        ] {
            assert_eq!(server_version(text).parts, parts, "{text}");
        }
    }
}
