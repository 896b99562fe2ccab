//! The migration context: what a run knows, and the order of events in it.
//!
//! A [`MigrationContext`] is a cheap handle; its state is borrowed only while one statement is on
//! its way, so that a script which calls back into the engine meets no open borrow. Transactions
//! are in `transactions`, operations in `operations`.

use super::{
    aftermath::{Aftermath, Journal},
    error::Error,
    known::History,
    pipeline::Stretch,
    report::{Level, Reporter},
    session::SharedSession,
    sink::{Live, Outcome, Sink, refused},
    transactions::Scope,
    version_table::{CHANGE_LEVEL, VersionTable, revision_rows},
};
use crate::{
    connection::{DatabaseError, LockError, LockHolder, RunLock},
    dialect::{Capabilities, CompileContext, Dialect, Offline, ParameterStyle, Rendering, Statement},
    name::QualifiedName,
    op::Operation,
    revision::{RevisionError, RevisionMap, RevisionStep, VersionChange},
    schema::NamingConvention,
};
use indexmap::IndexSet;
use std::{
    cell::{Ref, RefCell, RefMut},
    collections::{BTreeSet, VecDeque},
    rc::Rc,
    time::Duration,
};

/// What a run is configured with; the fields are `context.configure()`'s.
#[derive(Clone)]
pub struct ContextOptions {
    /// The database's dialect.
    pub dialect: &'static dyn Dialect,
    /// Offline: write values inline.
    pub literal_binds: bool,
    /// Offline: how parameters are spelled; `None` is the dialect's default driver's way.
    pub style: Option<ParameterStyle>,
    /// Forces transactional DDL on or off.
    pub transactional_ddl: Option<bool>,
    /// One transaction for each step, not one for the run.
    pub transaction_per_migration: bool,
    /// The version table.
    pub version_table: VersionTable,
    /// Offline: the revision the script starts from.
    pub starting_revision: Option<String>,
    /// How unnamed constraints are called.
    pub naming_convention: Option<NamingConvention>,
    /// Empty the version table first (`stamp --purge`).
    pub purge: bool,
    /// Leave a missing version table missing (`current`).
    pub read_only: bool,
    /// How long to wait for another run to end; `None` takes no lock.
    pub lock_wait: Option<Duration>,
}

impl ContextOptions {
    /// Alembic's defaults for a dialect.
    pub fn new(dialect: &'static dyn Dialect) -> Self {
        Self {
            dialect,
            literal_binds: false,
            style: None,
            transactional_ddl: None,
            transaction_per_migration: false,
            version_table: VersionTable::default(),
            starting_revision: None,
            naming_convention: None,
            purge: false,
            read_only: false,
            lock_wait: Some(Duration::from_mins(1)),
        }
    }
}

/// What a front end may ask of a context.
#[derive(Clone, Debug)]
pub struct ContextInfo {
    /// Name of the dialect.
    pub dialect: &'static str,
    /// Whether statements are written, not run.
    pub offline: bool,
    /// Whether DDL is transactional here.
    pub transactional_ddl: bool,
    /// Product and version of the server, where there is one.
    pub server_version: Option<Vec<u32>>,
}

/// Says which steps lead on from the rows of the version table. Warnings go to the list.
pub type Plan = Rc<
    dyn Fn(&RevisionMap, &[String], &MigrationContext, &mut Vec<String>) -> Result<Vec<RevisionStep>, Error>,
>;

/// How a step's script ended, for [`MigrationContext::finish_step`].
pub type StepOutcome = Result<(), Error>;

