//! The native module `_limbeck`: the waist between the frozen stand-ins and the engine.
//!
//! This file has what every native function needs: refusals and the place in the user's files
//! that asked. The functions themselves live in the files beside it, by subject.

mod attributes;
pub mod autogenerate;
mod comparison;
pub mod configuration;
pub mod connections;
pub mod contexts;
pub mod errors;
pub mod imports;
pub mod inspections;
mod known_imports;
pub mod operations;
pub mod refusal;
pub mod state;
pub mod step;

use rustpython_vm::{VirtualMachine, builtins::PyModuleDef};

pub(crate) use autogenerate::rendering_of;
pub use refusal::{Refusal, caller_place, latch, latched, refuse, refuse_at};

/// The definition of the native module, for the interpreter's table of built-in modules.
pub fn module_def(context: &rustpython_vm::Context) -> &'static PyModuleDef {
    _limbeck::module_def(context)
}

/// The class `_limbeck.Refusal`.
pub fn refusal_class(vm: &VirtualMachine) -> rustpython_vm::PyResult<rustpython_vm::builtins::PyTypeRef> {
    let module = vm.import("_limbeck", 0)?;
    module
        .get_attr("Refusal", vm)?
        .downcast()
        .map_err(|_| vm.new_type_error("_limbeck.Refusal is no class".to_owned()))
}

#[rustpython_vm::pymodule(with(
    attributes::functions,
    autogenerate::functions,
    imports::functions,
    known_imports::functions,
    configuration::functions,
    connections::functions,
    contexts::functions,
    inspections::functions,
    operations::functions
))]
#[expect(clippy::needless_pass_by_value, clippy::unwrap_used, reason = "as the VM and its derives want it")]
mod _limbeck {
    use super::refusal;
    use rustpython_vm::{
        AsObject, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyTypeRef, PyUtf8StrRef},
        function::OptionalArg,
    };

    /// Limbeck refuses: a `BaseException`, so that `except Exception` does not swallow it.
    #[pyattr(name = "Refusal")]
    fn refusal_type(vm: &VirtualMachine) -> PyTypeRef {
        vm.ctx.new_exception_type(
            "_limbeck",
            "Refusal",
            Some(vec![vm.ctx.exceptions.base_exception_type.to_owned()]),
        )
    }

    /// Raises and latches a refusal at the user's line.
    #[pyfunction]
    fn refuse(
        feature: PyUtf8StrRef,
        help: OptionalArg<PyUtf8StrRef>,
        vm: &VirtualMachine,
    ) -> PyResult<PyObjectRef> {
        let help = help.into_option();
        Err(refusal::refuse(vm, feature.as_str(), help.as_ref().map_or("", |help| help.as_str())))
    }

    /// `time.sleep`, which a signal to the program ends: the VM's own does not hear of it.
    #[pyfunction]
    fn sleep(seconds: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let class = seconds.class().name().to_string();
        let duration = seconds.try_into_value::<std::time::Duration>(vm).map_err(|error| {
            if error.fast_isinstance(vm.ctx.exceptions.type_error) {
                vm.new_type_error(format!("'{class}' object cannot be interpreted as an integer"))
            } else if error.fast_isinstance(vm.ctx.exceptions.value_error) {
                vm.new_value_error("sleep length must be non-negative")
            } else {
                error
            }
        })?;
        let interrupt =
            super::state::state(vm).map(|state| state.borrow().interrupt.clone()).unwrap_or_default();
        if interrupt.sleep(duration) {
            vm.check_signals()?;
            return Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned()));
        }
        Ok(())
    }

    /// Whether a migration step is running.
    #[pyfunction]
    fn in_step() -> bool {
        super::step::is_running()
    }

    /// `(file, line, column)` of the innermost frame that is the user's, or `None`.
    #[pyfunction]
    fn caller_place(vm: &VirtualMachine) -> Option<(String, u32, u32)> {
        let place = refusal::caller_place(vm)?;
        Some((place.file, place.line, place.column))
    }
}
