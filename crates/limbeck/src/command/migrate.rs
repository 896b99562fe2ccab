//! `upgrade`, `downgrade`, `stamp` and the commands that only look: what each wants of env.py.
//!
//! A [`Migration`] is data; running it is the environment's business.

use crate::{
    error::Failure,
    revision::{RevisionMap, RevisionStep},
    runtime::{Error, MigrationContext, Plan},
};
use std::rc::Rc;

/// What a command wants of the environment.
#[derive(Clone)]
pub struct Migration {
    /// The command's name.
    pub command: &'static str,
    /// Write SQL, run nothing.
    pub as_sql: bool,
    /// Left side of `a:b`.
    pub starting_revision: Option<String>,
    /// Where to go, as written.
    pub destination: Vec<String>,
    /// `--tag`.
    pub tag: Option<String>,
    /// Empty the version table first.
    pub purge: bool,
    /// Leave a missing version table missing.
    pub read_only: bool,
    /// Which steps lead on.
    pub plan: Plan,
}

impl Migration {
    fn new(command: &'static str, as_sql: bool, plan: Plan) -> Self {
        Self {
            command,
            as_sql,
            starting_revision: None,
            destination: Vec::new(),
            tag: None,
            purge: false,
            read_only: false,
            plan,
        }
    }
}

impl Migration {
    /// `sql`: writes single revisions; the front end knows which.
    pub fn write_revisions() -> Self {
        Self::new("sql", true, Rc::new(|_, _, _, _| Ok(Vec::new())))
    }
}

/// `upgrade REVISION`.
pub fn upgrade(revision: &str, sql: bool, tag: Option<String>) -> Result<Migration, Failure> {
    let (start, target) = range(revision, sql)?;
    let wanted = target.clone();
    let plan = move |map: &RevisionMap, rows: &[String], _: &MigrationContext, _: &mut Vec<String>| {
        map.upgrade_steps(rows, &wanted).map_err(Error::from)
    };
    Ok(Migration {
        starting_revision: start,
        destination: vec![target],
        tag,
        ..Migration::new("upgrade", sql, Rc::new(plan))
    })
}

/// `downgrade REVISION`.
pub fn downgrade(revision: &str, sql: bool, tag: Option<String>) -> Result<Migration, Failure> {
    let (start, target) = range(revision, sql)?;
    if sql && start.is_none() {
        return Err(Failure::command("downgrade with --sql requires <fromrev>:<torev>")
            .help("name the revision the script starts from, such as: downgrade head:-1 --sql"));
    }
    let wanted = target.clone();
    let plan = move |map: &RevisionMap, rows: &[String], _: &MigrationContext, warnings: &mut Vec<String>| {
        map.downgrade_steps(rows, &wanted, warnings).map_err(Error::from)
    };
    Ok(Migration {
        starting_revision: start,
        destination: vec![target],
        tag,
        ..Migration::new("downgrade", sql, Rc::new(plan))
    })
}

/// `stamp REVISION…`.
pub fn stamp(
    revisions: &[String],
    sql: bool,
    tag: Option<String>,
    purge: bool,
) -> Result<Migration, Failure> {
    let mut start: Option<String> = None;
    let mut targets = Vec::with_capacity(revisions.len());
    for revision in revisions {
        match (sql, split(revision)?) {
            (true, (Some(from), to)) => {
                if start.as_deref() != Some(from.as_str()) {
                    if start.is_some() {
                        return Err(Failure::command(
                            "Stamp operation with --sql only supports a single starting revision at a time",
                        ));
                    }
                    start = Some(from);
                }
                targets.push(to);
            }
            (true, (None, to)) => targets.push(to),
            (false, _) => targets.push(revision.clone()),
        }
    }
    let wanted = targets.clone();
    let plan = move |map: &RevisionMap, rows: &[String], _: &MigrationContext, _: &mut Vec<String>| {
        map.stamp_steps(rows, &wanted).map_err(Error::from)
    };
    Ok(Migration {
        starting_revision: start,
        destination: targets,
        tag,
        purge,
        ..Migration::new("stamp", sql, Rc::new(plan))
    })
}

/// Looks at the rows of the version table and runs nothing. `read_only` leaves a missing table missing,
/// as `current` does; `history -i` and `show current` make it. `see` is called for each run of env.py's.
pub fn look(
    command: &'static str,
    read_only: bool,
    see: impl Fn(&RevisionMap, &[String], &MigrationContext) -> Result<(), Error> + 'static,
) -> Migration {
    let plan = move |map: &RevisionMap,
                     rows: &[String],
                     context: &MigrationContext,
                     _: &mut Vec<String>|
          -> Result<Vec<RevisionStep>, Error> {
        see(map, rows, context)?;
        Ok(Vec::new())
    };
    Migration { read_only, ..Migration::new(command, false, Rc::new(plan)) }
}

/// `ensure_version`: makes the version table where it is missing, or writes how it is made.
pub fn ensure_version(sql: bool) -> Migration {
    let plan = move |map: &RevisionMap,
                     _: &[String],
                     context: &MigrationContext,
                     _: &mut Vec<String>|
          -> Result<Vec<RevisionStep>, Error> {
        // With a database the run itself makes a missing table before its first step.
        if context.info().offline {
            context.create_version_table(map)?;
        }
        Ok(Vec::new())
    };
    Migration::new("ensure_version", sql, Rc::new(plan))
}

/// `a:b` with `--sql`, one revision without.
fn range(revision: &str, sql: bool) -> Result<(Option<String>, String), Failure> {
    if revision.contains(':') && !sql {
        return Err(Failure::command("Range revision not allowed")
            .help("a range such as a:b only makes sense with --sql"));
    }
    split(revision)
}

fn split(revision: &str) -> Result<(Option<String>, String), Failure> {
    let parts: Vec<&str> = revision.split(':').collect();
    match parts.as_slice() {
        [only] => Ok((None, (*only).to_owned())),
        [from, to] => Ok((Some((*from).to_owned()), (*to).to_owned())),
        _ => Err(Failure::exception("LB0102", "ValueError: too many values to unpack (expected 2)")
            .help("a range has one colon: from:to")),
    }
}
