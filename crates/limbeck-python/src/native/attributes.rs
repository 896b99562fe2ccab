//! Attributes of the stand-ins' classes that have a `__getattr__`.

use rustpython_vm::{AsObject, Py, PyObject, PyResult, VirtualMachine, builtins::PyStr};

#[rustpython_vm::pymodule(sub)]
pub(super) mod functions {
    use rustpython_vm::builtins::PyTypeRef;

    /// Decorates a class whose `__getattr__` is for what is not there: what is there is found natively.
    ///
    /// For such a class this virtual machine calls `__getattribute__` as a method for each attribute that is read.
    /// Classes derived from it read their attributes in that way again, unless they are decorated too. Not for classes
    /// with a `__getattribute__` of their own.
    #[pyfunction]
    fn quick_attributes(class: PyTypeRef) -> PyTypeRef {
        class.slots.getattro.store(Some(super::read));
        class
    }
}

/// `object.__getattribute__`, then `__getattr__`.
fn read(object: &PyObject, name: &Py<PyStr>, vm: &VirtualMachine) -> PyResult {
    let missing = match object.generic_getattr_opt(name, None, vm) {
        Ok(Some(value)) => return Ok(value),
        Ok(None) => None,
        // A property may say that it is not there.
        Err(error) if error.fast_isinstance(vm.ctx.exceptions.attribute_error) => Some(error),
        Err(error) => return Err(error),
    };
    match object.class().get_attr(vm.ctx.intern_str("__getattr__")) {
        Some(function) => function.call((object.to_owned(), name.to_owned()), vm),
        None => Err(missing.unwrap_or_else(|| vm.new_no_attribute_error(object.to_owned(), name.to_owned()))),
    }
}
