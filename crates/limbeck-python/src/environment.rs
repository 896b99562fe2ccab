//! Running env.py: the VM is started, the request is put where native functions find it, env.py
//! runs, and whatever it ended with is turned into data.

use crate::{
    ahead::Ahead,
    native::state::{self, Cause, Graph, RunState},
    reporter::{self, PythonReporter},
    script, traceback,
    vm::{Host, Options, on_large_stack},
};
use limbeck::{
    diagnostic::Diagnostic,
    error::{Failure, Surface},
    revision::RevisionMap,
    runtime::{Interrupt, Level, Reporter},
    script::{Config, ScriptDirectory, ScriptError, ScriptWarning},
};
use rustpython_vm::AsObject;
use std::{cell::RefCell, path::Path, rc::Rc};

pub use crate::native::state::Request;
pub use rustpython_vm::VirtualMachine;

/// Reads the graph of a project's revisions, with what is odd about their files.
pub type GraphReader =
    Box<dyn FnOnce(&ScriptDirectory, &mut Vec<ScriptWarning>) -> Result<RevisionMap, ScriptError> + Send>;

/// What env.py runs in.
pub struct Environment {
    /// The project's configuration.
    pub config: Config,
    /// The project's scripts.
    pub scripts: ScriptDirectory,
    /// Reads the graph of its revisions; called on a thread of its own while the VM starts.
    pub graph: GraphReader,
    /// Ends it all.
    pub interrupt: Interrupt,
    /// `sys.argv`.
    pub arguments: Vec<String>,
}

impl Environment {
    /// Runs env.py for a request. `make_request` is called on the VM's thread, since a plan need not be `Send`.
    pub fn run(self, make_request: impl FnOnce() -> Result<Request, Failure> + Send) -> Result<(), Failure> {
        self.run_then(make_request, |_| Ok(()))
    }

    /// As [`Self::run`], and goes on in the same machine when env.py has ended well.
    pub fn run_then(
        self,
        make_request: impl FnOnce() -> Result<Request, Failure> + Send,
        then: impl FnOnce(&VirtualMachine) -> Result<(), Failure> + Send,
    ) -> Result<(), Failure> {
        let ended = on_large_stack(move || self.run_here(make_request()?, then));
        match ended {
            Ok(result) => result,
            Err(error) => Err(no_thread(&error)),
        }
    }

    /// Starts a machine with the configuration where scripts find it, and runs no env.py: for a template. `make` is
    /// called on the machine's thread, since a request need not be `Send`.
    pub(crate) fn alone<R: Send>(
        make: impl FnOnce() -> (Self, Request) + Send,
        action: impl FnOnce(&VirtualMachine) -> R + Send,
    ) -> Result<R, Failure> {
        on_large_stack(move || {
            let (environment, request) = make();
            let (host, shared, _) = environment.start(request);
            host.enter(|vm| {
                let result = state::with_state(shared, || action(vm));
                crate::vm::flush(vm);
                result
            })
        })
        .map_err(|error| no_thread(&error))
    }

    /// A machine, and what its native functions share.
    fn start(self, request: Request) -> (Host, Rc<RefCell<RunState>>, Interrupt) {
        let Self { config, scripts, graph, interrupt, arguments } = self;
        let directory = scripts.clone();
        let reading = std::thread::Builder::new().name("graph".to_owned()).spawn(move || {
            let mut warnings = Vec::new();
            let read = graph(&directory, &mut warnings);
            (read, warnings)
        });
        let graph = match reading {
            Ok(thread) => Graph::Reading(thread),
            Err(error) => Graph::Known(Err(ScriptError::command(error.to_string()))),
        };
        let search_path = search_path(&scripts);
        let packages = config.python_packages();
        let options = Options {
            arguments,
            search_path,
            package_paths: if packages.is_empty() { Vec::new() } else { site_packages() },
            package_names: packages,
            interrupt: interrupt.clone(),
        };
        let host = Host::start(&options);
        let shared = RunState::new(config, scripts, graph, request, interrupt.clone());
        (host, shared, interrupt)
    }

    /// Compiles what env.py imports while the machine starts. Many env.py put the directory above their own into
    /// `sys.path`.
    fn compile_ahead(&self, env_py: &Path) -> Ahead {
        let mut search_path = search_path(&self.scripts);
        let above = env_py.parent().and_then(Path::parent);
        search_path.extend(above.map(|directory| directory.to_string_lossy().into_owned()));
        Ahead::start(env_py, search_path)
    }

