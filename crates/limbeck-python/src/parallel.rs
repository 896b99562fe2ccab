//! Work that needs no VM, on all processors: reading, parsing and compiling many files.
//!
//! The threads have large stacks, since parser and code generator recurse; the memory is reserved,
//! and used only as far as a file needs it.

use std::{
    io,
    num::NonZeroUsize,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Enough for an expression of the nesting limit, in the parser and in the code generator; and what
/// is tried where the system does not reserve so much.
pub(crate) const STACKS: [usize; 4] = [1 << 30, 1 << 28, 1 << 26, 1 << 24];

/// Items taken at a time: fewer and the threads wait for each other's counter, more and one works longer than the others.
const BATCH: usize = 16;

/// How many threads are worth starting for so many files.
pub(crate) fn thread_count(files: usize) -> usize {
    let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    processors.min(8).min(files.div_ceil(BATCH)).max(1)
}

/// Something that threads share, and wait for changes of.
#[derive(Default)]
pub(crate) struct Shared<T> {
    state: Mutex<T>,
    changed: Condvar,
}

impl<T> Shared<T> {
    /// The state, when nobody else has it. Where a thread panicked with it, that was reported there.
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state again, after somebody has changed it.
    pub(crate) fn wait<'a>(&self, state: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells all who wait that the state has changed.
    pub(crate) fn tell(&self) {
        self.changed.notify_all();
    }
}

/// What `make` makes of each item, in their order.
///
/// `make` must not panic. Without any thread the work is done here, with what stack there is.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            let Some(rest) = items.get(start..).filter(|rest| !rest.is_empty()) else { return made };
            made.push((start, rest.iter().take(BATCH).map(&make).collect::<Vec<R>>()));
        }
    };
    let mut batches = thread::scope(|scope| {
        let threads: Vec<_> = (0..thread_count(items.len()))
            .filter_map(|_| {
                STACKS.iter().find_map(|size| {
                    let builder = thread::Builder::new().name("files".to_owned()).stack_size(*size);
                    builder.spawn_scoped(scope, work).ok()
                })
            })
            .collect();
        let mut batches = Vec::new();
        for thread in threads {
            match thread.join() {
                Ok(made) => batches.extend(made),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        // What no thread has taken, because none could be started.
        batches.extend(work());
        batches
    });
    batches.sort_unstable_by_key(|(start, _)| *start);
    batches.into_iter().flat_map(|(_, made)| made).collect()
}

/// Runs `action` on a thread with a stack large enough for deeply nested expressions.
///
/// The memory is reserved, not used, until it is needed. Where the system refuses to reserve so
/// much, less is tried.
pub fn on_large_stack<R: Send>(action: impl FnOnce() -> R + Send) -> io::Result<R> {
    let mut action = Some(action);
    let mut result = None;
    let mut last = io::Error::other("no thread could be started");
    for size in STACKS {
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_order_is_kept() {
        let numbers: Vec<usize> = (0..1000).collect();
        assert_eq!(
            super::map(&numbers, |number| number * 2),
            (0..1000).map(|number| number * 2).collect::<Vec<_>>()
        );
        assert_eq!(super::map(&[] as &[u8], |_| 0), Vec::<i32>::new());
    }
}
