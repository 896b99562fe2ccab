//! Mako's syntax: text, `${…}`, lines that begin with `%` or `##`, `<% … %>`, tags.
//!
//! The facts are Mako 1.3's documentation ("Syntax") and what it does with the texts in tests/oracle/templates.

use super::TemplateError;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Written as it is.
    Text(String),
    /// `${code | filters}`
    Expression {
        /// The Python expression.
        code: String,
        /// Filters, in order.
        filters: Vec<String>,
        /// Where it begins.
        line: u32,
    },
    /// A line `% if x:` or `% endif`.
    Control {
        /// `if`, `for`, `else`…
        keyword: String,
        /// The whole statement.
        text: String,
        /// `% end…`
        end: bool,
        /// Its line.
        line: u32,
    },
    /// `<% code %>`, or `<%! code %>` which runs first.
    Code {
        /// The statements, without common indentation.
        code: String,
        /// `<%! %>`
        module: bool,
        /// Where it begins.
        line: u32,
    },
    /// `<%def name="f(x)">`
    Definition {
        /// Name and parameters.
        signature: String,
        /// Where it begins.
        line: u32,
    },
    /// `</%def>`
    EndDefinition,
    /// `## …` or `<%doc>`.
    Comment,
}

/// Keywords of control lines that open a block.
const OPENING: &[&str] = &["if", "for", "while", "try", "with"];

/// Keywords that continue one, with those that they continue.
const CONTINUING: &[(&str, &[&str])] = &[
    ("else", &["if", "for", "while", "try"]),
    ("elif", &["if"]),
    ("except", &["try"]),
    ("finally", &["try"]),
];

/// Line and column, from 1.
#[derive(Clone, Copy)]
struct Place {
    line: u32,
    column: u32,
}

impl Place {
    fn error(self, message: impl Into<String>) -> TemplateError {
        TemplateError::syntax(self.line, self.column, message)
    }
}

struct Lexer<'a> {
    text: &'a str,
    position: usize,
    nodes: Vec<Node>,
    /// Open control lines with their places.
    controls: Vec<(String, Place)>,
    /// Open tags with their places.
    tags: Vec<(String, Place)>,
}

