//! Ending a run from outside: what a signal's thread triggers.

use std::{
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Set by a signal; ends what a session is doing.
///
/// Cheap to clone. The signal's thread calls [`Interrupt::trigger`], which cancels the running
/// statement; every later statement of the run is refused.
#[derive(Clone, Default)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
    cancel: Arc<Mutex<Option<Canceller>>>,
    also: Arc<Mutex<Vec<Canceller>>>,
    /// Wakes whoever sleeps.
    bell: Arc<(Mutex<()>, Condvar)>,
}

/// Ends the running statement of one connection.
type Canceller = Box<dyn Fn() + Send + Sync>;

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interrupt").field("triggered", &self.is_triggered()).finish_non_exhaustive()
    }
}

impl Interrupt {
    /// Asks the run to stop and cancels its running statement.
    pub fn trigger(&self) {
        self.flag.store(true, Ordering::SeqCst);
        if let Ok(cancel) = self.cancel.lock()
            && let Some(cancel) = cancel.as_ref()
        {
            cancel();
        }
        if let Ok(also) = self.also.lock() {
            also.iter().for_each(|call| call());
        }
        // Whoever is about to sleep has looked at the flag under this lock.
        drop(self.bell.0.lock());
        self.bell.1.notify_all();
    }

    /// Sleeps, but not longer than until the run is asked to stop; whether it was.
    pub fn sleep(&self, duration: Duration) -> bool {
        let (lock, bell) = &*self.bell;
        if let Ok(guard) = lock.lock() {
            // What comes back is looked at by the flag alone.
            drop(bell.wait_timeout_while(guard, duration, |()| !self.is_triggered()));
        }
        self.is_triggered()
    }

    /// Has something else called when the run is asked to stop: a front end that runs the user's code.
    pub fn on_trigger(&self, call: impl Fn() + Send + Sync + 'static) {
        if let Ok(mut also) = self.also.lock() {
            also.push(Box::new(call));
        }
    }

    /// Whether the run was asked to stop.
    pub fn is_triggered(&self) -> bool {
        self.flag.load(Ordering::SeqCst)
    }

    pub(super) fn watch(&self, canceller: Option<Canceller>) {
        if let Ok(mut cancel) = self.cancel.lock() {
            *cancel = canceller;
        }
    }
}
