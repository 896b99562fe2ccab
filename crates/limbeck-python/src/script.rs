//! Revision scripts: what is checked of them before a run, and running one step's function.

use crate::{
    compile::{self, FileModule, SourceFile, Workers},
    native::{contexts, imports, step},
    parallel,
    preflight::{self, Direction, collect},
    vm,
};
use limbeck::{
    dialect::Dialect,
    error::{Failure, Surface},
    revision::{RevisionId, RevisionMap, RevisionStep},
    runtime::Error,
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};
use std::{collections::HashMap, path::Path};

/// The scripts of a plan, read once: what was checked is what runs.
#[derive(Default)]
pub(crate) struct Scripts {
    files: HashMap<String, SourceFile>,
    workers: Workers,
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
    for (file, found) in looked_at.into_iter().flatten() {
        if let Some(found) = found {
            uses.push((file.path.clone(), found));
        }
        files.push(file);
    }
    // Compiled while the stand-ins are asked.
    let workers = Workers::start(files.clone());
    if let Some(diagnostic) = preflight::check(&uses, vm).into_iter().next() {
        let failure = Failure::new(Surface::Exception, diagnostic)
            .note("nothing was run: the scripts of all pending revisions are checked first");
        return Err(Error::FrontEnd(Box::new(failure)));
    }
    Ok(Scripts { files: files.into_iter().map(|file| (file.path.clone(), file)).collect(), workers })
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
    vm::defer_packages(true, vm)?;
    let result = run_function(scripts, graph, revision, function, kwargs, vm);
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
    let name = compile::script_module_name(&path);
    let module = match scripts.files.get(&path) {
        Some(file) => {
            let code = scripts.workers.take(file).map_err(|failure| failure.raise(&file.text, &path, vm))?;
            FileModule::run(code, &name, &path, vm)?
        }
        None => run_file(&path, &name, vm)?,
    };
    let result = match module.get(function, vm) {
        Some(callable) => step::run(|| contexts::call_with_keywords(&callable, kwargs, vm)).map(|_| ()),
        None => Err(vm.new_attribute_error(format!("module '{name}' has no attribute '{function}'"))),
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
    let code = compile::compile_source(&source, path).map_err(|failure| failure.raise(&source, path, vm))?;
    FileModule::run(code, name, path, vm)
}
