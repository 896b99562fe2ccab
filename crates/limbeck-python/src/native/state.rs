//! What the native functions share while env.py runs: the request, the sessions, the context.
//!
//! One VM runs per thread, and so does one environment; native functions find it in a thread-local
//! slot, because a function of a native module has no other place to keep it.

use super::autogenerate::Comparison;
use crate::reporter::{Plans, PythonReporter};
use limbeck::{
    command::migrate::Migration,
    dialect::Dialect,
    error::Failure,
    revision::RevisionMap,
    runtime::{AutocommitScope, Interrupt, Level, MigrationContext, Reporter, Scope, SharedSession},
    script::{Config, ScriptDirectory, ScriptError, ScriptWarning},
};
use rustpython_vm::{PyResult, VirtualMachine, builtins::PyBaseExceptionRef};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc, thread::JoinHandle, time::Duration};

/// What a command wants of env.py.
pub struct Request {
    /// The command.
    pub migration: Migration,
    /// `--url`: wins wherever an engine is made.
    pub url: Option<String>,
    /// How long to wait for another run; `None` takes no lock.
    pub lock_wait: Option<Duration>,
    /// Options of the command line, by destination.
    pub command_options: serde_json::Map<String, serde_json::Value>,
    /// What `revision` and `check` want; see docs/internals/waist.md (`environment()`).
    pub revision: Option<serde_json::Value>,
    /// Run single revisions in place of a plan (`limbeck sql`).
    pub revisions: Option<crate::sql::Part>,
}

/// Everything the native functions share.
pub struct RunState {
    /// The project's configuration; env.py may change it.
    pub config: Rc<RefCell<Config>>,
    /// The project's scripts.
    pub scripts: Rc<ScriptDirectory>,
    /// The graph of its revisions, read while the VM starts.
    pub graph: Graph,
    /// What is wanted.
    pub request: Request,
    /// The project's own URL, where `--url` has replaced it.
    pub replaced_url: Option<String>,
    /// Ends it all.
    pub interrupt: Interrupt,
    /// Open sessions by handle.
    pub sessions: BTreeMap<i64, SharedSession>,
    /// The next handle.
    pub next_handle: i64,
    /// The context of the last `configure()`.
    pub context: Option<MigrationContext>,
    /// Open `begin_transaction()` scopes.
    pub scopes: Vec<Scope>,
    /// Open autocommit blocks.
    pub autocommits: Vec<AutocommitScope>,
    /// What the context knows of the database's state, kept for the final message.
    pub contexts: Vec<MigrationContext>,
    /// Operations are kept here and not carried out, while a script that was just written is looked at.
    pub recording: Option<Vec<limbeck::op::Operation>>,
    /// Comparisons of this run, by number.
    pub comparisons: Vec<Rc<RefCell<Comparison>>>,
    /// The error behind the Python exception that was raised last for one.
    pub cause: Option<Cause>,
    /// What becomes of log messages.
    plans: Rc<Plans>,
}

/// What the engine knows about a failure, beside the exception that stands for it.
pub struct Cause {
    /// What is shown should nobody catch the exception.
    pub failure: Failure,
    /// The exception; `None` where a refusal was latched.
    pub exception: Option<PyBaseExceptionRef>,
}

impl RunState {
    /// The state of a run that is about to begin.
    pub fn new(
        config: Config,
        scripts: ScriptDirectory,
        graph: Graph,
        request: Request,
        interrupt: Interrupt,
    ) -> Rc<RefCell<Self>> {
        Rc::new(RefCell::new(Self {
            config: Rc::new(RefCell::new(config)),
            scripts: Rc::new(scripts),
            graph,
            request,
            replaced_url: None,
            interrupt,
            sessions: BTreeMap::new(),
            next_handle: 0,
            context: None,
            scopes: Vec::new(),
            autocommits: Vec::new(),
            contexts: Vec::new(),
            recording: None,
            comparisons: Vec::new(),
            cause: None,
            plans: Rc::default(),
        }))
    }
}

thread_local! {
    static STATE: RefCell<Option<Rc<RefCell<RunState>>>> = const { RefCell::new(None) };
}

/// Puts the state in its place while `action` runs.
pub fn with_state<R>(state: Rc<RefCell<RunState>>, action: impl FnOnce() -> R) -> R {
    let before = STATE.replace(Some(state));
    let result = action();
    STATE.set(before);
    result
}

/// Where this run's log messages go; nothing is known while somebody else has hold of the state.
pub(crate) fn plans() -> Option<Rc<Plans>> {
    STATE.with_borrow(|state| state.as_ref()?.try_borrow().ok().map(|state| Rc::clone(&state.plans)))
}

/// The state; an exception where no environment runs.
pub fn state(vm: &VirtualMachine) -> PyResult<Rc<RefCell<RunState>>> {
    STATE.with_borrow(Clone::clone).ok_or_else(|| {
        vm.new_runtime_error("this is only available while Limbeck runs a migration environment".to_owned())
    })
}

