//! What a run says, said through Python's logging and warnings, as the project configured them.

mod plan;

pub(crate) use plan::Plans;

use crate::native::state;
use limbeck::runtime::{Level, Reporter};
use rustpython_vm::{PyResult, VirtualMachine, vm::thread::with_current_vm};

/// Hands log lines to the VM's `logging` and warnings to its `warnings`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PythonReporter;

impl Reporter for PythonReporter {
    fn log(&self, level: Level, logger: &str, message: &str) {
        // A log handler of the project's that raises must not end a migration: Python's logging swallows that too.
        let _ = with_current_vm(|vm| log(vm, level, logger, message));
    }

    fn warn(&self, category: &str, message: &str) {
        let _ = with_current_vm(|vm| crate::native::errors::warn(vm, category, message));
    }
}

/// Whether a logger or one of those above it has a handler; also where logging was never imported.
pub(crate) fn is_configured(logger: &str, vm: &VirtualMachine) -> bool {
    let asked = || -> PyResult<bool> {
        let logging = vm.import("logging", 0)?;
        let logger = logging.get_attr("getLogger", vm)?.call((vm.ctx.new_str(logger),), vm)?;
        logger.get_attr("hasHandlers", vm)?.call((), vm)?.try_to_bool(vm)
    };
    asked().unwrap_or(false)
}

fn log(vm: &VirtualMachine, level: Level, logger: &str, message: &str) -> PyResult<()> {
    let logging = vm.import("logging", 0)?;
    let number: i32 = level as i32;
    let plans = state::plans();
    if let Some(plans) = &plans
        && plans.write(logger, number, message, &logging, vm)?
    {
        return Ok(());
    }
    logging
        .get_attr("_limbeck_log", vm)?
        .call((vm.ctx.new_str(logger), vm.ctx.new_int(number), vm.ctx.new_str(message)), vm)?;
    Ok(())
}
