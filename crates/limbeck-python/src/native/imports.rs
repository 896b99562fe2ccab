//! What the importer (`lib/_limbeck_importer.py`) asks of Rust: where modules lie on disk, who is
//! importing, and the code of a source file.

use super::refusal;
use crate::guards::Guards;
pub use crate::source::{decode_source, read_source};
use rustpython_vm::{PyRef, VirtualMachine, frame::Frame};
use std::{
    cell::RefCell,
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// What was found for a module name in the directories of a search path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A plain module: its file.
    Module(String),
    /// A package: its directory; the code is in `__init__.py`.
    Package(String),
    /// Directories without `__init__.py`.
    Namespace(Vec<String>),
    /// A compiled extension, which no VM but CPython can load.
    Extension(String),
}

/// Looks for the last part of a module's name in `directories`, in order, as CPython's path finder does.
pub fn find(name: &str, directories: &[String]) -> Option<Found> {
    let tail = name.rsplit('.').next().unwrap_or(name);
    let mut namespace = Vec::new();
    for directory in directories {
        let directory = if directory.is_empty() { "." } else { directory.as_str() };
        let base = absolute(Path::new(directory)).join(tail);
        if base.join("__init__.py").is_file() {
            return Some(Found::Package(base.to_string_lossy().into_owned()));
        }
        let file = with_suffix(&base, ".py");
        if file.is_file() {
            return Some(Found::Module(file.to_string_lossy().into_owned()));
        }
        if let Some(extension) = extension_beside(&base, tail) {
            return Some(Found::Extension(extension));
        }
        if base.is_dir() {
            namespace.push(base.to_string_lossy().into_owned());
        }
    }
    if namespace.is_empty() { None } else { Some(Found::Namespace(namespace)) }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn with_suffix(base: &Path, suffix: &str) -> PathBuf {
    let mut file = base.as_os_str().to_owned();
    file.push(suffix);
    PathBuf::from(file)
}

/// A shared library named after the module: `name.so`, `name.cpython-312-x86_64-linux-gnu.so`, `name.pyd`.
fn extension_beside(base: &Path, tail: &str) -> Option<String> {
    let entries = fs::read_dir(base.parent()?).ok()?;
    let mut found: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            let stem = name.strip_suffix(".so").or_else(|| name.strip_suffix(".pyd"));
            stem.is_some_and(|stem| {
                stem == tail || stem.strip_prefix(tail).is_some_and(|rest| rest.starts_with('.'))
            })
        })
        .collect();
    found.sort();
    found.into_iter().next()
}

/// Modules of the standard library that real Alembic 1.20.1 has loaded by the time it runs `env.py`
/// (read off its `sys.modules`): a project's file of such a name is never seen. Sorted.
const LOADED_EARLY: &[&str] = &[
    "abc",
    "argparse",
    "array",
    "ast",
    "asyncio",
    "atexit",
    "base64",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "calendar",
    "codecs",
    "collections",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "dis",
    "email",
    "encodings",
    "enum",
    "errno",
    "fcntl",
    "fnmatch",
    "functools",
    "gc",
    "genericpath",
    "gettext",
    "hashlib",
    "heapq",
    "html",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "marshal",
    "math",
    "ntpath",
    "numbers",
    "opcode",
    "operator",
    "os",
    "pathlib",
    "pickle",
    "platform",
    "posix",
    "posixpath",
    "quopri",
    "random",
    "re",
    "reprlib",
    "select",
    "selectors",
    "shlex",
    "shutil",
    "signal",
    "site",
    "socket",
    "ssl",
    "stat",
    "string",
    "struct",
    "subprocess",
    "sys",
    "sysconfig",
    "tempfile",
    "termios",
    "textwrap",
    "threading",
    "time",
    "timeit",
    "token",
    "tokenize",
    "tomllib",
    "traceback",
    "types",
    "typing",
    "urllib",
    "uuid",
    "warnings",
    "weakref",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
];

/// A project's file that stands before a frozen module of the same top-level name, as on CPython,
/// where the directories of `sys.path` come before the standard library.
fn shadowing(name: &str, directories: &[String], vm: &VirtualMachine) -> Option<Found> {
    if name.starts_with('_') || name.contains('.') || LOADED_EARLY.binary_search(&name).is_ok() {
        return None;
    }
    if !vm.state.frozen.contains_key(name) || crate::frozen::is_stand_in(name) {
        return None;
    }
    // A directory without `__init__.py` never wins against a module.
    find(name, directories).filter(|found| matches!(found, Found::Module(_) | Found::Package(_)))
}

/// Who is importing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSite {
    /// The file of the frame that imports; a module name for frozen code.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// It is frozen: the standard library or a stand-in.
    pub frozen: bool,
    /// Only a parent of what was asked for is being imported now.
    pub parent: bool,
}

/// Walks out of the import machinery to the frame that asked.
pub fn import_site(vm: &VirtualMachine) -> Option<ImportSite> {
    let mut frame = vm.current_frame();
    let mut loads = 0_usize;
    while let Some(current) = frame {
        let file = current.code.source_path().as_str();
        let function = current.code.obj_name.as_str();
        let machinery = match file {
            "_limbeck_importer" => true,
            "_frozen_importlib" => {
                loads += usize::from(function == "_find_and_load_unlocked");
                // The package's own `from package import submodule` asks for the submodule, not for a parent.
                true
            }
            "importlib" => function == "import_module",
            _ => false,
        };
        if !machinery {
            return Some(site(&current, loads, vm));
        }
        frame = current.f_back(vm);
    }
    None
}

