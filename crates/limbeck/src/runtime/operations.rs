//! The one gate that every operation and statement of a migration passes.

use super::{
    context::{MigrationContext, State, rendering},
    error::Error,
    session::SharedSession,
    sink::{Outcome, refused},
};
use crate::{
    dialect::{CompileContext, CompileError, Dialect, Lookup, ReflectedTable, Statement},
    expr::{Bind, Value},
    name::QualifiedName,
    op::{Executable, Operation},
    reflect::Scope,
    schema::Table,
    types::EnumType,
};
use indexmap::IndexMap;

/// Answers a compiler's questions from the live database; offline nothing is known.
struct Known {
    session: Option<SharedSession>,
    dialect: &'static dyn Dialect,
}

impl Lookup for Known {
    fn table(&mut self, name: &QualifiedName) -> Result<Option<ReflectedTable>, CompileError> {
        let Some(session) = &self.session else { return Ok(None) };
        let scope = Scope::table(name);
        let found =
            session.borrow_mut().ask(|dialect, connection| dialect.inspector(connection).reflect(&scope))?;
        let table = found.metadata.tables.into_iter().next().map(Table::without_duplicates);
        Ok(table.map(|table| ReflectedTable { table, warnings: found.warnings }))
    }

    fn has_enum(&mut self, ty: &EnumType) -> Result<Option<bool>, CompileError> {
        let Some(session) = &self.session else { return Ok(None) };
        let dialect = self.dialect;
        let found = session.borrow_mut().ask(|_, connection| dialect.has_enum(connection, ty))?;
        Ok(Some(found))
    }

    fn ask(&mut self, sql: &str) -> Result<Option<Vec<Vec<Value>>>, CompileError> {
        let Some(session) = &self.session else { return Ok(None) };
        let rows = session.borrow_mut().ask(|_, connection| connection.query(sql, &[]))?;
        Ok(Some(rows.rows))
    }
}

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
            last = match self.send(statement) {
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
        if fetch {
            self.warn(&statement);
            self.state_mut().sink.fetch(&statement)
        } else {
            self.send(&statement)
        }
    }

    /// Writes text into the script as it is (`context.static_output`).
    pub fn static_output(&self, text: &str) -> Result<(), Error> {
        self.state_mut().sink.verbatim(text)
    }

    fn send(&self, statement: &Statement) -> Result<Outcome, Error> {
        self.warn(statement);
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
        let State { options, capabilities, created_types, offline, sink, .. } = &mut *state;
        let mut lookup =
            Known { session: if *offline { None } else { sink.session() }, dialect: options.dialect };
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
