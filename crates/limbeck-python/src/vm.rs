//! The interpreter: what it is made of, on which stack it runs, how it starts and ends.
//!
//! Not here: what an import gives (`lib/_limbeck_importer.py`), compiling (`compile`), errors
//! (`traceback`).

pub use crate::parallel::on_large_stack;

use crate::{frozen, native};
use limbeck::runtime::Interrupt;
use rustpython_vm::{
    Context, Interpreter, PyObjectRef, PyResult, Settings, VirtualMachine, builtins::PyDict,
};
use std::sync::Once;

/// How the interpreter is set up.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `sys.argv`, the program's name first.
    pub arguments: Vec<String>,
    /// Where the project's modules are looked for, `sys.path` (first wins).
    pub search_path: Vec<String>,
    /// Top-level names of pure-Python packages the project opted into (`[tool.limbeck] python_packages`).
    pub package_names: Vec<String>,
    /// Directories in which those lie: `site-packages` of the project's virtual environment.
    pub package_paths: Vec<String>,
    /// Ends whatever runs with a `KeyboardInterrupt`.
    pub interrupt: Interrupt,
}

/// A running interpreter. It lives and dies on one thread: see [`on_large_stack`].
pub struct Host {
    interpreter: Interpreter,
}

impl Host {
    /// Starts the interpreter.
    pub fn start(options: &Options) -> Self {
        let mut settings = Settings::default();
        settings.argv.clone_from(&options.arguments);
        settings.import_site = false;
        settings.isolated = true;
        settings.ignore_environment = true;
        settings.user_site_directory = false;
        settings.safe_path = true;
        settings.write_bytecode = false;
        // The command line owns SIGINT: a half-done migration ends in an orderly way.
        settings.install_signal_handlers = false;
        // Asking the locale for the encoding loads a dozen modules (8 ms), and reading modules from
        // disk is our importer's business (3 ms).
        settings.stdio_encoding = Some("utf-8".to_owned());
        settings.stdio_errors = Some("surrogateescape".to_owned());
        settings.allow_external_library = false;
        // What start-up, imports and models make stays: looking through it for garbage is in vain. A thousand
        // revisions leave some tens of thousands of objects.
        let collector = rustpython_vm::gc_state::gc_state();
        collector.set_threshold(100_000, Some(20), None);
        // Code that sends no statement is interrupted too: between two bytecodes.
        let (sender, receiver) = rustpython_vm::signal::user_signal_channel();
        options.interrupt.on_trigger(move || {
            // The interpreter may have ended already.
            let _ = sender.send(Box::new(|vm: &VirtualMachine| {
                Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned()))
            }));
        });
        let builder = Interpreter::builder(settings);
        plain_attributes(&builder.ctx);
        let definitions = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
        let own = native::module_def(&builder.ctx);
        let interpreter = builder
            .add_native_modules(&definitions)
            .add_native_module(own)
            .add_frozen_modules(frozen::modules())
            .init_hook(move |vm| vm.set_user_signal_channel(receiver))
            .build();
        let host = Self { interpreter };
        host.enter(|vm| {
            if let Err(error) = set_up_imports(options, vm) {
                vm.print_exception(error);
            }
        });
        host
    }

    /// Ends the interpreter: `atexit` functions, flushed output.
    ///
    /// The exit code is that of `exception` if it is a `SystemExit`; whatever else it is has been
    /// shown by the caller and counts as 1.
    pub fn finish(self) {
        self.interpreter.enter(flush);
        // Finalizing would only give back memory that the end of the process gives back anyway,
        // except for functions registered with `atexit`.
        self.interpreter.enter(|vm| {
            if let Ok(Some(atexit)) = loaded_module("atexit", vm)
                && let Ok(run) = atexit.get_attr("_run_exitfuncs", vm)
                && let Err(error) = run.call((), vm)
            {
                vm.print_exception(error);
            }
            flush(vm);
        });
    }

    /// Runs `action` with the virtual machine.
    pub fn enter<R>(&self, action: impl FnOnce(&VirtualMachine) -> R) -> R {
        self.interpreter.enter(action)
    }
}

