//! Revision scripts: what is checked of them before a run, and running one step's function.

use crate::{
    ahead,
    compile::{self, FileModule, SourceFile, Workers},
    native::{contexts, errors, imports, step},
    parallel,
    preflight::{self, Direction, TopLevel, collect},
    vm,
};
use limbeck::{
    dialect::Dialect,
    error::{Failure, Surface},
    origin::Origin,
    revision::{RevisionId, RevisionMap, RevisionStep},
    runtime::Error,
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    path::Path,
};

/// The scripts of a plan, read once: what was checked is what runs.
#[derive(Default)]
pub(crate) struct Scripts {
    files: HashMap<String, SourceFile>,
    workers: Workers,
    /// Those that were loaded before the first step.
    loaded: RefCell<HashMap<String, FileModule>>,
    /// What is still to be found out before the first step, in file order.
    unsure: Vec<(String, Direction, TopLevel)>,
    /// Those whose step does nothing but send DDL.
    plain: BTreeSet<String>,
}

impl Scripts {
    /// Loads what may do something when it is loaded, and fails for a file that has no function to run:
    /// Alembic does both before the first step.
    pub(crate) fn load(&self, vm: &VirtualMachine) -> PyResult<()> {
        for (path, direction, top_level) in &self.unsure {
            let has_function = match top_level {
                TopLevel::Inert { has_function } => *has_function,
                TopLevel::Active => {
                    let module = by_itself(vm, || self.module(path, vm))?;
                    let has_function = module.get(direction.function(), vm).is_some();
                    self.loaded.borrow_mut().insert(path.clone(), module);
                    has_function
                }
            };
            if !has_function {
                return Err(without_function(path, direction.function(), vm));
            }
        }
        Ok(())
    }

    /// Whether a step's script does nothing but send DDL, as the stand-ins are now: the project may have
    /// added listeners, compilers or directives of its own, which then run too.
    pub(crate) fn is_plain(&self, path: &Path, vm: &VirtualMachine) -> bool {
        self.plain.contains(&*path.to_string_lossy()) && is_stock(vm).unwrap_or(false)
    }

    /// Runs a script's top level, unless that was done.
    fn module(&self, path: &str, vm: &VirtualMachine) -> PyResult<FileModule> {
        if let Some(module) = self.loaded.borrow_mut().remove(path) {
            return Ok(module);
        }
        let name = compile::script_module_name(path);
        match self.files.get(path) {
            Some(file) => {
                let code = self.workers.take(file).map_err(|failure| failure.raise(&file.text, path, vm))?;
                FileModule::run(code, &name, path, vm)
            }
            None => run_file(path, &name, vm),
        }
    }
}

/// Whether nothing of the project's or a plug-in's runs when a statement is compiled or sent.
fn is_stock(vm: &VirtualMachine) -> PyResult<bool> {
    let empty = |module: &str, name: &str| -> PyResult<bool> {
        match vm::loaded_module(module, vm)? {
            Some(module) => Ok(!module.get_attr(vm.ctx.intern_str(name), vm)?.try_to_bool(vm)?),
            None => Ok(true),
        }
    };
    Ok(vm::loaded_module("sqlalchemy.ext.compiler", vm)?.is_none()
        && empty("sqlalchemy.event", "_listeners")?
        && empty("alembic.operations.base", "_plugged")?)
}

/// The error of a script that has no `upgrade` or `downgrade`, at its first line.
fn without_function(path: &str, function: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let message = format!("module '{}' has no attribute '{function}'", compile::script_module_name(path));
    let failure = Failure::exception("LB0404", format!("AttributeError: {message}"))
        .at(Origin::file(path, 1, 0))
        .help(format!(
            "write `def {function}(): ...` into the script; `pass` is enough where it has nothing to do"
        ));
    let exception = vm.new_attribute_error(message);
    errors::remember(vm, failure, Some(&exception));
    exception
}

