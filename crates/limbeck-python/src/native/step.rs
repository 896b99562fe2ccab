//! Whether a migration step is running, as opposed to `env.py` or a module's top level.
//!
//! While one runs, calling a value of a package that is not there is refused: whatever it would
//! have done to the database would be missing.

use std::cell::Cell;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a step is running on this thread.
pub fn is_running() -> bool {
    RUNNING.get()
}

/// Runs `upgrade` or `downgrade` of a script as a step.
pub fn run<R>(action: impl FnOnce() -> R) -> R {
    let before = RUNNING.replace(true);
    let result = action();
    RUNNING.set(before);
    result
}
