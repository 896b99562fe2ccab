//! Revision files written in Python, for the engine's script directory: their headers are read
//! statically, or by running the file where that is not enough.

#[cfg(feature = "machine")]
mod machine;

#[cfg(feature = "machine")]
use self::machine::executed;
use crate::{
    parallel::{self, on_large_stack},
    source::read_source,
    statics::{self, Header, Reading},
};
use limbeck::{
    revision::Surface,
    script::{FrontEnd, HeaderError, RevisionHeader, is_python_version_file},
};
use std::path::Path;

/// The front end for `versions/*.py`.
#[derive(Clone, Copy, Debug, Default)]
pub struct PythonScripts;

impl FrontEnd for PythonScripts {
    fn claims(&self, path: &Path) -> bool {
        is_python_version_file(path, true)
    }

    fn read(&self, path: &Path) -> Result<RevisionHeader, HeaderError> {
        match on_large_stack(|| read_statically(path)) {
            Ok(Ok(Reading::Header(header))) => Ok(described(header)),
            Ok(Ok(Reading::NeedsExecution { .. })) => executed(path),
            Ok(Err(error)) => Err(error),
            Err(error) => Err(no_thread(&error)),
        }
    }

    fn read_all(&self, paths: &[&Path]) -> Vec<Result<RevisionHeader, HeaderError>> {
        let mut headers = Vec::with_capacity(paths.len());
        for (path, reading) in paths.iter().zip(parallel::map(paths, |path| read_statically(path))) {
            let header = match reading {
                Ok(Reading::Header(header)) => Ok(described(header)),
                Ok(Reading::NeedsExecution { .. }) => executed(path),
                Err(error) => Err(error),
            };
            let failed = header.is_err();
            headers.push(header);
            if failed {
                break;
            }
        }
        headers
    }
}

/// Reads and parses a file, which must be Python in any case.
fn read_statically(path: &Path) -> Result<Reading, HeaderError> {
    if path.extension().is_some_and(|extension| extension != "py") {
        return Err(HeaderError {
            message: "not supported: revision files without their source (`sourceless`)".to_owned(),
            surface: Surface::CommandError,
            place: None,
            help: Some("ship the .py files of the revisions; Limbeck compiles them itself".to_owned()),
        });
    }
    let source = read_source(path).map_err(|message| HeaderError {
        message,
        surface: Surface::Traceback { exception: "SyntaxError" },
        place: None,
        help: None,
    })?;
    let shown = path.to_string_lossy();
    statics::read_header(&source, &shown).map_err(|failure| {
        let diagnostic = failure.diagnostic(&shown);
        let message =
            diagnostic.message.strip_prefix("SyntaxError: ").unwrap_or(&diagnostic.message).to_owned();
        // The parser has one class for all; CPython's own for wrong indentation is told by its words.
        let exception =
            if message.to_lowercase().contains("indent") { "IndentationError" } else { "SyntaxError" };
        HeaderError {
            message,
            surface: Surface::Traceback { exception },
            place: Some(failure.place()),
            help: diagnostic.help.into_iter().next(),
        }
    })
}

fn described(header: Header) -> RevisionHeader {
    RevisionHeader {
        revision: header.revision,
        down_revisions: header.down_revision,
        depends_on: header.depends_on,
        branch_labels: header.branch_labels,
        doc: header.doc.unwrap_or_default(),
        places: header.places,
    }
}

/// Without a VM a computed header cannot be known.
#[cfg(not(feature = "machine"))]
fn executed(_path: &Path) -> Result<RevisionHeader, HeaderError> {
    Err(HeaderError {
        message: "not supported: a revision file that computes its identifiers, in a program that was built without Python"
            .to_owned(),
        surface: Surface::CommandError,
        place: None,
        help: Some("write them as plain strings, or build limbeck-cli with its feature `python`".to_owned()),
    })
}

fn no_thread(error: &std::io::Error) -> HeaderError {
    HeaderError {
        message: error.to_string(),
        surface: Surface::Traceback { exception: "OSError" },
        place: None,
        help: None,
    }
}
