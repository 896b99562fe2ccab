//! Source text to code, and running a file as a module.
//!
//! Compiling needs no VM, so pending revisions are compiled on other threads while those before
//! them run ([`Workers`]). The code generator has known bugs, some of them panics (DESIGN §4): all compiling
//! goes through [`compile_source`], which turns them into errors.

#[cfg(feature = "machine")]
mod machine;

#[cfg(feature = "machine")]
pub use machine::FileModule;

use crate::{
    nesting,
    parallel::{STACKS, Shared},
};
use limbeck::{diagnostic::Diagnostic, origin::Origin};
use rustpython_compiler::{
    CompileError, CompileOpts,
    codegen::{compile::compile_program, error::CodegenErrorType},
    parser,
};
use rustpython_compiler_core::bytecode::CodeObject;
use rustpython_ruff_python_ast::ModModule;
use rustpython_ruff_source_file::SourceFileBuilder;
use std::{
    cell::Cell,
    collections::{HashMap, VecDeque},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Once},
    thread,
};

/// Why a file could not be compiled.
#[derive(Debug)]
pub enum CompileFailure {
    /// It is not Python.
    Syntax(Box<CompileError>),
    /// It nests more deeply than we take.
    TooDeep {
        /// What was too many.
        message: &'static str,
        /// Line, from 1.
        line: u32,
        /// Column, from 1.
        column: u32,
    },
    /// Valid Python that the code generator cannot do.
    Unsupported {
        /// What the code generator said.
        message: String,
        /// Line, from 1; 0 when unknown.
        line: u32,
        /// Column, from 1; 0 when unknown.
        column: u32,
    },
}

impl CompileFailure {
    /// Line and column, from 1; zeros when unknown.
    pub fn place(&self) -> (u32, u32) {
        match self {
            Self::Syntax(error) => {
                let (line, column) = error.python_location();
                (u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0))
            }
            Self::TooDeep { line, column, .. } | Self::Unsupported { line, column, .. } => (*line, *column),
        }
    }

    /// As shown to the user.
    pub fn diagnostic(&self, path: &str) -> Diagnostic {
        let (line, column) = self.place();
        let origin = Origin::file(path, line, column);
        match self {
            Self::Syntax(error) => {
                Diagnostic::error("LB0402", format!("SyntaxError: {error}")).at(origin, "")
            }
            Self::TooDeep { message, .. } => Diagnostic::error("LB0402", format!("SyntaxError: {message}"))
                .at(origin, "")
                .help("write the expression in parts, each with a name of its own"),
            Self::Unsupported { message, .. } => {
                Diagnostic::error("LB0403", "the compiler cannot translate this file".to_owned())
                    .at(origin, message.clone())
                    .help(UNSUPPORTED_HELP)
            }
        }
    }
}

const UNSUPPORTED_HELP: &str = "known cases: a lambda or comprehension in a class decorator, `await` in the condition of a \
     comprehension, `**rest` in a nested mapping pattern with a guard; move it into a function or variable of its own";

/// Compiles a file.
///
/// # Errors
/// [`CompileFailure`] with a place.
pub fn compile_source(source: &str, path: &str) -> Result<CodeObject, CompileFailure> {
    compile_and_look(source, path, |_| ())
}

/// Compiles a file and shows its syntax tree, which is read once for both.
pub(crate) fn compile_and_look(source: &str, path: &str, look: impl FnOnce(&ModModule)) -> Compiled {
    if let Err(deep) = nesting::check(source) {
        let (line, column) = line_and_column(source, deep.offset);
        return Err(CompileFailure::TooDeep { message: deep.message, line, column });
    }
    let compiled = quietly(|| {
        let file = SourceFileBuilder::new(path, source).finish();
        let parsed = parser::parse_module(source)
            .map_err(|error| CompileError::from_ruff_parse_error(error, &file))?;
        look(parsed.syntax());
        compile_program(parsed.syntax(), file, CompileOpts::default()).map_err(CompileError::from)
    });
    match compiled {
        Ok(Ok(code)) => Ok(code),
        Ok(Err(error)) => Err(classify(error)),
        Err(message) => Err(CompileFailure::Unsupported { message, line: 0, column: 0 }),
    }
}