/// Notes that `--url` (`chosen`, its password masked) stands for a URL of the project's, and says so once. It cannot stand for
/// two: the migrations of one database would run on another.
pub fn replace_url(own: &str, chosen: &str, vm: &VirtualMachine) -> PyResult<()> {
    let state = state(vm)?;
    let before = state.borrow_mut().replaced_url.replace(own.to_owned());
    match before {
        None => {
            let message = format!("Using the database that --url names: {chosen}");
            PythonReporter.log(Level::Info, "alembic.runtime.migration", &message);
            Ok(())
        }
        Some(before) if before == own => Ok(()),
        Some(_) => Err(super::refusal::refuse(
            vm,
            "--url with an env.py that uses several databases",
            "set the databases' URLs in the configuration, or run with `-x` options that env.py reads",
        )),
    }
}

/// The context of the last `configure()`.
pub fn context(vm: &VirtualMachine) -> PyResult<MigrationContext> {
    let state = state(vm)?;
    let context = state.borrow().context.clone();
    context.ok_or_else(|| {
        vm.new_exception_msg(
            vm.ctx.exceptions.exception_type.to_owned(),
            "No context has been configured yet.".into(),
        )
    })
}

/// A session by its handle.
pub fn session(handle: i64, vm: &VirtualMachine) -> PyResult<SharedSession> {
    let state = state(vm)?;
    let state = state.borrow();
    match state.sessions.get(&handle) {
        Some(open) => Ok(Rc::clone(open)),
        None => {
            Err(super::errors::named(vm, "sqlalchemy.exc.ResourceClosedError", "This Connection is closed"))
        }
    }
}

/// Keeps a comparison; gives its number.
pub(super) fn add_comparison(comparison: Comparison, vm: &VirtualMachine) -> PyResult<usize> {
    let state = state(vm)?;
    let comparisons = &mut state.borrow_mut().comparisons;
    comparisons.push(Rc::new(RefCell::new(comparison)));
    Ok(comparisons.len() - 1)
}

/// A comparison by its number.
pub(crate) fn comparison(number: usize, vm: &VirtualMachine) -> PyResult<Rc<RefCell<Comparison>>> {
    let found = state(vm)?.borrow().comparisons.get(number).cloned();
    found.ok_or_else(|| vm.new_index_error("no comparison has this number".to_owned()))
}

/// The schema of the model that was compared last.
pub(crate) fn last_comparison_schema(vm: &VirtualMachine) -> PyResult<Option<String>> {
    let last = state(vm)?.borrow().comparisons.last().cloned();
    Ok(last.and_then(|comparison| comparison.borrow().metadata_schema.clone()))
}

/// A dialect by name, or the exception real `SQLAlchemy` raises.
pub fn dialect(name: &str, vm: &VirtualMachine) -> PyResult<&'static dyn Dialect> {
    limbeck::dialect::by_name(name).ok_or_else(|| {
        super::refusal::refuse(
            vm,
            &format!("the database dialect {name:?}"),
            "Limbeck migrates PostgreSQL, MySQL, MariaDB and SQLite for now; keep using Alembic for this database",
        )
    })
}

/// The graph of the project's revisions; what is wrong with it is raised as Alembic's commands raise it.
pub fn graph(vm: &VirtualMachine) -> PyResult<Rc<RevisionMap>> {
    let state = state(vm)?;
    let mut warnings = Vec::new();
    let graph = state.borrow_mut().graph.get(&mut warnings);
    for warning in &warnings {
        super::errors::warn_at(vm, "UserWarning", &warning.message, &warning.origin)?;
    }
    graph.map_err(|error| super::errors::script(vm, error.caught()))
}

/// A graph that another thread reads.
pub enum Graph {
    /// Not asked for yet.
    Reading(JoinHandle<(Result<RevisionMap, ScriptError>, Vec<ScriptWarning>)>),
    /// Asked for.
    Known(Result<Rc<RevisionMap>, ScriptError>),
}

impl Graph {
    /// The graph, once it is read. The first time what is odd about it is added to the warnings.
    pub fn get(&mut self, warnings: &mut Vec<ScriptWarning>) -> Result<Rc<RevisionMap>, ScriptError> {
        if let Self::Reading(_) = self {
            let pending =
                std::mem::replace(self, Self::Known(Err(ScriptError::command("the graph is being read"))));
            if let Self::Reading(thread) = pending {
                let (read, odd) = thread.join().unwrap_or_else(|_| {
                    let message = "the revision files could not be read: the thread that reads them ended";
                    (Err(ScriptError::command(message)), Vec::new())
                });
                warnings.extend(odd);
                *self = Self::Known(read.map(Rc::new));
            }
        }
        match self {
            Self::Known(known) => known.clone(),
            Self::Reading(_) => Err(ScriptError::command("the graph is being read")),
        }
    }
}
