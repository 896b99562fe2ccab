//! A template as a Python program: each part a call that writes, each control line a statement.
//!
//! The program runs with the template's names as its globals, and with `_write`, which takes each text. What stands
//! outside of defs is the function `_body`, so that names assigned there are its own as in Mako: they have no value
//! before, and defs see those that `<% %>` blocks assigned when the block ran (`_share`), not those of control lines.

use super::{Node, TemplateError, lexer::string_length};
use std::fmt::Write as _;

/// A template translated to Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PythonTemplate {
    /// The program.
    pub source: String,
    /// The template's line of each line of the program.
    pub lines: Vec<u32>,
}

impl PythonTemplate {
    /// The template's line behind a line of the program, both from 1.
    pub fn template_line(&self, line: u32) -> u32 {
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        self.lines.get(index).or(self.lines.last()).copied().unwrap_or(1)
    }
}

/// Names that Mako gives a meaning of its own and the program does not have.
const MAKO_NAMES: &[&str] = &["loop", "caller", "capture", "self", "local", "parent", "next", "pageargs"];

struct Writer {
    source: String,
    lines: Vec<u32>,
    depth: usize,
    /// In `_body`, which is one deep by itself.
    in_body: bool,
}

pub(super) fn translate(nodes: &[Node]) -> Result<PythonTemplate, TemplateError> {
    let mut writer = Writer { source: String::new(), lines: Vec::new(), depth: 0, in_body: false };
    // `<%! %>` blocks are the module's: they run first.
    for node in nodes {
        if let Node::Code { code, module: true, line } = node {
            writer.block(code, *line)?;
        }
    }
    // Defs are functions of the template wherever they stand.
    let mut in_definition = false;
    for wanted in [true, false] {
        if !wanted {
            writer.line("def _body():", 1);
            writer.depth = 1;
            writer.in_body = true;
            writer.line("pass", 1);
        }
        for node in nodes {
            match node {
                Node::Definition { signature, line } => {
                    in_definition = true;
                    if wanted {
                        writer.line(&format!("def {signature}:"), *line);
                        writer.depth += 1;
                        writer.line("pass", *line);
                    }
                }
                Node::EndDefinition => {
                    in_definition = false;
                    if wanted {
                        // A def writes and has no value: `${f()}` writes an empty text after it.
                        let line = writer.lines.last().copied().unwrap_or(1);
                        writer.line("return ''", line);
                        writer.depth = writer.depth.saturating_sub(1);
                    }
                }
                Node::Text(_)
                | Node::Expression { .. }
                | Node::Control { .. }
                | Node::Code { .. }
                | Node::Comment => {
                    if in_definition == wanted {
                        writer.node(node)?;
                    }
                }
            }
        }
    }
    writer.depth = 0;
    let last = writer.lines.last().copied().unwrap_or(1);
    writer.line("_body()", last);
    Ok(PythonTemplate { source: writer.source, lines: writer.lines })
}

impl Writer {
    fn line(&mut self, text: &str, line: u32) {
        let _ = writeln!(self.source, "{}{text}", "    ".repeat(self.depth));
        self.lines.push(line);
    }

    /// A statement that may have several lines, of which only the first is indented.
    fn statement(&mut self, text: &str, line: u32) {
        self.line(text, line);
        let more = text.matches('\n').count();
        for offset in 1..=more {
            self.lines.push(line + u32::try_from(offset).unwrap_or_default());
        }
    }

    fn node(&mut self, node: &Node) -> Result<(), TemplateError> {
        match node {
            Node::Text(text) => {
                let line = self.lines.last().copied().unwrap_or(1);
                self.line(&format!("_write({})", literal(text)), line);
            }
            Node::Expression { code, filters, line } => {
                check_names(code, *line)?;
                self.statement(&expression(code, filters, *line)?, *line);
            }
            Node::Control { keyword, text, end, line } => {
                if *end {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(());
                }
                check_names(text, *line)?;
                if matches!(keyword.as_str(), "else" | "elif" | "except" | "finally") {
                    self.depth = self.depth.saturating_sub(1);
                }
                self.statement(text, *line);
                self.depth += 1;
                self.line("pass", *line);
            }
            Node::Code { module: true, .. }
            | Node::Comment
            | Node::Definition { .. }
            | Node::EndDefinition => {}
            Node::Code { code, module: false, line } if self.in_body => {
                self.line("_before = dict(locals())", *line);
                self.block(code, *line)?;
                let last = self.lines.last().copied().unwrap_or(*line);
                self.line(&format!("_share(_before, locals(), {})", literal(code)), last);
            }
            Node::Code { code, module: false, line } => self.block(code, *line)?,
        }
        Ok(())
    }

