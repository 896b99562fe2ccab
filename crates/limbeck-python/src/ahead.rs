//! The project's modules, compiled on other threads before the VM asks for them.
//!
//! Which modules env.py imports is told by its text, and theirs by theirs. They are read and compiled in the order in which
//! they will be needed, while the VM starts and runs what was compiled before. Nothing is executed; a guess that was
//! wrong costs the time of a processor that had nothing to do, and where there is only one, nothing is guessed.
//!
//! Not here: revision scripts, whose order is known (`compile::Workers`), and what an import gives (`native::imports`).

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a syntax tree has a hundred kinds of nodes; the walk names those that hold imports"
)]

use crate::{
    compile::{Compiled, compile_and_look},
    frozen,
    native::imports::{Found, find, read_source},
    parallel::{STACKS, Shared},
};
use rustpython_compiler_core::bytecode::CodeObject;
use rustpython_ruff_python_ast::{Expr, Stmt, StmtImportFrom};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    path::Path,
    sync::Arc,
    thread,
};

/// How many bytes of source text may wait as code: it is some ten times larger than its text.
const LIMIT: usize = 1 << 20;

/// A file that will be imported.
struct Wanted {
    /// Its path, as the importer names it.
    path: String,
    /// The package its relative imports start at; `None` for env.py, which is in none.
    package: Option<String>,
}

#[derive(Default)]
struct State {
    /// The last is needed first.
    queue: Vec<Wanted>,
    seen: BTreeSet<String>,
    running: Vec<String>,
    done: HashMap<String, (Arc<str>, Compiled)>,
    /// Bytes of text in `done`.
    waiting: usize,
    closed: bool,
}

/// Compiles what is wanted until nothing is left, or nothing is wanted any more. `search_path` is where the project's
/// modules lie.
fn work(shared: &Shared<State>, search_path: &[String]) {
    let mut state = shared.lock();
    loop {
        while !state.closed && (state.waiting >= LIMIT || state.queue.is_empty() && !state.running.is_empty())
        {
            state = shared.wait(state);
        }
        if state.closed {
            return;
        }
        let Some(wanted) = state.queue.pop() else { return };
        state.running.push(wanted.path.clone());
        drop(state);
        let made = compiled(&wanted, search_path);
        state = shared.lock();
        state.running.retain(|running| *running != wanted.path);
        if let Some((text, compiled, imported)) = made {
            state.waiting += text.len();
            state.done.insert(wanted.path, (text, compiled));
            for wanted in imported.into_iter().rev() {
                if state.seen.insert(wanted.path.clone()) {
                    state.queue.push(wanted);
                }
            }
        }
        shared.tell();
    }
}

/// A file's code and what it imports; `None` where it cannot be read, which the VM will say.
fn compiled(wanted: &Wanted, search_path: &[String]) -> Option<(Arc<str>, Compiled, Vec<Wanted>)> {
    let text: Arc<str> = read_source(Path::new(&wanted.path)).ok()?.into();
    let mut imported = Vec::new();
    let compiled = compile_and_look(&text, &wanted.path, |module| {
        Imports { search_path, package: wanted.package.as_deref(), found: &mut imported }.block(&module.body);
    });
    Some((text, compiled, imported))
}

/// The files behind a module's import statements.
struct Imports<'a> {
    search_path: &'a [String],
    package: Option<&'a str>,
    found: &'a mut Vec<Wanted>,
}