fn site(frame: &PyRef<Frame>, loads: usize, vm: &VirtualMachine) -> ImportSite {
    let file = frame.code.source_path().as_str().to_owned();
    ImportSite {
        frozen: !refusal::is_user_file(&file, vm),
        line: u32::try_from(frame.f_lineno()).unwrap_or(u32::MAX),
        parent: loads > 1,
        file,
    }
}

thread_local! {
    static GUARDS: RefCell<HashMap<String, Guards>> = RefCell::default();
}

/// Whether the statement at this line of a file stands in a `try` that expects an import to fail.
pub fn is_guarded(file: &str, line: u32) -> bool {
    GUARDS.with_borrow_mut(|known| {
        let guards = known.entry(file.to_owned()).or_insert_with(|| {
            read_source(Path::new(file)).map_or_else(|_| Guards::default(), |text| Guards::of(&text))
        });
        guards.covers(line as usize)
    })
}

/// The functions of `_limbeck` that the importer calls.
#[rustpython_vm::pymodule(sub)]
#[expect(clippy::needless_pass_by_value, reason = "the VM hands arguments over by value")]
pub(super) mod functions {
    use super::{Found, Path};
    use crate::{ahead, compile};
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine,
        builtins::PyUtf8StrRef,
        function::{ArgBytesLike, ArgIterable},
    };

    /// `(kind, location)` of a module, or `None`; kind is "module", "package", "namespace" or "extension".
    #[pyfunction]
    fn find_module(
        name: PyUtf8StrRef,
        path: ArgIterable<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<PyObjectRef> {
        Ok(described(super::find(name.as_str(), &directories(path, vm)?), vm))
    }

    /// The same for a top-level module that is frozen too: only what may stand before it.
    #[pyfunction]
    fn find_shadow(
        name: PyUtf8StrRef,
        path: ArgIterable<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<PyObjectRef> {
        Ok(described(super::shadowing(name.as_str(), &directories(path, vm)?, vm), vm))
    }

    fn directories(path: ArgIterable<PyObjectRef>, vm: &VirtualMachine) -> PyResult<Vec<String>> {
        let mut directories = Vec::new();
        for entry in path.iter(vm)? {
            // Entries that are no text (path objects among them) are skipped, as CPython skips them.
            if let Ok(text) = entry?.downcast::<rustpython_vm::builtins::PyStr>() {
                directories.push(text.to_string());
            }
        }
        Ok(directories)
    }

    fn described(found: Option<Found>, vm: &VirtualMachine) -> PyObjectRef {
        let text = |kind: &str, location: String| -> PyObjectRef {
            vm.ctx.new_tuple(vec![vm.ctx.new_str(kind).into(), vm.ctx.new_str(location).into()]).into()
        };
        match found {
            None => vm.ctx.none(),
            Some(Found::Module(file)) => text("module", file),
            Some(Found::Package(directory)) => text("package", directory),
            Some(Found::Extension(file)) => text("extension", file),
            Some(Found::Namespace(directories)) => {
                let list =
                    directories.into_iter().map(|directory| vm.ctx.new_str(directory).into()).collect();
                vm.ctx
                    .new_tuple(vec![vm.ctx.new_str("namespace").into(), vm.ctx.new_list(list).into()])
                    .into()
            }
        }
    }

    /// `(file, line, frozen, parent)` of the frame that imports, or `None`.
    #[pyfunction]
    fn import_site(vm: &VirtualMachine) -> Option<(String, u32, bool, bool)> {
        let site = super::import_site(vm)?;
        Some((site.file, site.line, site.frozen, site.parent))
    }

    /// Whether the statement at a file and line stands in a `try` that takes an `ImportError`.
    #[pyfunction]
    fn is_guarded(file: PyUtf8StrRef, line: u32) -> bool {
        super::is_guarded(file.as_str(), line)
    }

    /// Whether a top-level package of ours has this name.
    #[pyfunction]
    fn is_stand_in(name: PyUtf8StrRef) -> bool {
        crate::frozen::is_stand_in(name.as_str())
    }

    /// The text of a source file.
    #[pyfunction]
    fn read_source(path: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<String> {
        super::read_source(Path::new(path.as_str()))
            .map_err(|message| syntax_error(path.as_str(), message, vm))
    }

    /// The code of a source file.
    #[pyfunction]
    fn compile_file(path: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let path = path.as_str();
        let source =
            super::read_source(Path::new(path)).map_err(|message| syntax_error(path, message, vm))?;
        let code = ahead::code(&source, path).map_err(|failure| failure.raise(&source, path, vm))?;
        Ok(vm.ctx.new_code(code).into())
    }

    /// The code of the bytes of a source file.
    #[pyfunction]
    fn compile_text(text: ArgBytesLike, path: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let path = path.as_str();
        let source = super::decode_source(text.borrow_buf().to_vec())
            .map_err(|message| syntax_error(path, message, vm))?;
        let code =
            compile::compile_source(&source, path).map_err(|failure| failure.raise(&source, path, vm))?;
        Ok(vm.ctx.new_code(code).into())
    }

    fn syntax_error(
        path: &str,
        message: String,
        vm: &VirtualMachine,
    ) -> rustpython_vm::builtins::PyBaseExceptionRef {
        let class = vm.ctx.exceptions.syntax_error.to_owned();
        vm.new_exception_msg(class, format!("({path}) {message}").into())
    }
}
