//! `limbeck sql`: revision scripts run one by one, with no database, no URL and no version table.
//!
//! Each worker is an interpreter on a thread of its own. In a project it runs `env.py` first, and the
//! scripts when `env.py` asks for its migrations, so that its naming convention and what it imports
//! hold; for a bare directory of scripts it runs only them. Between two scripts what the first one
//! changed for everybody is taken back (`lib/_limbeck_sql.py`).

mod batch;
mod scripts;

pub use batch::{Batch, Script};
pub use scripts::{find, package_root};

use crate::{
    compile::{self, FileModule},
    environment::{Environment, Request},
    headers::PythonScripts,
    native::{
        self, imports, refusal,
        state::{self, RunState},
        step,
    },
    preflight::{self, Direction},
    traceback::{self, Ending as PythonEnding},
    vm::{self, Host, Options, on_large_stack},
};
use limbeck::{
    command::{migrate::Migration, sql::Ending},
    diagnostic::Diagnostic,
    error::Failure,
    origin::Origin,
    runtime::Interrupt,
    script::{Config, ConfigFiles, ScriptDirectory},
};
use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyCode, PyStr},
};
use std::{path::Path, rc::Rc, sync::Arc, thread};

/// What the scripts run in.
pub enum Surroundings {
    /// Nothing but directories of modules.
    Bare {
        /// Where modules are looked for.
        search_path: Vec<String>,
    },
    /// A project with an `env.py`.
    Project {
        /// Its configuration.
        config: Box<Config>,
        /// Its scripts.
        scripts: Box<ScriptDirectory>,
        /// Options of the command line, by destination.
        command_options: serde_json::Map<String, serde_json::Value>,
    },
}