pub(super) struct State {
    pub(super) options: ContextOptions,
    pub(super) capabilities: Capabilities,
    pub(super) offline: bool,
    pub(super) sink: Box<dyn Sink>,
    pub(super) created_types: IndexSet<QualifiedName>,
    /// Offline: what the script has done so far.
    pub(super) history: Option<History>,
    /// The connection was in a transaction when the context was made: Alembic then neither begins nor commits.
    pub(super) external_transaction: bool,
    /// A transaction of ours is open (`MigrationContext._transaction`).
    pub(super) transaction: bool,
    /// Rows of the version table as last committed, where known.
    pub(super) committed: Option<Vec<String>>,
    /// Rows of the version table as this run has them now.
    pub(super) rows: Vec<String>,
    pub(super) server: Option<crate::connection::ServerVersion>,
    /// The step that runs.
    pub(super) current: Option<RevisionStep>,
    /// The step that runs only sends DDL: nobody sees what it does before it is over.
    pub(super) plain: bool,
    /// Steps that are not waited for.
    pub(super) stretch: Option<Stretch>,
    /// How many of the next lines of the log were said already.
    pub(super) repeated: usize,
    /// The lock of this run.
    pub(super) lock: Option<RunLock>,
    /// What a step that failed has left behind, where statements commit themselves.
    pub(super) aftermath: Option<(RevisionStep, Journal)>,
}

/// A run, from the first look at the version table to its end.
pub struct Run {
    pub(super) steps: VecDeque<RevisionStep>,
    pub(super) scope: Option<Scope>,
    plan: Plan,
    plain: Plain,
    /// Steps that are run again, with every answer waited for.
    pub(super) careful: usize,
}

/// Says whether a step does nothing but send DDL: it reads nothing, calls nothing of the project's, and writes
/// nowhere else. Such steps may share a transaction where each has its own (`session::group`), and need not be waited
/// for one by one (`pipeline`).
pub type Plain = Box<dyn Fn(&RevisionStep) -> bool>;

impl Run {
    /// Lets steps be treated as what they are; without it each may do anything.
    pub fn set_plain(&mut self, plain: Plain) {
        self.plain = plain;
    }
}

/// A handle to what a run knows.
#[derive(Clone)]
pub struct MigrationContext {
    state: Rc<RefCell<State>>,
    reporter: Rc<dyn Reporter>,
}

impl MigrationContext {
    /// A context that runs statements in a database.
    pub fn online(options: ContextOptions, session: SharedSession, reporter: Rc<dyn Reporter>) -> Self {
        let (server, external_transaction) = {
            let session = session.borrow();
            (session.server().clone(), session.in_transaction())
        };
        let capabilities = options.dialect.capabilities(Some(&server));
        Self::announce(
            State {
                capabilities,
                offline: false,
                sink: Box::new(Live(session)),
                created_types: IndexSet::new(),
                history: None,
                external_transaction,
                transaction: false,
                committed: None,
                rows: Vec::new(),
                server: Some(server),
                current: None,
                plain: false,
                stretch: None,
                repeated: 0,
                lock: None,
                aftermath: None,
                options,
            },
            reporter,
        )
    }

    /// A context that writes statements somewhere.
    pub fn offline(options: ContextOptions, sink: Box<dyn Sink>, reporter: Rc<dyn Reporter>) -> Self {
        let capabilities = options.dialect.capabilities(None);
        let history = History::new(options.dialect.name(), options.starting_revision.as_deref());
        Self::announce(
            State {
                capabilities,
                offline: true,
                sink,
                created_types: IndexSet::new(),
                history: Some(history),
                external_transaction: false,
                transaction: false,
                committed: None,
                rows: Vec::new(),
                server: None,
                current: None,
                plain: false,
                stretch: None,
                repeated: 0,
                lock: None,
                aftermath: None,
                options,
            },
            reporter,
        )
    }

    fn announce(mut state: State, reporter: Rc<dyn Reporter>) -> Self {
        if let Some(transactional) = state.options.transactional_ddl {
            state.capabilities.transactional_ddl = transactional;
        }
        let implementation = state.options.dialect.implementation_name();
        let log = |message: &str| reporter.log(Level::Info, LOGGER, message);
        log(&format!("Context impl {implementation}."));
        if state.offline {
            log("Generating static SQL");
        }
        log(if state.capabilities.transactional_ddl {
            "Will assume transactional DDL."
        } else {
            "Will assume non-transactional DDL."
        });
        Self { state: Rc::new(RefCell::new(state)), reporter }
    }

