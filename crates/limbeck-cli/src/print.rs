//! Standard output: data for people and programs, in Alembic's shapes.

use limbeck::command::{Progress, Voice};
use std::io::{self, IsTerminal, Write};

/// Writes to standard output, unless told to be quiet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printer {
    /// `-q`
    pub(crate) quiet: bool,
}

impl Printer {
    /// A line as it is (`print_stdout`).
    pub(crate) fn line(self, text: &str) {
        if !self.quiet {
            write_out(&format!("{text}\n"));
        }
    }

    /// Lines as they are.
    pub(crate) fn lines(self, lines: &[String]) {
        for line in lines {
            self.line(line);
        }
    }

    /// A message, wrapped to the terminal that standard input is, as Alembic does (`msg`).
    pub(crate) fn message(self, text: &str) {
        if !self.quiet {
            write_out(&format!("{}\n", wrapped(text)));
        }
    }
}

impl Progress for Printer {
    fn message(&mut self, voice: Voice, text: &str) {
        if voice == Voice::Always || !self.quiet {
            write_out(&format!("{}\n", wrapped(text)));
        }
    }

    fn begin(&mut self, voice: Voice, text: &str, own_line: bool) {
        if voice == Voice::Always || !self.quiet {
            let end = if own_line { "\n" } else { "" };
            write_out(&format!("{}{end}", wrapped(&format!("{text} ..."))));
        }
    }

    fn end(&mut self, voice: Voice, done: bool) {
        if voice == Voice::Always || !self.quiet {
            write_out(if done { "  done\n" } else { "  FAILED\n" });
        }
    }
}

/// Writes text to standard output; a reader that went away is not an error.
pub(crate) fn write_out(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn wrapped(text: &str) -> String {
    match terminal_width() {
        Some(width) if width > 0 => wrap(text, width),
        _ => text.to_owned(),
    }
}

/// Width of the terminal on standard input, if it is one.
fn terminal_width() -> Option<usize> {
    if !io::stdin().is_terminal() {
        return None;
    }
    terminal_size::terminal_size_of(io::stdin()).map(|(width, _)| usize::from(width.0))
}

/// Words in lines of at most `width`, two blanks before each (Python's `textwrap.wrap`).
fn wrap(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("  {word}")),
        }
    }
    lines.join("\n")
}
