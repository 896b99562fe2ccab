//! Revision files written in Python, for the engine's script directory: their headers are read
//! statically, or by running the file where that is not enough.

use crate::{
    compile,
    native::imports,
    parallel, script,
    statics::{self, Header, Reading},
    traceback,
    vm::{Host, Options, on_large_stack},
};
use limbeck::{
    revision::Surface,
    script::{FrontEnd, HeaderError, Places, RevisionHeader, id_in_file_name, is_python_version_file},
};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};
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
    let source = imports::read_source(path).map_err(|message| HeaderError {
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

/// Runs the file and reads what it holds then. Rare: one file in some thousands.
fn executed(path: &Path) -> Result<RevisionHeader, HeaderError> {
    let shown = path.to_string_lossy().into_owned();
    let ran = on_large_stack(|| {
        let host = Host::start(&Options::default());
        host.enter(|vm| {
            let header = script::run_file(&shown, &compile::script_module_name(&shown), vm)
                .and_then(|module| header_of(&module, path, vm));
            header.map_err(|exception| {
                let report = traceback::report(&exception, vm);
                HeaderError {
                    message: report.diagnostic.message,
                    surface: Surface::Traceback { exception: "" },
                    place: None,
                    help: None,
                }
            })
        })
    });
    ran.unwrap_or_else(|error| Err(no_thread(&error)))
}

fn no_thread(error: &std::io::Error) -> HeaderError {
    HeaderError {
        message: error.to_string(),
        surface: Surface::Traceback { exception: "OSError" },
        place: None,
        help: None,
    }
}

fn header_of(module: &compile::FileModule, path: &Path, vm: &VirtualMachine) -> PyResult<RevisionHeader> {
    let texts = |name: &str| -> PyResult<Vec<String>> {
        match module.get(name, vm) {
            None => Ok(Vec::new()),
            Some(value) => list_of(&value, vm),
        }
    };
    let one = |name: &str| -> PyResult<Option<String>> { Ok(texts(name)?.into_iter().next()) };
    // A file that names no revision is refused for that first, unless its own name does.
    let is_named = module.get("revision", vm).is_some() || id_in_file_name(path).is_some();
    if is_named && module.get("down_revision", vm).is_none() {
        let name = one("__name__")?.unwrap_or_default();
        return Err(vm.new_attribute_error(format!("module '{name}' has no attribute 'down_revision'")));
    }
    Ok(RevisionHeader {
        revision: one("revision")?,
        down_revisions: texts("down_revision")?,
        depends_on: texts("depends_on")?,
        branch_labels: texts("branch_labels")?,
        doc: one("__doc__")?.unwrap_or_default(),
        places: Places::default(),
    })
}

/// `None`, a string, or strings in any iterable.
fn list_of(value: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<String>> {
    if vm.is_none(value) {
        return Ok(Vec::new());
    }
    if let Some(text) = value.downcast_ref::<rustpython_vm::builtins::PyStr>() {
        return Ok(vec![text.to_string()]);
    }
    let items: Vec<PyObjectRef> = value.try_to_value(vm)?;
    items.iter().map(|item| Ok(item.str(vm)?.to_string())).collect()
}
