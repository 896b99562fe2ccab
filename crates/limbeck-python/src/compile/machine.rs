//! What of a compiled file takes the VM: running it, and raising why it could not be compiled.

use super::{CompileFailure, UNSUPPORTED_HELP};
use limbeck::origin::Origin;
use rustpython_compiler_core::bytecode::CodeObject;
use rustpython_vm::{
    AsObject, PyRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyCode, PyDictRef},
    scope::Scope,
};

impl CompileFailure {
    /// As an exception in the VM: `SyntaxError` where CPython has it, else a refusal.
    pub fn raise(&self, source: &str, path: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
        match self {
            Self::Syntax(error) => vm.new_syntax_error(error, Some(source)),
            Self::TooDeep { message, line, column } => {
                let exception = vm.new_exception_msg(
                    vm.ctx.exceptions.syntax_error.to_owned(),
                    (*message).to_owned().into(),
                );
                let object = exception.as_object();
                let text = source.lines().nth((*line as usize).saturating_sub(1)).unwrap_or_default();
                let shown: String = text.chars().take(200).collect();
                for (name, value) in [
                    ("msg", vm.ctx.new_str(*message).into()),
                    ("filename", vm.ctx.new_str(path).into()),
                    ("lineno", vm.ctx.new_int(*line).into()),
                    ("offset", vm.ctx.new_int(*column).into()),
                    ("text", vm.ctx.new_str(shown).into()),
                ] {
                    let value: rustpython_vm::PyObjectRef = value;
                    // A fresh exception takes any attribute.
                    let _ = object.set_attr(name, value, vm);
                }
                exception
            }
            Self::Unsupported { message, line, column } => crate::native::refusal::refuse_at(
                vm,
                &format!("a construct in this file that the compiler cannot translate ({message})"),
                UNSUPPORTED_HELP,
                Origin::file(path, *line, *column),
            ),
        }
    }
}

/// A file that was run as a module but is not in `sys.modules`, as Alembic loads revisions and `env.py`.
pub struct FileModule {
    globals: PyDictRef,
}

impl FileModule {
    /// Runs the file's top level.
    ///
    /// # Errors
    /// What the file raises.
    pub fn run(code: CodeObject, name: &str, path: &str, vm: &VirtualMachine) -> PyResult<Self> {
        Self::run_code(vm.ctx.new_code(code), name, path, vm)
    }

    /// The same for code that may run again.
    ///
    /// # Errors
    /// What the file raises.
    pub fn run_code(code: PyRef<PyCode>, name: &str, path: &str, vm: &VirtualMachine) -> PyResult<Self> {
        let module = vm.new_module(name, vm.ctx.new_dict(), None);
        let globals = module.dict();
        globals.set_item("__file__", vm.ctx.new_str(path).into(), vm)?;
        // No package: a relative import says so in CPython's words.
        globals.set_item("__package__", vm.ctx.new_str("").into(), vm)?;
        globals.set_item("__builtins__", vm.builtins.clone().into(), vm)?;
        let scope = Scope::with_builtins(None, globals.clone(), vm);
        let loaded = Self { globals };
        vm.run_code_obj(code, scope)?;
        Ok(loaded)
    }

    /// A name of the module, if it has it.
    pub fn get(&self, name: &str, vm: &VirtualMachine) -> Option<rustpython_vm::PyObjectRef> {
        self.globals.get_item_opt(name, vm).ok().flatten()
    }

    /// The module's names.
    pub fn globals(&self) -> &PyDictRef {
        &self.globals
    }

    /// Forgets everything the module holds, so that a thousand revisions do not pile up.
    pub fn clear(self) {
        self.globals.clear();
    }
}
