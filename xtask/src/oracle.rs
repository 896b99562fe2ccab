//! `cargo xtask oracle`: renews the expected texts of `.case` files from real Alembic and SQLAlchemy.

use std::{fs, path::Path, process::Command};

/// Directories of `.case` files with a `record.py` of their own.
const RECORDERS: [&str; 2] = ["crates/limbeck/tests/ddl", "crates/limbeck/tests/statement"];

/// Runs each recorder over the case files beside it; `--check` only says which would change.
pub fn run(root: &Path, arguments: &[String]) -> bool {
    if !Command::new(root.join("scripts/oracle-venv")).status().is_ok_and(|status| status.success()) {
        eprintln!("scripts/oracle-venv failed: there is no real Alembic to ask");
        return false;
    }
    RECORDERS.iter().all(|directory| record(root, &root.join(directory), arguments))
}

fn record(root: &Path, directory: &Path, arguments: &[String]) -> bool {
    let Ok(entries) = fs::read_dir(directory) else {
        eprintln!("{} cannot be read", directory.display());
        return false;
    };
    let mut cases: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "case"))
        .collect();
    cases.sort();
    Command::new(root.join(".oracle/venv/bin/python"))
        .arg(directory.join("record.py"))
        .args(arguments)
        .args(cases)
        .status()
        .is_ok_and(|status| status.success())
}
