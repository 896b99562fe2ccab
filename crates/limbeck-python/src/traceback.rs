//! Exceptions of the VM as errors for people: a diagnostic that points into the user's files, and
//! the traceback CPython would have printed, without the frames that are ours.

use crate::native::{imports, refusal};
use limbeck::{diagnostic::Diagnostic, origin::Origin};
use rustpython_vm::{
    AsObject, Py, PyObject, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyInt, PyStr, PyTraceback, PyTypeRef},
};
use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    path::Path,
};

/// How a Python program ended that raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// `SystemExit`: the exit code, and the text to print on standard error if it was no number.
    Exit {
        /// 0 to 255 as the operating system keeps it.
        code: i32,
        /// What `sys.exit("…")` was given.
        message: Option<String>,
    },
    /// `KeyboardInterrupt`.
    Interrupted,
    /// Anything else.
    Error(Box<Report>),
}

/// An exception, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The class with its module, as in `alembic.util.exc.CommandError`; built-in ones without.
    pub class: String,
    /// `str()` of the exception.
    pub message: String,
    /// What CPython prints, the user's frames only; ends with a line feed.
    pub traceback: String,
    /// The place and the message as plain data.
    pub diagnostic: Diagnostic,
}

/// What an exception means for the program.
pub fn ending(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Ending {
    if exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        return exit(exception, vm);
    }
    if exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt) {
        return Ending::Interrupted;
    }
    Ending::Error(Box::new(report(exception, vm)))
}

