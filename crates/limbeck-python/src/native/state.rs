//! What the native functions share while env.py runs: the request, the sessions, the context.
//!
//! One VM runs per thread, and so does one environment; native functions find it in a thread-local
//! slot, because a function of a native module has no other place to keep it.

use super::autogenerate::Comparison;
use limbeck::{
    command::migrate::Migration,
    dialect::Dialect,
    revision::RevisionMap,
    runtime::{AutocommitScope, Interrupt, MigrationContext, Scope, SharedSession},
    script::{Config, ScriptDirectory, ScriptError},
};
use rustpython_vm::{PyResult, VirtualMachine};
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
    /// Comparisons of this run, by number.
    pub comparisons: Vec<Rc<RefCell<Comparison>>>,
    /// The error behind the Python exception that was raised last for it.
    pub cause: Option<limbeck::error::Failure>,
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

/// The state; an exception where no environment runs.
pub fn state(vm: &VirtualMachine) -> PyResult<Rc<RefCell<RunState>>> {
    STATE.with_borrow(Clone::clone).ok_or_else(|| {
        vm.new_runtime_error("this is only available while Limbeck runs a migration environment".to_owned())
    })
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
            "Limbeck migrates PostgreSQL and SQLite for now; keep using Alembic for this database",
        )
    })
}

/// The graph of the project's revisions; what is wrong with it is raised as Alembic's commands raise it.
pub fn graph(vm: &VirtualMachine) -> PyResult<Rc<RevisionMap>> {
    let state = state(vm)?;
    let graph = state.borrow_mut().graph.get();
    graph.map_err(|error| super::errors::script(vm, error.caught()))
}

/// A graph that another thread reads.
pub enum Graph {
    /// Not asked for yet.
    Reading(JoinHandle<Result<RevisionMap, ScriptError>>),
    /// Asked for.
    Known(Result<Rc<RevisionMap>, ScriptError>),
}

impl Graph {
    /// The graph, once it is read.
    pub fn get(&mut self) -> Result<Rc<RevisionMap>, ScriptError> {
        if let Self::Reading(_) = self {
            let pending =
                std::mem::replace(self, Self::Known(Err(ScriptError::command("the graph is being read"))));
            if let Self::Reading(thread) = pending {
                let read = thread.join().unwrap_or_else(|_| {
                    Err(ScriptError::command(
                        "the revision files could not be read: the thread that reads them ended",
                    ))
                });
                *self = Self::Known(read.map(Rc::new));
            }
        }
        match self {
            Self::Known(known) => known.clone(),
            Self::Reading(_) => Err(ScriptError::command("the graph is being read")),
        }
    }
}