    /// Statements of the user's, without the indentation they have in common. Lines inside a string stay as they
    /// are.
    fn block(&mut self, code: &str, first: u32) -> Result<(), TemplateError> {
        check_names(code, first)?;
        let inside = lines_inside_strings(code);
        if self.depth > usize::from(self.in_body) && inside.contains(&true) {
            return Err(TemplateError::refused(
                first,
                "a string of several lines in a <% %> block inside a control line",
                "move the block out of the `%` lines",
            ));
        }
        let lines: Vec<(&str, bool)> = code.split('\n').zip(inside).collect();
        // What stands on the line of `<%` counts as not indented.
        let common = lines
            .iter()
            .filter(|(line, inside)| {
                !inside && !line.trim().is_empty() && !line.trim_start().starts_with('#')
            })
            .map(|(line, _)| line.len() - line.trim_start().len())
            .min()
            .unwrap_or_default();
        for (offset, (line, inside)) in lines.into_iter().enumerate() {
            let number = first + u32::try_from(offset).unwrap_or_default();
            if inside {
                let _ = writeln!(self.source, "{line}");
                self.lines.push(number);
            } else if !line.trim().is_empty() {
                let cut = if offset == 0 { line.trim_start() } else { line.get(common..).unwrap_or(line) };
                self.line(cut, number);
            }
        }
        Ok(())
    }
}

/// What is next in Python source: the length of a string literal or a comment, or `None` for anything else.
fn literal_or_comment(code: &str) -> Option<(usize, bool)> {
    if code.starts_with('#') {
        return Some((code.find('\n').unwrap_or(code.len()), false));
    }
    string_length(code).map(|length| (length, true))
}

/// For each line, whether it begins inside a string literal.
fn lines_inside_strings(code: &str) -> Vec<bool> {
    let mut lines = vec![false];
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (length, is_string) = literal_or_comment(rest).unwrap_or((first.len_utf8(), false));
        let passed = rest.get(..length).unwrap_or(rest);
        lines.extend(passed.matches('\n').map(|_| is_string));
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    lines
}

/// The call that writes an expression: filters from the left, `str` before them unless `n` is among them.
fn expression(code: &str, filters: &[String], line: u32) -> Result<String, TemplateError> {
    let mut value = format!("({}\n)", code.trim());
    let plain = filters.iter().any(|filter| filter == "n");
    if !plain {
        value = format!("str{value}");
    }
    for filter in filters {
        value = match filter.as_str() {
            "n" => continue,
            "str" | "unicode" => format!("str({value})"),
            "trim" => format!("{value}.strip()"),
            name if !matches!(name, "h" | "x" | "u" | "entity")
                && name
                    .chars()
                    .all(|character| character.is_alphanumeric() || matches!(character, '_' | '.'))
                && !name.starts_with("decode.") =>
            {
                format!("{name}({value})")
            }
            _ => {
                return Err(TemplateError::refused(
                    line,
                    format!("the template filter `{filter}`"),
                    "call the function in the expression itself",
                ));
            }
        };
    }
    Ok(format!("_write({value})"))
}

/// Refuses what Mako alone has. A word in a string or an attribute does not count.
fn check_names(code: &str, line: u32) -> Result<(), TemplateError> {
    let mut rest = code;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        if let Some((length, _)) = literal_or_comment(rest) {
            rest = rest.get(length.max(1)..).unwrap_or_default();
            before = ' ';
            continue;
        }
        if first.is_alphabetic() || first == '_' {
            let word: String = rest
                .chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect();
            if before != '.' && MAKO_NAMES.contains(&word.as_str()) {
                return Err(TemplateError::refused(
                    line,
                    format!("`{word}`, which Mako gives a meaning of its own"),
                    "use another name, or write the template without it",
                ));
            }
            rest = rest.get(word.len()..).unwrap_or_default();
            before = 'a';
            continue;
        }
        before = first;
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    Ok(())
}

/// A Python string literal of one line.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0' => out.push_str("\\x00"),
            character => out.push(character),
        }
    }
    out.push('"');
    out
}