/// Runs a batch.
///
/// # Errors
/// What is wrong with `env.py`.
pub fn run(batch: &Arc<Batch>, surroundings: &Surroundings, arguments: &[String]) -> Result<(), Failure> {
    thread::scope(|scope| {
        let watcher = scope.spawn(|| batch.watch());
        let workers: Vec<_> = (0..batch.workers())
            .map(|worker| scope.spawn(move || work_to_end(worker, batch, surroundings, arguments)))
            .collect();
        let mut result = Ok(());
        for worker in workers {
            match worker.join() {
                Ok(ended) => result = result.and(ended),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        batch.finish(watcher.thread());
        result.and_then(|()| batch.complete())
    })
}

/// One worker. An interpreter that had to be interrupted is replaced.
fn work_to_end(
    worker: usize,
    batch: &Arc<Batch>,
    surroundings: &Surroundings,
    arguments: &[String],
) -> Result<(), Failure> {
    loop {
        let interrupt = Interrupt::default();
        let part = Part { worker, batch: Arc::clone(batch), interrupt: interrupt.clone() };
        let ended = match surroundings {
            Surroundings::Bare { search_path } => bare(part, search_path, arguments),
            Surroundings::Project { config, scripts, command_options } => {
                let environment = Environment {
                    config: (**config).clone(),
                    scripts: (**scripts).clone(),
                    graph: Box::new(|scripts, warnings| scripts.load(&[&PythonScripts], warnings)),
                    interrupt: interrupt.clone(),
                    arguments: arguments.to_vec(),
                };
                environment.run(move || Ok(request(part, command_options.clone())))
            }
        };
        if !interrupt.is_triggered() {
            return ended;
        }
    }
}

/// A worker's part in a batch.
#[derive(Clone)]
pub struct Part {
    worker: usize,
    batch: Arc<Batch>,
    interrupt: Interrupt,
}

fn request(part: Part, command_options: serde_json::Map<String, serde_json::Value>) -> Request {
    Request {
        migration: Migration::write_revisions(),
        url: None,
        lock_wait: None,
        command_options,
        revision: None,
        revisions: Some(part),
    }
}

fn bare(part: Part, search_path: &[String], arguments: &[String]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::exception("LB0306", format!("no thread could be started for Python: {error}"))
    };
    on_large_stack(move || -> Result<(), Failure> {
        let interrupt = part.interrupt.clone();
        let host = Host::start(&Options {
            arguments: arguments.to_vec(),
            search_path: search_path.to_vec(),
            interrupt: interrupt.clone(),
            ..Options::default()
        });
        let config = Config::load(ConfigFiles::default(), "alembic", &indexmap::IndexMap::new())?;
        let state = RunState::new(
            config,
            ScriptDirectory::bare(),
            state::Graph::Known(Ok(Rc::default())),
            request(part.clone(), serde_json::Map::new()),
            interrupt,
        );
        host.enter(|vm| {
            state::with_state(state, || work(&part, vm)).map_err(|exception| {
                let report = traceback::report(&exception, vm);
                Failure::exception("LB0404", report.diagnostic.message)
            })
        })
    })
    .map_err(failed)?
}

/// Runs scripts until none is left, or one had to be interrupted.
pub(crate) fn work(part: &Part, vm: &VirtualMachine) -> PyResult<()> {
    let batch = &*part.batch;
    let module = vm.import("_limbeck_sql", 0)?;
    let runner = module.get_attr("Runner", vm)?.call((batch.quiet,), vm)?;
    let before = state::state(vm)?.borrow().context.clone();
    vm.call_method(&runner, "hide_output", ())?;
    vm::defer_packages(true, vm)?;
    // A table and its columns refer to each other, and there are thousands of them: looking for garbage as
    // often as a single run does takes a third of the time.
    rustpython_vm::gc_state::gc_state().set_threshold(200_000, Some(20), None);
    let mut probe = preflight::Probe::new(vm);
    // What env.py provoked is its own affair, and told by its own end.
    while !part.interrupt.is_triggered()
        && let Some((index, script)) = batch.take()
    {
        batch.start_clock(part.worker, &part.interrupt);
        let mut one = One { path: &script.path, runner: &runner, probe: &mut probe, vm };
        let endings = one.run(batch.cases(), &part.interrupt);
        batch.stop_clock(part.worker);
        batch.answer(index, endings);
        vm.call_method(&runner, "take_back", ())?;
        vm::forget_opaque_modules(vm)?;
    }
    vm::defer_packages(false, vm)?;
    vm.call_method(&runner, "end", ())?;
    state::state(vm)?.borrow_mut().context = before;
    Ok(())
}

/// One script and what it needs.
struct One<'a, 'vm> {
    path: &'a Path,
    runner: &'a PyObjectRef,
    probe: &'a mut preflight::Probe<'vm>,
    vm: &'vm VirtualMachine,
}

impl One<'_, '_> {
    fn run<'c>(
        &mut self,
        cases: impl Iterator<Item = (&'c str, Direction)>,
        interrupt: &Interrupt,
    ) -> Vec<Ending> {
        let path = self.path.to_string_lossy().into_owned();
        let source = match imports::read_source(self.path) {
            Ok(source) => source,
            Err(message) => {
                let diagnostic = Diagnostic::error("LB0402", format!("SyntaxError: {message}"))
                    .at(Origin::file(&path, 1, 0), "");
                return cases.map(|_| Ending::Raised(Box::new(diagnostic.clone()))).collect();
            }
        };
        let code = compile::compile_source(&source, &path).map(|code| self.vm.ctx.new_code(code));
        let parsed = compile::quietly(|| preflight::Parsed::new(&source, &path).ok()).ok().flatten();
        cases
            .map(|(dialect, direction)| {
                if interrupt.is_triggered() {
                    return Ending::Refused(Box::new(endless(&path)));
                }
                match &code {
                    Ok(code) => self.case(parsed.as_ref(), &path, code, dialect, direction, interrupt),
                    Err(failure @ compile::CompileFailure::Syntax(_)) => {
                        Ending::Raised(Box::new(failure.diagnostic(&path)))
                    }
                    Err(failure) => Ending::Refused(Box::new(failure.diagnostic(&path))),
                }
            })
            .collect()
    }

    fn case(
        &mut self,
        parsed: Option<&preflight::Parsed<'_>>,
        path: &str,
        code: &PyRef<PyCode>,
        dialect: &str,
        direction: Direction,
        interrupt: &Interrupt,
    ) -> Ending {
        // What a real run finds before it begins.
        if let Some(parsed) = parsed
            && let Some(diagnostic) = self.probe.first(path, &parsed.uses(direction, dialect))
        {
            return Ending::Refused(Box::new(diagnostic));
        }
        drop(native::latched());
        let result = self.call(path, code, dialect, direction);
        if let Ok(state) = state::state(self.vm) {
            let mut state = state.borrow_mut();
            state.contexts.clear();
            state.context = None;
            state.cause = None;
            state.autocommits.clear();
        }
        if let Some(refusal) = native::latched() {
            return Ending::Refused(Box::new(refusal.diagnostic()));
        }
        match result {
            Ok(sql) => Ending::Written(sql),
            Err(_) if interrupt.is_triggered() => Ending::Refused(Box::new(endless(path))),
            Err(exception) => Ending::Raised(Box::new(self.raised(&exception))),
        }
    }

    fn call(
        &self,
        path: &str,
        code: &PyRef<PyCode>,
        dialect: &str,
        direction: Direction,
    ) -> PyResult<String> {
        let vm = self.vm;
        let name = compile::script_module_name(path);
        let module = FileModule::run_code(code.clone(), &name, path, vm)?;
        let function = direction.function();
        let callable = module.get(function, vm).ok_or_else(|| {
            vm.new_attribute_error(format!("module '{name}' has no attribute '{function}'"))
        })?;
        let arguments = (callable, vm.ctx.new_str(dialect));
        let written = step::run(|| vm.call_method(self.runner, "run", arguments))?;
        module.clear();
        let text = written
            .downcast::<PyStr>()
            .map_err(|object| vm.new_type_error(format!("{} is no text", object.class().name())))?;
        Ok(text.to_string())
    }

    fn raised(&self, exception: &PyBaseExceptionRef) -> Diagnostic {
        match traceback::ending(exception, self.vm) {
            PythonEnding::Error(report) => report.diagnostic,
            PythonEnding::Exit { message, .. } => {
                let text =
                    message.map_or_else(|| "SystemExit".to_owned(), |text| format!("SystemExit: {text}"));
                let diagnostic = Diagnostic::error("LB0404", text);
                match traceback::user_place(exception, self.vm) {
                    Some(origin) => diagnostic.at(origin, ""),
                    None => diagnostic,
                }
            }
            PythonEnding::Interrupted => Diagnostic::error("LB0404", "KeyboardInterrupt"),
        }
    }
}

fn endless(path: &str) -> Diagnostic {
    Diagnostic::error("LB0401", "not supported: a script that has not ended after two minutes")
        .at(Origin::file(path, 1, 0), "")
}

/// Refuses a connection: nothing is to be touched.
pub(crate) fn refuse_connection(vm: &VirtualMachine) -> PyBaseExceptionRef {
    refusal::refuse(
        vm,
        "a connection to a database while only SQL is to be shown",
        "let env.py ask context.is_offline_mode(), as the templates do, or look at the scripts alone with --versions DIR",
    )
}
