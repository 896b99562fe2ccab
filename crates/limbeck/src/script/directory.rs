//! The directory of revision files: which files there are, in Alembic's order, and the graph they make.
//!
//! What is inside a file is read by a [`FrontEnd`], so that Python files, SQL files and others can lie side by side.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Component, Path, PathBuf};

use super::config::Config;
use super::error::ScriptError;
use super::options::PostWriteHook;
use crate::origin::Origin;
use crate::revision::{Revision, RevisionError, RevisionMap, RevisionSource, Surface};

/// Reads the headers of one kind of revision file.
pub trait FrontEnd {
    /// Whether files of this name are revision files of this front end.
    fn claims(&self, path: &Path) -> bool;

    /// Reads what the file declares about its revision, without running it where that is possible.
    fn read(&self, path: &Path) -> Result<RevisionHeader, HeaderError>;

    /// Reads many files; the answers are in their order and may end after the first error.
    ///
    /// A front end may read on several threads, but runs what it must run one after another, and nothing after an error.
    fn read_all(&self, paths: &[&Path]) -> Vec<Result<RevisionHeader, HeaderError>> {
        let mut headers = Vec::with_capacity(paths.len());
        for path in paths {
            let header = self.read(path);
            let failed = header.is_err();
            headers.push(header);
            if failed {
                break;
            }
        }
        headers
    }
}

/// What a revision file declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevisionHeader {
    /// `revision`; `None` when the file declares none.
    pub revision: Option<String>,
    /// `down_revision` as a list.
    pub down_revisions: Vec<String>,
    /// `depends_on` as a list.
    pub depends_on: Vec<String>,
    /// `branch_labels` as a list.
    pub branch_labels: Vec<String>,
    /// The docstring; empty when there is none.
    pub doc: String,
    /// Where these are written.
    pub places: Places,
}

/// Line and column, from 1, of each declaration of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    /// Of `revision`.
    pub revision: Option<(u32, u32)>,
    /// Of `down_revision`.
    pub down_revision: Option<(u32, u32)>,
    /// Of `depends_on`.
    pub depends_on: Option<(u32, u32)>,
    /// Of `branch_labels`.
    pub branch_labels: Option<(u32, u32)>,
}

/// A revision file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    /// What is wrong.
    pub message: String,
    /// How Alembic would show it.
    pub surface: Surface,
    /// Line and column, from 1, when known.
    pub place: Option<(u32, u32)>,
    /// What to do, when there is more to say.
    pub help: Option<String>,
}

/// Something that is odd about the revision files; Alembic's `UserWarning`s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptWarning {
    /// Alembic's text.
    pub message: String,
    /// The file that gives cause for it.
    pub origin: Origin,
}

impl std::fmt::Display for ScriptWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Origin::File { path, line, .. } = &self.origin {
            write!(f, "{}:{line}: ", path.display())?;
        }
        write!(f, "UserWarning: {}", self.message)
    }
}

/// A directory of revision files and its settings.
#[derive(Debug, Clone)]
pub struct ScriptDirectory {
    /// The directory itself, as configured: where env.py and script.py.mako are.
    pub dir: PathBuf,
    /// Absolute directories of revision files.
    pub version_locations: Vec<PathBuf>,
    /// Whether the locations come from `version_locations` rather than from the default.
    pub has_configured_locations: bool,
    /// `file_template`.
    pub file_template: String,
    /// `truncate_slug_length`.
    pub truncate_slug_length: i64,
    /// `sourceless`: compiled files count where their source is absent.
    pub sourceless: bool,
    /// `recursive_version_locations`.
    pub recursive_version_locations: bool,
    /// `output_encoding`.
    pub output_encoding: String,
    /// `timezone`.
    pub timezone: Option<String>,
    /// The post-write hooks.
    pub hooks: Vec<PostWriteHook>,
    /// `prepend_sys_path`.
    pub prepend_sys_path: Vec<String>,
}

/// Whether Alembic takes a file for a revision by its name.
pub fn is_python_version_file(path: &Path, sourceless: bool) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    if name.starts_with(".#") || name.starts_with("__init__") {
        return false;
    }
    let source = name.strip_suffix(['c', 'o']).filter(|source| sourceless && has_source_suffix(source));
    has_source_suffix(source.unwrap_or(name))
}

fn has_source_suffix(name: &str) -> bool {
    name.strip_suffix(".py").is_some()
}

