//! A failed command as plain data: what is shown, and with which exit code the program ends.
//!
//! Every module has errors of its own; here they become a [`Failure`]. How it is rendered is the
//! command line's business.

use crate::{
    connection::DatabaseError,
    diagnostic::Diagnostic,
    dialect::CompileError,
    origin::Origin,
    revision::{self, RevisionError},
    runtime,
    script::ScriptError,
};

/// How real Alembic ends in such a case; scripts rely on stream and exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// `FAILED: …` on standard output, exit code 255 (Alembic's `CommandError`).
    Command,
    /// A Python exception: standard error, exit code 1.
    Exception,
    /// The project's code ended the program (`sys.exit(n)`).
    Exit(i32),
    /// Ctrl-C or SIGTERM: exit code 130.
    Interrupted,
}

/// A failed command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// How real Alembic ends.
    pub surface: Surface,
    /// What is shown.
    pub diagnostic: Box<Diagnostic>,
    /// Python's traceback through the user's files, for exceptions.
    pub traceback: Option<String>,
}

impl Failure {
    /// Alembic's `CommandError`.
    pub fn command(message: impl Into<String>) -> Self {
        Self::new(Surface::Command, Diagnostic::error("LB0001", message))
    }

    /// An exception.
    pub fn exception(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Surface::Exception, Diagnostic::error(code, message))
    }

    /// Any failure.
    pub fn new(surface: Surface, diagnostic: Diagnostic) -> Self {
        Self { surface, diagnostic: Box::new(diagnostic), traceback: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.diagnostic.help.push(help.into());
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.diagnostic.notes.push(note.into());
        self
    }

    /// Adds the user's place unless one is known.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Self {
        if self.diagnostic.labels.is_empty() {
            *self.diagnostic = self.diagnostic.at(origin, "");
        }
        self
    }

    /// As `--raiseerr` wants it: Alembic's own message as an exception.
    #[must_use]
    pub fn raised(mut self) -> Self {
        if self.surface == Surface::Command {
            self.surface = Surface::Exception;
            self.diagnostic.message = format!("alembic.util.exc.CommandError: {}", self.diagnostic.message);
        }
        self
    }

    /// The exit code.
    pub fn exit_code(&self) -> i32 {
        match self.surface {
            Surface::Command => 255,
            Surface::Exception => 1,
            Surface::Exit(code) => code,
            Surface::Interrupted => 130,
        }
    }
}

impl From<RevisionError> for Failure {
    fn from(error: RevisionError) -> Self {
        let message = error.to_string();
        let help = error.help();
        let failure = match error.surface() {
            revision::Surface::CommandError => Self::command(message),
            revision::Surface::Traceback { exception } => {
                Self::exception("LB0101", with_class(exception, &message))
            }
        };
        match help {
            Some(help) => failure.help(help),
            None => failure,
        }
    }
}

impl From<ScriptError> for Failure {
    fn from(error: ScriptError) -> Self {
        let surface = match error.surface() {
            revision::Surface::CommandError => Surface::Command,
            revision::Surface::Traceback { .. } => Surface::Exception,
        };
        let mut diagnostic = error.diagnostic("LB0201");
        if let revision::Surface::Traceback { exception } = error.surface() {
            diagnostic.message = with_class(exception, &diagnostic.message);
        }
        Self::new(surface, diagnostic)
    }
}

impl From<CompileError> for Failure {
    fn from(error: CompileError) -> Self {
        match error {
            CompileError::Unsupported { feature, help } => {
                Self::exception("LB0401", format!("not supported: {feature}")).help(help)
            }
            CompileError::Raised { exception: "alembic.util.exc.CommandError", message } => {
                Self::command(message)
            }
            CompileError::Raised { exception, message } => {
                Self::exception("LB0301", with_class(exception, &message))
            }
            CompileError::Database(error) => Self::from(error),
        }
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        let mut failure = Self::exception("LB0302", error.message);
        failure.diagnostic.notes.extend(error.detail);
        failure.diagnostic.help.extend(error.hint);
        failure
    }
}

impl From<runtime::Error> for Failure {
    fn from(error: runtime::Error) -> Self {
        match error {
            runtime::Error::Compile(error) => Self::from(error),
            runtime::Error::Database { error, statement } => {
                let failure = Self::from(error);
                match statement {
                    Some(statement) => failure.note(format!("the statement was: {}", statement.trim())),
                    None => failure,
                }
            }
            runtime::Error::Output(error) => {
                Self::exception("LB0303", format!("the script could not be written: {error}"))
            }
            runtime::Error::Revision(error) => Self::from(error),
            runtime::Error::Command(message) => Self::command(message),
            runtime::Error::Interrupted => {
                Self::new(Surface::Interrupted, Diagnostic::error("LB0304", "interrupted"))
            }
            error @ runtime::Error::Behind => Self::exception("LB0302", error.to_string()),
            runtime::Error::FrontEnd(error) => match error.downcast::<Failure>() {
                Ok(failure) => *failure,
                Err(error) => Self::exception("LB0305", error.to_string()),
            },
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Failure {}

/// `module.Class: message`, as a traceback ends; a built-in's module is left out.
fn with_class(exception: &str, message: &str) -> String {
    let name = exception.strip_prefix("builtins.").unwrap_or(exception);
    if name.is_empty() {
        // The message names the class itself.
        return message.to_owned();
    }
    if message.is_empty() { name.to_owned() } else { format!("{name}: {message}") }
}
