//! Where statements go: a database, a script, a list.
//!
//! Nothing else in the engine asks whether a run is online.

use super::{
    error::Error,
    session::{BEHIND, INTERRUPTED, SharedSession},
};
use crate::{
    connection::{DatabaseError, Rows},
    dialect::Statement,
};

/// What came back from a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Rows affected.
    Affected(u64),
    /// Rows.
    Rows(Rows),
    /// It was written, not run.
    Deferred,
}

/// Takes statements.
pub trait Sink {
    /// Sends or writes one statement.
    fn send(&mut self, statement: &Statement) -> Result<Outcome, Error>;
    /// Sends one statement and fetches its rows.
    fn fetch(&mut self, statement: &Statement) -> Result<Outcome, Error>;
    /// Begins a transaction.
    fn begin(&mut self) -> Result<(), Error>;
    /// Commits it.
    fn commit(&mut self) -> Result<(), Error>;
    /// Takes it back.
    fn rollback(&mut self) -> Result<(), Error>;
    /// A remark in the script; nothing online.
    fn note(&mut self, text: &str) -> Result<(), Error>;
    /// Verbatim text in the script, followed by an empty line; nothing online.
    fn verbatim(&mut self, text: &str) -> Result<(), Error>;
    /// The live session, if this is one.
    fn session(&self) -> Option<SharedSession>;
}

/// Statements run in a database.
pub(super) struct Live(pub(super) SharedSession);

impl Sink for Live {
    fn send(&mut self, statement: &Statement) -> Result<Outcome, Error> {
        let mut session = self.0.borrow_mut();
        let result = if statement.verbatim && statement.parameters.is_empty() {
            session.batch(&statement.sql).map(|()| 0)
        } else {
            session.execute(&statement.sql, &statement.parameters)
        };
        result.map(Outcome::Affected).map_err(|error| refused(error, &statement.sql))
    }

    fn fetch(&mut self, statement: &Statement) -> Result<Outcome, Error> {
        let result = self.0.borrow_mut().query(&statement.sql, &statement.parameters);
        result.map(Outcome::Rows).map_err(|error| refused(error, &statement.sql))
    }

    fn begin(&mut self) -> Result<(), Error> {
        self.0.borrow_mut().begin();
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Error> {
        self.0.borrow_mut().commit().map_err(|error| refused(error, "COMMIT"))
    }

    fn rollback(&mut self) -> Result<(), Error> {
        self.0.borrow_mut().rollback().map_err(|error| refused(error, "ROLLBACK"))
    }

    fn note(&mut self, _text: &str) -> Result<(), Error> {
        Ok(())
    }

    fn verbatim(&mut self, _text: &str) -> Result<(), Error> {
        Ok(())
    }

    fn session(&self) -> Option<SharedSession> {
        Some(SharedSession::clone(&self.0))
    }
}

/// A refused statement as an [`Error`]; an interrupted run and an earlier statement's failure have values of their own.
pub(super) fn refused(error: DatabaseError, sql: &str) -> Error {
    match error.code.as_deref() {
        Some(INTERRUPTED) => Error::Interrupted,
        Some(BEHIND) => Error::Behind,
        _ => Error::database(error, sql),
    }
}

/// Takes the text of a script; a file, standard output, or a front end's object.
pub type ScriptWriter = Box<dyn FnMut(&str) -> std::io::Result<()>>;

/// Statements are written as a script (`--sql`).
pub struct ScriptFile {
    write: ScriptWriter,
    begin: &'static str,
}

impl ScriptFile {
    /// A script that goes to `write`; `begin` is how the dialect opens a transaction in it.
    pub fn new(write: ScriptWriter, begin: &'static str) -> Self {
        Self { write, begin }
    }

    fn line(&mut self, text: &str) -> Result<(), Error> {
        (self.write)(&format!("{text}\n\n")).map_err(Error::Output)
    }
}

impl Sink for ScriptFile {
    fn send(&mut self, statement: &Statement) -> Result<Outcome, Error> {
        // Alembic expands tabs and strips the ends before it adds the terminator.
        let text = statement.sql.replace('\t', "    ");
        self.line(&format!("{};", text.trim()))?;
        Ok(Outcome::Deferred)
    }

    fn fetch(&mut self, statement: &Statement) -> Result<Outcome, Error> {
        self.send(statement)
    }

    fn begin(&mut self) -> Result<(), Error> {
        let begin = format!("{};", self.begin);
        self.line(&begin)
    }

    fn commit(&mut self) -> Result<(), Error> {
        self.line("COMMIT;")
    }

    fn rollback(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn note(&mut self, text: &str) -> Result<(), Error> {
        self.line(&format!("-- {text}"))
    }

    fn verbatim(&mut self, text: &str) -> Result<(), Error> {
        self.line(text)
    }

    fn session(&self) -> Option<SharedSession> {
        None
    }
}

/// Keeps statements in a list that the test shares.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    /// What was sent, `BEGIN`, `COMMIT` and remarks included.
    pub sent: std::rc::Rc<std::cell::RefCell<Vec<String>>>,
}

impl Recorder {
    fn push(&self, text: &str) {
        self.sent.borrow_mut().push(text.to_owned());
    }
}

impl Sink for Recorder {
    fn send(&mut self, statement: &Statement) -> Result<Outcome, Error> {
        self.push(&statement.sql);
        Ok(Outcome::Deferred)
    }
    fn fetch(&mut self, statement: &Statement) -> Result<Outcome, Error> {
        self.send(statement)
    }
    fn begin(&mut self) -> Result<(), Error> {
        self.push("BEGIN");
        Ok(())
    }
    fn commit(&mut self) -> Result<(), Error> {
        self.push("COMMIT");
        Ok(())
    }
    fn rollback(&mut self) -> Result<(), Error> {
        self.push("ROLLBACK");
        Ok(())
    }
    fn note(&mut self, text: &str) -> Result<(), Error> {
        self.push(&format!("-- {text}"));
        Ok(())
    }
    fn verbatim(&mut self, text: &str) -> Result<(), Error> {
        self.push(text);
        Ok(())
    }
    fn session(&self) -> Option<SharedSession> {
        None
    }
}
