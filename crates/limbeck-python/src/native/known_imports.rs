//! `__import__` for modules that are loaded already, the answer to nearly every import of a script.
//!
//! A thousand revisions import the same three modules a thousand times, and the import machinery
//! asks much in Python that is known here: the module is in `sys.modules` and has the names. Whatever
//! is not as simple goes to the machinery.

use rustpython_vm::{
    PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyDictRef, PyInt, PyModule, PyStr, PyTuple},
    function::FuncArgs,
};

#[rustpython_vm::pymodule(sub)]
pub(super) mod functions {
    use rustpython_vm::{PyResult, VirtualMachine, function::FuncArgs};

    /// Imports a module and returns it, or its top-level package where no names are asked of it.
    #[pyfunction(name = "__import__")]
    fn import(arguments: FuncArgs, vm: &VirtualMachine) -> PyResult {
        match super::known(&arguments, vm) {
            Some(module) => Ok(module),
            None => super::machinery(arguments, vm),
        }
    }
}

fn machinery(arguments: FuncArgs, vm: &VirtualMachine) -> PyResult {
    vm.import_func.call(arguments, vm)
}

/// The module, if it is loaded and has all the names that are asked for.
fn known(arguments: &FuncArgs, vm: &VirtualMachine) -> Option<PyObjectRef> {
    if !arguments.kwargs.is_empty() {
        return None;
    }
    let [name, _globals, _locals, names, level] = arguments.args.as_slice() else { return None };
    if !level.downcast_ref_if_exact::<PyInt>(vm)?.as_bigint().eq(&0.into()) {
        return None;
    }
    let modules: PyDictRef =
        vm.sys_module.get_attr("modules", vm).ok()?.downcast_exact::<PyDict>(vm).ok()?.into_pyref();
    let name = name.downcast_ref_if_exact::<PyStr>(vm)?;
    let loaded = modules.get_item_opt(name, vm).ok()??;
    let module = loaded.downcast_ref::<PyModule>()?;
    let names = names.downcast_ref_if_exact::<PyTuple>(vm)?.as_slice();
    if names.is_empty() {
        return match name.to_str()?.split_once('.') {
            None => Some(loaded),
            Some((top, _)) => {
                modules.get_item_opt(top, vm).ok()?.filter(|top| top.downcast_ref::<PyModule>().is_some())
            }
        };
    }
    let dict = module.dict();
    for wanted in names {
        let wanted = wanted.downcast_ref_if_exact::<PyStr>(vm)?;
        if wanted.as_wtf8().as_bytes() == b"*" || !dict.contains_key(wanted, vm) {
            return None;
        }
    }
    Some(loaded)
}