/// Looks at every script of a plan before the first statement of the run is sent (DESIGN §1, promise 1),
/// and begins to compile them.
pub(crate) fn preflight(
    steps: &[RevisionStep],
    graph: &RevisionMap,
    dialect: &'static dyn Dialect,
    vm: &VirtualMachine,
) -> Result<Scripts, Error> {
    let wanted: Vec<(&Path, Direction)> = steps
        .iter()
        .filter(|step| !step.direction.is_stamp())
        .filter_map(|step| {
            let path = graph.get(step.revision.as_ref()?.as_str())?.path()?;
            let direction =
                if step.direction.is_upgrade() { Direction::Upgrade } else { Direction::Downgrade };
            Some((path, direction))
        })
        .collect();
    let name = dialect.name();
    // A file that cannot be read or parsed fails when it is run, with the error Python gives.
    let looked_at = parallel::map(&wanted, |(path, direction)| {
        let source = imports::read_source(path).ok()?;
        let path = path.to_string_lossy().into_owned();
        let uses = compile::quietly(|| collect(&source, &path, *direction, name));
        Some((SourceFile { path, text: source.into() }, uses.ok().and_then(Result::ok)))
    });
    let mut files = Vec::with_capacity(looked_at.len());
    let mut uses = Vec::with_capacity(looked_at.len());
    let mut unsure = HashMap::new();
    let mut plain = BTreeSet::new();
    for ((file, found), (_, direction)) in looked_at.into_iter().zip(&wanted).filter_map(present) {
        if let Some(found) = found {
            if found.top_level != (TopLevel::Inert { has_function: true }) {
                unsure.insert(file.path.clone(), (*direction, found.top_level));
            }
            if found.plain {
                plain.insert(file.path.clone());
            }
            uses.push((file.path.clone(), found.uses));
        }
        files.push(file);
    }
    let unsure = graph
        .revisions()
        .filter_map(|revision| {
            let path = revision.path()?.to_string_lossy().into_owned();
            let (direction, top_level) = unsure.remove(&path)?;
            Some((path, direction, top_level))
        })
        .collect();
    // Compiled while the stand-ins are asked.
    let workers = Workers::start(files.clone());
    if let Some(diagnostic) = preflight::check(&uses, vm).into_iter().next() {
        let failure = Failure::new(Surface::Exception, diagnostic)
            .note("nothing was run: the scripts of all pending revisions are checked first");
        return Err(Error::FrontEnd(Box::new(failure)));
    }
    let files = files.into_iter().map(|file| (file.path.clone(), file)).collect();
    Ok(Scripts { files, workers, unsure, plain, ..Scripts::default() })
}

fn present<T, U>((found, of): (Option<T>, U)) -> Option<(T, U)> {
    Some((found?, of))
}

/// Runs `upgrade()` or `downgrade()` of a revision's script.
pub(crate) fn run_step(
    scripts: &Scripts,
    graph: &RevisionMap,
    revision: &RevisionId,
    function: &'static str,
    kwargs: &PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    by_itself(vm, || run_function(scripts, graph, revision, function, kwargs, vm))
}

/// Imports of a script are its own: packages on the way to a module need not run (DESIGN §4), and a
/// package that is missing is judged by this script's text.
fn by_itself<T>(vm: &VirtualMachine, action: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    vm::defer_packages(true, vm)?;
    let result = action();
    vm::defer_packages(false, vm)?;
    vm::forget_opaque_modules(vm)?;
    result
}

fn run_function(
    scripts: &Scripts,
    graph: &RevisionMap,
    revision: &RevisionId,
    function: &'static str,
    kwargs: &PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let Some(path) = graph.get(revision.as_str()).and_then(|revision| revision.path()) else {
        return Err(vm.new_runtime_error(format!("revision {revision} has no file")));
    };
    let path = path.to_string_lossy().into_owned();
    let module = scripts.module(&path, vm)?;
    let result = match module.get(function, vm) {
        Some(callable) => step::run(|| contexts::call_with_keywords(&callable, kwargs, vm)).map(|_| ()),
        None => Err(without_function(&path, function, vm)),
    };
    // An exception keeps the frames, and the frames keep what the module holds, until it is shown.
    if result.is_ok() {
        module.clear();
    }
    result
}

/// Runs a file's top level as a module that is not in `sys.modules`.
pub(crate) fn run_file(path: &str, name: &str, vm: &VirtualMachine) -> PyResult<FileModule> {
    let source = imports::read_source(std::path::Path::new(path))
        .map_err(|error| vm.new_os_error(format!("{error}: '{path}'")))?;
    let code = ahead::code(&source, path).map_err(|failure| failure.raise(&source, path, vm))?;
    FileModule::run(code, name, path, vm)
}