impl Imports<'_> {
    /// Statements that run when the module does. Functions are not looked into: most of what they import is never
    /// needed by a migration.
    fn block(&mut self, body: &[Stmt]) {
        for statement in body {
            match statement {
                Stmt::Import(import) => {
                    for alias in &import.names {
                        self.module(alias.name.as_str());
                    }
                }
                Stmt::ImportFrom(import) => self.import_from(import),
                Stmt::Try(try_) => {
                    self.block(&try_.body);
                    self.block(&try_.orelse);
                    self.block(&try_.finalbody);
                }
                Stmt::With(with) => self.block(&with.body),
                Stmt::If(if_) if !is_type_checking(&if_.test) => {
                    self.block(&if_.body);
                    if_.elif_else_clauses.iter().for_each(|clause| self.block(&clause.body));
                }
                _ => {}
            }
        }
    }

    fn import_from(&mut self, import: &StmtImportFrom) {
        let named = import.module.as_ref().map(rustpython_ruff_python_ast::Identifier::as_str);
        let module = match import.level {
            0 => named.map(str::to_owned),
            level => self.package.and_then(|package| relative(package, level, named)),
        };
        let Some(module) = module else { return };
        let Some(place) = self.module(&module) else { return };
        for alias in &import.names {
            self.part(&module, alias.name.as_str(), std::slice::from_ref(&place));
        }
    }

    /// A module with the packages on the way to it; gives its directory if it is a package.
    fn module(&mut self, name: &str) -> Option<String> {
        let top = name.split('.').next()?;
        // Ours or the standard library's: compiled when the program was built.
        if frozen::is_stand_in(top) || frozen::is_standard(top) {
            return None;
        }
        let mut directories = self.search_path.to_vec();
        let mut known = String::new();
        for part in name.split('.') {
            let place = self.part(&known, part, &directories)?;
            if !known.is_empty() {
                known.push('.');
            }
            known.push_str(part);
            directories = vec![place];
        }
        directories.pop()
    }

    /// Notes a part of a package; gives its directory if it is a package itself.
    fn part(&mut self, package: &str, name: &str, directories: &[String]) -> Option<String> {
        match find(name, directories)? {
            Found::Module(path) => {
                self.found.push(Wanted { path, package: Some(package.to_owned()) });
                None
            }
            Found::Package(place) => {
                let package = if package.is_empty() { name.to_owned() } else { format!("{package}.{name}") };
                self.found.push(Wanted { path: format!("{place}/__init__.py"), package: Some(package) });
                Some(place)
            }
            Found::Namespace(places) => places.into_iter().next(),
            Found::Extension(_) => None,
        }
    }
}

/// `if TYPE_CHECKING:`, which does not run.
fn is_type_checking(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        _ => false,
    }
}

/// The module that `from ..name import` means in a package; `None` where it is above the topmost.
fn relative(package: &str, level: u32, name: Option<&str>) -> Option<String> {
    let mut base = package;
    for _ in 1..level {
        base = base.rsplit_once('.')?.0;
    }
    if base.is_empty() {
        return None;
    }
    Some(name.map_or_else(|| base.to_owned(), |name| format!("{base}.{name}")))
}

/// Compiles until it is dropped.
pub(crate) struct Ahead {
    shared: Arc<Shared<State>>,
}

impl Ahead {
    /// Begins with env.py, whose imports are looked for in `search_path`.
    pub(crate) fn start(env_py: &Path, search_path: Vec<String>) -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let shared: Arc<Shared<State>> = Arc::default();
        let search_path: Arc<[String]> = search_path.into();
        let path = env_py.to_string_lossy().into_owned();
        shared.lock().queue.push(Wanted { path, package: None });
        for _ in 1..processors.min(3) {
            let (shared, search_path) = (Arc::clone(&shared), Arc::clone(&search_path));
            let builder = thread::Builder::new().name("ahead".to_owned()).stack_size(STACKS[0]);
            // Without the whole stack a file is compiled where it is needed.
            if builder.spawn(move || work(&shared, &search_path)).is_err() {
                break;
            }
        }
        Self { shared }
    }

    /// Lets the VM of this thread take what is compiled, while `action` runs.
    pub(crate) fn with<R>(self, action: impl FnOnce() -> R) -> R {
        CURRENT.set(Some(self));
        let result = action();
        CURRENT.set(None);
        result
    }

    /// The code of a file, if it is there or will be soon.
    fn take(&self, path: &str, text: &str) -> Option<Compiled> {
        let mut state = self.shared.lock();
        while state.running.iter().any(|running| running == path) {
            state = self.shared.wait(state);
        }
        // What was not begun is compiled by who needs it now.
        state.queue.retain(|wanted| wanted.path != path);
        let (known, compiled) = state.done.remove(path)?;
        state.waiting -= known.len();
        self.shared.tell();
        (*known == *text).then_some(compiled)
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.closed = true;
        state.done.clear();
        self.shared.tell();
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Ahead>> = const { RefCell::new(None) };
}