fn exit(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Ending {
    let code = exception.as_object().get_attr("code", vm).unwrap_or_else(|_| vm.ctx.none());
    if vm.is_none(&code) {
        return Ending::Exit { code: 0, message: None };
    }
    if let Some(number) = code.downcast_ref::<PyInt>() {
        let number = i64::try_from(number.as_bigint()).unwrap_or(-1);
        return Ending::Exit { code: i32::try_from(number & 0xff).unwrap_or(255), message: None };
    }
    Ending::Exit { code: 1, message: Some(text_of(&code, vm)) }
}

/// An exception as shown to the user.
pub fn report(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Report {
    let mut writer = Writer { vm, out: String::new(), sources: HashMap::new(), seen: HashSet::new() };
    writer.chain(exception);
    let class = class_path(&exception.class().to_owned(), vm);
    let message = text_of(exception.as_object(), vm);
    let mut diagnostic = Diagnostic::error("LB0404", headline(&class, &message));
    if let Some(origin) = syntax_place(exception, vm).or_else(|| user_place(exception, vm)) {
        diagnostic = diagnostic.at(origin, "");
    }
    if let Some(cause) = exception.__cause__() {
        let class = class_path(&cause.class().to_owned(), vm);
        diagnostic =
            diagnostic.note(format!("caused by {}", headline(&class, &text_of(cause.as_object(), vm))));
    }
    Report { class, message, traceback: writer.out, diagnostic }
}

/// The innermost place of the user's that the exception passed through.
pub fn user_place(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Option<Origin> {
    let traceback = exception.__traceback__()?;
    let entry = traceback.iter().filter(|entry| is_users(entry, vm)).last()?;
    let column = location(&entry).map_or(0, |((_, column), _)| column);
    let line = u32::try_from(entry.lineno.get()).unwrap_or(u32::MAX);
    Some(Origin::file(entry.frame.code.source_path().as_str(), line, column))
}

/// Where a `SyntaxError` says the error is.
fn syntax_place(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Option<Origin> {
    if !exception.fast_isinstance(vm.ctx.exceptions.syntax_error) {
        return None;
    }
    let object = exception.as_object();
    let file = object.get_attr("filename", vm).ok()?.downcast::<PyStr>().ok()?;
    Some(Origin::file(
        file.to_str()?,
        number(object, "lineno", vm)?,
        number(object, "offset", vm).unwrap_or(0),
    ))
}

fn number(object: &PyObject, name: &'static str, vm: &VirtualMachine) -> Option<u32> {
    let value = object.get_attr(name, vm).ok()?;
    u32::try_from(value.downcast_ref::<PyInt>()?.as_bigint()).ok()
}

fn headline(class: &str, message: &str) -> String {
    if message.is_empty() { class.to_owned() } else { format!("{class}: {message}") }
}

/// `module.Class`, without the module for built-in classes.
pub fn class_path(class: &PyTypeRef, vm: &VirtualMachine) -> String {
    let name = |attribute: &'static str| {
        let value = class.as_object().get_attr(attribute, vm).ok()?;
        Some(value.downcast::<PyStr>().ok()?.to_string())
    };
    let own = name("__qualname__").unwrap_or_else(|| class.name().to_string());
    match name("__module__") {
        Some(module) if module != "builtins" && module != "__main__" => format!("{module}.{own}"),
        _ => own,
    }
}

fn text_of(object: &PyObject, vm: &VirtualMachine) -> String {
    match object.str(vm) {
        Ok(text) => text.to_string(),
        Err(_) => "<exception str() failed>".to_owned(),
    }
}

fn is_users(entry: &Py<PyTraceback>, vm: &VirtualMachine) -> bool {
    refusal::is_user_file(entry.frame.code.source_path().as_str(), vm)
}

type Position = (u32, u32);

/// Start and end of what was running: lines and columns from 1.
fn location(entry: &Py<PyTraceback>) -> Option<(Position, Position)> {
    let (start, end) = entry.frame.code.locations.get(entry.lasti as usize / 2)?;
    let position = |location: &rustpython_compiler_core::SourceLocation| {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        (number(location.line.get()), number(location.character_offset.get()))
    };
    Some((position(start), position(end)))
}

struct Writer<'vm> {
    vm: &'vm VirtualMachine,
    out: String,
    sources: HashMap<String, Option<String>>,
    seen: HashSet<usize>,
}

impl Writer<'_> {
    /// An exception after those it came from.
    fn chain(&mut self, exception: &PyBaseExceptionRef) {
        self.seen.insert(exception.get_id());
        let cause = exception.__cause__();
        let suppressed = exception
            .as_object()
            .get_attr("__suppress_context__", self.vm)
            .and_then(|flag| flag.try_to_bool(self.vm))
            .unwrap_or(false);
        let (earlier, joint) = match cause {
            Some(cause) => {
                (Some(cause), "The above exception was the direct cause of the following exception:")
            }
            None if suppressed => (None, ""),
            None => (
                exception.__context__(),
                "During handling of the above exception, another exception occurred:",
            ),
        };
        if let Some(earlier) = earlier
            && !self.seen.contains(&earlier.get_id())
        {
            self.chain(&earlier);
            let _ = write!(self.out, "\n{joint}\n\n");
        }
        self.exception(exception);
    }

    fn exception(&mut self, exception: &PyBaseExceptionRef) {
        let entries: Vec<_> = exception
            .__traceback__()
            .map(|first| first.iter().filter(|entry| is_users(entry, self.vm)).collect())
            .unwrap_or_default();
        if !entries.is_empty() {
            self.out.push_str("Traceback (most recent call last):\n");
        }
        let mut same: Option<(String, usize, String)> = None;
        let mut repeated = 0_usize;
        for entry in &entries {
            let code = &entry.frame.code;
            let key = (
                code.source_path().as_str().to_owned(),
                entry.lineno.get(),
                code.obj_name.as_str().to_owned(),
            );
            if same.as_ref() == Some(&key) {
                repeated += 1;
            } else {
                self.repetition(repeated);
                repeated = 0;
            }
            if repeated < 3 {
                self.entry(entry, &key);
            }
            same = Some(key);
        }
        self.repetition(repeated);
        self.last_line(exception);
    }

    /// Recursion is shown three levels deep.
    fn repetition(&mut self, repeated: usize) {
        if repeated >= 3 {
            let more = repeated - 2;
            let plural = if more == 1 { "" } else { "s" };
            let _ = writeln!(self.out, "  [Previous line repeated {more} more time{plural}]");
        }
    }

    fn entry(&mut self, entry: &Py<PyTraceback>, (file, line, function): &(String, usize, String)) {
        let _ = writeln!(self.out, "  File \"{file}\", line {line}, in {function}");
        let Some(text) = self.line(file, *line) else { return };
        let stripped = text.trim();
        if stripped.is_empty() {
            return;
        }
        let _ = writeln!(self.out, "    {stripped}");
        if let Some(carets) = location(entry).and_then(|range| carets(&text, *line, range)) {
            let _ = writeln!(self.out, "    {carets}");
        }
    }

    fn line(&mut self, file: &str, line: usize) -> Option<String> {
        let source = self
            .sources
            .entry(file.to_owned())
            .or_insert_with(|| imports::read_source(Path::new(file)).ok())
            .as_deref()?;
        source.lines().nth(line.checked_sub(1)?).map(str::to_owned)
    }

    fn last_line(&mut self, exception: &PyBaseExceptionRef) {
        let vm = self.vm;
        let class = class_path(&exception.class().to_owned(), vm);
        if exception.fast_isinstance(vm.ctx.exceptions.syntax_error) {
            self.syntax_error(exception, &class);
        } else {
            let message = text_of(exception.as_object(), vm);
            let _ = writeln!(self.out, "{}", headline(&class, &message));
        }
        if let Ok(notes) = exception.as_object().get_attr("__notes__", vm)
            && let Ok(notes) = vm.extract_elements_with(&notes, |note| Ok(text_of(&note, vm)))
        {
            for note in notes {
                let _ = writeln!(self.out, "{note}");
            }
        }
    }

    fn syntax_error(&mut self, exception: &PyBaseExceptionRef, class: &str) {
        let vm = self.vm;
        let object = exception.as_object();
        let text = |name: &'static str| {
            let value = object.get_attr(name, vm).ok()?;
            if vm.is_none(&value) { None } else { Some(text_of(&value, vm)) }
        };
        if let Some(line) = number(object, "lineno", vm) {
            let file = text("filename").unwrap_or_else(|| "<string>".to_owned());
            let _ = writeln!(self.out, "  File \"{file}\", line {line}");
            if let Some(source) = text("text") {
                let kept = source.trim_end_matches(['\n', '\r']);
                let shown = kept.trim_start_matches([' ', '\n', '\t', '\u{c}']);
                let _ = writeln!(self.out, "    {shown}");
                if let Some(offset) = number(object, "offset", vm).filter(|offset| *offset > 0) {
                    let indent = kept.chars().count() - shown.chars().count();
                    let end =
                        number(object, "end_offset", vm).filter(|end| *end > offset).unwrap_or(offset + 1);
                    let start = (offset as usize - 1).saturating_sub(indent);
                    let width = (end - offset) as usize;
                    let _ = writeln!(self.out, "    {}{}", " ".repeat(start), "^".repeat(width.max(1)));
                }
            }
        }
        let message = text("msg").unwrap_or_else(|| "<no detail available>".to_owned());
        let _ = writeln!(self.out, "{class}: {message}");
    }
}

/// The line of carets under the part of a line that was running; none when that is all of it.
fn carets(text: &str, line: usize, ((first, start), (last, end)): (Position, Position)) -> Option<String> {
    if first as usize != line {
        return None;
    }
    let indent = text.chars().count() - text.trim_start().chars().count();
    let length = text.trim_end().chars().count();
    let start = (start as usize).checked_sub(1)?.max(indent);
    let end = if last == first { (end as usize).checked_sub(1)?.min(length) } else { length };
    if end <= start || (start == indent && end == length) {
        return None;
    }
    Some(format!("{}{}", " ".repeat(start - indent), "^".repeat(end - start)))
}
