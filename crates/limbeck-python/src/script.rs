//! Revision scripts: what is checked of them before a run, and running one step's function.

use crate::{compile, native::contexts, preflight};
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
) -> Result<(), Error> {
    for step in steps {
        let path = step.revision.as_ref().and_then(|id| graph.get(id.as_str())).and_then(|revision| revision.path());
        if let Some(path) = path
            && !step.direction.is_stamp()
            && let Some(diagnostic) = preflight::check(path, step.direction.name(), dialect.name())
        {
            let failure = Failure::new(Surface::Exception, diagnostic)
                .note("nothing was run: the scripts of all pending revisions are checked first");
            return Err(Error::FrontEnd(Box::new(failure)));
        }
    }
    Ok(())
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
    compile::with_script(path, vm, |module| {
        let function = module.get_attr(function, vm)?;
        contexts::call_with_keywords(&function, kwargs, vm).map(|_| ())
    })
}
