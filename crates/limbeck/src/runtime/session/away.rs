//! Asking the catalogue on another thread, while this one has something else to do.

use super::{Session, SharedSession};
use crate::{
    connection::{Connection, DatabaseError, DatabaseErrorKind, Rows, ServerVersion},
    dialect::Dialect,
    expr::Value,
};
use std::thread;

/// What is in a session's place of a connection while another thread has it: whoever asks is told so, and a script that
/// uses the database meanwhile gets an error rather than answers to somebody else's questions.
struct Away {
    server: ServerVersion,
    in_transaction: bool,
}

fn away() -> DatabaseError {
    DatabaseError::new(
        DatabaseErrorKind::Other,
        "the connection reads the database's tables at this moment; use it before or after the comparison",
    )
}

impl Connection for Away {
    fn execute(&mut self, _: &str, _: &[Value]) -> Result<u64, DatabaseError> {
        Err(away())
    }

    fn query(&mut self, _: &str, _: &[Value]) -> Result<Rows, DatabaseError> {
        Err(away())
    }

    fn batch(&mut self, _: &str) -> Result<(), DatabaseError> {
        Err(away())
    }

    fn server(&self) -> &ServerVersion {
        &self.server
    }

    fn canceller(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        None
    }

    fn in_transaction(&self) -> bool {
        self.in_transaction
    }
}

impl Session {
    /// [`Session::ask`] on a thread of its own while `meanwhile` runs on this one, which the session is free for but not its
    /// connection. Gives both results; where no thread can be started, one after the other.
    pub fn ask_while<T: Send, R>(
        session: &SharedSession,
        question: impl FnOnce(&dyn Dialect, &mut dyn Connection) -> Result<T, DatabaseError> + Send,
        meanwhile: impl FnOnce() -> R,
    ) -> (Result<T, DatabaseError>, R) {
        let begun = {
            let session = &mut *session.borrow_mut();
            session.settle().and_then(|()| session.prepare("SELECT")).map(|()| session.lend())
        };
        let (mut connection, dialect) = match begun {
            Ok(lent) => lent,
            Err(error) => return (Err(error), meanwhile()),
        };
        let mut question = Some(question);
        let mut asked = None;
        let result = thread::scope(|scope| {
            let (connection, question, asked) = (&mut *connection, &mut question, &mut asked);
            let asking =
                thread::Builder::new().name("reflection".to_owned()).spawn_scoped(scope, move || {
                    *asked = question.take().map(|question| question(dialect, connection));
                });
            let result = meanwhile();
            if let Ok(Err(panic)) = asking.map(thread::ScopedJoinHandle::join) {
                std::panic::resume_unwind(panic);
            }
            result
        });
        // Without a thread nothing was asked yet.
        if let Some(question) = question.take() {
            asked = Some(question(dialect, &mut *connection));
        }
        let session = &mut *session.borrow_mut();
        session.connection = connection;
        (session.after(asked.unwrap_or_else(|| Err(away()))), result)
    }

    fn lend(&mut self) -> (Box<dyn Connection>, &'static dyn Dialect) {
        let away = Away { server: self.server().clone(), in_transaction: self.connection.in_transaction() };
        (std::mem::replace(&mut self.connection, Box::new(away)), self.dialect)
    }
}