impl ScriptDirectory {
    /// Reads the settings and checks that the directory is there.
    pub fn from_config(config: &Config) -> Result<Self, ScriptError> {
        let location = config.script_location()?;
        let truncate_slug_length = config.truncate_slug_length()?;
        let prepend_sys_path = config.prepend_sys_path()?;
        let recursive_version_locations = config.recursive_version_locations()?;
        let dir = config.locate(&location, "script_location")?;
        let file_template = config.file_template()?;
        let sourceless = config.sourceless()?;
        let output_encoding = config.output_encoding()?;
        let locations = config.version_locations()?.unwrap_or_default();
        let timezone = config.timezone()?;
        let hooks = config.post_write_hooks()?;
        if !dir.exists() {
            let message = format!(
                "Path doesn't exist: {}.  Please use the 'init' command to create a new scripts folder.",
                dir.display()
            );
            return Err(ScriptError::command(message).at(config.origin("script_location")));
        }
        let mut version_locations = Vec::with_capacity(locations.len().max(1));
        for location in &locations {
            version_locations.push(absolute(&config.locate(location, "version_locations")?));
        }
        if locations.is_empty() {
            version_locations.push(absolute(&dir.join("versions")));
        }
        Ok(Self {
            dir,
            version_locations,
            has_configured_locations: !locations.is_empty(),
            file_template,
            truncate_slug_length,
            sourceless,
            recursive_version_locations,
            output_encoding,
            timezone,
            hooks,
            prepend_sys_path,
        })
    }

    /// No directory at all, for scripts that belong to no project.
    pub fn bare() -> Self {
        Self {
            dir: PathBuf::new(),
            version_locations: Vec::new(),
            has_configured_locations: false,
            file_template: String::new(),
            truncate_slug_length: 0,
            sourceless: false,
            recursive_version_locations: false,
            output_encoding: String::new(),
            timezone: None,
            hooks: Vec::new(),
            prepend_sys_path: Vec::new(),
        }
    }

    /// Where env.py is.
    pub fn env_py_location(&self) -> PathBuf {
        python_path(&self.dir.join("env.py"))
    }

    /// The only directory of revision files.
    pub fn single_version_location(&self) -> Result<&Path, ScriptError> {
        match self.version_locations.as_slice() {
            [only] => Ok(only),
            _ => Err(ScriptError::command("Multiple version_locations present")),
        }
    }

    /// Every file below the locations in Alembic's order, real paths, each once. A file met again adds a warning.
    pub fn files(&self, warnings: &mut Vec<ScriptWarning>) -> Result<Vec<PathBuf>, ScriptError> {
        // Asked only whether it has a path. As plain text: comparing paths part by part takes longer than reading the folder.
        let mut seen = HashSet::new();
        let mut files = Vec::new();
        for location in self.version_locations.iter().filter(|location| location.exists()) {
            let mut listed = Vec::new();
            let real = location.canonicalize().unwrap_or_else(|_| location.clone());
            self.list(location, &real, &mut listed)?;
            for file in listed {
                if seen.insert(file.clone().into_os_string()) {
                    files.push(file);
                } else {
                    let message = format!(
                        "File {} loaded twice! ignoring. Please ensure version_locations is unique.",
                        file.display()
                    );
                    warnings.push(ScriptWarning { message, origin: Origin::file(&file, 1, 0) });
                }
            }
        }
        Ok(files)
    }

    /// Lists a folder whose real path is `real`. Only links are looked up one by one: asking the system for the real path of
    /// each of a thousand files takes longer than reading them.
    fn list(&self, folder: &Path, real: &Path, files: &mut Vec<PathBuf>) -> Result<(), ScriptError> {
        let entries = std::fs::read_dir(folder).map_err(|error| ScriptError::unreadable(folder, &error))?;
        let mut names = BTreeMap::new();
        let mut folders = BTreeSet::new();
        for entry in entries {
            let entry = entry.map_err(|error| ScriptError::unreadable(folder, &error))?;
            let kind = entry.file_type().map_err(|error| ScriptError::unreadable(&entry.path(), &error))?;
            // Links to directories are directories, which are not entered.
            if kind.is_dir() {
                folders.insert(entry.file_name());
            } else if !kind.is_symlink() || !entry.path().is_dir() {
                names.insert(entry.file_name(), kind.is_symlink());
            }
        }
        let is_cache = folder.file_name().is_some_and(|name| name.to_string_lossy().ends_with("__pycache__"));
        if !is_cache {
            let stem = |name: &std::ffi::OsStr| {
                name.to_string_lossy().split('.').next().unwrap_or_default().to_owned()
            };
            files.extend(names.iter().map(|(name, is_link)| {
                let file = real.join(name);
                if *is_link { real_path(file) } else { file }
            }));
            let cache = folder.join("__pycache__");
            if self.sourceless && cache.is_dir() {
                let stems: BTreeSet<String> = names.keys().map(|name| stem(name)).collect();
                let compiled =
                    std::fs::read_dir(&cache).map_err(|error| ScriptError::unreadable(&cache, &error))?;
                let compiled: BTreeSet<_> =
                    compiled.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
                let sourceless = compiled.iter().filter(|name| !stems.contains(&stem(name)));
                files.extend(sourceless.map(|name| real_path(cache.join(name))));
            }
        }
        if self.recursive_version_locations {
            for name in folders {
                self.list(&folder.join(&name), &real.join(&name), files)?;
            }
        }
        Ok(())
    }