/// Lets `object` have its `__getattribute__`, `__setattr__` and `__delattr__` as wrappers of what it does natively, as in
/// CPython.
///
/// In this virtual machine they are methods, so that every class written in Python takes them for its own and looks them
/// up and calls them for each attribute that is read or set.
fn plain_attributes(ctx: &Context) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let object = ctx.types.object_type;
        for name in ["__getattribute__", "__setattr__", "__delattr__"] {
            object.attributes.write().shift_remove(ctx.intern_str(name));
        }
        rustpython_vm::class::add_operators(object, ctx);
    });
}

/// A module that something has imported already.
pub(crate) fn loaded_module(name: &str, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    match modules.downcast_ref::<PyDict>() {
        Some(modules) => modules.get_item_opt(name, vm),
        None => Ok(modules.get_item(name, vm).ok()),
    }
}

/// Writes out what the VM holds of standard output and error.
pub fn flush(vm: &VirtualMachine) {
    for name in ["stdout", "stderr"] {
        // A closed or replaced stream is the script's own business.
        if let Ok(stream) = vm.sys_module.get_attr(name, vm)
            && !vm.is_none(&stream)
        {
            let _ = vm.call_method(&stream, "flush", ());
        }
    }
}

fn set_up_imports(options: &Options, vm: &VirtualMachine) -> PyResult<()> {
    let texts = |values: &[String]| -> PyObjectRef {
        vm.ctx.new_list(values.iter().map(|value| vm.ctx.new_str(value.as_str()).into()).collect()).into()
    };
    vm.sys_module.set_attr("path", texts(&options.search_path), vm)?;
    unfrozen(vm)?;
    // Alembic's console script is `__main__`; some modules look there.
    let main = vm.new_module("__main__", vm.ctx.new_dict(), None);
    vm.sys_module.get_attr("modules", vm)?.set_item("__main__", main.into(), vm)?;
    let importer = vm.import("_limbeck_importer", 0)?;
    importer
        .get_attr("install", vm)?
        .call((texts(&options.package_names), texts(&options.package_paths)), vm)?;
    let own = vm.import("_limbeck", 0)?;
    vm.builtins.set_attr("__import__", own.get_attr("__import__", vm)?, vm)?;
    vm.import("time", 0)?.set_attr("sleep", own.get_attr("sleep", vm)?, vm)?;
    Ok(())
}

/// Puts the stand-ins that are being worked on before the frozen ones, so that trying a change needs no build.
#[cfg(feature = "development")]
fn unfrozen(vm: &VirtualMachine) -> PyResult<()> {
    let Ok(directory) = std::env::var("LIMBECK_STANDINS") else { return Ok(()) };
    let scope = vm.new_scope_with_builtins();
    scope.globals.set_item("directory", vm.ctx.new_str(directory).into(), vm)?;
    let code = vm
        .compile(include_str!("unfrozen.py"), rustpython_vm::compiler::Mode::Exec, "<unfrozen>".to_owned())
        .map_err(|error| vm.new_syntax_error(&error, None))?;
    vm.run_code_obj(code, scope).map(|_| ())
}

#[cfg(not(feature = "development"))]
#[expect(clippy::unnecessary_wraps, reason = "the other one may fail")]
fn unfrozen(_vm: &VirtualMachine) -> PyResult<()> {
    Ok(())
}

/// While on, a package that is only on the way to the module asked for runs its `__init__.py` when
/// somebody asks it for a name that is no submodule (DESIGN §4). For revision scripts; never for
/// autogenerate and check.
///
/// # Errors
/// None but those of a broken importer.
pub fn defer_packages(on: bool, vm: &VirtualMachine) -> PyResult<()> {
    let Some(importer) = loaded_module("_limbeck_importer", vm)? else { return Ok(()) };
    importer.get_attr("_state", vm)?.set_item("deferring", vm.ctx.new_bool(on).into(), vm)
}

/// Forgets the opaque modules, so that each script's imports are judged by its own text. To be
/// called between scripts.
///
/// # Errors
/// None but those of a broken importer.
pub fn forget_opaque_modules(vm: &VirtualMachine) -> PyResult<()> {
    if let Some(opaque) = loaded_module("_limbeck_opaque", vm)? {
        opaque.get_attr("forget_modules", vm)?.call((), vm)?;
    }
    Ok(())
}
