//! The one gate that every operation and statement of a migration passes.

use super::{
    context::{MigrationContext, State, rendering},
    error::Error,
    known::Known,
    sink::{Outcome, refused},
};
use crate::{
    catalog::Knowledge,
    dialect::{CompileContext, CompileError, Dialect, Statement},
    expr::Bind,
    name::QualifiedName,
    op::{Executable, Execute, Operation},
    schema::Table,
};
use indexmap::IndexMap;

impl MigrationContext {
    /// Runs or writes one operation now.
    pub fn invoke(&self, operation: &Operation) -> Result<Outcome, Error> {
        let mut operation = operation.clone();
        let convention = self.naming_convention().unwrap_or_default();
        convention.apply_to_operation(&mut operation).map_err(CompileError::from)?;
        let statements = self.compile_online(|dialect, context| dialect.compile(&operation, context))?;
        if statements.iter().any(|statement| statement.suspends_foreign_keys) {
            self.suspend_foreign_keys(&operation)?;
        }
        let last = self.send_all(&statements);
        if let Some(history) = &mut self.state_mut().history {
            history.note(&operation);
        }
        if let Some(session) = self.session()
            && !session.borrow().is_physically_open()
        {
            // Where every statement commits itself there is no end to wait for.
            session.borrow_mut().resume_foreign_keys().map_err(|error| refused(error, ""))?;
        }
        last
    }

    fn suspend_foreign_keys(&self, operation: &Operation) -> Result<(), Error> {
        let Some(session) = self.session() else { return Ok(()) };
        let done = session.borrow_mut().suspend_foreign_keys().map_err(|error| refused(error, ""))?;
        if done {
            return Ok(());
        }
        Err(Error::Compile(CompileError::unsupported(
            format!(
                "having foreign keys on and something written in the same step before the table is rebuilt ({})",
                operation.describe()
            ),
            "rows that refer to the table would be deleted with it, and SQLite cannot switch foreign keys off \
             any more; make the batch the first thing the step does, or have PRAGMA foreign_keys=OFF sent before \
             the migration",
        )))
    }

    fn send_all(&self, statements: &[Statement]) -> Result<Outcome, Error> {
        let mut last = Outcome::Deferred;
        for statement in statements {
            if let Some(failure) = &statement.failure {
                return Err(Error::Compile((**failure).clone()));
            }
            if statement.sql.is_empty() {
                self.warn(statement);
                continue;
            }
            last = match self.send(statement, true) {
                Ok(outcome) => outcome,
                Err(error) => {
                    if let Some(cleanup) = &statement.cleanup {
                        // It may fail where the transaction is broken; the first error says why.
                        let _ = self.state_mut().sink.send(&Statement::new(cleanup.as_str()));
                    }
                    return Err(error);
                }
            };
        }
        Ok(last)
    }

    /// Runs or writes one executable. `fetch` asks for its rows; offline there are none.
    pub fn execute(
        &self,
        executable: &Executable,
        parameters: Option<&IndexMap<String, Bind>>,
        fetch: bool,
    ) -> Result<Outcome, Error> {
        let statement = self
            .compile_online(|dialect, context| dialect.compile_executable(executable, parameters, context))?;
        if let Some(history) = &mut self.state_mut().history {
            let statement = executable.clone();
            history.note(&Operation::Execute(Box::new(Execute { statement, parameters: Vec::new() })));
        }
        if fetch {
            self.warn(&statement);
            self.state_mut().sink.fetch(&statement)
        } else {
            self.send(&statement, false)
        }
    }

    /// What a table looks like after everything that a script of `--sql` has written so far; online nothing is
    /// remembered, the database can be asked.
    pub fn scripted_table(&self, name: &QualifiedName) -> Knowledge<Table> {
        self.state_mut().history.as_mut().map_or(Knowledge::Unknown, |history| history.table(name))
    }

    /// Writes text into the script as it is (`context.static_output`).
    pub fn static_output(&self, text: &str) -> Result<(), Error> {
        self.state_mut().sink.verbatim(text)
    }

    /// `ddl`: the answer says nothing but that all is well.
    fn send(&self, statement: &Statement, ddl: bool) -> Result<Outcome, Error> {
        if !statement.warnings.is_empty() {
            // It is said where the script is now.
            self.settle()?;
            self.warn(statement);
        }
        if ddl && let Some(sent) = self.send_pipelined(statement, None) {
            return sent;
        }
        self.state_mut().sink.send(statement)
    }

    fn warn(&self, statement: &Statement) {
        for warning in &statement.warnings {
            self.reporter().warn(warning.category, &warning.message);
        }
    }

    fn compile_online<T>(
        &self,
        compile: impl FnOnce(&dyn Dialect, &mut CompileContext<'_>) -> Result<T, CompileError>,
    ) -> Result<T, Error> {
        let mut state = self.state_mut();
        let State { options, capabilities, created_types, offline, sink, history, .. } = &mut *state;
        let mut lookup = Known {
            session: if *offline { None } else { sink.session() },
            dialect: options.dialect,
            history: history.as_mut(),
        };
        let rendering = rendering(options, capabilities, *offline);
        compile(
            options.dialect,
            &mut CompileContext { capabilities, rendering, lookup: &mut lookup, created_types },
        )
        .map_err(|error| match error {
            CompileError::Database(error) => refused(error, ""),
            error @ (CompileError::Unsupported { .. } | CompileError::Raised { .. }) => Error::Compile(error),
        })
    }
}