    fn run_here(
        self,
        request: Request,
        then: impl FnOnce(&VirtualMachine) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let env_py = self.scripts.env_py_location();
        if !env_py.exists() {
            let message = format!("ImportError: Can't find Python file {}", env_py.display());
            return Err(Failure::exception("LB0308", message)
                .help("env.py belongs into the script directory; `script_location` says which that is"));
        }
        let ahead = self.compile_ahead(&env_py);
        let (host, shared, interrupt) = self.start(request);
        let running = |vm: &VirtualMachine| {
            state::with_state(Rc::clone(&shared), || {
                let result = script::run_file(&env_py.to_string_lossy(), "env_py", vm);
                let refusal = crate::native::latched();
                let failure = match (result, refusal) {
                    (Ok(_), None) => None,
                    // A refusal that a script swallowed is still the reason.
                    (_, Some(refusal)) => {
                        let cause = shared.borrow_mut().cause.take();
                        let known = cause
                            .map(|cause| cause.failure)
                            .filter(|failure| failure.diagnostic.message == refusal.feature);
                        Some(known.unwrap_or_else(|| Failure::new(Surface::Exception, refusal.diagnostic())))
                    }
                    (Err(exception), None) => {
                        let cause = shared.borrow_mut().cause.take();
                        Some(failure_of(&exception, cause, vm))
                    }
                };
                // Connections that env.py left open are closed before anything is said about the state.
                shared.borrow_mut().sessions.clear();
                let failure = match failure {
                    None if !interrupt.is_triggered() => {
                        crate::vm::flush(vm);
                        then(vm).err().inspect(|failure| {
                            if failure.surface == Surface::Command {
                                log_failure(&failure.diagnostic.message, vm);
                            }
                        })
                    }
                    other => other,
                };
                crate::vm::flush(vm);
                failure
            })
        };
        let outcome = ahead.with(|| host.enter(running));
        // Taking the machine apart would only give back what the end of the process gives back anyway.
        std::mem::forget(host);
        match outcome {
            _ if interrupt.is_triggered() => Err(interrupted(&shared)),
            None => Ok(()),
            Some(failure) => Err(with_state_line(failure, &shared)),
        }
    }
}

fn no_thread(error: &std::io::Error) -> Failure {
    Failure::exception("LB0306", format!("no thread could be started for Python: {error}"))
}

fn interrupted(shared: &Rc<RefCell<RunState>>) -> Failure {
    with_state_line(Failure::from(limbeck::runtime::Error::Interrupted), shared)
}

/// Says what state the database is in, where a run had begun.
fn with_state_line(failure: Failure, shared: &Rc<RefCell<RunState>>) -> Failure {
    let shared = shared.borrow();
    // A comparison changes nothing.
    if shared.request.revision.is_some() {
        return failure;
    }
    let mut failure = failure;
    for context in &shared.contexts {
        if let Some(aftermath) = context.aftermath() {
            failure = aftermath.notes.into_iter().fold(failure, Failure::note).help(aftermath.help);
        }
        if let Some(line) = context.state_line() {
            failure = failure.note(line);
        }
    }
    failure
}

/// Where the project's modules are looked for.
fn search_path(scripts: &ScriptDirectory) -> Vec<String> {
    let mut search_path = scripts.prepend_sys_path.clone();
    search_path.extend(python_path());
    search_path
}

/// Directories of the environment variable `PYTHONPATH`, which a Python console script honours too.
pub fn python_path() -> Vec<String> {
    std::env::var_os("PYTHONPATH")
        .map(|paths| {
            std::env::split_paths(&paths)
                .filter(|path| !path.as_os_str().is_empty())
                .map(|path| path.to_string_lossy().into_owned())
                .collect()
        })
        .unwrap_or_default()
}

/// `site-packages` of the project's virtual environment: the active one, else `.venv` or `venv` here.
fn site_packages() -> Vec<String> {
    let active = std::env::var_os("VIRTUAL_ENV").map(std::path::PathBuf::from);
    let candidates = active.into_iter().chain([".venv".into(), "venv".into()]);
    let mut found = Vec::new();
    for environment in candidates {
        let Ok(entries) = std::fs::read_dir(environment.join("lib")) else { continue };
        for entry in entries.flatten() {
            let packages = entry.path().join("site-packages");
            if packages.is_dir() {
                found.push(packages.to_string_lossy().into_owned());
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found.sort();
    found
}

/// What an exception that env.py did not catch means for the program.
fn failure_of(
    exception: &rustpython_vm::builtins::PyBaseExceptionRef,
    cause: Option<Cause>,
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
                log_failure(&report.message, vm);
            }
            // Not one that env.py raised after it had caught ours.
            let same = |cause: &Cause| {
                cause.exception.as_ref().is_some_and(|raised| raised.get_id() == exception.get_id())
            };
            if let Some(cause) = cause.filter(same) {
                return cause.failure;
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

/// Tells the log of a command's failure. Where nobody configured logging, Alembic's own line is all there is.
fn log_failure(message: &str, vm: &VirtualMachine) {
    if reporter::is_configured(MESSAGING, vm) {
        PythonReporter.log(Level::Error, MESSAGING, message);
    }
}

/// The logger of what Alembic's command line says.
const MESSAGING: &str = "alembic.util.messaging";

/// Classes that Alembic's command line shows as `FAILED: …`.
const COMMAND_ERRORS: &[&str] = &[
    "alembic.util.exc.CommandError",
    "alembic.util.exc.DatabaseNotAtHead",
    "alembic.util.exc.AutogenerateDiffsDetected",
];