/// The code of a file of the project: what was made ahead, or compiled now.
///
/// # Errors
/// [`crate::compile::CompileFailure`] with a place.
pub(crate) fn code(text: &str, path: &str) -> Result<CodeObject, crate::compile::CompileFailure> {
    CURRENT
        .with_borrow(|ahead| ahead.as_ref().and_then(|ahead| ahead.take(path, text)))
        .unwrap_or_else(|| crate::compile::compile_source(text, path))
}

#[cfg(test)]
mod tests {
    use super::{Ahead, code};
    use std::{fs, path::Path};

    fn write(directory: &Path, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = directory.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// Begins and waits until there is nothing left to do; the names of the files that were compiled.
    fn compiled(directory: &Path) -> (Ahead, Vec<String>) {
        let root = directory.to_string_lossy().into_owned();
        let ahead = Ahead::start(&directory.join("env.py"), vec![root.clone()]);
        // Where there is one processor only, no thread is there to do it.
        super::work(&ahead.shared, std::slice::from_ref(&root));
        let mut state = ahead.shared.lock();
        while !state.running.is_empty() {
            state = ahead.shared.wait(state);
        }
        let mut found: Vec<String> =
            state.done.keys().map(|path| path.replace(&format!("{root}/"), "")).collect();
        drop(state);
        found.sort();
        (ahead, found)
    }

    #[test]
    fn what_env_py_imports_is_compiled_and_what_does_not_run_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let env = "import os, sqlalchemy, app.models\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import \
                   never\ntry:\n    import settings\nexcept ImportError:\n    import other\ndef f():\n    import later\n";
        let files = [
            ("env.py", env),
            ("app/__init__.py", "from . import base\nfrom .models.user import User"),
            ("app/base.py", "from .. import above\nfrom ..above import x\nimport app.base"),
            ("app/models/__init__.py", "from ..parts import *\nfrom .user import User as U"),
            ("app/models/user.py", "def broken(:"),
            ("app/parts.py", "import missing, space.inner"),
            ("space/inner.py", ""),
            ("above.py", ""),
            ("settings.py", ""),
            ("never.py", ""),
            ("other.py", ""),
            ("later.py", ""),
            ("os.py", ""),
            ("sqlalchemy.py", ""),
        ];
        write(directory.path(), &files);
        let (_, found) = compiled(directory.path());
        let expected = [
            "app/__init__.py",
            "app/base.py",
            "app/models/__init__.py",
            "app/models/user.py",
            "app/parts.py",
            "env.py",
            "settings.py",
            "space/inner.py",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_that_has_changed_meanwhile_is_compiled_anew() {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), &[("env.py", "import one, two"), ("one.py", "x = 1"), ("two.py", "def")]);
        let (ahead, _) = compiled(directory.path());
        let path = |name: &str| directory.path().join(name).to_string_lossy().into_owned();
        let instructions = |text: &str, path: &str| code(text, path).map(|code| code.instructions.len());
        ahead.with(|| {
            let changed = "x = 1\ny = 2\nz = [x, y]";
            let alone = instructions(changed, &path("one.py")).unwrap();
            assert!(alone > instructions("x = 1", &path("one.py")).unwrap());
            assert!(code("def", &path("two.py")).is_err());
            assert!(code("x = 1", &path("two.py")).is_ok());
        });
    }
}
