//! `edit`: opens revision files in the user's editor.

use super::show;
use crate::{
    error::Failure,
    python::python_repr,
    revision::{RevisionArgument, RevisionMap},
    script::python_os_error,
};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

/// Editors that are tried after the user's own.
const EDITORS: &[&str] = if cfg!(windows) {
    &["code.exe", "notepad++.exe", "notepad.exe"]
} else {
    &["sensible-editor", "editor", "nano", "vim", "code"]
};

/// The files that a symbol means; for `current` the rows of the version table are the argument.
pub fn edited_files(
    map: &RevisionMap,
    symbol: &str,
    rows: Option<&[String]>,
) -> Result<Vec<PathBuf>, Failure> {
    let argument = match rows {
        Some([]) => return Err(Failure::command("No current revisions")),
        Some(rows) => RevisionArgument::from(rows),
        None => RevisionArgument::from(symbol),
    };
    let shown = show(map, &argument)?;
    if shown.revisions.is_empty() {
        return Err(Failure::command(format!(
            "No revision files indicated by symbol {}",
            python_repr(symbol)
        )));
    }
    Ok(shown.revisions.iter().filter_map(|revision| revision.path().map(Path::to_owned)).collect())
}

/// Opens one file and waits until the editor ends.
pub fn open_in_editor(file: &Path) -> Result<(), Failure> {
    let failed = |reason: String| Failure::command(format!("Error executing editor ({reason})"));
    let editor = find_editor(|name| std::env::var_os(name)).ok_or_else(|| {
        failed(
            "No suitable editor found. Please set the \"EDITOR\" or \"VISUAL\" environment variables"
                .to_owned(),
        )
    })?;
    let status = Command::new(&editor).arg(file).status().map_err(|error| {
        let shown = python_os_error(&error, &editor);
        failed(shown.split_once(": ").map_or_else(|| shown.clone(), |(_, text)| text.to_owned()))
    })?;
    if status.success() {
        return Ok(());
    }
    let command = format!(
        "Command '[{}, {}]'",
        python_repr(&editor.display().to_string()),
        python_repr(&file.display().to_string())
    );
    Err(failed(match status.code() {
        Some(code) => format!("{command} returned non-zero exit status {code}."),
        None => format!("{command} died with a signal."),
    }))
}

/// The user's editor where there is one of that name, else the first of the usual ones.
fn find_editor(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let mut candidates: Vec<OsString> = EDITORS.iter().map(OsString::from).collect();
    for (position, name) in ["EDITOR", "VISUAL"].into_iter().enumerate() {
        let Some(choice) = variable(name) else { continue };
        if Path::new(&choice).exists() {
            return Some(choice.into());
        }
        if !choice.to_string_lossy().contains(std::path::MAIN_SEPARATOR) {
            candidates.insert(position.min(candidates.len()), choice);
        }
    }
    let path = variable("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    candidates
        .into_iter()
        .find_map(|candidate| folders.iter().map(|folder| folder.join(&candidate)).find(|file| file.exists()))
}
