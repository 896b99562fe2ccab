//! Running env.py: the VM is started, the request is put where native functions find it, env.py
//! runs, and whatever it ended with is turned into data.

use crate::{
    native::state::{self, RunState},
    reporter::PythonReporter,
    script, traceback,
    vm::{Host, Options, on_large_stack},
};
use limbeck::{
    diagnostic::Diagnostic,
    error::{Failure, Surface},
    revision::RevisionMap,
    runtime::{Interrupt, Level, Reporter},
    script::{Config, ScriptDirectory},
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

pub use crate::native::state::Request;

/// What env.py runs in.
pub struct Environment {
    /// The project's configuration.
    pub config: Config,
    /// The project's scripts.
    pub scripts: ScriptDirectory,
    /// The graph of its revisions.
    pub graph: RevisionMap,
    /// Ends it all.
    pub interrupt: Interrupt,
    /// `sys.argv`.
    pub arguments: Vec<String>,
}

impl Environment {
    /// Runs env.py for a request. `make_request` is called on the VM's thread, since a plan need not be `Send`.
    pub fn run(self, make_request: impl FnOnce() -> Result<Request, Failure> + Send) -> Result<(), Failure> {
        let ended = on_large_stack(move || self.run_here(make_request()?));
        match ended {
            Ok(result) => result,
            Err(error) => {
                Err(Failure::exception("LB0306", format!("no thread could be started for Python: {error}")))
            }
        }
    }

    fn run_here(self, request: Request) -> Result<(), Failure> {
        let Self { config, scripts, graph, interrupt, arguments } = self;
        let env_py = scripts.env_py_location();
        let search_path = scripts.prepend_sys_path.clone();
        let host = Host::start(&Options { arguments, search_path, ..Options::default() });
        let shared = Rc::new(RefCell::new(RunState {
            config: Rc::new(RefCell::new(config)),
            scripts: Rc::new(scripts),
            graph: Rc::new(graph),
            request,
            interrupt: interrupt.clone(),
            sessions: BTreeMap::new(),
            next_handle: 0,
            context: None,
            scopes: Vec::new(),
            autocommits: Vec::new(),
            contexts: Vec::new(),
            cause: None,
        }));
        let outcome = host.enter(|vm| {
            state::with_state(Rc::clone(&shared), || {
                let result = script::run_file(&env_py.to_string_lossy(), "env_py", vm);
                let refusal = crate::native::latched();
                let failure = match (result, refusal) {
                    (Ok(_), None) => None,
                    // A refusal that a script swallowed is still the reason.
                    (_, Some(refusal)) => Some(Failure::new(Surface::Exception, refusal.diagnostic())),
                    (Err(exception), None) => {
                        let cause = shared.borrow_mut().cause.take();
                        Some(failure_of(&exception, cause, vm))
                    }
                };
                // Connections that env.py left open are closed before anything is said about the state.
                shared.borrow_mut().sessions.clear();
                crate::vm::flush(vm);
                failure
            })
        });
        match outcome {
            None if interrupt.is_triggered() => Err(interrupted(&shared)),
            None => Ok(()),
            Some(_) if interrupt.is_triggered() => Err(interrupted(&shared)),
            Some(failure) => Err(with_state_line(failure, &shared)),
        }
    }
}

fn interrupted(shared: &Rc<RefCell<RunState>>) -> Failure {
    with_state_line(Failure::from(limbeck::runtime::Error::Interrupted), shared)
}

/// Says what state the database is in, where a run had begun.
fn with_state_line(failure: Failure, shared: &Rc<RefCell<RunState>>) -> Failure {
    let lines: Vec<String> =
        shared.borrow().contexts.iter().filter_map(limbeck::runtime::MigrationContext::state_line).collect();
    lines.into_iter().fold(failure, Failure::note)
}

/// What an exception that env.py did not catch means for the program.
fn failure_of(
    exception: &rustpython_vm::builtins::PyBaseExceptionRef,
    cause: Option<Failure>,
    vm: &rustpython_vm::VirtualMachine,
) -> Failure {
    match traceback::ending(exception, vm) {
        traceback::Ending::Interrupted => Failure::from(limbeck::runtime::Error::Interrupted),
        traceback::Ending::Exit { code, message } => {
            let diagnostic = Diagnostic::error("LB0307", message.unwrap_or_default());
            Failure::new(Surface::Exit(code), diagnostic)
        }
        traceback::Ending::Error(report) => {
            let commanded = COMMAND_ERRORS.contains(&report.class.as_str());
            if commanded {
                PythonReporter.log(Level::Error, "alembic.util.messaging", &report.message);
            }
            if let Some(cause) = cause.filter(|cause| cause.diagnostic.message == report.message) {
                return cause;
            }
            if commanded {
                return Failure::command(report.message);
            }
            let mut failure = Failure::new(Surface::Exception, report.diagnostic);
            failure.traceback = Some(report.traceback);
            failure
        }
    }
}

/// Classes that Alembic's command line shows as `FAILED: …`.
const COMMAND_ERRORS: &[&str] = &[
    "alembic.util.exc.CommandError",
    "alembic.util.exc.DatabaseNotAtHead",
    "alembic.util.exc.AutogenerateDiffsDetected",
];
