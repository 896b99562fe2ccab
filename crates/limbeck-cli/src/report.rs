//! A failure as people see it: Alembic's own first line where it has one, the user's source line,
//! what is known and what to do.

use crate::print::Printer;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use limbeck::{
    diagnostic::{Diagnostic, Severity},
    error::{Failure, Surface},
    origin::Origin,
};
use std::{
    fs,
    io::{self, IsTerminal, Write},
};

/// Shows a failure and returns the exit code.
pub(crate) fn failure(failure: &Failure, printer: Printer) -> i32 {
    let diagnostic = &failure.diagnostic;
    match failure.surface {
        Surface::Command => {
            printer.message(&format!("FAILED: {}", diagnostic.message));
            details(diagnostic);
        }
        Surface::Exception | Surface::Interrupted => {
            if let Some(traceback) = &failure.traceback {
                talk(traceback);
            }
            talk(&rendered(diagnostic, io::stderr().is_terminal()));
        }
        Surface::Exit(_) => {
            // What `sys.exit("text")` was given.
            if !diagnostic.message.is_empty() {
                talk(&diagnostic.message);
            }
            details(diagnostic);
        }
    }
    failure.exit_code()
}

/// Notes and remedies after a first line that was shown elsewhere.
fn details(diagnostic: &Diagnostic) {
    for label in &diagnostic.labels {
        talk(&format!("  --> {}", label.origin));
    }
    for note in &diagnostic.notes {
        talk(&format!("note: {note}"));
    }
    for help in &diagnostic.help {
        talk(&format!("help: {help}"));
    }
}

/// A line to standard error; a reader that went away is not an error.
pub(crate) fn talk(text: &str) {
    let mut out = io::stderr().lock();
    let _ = writeln!(out, "{}", text.trim_end_matches('\n'));
}

/// The diagnostic with the user's source line, coloured on a terminal unless `NO_COLOR` is set.
fn rendered(diagnostic: &Diagnostic, terminal: bool) -> String {
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let sources: Vec<Option<Source>> =
        diagnostic.labels.iter().map(|label| Source::read(&label.origin)).collect();
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code));
    for (label, source) in diagnostic.labels.iter().zip(&sources) {
        match source {
            Some(source) => {
                let annotation = AnnotationKind::Primary.span(source.span.clone());
                let annotation = if label.message.is_empty() {
                    annotation
                } else {
                    annotation.label(label.message.as_str())
                };
                group = group.element(
                    Snippet::source(source.text.as_str())
                        .path(source.path.as_str())
                        .line_start(1)
                        .fold(true)
                        .annotation(annotation),
                );
            }
            None => group = group.element(Level::NOTE.message(format!("at {}", label.origin))),
        }
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The user's file and the part of it that is meant.
struct Source {
    path: String,
    text: String,
    span: std::ops::Range<usize>,
}

impl Source {
    fn read(origin: &Origin) -> Option<Self> {
        let Origin::File { path, line, column } = origin else { return None };
        let text = fs::read_to_string(path).ok()?;
        let wanted = usize::try_from(*line).ok()?.checked_sub(1)?;
        let mut start = 0;
        for (index, content) in text.split_inclusive('\n').enumerate() {
            if index == wanted {
                let trimmed = content.trim_end();
                let indent = trimmed.len() - trimmed.trim_start().len();
                let column = usize::try_from(*column).ok()?.saturating_sub(1);
                let offset =
                    trimmed.char_indices().nth(column).map_or(indent, |(offset, _)| offset.max(indent));
                let offset = if offset >= trimmed.len() { indent } else { offset };
                let span = start + offset..start + trimmed.len();
                return Some(Self { path: path.display().to_string(), text, span });
            }
            start += content.len();
        }
        None
    }
}