    /// Reads every revision file and builds the graph. Warnings are added also when the answer is an error.
    ///
    /// Errors of the graph are bare: a command whose reading Alembic guards adds [`ScriptError::caught`].
    pub fn load(
        &self,
        front_ends: &[&dyn FrontEnd],
        warnings: &mut Vec<ScriptWarning>,
    ) -> Result<RevisionMap, ScriptError> {
        let files = self.files(warnings)?;
        let claimed = |file: &Path| front_ends.iter().position(|front_end| front_end.claims(file));
        let files: Vec<(PathBuf, usize)> =
            files.into_iter().filter_map(|file| claimed(&file).map(|index| (file, index))).collect();
        let files: Vec<(PathBuf, usize)> =
            files.into_iter().filter(|(file, _)| !self.is_shadowed(file)).collect();
        let mut readings: Vec<_> = front_ends
            .iter()
            .enumerate()
            .map(|(index, front_end)| {
                let own: Vec<&Path> =
                    files.iter().filter(|(_, of)| *of == index).map(|(file, _)| file.as_path()).collect();
                front_end.read_all(&own).into_iter()
            })
            .collect();
        let mut revisions = Vec::with_capacity(files.len());
        let mut places = Vec::with_capacity(files.len());
        for (file, front_end) in &files {
            // Answers end only after an error, which ends this loop too.
            let Some(header) = readings.get_mut(*front_end).and_then(Iterator::next) else { break };
            let (revision, of_revision) = revision_of(header, file)?;
            revisions.push(revision);
            places.push(of_revision);
        }
        let declared = Declared { revisions: &revisions, files: &files, places: &places };
        let mut texts = Vec::new();
        let map = RevisionMap::with_warnings(revisions.iter().cloned(), &mut texts);
        warnings.extend(texts.into_iter().map(|message| {
            let origin = declared.place_of_warning(&message, map.as_ref().err());
            ScriptWarning { message, origin }
        }));
        map.map_err(|error| {
            let origin = declared.place_of(&error);
            ScriptError::Revision { error, origin }
        })
    }

    /// Reads the file of one new revision.
    pub fn read(&self, front_ends: &[&dyn FrontEnd], file: &Path) -> Result<Option<Revision>, ScriptError> {
        match front_ends.iter().find(|front_end| front_end.claims(file)) {
            Some(front_end) => revision_of(front_end.read(file), file).map(|(revision, _)| Some(revision)),
            None => Ok(None),
        }
    }

    /// Whether a compiled file is left out because its source, or a better compiled one, lies beside it.
    fn is_shadowed(&self, file: &Path) -> bool {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let Some(source) =
            name.strip_suffix(['c', 'o']).filter(|source| self.sourceless && has_source_suffix(source))
        else {
            return false;
        };
        file.with_file_name(source).exists()
            || name.ends_with('o') && file.with_file_name(format!("{source}c")).exists()
    }
}

/// A dangling link is listed by Alembic too, which then fails to read it.
fn real_path(file: PathBuf) -> PathBuf {
    file.canonicalize().unwrap_or(file)
}

fn revision_of(
    header: Result<RevisionHeader, HeaderError>,
    file: &Path,
) -> Result<(Revision, Places), ScriptError> {
    let header = header.map_err(|error| {
        let origin = origin(file, error.place);
        match (error.surface, error.help) {
            (Surface::CommandError, Some(help)) => {
                ScriptError::Refused { message: error.message, help, origin }
            }
            (Surface::CommandError, None) => {
                ScriptError::Command { message: error.message, help: None, origin }
            }
            (Surface::Traceback { exception }, _) => {
                ScriptError::Python { exception, message: error.message, origin }
            }
        }
    })?;
    let places = header.places;
    let id = match header.revision {
        Some(id) => id,
        None => legacy_id(file)?,
    };
    let source = RevisionSource {
        revision: id,
        down_revisions: header.down_revisions,
        depends_on: header.depends_on,
        branch_labels: header.branch_labels,
        doc: header.doc,
        path: Some(file.to_owned()),
    };
    let revision = Revision::new(source).map_err(|error| {
        let place = if matches!(error, RevisionError::LoopDetected { .. }) {
            places.down_revision
        } else if matches!(error, RevisionError::DependencyLoopDetected { .. }) {
            places.depends_on
        } else {
            places.revision
        };
        ScriptError::Revision { origin: origin(file, place), error }
    })?;
    Ok((revision, places))
}

