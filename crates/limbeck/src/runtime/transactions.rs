//! Transaction policy: which `begin_transaction()` opens a transaction and which does not.
//!
//! Source: spec/alembic-surface.md §4.3; DESIGN §1 (promise 2) and §3 "SQLite sessions".

use super::{context::MigrationContext, error::Error, sink::refused};

/// What `begin_transaction()` opened; given back to [`MigrationContext::end_transaction`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Nothing: another scope, or the user, has the say.
    Nothing,
    /// A transaction in the database.
    Transaction,
    /// `BEGIN;` and `COMMIT;` in a script.
    Script,
}

impl MigrationContext {
    /// Opens a transaction if this is the place for it: around the run, or around each step.
    pub fn begin_transaction(&self, per_migration: bool) -> Result<Scope, Error> {
        let mut state = self.state_mut();
        if state.external_transaction {
            return Ok(Scope::Nothing);
        }
        let transactional = state.capabilities.transactional_ddl;
        let here = if transactional {
            per_migration == state.options.transaction_per_migration
        } else {
            per_migration
        };
        if !here || (!transactional && (state.offline || state.transaction)) {
            return Ok(Scope::Nothing);
        }
        state.sink.begin()?;
        if state.offline {
            return Ok(Scope::Script);
        }
        state.transaction = true;
        Ok(Scope::Transaction)
    }

    /// Ends what `begin_transaction` opened.
    pub fn end_transaction(&self, scope: Scope, failed: bool) -> Result<(), Error> {
        let mut state = self.state_mut();
        match scope {
            Scope::Nothing => {}
            Scope::Script if failed => {}
            Scope::Script => state.sink.commit()?,
            Scope::Transaction => {
                state.transaction = false;
                if failed {
                    // The rows of the version table are what they were; a failure to say so loses nothing.
                    let _ = state.sink.rollback();
                    if let Some(committed) = state.committed.clone() {
                        state.rows = committed;
                    }
                } else {
                    match state.sink.session().filter(|_| state.plain) {
                        Some(session) => {
                            let done = session.borrow_mut().commit_later();
                            done.map_err(|error| refused(error, "COMMIT"))?;
                        }
                        None => state.sink.commit()?,
                    }
                    // What a later step that fails leads back to.
                    state.committed = Some(state.rows.clone());
                }
            }
        }
        Ok(())
    }

    /// Leaves the transaction for statements that cannot run in one. Returns what to give back.
    pub fn autocommit_enter(&self) -> Result<AutocommitScope, Error> {
        let mut state = self.state_mut();
        if state.offline {
            if state.capabilities.transactional_ddl {
                state.sink.commit()?;
            }
            return Ok(AutocommitScope { was_in_transaction: false });
        }
        let Some(session) = state.sink.session() else {
            return Ok(AutocommitScope { was_in_transaction: false });
        };
        let mut session = session.borrow_mut();
        let was_in_transaction = session.in_transaction();
        if was_in_transaction {
            if !state.transaction {
                return Err(Error::Command(
                    "autocommit_block() found a transaction that is not the migration's own; \
                     commit it before context.configure()"
                        .to_owned(),
                ));
            }
            session.commit().map_err(|error| refused(error, "COMMIT"))?;
            state.transaction = false;
        }
        session.set_autocommit(true);
        Ok(AutocommitScope { was_in_transaction })
    }

    /// Goes back to where `autocommit_enter` came from.
    pub fn autocommit_exit(&self, scope: AutocommitScope) -> Result<(), Error> {
        let mut state = self.state_mut();
        if state.offline {
            if state.capabilities.transactional_ddl {
                state.sink.begin()?;
            }
            return Ok(());
        }
        if let Some(session) = state.sink.session() {
            let mut session = session.borrow_mut();
            session.commit().map_err(|error| refused(error, "COMMIT"))?;
            session.set_autocommit(false);
            if scope.was_in_transaction {
                session.begin();
                state.transaction = true;
            }
        }
        Ok(())
    }
}

/// What an autocommit block found.
#[derive(Clone, Copy, Debug)]
pub struct AutocommitScope {
    was_in_transaction: bool,
}
