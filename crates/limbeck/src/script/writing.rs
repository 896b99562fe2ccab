//! A new file on disk: whole or not at all, and never over another.

use super::error::ScriptError;
use crate::python::python_repr;
use std::{
    io::{self, Write as _},
    path::Path,
};

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is one of that name.
    #[error("{0}")]
    Exists(String),
    /// The system refused.
    #[error("{error}")]
    System {
        /// How Python shows it: `PermissionError: [Errno 13] Permission denied: '/x'`.
        shown: String,
        /// What the system said.
        error: io::Error,
    },
}

impl WriteError {
    /// An error of the system's about a file.
    pub fn system(error: io::Error, path: &Path) -> Self {
        Self::System { shown: python_os_error(&error, path), error }
    }

    /// No room is left, or a limit of the user's is reached.
    pub fn is_full_disk(&self) -> bool {
        match self {
            Self::Exists(_) => false,
            Self::System { error, .. } => matches!(
                error.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
            ),
        }
    }
}

/// Writes a new file. The content goes to a file of another name in the same directory, to the disk, and only then
/// gets its name, so that nobody sees half of it and a full disk leaves nothing.
pub fn write_new(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    let exists =
        || WriteError::Exists(format!("{} is there already and is not written over", path.display()));
    if path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let system = |error: io::Error| WriteError::system(plain(error), path);
    let mut builder = tempfile::Builder::new();
    // Not the name of a revision file: whoever lists the directory in between takes it for none.
    builder.prefix(".limbeck-").suffix(".tmp");
    #[cfg(unix)]
    let permissions = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut file = builder.tempfile_in(directory).map_err(system)?;
    file.write_all(content).map_err(system)?;
    file.as_file().sync_all().map_err(system)?;
    let _file = file.persist_noclobber(path).map_err(|error| {
        if error.error.kind() == io::ErrorKind::AlreadyExists { exists() } else { system(error.error) }
    })?;
    // The name is on the disk when the directory is. Not every system lets a directory be opened.
    #[cfg(unix)]
    if let Ok(directory) = std::fs::File::open(directory) {
        let _ = directory.sync_all();
    }
    Ok(())
}

/// The system's own error, which `tempfile` puts a path around.
fn plain(error: io::Error) -> io::Error {
    let text = error.to_string();
    let number = text.split_once("(os error ").and_then(|(_, rest)| rest.split_once(')')?.0.parse().ok());
    match number {
        Some(number) if error.raw_os_error().is_none() => io::Error::from_raw_os_error(number),
        _ => error,
    }
}

/// An error of the system's as Python shows it: `class: text`.
pub fn python_os_error(error: &io::Error, path: &Path) -> String {
    let (class, text) = python_os_error_parts(error, path);
    format!("{class}: {text}")
}

/// The same in its two parts.
pub(super) fn python_os_error_parts(error: &io::Error, path: &Path) -> (&'static str, String) {
    let kind = error.kind();
    let class = [
        (io::ErrorKind::NotFound, "FileNotFoundError"),
        (io::ErrorKind::PermissionDenied, "PermissionError"),
        (io::ErrorKind::AlreadyExists, "FileExistsError"),
        (io::ErrorKind::NotADirectory, "NotADirectoryError"),
        (io::ErrorKind::IsADirectory, "IsADirectoryError"),
    ]
    .into_iter()
    .find_map(|(of, class)| (of == kind).then_some(class))
    .unwrap_or("OSError");
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let path = python_repr(&path.display().to_string());
    let text = match error.raw_os_error() {
        Some(number) => format!("[Errno {number}] {text}: {path}"),
        None => format!("{text}: {path}"),
    };
    (class, text)
}

/// Text in the encoding of `output_encoding`; what has no place in it is `None`.
pub fn encode(text: &str, encoding: &str) -> Result<Option<Vec<u8>>, ScriptError> {
    let name = encoding.to_lowercase().replace([' ', '_'], "-");
    let narrow = |limit: u32| -> Option<Vec<u8>> {
        text.chars()
            .map(|character| u8::try_from(u32::from(character)).ok().filter(|byte| u32::from(*byte) < limit))
            .collect()
    };
    match name.as_str() {
        "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Ok(Some(text.as_bytes().to_vec())),
        "utf-8-sig" => Ok(Some([b"\xef\xbb\xbf", text.as_bytes()].concat())),
        "ascii" | "us-ascii" | "646" => Ok(narrow(0x80)),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" | "l1" => Ok(narrow(0x100)),
        _ => Err(ScriptError::Refused {
            message: format!("not supported: `output_encoding = {encoding}`"),
            help: "Limbeck writes utf-8, ascii and latin-1".to_owned(),
            origin: crate::origin::Origin::Generated,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_written_over() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.py");
        write_new(&path, b"one").unwrap();
        assert!(matches!(write_new(&path, b"two"), Err(WriteError::Exists(_))));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        let names: Vec<_> = std::fs::read_dir(directory.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing else is left");
    }

    #[test]
    fn a_missing_directory_is_shown_as_python_shows_it() {
        let error = write_new(Path::new("/nowhere/a.py"), b"").unwrap_err();
        let WriteError::System { shown, .. } = error else { panic!("{error}") };
        assert_eq!(shown, "FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/a.py'");
    }

    #[test]
    fn encodings() {
        assert_eq!(encode("é", "UTF_8").unwrap().unwrap(), "é".as_bytes());
        assert_eq!(encode("é", "latin-1").unwrap().unwrap(), b"\xe9");
        assert_eq!(encode("é", "ascii").unwrap(), None);
        assert!(encode("é", "utf-7").is_err());
    }
}
