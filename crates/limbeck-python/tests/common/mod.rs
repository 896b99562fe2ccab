//! Runs Python text in the host and tells how it ended.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test file uses what it needs, and a panic fails it"
)]

use limbeck_python::{
    compile::{FileModule, compile_source, script_module_name},
    native::{self, Refusal},
    traceback::{self, Ending},
    vm::{Host, Options, on_large_stack},
};
use rustpython_vm::VirtualMachine;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// How a script ended.
#[derive(Debug)]
pub struct Outcome {
    /// The latched refusal, if any.
    pub refusal: Option<Refusal>,
    /// What it raised, if anything.
    pub ending: Option<Ending>,
    /// `str()` of its module-level name `result`.
    pub result: String,
}

impl Outcome {
    /// The refused feature; fails the test if nothing was refused.
    pub fn refused(&self) -> &str {
        &self.refusal.as_ref().unwrap_or_else(|| panic!("not refused: {self:?}")).feature
    }

    /// The traceback; fails the test if nothing was raised.
    pub fn traceback(&self) -> &str {
        match &self.ending {
            Some(Ending::Error(report)) => &report.traceback,
            other => panic!("no error but {other:?} ({:?})", self.refusal),
        }
    }

    /// The result; fails the test if anything was raised or refused.
    pub fn value(&self) -> &str {
        assert!(self.ending.is_none() && self.refusal.is_none(), "{self:?}");
        &self.result
    }
}

/// A directory of files for one test, removed at its end.
pub struct Project {
    /// The directory.
    pub root: PathBuf,
}

impl Project {
    /// Writes the files of `(path, text)` pairs.
    pub fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("limbeck-python-{}-{number}", std::process::id()));
        for (path, text) in files {
            let file = root.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Self { root }
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> String {
        self.root.join(name).to_string_lossy().into_owned()
    }

    /// Runs a file's top level, then its `upgrade` as a step.
    pub fn run(&self, file: &str) -> Outcome {
        self.run_in(file, |_| ())
    }

    /// The same after `prepare`.
    pub fn run_in(&self, file: &str, prepare: impl FnOnce(&VirtualMachine) + Send) -> Outcome {
        let path = self.path(file);
        let source = fs::read_to_string(&path).unwrap();
        let options =
            Options { search_path: vec![self.root.to_string_lossy().into_owned()], ..Options::default() };
        on_large_stack(|| {
            let host = Host::start(&options);
            let outcome = host.enter(|vm| {
                prepare(vm);
                run_source(&source, &path, vm)
            });
            host.finish();
            outcome
        })
        .unwrap()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn run_source(source: &str, path: &str, vm: &VirtualMachine) -> Outcome {
    let mut result = String::new();
    let run = compile_source(source, path)
        .map_err(|failure| failure.raise(source, path, vm))
        .and_then(|code| FileModule::run(code, &script_module_name(path), path, vm))
        .and_then(|module| {
            if let Some(upgrade) = module.get("upgrade", vm) {
                native::step::run(|| upgrade.call((), vm))?;
            }
            if let Some(value) = module.get("result", vm) {
                result = value.str(vm)?.to_string();
            }
            module.clear();
            Ok(())
        });
    Outcome {
        refusal: native::latched(),
        ending: run.err().map(|error| traceback::ending(&error, vm)),
        result,
    }
}

/// Runs one text.
pub fn run(source: &str) -> Outcome {
    Project::new(&[("script.py", source)]).run("script.py")
}

/// A real CPython, where there is one: some expectations are what it says.
pub fn cpython() -> Option<&'static Path> {
    ["/usr/bin/python3", "/usr/local/bin/python3"].into_iter().map(Path::new).find(|path| path.exists())
}
