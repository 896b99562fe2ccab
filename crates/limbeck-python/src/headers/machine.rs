//! A revision file's header from running it, where its text does not tell.

use super::no_thread;
use crate::{
    compile, script, traceback,
    vm::{Host, Options, on_large_stack},
};
use limbeck::{
    revision::Surface,
    script::{HeaderError, Places, RevisionHeader, id_in_file_name},
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};
use std::path::Path;

/// Runs the file and reads what it holds then. Rare: one file in some thousands.
pub(super) fn executed(path: &Path) -> Result<RevisionHeader, HeaderError> {
    let shown = path.to_string_lossy().into_owned();
    let ran = on_large_stack(|| {
        let host = Host::start(&Options::default());
        host.enter(|vm| {
            let header = script::run_file(&shown, &compile::script_module_name(&shown), vm)
                .and_then(|module| header_of(&module, path, vm));
            header.map_err(|exception| {
                let report = traceback::report(&exception, vm);
                HeaderError {
                    message: report.diagnostic.message,
                    surface: Surface::Traceback { exception: "" },
                    place: None,
                    help: None,
                }
            })
        })
    });
    ran.unwrap_or_else(|error| Err(no_thread(&error)))
}

fn header_of(module: &compile::FileModule, path: &Path, vm: &VirtualMachine) -> PyResult<RevisionHeader> {
    let texts = |name: &str| -> PyResult<Vec<String>> {
        match module.get(name, vm) {
            None => Ok(Vec::new()),
            Some(value) => list_of(&value, vm),
        }
    };
    let one = |name: &str| -> PyResult<Option<String>> { Ok(texts(name)?.into_iter().next()) };
    // A file that names no revision is refused for that first, unless its own name does.
    let is_named = module.get("revision", vm).is_some() || id_in_file_name(path).is_some();
    if is_named && module.get("down_revision", vm).is_none() {
        let name = one("__name__")?.unwrap_or_default();
        return Err(vm.new_attribute_error(format!("module '{name}' has no attribute 'down_revision'")));
    }
    Ok(RevisionHeader {
        revision: one("revision")?,
        down_revisions: texts("down_revision")?,
        depends_on: texts("depends_on")?,
        branch_labels: texts("branch_labels")?,
        doc: one("__doc__")?.unwrap_or_default(),
        places: Places::default(),
    })
}

/// `None`, a string, or strings in any iterable.
fn list_of(value: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<String>> {
    if vm.is_none(value) {
        return Ok(Vec::new());
    }
    if let Some(text) = value.downcast_ref::<rustpython_vm::builtins::PyStr>() {
        return Ok(vec![text.to_string()]);
    }
    let items: Vec<PyObjectRef> = value.try_to_value(vm)?;
    items.iter().map(|item| Ok(item.str(vm)?.to_string())).collect()
}
