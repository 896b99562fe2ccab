//! The interpreter: what it is made of, on which stack it runs, how it starts and ends.
//!
//! Not here: what an import gives (`lib/_limbeck_importer.py`), compiling (`compile`), errors
//! (`traceback`).

use crate::native;
use rustpython_compiler_core::frozen::{FrozenLib, FrozenModule};
use rustpython_vm::{Interpreter, Settings, VirtualMachine};
use std::{collections::BTreeSet, io, thread};

/// The stand-ins and helpers of ours.
pub(crate) static FACADE: &FrozenLib =
    rustpython_vm::py_freeze!(dir = "../lib", crate_name = "rustpython_compiler_core");

/// How the interpreter is set up.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `sys.argv`, the program's name first.
    pub arguments: Vec<String>,
    /// Where the project's modules are looked for, `sys.path` (first wins).
    pub search_path: Vec<String>,
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
        settings.path_list.clone_from(&options.search_path);
        settings.import_site = false;
        settings.isolated = true;
        settings.ignore_environment = true;
        settings.user_site_directory = false;
        settings.safe_path = true;
        settings.write_bytecode = false;
        // The command line owns SIGINT: a half-done migration ends in an orderly way.
        settings.install_signal_handlers = false;
        let builder = Interpreter::builder(settings);
        let definitions = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
        let own = native::module_def(&builder.ctx);
        let interpreter = builder
            .add_native_modules(&definitions)
            .add_native_module(own)
            .add_frozen_modules(frozen_modules())
            .build();
        Self { interpreter }
    }

    /// Runs `action` with the virtual machine.
    pub fn enter<R>(&self, action: impl FnOnce(&VirtualMachine) -> R) -> R {
        self.interpreter.enter(action)
    }
}

/// The standard library and our stand-ins; a package of ours replaces all of its namesake.
fn frozen_modules() -> impl Iterator<Item = (&'static str, FrozenModule)> {
    let ours: BTreeSet<&str> = FACADE.decode().map(|(name, _)| top_level(name)).collect();
    rustpython_pylib::FROZEN_STDLIB
        .decode()
        .filter(move |(name, _)| !ours.contains(top_level(name)))
        .chain(FACADE.decode())
}

fn top_level(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// Runs `action` on a thread with a stack large enough for deeply nested expressions.
///
/// The memory is reserved, not used, until it is needed. Where the system refuses to reserve so
/// much, less is tried.
pub fn on_large_stack<R: Send>(action: impl FnOnce() -> R + Send) -> io::Result<R> {
    const SIZES: [usize; 4] = [1 << 30, 1 << 28, 1 << 26, 1 << 24];
    let mut action = Some(action);
    let mut result = None;
    let mut last = io::Error::other("no thread could be started");
    for size in SIZES {
        let spawned = thread::scope(|scope| {
            let action = &mut action;
            let result = &mut result;
            let handle = thread::Builder::new().name("python".to_owned()).stack_size(size).spawn_scoped(
                scope,
                move || {
                    if let Some(action) = action.take() {
                        *result = Some(action());
                    }
                },
            )?;
            if let Err(panic) = handle.join() {
                std::panic::resume_unwind(panic);
            }
            Ok(())
        });
        match spawned {
            Ok(()) => break,
            Err(error) => last = error,
        }
    }
    result.ok_or(last)
}
