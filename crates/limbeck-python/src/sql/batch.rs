//! What is to be run, who takes which script next, and who runs for too long.

use crate::preflight::Direction;
use limbeck::{
    command::sql::{Case, Ending},
    error::Failure,
    runtime::Interrupt,
};
use std::{
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, Thread},
    time::{Duration, Instant},
};

/// A script with no end is stopped after this time, counted over all its cases. Generous, since it is the clock's
/// time and not the processor's: a busy machine must not change an answer.
const LIMIT: Duration = Duration::from_mins(2);

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(200);

/// A revision's script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The file.
    pub path: PathBuf,
    /// Its name in answers.
    pub file: String,
    /// The revision.
    pub revision: String,
}

/// Scripts, and what is asked of each.
pub struct Batch {
    scripts: Vec<Script>,
    dialects: Vec<String>,
    directions: Vec<Direction>,
    /// What scripts print is thrown away; else it goes to standard error.
    pub(super) quiet: bool,
    next: AtomicUsize,
    answers: Mutex<Vec<(usize, Vec<Ending>)>>,
    clocks: Mutex<Vec<Clock>>,
    done: AtomicBool,
}

struct Clock {
    worker: usize,
    started: Instant,
    interrupt: Interrupt,
}

impl Batch {
    /// Every function of `directions` of every script on every dialect.
    pub fn new(scripts: Vec<Script>, dialects: Vec<String>, directions: Vec<Direction>, quiet: bool) -> Self {
        Self {
            scripts,
            dialects,
            directions,
            quiet,
            next: AtomicUsize::new(0),
            answers: Mutex::default(),
            clocks: Mutex::default(),
            done: AtomicBool::new(false),
        }
    }

    /// How many interpreters are worth starting.
    pub(super) fn workers(&self) -> usize {
        crate::parallel::thread_count(self.scripts.len())
    }

    /// Each dialect and direction, in the order of the answer.
    pub(super) fn cases(&self) -> impl Iterator<Item = (&str, Direction)> {
        self.dialects
            .iter()
            .flat_map(|dialect| self.directions.iter().map(move |direction| (dialect.as_str(), *direction)))
    }

    /// A script that nobody has taken yet.
    pub(super) fn take(&self) -> Option<(usize, &Script)> {
        let index = self.next.fetch_add(1, Ordering::Relaxed);
        self.scripts.get(index).map(|script| (index, script))
    }

    /// Keeps the answers for a script, in the order of [`Self::cases`].
    pub(super) fn answer(&self, index: usize, endings: Vec<Ending>) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).push((index, endings));
    }

    /// Interrupts the worker if it has not said [`Self::stop_clock`] in time.
    pub(super) fn start_clock(&self, worker: usize, interrupt: &Interrupt) {
        let clock = Clock { worker, started: Instant::now(), interrupt: interrupt.clone() };
        self.clocks.lock().unwrap_or_else(PoisonError::into_inner).push(clock);
    }

    /// The worker's script has ended.
    pub(super) fn stop_clock(&self, worker: usize) {
        self.clocks.lock().unwrap_or_else(PoisonError::into_inner).retain(|clock| clock.worker != worker);
    }

    /// Looks at the clocks until [`Self::finish`].
    pub(super) fn watch(&self) {
        while !self.done.load(Ordering::Acquire) {
            thread::park_timeout(TICK);
            let clocks = self.clocks.lock().unwrap_or_else(PoisonError::into_inner);
            for clock in clocks.iter().filter(|clock| clock.started.elapsed() > LIMIT) {
                clock.interrupt.trigger();
            }
        }
    }

    /// Ends [`Self::watch`].
    pub(super) fn finish(&self, watcher: &Thread) {
        self.done.store(true, Ordering::Release);
        watcher.unpark();
    }

    /// Whether every script was answered for.
    pub(super) fn complete(&self) -> Result<(), Failure> {
        let answered = self.answers.lock().unwrap_or_else(PoisonError::into_inner).len();
        if answered == self.scripts.len() {
            return Ok(());
        }
        Err(Failure::exception("LB0309", "env.py ended without running migrations")
            .help("let it call context.run_migrations(), or look at the scripts alone with --versions DIR"))
    }

    /// The answers, in the order of the scripts.
    pub fn into_cases(self) -> Vec<Case> {
        let mut answers = self.answers.into_inner().unwrap_or_else(PoisonError::into_inner);
        answers.sort_unstable_by_key(|(index, _)| *index);
        let wanted: Vec<(&str, Direction)> = self
            .dialects
            .iter()
            .flat_map(|dialect| self.directions.iter().map(move |direction| (dialect.as_str(), *direction)))
            .collect();
        let mut cases = Vec::with_capacity(answers.len() * wanted.len());
        for (index, endings) in answers {
            let Some(script) = self.scripts.get(index) else { continue };
            cases.extend(endings.into_iter().zip(&wanted).map(|(ending, (dialect, direction))| Case {
                file: script.file.clone(),
                revision: script.revision.clone(),
                dialect: (*dialect).to_owned(),
                direction: direction.function(),
                ending,
            }));
        }
        cases
    }
}
