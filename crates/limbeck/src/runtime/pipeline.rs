//! Plain steps one after the other, without waiting for the database, where its connection can pipeline.
//!
//! Such a stretch of steps lies behind a savepoint. Should one of its statements turn out to have failed, all of
//! it is taken back and run again with every answer waited for: the error is then met by the step and at the line
//! it belongs to, as if nobody had hurried. Log lines are held back until everything that was sent before them is
//! known to be well, so that a run never says that it does what it would not have come to.

use super::{
    context::LOGGER,
    context::{MigrationContext, Run},
    error::Error,
    report::Level,
    sink::{Outcome, refused},
};
use crate::{dialect::Statement, name::QualifiedName, revision::RevisionStep};
use indexmap::IndexSet;
use std::collections::VecDeque;

/// Steps that are run again at most when one fails.
const LONGEST: usize = 100;

/// Steps that are not waited for, and what was known before the first of them.
pub(super) struct Stretch {
    steps: Vec<RevisionStep>,
    rows: Vec<String>,
    created_types: IndexSet<QualifiedName>,
    held: VecDeque<Held>,
    said: usize,
}

/// A line of the log that waits for answers.
struct Held {
    /// How many.
    after: u64,
    level: Level,
    text: String,
}

impl MigrationContext {
    /// A line of the log, in its turn.
    pub(super) fn say(&self, level: Level, text: String) {
        {
            let mut state = self.state_mut();
            if state.repeated > 0 {
                state.repeated -= 1;
                return;
            }
            let progress = state.sink.session().map(|session| session.borrow().progress());
            if let (Some(stretch), Some((sent, answered))) = (&mut state.stretch, progress) {
                if sent > answered {
                    stretch.held.push_back(Held { after: sent, level, text });
                    return;
                }
                stretch.said += 1;
            }
        }
        self.reporter().log(level, LOGGER, &text);
    }

    /// Says what was held back for answers that have come.
    fn catch_up(&self) {
        loop {
            let line = {
                let mut state = self.state_mut();
                let Some(session) = state.sink.session() else { return };
                let (_, answered) = session.borrow().progress();
                let Some(stretch) = &mut state.stretch else { return };
                if stretch.held.front().is_none_or(|line| line.after > answered) {
                    return;
                }
                stretch.said += 1;
                stretch.held.pop_front()
            };
            if let Some(Held { level, text, .. }) = line {
                self.reporter().log(level, LOGGER, &text);
            }
        }
    }

    /// Sends a statement whose answer is looked at later, if the step that runs is of a stretch; `None` if it is not.
    pub(super) fn send_pipelined(
        &self,
        statement: &Statement,
        expected: Option<u64>,
    ) -> Option<Result<Outcome, Error>> {
        let session = {
            let state = self.state();
            let fits = state.stretch.is_some() && !statement.verbatim && statement.parameters.is_empty();
            state.sink.session().filter(|_| fits)?
        };
        let send = || -> Result<Outcome, Error> {
            self.catch_up();
            while session.borrow().is_full(statement.sql.len()) {
                let received = session.borrow_mut().receive_ahead();
                received.map_err(|error| refused(error, ""))?;
                self.catch_up();
            }
            let sent = session.borrow_mut().send_ahead(&statement.sql, expected);
            sent.map(|()| Outcome::Deferred).map_err(|error| refused(error, &statement.sql))
        };
        Some(send())
    }

    /// Waits for all answers.
    pub(super) fn settle(&self) -> Result<(), Error> {
        let Some(session) = self.session() else { return Ok(()) };
        loop {
            self.catch_up();
            let received = session.borrow_mut().receive_ahead();
            if !received.map_err(|error| refused(error, ""))? {
                break;
            }
        }
        if session.borrow().ahead_failed() { Err(Error::Behind) } else { Ok(()) }
    }

    /// Before a step begins: whether it is waited for.
    pub(super) fn set_pace(&self, run: &Run, step: Option<&RevisionStep>, plain: bool) -> Result<(), Error> {
        let hurry = plain && run.careful == 0 && self.may_hurry();
        let ends =
            self.state().stretch.as_ref().is_some_and(|stretch| !hurry || stretch.steps.len() >= LONGEST);
        if ends {
            self.settle()?;
            if let Some(session) = self.session() {
                session.borrow_mut().keep_ahead().map_err(|error| refused(error, ""))?;
            }
            self.state_mut().stretch = None;
        }
        if let Some(step) = step.filter(|_| hurry) {
            let mut state = self.state_mut();
            let (rows, created_types) = (state.rows.clone(), state.created_types.clone());
            let stretch = state.stretch.get_or_insert_with(|| Stretch {
                steps: Vec::new(),
                rows,
                created_types,
                held: VecDeque::new(),
                said: 0,
            });
            stretch.steps.push(step.clone());
        }
        Ok(())
    }

    /// In one transaction for all steps, which the database takes back as a whole.
    fn may_hurry(&self) -> bool {
        let state = self.state();
        state.capabilities.transactional_ddl
            && !state.options.transaction_per_migration
            && (state.transaction || state.external_transaction)
            && state.sink.session().is_some_and(|session| session.borrow().can_run_ahead())
    }

    /// To be called when a step has failed, before it is given up: whether something that was sent before
    /// has failed in truth. Then all that was not waited for was taken back, and the run goes on with its steps again.
    ///
    /// # Errors
    /// The connection is gone.
    pub fn fall_back(&self, run: &mut Run) -> Result<bool, Error> {
        if self.state().stretch.is_none() {
            return Ok(false);
        }
        let Some(session) = self.session() else { return Ok(false) };
        if session.borrow().check().is_err() {
            return Ok(false);
        }
        match self.settle() {
            Ok(()) => return Ok(false),
            Err(Error::Behind) => {}
            Err(error) => return Err(error),
        }
        if let Some((statement, error)) = session.borrow_mut().take_back_ahead() {
            return Err(refused(error, &statement));
        }
        let mut state = self.state_mut();
        if let Some(stretch) = state.stretch.take() {
            run.careful = stretch.steps.len();
            run.scope = None;
            for step in stretch.steps.into_iter().rev() {
                run.steps.push_front(step);
            }
            state.rows = stretch.rows;
            state.created_types = stretch.created_types;
            state.repeated = stretch.said;
            state.current = None;
        }
        Ok(true)
    }
}
