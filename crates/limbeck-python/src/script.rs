//! Revision scripts: what is checked of them before a run, and running one step's function.

use crate::{
    compile::{self, FileModule},
    native::{contexts, imports, step},
    preflight::{self, Direction, Use, collect},
};
use limbeck::{
    dialect::Dialect,
    error::{Failure, Surface},
    revision::{RevisionId, RevisionMap, RevisionStep},
    runtime::Error,
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

/// Looks at every script of a plan before the first statement of the run is sent (DESIGN §1, promise 1).
pub(crate) fn preflight(
    steps: &[RevisionStep],
    graph: &RevisionMap,
    dialect: &'static dyn Dialect,
    vm: &VirtualMachine,
) -> Result<(), Error> {
    let mut files: Vec<(String, Vec<Use>)> = Vec::new();
    for step in steps {
        let path = step.revision.as_ref().and_then(|id| graph.get(id.as_str())).and_then(|revision| revision.path());
        let Some(path) = path.filter(|_| !step.direction.is_stamp()) else { continue };
        let direction = if step.direction.is_upgrade() { Direction::Upgrade } else { Direction::Downgrade };
        // A file that cannot be read or parsed fails when it is run, with the error Python gives.
        let Ok(source) = imports::read_source(path) else { continue };
        let path = path.to_string_lossy().into_owned();
        if let Ok(uses) = collect(&source, &path, direction, dialect.name()) {
            files.push((path, uses));
        }
    }
    match preflight::check(&files, vm).into_iter().next() {
        None => Ok(()),
        Some(diagnostic) => {
            let failure = Failure::new(Surface::Exception, diagnostic)
                .note("nothing was run: the scripts of all pending revisions are checked first");
            Err(Error::FrontEnd(Box::new(failure)))
        }
    }
}

/// Runs `upgrade()` or `downgrade()` of a revision's script.
pub(crate) fn run_step(
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
    let module = run_file(&path, &compile::script_module_name(&path), vm)?;
    let result = match module.get(function, vm) {
        Some(callable) => {
            step::run(|| contexts::call_with_keywords(&callable, kwargs, vm)).map(|_| ())
        }
        None => Err(vm.new_attribute_error(format!(
            "module '{}' has no attribute '{function}'",
            compile::script_module_name(&path)
        ))),
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