/// Tells the code generator's own bugs from errors in the source.
fn classify(error: CompileError) -> CompileFailure {
    const BUGS: [&str; 5] = ["symbol table", "get_ref_type", "invalid scope", "not implemented", "No symbol"];
    if let CompileError::Codegen(codegen) = &error {
        let message = codegen.error.to_string();
        let bug = matches!(codegen.error, CodegenErrorType::NotImplementedYet)
            || BUGS.iter().any(|bug| message.contains(bug));
        if bug {
            let (line, column) = error.python_location();
            let number = |value| u32::try_from(value).unwrap_or(0);
            return CompileFailure::Unsupported { message, line: number(line), column: number(column) };
        }
    }
    CompileFailure::Syntax(Box::new(error))
}

/// Line and column, from 1, of a byte offset; columns count characters.
pub(crate) fn line_and_column(source: &str, offset: usize) -> (u32, u32) {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `action`; a panic becomes its message and is not printed.
pub(crate) fn quietly<R>(action: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                previous(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(action));
    QUIET.set(before);
    result.map_err(|payload| {
        let text = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("internal error of the code generator");
        text.lines().next().unwrap_or_default().to_owned()
    })
}

/// A file to compile: its path and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As the user would name it; what tracebacks show.
    pub path: String,
    /// The text.
    pub text: Arc<str>,
}

/// What came of compiling a file.
pub(crate) type Compiled = Result<CodeObject, CompileFailure>;

/// Compiles files on other threads, in the order they will be needed, and not too far ahead.
#[derive(Default)]
pub struct Workers {
    shared: Arc<Shared<State>>,
    threads: Vec<thread::JoinHandle<()>>,
}

/// How many compiled files may wait to be taken: code is larger than its source.
const AHEAD: usize = 32;

#[derive(Default)]
struct State {
    queue: VecDeque<SourceFile>,
    running: Vec<SourceFile>,
    /// By path; the text is part of the question, since a path may be compiled with another one later.
    done: HashMap<String, (Arc<str>, Compiled)>,
    closed: bool,
}

/// What a worker does until nothing is left.
fn work(shared: &Shared<State>) {
    let mut state = shared.lock();
    loop {
        while !state.closed && state.done.len() >= AHEAD {
            state = shared.wait(state);
        }
        if state.closed {
            return;
        }
        let Some(file) = state.queue.pop_front() else { return };
        state.running.push(file.clone());
        drop(state);
        let compiled = compile_source(&file.text, &file.path);
        state = shared.lock();
        state.running.retain(|running| running.path != file.path);
        state.done.insert(file.path, (file.text, compiled));
        shared.tell();
    }
}

impl Workers {
    /// Starts compiling `files`, whose paths differ, on as many threads as there are processors but one, at most four.
    pub fn start(files: Vec<SourceFile>) -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let count = (processors - 1).clamp(1, 4).min(files.len().div_ceil(8));
        let shared: Arc<Shared<State>> = Arc::default();
        shared.lock().queue.extend(files);
        let threads = (0..count)
            .filter_map(|_| {
                let shared = Arc::clone(&shared);
                let builder = thread::Builder::new().name("compile".to_owned());
                // Without the whole stack a file is compiled where it is needed.
                builder.stack_size(STACKS[0]).spawn(move || work(&shared)).ok()
            })
            .collect();
        Self { shared, threads }
    }

    /// The code of a file: what a worker made of it, or compiled now.
    ///
    /// # Errors
    /// [`CompileFailure`] with a place.
    pub fn take(&self, file: &SourceFile) -> Result<CodeObject, CompileFailure> {
        let mut state = self.shared.lock();
        loop {
            if let Some((text, compiled)) = state.done.remove(&file.path) {
                self.shared.tell();
                if text == file.text {
                    return compiled;
                }
            }
            if !state.running.iter().any(|running| running.path == file.path && running.text == file.text) {
                break;
            }
            state = self.shared.wait(state);
        }
        state.queue.retain(|queued| queued.path != file.path);
        drop(state);
        compile_source(&file.text, &file.path)
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.tell();
        for thread in self.threads.drain(..) {
            // A panic there was reported as a failure to compile already.
            let _ = thread.join();
        }
    }
}

/// What Alembic names the module of a revision file: its file name with every character that cannot
/// be in a Python name replaced by an underscore (`1a2b_add_x.py` is `1a2b_add_x_py`).
pub fn script_module_name(path: &str) -> String {
    let file = path.rsplit(['/', std::path::MAIN_SEPARATOR]).next().unwrap_or(path);
    file.chars().map(|character| if is_word(character) { character } else { '_' }).collect()
}

/// Python's `\w` for text: letters and digits of any script, and the underscore.
fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}
