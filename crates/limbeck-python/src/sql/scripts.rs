//! Finds the scripts of a directory that belongs to no project.

use super::Script;
use crate::{
    headers::PythonScripts,
    native::imports,
    parallel,
    statics::{self, Reading},
};
use limbeck::script::FrontEnd;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Every Python file below the directories that declares a revision, in order of directories and names.
///
/// Files are called by their place below what the directories have in common.
///
/// # Errors
/// A directory that cannot be read.
pub fn find(directories: &[PathBuf]) -> io::Result<Vec<Script>> {
    let mut files = Vec::new();
    for directory in directories {
        list(directory, &mut files)?;
    }
    let base = common(directories);
    let revisions = parallel::map(&files, |path| declared(path));
    let scripts = files.into_iter().zip(revisions).filter_map(|(path, revision)| {
        let revision = match revision? {
            Declared::Known(revision) => revision,
            // A file whose names are computed; one that cannot be run is shown with what it raises.
            Declared::Computed => {
                PythonScripts.read(&path).map_or(Some(String::new()), |header| header.revision)?
            }
        };
        let file = path.strip_prefix(&base).unwrap_or(&path).to_string_lossy().into_owned();
        Some(Script { path, file, revision })
    });
    Ok(scripts.collect())
}

enum Declared {
    Known(String),
    Computed,
}

/// The revision that a file declares; `None` for a file that is no revision.
fn declared(path: &Path) -> Option<Declared> {
    let source = imports::read_source(path).ok()?;
    match statics::read_header(&source, &path.to_string_lossy()).ok()? {
        Reading::Header(header) => header.revision.map(Declared::Known),
        Reading::NeedsExecution { .. } => {
            let assigns = |name: &str| {
                source.lines().any(|line| {
                    line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(['=', ':', ',']))
                })
            };
            (assigns("revision") && assigns("down_revision")).then_some(Declared::Computed)
        }
    }
}

/// Files of a directory by name, then those of its subdirectories by name.
fn list(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(directory)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            if !path.is_symlink() {
                folders.push(path);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
    folders.iter().try_for_each(|folder| list(folder, files))
}

fn common(directories: &[PathBuf]) -> PathBuf {
    let mut base = directories.first().cloned().unwrap_or_default();
    while !directories.iter().all(|directory| directory.starts_with(&base)) {
        if !base.pop() {
            break;
        }
    }
    base
}

/// The directory from which the package that holds a directory can be imported, if there is one.
pub fn package_root(directory: &Path) -> Option<PathBuf> {
    let is_package = |directory: &Path| directory.join("__init__.py").is_file();
    let mut root = directory.ancestors().find(|ancestor| is_package(ancestor))?;
    while let Some(parent) = root.parent()
        && is_package(parent)
    {
        root = parent;
    }
    root.parent().map(Path::to_owned)
}