/// The parts of a template.
pub(super) fn parse(text: &str) -> Result<Vec<Node>, TemplateError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lexer = Lexer { text, position: 0, nodes: Vec::new(), controls: Vec::new(), tags: Vec::new() };
    lexer.encoding_comment()?;
    while lexer.position < text.len() {
        lexer.next()?;
    }
    if let Some((tag, place)) = lexer.tags.last() {
        return Err(place.error(format!("Unclosed tag: <%{tag}>")));
    }
    if let Some((keyword, place)) = lexer.controls.last() {
        return Err(place.error(format!("Unterminated control keyword: '{keyword}'")));
    }
    Ok(lexer.nodes)
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn place(&self) -> Place {
        let before = self.text.get(..self.position).unwrap_or_default();
        let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        let last = before.rsplit('\n').next().unwrap_or_default();
        Place { line: number(before.matches('\n').count()), column: number(last.chars().count()) }
    }

    fn at_line_start(&self) -> bool {
        self.position == 0 || self.text.get(..self.position).is_some_and(|before| before.ends_with('\n'))
    }

    /// `# coding: utf-8` in the first line says how the template is encoded, and is no text of it.
    fn encoding_comment(&mut self) -> Result<(), TemplateError> {
        let Some((first, _)) = self.text.split_once('\n') else { return Ok(()) };
        let Some(comment) = first.strip_prefix('#') else { return Ok(()) };
        let Some((_, name)) = comment.split_once("coding:").or_else(|| comment.split_once("coding=")) else {
            return Ok(());
        };
        let name: String = name
            .trim_start()
            .chars()
            .take_while(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.'))
            .collect();
        if name.is_empty() {
            return Ok(());
        }
        if !matches!(
            name.to_ascii_lowercase().replace('_', "-").as_str(),
            "utf-8" | "utf8" | "ascii" | "us-ascii"
        ) {
            return Err(TemplateError::refused(
                1,
                format!("a template in the encoding {name}"),
                "save the template as UTF-8",
            ));
        }
        self.position = first.len() + 1;
        Ok(())
    }

    fn next(&mut self) -> Result<(), TemplateError> {
        if self.rest().starts_with("${") {
            return self.expression();
        }
        if self.at_line_start() {
            let start = self.rest().trim_start_matches([' ', '\t']);
            if start.starts_with("##") || start.starts_with('%') && !start.starts_with("%%") {
                return self.control_line();
            }
        }
        if self.rest().starts_with("</%") {
            return self.closing_tag();
        }
        if self.rest().starts_with("<%") {
            let is_tag = self
                .rest()
                .get(2..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(|first| first.is_alphanumeric() || matches!(first, '_' | '.' | ':'));
            return if is_tag { self.tag() } else { self.code() };
        }
        if self.at_line_start() {
            let blanks = self.rest().len() - self.rest().trim_start().len();
            if let Some(after) = self.rest().get(blanks..).and_then(|rest| rest.strip_prefix("%%")) {
                let more = after.len() - after.trim_start_matches('%').len();
                let text = self.rest().get(..blanks).unwrap_or_default().to_owned() + &"%".repeat(more + 1);
                self.position += blanks + 2 + more;
                self.push_text(text);
                return Ok(());
            }
        }
        self.plain_text();
        Ok(())
    }

    fn push_text(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        // `<%doc>` hides what is in it.
        match self.nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(&text),
            _ => self.nodes.push(Node::Text(text)),
        }
    }

    /// Text up to whatever is next; a backslash before a line's end takes both away.
    fn plain_text(&mut self) {
        let start = self.position;
        let bytes = self.text.as_bytes();
        let mut at = start;
        let (mut end, mut next) = (bytes.len(), bytes.len());
        while let Some(byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            let stops = rest.starts_with(b"${") || rest.starts_with(b"<%") || rest.starts_with(b"</%");
            if stops && at > start {
                (end, next) = (at, at);
                break;
            }
            let escaped = [&b"\\\n"[..], b"\\\r\n"].into_iter().find(|escape| rest.starts_with(escape));
            if let Some(escape) = escaped {
                (end, next) = (at, at + escape.len());
                break;
            }
            at += 1;
            if *byte == b'\n' {
                let line = self.text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t']);
                if line.starts_with('%') || line.starts_with("##") {
                    (end, next) = (at, at);
                    break;
                }
            }
        }
        let text = self.text.get(start..end).unwrap_or_default().to_owned();
        self.position = next;
        self.push_text(text);
    }

    fn expression(&mut self) -> Result<(), TemplateError> {
        let place = self.place();
        let line = place.line;
        self.position += 2;
        let (code, end) = self.until(&["|", "}"], true, place)?;
        let filters = if end == "|" { self.until(&["}"], true, place)?.0 } else { String::new() };
        let filters = filters
            .split(',')
            .map(|filter| filter.trim().to_owned())
            .filter(|filter| !filter.is_empty())
            .collect();
        self.nodes.push(Node::Expression { code: code.replace("\r\n", "\n"), filters, line });
        Ok(())
    }

    /// Python source up to one of `ends`, which strings, comments and (with `nesting`) brackets hide.
    fn until(
        &mut self,
        ends: &[&'static str],
        nesting: bool,
        place: Place,
    ) -> Result<(String, &'static str), TemplateError> {
        let start = self.position;
        let mut depth = 0_i64;
        loop {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else {
                return Err(place.error(format!(
                    "Expected: {}; unterminated tag or expression beginning",
                    ends.join(",").replace('|', "\\|")
                )));
            };
            if first == '#'
                && let Some(end) = rest.find('\n')
            {
                self.position += end + 1;
                continue;
            }
            if matches!(first, '"' | '\'')
                && let Some(length) = string_length(rest)
            {
                self.position += length;
                continue;
            }
            let end = ends.iter().find(|end| rest.starts_with(**end));
            if let Some(end) = end.filter(|_| !nesting || depth <= 0) {
                let code = self.text.get(start..self.position).unwrap_or_default().to_owned();
                self.position += end.len();
                return Ok((code, end));
            }
            match first {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
            self.position += first.len_utf8();
        }
    }

    fn control_line(&mut self) -> Result<(), TemplateError> {
        let place = self.place();
        let line = place.line;
        // A backslash at its end continues it.
        let rest = self.rest();
        let mut length = 0;
        for part in rest.split_inclusive('\n') {
            length += part.len();
            let text = part.trim_end_matches('\n');
            let text = text.strip_suffix('\r').unwrap_or(text);
            if !text.ends_with('\\') || !part.ends_with('\n') {
                break;
            }
        }
        let text = rest.get(..length).unwrap_or_default().trim();
        let Some(statement) = text.strip_prefix('%').map(|text| text.trim_start().to_owned()) else {
            self.position += length;
            self.nodes.push(Node::Comment);
            return Ok(());
        };
        self.position += length;
        let word: String = statement
            .chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .collect();
        if word.is_empty() {
            return Err(place.error(format!("Invalid control line: '{statement}'")));
        }
        if let Some(keyword) = word.strip_prefix("end").filter(|keyword| !keyword.is_empty()) {
            match self.controls.pop() {
                Some((open, _)) if open == keyword => {}
                Some((open, _)) => {
                    return Err(place.error(format!("Keyword '{statement}' doesn't match keyword '{open}'")));
                }
                None => {
                    return Err(place.error(format!("No starting keyword '{keyword}' for '{statement}'")));
                }
            }
            self.nodes.push(Node::Control { keyword: keyword.to_owned(), text: statement, end: true, line });
            return Ok(());
        }
        if OPENING.contains(&word.as_str()) {
            self.controls.push((word.clone(), place));
        } else {
            let continues = CONTINUING.iter().find(|(keyword, _)| *keyword == word).map(|(_, after)| *after);
            let open = self.controls.last().map(|(open, _)| open.as_str());
            match (continues, open) {
                (Some(after), Some(open)) if after.contains(&open) => {}
                (Some(_), Some(open)) => {
                    return Err(
                        place.error(format!("Keyword '{word}' not a legal ternary for keyword '{open}'"))
                    );
                }
                (Some(_), None) => return Err(place.error("SyntaxError: invalid syntax")),
                _ => {
                    return Err(place.error(format!("Unsupported control keyword: '{word}'")));
                }
            }
        }
        self.nodes.push(Node::Control { keyword: word, text: statement, end: false, line });
        Ok(())
    }

    fn code(&mut self) -> Result<(), TemplateError> {
        let place = self.place();
        let line = place.line;
        self.position += 2;
        let module = self.rest().starts_with('!');
        if module {
            self.position += 1;
        }
        let (code, _) = self.until(&["%>"], false, place)?;
        self.nodes.push(Node::Code { code: code.replace("\r\n", "\n"), module, line });
        Ok(())
    }

    fn tag(&mut self) -> Result<(), TemplateError> {
        let place = self.place();
        let line = place.line;
        let rest = self.rest();
        let Some(end) = rest.find('>') else {
            return Err(place.error("a tag without its end"));
        };
        let inner = rest.get(2..end).unwrap_or_default();
        let (inner, closed) = match inner.strip_suffix('/') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let word: String = inner
            .chars()
            .take_while(|character| character.is_alphanumeric() || matches!(character, '_' | '.' | ':'))
            .collect();
        let attributes = inner.get(word.len()..).unwrap_or_default().trim().to_owned();
        let after = self.position + end + 1;
        let hidden = |lexer: &mut Self, keyword: &str| -> Result<String, TemplateError> {
            let closing = format!("</%{keyword}>");
            let rest = lexer.text.get(after..).unwrap_or_default();
            let Some(length) = rest.find(&closing) else {
                return Err(place.error(format!("Unclosed tag: <%{keyword}>")));
            };
            lexer.position = after + length + closing.len();
            Ok(rest.get(..length).unwrap_or_default().to_owned())
        };
        match word.as_str() {
            "doc" if !closed => {
                hidden(self, "doc")?;
                self.nodes.push(Node::Comment);
                Ok(())
            }
            "text" if !closed && attributes.is_empty() => {
                let text = hidden(self, "text")?;
                self.push_text(text);
                Ok(())
            }
            "def" if !closed => {
                let signature = attributes
                    .strip_prefix("name")
                    .map(str::trim_start)
                    .and_then(|rest| rest.strip_prefix('='))
                    .map(str::trim)
                    .and_then(|rest| rest.strip_prefix(['"', '\''])?.strip_suffix(['"', '\'']))
                    .filter(|signature| !signature.contains(['"', '\'', '\n']) && signature.ends_with(')'));
                let Some(signature) = signature else {
                    return Err(TemplateError::refused(
                        line,
                        format!("the tag <%def {attributes}>"),
                        "give a def a name and parameters only",
                    ));
                };
                if !self.controls.is_empty() || !self.tags.is_empty() {
                    return Err(TemplateError::refused(
                        line,
                        "a <%def> inside another block",
                        "move it to the top of the template",
                    ));
                }
                self.nodes.push(Node::Definition { signature: signature.to_owned(), line });
                self.tags.push(("def".to_owned(), place));
                self.position = after;
                Ok(())
            }
            _ => Err(TemplateError::refused(
                line,
                format!("the template tag <%{word}>"),
                "Limbeck knows <%doc>, <%text> and <%def>; write the text into the template itself",
            )),
        }
    }

    fn closing_tag(&mut self) -> Result<(), TemplateError> {
        let place = self.place();
        let rest = self.rest();
        let end = rest.find('>').unwrap_or(rest.len());
        let keyword = rest.get(3..end).unwrap_or_default().trim().to_owned();
        match self.tags.pop() {
            Some((open, _)) if open == keyword => {
                self.position = (self.position + end + 1).min(self.text.len());
                self.nodes.push(Node::EndDefinition);
                Ok(())
            }
            Some((open, _)) => {
                Err(place.error(format!("Closing tag </%{keyword}> does not match tag: <%{open}>")))
            }
            None => Err(place.error(format!("Closing tag without opening tag: </%{keyword}>"))),
        }
    }
}

/// The length of the string literal that a text begins with; `None` where it has no end.
pub(super) fn string_length(text: &str) -> Option<usize> {
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| text.starts_with(quote))?;
    let mut at = quote.len();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(quote) {
            return Some(at + quote.len());
        }
        let first = rest.chars().next()?;
        at += first.len_utf8();
        if first == '\\' {
            at += rest.get(1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
    }
    None
}