/// The identifier in a file's name: files of Alembic 0.1 have it there only.
pub fn id_in_file_name(file: &Path) -> Option<&str> {
    let stem = file.file_name()?.to_str()?.strip_suffix(".py")?;
    let is_hexadecimal =
        !stem.is_empty() && stem.chars().all(|character| matches!(character, '0'..='9' | 'a'..='f'));
    is_hexadecimal.then_some(stem)
}

fn legacy_id(file: &Path) -> Result<String, ScriptError> {
    if let Some(id) = id_in_file_name(file) {
        return Ok(id.to_owned());
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let message = format!(
        "Could not determine revision id from filename {name}. Be sure the 'revision' variable is declared inside the script \
         (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation)."
    );
    let help = "write `revision = \"...\"` and `down_revision = ...` into this file, \
                or move it out of the directory of revision files";
    Err(ScriptError::Command { message, help: Some(help.to_owned()), origin: Origin::file(file, 1, 0) })
}

/// What all files declare, in file order, and where.
struct Declared<'a> {
    revisions: &'a [Revision],
    files: &'a [(PathBuf, usize)],
    places: &'a [Places],
}

impl Declared<'_> {
    /// The declaration a warning about the graph is about, beside the error that came of it.
    fn place_of_warning(&self, message: &str, error: Option<&RevisionError>) -> Origin {
        // The later of two files with one identifier is the one that counts, and the one that is odd.
        let twice =
            self.revisions.iter().zip(self.files).zip(self.places).rev().find(|((revision, _), _)| {
                message == format!("Revision {} is present more than once", revision.id())
            });
        match (twice, error) {
            (Some(((_, (file, _)), places)), _) => origin(file, places.revision),
            (None, Some(error)) => self.place_of(error),
            (None, None) => Origin::Generated,
        }
    }

    /// The declaration an error of the graph is about.
    fn place_of(&self, error: &RevisionError) -> Origin {
        let Self { revisions, files, places } = self;
        let of = |wanted: &dyn Fn(&Revision) -> bool, place: &dyn Fn(&Places) -> Option<(u32, u32)>| {
            let found = revisions.iter().zip(*files).zip(*places).find(|((revision, _), _)| wanted(revision));
            found.map_or(Origin::Generated, |((_, (file, _)), places)| origin(file, place(places)))
        };
        match error {
            RevisionError::KeyMissing { key } => {
                let parent = of(
                    &|revision| revision.down_revisions().iter().any(|down| *down == *key.as_str()),
                    &|places| places.down_revision,
                );
                if parent != Origin::Generated {
                    return parent;
                }
                of(&|revision| revision.depends_on().contains(key), &|places| places.depends_on)
            }
            RevisionError::CycleDetected { revisions } => {
                of(&|revision| revisions.first() == Some(revision.id()), &|places| places.down_revision)
            }
            RevisionError::DependencyCycleDetected { revisions } => {
                of(&|revision| revisions.first() == Some(revision.id()), &|places| {
                    places.depends_on.or(places.down_revision)
                })
            }
            RevisionError::Plain(text) => of(
                &|revision| {
                    let used = revision.declared_labels().iter();
                    used.into_iter().any(|label| {
                        text.starts_with(&format!("Branch name '{label}' in revision {} ", revision.id()))
                    })
                },
                &|places| places.branch_labels,
            ),
            RevisionError::Command { .. }
            | RevisionError::RangeNotAncestor { .. }
            | RevisionError::MultipleHeads { .. }
            | RevisionError::Resolution { .. }
            | RevisionError::LoopDetected { .. }
            | RevisionError::DependencyLoopDetected { .. }
            | RevisionError::Assertion { .. }
            | RevisionError::RowMissing { .. }
            | RevisionError::OutOfRange
            | RevisionError::NoSuchAttribute { .. } => Origin::Generated,
        }
    }
}

fn origin(file: &Path, place: Option<(u32, u32)>) -> Origin {
    let (line, column) = place.unwrap_or((1, 0));
    Origin::file(file, line, column)
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A path as Python's `pathlib` spells it: no `.` parts, no doubled or trailing slashes.
pub(super) fn python_path(path: &Path) -> PathBuf {
    let spelled: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if spelled.as_os_str().is_empty() { PathBuf::from(".") } else { spelled }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_version_files() {
        let is = |name: &str, sourceless| is_python_version_file(Path::new(name), sourceless);
        assert!(is("v/a_b.py", false));
        assert!(!is("v/__init__.py", false));
        assert!(!is("v/.#a.py", false));
        assert!(!is("v/a.pyc", false));
        assert!(is("v/a.pyc", true));
        assert!(!is("v/a.txt", true));
    }

    #[test]
    fn paths_are_spelled_as_by_pathlib() {
        assert_eq!(python_path(Path::new("./a//b/")), Path::new("a/b"));
        assert_eq!(python_path(Path::new(".")), Path::new("."));
        assert_eq!(python_path(Path::new("../a")), Path::new("../a"));
    }
}
