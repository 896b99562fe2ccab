//! Ctrl-C and SIGTERM: the first ends the step in an orderly way, the second ends the program.

use limbeck::runtime::Interrupt;
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    iterator::Signals,
};

/// Watches for signals on a thread of its own.
pub(crate) fn watch(interrupt: Interrupt) {
    // Without the watcher signals end the program at once, and databases roll back by themselves.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let spawned = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for (count, _) in signals.forever().enumerate() {
            if count > 0 {
                std::process::exit(130);
            }
            interrupt.trigger();
        }
    });
    drop(spawned);
}