    pub(super) fn state(&self) -> Ref<'_, State> {
        self.state.borrow()
    }

    pub(super) fn state_mut(&self) -> RefMut<'_, State> {
        self.state.borrow_mut()
    }

    /// Who takes log lines and warnings.
    pub fn reporter(&self) -> &dyn Reporter {
        &*self.reporter
    }

    /// What a front end may ask.
    pub fn info(&self) -> ContextInfo {
        let state = self.state();
        ContextInfo {
            dialect: state.options.dialect.name(),
            offline: state.offline,
            transactional_ddl: state.capabilities.transactional_ddl,
            server_version: state.server.as_ref().map(|server| server.parts.clone()),
        }
    }

    /// The dialect.
    pub fn dialect(&self) -> &'static dyn Dialect {
        self.state().options.dialect
    }

    /// The naming convention in force.
    pub fn naming_convention(&self) -> Option<NamingConvention> {
        self.state().options.naming_convention.clone()
    }

    /// The live session, if the run is online.
    pub fn session(&self) -> Option<SharedSession> {
        self.state().sink.session()
    }

    /// The database's URL with its password masked; empty offline.
    pub fn url(&self) -> String {
        self.session().map(|session| session.borrow().url().to_owned()).unwrap_or_default()
    }

    /// The step that runs right now.
    pub fn current_step(&self) -> Option<RevisionStep> {
        self.state().current.clone()
    }

    /// Rows of the version table: asked of the database, or offline the resolved starting revision.
    pub fn current_rows(&self, map: &RevisionMap) -> Result<Vec<String>, Error> {
        let (offline, start) = {
            let state = self.state();
            (state.offline, state.options.starting_revision.clone())
        };
        if offline {
            return resolve_start(map, start.as_deref());
        }
        if start.is_some_and(|start| !start.is_empty()) {
            return Err(Error::Command(
                "Can't specify current_rev to context when using a database connection".to_owned(),
            ));
        }
        Ok(self.read_rows()?.unwrap_or_default())
    }

    /// Rows of the version table in the database; `None` where the table is missing.
    fn read_rows(&self) -> Result<Option<Vec<String>>, Error> {
        let Some(session) = self.session() else { return Ok(None) };
        let (name, select) = {
            let state = self.state();
            let table = &state.options.version_table;
            let quoted = state.options.dialect.quote_qualified(&table.name);
            (table.name.clone(), table.select(&quoted))
        };
        let mut session = session.borrow_mut();
        let present = session.ask(|dialect, connection| dialect.has_table(connection, &name));
        if !present.map_err(|error| refused(error, &select))? {
            return Ok(None);
        }
        let rows = session.ask(|_, connection| connection.query(&select, &[]));
        revision_rows(rows.map_err(|error| refused(error, &select))?.rows).map(Some)
    }

    /// As [`Self::read_rows`], but outside any transaction where none is open yet: a look must not
    /// begin one, or what it sees would be what every later statement sees.
    fn look_at_rows(&self) -> Result<Option<Vec<String>>, Error> {
        let Some(session) = self.session() else { return Ok(None) };
        {
            let mut session = session.borrow_mut();
            if session.is_physically_open() {
                drop(session);
                return self.read_rows();
            }
            session.check().map_err(|error| refused(error, ""))?;
            session.touch();
        }
        let (name, select, dialect) = {
            let state = self.state();
            let table = &state.options.version_table;
            let quoted = state.options.dialect.quote_qualified(&table.name);
            (table.name.clone(), table.select(&quoted), state.options.dialect)
        };
        let mut session = session.borrow_mut();
        let connection = session.connection();
        if !dialect.has_table(connection, &name).map_err(|error| refused(error, &select))? {
            return Ok(None);
        }
        let rows = connection.query(&select, &[]).map_err(|error| refused(error, &select))?;
        revision_rows(rows.rows).map(Some)
    }

    /// Takes the run lock, or finds how it is to be taken; waits for another run to end.
    fn take_lock(&self) -> Result<(), Error> {
        let (wait, name, dialect) = {
            let state = self.state();
            let Some(wait) = state.options.lock_wait else { return Ok(()) };
            if state.lock.is_some() {
                return Ok(());
            }
            (wait, state.options.version_table.name.to_string(), state.options.dialect.name())
        };
        let Some(session) = self.session() else { return Ok(()) };
        let mut session = session.borrow_mut();
        let mut told = false;
        let lock = RunLock::acquire(session.connection(), dialect, &name, wait, &mut |holder| {
            self.say_waiting(holder, &mut told);
        });
        drop(session);
        self.state_mut().lock = Some(lock.map_err(locked)?);
        Ok(())
    }

    fn say_waiting(&self, holder: &LockHolder, told: &mut bool) {
        if !std::mem::replace(told, true) {
            self.reporter.log(Level::Warning, LOGGER, &format!("Waiting for another run: {holder}"));
        }
    }

    /// Makes the missing version table. `Ok(false)`: another run was quicker.
    fn ensure_version_table(&self) -> Result<bool, Error> {
        let operation = self.state().options.version_table.create();
        let Some(session) = self.session() else { return Ok(true) };
        let statements = self.compile(&operation)?;
        // Where DDL is not transactional Alembic's own statement commits itself, whatever comes after.
        let durable = !self.state().capabilities.transactional_ddl && !session.borrow().is_physically_open();
        let (lock, wait, name) = {
            let state = self.state();
            (state.lock, state.options.lock_wait, state.options.version_table.name.clone())
        };
        if let (true, Some(lock), Some(wait)) = (durable, lock, wait)
            && !lock.holds_between_transactions()
        {
            let mut told = false;
            let mut on_wait = |holder: &LockHolder| self.say_waiting(holder, &mut told);
            return session.borrow_mut().apart(lock, wait, &mut on_wait, |dialect, connection| {
                if dialect.has_table(connection, &name).map_err(|error| refused(error, ""))? {
                    return Ok(false);
                }
                for statement in &statements {
                    connection.batch(&statement.sql).map_err(|error| refused(error, &statement.sql))?;
                }
                Ok(true)
            });
        }
        for statement in &statements {
            let result = if durable {
                session.borrow_mut().ask(|_, connection| connection.batch(&statement.sql))
            } else {
                session.borrow_mut().batch(&statement.sql)
            };
            result.map_err(|error| refused(error, &statement.sql))?;
        }
        Ok(true)
    }

    /// Starts a run: reads the version table, makes it where it is missing, plans the steps.
    ///
    /// `preflight` sees every planned step before the first statement that could change anything.
    pub fn start_run(
        &self,
        map: &RevisionMap,
        plan: &Plan,
        preflight: &mut dyn FnMut(&[RevisionStep]) -> Result<(), Error>,
    ) -> Result<Run, Error> {
        let (offline, purge, read_only) = {
            let state = self.state();
            (state.offline, state.options.purge, state.options.read_only)
        };
        if purge && offline {
            return Err(Error::Command("Can't use --purge with --sql mode".to_owned()));
        }
        if !offline {
            self.check_start()?;
        }
        let look = |this: &Self| -> Result<(Vec<String>, bool), Error> {
            if offline {
                return Ok((this.current_rows(map)?, false));
            }
            let rows = this.look_at_rows()?;
            let missing = rows.is_none();
            Ok((rows.unwrap_or_default(), missing))
        };
        let mut warnings = Vec::new();
        let mut planned = |rows: &[String]| {
            warnings.clear();
            plan(map, if purge { &[] } else { rows }, self, &mut warnings)
        };
        let (mut rows, mut missing) = look(self)?;
        let mut steps = planned(&rows);
        // Only a run that has something to do waits for another one to end.
        let busy = purge || missing || steps.as_ref().is_ok_and(|steps| !steps.is_empty());
        if !offline && !read_only && busy {
            self.take_lock()?;
            let (now, now_missing) = look(self)?;
            if !same_rows(&now, &rows) {
                steps = planned(&now);
            }
            (rows, missing) = (now, now_missing);
        }
        if let Ok(steps) = &steps {
            preflight(steps)?;
        }
        // A plan that failed leaves the same empty table behind as Alembic does.
        if !offline && missing && !read_only && !self.ensure_version_table()? {
            (rows, missing) = look(self)?;
            steps = planned(&rows);
            if let Ok(steps) = &steps {
                preflight(steps)?;
            }
        }
        let before = if purge { Vec::new() } else { rows.clone() };
        for warning in &warnings {
            self.reporter.warn("UserWarning", warning);
        }
        let steps = steps?;
        if purge && !missing {
            let clear = self.state().options.version_table.clear();
            self.send_rows(&clear, None)?;
        }
        let mut state = self.state_mut();
        state.committed = (!offline).then_some(rows);
        state.rows = before;
        drop(state);
        let plain: Plain = Box::new(|_| false);
        Ok(Run { steps: steps.into(), scope: None, plan: Rc::clone(plan), plain, careful: 0 })
    }

    fn check_start(&self) -> Result<(), Error> {
        let start = self.state().options.starting_revision.clone();
        match start {
            Some(start) if !start.is_empty() => Err(Error::Command(
                "Can't specify current_rev to context when using a database connection".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// Opens the next step: its transaction, its log line, its heading. `None` when the run is done.
    ///
    /// Where the lock does not last between transactions, another run may have been quicker: then the
    /// steps are planned anew from what it left.
    pub fn next_step(&self, map: &RevisionMap, run: &mut Run) -> Result<Option<RevisionStep>, Error> {
        loop {
            let plain = run.steps.front().is_some_and(|step| (run.plain)(step));
            self.state_mut().plain = plain;
            if let Err(error) = self.set_pace(run, run.steps.front(), plain) {
                if matches!(error, Error::Behind) && self.fall_back(run)? {
                    continue;
                }
                return Err(error);
            }
            if !plain {
                self.flush()?;
            }
            if run.steps.is_empty() {
                return Ok(None);
            }
            run.scope = Some(self.begin_transaction(true)?);
            let ready = self.begin_under_lock(map, run);
            match ready {
                Ok(true) => {}
                Ok(false) => {
                    self.finish_scope(run, true)?;
                    continue;
                }
                Err(error) => {
                    self.finish_scope(run, true)?;
                    return Err(error);
                }
            }
            let Some(step) = run.steps.pop_front() else { return Ok(None) };
            run.careful = run.careful.saturating_sub(1);
            if let Err(error) = self.open_step(&step) {
                self.finish_scope(run, true)?;
                return Err(error);
            }
            self.state_mut().current = Some(step.clone());
            return Ok(Some(step));
        }
    }

    /// Begins the transaction under a lock that is taken anew each time. `Ok(false)`: the steps were
    /// planned anew, begin again.
    fn begin_under_lock(&self, map: &RevisionMap, run: &mut Run) -> Result<bool, Error> {
        let (lock, wait, expected, select) = {
            let state = self.state();
            let (Some(lock), Some(wait)) = (state.lock, state.options.lock_wait) else { return Ok(true) };
            let quoted = state.options.dialect.quote_qualified(&state.options.version_table.name);
            (lock, wait, state.rows.clone(), state.options.version_table.select(&quoted))
        };
        let Some(session) = self.session() else { return Ok(true) };
        if session.borrow().is_grouping() {
            // The lock is held; should the step leave the transaction, it is looked after again.
            session.borrow_mut().guard(lock, wait, select, expected);
            return Ok(true);
        }
        if lock.holds_between_transactions() || session.borrow().is_physically_open() {
            return Ok(true);
        }
        let mut told = false;
        let begun =
            session.borrow_mut().begin_locked(lock, wait, &mut |holder| self.say_waiting(holder, &mut told));
        begun.map_err(locked)?;
        let rows = self.read_rows()?.unwrap_or_default();
        if same_rows(&rows, &expected) || self.state().options.purge {
            session.borrow_mut().guard(lock, wait, select, rows);
            return Ok(true);
        }
        let mut warnings = Vec::new();
        run.steps = (run.plan)(map, &rows, self, &mut warnings)?.into();
        let mut state = self.state_mut();
        state.rows.clone_from(&rows);
        state.committed = Some(rows);
        Ok(false)
    }

    fn open_step(&self, step: &RevisionStep) -> Result<(), Error> {
        let (offline, empty) = {
            let state = self.state();
            (state.offline, state.rows.is_empty())
        };
        if offline && empty {
            let create = self.state().options.version_table.create();
            for statement in self.compile(&create)? {
                self.state_mut().sink.send(&statement)?;
            }
        }
        if self.state().capabilities.implicit_commits
            && let Some(session) = self.session()
        {
            session.borrow_mut().start_journal();
        }
        self.say(Level::Info, format!("Running {step}"));
        if offline {
            self.state_mut().sink.note(&format!("Running {}", step.short_log()))?;
        }
        Ok(())
    }

    /// Closes a step: on success its rows are written and, where a step has a transaction, committed;
    /// on failure the transaction is taken back. Returns the rows held now.
    pub fn finish_step(
        &self,
        map: &RevisionMap,
        run: &mut Run,
        step: &RevisionStep,
        outcome: StepOutcome,
    ) -> Result<Vec<String>, Error> {
        let result = outcome.and_then(|()| self.write_rows(map, step));
        self.state_mut().current = None;
        match result {
            Ok(rows) => Ok(rows),
            Err(error) => {
                self.keep_aftermath(step);
                self.finish_scope(run, true)?;
                Err(error)
            }
        }
    }

    /// Commits a step whose callbacks have run.
    pub fn commit_step(&self, run: &mut Run) -> Result<(), Error> {
        self.finish_scope(run, false)
    }

    /// Takes a step back whose callbacks failed.
    pub fn abandon_step(&self, run: &mut Run, step: &RevisionStep) -> Result<(), Error> {
        self.keep_aftermath(step);
        self.finish_scope(run, true)
    }

    /// Commits finished steps that wait for each other.
    fn flush(&self) -> Result<(), Error> {
        match self.session() {
            Some(session) => session.borrow_mut().flush().map_err(|error| refused(error, "COMMIT")),
            None => Ok(()),
        }
    }

    fn finish_scope(&self, run: &mut Run, failed: bool) -> Result<(), Error> {
        if let Some(session) = self.session() {
            session.borrow_mut().unguard();
        }
        match run.scope.take() {
            Some(scope) => self.end_transaction(scope, failed),
            None => Ok(()),
        }
    }

    fn write_rows(&self, map: &RevisionMap, step: &RevisionStep) -> Result<Vec<String>, Error> {
        let mut rows = self.state().rows.clone();
        let update = map.version_changes(&mut rows, step)?;
        self.say(CHANGE_LEVEL, update.log);
        for change in &update.changes {
            let (statement, offline) = {
                let state = self.state();
                let returning = state.offline && state.capabilities.insert_returning;
                (state.options.version_table.statement(change, returning), state.offline)
            };
            let expected = !matches!(change, VersionChange::Insert(_));
            let outcome = self.send_rows(&statement, expected.then_some(1))?;
            if let (false, Outcome::Affected(found)) = (offline, outcome)
                && let Some(error) = self.state().options.version_table.wrong_count(change, found)
            {
                return Err(error);
            }
        }
        self.state_mut().rows.clone_from(&rows);
        Ok(rows)
    }

    /// `expected`: how many rows the statement must change; the caller looks at what it has changed where it is known at once.
    fn send_rows(&self, statement: &crate::dml::Statement, expected: Option<u64>) -> Result<Outcome, Error> {
        let compiled = {
            let mut state = self.state_mut();
            let State { options, capabilities, created_types, offline, .. } = &mut *state;
            let rendering = Rendering { literal_binds: true, ..rendering(options, capabilities, *offline) };
            options.dialect.compile_statement(
                statement,
                &mut CompileContext { capabilities, rendering, lookup: &mut Offline, created_types },
            )?
        };
        match self.send_pipelined(&compiled, expected) {
            Some(sent) => sent,
            None => self.state_mut().sink.send(&compiled),
        }
    }

    /// Compiles an operation that asks nothing of the database.
    fn compile(&self, operation: &Operation) -> Result<Vec<Statement>, Error> {
        let mut state = self.state_mut();
        let State { options, capabilities, created_types, offline, .. } = &mut *state;
        let rendering = rendering(options, capabilities, *offline);
        Ok(options.dialect.compile(
            operation,
            &mut CompileContext { capabilities, rendering, lookup: &mut Offline, created_types },
        )?)
    }

    fn keep_aftermath(&self, step: &RevisionStep) {
        let journal = self.session().and_then(|session| session.borrow_mut().take_journal());
        if let Some(journal) = journal {
            self.state_mut().aftermath = Some((step.clone(), journal));
        }
    }

    /// What a step that failed has left behind, where statements commit themselves: what took effect,
    /// what was taken back, what failed; and what to do. Empty where nothing is left.
    pub fn aftermath(&self) -> Option<Aftermath> {
        let state = self.state();
        let (step, journal) = state.aftermath.as_ref()?;
        Aftermath::of(step, journal)
    }

    /// What state the database is in now, in a sentence; `None` where nothing was begun. To be called
    /// when the run is over: whatever is still open is taken back first, and the database is asked.
    pub fn state_line(&self) -> Option<String> {
        let committed = self.state().committed.clone()?;
        let rows = self.rows_now().unwrap_or(committed);
        Some(match rows.as_slice() {
            [] => "the database is at no revision (base) now".to_owned(),
            [only] => format!("the database is at revision {only} now"),
            several => format!("the database is at revisions {} now", several.join(", ")),
        })
    }

    /// Rows of the version table after a failure; `None` where the database cannot be asked any more.
    fn rows_now(&self) -> Option<Vec<String>> {
        let session = self.session()?;
        let (name, select, dialect) = {
            let state = self.state();
            let table = &state.options.version_table;
            let quoted = state.options.dialect.quote_qualified(&table.name);
            (table.name.clone(), table.select(&quoted), state.options.dialect)
        };
        let mut session = session.borrow_mut();
        session.rollback().ok()?;
        // The bare connection: an interrupted session refuses statements.
        let connection = session.connection();
        if !dialect.has_table(connection, &name).ok()? {
            return Some(Vec::new());
        }
        revision_rows(connection.query(&select, &[]).ok()?.rows).ok()
    }

    /// Makes a missing version table before a run that cannot even be planned, as Alembic does.
    pub fn ensure_before_failure(&self) -> Result<(), Error> {
        let (offline, read_only) = {
            let state = self.state();
            (state.offline, state.options.read_only)
        };
        if offline || read_only || self.look_at_rows()?.is_some() {
            return Ok(());
        }
        self.ensure_version_table().map(|_| ())
    }

    /// Creates the version table where it is missing (`ensure_version`).
    pub fn create_version_table(&self, map: &RevisionMap) -> Result<(), Error> {
        if self.state().offline {
            let create = self.state().options.version_table.create();
            for statement in self.compile(&create)? {
                self.state_mut().sink.send(&statement)?;
            }
            return Ok(());
        }
        let _ = map;
        if self.read_rows()?.is_none() {
            self.ensure_version_table()?;
        }
        Ok(())
    }
}

/// How values are written in a run.
pub(super) fn rendering(options: &ContextOptions, capabilities: &Capabilities, offline: bool) -> Rendering {
    if offline {
        let style = options.style.unwrap_or(capabilities.default_style);
        Rendering {
            literal_binds: options.literal_binds,
            style,
            double_percent: style.doubles_percent(),
            offline: true,
            bind_casts: true,
        }
    } else {
        Rendering::online(capabilities)
    }
}

/// Whether two readings of the version table say the same; a table has no order.
fn same_rows(one: &[String], other: &[String]) -> bool {
    let sorted = |rows: &[String]| rows.iter().cloned().collect::<BTreeSet<_>>();
    one.len() == other.len() && sorted(one) == sorted(other)
}

/// The starting revision of a script, resolved as Alembic does.
fn resolve_start(map: &RevisionMap, start: Option<&str>) -> Result<Vec<String>, Error> {
    match start {
        None | Some("base") => Ok(Vec::new()),
        Some(symbol) => match map.resolve_one(symbol)? {
            Some(revision) => Ok(vec![revision.id().to_string()]),
            // Alembic knows the plain word only.
            None => Err(Error::Revision(RevisionError::NoSuchAttribute {
                message: "'NoneType' object has no attribute 'revision'".to_owned(),
                meaning: "a script that starts before the first revision starts at `base`, without a branch",
            })),
        },
    }
}

/// The logger of everything a run says about itself.
pub(super) const LOGGER: &str = "alembic.runtime.migration";

/// A lock that was not to be had.
pub(super) fn locked(error: LockError) -> Error {
    match error {
        LockError::Database(error) => refused(error, ""),
        timed_out @ LockError::TimedOut { .. } => Error::Command(timed_out.to_string()),
    }
}

impl From<(DatabaseError, &str)> for Error {
    fn from((error, statement): (DatabaseError, &str)) -> Self {
        refused(error, statement)
    }
}
